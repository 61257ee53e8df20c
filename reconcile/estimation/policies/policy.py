"""What a policy is: a named, versioned rule from positions to figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reconcile.estimation.intervals import Interval
from reconcile.estimation.policies import grading
from reconcile.estimation.positions import Position
from reconcile.model import Figures, Method


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a policy answers: the figures, and the positions that set each of them."""

    figures: Figures
    low: tuple[Position, ...]
    best: tuple[Position, ...]
    high: tuple[Position, ...]

    @classmethod
    def graded(
        cls,
        positions: Sequence[Position],
        span: Interval | None,
        best: Position | None,
        heard: tuple[Sequence[Position], Sequence[Position]],
        *,
        contested: bool,
    ) -> "Ruling":
        """Return a range and a best figure, with status and grade by all positions.

        Args:
            positions: all there are.
            span: the range, None where there are no positions.
            best: the one whose figure is the best, None if nobody states one.
            heard: those of which some set the low end of the range, and some the high end.
            contested: whether the positions can't all be true.
        """
        status = grading.status(positions, best, contested=contested)
        figures = Figures(
            low=span.low if span else None,
            best=best.figure if best else None,
            high=span.high if span else None,
            status=status,
            grade=grading.grade(status),
        )
        lowest, highest = heard
        return cls(
            figures,
            low=tuple(p for p in lowest if span and p.interval.low == span.low),
            best=(best,) if best else (),
            high=tuple(p for p in highest if span and p.interval.high == span.high),
        )


@dataclass(frozen=True, slots=True)
class Policy:
    """A rule, and pure.

    `rule` gets the positions of one category, the newest last, and the figure that stands of all that
    were stated one after another, if one does.
    """

    name: str
    version: int
    rule: Callable[[Sequence[Position], Position | None], Ruling]

    @property
    def method(self) -> Method:
        """The name and version that an estimate prints."""
        return Method(name=self.name, version=self.version)
