"""Phrases of a lexicon, found among tokens: the one way that every stage looks words up."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from reconcile.folding import fold_word
from reconcile.numbers import particles
from reconcile.numbers.tokens import Tokens

Meaning = TypeVar("Meaning", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Found(Generic[Meaning]):
    """A phrase found: what it means, the tokens it took, the particles joined to its first word."""

    meaning: Meaning
    first: int
    after: int
    prefix: str

    @property
    def definite(self) -> bool:
        """Whether the phrase carries the article."""
        return particles.is_definite(self.prefix)


class Phrasebook(Generic[Meaning]):
    """Forms of one or more words and what each means; spelling and particles don't matter."""

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        self._phrases: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        for form, meaning in meanings.items():
            words = tuple(fold_word(form).split())
            self._phrases.setdefault(words[0], []).append((words, meaning))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
        self._first_words = particles.joined(self._phrases)

    @classmethod
    def of(cls, forms: Iterable[str], meaning: Meaning) -> "Phrasebook[Meaning]":
        """Return a book in which every form means the same."""
        return cls(dict.fromkeys(forms, meaning))

    def at(self, tokens: Tokens, at: int) -> Found[Meaning] | None:
        """Return the longest phrase that begins with the token at `at`, or None."""
        if not 0 <= at < len(tokens):
            return None
        stem = self._first_words.get(tokens.texts[at])
        if stem is None:
            return None
        prefix, first = stem
        for words, meaning in self._phrases[first]:
            rest = tuple(tokens.texts[at + 1 : at + len(words)])
            if rest == words[1:]:
                return Found(meaning, at, at + len(words), prefix)
        return None

    def first(self, tokens: Tokens) -> int:
        """Return where a phrase first begins; where there is none, the number of tokens."""
        return next((at for at in range(len(tokens)) if self.at(tokens, at)), len(tokens))

    def between(self, tokens: Tokens, first: int, after: int) -> list[Found[Meaning]]:
        """Return the phrases that begin at a token from `first` up to `after`, in order."""
        found = (self.at(tokens, at) for at in range(max(first, 0), min(after, len(tokens))))
        return [phrase for phrase in found if phrase]
