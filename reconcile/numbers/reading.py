"""Text to numbers: every integer count of a text, in order, with its span in the original."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from reconcile import lexicon
from reconcile.folding import Folded, fold, fold_word
from reconcile.numbers import arabic, particles
from reconcile.numbers.tokens import Kind, Token, tokenize, touch


class Written(StrEnum):
    """How a number is written."""

    DIGITS = "digits"
    WORDS = "words"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Number:
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


def read_numbers(text: str, language: str = "ar") -> tuple[Number, ...]:
    """Return the integer counts in `text`, in text order, their spans disjoint.

    Years, dates, shares and names ("اللواء 17") are no counts. A phrase that can't be read whole is
    not read at all.

    Raises:
        UnknownLanguage: the language has no lexicon.
    """
    lexicon.language(language)
    folded = fold(text)
    return numbers_of(folded, tokenize(folded))


def numbers_of(folded: Folded, tokens: Sequence[Token]) -> tuple[Number, ...]:
    """Return the integer counts among the tokens of a folded text."""
    numbers = []
    at = 0
    while at < len(tokens):
        reading = None if tokens[at].kind is Kind.MARK else arabic.read_at(tokens, at)
        if reading is None:
            at += 1
            continue
        after = _past_restatement(tokens, reading)
        share = _share_after(tokens, after)
        if not share and not _is_name(tokens, reading, after):
            numbers.append(_number(folded, tokens, reading, after))
        at = after + share
    return tuple(numbers)


def _number(folded: Folded, tokens: Sequence[Token], reading: arabic.Reading, after: int) -> Number:
    start, end = folded.span(_stem_start(tokens[reading.first]), tokens[after - 1].end)
    if reading.in_digits and reading.in_words:
        written = Written.MIXED
    else:
        written = Written.DIGITS if reading.in_digits else Written.WORDS
    exact = folded.original[start:end]
    return Number(reading.value, start, end, exact, written, reading.first, after)


def _stem_start(token: Token) -> int:
    """Leave out the joined particles, keep the article: "ب" of "بثلاثة" is no part of the number."""
    if token.kind is Kind.DIGITS:
        return token.start
    return token.start + len(arabic.particles_of(token.text).removesuffix("ال"))


def _past_restatement(tokens: Sequence[Token], reading: arabic.Reading) -> int:
    """Pass over "(4)" after "أربعة": the same number said twice."""
    at = reading.after
    if at + 2 < len(tokens) and tokens[at].text == "(" and tokens[at + 2].text == ")":
        again = arabic.read_at(tokens, at + 1)
        if again and again.value == reading.value and again.after == at + 2:
            return at + 3
    return at


@dataclass(frozen=True, slots=True)
class _Names:
    days: frozenset[str]
    named_by_number: frozenset[str]
    months: frozenset[str]
    percent: tuple[tuple[str, ...], ...]


@cache
def _names() -> _Names:
    names = lexicon.language("ar").numbers.names
    return _Names(
        frozenset(map(fold_word, names.definite_days)),
        frozenset(map(fold_word, names.named_by_number)),
        frozenset(map(fold_word, names.months)),
        tuple(tuple(fold_word(form).split()) for form in names.percent),
    )


def _is_name(tokens: Sequence[Token], reading: arabic.Reading, after: int) -> bool:
    names = _names()
    first = tokens[reading.first]
    if reading.definite and first.text.rpartition("ال")[2] in names.days:
        return True
    if _precedes(tokens, reading.first, names.named_by_number) and (
        reading.definite or not reading.in_words
    ):
        return True
    return after < len(tokens) and tokens[after].text in names.months


def _share_after(tokens: Sequence[Token], after: int) -> int:
    """Return how many tokens of "في المئة" follow, so that its hundred is not read as a number."""
    following = tuple(token.text for token in tokens[after : after + 2])
    return max((len(f) for f in _names().percent if following[: len(f)] == f), default=0)


def _precedes(tokens: Sequence[Token], at: int, words: frozenset[str]) -> bool:
    before = at - 1
    if (
        before >= 0
        and touch(tokens[before], tokens[at])
        and particles.are_particles(tokens[before].text)
    ):
        before -= 1
    return before >= 0 and particles.split(tokens[before].text, words) is not None
