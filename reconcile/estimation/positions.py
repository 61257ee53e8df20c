"""The positions of a category, kept so that its bounds are found without looking at all of them.

A frozen value: with one voice's positions changed it is another one. A change copies a few sorted
tuples, which costs some microseconds a thousand voices; everything else is a look-up.
"""

from __future__ import annotations  # the persistent maps have no [] at run time

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from rpds import HashTrieMap

from reconcile.estimation.ordered import exchanged
from reconcile.estimation.position import Position, Precedence, precedence

Low = tuple[int, datetime, str]
"""A lower end, the time it speaks of, and whose it is; with the total itself where it is one's."""

High = tuple[int, str]
"""An upper end, and whose it is."""


@dataclass(frozen=True, slots=True)
class Positions:
    """The positions that voices hold, by their key: at most one total each, and bounds from parts.

    `totals`: the lower ends of the totals, each with its position; `bounds`: those of the other
    positions. `highs`: every upper end, of closed totals. `spoken`: the totals in the order they were
    heard. `stating`: how many voices state a figure. `loose`: the voices whose closed total allows more
    than its figure.
    """

    by_voice: HashTrieMap[str, tuple[Position, ...]] = HashTrieMap()
    totals: tuple[tuple[int, datetime, str, Position], ...] = ()
    bounds: tuple[Low, ...] = ()
    highs: tuple[High, ...] = ()
    spoken: tuple[tuple[Precedence, str, Position], ...] = ()
    stating: HashTrieMap[int, int] = HashTrieMap()
    loose: HashTrieMap[str, Position] = HashTrieMap()

    def __len__(self) -> int:
        """Return how many voices hold a position."""
        return len(self.by_voice)

    def __iter__(self) -> Iterator[Position]:
        """Yield every position, in no order."""
        return (position for held in self.by_voice.values() for position in held)

    def with_voice(self, key: str, held: tuple[Position, ...]) -> Positions:
        """Return the positions with those of one voice replaced; what stays the same costs nothing."""
        before = self.by_voice.get(key, ())
        kept = {id(position) for position in before} & {id(position) for position in held}
        old = [position for position in before if id(position) not in kept]
        new = [position for position in held if id(position) not in kept]
        old_totals = [position for position in old if position.is_total]
        new_totals = [position for position in new if position.is_total]
        totals, highs, spoken = self.totals, self.highs, self.spoken
        if old_totals or new_totals:
            totals = exchanged(
                totals,
                [(p.interval.low, p.as_of, key) for p in old_totals],
                [(p.interval.low, p.as_of, key, p) for p in new_totals],
            )
            spoken = exchanged(
                spoken,
                [(precedence(p.newest), key) for p in old_totals],
                [(precedence(p.newest), key, p) for p in new_totals],
            )
            old_highs, new_highs = _highs(key, old_totals), _highs(key, new_totals)
            if old_highs != new_highs:
                highs = exchanged(highs, old_highs, new_highs)
        bounds = self.bounds
        if len(old) > len(old_totals) or len(new) > len(new_totals):
            bounds = exchanged(bounds, _bounds(key, old), _bounds(key, new))
        return Positions(
            self.by_voice.insert(key, held) if held else self.by_voice.discard(key),
            totals,
            bounds,
            highs,
            spoken,
            _stating(self.stating, old_totals, new_totals),
            _loose(self.loose, key, new_totals) if old_totals or new_totals else self.loose,
        )

    def from_newest(self) -> Iterator[Position]:
        """Yield the totals, the newest first."""
        return (position for _, _, position in reversed(self.spoken))

    def from_highest(self) -> Iterator[Position]:
        """Yield the totals, the one that starts highest first; of several, the newest."""
        return (position for *_, position in reversed(self.totals))

    def highest_low(self) -> int:
        """Return the highest lower end of all; there is a position."""
        return max(lows[-1][0] for lows in (self.totals, self.bounds) if lows)

    def lows_above(self, total: int) -> Iterator[tuple[int, datetime]]:
        """Yield the lower ends above `total`, and the times they speak of."""
        for lows in (self.totals, self.bounds):
            for low, as_of, *_ in lows[bisect_left(lows, (total + 1,)) :]:
                yield low, as_of

    def low_up_to(self, total: int) -> int | None:
        """Return the highest lower end that is not above `total`, or None."""
        at = [(lows, bisect_left(lows, (total + 1,))) for lows in (self.totals, self.bounds)]
        return max((lows[end - 1][0] for lows, end in at if end), default=None)

    def high_from(self, total: int) -> int | None:
        """Return the lowest upper end that is not below `total`, or None."""
        at = bisect_left(self.highs, (total,))
        return self.highs[at][0] if at < len(self.highs) else None

    def setting_low(self, low: int) -> Position | None:
        """Return a position that begins at `low`, a total if there is one, or None."""
        for lows in (self.totals, self.bounds):
            at = bisect_left(lows, (low + 1,)) - 1
            if at >= 0 and lows[at][0] == low:
                return next(p for p in self.by_voice[lows[at][2]] if p.interval.low == low)
        return None

    def setting_high(self, high: int) -> Position | None:
        """Return a total that ends at `high`, or None."""
        at = bisect_left(self.highs, (high,))
        found = at < len(self.highs) and self.highs[at][0] == high
        return next(p for p in self.by_voice[self.highs[at][1]] if p.is_total) if found else None


def _bounds(key: str, positions: Iterable[Position]) -> list[Low]:
    return [(p.interval.low, p.as_of, key) for p in positions if not p.is_total]


def _highs(key: str, totals: Iterable[Position]) -> list[High]:
    return [(p.interval.high, key) for p in totals if p.interval.high is not None]


def _stating(
    stating: HashTrieMap[int, int], old: Iterable[Position], new: Iterable[Position]
) -> HashTrieMap[int, int]:
    for totals, more in ((old, -1), (new, 1)):
        for figure in (total.figure for total in totals if total.figure is not None):
            count = stating.get(figure, 0) + more
            stating = stating.insert(figure, count) if count else stating.discard(figure)
    return stating


def _loose(
    loose: HashTrieMap[str, Position], key: str, totals: Iterable[Position]
) -> HashTrieMap[str, Position]:
    for total in totals:
        low, high = total.interval.low, total.interval.high
        if total.figure is not None and high is not None and low < high:
            return loose.insert(key, total)
    return loose.discard(key)
