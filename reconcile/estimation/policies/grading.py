"""Status and grade: what stands behind a figure, whichever policy chose it."""

from datetime import timedelta

from reconcile.estimation.heard import Heard
from reconcile.estimation.position import Position
from reconcile.model import Grade, Status

_TWO = 2
"""How many independent origins corroborate, and make Airwars' grade fair."""

_GRADED = {
    Status.DEVELOPING: Grade.WEAK,
    Status.CORROBORATED: Grade.FAIR,
    Status.STABLE: Grade.FAIR,
}

SETTLING = timedelta(hours=72)
"""After so long a toll hardly grows: the median of final over current was 1.06 in replayed events."""


def status(heard: Heard, best: Position | None) -> Status:
    """Return how settled a figure is; `best` is the position that states it, None if nobody does."""
    if best is None or best.figure is None:
        return Status.UNQUANTIFIED
    if heard.span.contested:
        return Status.CONTESTED
    if best.newest.final:
        return Status.FINAL
    if len(heard.held) == 1:
        return Status.SINGLE_SOURCE
    if not heard.is_meant_by(_TWO, best.figure):
        return Status.DEVELOPING
    return Status.STABLE if _has_settled(heard, best) else Status.CORROBORATED


def _has_settled(heard: Heard, best: Position) -> bool:
    stands = heard.stands
    if stands is None or heard.newest is None or stands.figure != best.figure:
        return False
    return heard.newest - stands.as_of >= SETTLING


def grade(heard: Heard, status_: Status, best: Position | None) -> Grade:
    """Return Airwars' grade: fair with two or more independent origins, weak with one.

    Where the status hangs on that too, it tells.
    """
    if status_ is Status.UNQUANTIFIED or best is None or best.figure is None:
        return Grade.NONE
    if status_ is Status.CONTESTED:
        return Grade.CONTESTED
    if status_ in _GRADED:
        return _GRADED[status_]
    return Grade.FAIR if heard.is_meant_by(_TWO, best.figure) else Grade.WEAK
