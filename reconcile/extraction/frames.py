"""Reporting frames of a sentence: who speaks, in which words, and what they govern."""

from reconcile.extraction.chains import chained
from reconcile.extraction.frame import Frame
from reconcile.extraction.quantities import Quantity
from reconcile.extraction.sentences import Sentence
from reconcile.extraction.subject_first import SubjectFirst
from reconcile.extraction.verb_first import VerbFirst


def frames(sentence: Sentence, quantities: tuple[Quantity, ...]) -> tuple[Frame, ...]:
    """Return the reporting frames of a sentence, in order, each with who passes it on."""
    reader = VerbFirst if sentence.heads_first else SubjectFirst
    return chained(sentence, reader(sentence, quantities).frames())
