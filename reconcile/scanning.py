"""Words of a vocabulary, found in folded text by one scan: what saves reading the rest."""

from collections.abc import Iterable, Iterator

import ahocorasick

_DIGITS = "0123456789"


class Scan:
    """A vocabulary compiled for one pass over a text, however many words it has."""

    def __init__(self, words: Iterable[str], *, digits: bool) -> None:
        """Compile folded `words`; with `digits`, every digit is found too."""
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for word in words:
            self._automaton.add_word(word, len(word))
        for digit in _DIGITS if digits else "":
            self._automaton.add_word(digit, 0)
        self._finds_nothing = not len(self._automaton)
        if not self._finds_nothing:
            self._automaton.make_automaton()

    def finds(self, folded: str) -> bool:
        """Tell whether there is anything to find."""
        return next(self.places(folded), None) is not None

    def places(self, folded: str) -> Iterator[int]:
        """Yield where a word stands whole, or a digit, in order: the offset of its last character."""
        if self._finds_nothing:
            return
        last_of_all = len(folded) - 1
        for last, length in self._automaton.iter_long(folded):
            if length:
                if last < last_of_all and folded[last + 1].isalpha():
                    continue
                first = last - length + 1
                if first and folded[first - 1].isalpha():
                    continue
            yield last
