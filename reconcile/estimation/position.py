"""A position: what an origin holds now of one category."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from reconcile.estimation.intervals import Interval
from reconcile.estimation.origins import Origin
from reconcile.model import RecordedClaim

Precedence = tuple[datetime, datetime, int, str]


def precedence(claim: RecordedClaim) -> Precedence:
    """Return the order in which claims are heard: by the time they speak of, then by the record.

    Claims of one report share both times; there the place in the text decides, so that a figure
    stated after a vague word replaces it.
    """
    start = claim.evidence.start if claim.evidence else 0
    return (claim.as_of, claim.recorded_at, start, claim.id)


class Position(NamedTuple):
    """What an origin holds: the totals it allows, the figure it states, and the claims behind it.

    `interval` is the one of `claims` and, after growth, open above. `is_total`: it speaks of the
    whole, and is not a bound from a part. `reliable`: its origin is, by its profile or its name.
    """

    origin: Origin
    interval: Interval
    figure: int | None
    is_total: bool
    claims: tuple[RecordedClaim, ...]
    reliable: bool = True

    @property
    def newest(self) -> RecordedClaim:
        """The claim that was heard last."""
        return self.claims[-1]

    @property
    def as_of(self) -> datetime:
        """The time it speaks of."""
        return self.claims[-1].as_of

    def opened(self) -> "Position":
        """Return it as a lower bound only."""
        return self.within(self.interval.opened())

    def within(self, interval: Interval) -> "Position":
        """Return it with another interval."""
        return Position(self.origin, interval, self.figure, self.is_total, self.claims, self.reliable)

    def is_outgrown_by(self, later: "Position") -> bool:
        """Tell whether a later total starts above it: tolls grow, and the older stays true."""
        return later.as_of > self.as_of and self.interval.is_below(later.interval)


def in_order(positions: Sequence[Position]) -> tuple[Position, ...]:
    """Return positions in the order they were heard, the newest last."""
    return tuple(sorted(positions, key=lambda position: precedence(position.newest)))
