"""Law 4: a new origin's claim that agrees with every position never widens the range.

Three corners are settled otherwise, each for a reason of the domain (docs/model.md). A claim that is
the second to mean a figure left behind brings that figure back, and with it the other origin's change
of mind. A named source's lower word, heard before an unnamed leap, makes the leap doubtful, so that it
outgrows nothing. And a figure that is upheld below all others begins the range. Each has an example.
"""

from hypothesis import assume, given
from hypothesis import strategies as st

from reconcile.estimation.conventions import convention_named
from reconcile.estimation.heard import Heard
from reconcile.estimation.intervals import interval
from reconcile.model import Attribution, RecordedClaim, Role, Scope, Status
from tests.properties.readings import estimate
from tests.properties.strategies import claims, histories
from tests.reconcile.hearings import heard, standings_of

LITERAL = convention_named("literal")


@st.composite
def agreeing_claims(draw: st.DrawFn) -> tuple[list[RecordedClaim], RecordedClaim]:
    history = draw(histories(smallest=1))
    newcomer = draw(claims()).model_copy(
        update={
            "attribution": Attribution(source="الصليب الأحمر"),
            "scope": Scope.TOTAL,
            "denied": False,
            "id": "newcomer",
        }
    )
    allowed = interval(newcomer.count, LITERAL)
    held = heard(history).positions
    assume(held)
    assume(all(allowed.meets(position.interval) for position in held))
    waiting = {s.claim_id for s in standings_of(history) if s.role is Role.STALE}
    assume(not any(claim.id in waiting and claim.count == newcomer.count for claim in history))
    after = heard([*history, newcomer])
    assume(doubted(after) <= doubted(heard(history)))
    assume(after.span == after.sweep)
    return history, newcomer


def doubted(heard: Heard) -> set[str]:
    """Return the voices whose total waits for a second voice."""
    return {*heard.held.doubted.keys()}


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
    history = [said(None, "at_most", None, 4, hour=2), said(None, "exact", 5, 5, hour=3, publisher="b")]
    named = said("الصليب الأحمر", "at_least", 1, None, hour=1)
    before, after = estimate(history), estimate([*history, named])
    assert before is not None
    assert after is not None
    assert (before.low, before.high, before.status) == (5, 5, Status.DEVELOPING)
    assert (after.low, after.best, after.high, after.status) == (1, 1, 5, Status.CONTESTED)


def test_a_figure_that_is_upheld_below_all_others_begins_the_range() -> None:
    fallen = [said("AFP", "exact", 5, 5, hour=0), said("AFP", "exact", 1, 1, hour=1)]
    history = [*fallen, said("AFP", "vague", 20, 99, hour=2)]
    named = said("الصليب الأحمر", "at_least", 3, None, hour=2)
    before, after = estimate(history), estimate([*history, named])
    assert before is not None
    assert after is not None
    assert (before.low, before.best, before.high) == (20, None, 99)
    assert (after.low, after.best, after.high, after.status) == (3, 3, 99, Status.CONTESTED)


def said(
    source: str | None,
    qualifier: str,
    low: int | None,
    high: int | None,
    *,
    hour: int,
    publisher: str = "a",
) -> RecordedClaim:
    return RecordedClaim.model_validate(
        {
            "category": "killed",
            "count": {"low": low, "high": high, "qualifier": qualifier},
            "attribution": {"source": source},
            "publisher": publisher,
            "published_at": f"2031-05-04T0{hour}:00:00Z",
        }
    )
