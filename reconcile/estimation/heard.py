"""What was heard of a category: all that a policy rules on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import groupby, takewhile

from reconcile.estimation.intervals import Interval
from reconcile.estimation.position import Position, in_order
from reconcile.estimation.positions import Positions

Moved = Callable[[datetime], int]
"""How many, since a moment, left this category for another: died of their wounds, were found."""

Peak = tuple[datetime, int]
"""A moment, and the lower end that a total then reached for the first time."""


@dataclass(frozen=True)
class Heard:
    """The positions of a category, and what they have to be read with.

    `stands`: the figure that stands, of all that were stated one after another; `is_upheld`: it is no
    single word (`run.py`). `doubted`: the keys of the voices whose total waits for a second voice, and
    opens nothing. `still_meant`: what those voices said before, as totals. `implied`: what other
    categories say of this one. `moved`: see `Moved`. `newest`: the time the newest claim with weight
    speaks of. `peaks`: when a total first began higher than all before.
    """

    held: Positions = Positions()
    stands: Position | None = None
    is_upheld: bool = False
    doubted: frozenset[str] = frozenset()
    still_meant: tuple[Position, ...] = ()
    implied: tuple[Position, ...] = ()
    moved: Moved | None = None
    newest: datetime | None = None
    peaks: tuple[Peak, ...] = ()

    @cached_property
    def sweep(self) -> "Span":
        """The range of all positions, by the model's sweep."""
        return _sweep(self)

    @cached_property
    def span(self) -> "Span":
        """The range of the category: that of the sweep, begun by what is upheld below it.

        "At least 40" does not contradict a 400 that nobody seconds, and 400 alone would be the range. If
        the figure that stands is no single word, the lower bound by which its origin holds it begins it.
        """
        swept, upheld = self.sweep, self._bound_upheld()
        if upheld is None or swept.interval is None or upheld.interval.low >= swept.interval.low:
            return swept
        return replace(
            swept, interval=Interval(upheld.interval.low, swept.interval.high), contested=True
        )

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """The category's own positions as they count, in the order heard: outgrown ones open above."""
        after_growth = [self._after_growth(position) for position in self.held]
        after_growth += [_as_bound(total) for total in self.still_meant]
        return in_order([self.after_moves(position) for position in after_growth])

    def outgrown_by(self, position: Position) -> Position | None:
        """Return the highest of the later totals that start above a position, None where none does."""
        if not position.is_total:
            return None
        above = takewhile(lambda later: position.interval.is_below(later.interval), self.openers())
        return next((later for later in above if position.is_outgrown_by(later)), None)

    def newest_stated(self, within: Interval) -> Position | None:
        """Return the newest total whose figure lies within a range."""
        return next(
            (p for p in self.held.from_newest() if p.figure is not None and within.holds(p.figure)), None
        )

    def supporters(self, figure: int) -> int:
        """Return how many voices mean a figure: that they do not contradict it is no support."""
        loose = (p for p in self.held.loose.values() if p.figure != figure and p.interval.holds(figure))
        return self.held.stating.get(figure, 0) + sum(self.outgrown_by(p) is None for p in loose)

    def _bound_upheld(self) -> Position | None:
        """Return the lower bound by which its origin holds a figure that stands below all others."""
        stands, swept = self.stands, self.sweep.interval
        if not self.is_upheld or stands is None or stands.figure is None or swept is None:
            return None
        if stands.figure >= swept.low:
            return None
        for position in self.held.by_voice.get(stands.origin.key, ()):
            if position.is_total and self._after_growth(position).interval.high is None:
                return position if position.interval.holds(stands.figure) else None
        return None

    def _after_growth(self, position: Position) -> Position:
        return position.opened() if self.outgrown_by(position) else position

    def after_moves(self, position: Position) -> Position:
        """Lower a position by those who left the category since, where that ends a contradiction."""
        lowest_high = self.sweep.lowest_high
        if self.sweep.contested or lowest_high is None or position.interval.low <= lowest_high:
            return position
        return replace(position, interval=Interval(_less_moved(self, position), position.interval.high))

    def openers(self) -> Iterator[Position]:
        """Yield the totals that can outgrow another, the one that starts highest first."""
        others = sorted((*self.still_meant, *self.implied), key=_low_and_time, reverse=True)
        for total in self.held.from_highest():
            while others and _low_and_time(others[0]) >= _low_and_time(total):
                yield others.pop(0)
            if total.origin.key not in self.doubted:
                yield total
        yield from others


