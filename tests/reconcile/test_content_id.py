"""The id of what a claim says: a digest of its JSON, which no change of the code may change."""

import json
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.model import (
    Attribution,
    Category,
    Claim,
    Count,
    Evidence,
    Qualifier,
    RecordedClaim,
    Scope,
    Unit,
    content_id,
)

FIRE = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
THREE = Count(low=3, high=3, qualifier=Qualifier.EXACT)
BARE = Claim(category=Category.KILLED, count=THREE)
WHOLE = Claim(
    category=Category.INJURED,
    count=Count(low=10, high=None, qualifier=Qualifier.VAGUE, term="عشرات", unit=Unit.FAMILIES),
    scope=Scope.SUBSET,
    denied=True,
    preliminary=True,
    final=True,
    attribution=Attribution(source='الدفاع "المدني"', via=("وكالة\n", "radio\x7f\u2028/\\")),
    evidence=Evidence(exact="3 قتلى", prefix="و\t", suffix="\x1f😀", start=7, end=13),
    publisher="صحيفة",
    published_at=datetime(2026, 3, 1, 12, 30, 0, 500_000, tzinfo=timezone(timedelta(hours=3))),
    as_of=datetime(2, 1, 1, tzinfo=UTC),
    since=datetime(2026, 2, 28, 23, 59, 59, 7, tzinfo=timezone(timedelta(hours=-9, minutes=-30))),
)
REPORTED = BARE.model_copy(update={"published_at": FIRE, "as_of": FIRE, "publisher": "a"})

GOLDEN = [
    (BARE, "f1ece1d6993efdf6628e01e8831d2ce1"),
    (WHOLE, "ad01a24d419b40ea4fd2ac33fa45132a"),
    (REPORTED, "5966711fe5d5beee0b271b36fad6599f"),
    (REPORTED.model_copy(update={"final": True}), "ef7e69112b16e9173c8971172c6beaa6"),
    (
        REPORTED.model_copy(update={"since": FIRE - timedelta(days=2)}),
        "5280d8ee3823504c199132f29bb3f520",
    ),
]


@pytest.mark.parametrize(("claim", "expected"), GOLDEN)
def test_ids_are_what_they_were(claim: Claim, expected: str) -> None:
    assert content_id(vars(claim)) == expected


def _utc(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _digest(claim: Claim) -> str:
    """Return the id as it is defined, with nothing but the standard library."""
    evidence = claim.evidence and dict(claim.evidence)
    said: dict[str, Any] = dict(claim) | {
        "count": dict(claim.count),
        "attribution": dict(claim.attribution),
        "evidence": evidence,
        **{name: _utc(getattr(claim, name)) for name in ("published_at", "as_of", "since")},
    }
    # Earlier versions did not know these.
    said = {name: value for name, value in said.items() if value or name not in ("final", "since")}
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:32]


_WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(
    lambda text: bool(text.strip(" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0").strip())
)
_MOMENTS = st.none() | st.datetimes(
    datetime(3, 1, 1),  # noqa: DTZ001 - given an offset below
    datetime(9997, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)


@st.composite
def _claims(draw: st.DrawFn) -> Claim:
    low, exact = draw(st.integers(0, 10**15)), draw(_WORDS)
    return Claim(
        category=draw(st.sampled_from(Category)),
        count=Count(low=low, high=low, qualifier=Qualifier.EXACT, term=draw(st.none() | _WORDS)),
        scope=draw(st.sampled_from(Scope)),
        denied=draw(st.booleans()),
        final=draw(st.booleans()),
        attribution=Attribution(source=draw(st.none() | _WORDS), via=tuple(draw(st.lists(_WORDS)))),
        evidence=draw(
            st.none()
            | st.builds(
                Evidence,
                exact=st.just(exact),
                prefix=_WORDS,
                start=st.just(5),
                end=st.just(5 + len(exact)),
            )
        ),
        published_at=draw(_MOMENTS),
        as_of=draw(_MOMENTS),
        since=draw(_MOMENTS),
    )


@given(_claims())
def test_an_id_is_the_digest_of_what_is_said(claim: Claim) -> None:
    assert content_id(vars(claim)) == _digest(claim)


def test_the_order_of_fields_and_what_is_known_beside_them_change_nothing() -> None:
    fields = vars(WHOLE)
    turned = {"recorded_at": FIRE} | {name: fields[name] for name in reversed(fields)}
    assert content_id(turned) == content_id(fields)
    unsaid = {name: value for name, value in vars(BARE).items() if value is not None}
    assert content_id(unsaid) == content_id(vars(BARE))
    recorded = RecordedClaim.model_validate(REPORTED.model_dump())
    assert recorded.id == content_id(vars(REPORTED))
