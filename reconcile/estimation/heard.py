"""What was heard of a category: all that a policy rules on."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import islice

from reconcile.estimation.intervals import Interval
from reconcile.estimation.position import Position, in_order
from reconcile.estimation.positions import Positions

Peak = tuple[datetime, int]
"""A moment, and the lower end that a total then reached for the first time."""


@dataclass(frozen=True, slots=True)
class Outflow:
    """A category that those who left another have come to: its lower end, and its peaks so far."""

    low: int
    peaks: tuple[Peak, ...]

    def since(self, moment: datetime) -> int:
        """Return by how many it has risen since a moment, 0 where it was not known then."""
        known = bisect_right(self.peaks, moment, key=lambda peak: peak[0])
        return max(0, self.low - self.peaks[known - 1][1]) if known else 0


@dataclass(frozen=True, slots=True)
class Beside:
    """What other categories say of one.

    `implied`: a bound that they set together, or a limit. `outflows`: where those went who died of
    their wounds, or were found.
    """

    implied: Position | None = None
    outflows: tuple[Outflow, ...] = ()

    def moved(self, since: datetime) -> int:
        """Return how many have left the category for another since a moment."""
        return sum(outflow.since(since) for outflow in self.outflows)

    @property
    def known_from(self) -> datetime | None:
        """The moment before which nothing is known of one of the outflows, None if of none ever."""
        firsts = [outflow.peaks[0][0] for outflow in self.outflows if outflow.peaks]
        return max(firsts, default=None)


NOTHING = Beside()


@dataclass(frozen=True)
class Heard:
    """The positions of a category, and what they have to be read with.

    `stands`: the figure that stands, of all that were stated one after another; `is_upheld`: it is no
    single word (`run.py`). `beside`: what other categories say of this one. `newest`: the time the
    newest claim with weight speaks of. `peaks`: when a total first began higher than all before.
    """

    held: Positions = Positions()
    stands: Position | None = None
    is_upheld: bool = False
    beside: Beside = NOTHING
    newest: datetime | None = None
    peaks: tuple[Peak, ...] = ()

    def read_with(self, beside: Beside) -> "Heard":
        """Return it read with what other categories say."""
        if beside is NOTHING:
            return self
        return Heard(self.held, self.stands, self.is_upheld, beside, self.newest, self.peaks)

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
        begun = Interval(upheld.interval.low, swept.interval.high)
        return replace(swept, interval=begun, contested=True)

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """The category's own positions as they count, in the order heard: outgrown ones open above."""
        after_growth = [self._after_growth(position) for position in self.held]
        after_growth += [_as_bound(total) for total in self.held.still_meant()]
        return in_order([self.after_moves(position) for position in after_growth])

    def outgrown_by(self, position: Position) -> Position | None:
        """Return the highest of the later totals that start above a position, None where none does."""
        if not position.is_total:
            return None
        own, implied = self.held.growth.outgrowing(position), self.beside.implied
        if implied is None or not position.is_outgrown_by(implied):
            return own
        return own if own and _low_and_time(own) > _low_and_time(implied) else implied

    def newest_stated(self, within: Interval) -> Position | None:
        """Return the newest total whose figure lies within a range."""
        return next(
            (p for p in self.held.from_newest() if p.figure is not None and within.holds(p.figure)), None
        )

    def is_meant_by(self, voices: int, figure: int) -> bool:
        """Tell whether so many voices mean a figure: that they do not contradict it is no support."""
        missing = voices - self.held.stating.get(figure, 0)
        if missing <= 0:
            return True
        loose = (
            total
            for total in self.held.growth.ending_from(figure)
            if total.figure not in (None, figure)
            and total.interval.low <= figure
            and self.outgrown_by(total) is None
        )
        return len(list(islice(loose, missing))) == missing

    def _bound_upheld(self) -> Position | None:
        """Return the lower bound by which its origin holds a figure that stands below all others."""
        stands, swept = self.stands, self.sweep.interval
        if not self.is_upheld or stands is None or stands.figure is None or swept is None:
            return None
        if stands.figure >= swept.low:
            return None
        total = self.held.held_by(stands.origin.key).total
        if total is None or self._after_growth(total).interval.high is not None:
            return None
        return total if total.interval.holds(stands.figure) else None

    def _after_growth(self, position: Position) -> Position:
        return position.opened() if self.outgrown_by(position) else position

    def after_moves(self, position: Position) -> Position:
        """Lower a position by those who left the category since, where that ends a contradiction."""
        lowest_high = self.sweep.lowest_high
        if self.sweep.contested or lowest_high is None or position.interval.low <= lowest_high:
            return position
        low = max(0, position.interval.low - self.beside.moved(position.as_of))
        return position.within(Interval(low, position.interval.high))


def _as_bound(total: Position) -> Position:
    """Return a total as no more than a lower bound: its origin has said another figure since."""
    return total.opened()._replace(is_total=False, figure=None)


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
    held = heard.held
    if not held:
        return Span(None)
    implied = heard.beside.implied.interval if heard.beside.implied else Interval(0, None)
    highest_low = max(held.highest_low(), implied.low)
    lowest_high = _lowest_high(heard)
    if lowest_high is None or highest_low <= lowest_high:
        return Span(Interval(highest_low, lowest_high), lowest_high=lowest_high)
    lows = [held.low_up_to(lowest_high), implied.low if 0 < implied.low <= lowest_high else None]
    # Where the limit of another category is the lowest that is said, nobody says that it were fewer.
    low = max((low for low in lows if low is not None), default=lowest_high)
    moved_low = _low_after_moves(heard, lowest_high)
    if moved_low is not None:
        return Span(Interval(max(low, moved_low), lowest_high), lowest_high=lowest_high)
    highs = [total.interval.high for total in islice(held.growth.ending_from(highest_low), 1)]
    high = min((h for h in (*highs, implied.high) if h is not None and h >= highest_low), default=None)
    return Span(Interval(low, high), contested=True, lowest_high=lowest_high)


def _lowest_high(heard: Heard) -> int | None:
    """Return the lowest upper end of a total that no later one starts above."""
    implied = heard.beside.implied
    own = heard.held.lowest_high(implied)
    if implied is None or implied.interval.high is None or heard.held.growth.outgrowing(implied):
        return own
    return implied.interval.high if own is None else min(own, implied.interval.high)


def _low_after_moves(heard: Heard, lowest_high: int) -> int | None:
    """Return the highest lower end once those who left the category are taken off, or None.

    None: the positions contradict each other all the same. Source: the model, on dying of wounds.
    """
    beside, low = heard.beside, 0
    if not beside.outflows:
        return None
    for start, as_of in heard.held.lows_that_matter(lowest_high, beside.known_from):
        low = max(low, start - beside.moved(as_of))
        if low > lowest_high:
            return None
    return low
