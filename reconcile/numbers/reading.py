"""Text to numbers: every integer count of a text, in order, with its span in the original."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from reconcile import lexicon
from reconcile.folding import Folded
from reconcile.numbers import arabic_context, english
from reconcile.numbers.marks import is_told_apart
from reconcile.numbers.passages import passages
from reconcile.numbers.phrase import Grammar, Phrase
from reconcile.numbers.roles import NO_WORD, Role, roles
from reconcile.numbers.tokens import Tokens
from reconcile.scanning import Scan


class Written(StrEnum):
    """How a number is written."""

    DIGITS = "digits"
    WORDS = "words"
    MIXED = "mixed"
    DUAL = "dual"
    """Implied by the dual of a noun: "قتيلان"."""


class Number(NamedTuple):
    """An integer count read from a text.

    `start` and `end` are code points of the original text, which there reads `exact`; `first` and
    `after` are the tokens it took, for the stages that build on it.
    """

    value: int
    start: int
    end: int
    exact: str
    written: Written
    first: int
    after: int
    scale: int
    """The value of the scale word that multiplies all of it, 1 where there is none: "15 ألف"."""


_GRAMMARS: Mapping[str, Callable[[], Grammar]] = MappingProxyType(
    {"ar": arabic_context.grammar, "en": english.grammar}
)


def read_numbers(text: str, language: str = "ar") -> tuple[Number, ...]:
    """Return the integer counts in `text`, in text order, their spans disjoint.

    The dual of a noun for people counts as two, unless a number beside it says so. Years, dates,
    prices, shares, ranks and names ("اللواء 17") are no counts. A phrase that can't be read whole is
    not read at all. Any string is accepted; time is linear in its length, and the memory beside the
    answer does not grow with it.

    Raises:
        UnknownLanguage: the numbers of the language can't be read.
    """
    return tuple(iterate_numbers(text, language))


def iterate_numbers(text: str, language: str = "ar") -> Iterator[Number]:
    """Yield the numbers of `read_numbers` one by one; `first` and `after` count within a passage."""
    lexicon.require(language, lexicon.LANGUAGES)
    grammar = _GRAMMARS[language]()
    for passage in passages(text, _scan(language)):
        tokens = passage.tokens()
        stated = numbers_of(passage.block, tokens, language, passage.offset)
        yield from _with_duals(grammar, passage.block, tokens, stated, passage.offset)


def _with_duals(
    grammar: Grammar,
    folded: Folded,
    tokens: Tokens,
    stated: tuple[Number, ...],
    offset: int,
) -> Sequence[Number]:
    """Add the twos that a dual implies: not beside a number, which counts for it."""
    if grammar.twos.isdisjoint(tokens.texts):
        return stated
    beside = {number.after for number in stated}
    beside |= {number.first - 1 for number in stated if number.value == 2}  # noqa: PLR2004 - "شخصان اثنان"
    duals = [
        _number(grammar, folded, tokens, Phrase(2, at, at + 1), at + 1, offset)
        for at, word in enumerate(tokens.texts)
        if word in grammar.twos and at not in beside
    ]
    return sorted((*stated, *duals), key=lambda number: number.first)


def numbers_of(
    folded: Folded, tokens: Tokens, language: str = "ar", offset: int = 0
) -> tuple[Number, ...]:
    """Return the integer counts among the tokens of a folded text that begins at `offset`."""
    grammar = _GRAMMARS[language]()
    told = [*map(_role(language), tokens.texts), NO_WORD]  # the last stands before the first too
    numbers = []
    read_to = 0
    for at, role in enumerate(told):
        if not role.opens or at < read_to:
            continue
        phrase = _phrase(grammar, folded, tokens, told, at)
        if phrase is None:
            continue
        counts, read_to = True, phrase.after
        if phrase.definite or _may_not_count(tokens, told, at, phrase.after):
            counts, read_to = grammar.counts(tokens, phrase)
        if counts and phrase.value is not None:
            read_to = _past_restatement(grammar, tokens, phrase)
            numbers.append(_number(grammar, folded, tokens, phrase, read_to, offset))
    return tuple(numbers)


def _phrase(
    grammar: Grammar, folded: Folded, tokens: Tokens, told: Sequence[Role], at: int
) -> Phrase | None:
    role = told[at]
    if role.twins and _is_marked(folded, tokens, at, role.twins):
        return Phrase(None, at, at + 1)
    if told[at + 1].continues or role.needs_noun or tokens.touches(at):
        return grammar.read_at(tokens, at)
    alone = role.alone  # most numbers are one word
    return alone and Phrase(
        alone.value, at, at + 1, alone.in_digits, alone.in_words, alone.definite, alone.scale
    )


def _may_not_count(tokens: Tokens, told: Sequence[Role], first: int, after: int) -> bool:
    """Tell whether anything at or beside the tokens of a number can mean that it does not count."""
    return (
        told[first - 1].tells_before
        or told[after].tells_after
        or told[first].can_be_year
        or tokens.touches(first)
        or (told[after].is_word and tokens.touches(after))  # "5km"
    )


def _is_marked(folded: Folded, tokens: Tokens, at: int, twins: Sequence[str]) -> bool:
    start, end = folded.span(tokens.start(at), tokens.end(at))
    written = folded.original[start:end]
    if len(written) == len(tokens.texts[at]):  # nothing was dropped
        return False
    return any(is_told_apart(written, word) for word in twins)


@cache
def _role(language: str) -> Callable[[str], Role]:
    return roles(_GRAMMARS[language]())


@cache
def _scan(language: str) -> Scan:
    return Scan(_GRAMMARS[language]().signs, digits=True)


def _number(
    grammar: Grammar,
    folded: Folded,
    tokens: Tokens,
    phrase: Phrase,
    after: int,
    offset: int,
) -> Number:
    assert phrase.value is not None  # noqa: S101 - the caller passes counts only
    opening = tokens.start(phrase.first) + grammar.stem_start(tokens, phrase.first)
    start, end = folded.span(opening, tokens.end(after - 1))
    return Number(
        phrase.value,
        start + offset,
        end + offset,
        folded.original[start:end],
        _WRITTEN[phrase.in_digits, phrase.in_words],
        phrase.first,
        after,
        phrase.scale,
    )


_WRITTEN = MappingProxyType(
    {
        (True, True): Written.MIXED,
        (True, False): Written.DIGITS,
        (False, True): Written.WORDS,
        (False, False): Written.DUAL,
    }
)


def _past_restatement(grammar: Grammar, tokens: Tokens, phrase: Phrase) -> int:
    """Pass over "(4)" after "أربعة": the same number said twice."""
    at = phrase.after
    if tokens.text(at) == "(" and at + 1 < len(tokens):
        again = grammar.read_at(tokens, at + 1)
        if again and again.value == phrase.value and tokens.text(again.after) == ")":
            return again.after + 1
    return at
