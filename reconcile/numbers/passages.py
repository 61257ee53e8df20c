"""Passages of a text that may hold a number: what saves reading the rest.

A text is taken block by block, each folded at once, then sentence by sentence. A sentence goes on only
if it has a digit or a word that opens a number. Sentences end at a line break, and at a full stop
before a space; no number runs across one.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate

from reconcile.folding import Folded, fold

_BLOCK = 1 << 15
"""How many code points are folded at once: memory beside the text stays flat."""

_ANY_DIGIT = "0"
_PUNCTUATION = "،؛.:()«»\"'!؟?[]-–—…/*,;“”‘’%٪$€£\u00a0"


def passages(text: str, openings: frozenset[str]) -> Iterator[tuple[Folded, int]]:
    """Yield the sentences of `text` that may hold a number, folded, with their original offsets."""
    start = 0
    while start < len(text):
        end = _end_of_block(text, start)
        yield from _sentences(text[start:end], start, openings)
        start = end


def _end_of_block(text: str, start: int) -> int:
    """Return where a block ends: at a line break or full stop, or where the text does."""
    aim = start + _BLOCK
    if aim >= len(text):
        return len(text)
    for stop in ("\n", ". "):
        found = text.rfind(stop, start, aim)
        if found >= 0:
            return found + len(stop)
    ends = [at + len(stop) for stop in ("\n", ". ") if (at := text.find(stop, aim)) >= 0]
    return min(ends, default=len(text))


def _sentences(block: str, offset: int, openings: frozenset[str]) -> Iterator[tuple[Folded, int]]:
    folded = fold(block)
    plain = folded.text
    for mark in _PUNCTUATION:
        plain = plain.replace(mark, " ")
    for digit in "123456789":
        plain = plain.replace(digit, _ANY_DIGIT)
    lines = folded.text.split("\n")
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    for line, at in zip(lines, starts, strict=False):
        for sentence, place in _parts(line, at):
            words = plain[place : place + len(sentence)]
            if not openings.isdisjoint(words.split()) or _ANY_DIGIT in words:
                yield _cut(folded, place, place + len(sentence)), offset + _original(folded, place)


def _parts(line: str, at: int) -> Iterator[tuple[str, int]]:
    for part in line.split(". "):
        yield part, at
        at += len(part) + 2


def _original(folded: Folded, place: int) -> int:
    return folded.span(place, place + 1)[0]


def _cut(folded: Folded, start: int, end: int) -> Folded:
    """Return a piece of a folded text, with offsets of its own."""
    first, last = folded.span(start, end)
    original = folded.original[first:last]
    begun = bisect_right(folded.folded_starts, start)
    if begun == bisect_left(folded.folded_starts, end):  # nothing dropped or drawn apart in between
        return Folded(folded.text[start:end], original, (0,), (0,))
    return fold(original)
