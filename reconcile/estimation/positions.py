"""The positions of a category, kept so that its bounds are found without looking at all of them.

A frozen value: with one voice's positions changed it is another one, at the cost of some look-ups.
"""

from __future__ import annotations  # the persistent maps have no [] at run time

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from rpds import HashTrieMap

from reconcile.estimation.growth import NO_GROWTH, Growth
from reconcile.estimation.holding import NOTHING_HELD, Holding
from reconcile.estimation.ordered import Ordered
from reconcile.estimation.position import Position, Precedence, precedence

Low = tuple[int, datetime, str]
"""A lower end, the time it speaks of, and whose it is; with the total itself where it is one's."""

Spoken = tuple[Precedence, str, Position]
"""When a total was heard, whose it is, and the total."""


@dataclass(frozen=True, slots=True)
class Positions:
    """The positions that voices hold, by their key.

    `totals`: the lower ends of the totals, each with its position; `bounds`: those of the other
    positions, and of what doubted voices still mean. `spoken`: the totals in the order they were heard.
    `stating`: how many voices state a figure. `doubted`: the voices whose total is. `growth`: which
    totals stand, and which outgrow others.
    """

    by_voice: HashTrieMap[str, Holding] = HashTrieMap()
    totals: Ordered[tuple[int, datetime, str, Position]] = Ordered()
    bounds: Ordered[Low] = Ordered()
    spoken: Ordered[Spoken] = Ordered()
    stating: HashTrieMap[int, int] = HashTrieMap()
    doubted: HashTrieMap[str, Holding] = HashTrieMap()
    growth: Growth = NO_GROWTH

    def __len__(self) -> int:
        """Return how many voices hold a position."""
        return len(self.by_voice)

    def __iter__(self) -> Iterator[Position]:
        """Yield every position, in no order."""
        return (position for holding in self.by_voice.values() for position in holding.positions)

    def still_meant(self) -> list[Position]:
        """Return what doubted voices said before, as totals."""
        holdings = self.doubted.values()
        return [holding.still_meant for holding in holdings if holding.still_meant is not None]

    def with_voice(self, key: str, new: Holding) -> Positions:
        """Return the positions with those of one voice replaced."""
        old = self.by_voice.get(key, NOTHING_HELD)
        by_voice = self.by_voice.insert(key, new) if new.positions else self.by_voice.discard(key)
        doubted, bounds, growth = self.doubted, self.bounds, self.growth
        if new.doubted or old.doubted:
            doubted = doubted.insert(key, new) if new.doubted else doubted.discard(key)
        old_bounds, new_bounds = old.bounds, new.bounds
        if old_bounds or new_bounds:
            bounds = bounds.exchanged(_lows(key, old_bounds), _lows(key, new_bounds))
        before, after = _as_items(old.total), _as_items(new.total)
        totals, spoken, stating = self.totals, self.spoken, self.stating
        if old.total is not new.total:
            totals = totals.exchanged(_lows(key, before), [(*_low(key, p), p) for p in after])
            spoken_before = [place[:2] for place in _spoken(key, before)]
            spoken = spoken.exchanged(spoken_before, _spoken(key, after))
            stating = _stating(stating, _figure(old.total), _figure(new.total))
        if old.total is not new.total or old.doubted is not new.doubted or new.doubted:
            openers_between = partial(_openers_between, spoken, doubted)
            totals_between = partial(_spoken_between, spoken)
            growth = growth.replacing(key, old, new, openers_between, totals_between)
        return Positions(by_voice, totals, bounds, spoken, stating, doubted, growth)

    def from_newest(self) -> Iterator[Position]:
        """Yield the totals, the newest first."""
        return (position for _, _, position in reversed(self.spoken))

    def highest_low(self) -> int:
        """Return the highest lower end of all; there is a position."""
        return max(lows.last[0] for lows in (self.totals, self.bounds) if lows)

    def lows_that_matter(self, total: int, all_until: datetime | None) -> Iterator[tuple[int, datetime]]:
        """Yield the lower ends above `total` that can be highest once lessened, and their times.

        After `all_until` what speaks of a later time is lessened by no more; so of two totals that start
        alike the later one matters. The one that starts highest comes first.
        """
        if self.totals and self.totals.last[0] > total:
            yield self.totals.last[:2]
        early = _spoken_between(self.spoken, None, all_until) if all_until else ()
        doubted = ((key, holding.total) for key, holding in self.doubted.items())
        for _, position in (*early, *doubted):
            if position is not None and position.interval.low > total:
                yield position.interval.low, position.as_of
        for as_of, low, *_ in self.growth.steps:
            if low > total:
                yield low, as_of
        for low, as_of, _ in self.bounds.starting((total + 1,)):
            yield low, as_of

    def held_by(self, key: str) -> Holding:
        """Return what a voice holds."""
        return self.by_voice.get(key, NOTHING_HELD)

    def lowest_high(self, beside: Position | None = None) -> int | None:
        """Return the lowest upper end that is not outgrown, also `beside` one more total, or None."""
        standing = (one.position for one in self.growth.standing)
        lowest = next(standing, None)
        if lowest is None or beside is None or not lowest.is_outgrown_by(beside):
            return None if lowest is None else lowest.interval.high
        return self._lowest_high_of(standing, beside)

    def _lowest_high_of(self, standing: Iterator[Position], beside: Position) -> int | None:
        """Return the lowest upper end that `beside` does not outgrow, of what stands, or None.

        Tried side by side are what ends lowest, and what is no older than `beside` and so stands: the
        first may be the answer, or of the second there may be few.
        """
        recent_ends = []
        recent = _spoken_between(self.spoken, beside.as_of, None)
        for lowest, (_, total) in zip(standing, recent, strict=False):
            if not lowest.is_outgrown_by(beside):
                return lowest.interval.high
            if self.growth.outgrowing(total) is None:
                recent_ends.append(total.interval.high)
        above = (total.interval.high for total in self.growth.ending_from(beside.interval.low))
        ends = (*recent_ends, next(above, None))
        return min((high for high in ends if high is not None), default=None)

    def low_up_to(self, total: int) -> int | None:
        """Return the highest lower end that is not above `total`, or None."""
        highest = [lows.below((total + 1,)) for lows in (self.totals, self.bounds)]
        return max((low[0] for low in highest if low), default=None)

    def setting_low(self, low: int) -> Position | None:
        """Return a position that begins at `low`, a total if there is one, or None."""
        for lows in (self.totals, self.bounds):
            found = lows.below((low + 1,))
            if found and found[0] == low:
                holding = self.by_voice[found[2]]
                among = (*holding.positions, *holding.bounds)
                return next(position for position in among if position.interval.low == low)
        return None


