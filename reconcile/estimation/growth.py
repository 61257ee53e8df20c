"""Growth: which totals the toll has outgrown, kept so that one more total costs a few look-ups.

A total is outgrown if a later one starts above its upper end. Of the totals that outgrow others only
some matter: those that no later one starts as high as. They are the *steps*; the later a step, the
lower it starts. A total is outgrown if the first step after its own time starts above it. The closed
totals that are not outgrown are *standing*.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import takewhile
from math import inf
from typing import NamedTuple

from reconcile.estimation.holding import Holding
from reconcile.estimation.ordered import Ordered
from reconcile.estimation.position import Position


class Step(NamedTuple):
    """A total that outgrows others: the time it speaks of, where it starts, and whose it is."""

    as_of: datetime
    low: int
    key: str
    position: Position

    def starts_as_high_as(self, other: "Step") -> bool:
        """Tell whether it starts higher; of two that start alike the later, or last by key."""
        return (self.low, self.as_of, self.key) > (other.low, other.as_of, other.key)


class Standing(NamedTuple):
    """A closed total that is not outgrown: its upper end, whose it is, and the total."""

    high: int
    key: str
    position: Position


def step(key: str, total: Position) -> Step:
    """Return a total of the voice `key` as a step."""
    return Step(total.as_of, total.interval.low, key, total)


Between = Callable[[datetime | None, datetime], Iterable[tuple[str, Position]]]
"""Gives the totals, and whose they are, that speak of a time from the first moment to the last."""


class Growth(NamedTuple):
    """The steps, earliest first, and the totals that stand, the one that ends lowest first."""

    steps: tuple[Step, ...] = ()
    standing: Ordered[Standing] = Ordered()

    def step_after(self, moment: datetime) -> Step | None:
        """Return, of the totals of a later time that can outgrow others, the one that starts highest."""
        at = bisect_left(self.steps, (moment, inf))
        return self.steps[at] if at < len(self.steps) else None

    def outgrowing(self, total: Position) -> Position | None:
        """Return what outgrows a total: the later one that starts highest, if it starts above it."""
        high = total.interval.high
        if high is None:
            return None
        above = self.step_after(total.as_of)
        return above.position if above and above.low > high else None

    def ending_from(self, total: int) -> Iterator[Position]:
        """Yield what stands and does not end below `total`, the one that ends lowest first.

        If no position begins above `total`, these are all the closed totals that do not end below it.
        """
        return (standing.position for standing in self.standing.starting((total,)))

    def replacing(
        self, key: str, old: Holding, new: Holding, openers: Between, totals: Between
    ) -> "Growth":
        """Return the growth with what one voice holds replaced.

        Args:
            key: whose it is.
            old: what the voice held.
            new: what it holds now.
            openers: finds, of all totals as they are now, those that outgrow others.
            totals: finds, of all totals as they are now, those that can be outgrown.
        """
        steps, standing = self.steps, self.standing
        for position in new.openers:
            coming = step(key, position)
            raised = _with(steps, coming)
            if raised is not steps:
                steps, standing = raised, _less_outgrown(standing, coming)
        if old.total is not None and old.total.interval.high is not None:
            end = (old.total.interval.high, key)
            standing = standing.exchanged([end], ()) if _holds(standing, end) else standing
        grown = Growth(steps, standing)
        for position in old.openers:
            grown = grown._without(position, openers, totals)
        return grown._standing_too([(key, new.total)] if new.total else [])

    def _without(self, going: Position, openers: Between, totals: Between) -> "Growth":
        """Return the growth less a step: what it hid are steps again, what only it outgrew stands."""
        as_of = going.as_of
        at = bisect_left(self.steps, (as_of,))
        if at == len(self.steps) or self.steps[at].position is not going:
            return self
        since = self.steps[at - 1].as_of if at else None
        steps = (*self.steps[:at], *self.steps[at + 1 :])
        for key, opener in openers(since, as_of):
            steps = _with(steps, step(key, opener))
        return Growth(steps, self.standing)._standing_too(totals(since, as_of))

    def _standing_too(self, totals: Iterable[tuple[str, Position]]) -> "Growth":
        """Return the growth with those of `totals` standing that are closed and not outgrown."""
        more = [
            Standing(total.interval.high, key, total)
            for key, total in totals
            if total.interval.high is not None and self.outgrowing(total) is None
        ]
        new = [standing for standing in more if not _holds(self.standing, standing[:2])]
        return Growth(self.steps, self.standing.exchanged((), new)) if new else self


NO_GROWTH = Growth()


def _with(steps: tuple[Step, ...], coming: Step) -> tuple[Step, ...]:
    """Return the steps with one more and without those it hides, or the same if it is hidden."""
    at = bisect_left(steps, (coming.as_of,))
    if at < len(steps) and steps[at].starts_as_high_as(coming):
        return steps
    after = at + (at < len(steps) and steps[at].as_of == coming.as_of)
    while at and steps[at - 1].low <= coming.low:
        at -= 1
    return (*steps[:at], coming, *steps[after:])


def _less_outgrown(standing: Ordered[Standing], coming: Step) -> Ordered[Standing]:
    below = takewhile(lambda total: total.high < coming.low, standing)
    outgrown = [total[:2] for total in below if total.position.as_of < coming.as_of]
    return standing.exchanged(outgrown, ()) if outgrown else standing


def _holds(standing: Ordered[Standing], one: tuple[int, str]) -> bool:
    found = next(standing.starting(one), None)
    return found is not None and found[:2] == one
