"""Named, versioned conventions: which numbers a vague word stands for.

A recorder that publishes one number for a word says the least it stands for; the most stays what the
word itself leaves open, so that no convention makes a range look surer than its evidence. Where a
recorder publishes no number for a word, the word is read literally.
"""

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


Numbers = Mapping[str, tuple[int, int | None]]
"""By term: the least that a recorder's number says, and the most where it publishes one."""

_ACLED: Numbers = {"tens": (10, None), "dozens": (12, None), "hundreds": (100, None)}
"""The ACLED codebook, on fatalities: tens are coded 10, dozens 12, hundreds 100."""

_EM_DAT: Numbers = {"hundreds": (200, None), "thousands": (2000, None)}
"""The EM-DAT guidelines, on figures in words: hundreds are entered as 200, thousands as 2,000."""

_AIRWARS: Numbers = {
    "several": (2, None),
    "number_of": (2, None),
    "tens": (12, 24),
    "dozens": (12, 24),
}
"""Airwars in practice: several, and a number of, count 2 at least; tens or dozens 12 to 24."""


def _numbered(numbers: Numbers) -> Callable[[Count], Bounds]:
    def bounds(count: Count) -> Bounds:
        low, high = numbers.get(count.term or "", _literal(count))
        most = count.high if high is None else high
        # A claim may state bounds of its own that no recorder's number fits.
        return (low, most) if most is None or low <= most else _literal(count)

    return bounds


CONVENTIONS: Mapping[str, Convention] = MappingProxyType(
    {
        convention.name: convention
        for convention in (
            Convention("literal", 1, _literal),  # tens: two tens at least, under a hundred
            Convention("none", 1, _none),  # a vague word says only that there was someone
            Convention("acled", 1, _numbered(_ACLED)),
            Convention("em-dat", 1, _numbered(_EM_DAT)),
            Convention("airwars", 1, _numbered(_AIRWARS)),
        )
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
