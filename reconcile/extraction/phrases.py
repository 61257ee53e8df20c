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

        self.first_words = frozenset(self._phrases)
        """Every word, folded, that a phrase begins with."""

    @property
    def telling_first_words(self) -> set[str]:
        """The longest word of every phrase, where it is the first: it can bear particles."""
        return {
            first
            for first, phrases in self._phrases.items()
            for p in phrases
            if _longest(first, p[0]) == 0
        }

    @property
    def telling_later_words(self) -> set[str]:
        """The longest word of every other phrase."""
        later = (
            (p[0], _longest(first, p[0])) for first, phrases in self._phrases.items() for p in phrases
        )
        return {rest[place - 1] for rest, place in later if place > 0}

    def at(
        self, tokens: Tokens, at: int, prefix: str, *, article: bool = False
    ) -> Iterator[Found[Meaning]]:
        """Yield what begins with the token at `at` once `prefix` is taken off, the longest first."""
        for rest, meaning in self._phrases.get(tokens.texts[at][len(prefix) :], ()):
            after = at + 1 + len(rest)
            if not rest or tuple(tokens.texts[at + 1 : after]) == rest:
                yield Found(meaning, at, after, prefix, article)


def _longest(first: str, rest: tuple[str, ...]) -> int:
    """Return which word of a phrase is the longest: the rarest, and the one to look for."""
    words = (first, *rest)
    return max(range(len(words)), key=lambda place: len(words[place]))


Marks = Mapping[int, Found[Meaning]]
"""What a phrasebook found in a sentence, by the token it begins with."""
