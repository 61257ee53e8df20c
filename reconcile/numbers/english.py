"""English numbers: their grammar, and whether they count.

number    := term ([,] [and] term)*   each term below the scale of the one before
term      := group scale | group | fraction [of] [a] scale
group     := (unit | a) hundred [[and] small] | small | digits | (number | a) set
small     := tens [-] unit | tens | teen | unit
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from reconcile import lexicon
from reconcile.numbers.digits import before_scale, whole
from reconcile.numbers.phrase import Grammar, Phrase, Term, countable
from reconcile.numbers.tokens import Tokens

_HUNDRED = 100
_FOUR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class _Words:
    and_: frozenset[str]
    one: frozenset[str]
    hundred: frozenset[str]
    units: Mapping[str, int]
    teens: Mapping[str, int]
    tens: Mapping[str, int]
    sets: Mapping[str, int]
    scales: Mapping[str, int]
    fractions: Mapping[str, int]
    ranks_and_shares: frozenset[str]


@cache
def _words() -> _Words:
    words = lexicon.english_numbers()

    def by_form(values: Mapping[int, Sequence[str]]) -> dict[str, int]:
        return {form: value for value, forms in values.items() for form in forms}

    return _Words(
        frozenset(words.and_),
        frozenset(words.one),
        frozenset(words.hundred),
        by_form(words.units),
        by_form(words.teens),
        by_form(words.tens),
        by_form(words.sets),
        by_form(words.scales),
        by_form(words.fractions),
        frozenset((*words.names.ordinals, *words.names.parts)),
    )


class _Cursor:
    """The tokens of a text, asked what stands where."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.words = _words()

    def word(self, at: int) -> str:
        return self.tokens.text(at)

    def joined(self, at: int) -> int:
        """Return the place after a hyphen at `at` that touches both its neighbours, else `at`."""
        if self.word(at) in ("-", "‐", "–") and at + 1 < len(self.tokens):
            both = self.tokens.touches(at) and self.tokens.touches(at + 1)
            if both and self.tokens.is_word(at + 1):
                return at + 1
        return at


def read_at(tokens: Tokens, at: int) -> Phrase | None:
    """Return the phrase that begins with the token at `at`, read as far as it goes, or None."""
    cursor = _Cursor(tokens)
    term = _term(cursor, at)
    if term is None:
        if not tokens.is_digits(at):
            return None
        return Phrase(None, at, at + 1 + (cursor.word(at + 1) in cursor.words.scales))
    total, in_digits, in_words = term.value, term.in_digits, term.in_words
    while term.scale > 1:
        following = _term(cursor, _past_and(cursor, term.after))
        if following is None or following.value >= term.scale or following.scale >= term.scale:
            break
        if following.in_digits and following.value >= 1000:  # noqa: PLR2004 - "two million and 1,500" is two
            break
        if cursor.word(term.after) == "," and (following.in_digits or following.value < _HUNDRED):
            break  # "four thousand, twelve of them children"
        term = following
        total += term.value
        in_digits, in_words = in_digits or term.in_digits, in_words or term.in_words
    after = cursor.joined(term.after)
    if cursor.word(after) in cursor.words.ranks_and_shares:  # "twenty-third", "two thirds"
        return Phrase(None, at, after + 1)
    return Phrase(countable(total), at, term.after, in_digits, in_words)


def _past_and(cursor: _Cursor, at: int) -> int:
    at += cursor.word(at) == ","
    return at + (cursor.word(at) in cursor.words.and_)


def _term(cursor: _Cursor, at: int) -> Term | None:
    fraction = _fraction(cursor, at)
    if fraction:
        return fraction
    group = _group(cursor, at)
    if group is None:
        return None
    value, after, in_digits = group
    if _is_and_a_half(cursor, after):
        value, after = value + Fraction(1, 2), after + 3
    set_ = cursor.words.sets.get(cursor.word(after))
    if set_ and value < _HUNDRED:
        return Term(value * set_, after + 1, 1, in_digits, in_words=True)
    scale = cursor.words.scales.get(cursor.word(cursor.joined(after)))
    if scale:
        following = cursor.joined(after) + 1
        return Term(value * scale, following, scale, in_digits, in_words=True)
    return Term(value, after, 1, in_digits, in_words=not in_digits)


def _is_and_a_half(cursor: _Cursor, at: int) -> bool:
    """Tell "and a half" before a scale word: "one and a half million"."""
    words = cursor.words
    said = cursor.word(at) in words.and_ and cursor.word(at + 1) in words.one
    return said and words.fractions.get(cursor.word(at + 2)) == 2 and cursor.word(at + 3) in words.scales  # noqa: PLR2004 - a half


def _fraction(cursor: _Cursor, at: int) -> Term | None:
    """Read "half a million", "a quarter of a million", "half a dozen"."""
    words = cursor.words
    start = at + (cursor.word(at) in words.one)
    part = words.fractions.get(cursor.word(start))
    if part is None:
        return None
    place = cursor.joined(start + 1)
    place += cursor.word(place) == "of"
    place += cursor.word(place) in words.one
    whole_ = words.scales.get(cursor.word(place)) or words.sets.get(cursor.word(place))
    if whole_ is None:
        return None
    return Term(Fraction(whole_, part), place + 1, 1, in_digits=False, in_words=True)


