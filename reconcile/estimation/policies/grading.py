"""Status and grade: what stands behind a figure, whichever policy chose it."""

from collections.abc import Sequence

from reconcile.estimation.positions import Position
from reconcile.model import Grade, Status

_TWO = 2
"""How many independent origins corroborate, and make Airwars' grade fair."""


def status(positions: Sequence[Position], best: Position | None, *, contested: bool) -> Status:
    """Return how settled a figure is.

    Args:
        positions: all there are.
        best: the one that states the figure, None if nobody does.
        contested: whether the positions can't all be true.
    """
    if best is None or best.figure is None:
        return Status.UNQUANTIFIED
    if contested:
        return Status.CONTESTED
    if len({position.origin for position in positions}) == 1:
        return Status.SINGLE_SOURCE
    supporters = {p.origin for p in positions if _supports(p, best.figure)}
    return Status.CORROBORATED if len(supporters) >= _TWO else Status.DEVELOPING


def _supports(position: Position, best: int) -> bool:
    """Tell whether a position means the figure: that it does not contradict it is no support."""
    if position.figure is None:
        return False
    closed = position.interval.high is not None
    return position.figure == best or (closed and position.interval.holds(best))


def grade(status_: Status) -> Grade:
    """Return Airwars' grade: fair with two or more independent origins, weak with one."""
    return {
        Status.UNQUANTIFIED: Grade.NONE,
        Status.CONTESTED: Grade.CONTESTED,
        Status.CORROBORATED: Grade.FAIR,
    }.get(status_, Grade.WEAK)
