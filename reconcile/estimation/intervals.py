"""What a count allows: the closed interval of totals that its words leave open."""

from typing import NamedTuple

from reconcile.estimation.conventions import Convention
from reconcile.model import Claim, Count, Qualifier, Scope, Unit


class Interval(NamedTuple):
    """The totals from `low` to `high`, both possible; `high` None is open above."""

    low: int
    high: int | None

    def meets(self, other: "Interval") -> bool:
        """Tell whether some total is in both."""
        return not (self.is_below(other) or other.is_below(self))

    def is_below(self, other: "Interval") -> bool:
        """Tell whether every total of this one is under every total of the other."""
        return self.high is not None and self.high < other.low

    def holds(self, total: int) -> bool:
        """Tell whether `total` is in it."""
        return self.low <= total and (self.high is None or total <= self.high)

    def opened(self) -> "Interval":
        """Return the interval as a lower bound only."""
        return Interval(self.low, None)

    def plus(self, other: "Interval") -> "Interval":
        """Return the sums of a total of each."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(self.low + other.low, high)


ROUNDING = 10
"""A number called about n may be off by a tenth of n, and by one at least."""


def interval(count: Count, convention: Convention) -> Interval:
    """Return the totals that `count` allows, its vague words read by `convention`.

    Source: the model's interval semantics. A lower bound that the words leave out is 0, or 1 where
    they say that there was someone.
    """
    if count.qualifier is Qualifier.VAGUE:
        return Interval(*convention.bounds(count))
    if count.qualifier is Qualifier.ABOUT and count.low:
        margin = max(1, count.low // ROUNDING)
        return Interval(max(1, count.low - margin), count.low + margin)
    return Interval(count.low or 0, count.high)


def speaks_of_whole(claim: Claim) -> bool:
    """Tell whether the claim counts all persons, and so can set an upper bound."""
    return claim.scope is Scope.TOTAL and claim.count.unit is Unit.PERSONS


def figure(claim: Claim) -> int | None:
    """Return the total that the claim states outright, or None.

    A vague word and an upper limit alone state none; of a range it is the lower end, as in most
    events that UCDP codes with a range.
    """
    no_figure = (Qualifier.VAGUE, Qualifier.AT_MOST, Qualifier.LESS_THAN)
    if claim.count.qualifier in no_figure or not speaks_of_whole(claim):
        return None
    return claim.count.low