def _as_bound(total: Position) -> Position:
    """Return a total as no more than a lower bound: its origin has said another figure since."""
    return replace(total.opened(), is_total=False, figure=None)


def _low_and_time(position: Position) -> tuple[int, datetime]:
    return (position.interval.low, position.as_of)


@dataclass(frozen=True, slots=True)
class Span:
    """The range of a category's positions: where all agree, or what they span.

    `lowest_high`: the lowest upper end that the toll has not outgrown, None if there is none.
    """

    interval: Interval | None
    contested: bool = False
    lowest_high: int | None = None


def _sweep(heard: Heard) -> Span:
    """Return the range of all positions: the model's sweep, by its ends.

    The sets of positions that share a total, and cannot be enlarged, are the agreements. The lowest of
    them ends at the lowest upper end, the highest begins at the highest lower end; where the first is
    below the second there are several, and the range spans them.
    """
    if not heard.held:
        return Span(None)
    bounds = (*heard.still_meant, *heard.implied)
    highest_low = max(heard.held.highest_low(), *(p.interval.low for p in bounds), 0)
    lowest_high = _lowest_high(heard)
    if lowest_high is None or highest_low <= lowest_high:
        return Span(Interval(highest_low, lowest_high), lowest_high=lowest_high)
    lows = [heard.held.low_up_to(lowest_high)]
    lows += [p.interval.low for p in bounds if 0 < p.interval.low <= lowest_high]
    # Where the limit of another category is the lowest that is said, nobody says that it were fewer.
    low = max((low for low in lows if low is not None), default=lowest_high)
    moved_low = _low_after_moves(heard, lowest_high)
    if moved_low is not None:
        return Span(Interval(max(low, moved_low), lowest_high), lowest_high=lowest_high)
    highs = [heard.held.high_from(highest_low), *(p.interval.high for p in heard.implied)]
    high = min((h for h in highs if h is not None and h >= highest_low), default=None)
    return Span(Interval(low, high), contested=True, lowest_high=lowest_high)


def _lowest_high(heard: Heard) -> int | None:
    """Return the lowest upper end of a total that no later one starts above.

    What is older than the total that starts highest is outgrown if it ends below; only what is not
    older has to be looked at one by one, from the newest.
    """
    top = next(heard.openers(), None)
    if top is None:
        return heard.held.high_from(0)
    highest = top.interval.low
    limits = (p.interval.high for p in heard.implied)
    ends = [heard.held.high_from(highest), *(high for high in limits if (high or 0) >= highest)]
    outgrown_to = 0
    for _, same_time in groupby(_from_newest(heard, top.as_of), key=_time):
        together = list(same_time)
        for position in together:
            high = position.interval.high
            if high is not None and high >= outgrown_to and position not in heard.still_meant:
                ends.append(high)
        for position in together:
            if position.origin.key not in heard.doubted or position in heard.still_meant:
                outgrown_to = max(outgrown_to, position.interval.low)
    return min((high for high in ends if high is not None), default=None)


def _from_newest(heard: Heard, until: datetime) -> Iterable[Position]:
    """Return what speaks of `until` or a later time, the newest first."""
    recent = takewhile(lambda position: position.as_of >= until, heard.held.from_newest())
    others = [p for p in (*heard.still_meant, *heard.implied) if p.as_of >= until]
    return sorted((*recent, *others), key=_time, reverse=True) if others else recent


def _time(position: Position) -> datetime:
    return position.as_of


def _low_after_moves(heard: Heard, lowest_high: int) -> int | None:
    """Return the highest lower end once those who left the category are taken off, or None.

    None: the positions contradict each other all the same. Source: the model, on dying of wounds.
    """
    if heard.moved is None:
        return None
    low = 0
    for start, as_of in heard.held.lows_above(lowest_high):
        low = max(low, start - heard.moved(as_of))
        if low > lowest_high:
            return None
    for total in heard.still_meant:
        low = max(low, _less_moved(heard, total))
    return low if low <= lowest_high else None


def _less_moved(heard: Heard, position: Position) -> int:
    moved = heard.moved(position.as_of) if heard.moved else 0
    return max(0, position.interval.low - moved)
