"""A text into sentences: what one claim's words, source and denial may be drawn from."""

from collections.abc import Iterator
from dataclasses import dataclass

from reconcile.folding import Folded, fold
from reconcile.numbers.reading import Number, numbers_of
from reconcile.numbers.tokens import Kind, Token, tokenize

_ENDS = frozenset(".!?؟…")
_LONGEST = 400
"""A sentence of more tokens is none: it is cut, so that no text costs more than its length."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its tokens, the numbers among them, and the folded text they come from."""

    folded: Folded
    tokens: tuple[Token, ...]
    numbers: tuple[Number, ...]

    def span(self, first: int, after: int) -> tuple[int, int]:
        """Return the original span of the tokens from `first` up to `after`."""
        return self.folded.span(self.tokens[first].start, self.tokens[after - 1].end)

    def is_mark(self, at: int) -> bool:
        """Tell whether the token at `at` is punctuation, or the sentence ends there."""
        return at >= len(self.tokens) or self.tokens[at].kind is Kind.MARK


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of `text`, in order. A line break or . ! ? ؟ … ends one."""
    folded = fold(text)
    tokens: list[Token] = []
    for token in tokenize(folded):
        if len(tokens) == _LONGEST or (tokens and "\n" in folded.text[tokens[-1].end : token.start]):
            yield _sentence(folded, tokens)
            tokens = []
        abbreviation = bool(tokens) and len(tokens[-1].text) == 1  # أ.ف.ب
        if token.text in _ENDS and not abbreviation:
            if tokens:
                yield _sentence(folded, tokens)
            tokens = []
        else:
            tokens.append(token)
    if tokens:
        yield _sentence(folded, tokens)


def _sentence(folded: Folded, tokens: list[Token]) -> Sentence:
    kept = tuple(tokens)
    return Sentence(folded, kept, numbers_of(folded, kept))
