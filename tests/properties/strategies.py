"""Histories of one category as they come: ties, relays, corrections, late arrivals, retractions."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from reconcile.estimation.policies import POLICIES
from reconcile.model import (
    Attribution,
    Category,
    Claim,
    Count,
    Qualifier,
    RecordedClaim,
    Retraction,
    Scope,
    Unit,
)

EPOCH = datetime(2026, 3, 1, tzinfo=UTC)
SOURCES = ("وزارة الصحة", "المرصد", "مصادر أمنية", "AFP", "مدير المستشفى")
PUBLISHERS = ("صحيفة ألف", "صحيفة باء", "رويترز")
LAST_MINUTE = 12


def minutes(first: int = 0, last: int = LAST_MINUTE) -> st.SearchStrategy[datetime]:
    """Few moments, so that ties are common."""
    return st.integers(first, last).map(lambda minute: EPOCH + timedelta(minutes=minute))


@st.composite
def counts(draw: st.DrawFn, *, largest: int = 12) -> Count:
    """Every qualifier, small numbers, so that claims often agree and often repeat."""
    number = draw(st.integers(1, largest))
    qualifier = draw(st.sampled_from([Qualifier.EXACT, Qualifier.EXACT, Qualifier.EXACT, *Qualifier]))
    more = draw(st.integers(1, 4))
    unit = draw(st.sampled_from([Unit.PERSONS] * 9 + [Unit.FAMILIES]))
    bounds: dict[Qualifier, tuple[int | None, int | None]] = {
        Qualifier.AT_LEAST: (number, None),
        Qualifier.MORE_THAN: (number + 1, None),
        Qualifier.AT_MOST: (0, number),
        Qualifier.LESS_THAN: (0, number - 1),
        Qualifier.RANGE: (number, number + more),
        Qualifier.ZERO: (0, 0),
    }
    if qualifier is Qualifier.VAGUE:
        low, high, term = draw(
            st.sampled_from([(2, None, "number_of"), (1, None, "some"), (3, 9, "few")])
        )
        return Count(low=low, high=high, qualifier=qualifier, term=term, unit=unit)
    stated = bounds.get(qualifier, (number, number))
    return Count(low=stated[0], high=stated[1], qualifier=qualifier, unit=unit)


def policies() -> st.SearchStrategy[str]:
    """The name of any policy, for a law that is meant for every one."""
    return st.sampled_from(list(POLICIES))


SCOPES = st.sampled_from([*[Scope.TOTAL] * 6, *Scope])


@st.composite
def claims(draw: st.DrawFn, sources: tuple[str, ...] = SOURCES) -> RecordedClaim:
    """A recorded claim: recorded no earlier than published, often late; some speak of a time before."""
    published_at = draw(minutes())
    late = timedelta(minutes=draw(st.sampled_from([0, 0, 0, 1, 5])))
    since = timedelta(minutes=draw(st.sampled_from([0, 0, 0, 0, 1, 3])))
    return RecordedClaim(
        category=Category.KILLED,
        count=draw(counts()),
        scope=draw(SCOPES),
        denied=draw(st.sampled_from([False] * 9 + [True])),
        attribution=Attribution(source=draw(st.sampled_from([None, *sources]))),
        publisher=draw(st.sampled_from([None, *PUBLISHERS])),
        published_at=published_at,
        as_of=published_at - since,
        recorded_at=published_at + late,
    )


def histories(*, smallest: int = 0, largest: int = 9) -> st.SearchStrategy[list[RecordedClaim]]:
    """The claims of one incident, each id once."""
    return st.lists(claims(), min_size=smallest, max_size=largest, unique_by=lambda c: c.id)


COUPLED = (
    Category.KILLED,
    Category.INJURED,
    Category.CASUALTIES,
    Category.MISSING,
    Category.RESCUED,
)
"""Categories that say something of each other."""


@st.composite
def coupled_claims(draw: st.DrawFn) -> RecordedClaim:
    """A recorded claim of one of the coupled categories."""
    said, category = draw(claims()), draw(st.sampled_from(COUPLED))
    return said.model_copy(update={"category": category, "id": f"{category}-{said.id}"})


def coupled_histories(*, smallest: int = 0, largest: int = 9) -> st.SearchStrategy[list[RecordedClaim]]:
    """The claims of one incident in coupled categories, each id once."""
    return st.lists(coupled_claims(), min_size=smallest, max_size=largest, unique_by=lambda c: c.id)


@st.composite
def retractions(draw: st.DrawFn, history: list[RecordedClaim]) -> list[Retraction]:
    """Retractions of some of a history's claims."""
    chosen = draw(st.lists(st.sampled_from(history), unique_by=lambda c: c.id)) if history else []
    return [
        Retraction(
            claim_id=claim.id,
            recorded_at=claim.recorded_at + timedelta(minutes=draw(st.integers(0, 5))),
            reason="withdrawn by its author",
        )
        for claim in chosen
    ]


@st.composite
def records(draw: st.DrawFn) -> tuple[list[RecordedClaim], list[Retraction]]:
    """A history with retractions."""
    history = draw(histories())
    return history, draw(retractions(history))


@st.composite
def coupled_records(draw: st.DrawFn) -> tuple[list[RecordedClaim], list[Retraction]]:
    """A history of coupled categories, with retractions."""
    history = draw(coupled_histories())
    return history, draw(retractions(history))


def relay(claim: RecordedClaim, publisher: str, minutes_later: int) -> RecordedClaim:
    """Return the same figure of the same source as another outlet prints it later."""
    later = timedelta(minutes=minutes_later)
    said: Claim = Claim.model_validate(
        {name: getattr(claim, name) for name in Claim.model_fields}
        | {
            "publisher": publisher,
            "published_at": claim.published_at + later,
            "as_of": claim.as_of + later,
        }
    )
    return RecordedClaim.model_validate(dict(said) | {"recorded_at": claim.recorded_at + later})
