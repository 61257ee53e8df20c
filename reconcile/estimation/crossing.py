"""What one category says of another: the model's bounds across categories.

All casualties are at least the killed and the injured together, and no more are killed, or injured,
than there are casualties. Who dies of wounds is no longer injured but killed; who was missing may be
found, dead or alive. So a later fall of the injured or the missing contradicts nobody as far as the
killed, or the rescued, have risen since.
"""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import datetime

from reconcile.estimation.heard import Heard, Moved
from reconcile.estimation.hearing import Hearing
from reconcile.estimation.intervals import Interval
from reconcile.estimation.origins import Origin
from reconcile.estimation.position import Position, precedence
from reconcile.model import Category

_MOVES_TO = {
    Category.INJURED: (Category.KILLED,),
    Category.MISSING: (Category.KILLED, Category.RESCUED),
}
_PARTS = (Category.KILLED, Category.INJURED)

_TOGETHER = Origin("killed + injured", "the killed and the injured together")
_AMONG = Origin("casualties", "all casualties")


def depending_on(category: Category) -> tuple[Category, ...]:
    """Return the categories whose estimate can change with a claim of `category`, itself first."""
    others = [other for other, sources in _MOVES_TO.items() if category in sources]
    if category in _PARTS:
        others.append(Category.CASUALTIES)
    if category is Category.CASUALTIES:
        others += _PARTS
    return (category, *others)


def read_together(category: Category, hearing: Hearing, alone: Mapping[Category, Heard]) -> Heard:
    """Return what was heard of a category, with what others say of it.

    `alone` holds what was heard of each category that somebody spoke of, taken by itself.
    """
    implied: tuple[Position, ...] = ()
    if category is Category.CASUALTIES:
        implied = _sums(alone)
    elif category in _PARTS:
        implied = _limits(alone)
    outflows = [alone[other] for other in _MOVES_TO.get(category, ()) if other in alone]
    if not implied and not (outflows and alone[category].sweep.contested):
        return alone[category]  # there is nothing that others could change
    return hearing.heard(implied=implied, moved=_moved(outflows) if outflows else None)


def _sums(alone: Mapping[Category, Heard]) -> tuple[Position, ...]:
    """Return the lower bound that the killed and the injured set together, where both are known."""
    setters = [_setter_of_low(alone[part]) for part in _PARTS if part in alone]
    known = [setter for setter in setters if setter is not None]
    if len(known) < len(_PARTS):
        return ()
    claims = sorted((claim for setter in known for claim in setter.claims), key=precedence)
    low = sum(setter.interval.low for setter in known)
    return (Position(_TOGETHER, Interval(low, None), None, is_total=True, claims=tuple(claims)),)


def _setter_of_low(heard: Heard) -> Position | None:
    span = heard.span.interval
    if span is None:
        return None
    return heard.held.setting_low(span.low)


def _limits(alone: Mapping[Category, Heard]) -> tuple[Position, ...]:
    """Return the upper limit that all casualties set, where one is stated."""
    casualties = alone.get(Category.CASUALTIES)
    span = casualties.span.interval if casualties else None
    if casualties is None or span is None or span.high is None:
        return ()
    setter = casualties.held.setting_high(span.high)
    if setter is None:
        return ()
    limit = Interval(0, span.high)
    return (Position(_AMONG, limit, None, is_total=True, claims=setter.claims),)


def _moved(outflows: list[Heard]) -> Moved:
    def moved(since: datetime) -> int:
        return sum(_risen(heard, since) for heard in outflows)

    return moved


def _risen(heard: Heard, since: datetime) -> int:
    """Return by how many a category has risen since a moment, 0 where it was not known then."""
    span = heard.span.interval
    peaks = bisect_right(heard.peaks, since, key=lambda peak: peak[0])
    return 0 if span is None or not peaks else max(0, span.low - heard.peaks[peaks - 1][1])
