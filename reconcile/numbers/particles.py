"""Particles that Arabic joins to a word: و ف ب ل ك and the article ال."""

from collections.abc import Container, Iterable
from functools import cache
from itertools import product

ARTICLE = "ال"


@cache
def prefixes() -> tuple[str, ...]:
    """Return the particles and their combinations, the fewest letters first; the first is none."""
    joined = {
        conjunction + preposition + article
        for conjunction, preposition, article in product(("", "و", "ف"), ("", "ب", "ل", "ك"), ("", "ال"))
    }
    joined |= {conjunction + "لل" for conjunction in ("", "و", "ف")}
    return tuple(sorted(joined, key=len))


_FIRST_LETTERS = frozenset("وفبلكا")


def split(word: str, known: Container[str]) -> tuple[str, str] | None:
    """Split a folded word into particles and a known stem, with the fewest particles; else None."""
    if word in known:
        return "", word
    if word[:1] not in _FIRST_LETTERS:
        return None
    for prefix in prefixes()[1:]:
        if word.startswith(prefix) and word[len(prefix) :] in known:
            return prefix, word[len(prefix) :]
    return None


def joined(words: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return every form that `words` take with particles, each with what `split` says of it.

    For vocabularies looked up often: one look-up in place of some thirty comparisons.
    """
    known = frozenset(words)
    forms: dict[str, tuple[str, str]] = {}
    for prefix in prefixes():  # the fewest particles first, as in split()
        for word in known:
            forms.setdefault(prefix + word, (prefix, word))
    return forms


def is_definite(prefix: str) -> bool:
    """Tell whether the particles end in the article."""
    return prefix.endswith(("ال", "لل"))


def are_particles(word: str) -> bool:
    """Tell whether a folded word is made of particles only, as before digits: the "وال" of "وال15"."""
    return bool(word) and word in _prefix_set()


@cache
def _prefix_set() -> frozenset[str]:
    return frozenset(prefixes())
