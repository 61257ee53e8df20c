"""An order kept: a frozen sorted sequence that is cheap to change in one place, however long it is."""

from bisect import bisect_left, insort_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, TypeVar

Item = TypeVar("Item", bound=tuple[Any, ...])
Place = tuple[Any, ...]
"""The first parts of an item, enough to find it or those on either side of it."""

_MOST, _FEW = 64, 8
"""How many items a chunk holds (the last may hold fewer): a change copies one chunk, and their row."""


@dataclass(frozen=True, slots=True)
class Ordered(Generic[Item]):
    """Tuples in ascending order, told apart before they reach a part that can't be compared.

    `chunks` hold them, none of them empty.
    """

    chunks: tuple[tuple[Item, ...], ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is an item."""
        return bool(self.chunks)

    def __iter__(self) -> Iterator[Item]:
        """Yield the items, ascending."""
        return chain.from_iterable(self.chunks)

    def __reversed__(self) -> Iterator[Item]:
        """Yield the items, descending."""
        return chain.from_iterable(map(reversed, reversed(self.chunks)))

    @property
    def last(self) -> Item:
        """The highest item; there is one."""
        return self.chunks[-1][-1]

    def below(self, place: Place) -> Item | None:
        """Return the highest item below a place, None if there is none."""
        at = bisect_left(self.chunks, (place,)) - 1
        if at < 0:
            return None
        chunk = self.chunks[at]
        return chunk[bisect_left(chunk, place) - 1]

    def starting(self, place: Place) -> Iterator[Item]:
        """Yield the items that are not below a place, ascending."""
        at = _chunk_of(self.chunks, place)
        for chunk in self.chunks[at : at + 1]:
            yield from chunk[bisect_left(chunk, place) :]
        for chunk in self.chunks[at + 1 :]:
            yield from chunk

    def exchanged(self, old: Iterable[Place], new: Iterable[Item]) -> "Ordered[Item]":
        """Return the order without the items at the places `old`, which are there, and with `new`."""
        chunks = self.chunks
        if len(chunks) > 1:
            return self._far_exchanged(old, new)
        items = list(chunks[0]) if chunks else []
        for place in old:
            del items[bisect_left(items, place)]
        for item in new:
            insort_right(items, item)
        return Ordered(_cut(items))

    def _far_exchanged(self, old: Iterable[Place], new: Iterable[Item]) -> "Ordered[Item]":
        chunks = list(self.chunks)
        for place in old:
            at = _chunk_of(chunks, place)
            if chunks[at][-1] < place:  # it is the first of the next
                at += 1
            one = [*chunks[at]]
            del one[bisect_left(one, place)]
            if len(one) < _FEW and at + 1 < len(chunks):
                one += chunks.pop(at + 1)
            chunks[at : at + 1] = _cut(one)
        for item in new:
            at = _chunk_of(chunks, item)
            one = [*chunks[at]]
            insort_right(one, item)
            chunks[at : at + 1] = _cut(one)
        return Ordered(tuple(chunks))


def _chunk_of(chunks: Sequence[tuple[Item, ...]], place: Place) -> int:
    """Return which chunk has a place, or ends below it."""
    at = bisect_left(chunks, (place,))
    return at - 1 if at else 0


def _cut(items: list[Item]) -> tuple[tuple[Item, ...], ...]:
    """Return items as chunks: one where they are few, none where there are none."""
    if len(items) <= _MOST:
        return (tuple(items),) if items else ()
    half = len(items) // 2
    return (*_cut(items[:half]), *_cut(items[half:]))
