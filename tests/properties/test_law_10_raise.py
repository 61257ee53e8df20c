"""Law 10: an origin that raises its own figure never lowers `low`.

Two corners are settled otherwise, for a reason of the domain (docs/model.md). An origin that others have
outgrown, and that rises to less than they say, contradicts them now, where its old figure was merely
early: a new disagreement, by which the range may widen. And a rise that nobody seconds, or that leaves
another's figure without a second voice, shows how little such a figure is worth: it outgrows nothing,
and what it had outgrown is back.
"""

from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from reconcile.estimation.intervals import figure
from reconcile.estimation.origins import origin
from reconcile.model import Count, Qualifier, RecordedClaim, Scope
from tests.properties.readings import estimate
from tests.properties.strategies import EPOCH, LAST_MINUTE, histories
from tests.reconcile.hearings import doubted, heard


@st.composite
def raised(draw: st.DrawFn) -> tuple[list[RecordedClaim], RecordedClaim]:
    """A history, and a later claim by which one of its origins raises the total that it holds."""
    history = draw(histories(smallest=1))
    held = heard(history).positions
    totals = [position.newest for position in held if position.figure is not None]
    assume(totals)
    old = draw(st.sampled_from(totals))
    stated = figure(old)
    assume(stated is not None)
    higher = (stated or 0) + draw(st.integers(1, 9))
    later = EPOCH + timedelta(minutes=LAST_MINUTE + draw(st.integers(1, 3)))
    update = {
        "count": Count(low=higher, high=higher, qualifier=Qualifier.EXACT),
        "scope": Scope.TOTAL,
        "published_at": later,
        "as_of": later,
        "recorded_at": later + timedelta(minutes=5),
        "id": "raised",
    }
    return history, old.model_copy(update=update)


@given(raised())
def test_a_raise_never_lowers_low(drawn: tuple[list[RecordedClaim], RecordedClaim]) -> None:
    history, newer = drawn
    before, after = estimate(history), estimate([*history, newer])
    assert before is not None
    assert before.low is not None
    assume(newer.count.low is not None and newer.count.low >= before.low)
    waiting = doubted(heard([*history, newer]))
    assume(origin(newer).key not in waiting and waiting <= doubted(heard(history)))
    assert after is not None
    assert after.low is not None
    assert after.low >= before.low
