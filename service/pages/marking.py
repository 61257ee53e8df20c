"""Claims marked in the text that makes them; marks may overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and which spans cover it; `begins` names those whose first piece it is.

    Spans go by their place in what was given, from 0.
    """

    text: str
    covered_by: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()


def pieces(text: str, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    """Return the text cut wherever a span begins or ends; the pieces joined are the text.

    Args:
        text: any text.
        spans: start and end of each, in code points; what lies outside of the text is cut off.
    """
    starting: dict[int, list[int]] = {}
    ending: dict[int, list[int]] = {}
    for place, (start, end) in enumerate(spans):
        start, end = max(start, 0), min(end, len(text))  # noqa: PLW2901 - what lies outside is cut off
        if start < end:
            starting.setdefault(start, []).append(place)
            ending.setdefault(end, []).append(place)
    open_: set[int] = set()
    found = []
    bounds = sorted({0, len(text), *starting, *ending})
    for start, end in pairwise(bounds):
        open_ -= set(ending.get(start, ()))
        begins = starting.get(start, [])
        open_ |= set(begins)
        found.append(Piece(text[start:end], tuple(sorted(open_)), tuple(begins)))
    return found