def _group(cursor: _Cursor, at: int) -> tuple[int | Fraction, int, bool] | None:
    words = cursor.words
    if cursor.tokens.is_digits(at):
        return _digits(cursor, at)
    if cursor.word(at) in words.one:
        named = cursor.word(at + 1)
        if named in words.scales or named in words.sets:
            return 1, at + 1, False
        return _hundreds(cursor, 1, at + 1) if named in words.hundred else None
    small = _small(cursor, at)
    if small and cursor.word(cursor.joined(small[1])) in words.hundred:
        return _hundreds(cursor, small[0], cursor.joined(small[1]))
    return (small[0], small[1], False) if small else None


def _hundreds(cursor: _Cursor, hundreds: int, at: int) -> tuple[int | Fraction, int, bool]:
    """Read on from the word "hundred" at `at`."""
    value, after = _HUNDRED * hundreds, at + 1
    place = after + (cursor.word(after) in cursor.words.and_)
    small = _small(cursor, place)
    if small and cursor.word(cursor.joined(small[1])) in cursor.words.hundred:
        small = None  # "between one hundred and two hundred"
    if small and hundreds < _HUNDRED:
        value, after = value + small[0], small[1]
    return value, after, False


def _small(cursor: _Cursor, at: int) -> tuple[int, int] | None:
    words, word = cursor.words, cursor.word(at)
    tens = words.tens.get(word)
    if tens:
        place = cursor.joined(at + 1)
        unit = words.units.get(cursor.word(place))
        return (tens + unit, place + 1) if unit else (tens, at + 1)
    for table in (words.teens, words.units):
        if word in table:
            return table[word], at + 1
    return None


def _digits(cursor: _Cursor, at: int) -> tuple[int | Fraction, int, bool] | None:
    literal = cursor.word(at)
    following = cursor.word(cursor.joined(at + 1))
    if following in cursor.words.scales:
        value = before_scale(literal)
        return None if value is None else (value, at + 1, True)
    count = whole(literal)
    if count is None:
        return None
    if following in cursor.words.hundred:
        return count * _HUNDRED, cursor.joined(at + 1) + 1, True
    return count, at + 1, True


def counts(tokens: Tokens, phrase: Phrase) -> tuple[bool, int]:
    """Return whether `phrase` counts, and the token after it and the "per cent" that belongs to it."""
    names = lexicon.english_numbers().names
    following = " ".join(tokens.texts[phrase.after : phrase.after + 2])
    for form in names.percent:
        if following == form or following.startswith(f"{form} ") or following[:1] == form:
            return False, phrase.after + len(form.split())
    cursor = _Cursor(tokens)
    before, after = cursor.word(phrase.first - 1), cursor.word(phrase.after)
    if _opens_a_word(cursor, phrase):
        return False, phrase.after + 1
    name = (
        before in names.share_signs
        or after in names.currencies
        or after in names.times
        or (after == "-" and cursor.word(phrase.after + 1) in names.ages)
        or (phrase.value == 1 and before in names.negations)
        or (not phrase.in_words and before.removesuffix(".") in names.named_by_number)
        or _is_part_of_a_word(cursor, phrase.first)
        or _is_dated(cursor, phrase)
    )
    return not name, phrase.after


def _opens_a_word(cursor: _Cursor, phrase: Phrase) -> bool:
    """Tell "21st", "5km" and "3k": digits with letters right behind them."""
    tokens, last = cursor.tokens, phrase.after - 1
    if not tokens.is_digits(last):
        return False
    return tokens.is_word(phrase.after) and tokens.touches(phrase.after)


def _is_part_of_a_word(cursor: _Cursor, first: int) -> bool:
    """Tell the 19 of "Covid-19" and the 52 of "B52"."""
    tokens = cursor.tokens
    if not tokens.is_digits(first) or first == 0 or not tokens.touches(first):
        return False
    if tokens.is_word(first - 1):
        return True
    dash = tokens.texts[first - 1] == "-" and tokens.touches(first - 1)
    return dash and tokens.is_word(first - 2)


def _is_dated(cursor: _Cursor, phrase: Phrase) -> bool:
    """Tell "17 April", "April 17", "April 17, 2019" and "in 2019"."""
    names = lexicon.english_numbers().names
    before, after = cursor.word(phrase.first - 1), cursor.word(phrase.after)
    if phrase.in_words:
        return False
    if before in names.months or (after in names.months and after != "may"):
        return True
    literal = cursor.word(phrase.first)
    is_year = len(literal) == _FOUR_DIGITS and literal[:2] in ("19", "20")
    if not is_year:
        return False
    after_date = before == "," and cursor.word(phrase.first - 3) in names.months
    return before in names.before_year or after_date


@cache
def _continuations() -> frozenset[str]:
    words = _words()
    return openings().union(
        words.and_, words.hundred, words.sets, words.scales, words.ranks_and_shares, "-‐–,"
    )


def _goes_on(_: str, following: str) -> bool:
    return following in _continuations()


@cache
def openings() -> frozenset[str]:
    """Return every word that can open a number."""
    words = _words()
    tables = (words.units, words.teens, words.tens, words.fractions)
    return words.one.union(*tables)


@cache
def grammar() -> Grammar:
    """Return the grammar of English."""
    return Grammar(
        openings(), read_at, counts, lambda _tokens, _at: 0, frozenset(), openings(), _goes_on
    )
