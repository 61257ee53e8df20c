"""What a grammar answers: a phrase of number words, read whole."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from reconcile.fields import LARGEST_COUNT
from reconcile.numbers.tokens import Tokens


class Phrase(NamedTuple):
    """The tokens from `first` up to `after`, read as one number.

    `value` None: a phrase that is whole and no count, such as an ordinal or a number past 10^15. It is
    passed over, so that no part of it is read. `definite`: it carries the article. `scale`: the value of
    the one scale word that multiplies all of it, 1 where there is none.
    """

    value: int | None
    first: int
    after: int
    in_digits: bool = False
    in_words: bool = False
    definite: bool = False
    scale: int = 1


class Term(NamedTuple):
    """A part of a number that stands by itself, up to the token `after`; the parts of one are summed.

    `value` is a fraction only between "1,5" and its scale word. `scale` is what multiplies the term, 1
    where nothing does.
    """

    value: int | Fraction
    after: int
    scale: int
    in_digits: bool
    in_words: bool


def countable(total: int | Fraction) -> int | None:
    """Return a total as a count, or None: no count is a fraction, nor above the largest."""
    return int(total) if total.denominator == 1 and total <= LARGEST_COUNT else None


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """How a language builds numbers.

    `openings`: every folded word that can open a phrase; a text with none of them and no digit has no
    number. `read_at(tokens, at)`: the phrase that begins there, or None. `counts(tokens, phrase)`:
    whether it counts, and does not name, date, rank, price or share out; and the token after all that
    belongs to it. `stem_start(tokens, at)`: how many letters of the word there are joined particles,
    the article not counted. `twos`: the folded words that imply two without a number. `signs`: openings
    and twos; without one of them, or a digit, a sentence is not read.

    Most numbers are one word that nothing beside it bears upon; these tell which. `continues`: the words
    that a phrase can go on with; `needs_noun`: the openings that need to see any word that follows.
    `tells_before`, `tells_after`: the words that, beside a number, can mean that it does not count.
    Digits beside it belong to all three.
    """

    openings: frozenset[str]
    read_at: Callable[[Tokens, int], Phrase | None]
    counts: Callable[[Tokens, Phrase], tuple[bool, int]]
    stem_start: Callable[[Tokens, int], int]
    twos: frozenset[str]
    signs: frozenset[str]
    continues: frozenset[str]
    needs_noun: frozenset[str]
    tells_before: frozenset[str]
    tells_after: frozenset[str]
