"""What a policy is: a named, versioned rule from positions to figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reconcile.estimation.positions import Position
from reconcile.model import Figures, Method


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a policy answers: the figures, and the positions that set each of them."""

    figures: Figures
    low: tuple[Position, ...]
    best: tuple[Position, ...]
    high: tuple[Position, ...]


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
