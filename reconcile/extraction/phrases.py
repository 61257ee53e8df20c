"""Phrases of a lexicon, found among tokens: the one way that every stage looks words up."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from reconcile.folding import fold_word
from reconcile.numbers import particles
from reconcile.numbers.tokens import Tokens

Meaning = TypeVar("Meaning", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Found(Generic[Meaning]):
    """A phrase found: what it means, the tokens it took, the particles joined to its first word.

    `article`: the article stands before it as a word of its own.
    """

    meaning: Meaning
    first: int
    after: int
    prefix: str
    article: bool = False

    @property
    def definite(self) -> bool:
        """Whether the phrase carries the article."""
        return self.article or particles.is_definite(self.prefix)


class Phrasebook(Generic[Meaning]):
    """Forms of one or more words and what each means; spelling doesn't matter.

    A form may mean several things, one of which may be looked for.
    """

    def __init__(self, meanings: Iterable[tuple[str, Meaning]]) -> None:
        self._phrases: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        for form, meaning in meanings:
            first, *rest = Tokens(fold_word(form)).texts
            self._phrases.setdefault(first, []).append((tuple(rest), meaning))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    @property
    def first_words(self) -> frozenset[str]:
        """Every word, folded, that a phrase begins with."""
        return frozenset(self._phrases)

    def at(
        self, tokens: Tokens, at: int, prefix: str, *, article: bool = False
    ) -> Iterator[Found[Meaning]]:
        """Yield what begins with the token at `at` once `prefix` is taken off, the longest first."""
        for rest, meaning in self._phrases.get(tokens.texts[at][len(prefix) :], ()):
            after = at + 1 + len(rest)
            if not rest or tuple(tokens.texts[at + 1 : after]) == rest:
                yield Found(meaning, at, after, prefix, article)


Marks = Mapping[int, Found[Meaning]]
"""What a phrasebook found in a sentence, by the token it begins with."""
