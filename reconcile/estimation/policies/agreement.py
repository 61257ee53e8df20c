"""The policy `agreement`, the default: where independent origins agree, and how far they differ.

The sets of positions that share a point and cannot be enlarged are the agreements; each covers a
region. `low` is the lowest point of the lowest region, `high` the highest of the highest. One region:
the sources agree, and the range is their intersection. Several: contested, and the range spans them.
`best` is the figure that stands (`run.py`) or, where it is outside the range, the newest stated inside.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.estimation.intervals import Interval
from reconcile.estimation.policies.policy import Policy, Ruling
from reconcile.estimation.positions import Position


@dataclass(frozen=True, slots=True)
class Agreement:
    """Positions that share the totals of `region`, a set that cannot be enlarged."""

    region: Interval
    positions: tuple[Position, ...]


def agreements(positions: Sequence[Position]) -> tuple[Agreement, ...]:
    """Return the agreements among positions, lowest region first.

    A sweep over the ends of the intervals: a region ends where an interval ends after another began.
    """
    begins = [(position.interval.low, False, at) for at, position in enumerate(positions)]
    ends = [
        (float("inf") if high is None else high, True, at)
        for at, high in enumerate(position.interval.high for position in positions)
    ]
    found = []
    open_: dict[int, Position] = {}
    begun = 0
    grew = False
    for total, ended, at in sorted(begins + ends):
        if not ended:
            open_[at] = positions[at]
            begun, grew = positions[at].interval.low, True
            continue
        if grew:
            high = None if total == float("inf") else int(total)
            found.append(Agreement(Interval(begun, high), tuple(open_.values())))
            grew = False
        del open_[at]
    return tuple(found)


def _rule(positions: Sequence[Position], stands: Position | None) -> Ruling:
    if not positions:
        return Ruling.graded(positions, None, None, ((), ()), contested=False)
    found = agreements(positions)
    span = Interval(found[0].region.low, found[-1].region.high)
    deserving = [p for p in positions if p.figure is not None and span.holds(p.figure)]
    best = next(reversed(deserving), None)
    if stands is not None and stands.figure is not None and span.holds(stands.figure):
        best = stands
    heard = (found[0].positions, found[-1].positions)
    return Ruling.graded(positions, span, best, heard, contested=len(found) > 1)


AGREEMENT = Policy("agreement", 2, _rule)
