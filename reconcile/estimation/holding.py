"""A holding: what one voice has said of a category and still means."""

from typing import NamedTuple

from reconcile.estimation.position import Position


class Holding(NamedTuple):
    """What one voice holds: at most one total, and bounds from parts.

    `doubted`: the total waits for a second voice, and outgrows nothing. `still_meant`: what the voice
    said before a total that is doubted, None where it said nothing lower.
    """

    positions: tuple[Position, ...] = ()
    doubted: bool = False
    still_meant: Position | None = None

    @property
    def total(self) -> Position | None:
        """The total, if the voice holds one; it comes first."""
        first = self.positions[0] if self.positions else None
        return first if first is not None and first.is_total else None

    @property
    def openers(self) -> tuple[Position, ...]:
        """The totals that can outgrow others."""
        opener = self.still_meant if self.doubted else self.total
        return () if opener is None else (opener,)

    @property
    def bounds(self) -> tuple[Position, ...]:
        """What bounds the toll from below beside the total."""
        parts = self.positions if self.total is None else self.positions[1:]
        return parts if self.still_meant is None else (*parts, self.still_meant)


NOTHING_HELD = Holding()
