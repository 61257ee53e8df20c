"""A text into sentences: what one claim's words, source and denial may be drawn from."""

from collections.abc import Iterator
from dataclasses import dataclass

from reconcile.folding import Folded, fold
from reconcile.numbers.reading import Number, numbers_of
from reconcile.numbers.tokens import Tokens

_ENDS = frozenset(".!?؟…")
_LONGEST = 400
"""A sentence of more tokens is none: it is cut, so that no text costs more than its length."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its tokens, the numbers among them, and the folded text they come from."""

    folded: Folded
    tokens: Tokens
    numbers: tuple[Number, ...]

    def span(self, first: int, after: int) -> tuple[int, int]:
        """Return the original span of the tokens from `first` up to `after`."""
        return self.folded.span(self.tokens.start(first), self.tokens.end(after - 1))

    def is_mark(self, at: int) -> bool:
        """Tell whether the token at `at` is punctuation, or the sentence ends there."""
        return at >= len(self.tokens) or not self.tokens.texts[at][0].isalnum()


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of `text`, in order. A line break or . ! ? ؟ … ends one."""
    folded = fold(text)
    tokens = Tokens(folded.text)
    first = 0
    for at, word in enumerate(tokens.texts):
        new_line = at > first and "\n" in folded.text[tokens.end(at - 1) : tokens.start(at)]
        if new_line or at - first == _LONGEST:
            yield _sentence(folded, tokens.part(first, at))
            first = at
        abbreviation = at > first and len(tokens.texts[at - 1]) == 1  # أ.ف.ب
        if word in _ENDS and not abbreviation:
            if at > first:
                yield _sentence(folded, tokens.part(first, at))
            first = at + 1
    if first < len(tokens):
        yield _sentence(folded, tokens.part(first, len(tokens)))


def _sentence(folded: Folded, tokens: Tokens) -> Sentence:
    return Sentence(folded, tokens, numbers_of(folded, tokens))
