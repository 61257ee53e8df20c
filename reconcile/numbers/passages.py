"""Passages of a text that hold a word or a digit looked for: all that needs to be read.

A text is taken block by block, each folded at once and scanned once. Sentences end at a line break, and
at a full stop before a space; no number runs across one.
"""

import re
from collections.abc import Iterator

from reconcile.folding import Folded, fold
from reconcile.numbers.tokens import Tokens
from reconcile.scanning import Scan

_BLOCK = 1 << 15
"""How many code points are folded at once: memory beside the text stays flat."""

_STOPS = ("\n", ". ")
_STOP = re.compile("|".join(map(re.escape, _STOPS)))


def passages(text: str, scan: Scan) -> Iterator[tuple[Folded, Tokens, int]]:
    """Yield the sentences of `text` in which `scan` finds something.

    Of each: its block, folded; its tokens, their places in the block; where in `text` the block begins.
    """
    start = 0
    while start < len(text):
        end = _end_of_block(text, start)
        folded = fold(text[start:end])
        for tokens in _sentences(folded.text, scan):
            yield folded, tokens, start
        start = end


def _end_of_block(text: str, start: int) -> int:
    """Return where a block ends: at a line break or full stop, or where the text does."""
    aim = start + _BLOCK
    if aim >= len(text):
        return len(text)
    before = _after_stop_before(text, start, aim)
    if before:
        return before
    following = _STOP.search(text, aim)
    return following.end() if following else len(text)


def _sentences(plain: str, scan: Scan) -> Iterator[Tokens]:
    read_to = 0
    for place in scan.places(plain):
        if place >= read_to:
            start = _after_stop_before(plain, read_to, place) or read_to
            read_to = _after_stop_from(plain, place)
            yield Tokens(plain[start:read_to], start)


def _after_stop_before(text: str, start: int, end: int) -> int:
    """Return the place after the last stop between `start` and `end`, 0 where there is none."""
    found = (at + len(stop) for stop in _STOPS if (at := text.rfind(stop, start, end)) >= 0)
    return max(found, default=0)


def _after_stop_from(text: str, start: int) -> int:
    """Return the place after the next stop from `start` on, or the end of the text."""
    found = (at + len(stop) for stop in _STOPS if (at := text.find(stop, start)) >= 0)
    return min(found, default=len(text))
