"""Phrases of a lexicon, by the word they begin with, and as they are found among tokens."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Set
from typing import Generic, NamedTuple, TypeVar

from reconcile.folding import fold_words
from reconcile.numbers.tokens import Tokens

Meaning = TypeVar("Meaning", bound=Hashable)
_GAP = "…"
"""In a form, a few words of any kind."""


class Found(NamedTuple, Generic[Meaning]):
    """A phrase found: what it means, the tokens it took, the particles joined to its first word.

    `definite`: it carries the article, joined or as a word of its own.
    """

    meaning: Meaning
    first: int
    after: int
    prefix: str
    definite: bool


Marks = Mapping[int, Found[Meaning]]
"""What was found of one kind in a sentence, by the token it begins with."""


class Phrase(NamedTuple, Generic[Meaning]):
    """A phrase that begins with a certain word: the words after it, and what it all means."""

    rest: tuple[str, ...]
    meaning: Meaning

    def after(self, tokens: Tokens, at: int) -> int | None:
        """Return the token after the phrase whose first word stands at `at`, None if it breaks off."""
        after = at + 1 + len(self.rest)
        return after if not self.rest or tuple(tokens.texts[at + 1 : after]) == self.rest else None


class Phrasebook(Generic[Meaning]):
    """Forms of one or more words and what each means; spelling doesn't matter.

    A form may mean several things, one of which may be looked for.
    """

    def __init__(self, meanings: Iterable[tuple[str, Meaning]]) -> None:
        self._phrases: dict[str, list[Phrase[Meaning]]] = {}
        listed = list(meanings)
        folded = fold_words(form for form, _ in listed)
        for form, (_, meaning) in zip(folded, listed, strict=True):
            first, *rest = Tokens(form).texts
            self._phrases.setdefault(first, []).append(Phrase(tuple(rest), meaning))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase.rest))

        self.first_words = frozenset(self._phrases)
        """Every word, folded, that a phrase begins with."""

    def opening(self, word: str) -> Iterable[Phrase[Meaning]]:
        """Return the phrases that begin with a folded word, the longest first."""
        return self._phrases.get(word, ())

    def stands_at(self, tokens: Tokens, at: int) -> bool:
        """Tell whether any phrase begins with the token at `at`."""
        return any(phrase.after(tokens, at) for phrase in self.opening(tokens.text(at)))

    def telling_first_words(self, common: Set[str]) -> set[str]:
        """Return the most telling word of every phrase, where it is the first: it can bear particles.

        The longest is the rarest, but for those that are `common`.
        """
        return {
            first
            for first, phrases in self._phrases.items()
            for p in phrases
            if _most_telling(first, p.rest, common) == 0
        }

    def telling_later_words(self, common: Set[str]) -> set[str]:
        """Return the most telling word of every other phrase."""
        later = (
            (p.rest, _most_telling(first, p.rest, common))
            for first, phrases in self._phrases.items()
            for p in phrases
        )
        return {rest[place - 1] for rest, place in later if place > 0}


def _most_telling(first: str, rest: tuple[str, ...], common: Set[str]) -> int:
    """Return which word of a phrase to look for: the longest that is not common."""
    words = (first, *rest)
    return max(range(len(words)), key=lambda place: (words[place] not in common, len(words[place])))


def gapped(forms: Iterable[str]) -> Phrasebook[Phrasebook[bool] | None] | None:
    """Return what forms begin with, and what ends them behind "…"; None where there are none."""
    passing: defaultdict[str, list[str]] = defaultdict(list)
    for form in forms:
        head, gap, tail = form.partition(_GAP)
        passing[head.strip() if gap else form].append(tail.strip())
    ends = (
        (head, Phrasebook((tail, True) for tail in tails) if all(tails) else None)
        for head, tails in passing.items()
    )
    return Phrasebook(ends) if passing else None
