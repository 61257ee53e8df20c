"""What the recorders' policies share: whom they hear, the range of those, and the ruling on them."""

from collections.abc import Sequence

from reconcile.estimation.heard import Heard
from reconcile.estimation.intervals import Interval
from reconcile.estimation.policies.policy import Ruling
from reconcile.estimation.position import Position


def totals(positions: Sequence[Position]) -> Sequence[Position]:
    """Return the positions on the whole; where there are none, the parts, which bound it from below."""
    return [p for p in positions if p.is_total] or positions


def stated(positions: Sequence[Position]) -> Sequence[Position]:
    """Return the positions that state a figure; where none does, the totals."""
    return [p for p in positions if p.figure is not None] or totals(positions)


def size(position: Position) -> int:
    """Return the figure that a position states or, of one that states none, its lower bound."""
    return position.interval.low if position.figure is None else position.figure


def reliable(positions: Sequence[Position]) -> Sequence[Position]:
    """Return the positions of reliable origins; where there is none, all.

    A profile says whether an origin is; without one, an origin is reliable that is named: a figure that
    nobody is named for is the one kind that every recorder trusts less.
    """
    return [p for p in positions if p.reliable] or positions


def current(positions: Sequence[Position]) -> Sequence[Position]:
    """Return the positions less those that another goes beyond.

    "At least 3", and a 3 that the toll outgrew, are no low estimate once somebody says 5: they don't
    contradict it.
    """
    most = max((p.interval.low for p in positions), default=0)
    return [p for p in positions if p.interval.high is not None or p.interval.low == most]


def hull(positions: Sequence[Position]) -> Interval:
    """Return the range from the lowest to the highest total of some positions.

    A lower bound that an upper limit of another holds is no reason to leave the range open; one above
    every upper limit is.
    """
    low = min(p.interval.low for p in positions)
    limits = [p.interval.high for p in positions if p.interval.high is not None]
    bounds = [p.interval.low for p in positions if p.interval.high is None]
    high = max(limits, default=None)
    if high is None or max(bounds, default=0) > high:
        return Interval(low, None)
    return Interval(low, high)


def ruling(heard: Heard, chosen: Sequence[Position], best: Position | None) -> Ruling:
    """Return the range of the positions chosen, with status and grade by all that was heard.

    Args:
        heard: all there is.
        chosen: those that set the range, at least one if there are any.
        best: the one of `chosen` whose figure, if it states one, is the best.
    """
    span = hull(chosen) if chosen else None
    stated_best = best if best and best.figure is not None else None
    return Ruling.graded(heard, span, stated_best, chosen)


def ruling_of_one(heard: Heard, chosen: Position | None) -> Ruling:
    """Return the ruling of a policy that takes one position's word, with what that word leaves open."""
    return ruling(heard, (chosen,) if chosen else (), chosen)
