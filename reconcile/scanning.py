"""Words of a vocabulary, found in folded text by one scan: what saves reading the rest."""

from collections.abc import Iterable, Iterator

import ahocorasick

_ALPHABET = "iso-8859-6"  # a byte for every letter of folded Arabic and English


def _outlining(*, digits: bool) -> bytes:
    """Return the bytes that stand for those of the alphabet: letters, 0 for `digits`, and spaces."""
    characters = (bytes([code]).decode(_ALPHABET, "replace") for code in range(256))
    kept = (c if c.isalpha() else "0" if digits and c.isdecimal() else " " for c in characters)
    return "".join(kept).encode(_ALPHABET)


class Scan:
    """A vocabulary compiled for one pass over a text, however many words it has.

    The pass goes over the outline of the text, where all but letters and digits are spaces: words are
    sought from space to space, so that it rests at the first letter of most words.
    """

    def __init__(self, words: Iterable[str], *, digits: bool) -> None:
        """Compile folded `words`; with `digits`, every digit is found too."""
        self._outlining = _outlining(digits=digits)
        self._words = frozenset(words)
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        outline, start = self._outline(" ".join(self._words)), 0  # all at once
        for length in map(len, self._words):
            self._automaton.add_word(outline[start : start + length + 2], length)
            start += length + 1
        if digits:
            self._automaton.add_word("0", 0)
        self._finds_nothing = not len(self._automaton)
        if not self._finds_nothing:
            self._automaton.make_automaton()

    def finds(self, folded: str) -> bool:
        """Tell whether there is anything to find."""
        return next(self.places(folded), None) is not None

    def places(self, folded: str) -> Iterator[int]:
        """Yield where a word stands whole, or a digit, in order: the offset of its last character.

        A word that touches a digit that is found is told by the digit alone.
        """
        if self._finds_nothing:
            return
        for last, length in self._automaton.iter(self._outline(folded)):
            if not length:
                yield last - 1
            elif self._stands(folded, last - 1 - length, last - 1):
                yield last - 2

    def _stands(self, folded: str, start: int, end: int) -> bool:
        """Tell whether there is a word from `start` to `end`, and not only its outline."""
        inside_a_word = folded[start - 1 : start].isalpha() or folded[end : end + 1].isalpha()
        return folded[start:end] in self._words and not inside_a_word

    def _outline(self, folded: str) -> str:
        outline = folded.encode(_ALPHABET, "replace").translate(self._outlining)
        return f" {outline.decode('latin-1')} "
