"""Scales of a chart: from values to places, and the round values worth a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale from `low`..`high` to the places `start`..`end`."""

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Return the place of a value, to a tenth of a unit; outside of the scale it is at an end."""
        share = (value - self.low) / (self.high - self.low)
        share = min(max(share, 0.0), 1.0)
        return round(self.start + share * (self.end - self.start), 1)


_ROUND: Final = (1, 2, 5)


def round_numbers(highest: int, most: int = 5) -> tuple[int, ...]:
    """Return from 0 on at most `most` + 1 whole round numbers, the last of them above `highest`."""
    factor = 1
    while True:
        for each in _ROUND:
            step = each * factor
            if step * most > highest:
                return tuple(range(0, (highest // step + 1) * step + 1, step))
        factor *= 10


_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_STEPS: Final = (
    *(minutes * _MINUTE for minutes in (1, 5, 15, 30)),
    *(hours * _HOUR for hours in (1, 2, 3, 6, 12)),
    *(days * _DAY for days in (1, 2, 7, 14, 30, 90, 365, 3_650)),
)


def round_moments(first: datetime, last: datetime, most: int = 6) -> tuple[tuple[datetime, ...], bool]:
    """Return round moments in UTC between two, at most `most`, and whether they are whole days."""
    span = (last - first).total_seconds()
    step = next((step for step in _STEPS if span / step < most), _STEPS[-1])
    start = first.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    skipped = -(-(first - start).total_seconds() // step)
    moment = start + timedelta(seconds=skipped * step)
    found: list[datetime] = []
    while moment <= last and len(found) < most:
        found.append(moment)
        moment += timedelta(seconds=step)
    return tuple(found), step >= _DAY


_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
"""The ends of time, as far as it can be told."""


def padded(moments: Sequence[datetime]) -> tuple[datetime, datetime]:
    """Return the first and last of some moments with a little room around, more at the end.

    What stands now is to be seen. Where they are one moment, the room is an hour and more.
    """
    first, last = min(moments).astimezone(UTC), max(moments).astimezone(UTC)
    room = (last - first) / 25 or timedelta(minutes=30)
    # A year mistyped as 26 leaves less room than there are years before it.
    return first - min(room, first - _FIRST), last + min(2 * room, _LAST - last)
