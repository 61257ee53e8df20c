"""What a word can do in a number and beside one, worked out once a word form.

Most numbers are one word between words that have no say in it: one look-up a word shows that.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from reconcile import lexicon
from reconcile.folding import fold_word
from reconcile.numbers.digits import can_be_year
from reconcile.numbers.phrase import Grammar, Phrase
from reconcile.numbers.tokens import Tokens

_KEPT = 1 << 16
"""For how many word forms of a language the answer is kept."""


class Role(NamedTuple):
    """What a word can do, whatever stands around it.

    `alone`: the phrase that it is by itself. `twins`: the words of the same letters that vowel marks
    tell apart from it. `continues`, `needs_noun`, `tells_before`, `tells_after`: as in its grammar,
    digits beside a number included.
    """

    opens: bool
    alone: Phrase | None
    twins: tuple[str, ...]
    continues: bool
    needs_noun: bool
    tells_before: bool
    tells_after: bool
    can_be_year: bool
    is_word: bool


NO_WORD = Role(
    opens=False,
    alone=None,
    twins=(),
    continues=False,
    needs_noun=False,
    tells_before=False,
    tells_after=False,
    can_be_year=False,
    is_word=False,
)
"""What stands before the first word and after the last, and most marks."""
_ORDINARY = NO_WORD._replace(is_word=True)
"""The role of most words."""


def roles(grammar: Grammar) -> Callable[[str], Role]:
    """Return what tells the role of a folded word in a language."""
    twins = _told_apart()
    known = grammar.openings.union(
        grammar.continues, grammar.needs_noun, grammar.tells_before, grammar.tells_after, twins
    )

    @lru_cache(maxsize=_KEPT)
    def role(word: str) -> Role:
        digit = word[0].isdigit()
        if not digit and word not in known:
            return _ORDINARY if word[0].isalpha() else NO_WORD
        opens = word in grammar.openings or word[0].isdecimal()
        return Role(
            opens=opens,
            alone=grammar.read_at(Tokens(word), 0) if opens else None,
            twins=twins.get(word, ()),
            continues=digit or word in grammar.continues,
            needs_noun=word in grammar.needs_noun,
            tells_before=digit or word in grammar.tells_before,
            tells_after=word in grammar.tells_after,
            can_be_year=can_be_year(word),
            is_word=word[0].isalpha(),
        )

    return role


def _told_apart() -> Mapping[str, tuple[str, ...]]:
    """Words that vowel marks tell apart from a number, by their folded form."""
    words: dict[str, tuple[str, ...]] = {}
    for word in lexicon.arabic_numbers().names.told_apart_by_marks:
        folded = fold_word(word)
        words[folded] = (*words.get(folded, ()), word)
    return MappingProxyType(words)
