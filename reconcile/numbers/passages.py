"""Sentences of a text that hold a word or a digit looked for: all that needs to be read.

A text is taken block by block, each folded at once and scanned once. A sentence ends at a line break,
and at a full stop or another closing mark before a space; no number and no claim runs across one. Two
full stops are a pause in Arabic headlines and end none.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reconcile import lexicon
from reconcile.folding import Folded, fold
from reconcile.numbers.tokens import Tokens
from reconcile.scanning import Scan

_LONGEST_ABBREVIATION = 5
"""How many letters are looked at before a full stop."""
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_BLOCK = 1 << 15
"""How many code points are folded at once: memory beside the text stays flat."""

_STOPS = ("\n", ". ", "! ", "? ", "؟ ", "… ")
_STOP = re.compile("|".join(map(re.escape, _STOPS)))


class Passage(NamedTuple):
    """A sentence: its place in the folded block it stands in, and where that block begins."""

    block: Folded
    start: int
    end: int
    offset: int

    def tokens(self) -> Tokens:
        """Return its tokens, their places in the block."""
        return Tokens(self.block.text[self.start : self.end], self.start)

    def before(self) -> "Passage | None":
        """Return the sentence before it in its block."""
        end = self.start
        plain = self.block.text
        while end > 0 and plain[end - 1].isspace():
            end -= 1
        if end == 0:
            return None
        return Passage(self.block, _after_stop_before(plain, 0, end - 1), end, self.offset)


def passages(text: str, scan: Scan) -> Iterator[Passage]:
    """Yield the sentences of `text` in which `scan` finds something, in order."""
    start = 0
    while start < len(text):
        end = _end_of_block(text, start)
        block = fold(text[start:end])
        # All of a block at once: scanning and reading by turns would slow down both.
        for first, after in tuple(_sentences(block.text, scan)):
            yield Passage(block, first, after, start)
        start = end


def every_passage(text: str) -> Iterator[Passage]:
    """Yield every sentence of `text`, whatever is in it, in order."""
    block, start = fold(text), 0
    while start < len(block.text):
        end = _after_stop_from(block.text, start)
        yield Passage(block, start, end, 0)
        start = end


def _end_of_block(text: str, start: int) -> int:
    """Return where a block ends: at a line break or full stop, or where the text does."""
    aim = start + _BLOCK
    if aim >= len(text):
        return len(text)
    before = _after_stop_before(text, start, aim)
    return before if before > start else _after_stop_from(text, aim)


def _sentences(plain: str, scan: Scan) -> Iterator[tuple[int, int]]:
    read_to = 0
    for place in scan.places(plain):
        if place >= read_to:
            start = _after_stop_before(plain, read_to, place)
            read_to = _after_stop_from(plain, place)
            yield start, read_to


def _after_stop_before(text: str, start: int, end: int) -> int:
    """Return the place after the last stop between `start` and `end`, `start` where there is none."""
    for stop in _STOPS:  # each is sought only behind those before it
        at = text.rfind(stop, start, end)
        while at > 0 and _goes_on(text, at):
            at = text.rfind(stop, start, at)
        if at >= 0:
            start = at + len(stop)
    return start


def _after_stop_from(text: str, start: int) -> int:
    """Return the place after the next stop from `start` on, or the end of the text."""
    stop = _STOP.search(text, start)
    while stop and _goes_on(text, stop.start()):
        stop = _STOP.search(text, stop.start() + 1)
    return stop.end() if stop else len(text)


def _goes_on(text: str, at: int) -> bool:
    """Tell the two points of a pause, "غرق 5.. وإنقاذ 2", and that of "د. سامر" and "Dr. Nasser"."""
    if text[at] != ".":
        return False
    before, further = text[at - 1 : at], text[at - 2 : at - 1]
    if before == ".":
        return further != "."
    if not further.isalpha():
        return before.isalpha()
    word = _LAST_WORD.search(text, max(at - _LONGEST_ABBREVIATION - 1, 0), at)
    return word is not None and word.group() in lexicon.abbreviations()
