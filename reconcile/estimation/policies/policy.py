"""What a policy is: a named, versioned rule from what was heard to figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reconcile.estimation.heard import Heard
from reconcile.estimation.intervals import Interval
from reconcile.estimation.policies import grading
from reconcile.estimation.position import Position
from reconcile.model import Figures, Method


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a policy answers: the figures, the position that states the best, and who set the range.

    `set_by`: the positions whose bounds the range was made of; null: all that were heard.
    """

    figures: Figures
    best: Position | None
    set_by: tuple[Position, ...] | None = None

    @classmethod
    def graded(
        cls,
        heard: Heard,
        span: Interval | None,
        best: Position | None,
        set_by: Sequence[Position] | None = None,
    ) -> "Ruling":
        """Return a range and a best figure, with status and grade by all that was heard.

        Args:
            heard: all there is.
            span: the range, None where nobody says anything.
            best: the position whose figure is the best, None if nobody states one.
            set_by: the positions that set the range; None: all.
        """
        status = grading.status(heard, best)
        figures = Figures(
            low=span.low if span else None,
            best=best.figure if best else None,
            high=span.high if span else None,
            status=status,
            grade=grading.grade(heard, status, best),
        )
        return cls(figures, best, None if set_by is None else tuple(set_by))

    def setters_of_low(self, heard: Heard) -> tuple[Position, ...]:
        """Return the positions that set the low end of the range."""
        among = self._among(heard)
        low = self.figures.low
        setting = tuple(p for p in among if low is not None and p.interval.low == low)
        # A limit that contradicts all else is the low end too.
        return setting or tuple(p for p in among if low is not None and p.interval.high == low)

    def setters_of_high(self, heard: Heard) -> tuple[Position, ...]:
        """Return the positions that set the high end of the range, or leave it open."""
        if self.figures.low is None:
            return ()
        return tuple(p for p in self._among(heard) if p.interval.high == self.figures.high)

    def _among(self, heard: Heard) -> Sequence[Position]:
        if self.set_by is not None:
            return self.set_by
        implied = heard.beside.implied
        return heard.positions if implied is None else (*heard.positions, implied)


@dataclass(frozen=True, slots=True)
class Policy:
    """A rule, and pure, from what was heard of one category to a ruling."""

    name: str
    version: int
    rule: Callable[[Heard], Ruling]

    @property
    def method(self) -> Method:
        """The name and version that an estimate prints."""
        return Method(name=self.name, version=self.version)
