"""The domain's values refuse what can't be true, and name what they say."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from reconcile.fields import LARGEST_COUNT
from reconcile.model import (
    Attribution,
    Category,
    Claim,
    Count,
    Evidence,
    Incident,
    Qualifier,
    RecordedClaim,
    Report,
    Retraction,
    Scope,
    Unit,
)

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
ONE = datetime(2031, 5, 4, 13, tzinfo=UTC)


def count(**fields: object) -> Count:
    return Count.model_validate({"low": 4, "high": 4, "qualifier": "exact"} | fields)


def recorded(**fields: object) -> RecordedClaim:
    said = {"category": "killed", "count": count(), "published_at": NOON}
    return RecordedClaim.model_validate(said | fields)


@pytest.mark.parametrize(
    "number", [True, False, "4", "٤", -1, 4.5, float("nan"), float("inf"), LARGEST_COUNT + 1, [4], {}]
)
def test_what_is_no_whole_number_of_people_is_refused(number: object) -> None:
    with pytest.raises(ValidationError):
        count(low=number, high=None, qualifier="at_least")


@pytest.mark.parametrize("number", [0, 1, 12, 12.0, LARGEST_COUNT])
def test_whole_numbers_are_counts_however_json_writes_them(number: float) -> None:
    found = count(low=number, high=None, qualifier="at_least").low
    assert found == number
    assert type(found) is int


IMPOSSIBLE_COUNTS: list[tuple[dict[str, Any], str]] = [
    ({"low": 9, "high": 3, "qualifier": "range"}, "above high"),
    ({"low": 0, "high": 3, "qualifier": "zero"}, "zero"),
    ({"low": None, "high": None, "qualifier": "zero"}, "zero"),
    ({"low": 3, "high": 5, "qualifier": "exact"}, "one number"),
    ({"low": None, "high": None, "qualifier": "exact"}, "one number"),
    ({"low": 3, "high": None, "qualifier": "about"}, "one number"),
    ({"low": None, "high": None, "qualifier": "at_least"}, "is not what"),
    ({"low": None, "high": None, "qualifier": "range"}, "is not what"),
]


@pytest.mark.parametrize(("fields", "fault"), IMPOSSIBLE_COUNTS)
def test_a_count_that_contradicts_itself_is_refused(fields: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        count(**fields)


@pytest.mark.parametrize(
    ("low", "high", "qualifier"),
    [(3, None, "at_least"), (0, 7, "at_most"), (2, 6, "range"), (0, 0, "zero"), (None, None, "vague")],
)
def test_open_bounds_and_vague_words_are_counts(
    low: int | None, high: int | None, qualifier: str
) -> None:
    found = count(low=low, high=high, qualifier=qualifier)
    assert (found.low, found.high, found.qualifier) == (low, high, Qualifier(qualifier))


def test_a_count_is_of_persons_unless_it_says_families() -> None:
    assert count().unit is Unit.PERSONS
    assert count(unit="families").unit is Unit.FAMILIES


@pytest.mark.parametrize(
    "fields",
    [
        {"sources": ["x"]},
        {"category": "bruised"},
        {"scope": "part"},
        {"published_at": datetime(2031, 5, 4)},  # noqa: DTZ001 - the naive datetime is the point
        {"as_of": "2031-05-04T12:00:00"},
        {"recorded_at": datetime(2031, 5, 4)},  # noqa: DTZ001
        {"published_at": None},
        {"publisher": ""},
        {"attribution": {"source": ""}},
        {"attribution": {"source": "x" * 501}},
        {"id": ""},
    ],
)
def test_a_claim_with_a_faulty_field_is_refused(fields: dict[str, Any]) -> None:
    assert recorded().category is Category.KILLED
    with pytest.raises(ValidationError):
        recorded(**fields)


@pytest.mark.parametrize(
    "value",
    [
        lambda: Incident.model_validate({"title": "حريق في سوق الريحان", "toll": 3}),
        lambda: Incident.model_validate({"title": ""}),
        lambda: Incident.model_validate({"title": "حريق", "occurred_at": "2031-05-04T12:00:00"}),
        lambda: Report.model_validate({"text": "", "publisher": "صحيفة", "published_at": NOON}),
        lambda: Report.model_validate(
            {"text": "خبر", "publisher": "صحيفة", "published_at": NOON, "language": "arabic"}
        ),
        lambda: Retraction.model_validate({"claim_id": "a", "recorded_at": NOON, "reason": ""}),
    ],
)
def test_incidents_reports_and_retractions_refuse_what_is_missing_or_unknown(value: Any) -> None:
    with pytest.raises(ValidationError):
        value()


def test_a_value_never_changes() -> None:
    said = count()
    with pytest.raises(ValidationError, match="frozen"):
        said.low = 9  # type: ignore[misc]
    assert said.low == 4


@pytest.mark.parametrize(("start", "end"), [(0, 3), (0, 5), (4, 0), (-1, 3)])
def test_evidence_whose_span_is_not_as_long_as_its_words_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValidationError):
        Evidence(exact="قتيل", start=start, end=end)


def test_evidence_counts_code_points() -> None:
    assert Evidence(exact="قَتيل", start=3, end=8).end == 8


def test_times_default_to_the_publication() -> None:
    claim = recorded()
    assert (claim.as_of, claim.recorded_at) == (NOON, NOON)
    assert recorded(as_of=ONE).recorded_at == NOON


def test_the_id_of_a_claim_does_not_depend_on_when_it_was_recorded() -> None:
    assert recorded(recorded_at=ONE).id == recorded().id


def test_the_id_of_a_claim_is_the_same_with_its_defaults_written_out() -> None:
    written_out = recorded(
        scope=Scope.TOTAL, denied=False, preliminary=False, attribution=Attribution(), as_of=NOON
    )
    assert written_out.id == recorded().id


def test_the_id_of_a_claim_is_the_same_however_json_writes_its_number() -> None:
    assert recorded(count={"low": 4.0, "high": 4.0, "qualifier": "exact"}).id == recorded().id


@pytest.mark.parametrize(
    "fields",
    [
        {"category": "injured"},
        {"count": {"low": 5, "high": 5, "qualifier": "exact"}},
        {"count": {"low": 4, "high": 4, "qualifier": "about"}},
        {"scope": "subset"},
        {"denied": True},
        {"preliminary": True},
        {"attribution": {"source": "الدفاع المدني"}},
        {"attribution": {"via": ["صحيفة الميناء"]}},
        {"publisher": "صحيفة الميناء"},
        {"published_at": ONE},
        {"as_of": ONE},
        {"evidence": {"exact": "4", "start": 0, "end": 1}},
    ],
)
def test_a_claim_that_says_something_else_has_another_id(fields: dict[str, Any]) -> None:
    assert recorded(**fields).id != recorded().id


def test_a_given_id_is_kept() -> None:
    assert recorded(id="ledger-17").id == "ledger-17"


def test_a_claim_survives_json() -> None:
    claim = recorded(evidence={"exact": "4 قتلى", "start": 2, "end": 8}, publisher="صحيفة الميناء")
    assert RecordedClaim.model_validate_json(claim.model_dump_json()) == claim


def test_a_claim_of_unknown_date_and_publisher_leaves_them_out_of_json() -> None:
    bare = Claim(category=Category.KILLED, count=count())
    assert not {"publisher", "published_at", "as_of"} & bare.model_dump().keys()
    assert Claim.model_validate(bare.model_dump()) == bare


@pytest.mark.parametrize("offset", ["Z", "+03:00", "-09:30", "+05:45"])
def test_moments_read_from_text_share_the_zone_of_their_offset(offset: str) -> None:
    """So they are compared without a question to their zones."""
    noon, one = (recorded(published_at=f"2031-05-04T{hour}:00:00{offset}") for hour in (12, 13))
    assert noon.as_of.tzinfo is one.as_of.tzinfo
    assert noon.as_of.isoformat().endswith(offset.replace("Z", "+00:00"))
    assert f'"2031-05-04T12:00:00{offset}"' in noon.model_dump_json()


def test_a_moment_keeps_any_other_zone() -> None:
    told = recorded(published_at="2031-05-04T12:00:00+03:01").published_at
    assert told.isoformat() == "2031-05-04T12:00:00+03:01"
    paris = ZoneInfo("Europe/Paris")
    assert recorded(published_at=NOON.astimezone(paris)).published_at.tzinfo is paris