def _as_items(total: Position | None) -> tuple[Position, ...]:
    return () if total is None else (total,)


def _low(key: str, position: Position) -> Low:
    return (position.interval.low, position.as_of, key)


def _lows(key: str, positions: Iterable[Position]) -> list[Low]:
    return [_low(key, position) for position in positions]


def _spoken(key: str, totals: Iterable[Position]) -> list[Spoken]:
    return [(precedence(total.newest), key, total) for total in totals]


def _spoken_between(
    spoken: Ordered[Spoken], first: datetime | None, last: datetime | None
) -> Iterator[tuple[str, Position]]:
    """Yield the totals that speak of a time from `first` to `last`, and whose they are; None: any."""
    for _, key, total in spoken.starting(((first,),)) if first else spoken:
        if last and total.as_of > last:
            return
        yield key, total


def _openers_between(
    spoken: Ordered[Spoken],
    doubted: HashTrieMap[str, Holding],
    first: datetime | None,
    last: datetime,
) -> Iterator[tuple[str, Position]]:
    """Yield the totals of that time that can outgrow others, and whose they are."""
    for key, total in _spoken_between(spoken, first, last):
        if key not in doubted:
            yield key, total
    for key, holding in doubted.items():
        for total in holding.openers:
            if total.as_of <= last and (first is None or total.as_of >= first):
                yield key, total


def _figure(total: Position | None) -> int | None:
    return None if total is None else total.figure


def _stating(
    stating: HashTrieMap[int, int], before: int | None, after: int | None
) -> HashTrieMap[int, int]:
    """Return how many voices state a figure, one of them now another than before."""
    if before is not None and before != after:
        others = stating[before] - 1
        stating = stating.insert(before, others) if others else stating.remove(before)
    if after is not None and before != after:
        stating = stating.insert(after, stating.get(after, 0) + 1)
    return stating
