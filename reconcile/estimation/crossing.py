"""What one category says of another: the model's bounds across categories.

All casualties are at least the killed and the injured together, and no more are killed, or injured,
than there are casualties. Who dies of wounds is no longer injured but killed; who was missing may be
found, dead or alive. So a later fall of the injured or the missing contradicts nobody as far as the
killed, or the rescued, have risen since; nor does a total of casualties that counts once who was
counted as injured, and then as killed.
"""

from collections.abc import Mapping

from reconcile.estimation.heard import NOTHING, Beside, Heard, Outflow
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
    return _DEPENDING_ON[category]


def _depending_on(category: Category) -> tuple[Category, ...]:
    others = [other for other, sources in _MOVES_TO.items() if category in sources]
    if category in _PARTS:
        others.append(Category.CASUALTIES)
    if category is Category.CASUALTIES:
        others += _PARTS
    return (category, *others)


_DEPENDING_ON = {category: _depending_on(category) for category in Category}


def said_beside(category: Category, alone: Mapping[Category, Heard]) -> Beside:
    """Return what others say of a category.

    `alone` holds what was heard of each category that somebody spoke of, taken by itself.
    """
    implied = None
    if category is Category.CASUALTIES:
        implied = _sum(alone)
    elif category in _PARTS:
        implied = _limit(alone)
    sources = [alone[other] for other in _MOVES_TO.get(category, ()) if other in alone]
    if implied is None and not (sources and alone[category].sweep.contested):
        return NOTHING  # there is nothing that others could change
    return Beside(implied, tuple(_outflow(heard) for heard in sources))


def _sum(alone: Mapping[Category, Heard]) -> Position | None:
    """Return the lower bound that the killed and the injured set together, as far as they are known."""
    setters = {part: _setter_of_low(alone[part]) for part in _PARTS if part in alone}
    known = {part: setter for part, setter in setters.items() if setter is not None}
    if not known:
        return None
    claims = sorted((claim for setter in known.values() for claim in setter.claims), key=precedence)
    low = sum(setter.interval.low for setter in known.values())
    together = Position(_TOGETHER, Interval(low, None), None, is_total=True, claims=tuple(claims))
    most = alone[Category.CASUALTIES].held.lowest_high(together)
    if most is None or most >= low or len(known) < len(_PARTS):
        return together
    # Who was injured, and has died since, may be counted twice.
    once = low - _died_since(alone[Category.KILLED], known[Category.INJURED])
    return together.within(Interval(once, None)) if once <= most else together


def _died_since(killed: Heard, injured: Position) -> int:
    return min(_outflow(killed).since(injured.as_of), injured.interval.low)


def _setter_of_low(heard: Heard) -> Position | None:
    span = heard.span.interval
    if span is None:
        return None
    return heard.held.setting_low(span.low)


def _limit(alone: Mapping[Category, Heard]) -> Position | None:
    """Return the upper limit that all casualties set, where one is stated."""
    casualties = alone.get(Category.CASUALTIES)
    span = casualties.span.interval if casualties else None
    if casualties is None or span is None or span.high is None:
        return None
    setter = next(casualties.held.growth.ending_from(span.high), None)
    if setter is None or setter.interval.high != span.high:
        return None
    limit = Interval(0, span.high)
    return Position(_AMONG, limit, None, is_total=True, claims=setter.claims)


def _outflow(heard: Heard) -> Outflow:
    span = heard.span.interval
    return Outflow(span.low, heard.peaks) if span else Outflow(0, ())
