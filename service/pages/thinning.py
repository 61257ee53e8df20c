"""Fewer things to draw where there are thousands, without drawing what is not there."""

from collections.abc import Callable, Hashable, Sequence
from typing import Final, TypeVar

Thing = TypeVar("Thing")

_FINEST: Final = 1.0
_COARSER: Final = 1.5


def thinned(
    things: Sequence[Thing],
    cell: Callable[[Thing, float], Hashable],
    keep: Callable[[Thing], bool],
    most: int,
) -> list[Thing]:
    """Return at most about `most` things: of those that fall into one cell, the last.

    Cells begin as fine as one unit, and grow until few enough are left. What is to be kept is kept,
    unless that alone is half of what is good to draw.

    Args:
        things: in the order in which they are drawn.
        cell: the cell of a thing, for a size of cells.
        keep: whether a thing is to be kept whatever falls into its cell.
        most: how many are good to draw.
    """
    if len(things) <= most:
        return list(things)
    kept = [thing for thing in things if keep(thing)]
    if len(kept) * 2 > most:
        kept = []
    aside = {id(thing) for thing in kept}
    others = [thing for thing in things if id(thing) not in aside]
    room = most - len(kept)
    size = _FINEST
    cells = {cell(thing, size): place for place, thing in enumerate(others)}
    while len(cells) > room and size < most:
        size *= _COARSER
        cells = {cell(thing, size): place for place, thing in enumerate(others)}
    shown = {id(others[place]) for place in list(cells.values())[:room]} | aside
    return [thing for thing in things if id(thing) in shown]
