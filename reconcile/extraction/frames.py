"""Reporting frames of a sentence: who speaks, in which words, and what they govern."""

from collections.abc import Iterator
from functools import lru_cache

from reconcile.extraction.chains import chained
from reconcile.extraction.frame import Frame
from reconcile.extraction.quantities import Quantity, quantities
from reconcile.extraction.sentences import Sentence, cut
from reconcile.extraction.subject_first import SubjectFirst
from reconcile.extraction.verb_first import VerbFirst
from reconcile.numbers.passages import Passage


def frames(sentence: Sentence, counted: tuple[Quantity, ...]) -> tuple[Frame, ...]:
    """Return the reporting frames of a sentence, in order, each with who passes it on."""
    reader = VerbFirst if sentence.heads_first else SubjectFirst
    return chained(sentence, reader(sentence, counted).frames())


def frames_before(sentence: Sentence, most: int) -> Iterator[tuple[Frame, ...]]:
    """Yield the frames of each sentence before one, the nearest first, casualties or not.

    `most` bounds how many sentences; one longer than any sentence is counts once for all its parts.
    """
    before = sentence.passage.before()
    for _ in range(most):
        if before is None:
            return
        yield from _frames_of(before, sentence.language)
        before = before.before()


@lru_cache(maxsize=1 << 5)
def _frames_of(passage: Passage, language: str) -> tuple[tuple[Frame, ...], ...]:
    """Return the frames of a passage, the last part of it first: each sentence behind it asks again."""
    return tuple(frames(part, quantities(part)) for part in cut(passage, language))[::-1]
