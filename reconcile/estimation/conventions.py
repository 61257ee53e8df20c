"""Named, versioned conventions: which numbers a vague word stands for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reconcile.model import Count, Method

Bounds = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Convention:
    """A way to read vague words: `bounds` gives the least and the most that a count stands for."""

    name: str
    version: int
    bounds: Callable[[Count], Bounds]

    @property
    def method(self) -> Method:
        """The name and version that an estimate prints."""
        return Method(name=self.name, version=self.version)


def _literal(count: Count) -> Bounds:
    return (1 if count.low is None else count.low, count.high)


def _none(_: Count) -> Bounds:
    return (1, None)


CONVENTIONS: Mapping[str, Convention] = MappingProxyType(
    {
        "literal": Convention("literal", 1, _literal),  # dozens: two tens at least, under a hundred
        "none": Convention("none", 1, _none),  # a vague word says only that there was someone
    }
)


class UnknownConvention(ValueError):
    """A convention that does not exist."""


def convention_named(name: str) -> Convention:
    """Return the convention called `name`.

    Raises:
        UnknownConvention: there is none; the message lists those there are.
    """
    if name not in CONVENTIONS:
        known = ", ".join(CONVENTIONS)
        raise UnknownConvention(f"convention {name!r} is unknown; there are: {known}")
    return CONVENTIONS[name]
