"""Text to numbers: every integer count of a text, in order, with its span in the original."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from reconcile import lexicon
from reconcile.folding import Folded, fold_word
from reconcile.numbers import arabic_context, english
from reconcile.numbers.digits import can_be_year
from reconcile.numbers.marks import is_told_apart
from reconcile.numbers.passages import passages
from reconcile.numbers.phrase import Grammar, Phrase
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
    openings = grammar.openings
    opened = [at for at, word in enumerate(tokens.texts) if word in openings or word[0].isdecimal()]
    numbers = []
    read_to = 0
    for at in opened:
        phrase = _phrase(grammar, folded, tokens, at) if at >= read_to else None
        if phrase is None:
            continue
        counts, read_to = True, phrase.after
        if _may_not_count(grammar, tokens, phrase):
            counts, read_to = grammar.counts(tokens, phrase)
        if counts and phrase.value is not None:
            read_to = _past_restatement(grammar, tokens, phrase)
            numbers.append(_number(grammar, folded, tokens, phrase, read_to, offset))
    return tuple(numbers)


def _phrase(grammar: Grammar, folded: Folded, tokens: Tokens, at: int) -> Phrase | None:
    word, after = tokens.texts[at], tokens.text(at + 1)
    if word in _told_apart() and _is_marked(folded, tokens, at):
        return Phrase(None, at, at + 1)
    if (
        after in grammar.continues
        or after[:1].isdigit()
        or word in grammar.needs_noun
        or tokens.touches(at)
    ):
        return grammar.read_at(tokens, at)
    alone = _alone(grammar, word)  # most numbers are one word
    return alone and Phrase(
        alone.value, at, at + 1, alone.in_digits, alone.in_words, alone.definite, alone.scale
    )


@lru_cache(maxsize=1 << 12)
def _alone(grammar: Grammar, word: str) -> Phrase | None:
    return grammar.read_at(Tokens(word), 0)


def _may_not_count(grammar: Grammar, tokens: Tokens, phrase: Phrase) -> bool:
    first = phrase.first
    before, after = tokens.text(first - 1), tokens.text(phrase.after)
    return (
        before in grammar.tells_before
        or after in grammar.tells_after
        or phrase.definite
        or before[:1].isdigit()
        or can_be_year(tokens.texts[first])
        or tokens.touches(first)
        or (tokens.touches(phrase.after) and after[:1].isalpha())  # "5km"
    )


@cache
def _told_apart() -> Mapping[str, tuple[str, ...]]:
    """Words that vowel marks tell apart from a number, by their folded form."""
    words: dict[str, tuple[str, ...]] = {}
    for word in lexicon.arabic_numbers().names.told_apart_by_marks:
        folded = fold_word(word)
        words[folded] = (*words.get(folded, ()), word)
    return MappingProxyType(words)


def _is_marked(folded: Folded, tokens: Tokens, at: int) -> bool:
    start, end = folded.span(tokens.start(at), tokens.end(at))
    written = folded.original[start:end]
    if len(written) == len(tokens.texts[at]):  # nothing was dropped
        return False
    return any(is_told_apart(written, word) for word in _told_apart()[tokens.texts[at]])


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
