"""Law 4: a new origin's claim that agrees with every position never widens the range.

Three corners are settled otherwise, each for a reason of the domain (docs/model.md). A claim that is
the second to mean a figure left behind brings that figure back, and with it the other origin's change
of mind. A named source's lower word, heard before an unnamed leap, makes the leap doubtful, so that it
outgrows nothing. And a figure that is upheld below all others begins the range. Each has an example.
"""

from collections.abc import Sequence

from hypothesis import assume, given
from hypothesis import strategies as st

from reconcile.estimation.conventions import convention_named
from reconcile.estimation.intervals import interval
from reconcile.estimation.position import Position
from reconcile.model import Attribution, Count, Qualifier, RecordedClaim, Role, Scope, Status
from tests.properties.readings import estimate
from tests.properties.strategies import claims, counts, histories
from tests.reconcile.hearings import doubted, heard, standings_of
from tests.reconcile.saying import at_least, claim

LITERAL = convention_named("literal")


@st.composite
def agreeing_claims(draw: st.DrawFn) -> tuple[list[RecordedClaim], RecordedClaim]:
    history = draw(histories(smallest=1))
    held = heard(history).positions
    assume(held)
    agreeing = counts_that_meet(held)
    newcomer = draw(claims()).model_copy(
        update={
            "count": draw(st.one_of(counts(), agreeing, agreeing, agreeing, agreeing)),
            "attribution": Attribution(source="الصليب الأحمر"),
            "scope": Scope.TOTAL,
            "denied": False,
            "id": "newcomer",
        }
    )
    allowed = interval(newcomer.count, LITERAL)
    assume(all(allowed.meets(position.interval) for position in held))
    waiting = {s.claim_id for s in standings_of(history) if s.role is Role.STALE}
    assume(not any(claim.id in waiting and claim.count == newcomer.count for claim in history))
    after = heard([*history, newcomer])
    assume(doubted(after) <= doubted(heard(history)))
    assume(after.span == after.sweep)
    return history, newcomer


@st.composite
def counts_that_meet(draw: st.DrawFn, held: Sequence[Position]) -> Count:
    """Draw a count that shares a total with every position."""
    highest_low = max(position.interval.low for position in held)
    highs = [position.interval.high for position in held if position.interval.high is not None]
    lowest_high = min(highs, default=highest_low + 6)
    low = draw(st.integers(0, lowest_high))
    high = draw(st.integers(max(low, highest_low), max(low, highest_low) + 6))
    bounds: dict[Qualifier, tuple[int | None, int | None]] = {
        Qualifier.AT_LEAST: (low, None),
        Qualifier.AT_MOST: (None, high),
        Qualifier.RANGE: (low, high),
    }
    if highest_low <= lowest_high:
        shared = draw(st.integers(highest_low, lowest_high))
        bounds[Qualifier.EXACT] = (shared, shared)
    qualifier = draw(st.sampled_from(list(bounds)))
    return Count(low=bounds[qualifier][0], high=bounds[qualifier][1], qualifier=qualifier)


@given(agreeing_claims())
def test_agreement_never_widens(drawn: tuple[list[RecordedClaim], RecordedClaim]) -> None:
    history, newcomer = drawn
    before, after = estimate(history), estimate([*history, newcomer])
    assert before is not None
    assert after is not None
    assert before.low is not None
    assert after.low is not None
    assert after.low >= before.low
    if before.high is not None:
        assert after.high is not None
        assert after.high <= before.high


def test_an_unnamed_leap_that_a_named_lower_word_makes_doubtful_outgrows_nothing() -> None:
    at_most = {"low": None, "high": 4, "qualifier": "at_most"}
    history = [claim(2, None, at_most), claim(3, None, 5, publisher="b")]
    named = claim(1, "الصليب الأحمر", at_least(1))
    before, after = estimate(history), estimate([*history, named])
    assert before is not None
    assert after is not None
    assert (before.low, before.high, before.status) == (5, 5, Status.DEVELOPING)
    assert (after.low, after.best, after.high, after.status) == (1, 1, 5, Status.CONTESTED)


def test_a_figure_that_is_upheld_below_all_others_begins_the_range() -> None:
    vague = {"low": 20, "high": 99, "qualifier": "vague"}
    history = [claim(0, "AFP", 5), claim(1, "AFP", 1), claim(2, "AFP", vague)]
    named = claim(2, "الصليب الأحمر", at_least(3))
    before, after = estimate(history), estimate([*history, named])
    assert before is not None
    assert after is not None
    assert (before.low, before.best, before.high) == (20, None, 99)
    assert (after.low, after.best, after.high, after.status) == (3, 3, 99, Status.CONTESTED)
