"""The grammar of English numbers: tokens in, values out.

number    := term ([,] [and] term)*   each term below the scale of the one before
term      := group [part] scale [part] | group | share [of] [a] scale
group     := (unit | a) hundred [[and] small] | small | digits | (number | a) set | hundred
small     := tens unit | tens | teen | unit
part      := "and" share | "point" unit+ | "1/2" | "½"
share     := [a] fraction | unit fractions
Hyphens may stand between any two words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from reconcile import lexicon
from reconcile.numbers.digits import after_point, before_scale, part_of_one, part_signs, whole
from reconcile.numbers.phrase import Phrase, Term, countable
from reconcile.numbers.tokens import Tokens

_HUNDRED = 100
HYPHENS = ("-", "‐", "‑", "–")


@dataclass(frozen=True, slots=True)
class _Words:
    and_: frozenset[str]
    one: frozenset[str]
    hundred: frozenset[str]
    point: frozenset[str]
    vague: frozenset[str]
    units: Mapping[str, int]
    teens: Mapping[str, int]
    tens: Mapping[str, int]
    sets: Mapping[str, int]
    scales: Mapping[str, int]
    fractions: Mapping[str, int]
    many_fractions: Mapping[str, int]
    alone: frozenset[str]
    """What is one of it without a number: "hundred people"."""
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
        frozenset(words.point),
        frozenset(words.vague),
        by_form(words.units),
        by_form(words.teens),
        by_form(words.tens),
        by_form(words.sets),
        by_form(words.scales),
        by_form(words.fractions),
        by_form(words.many_fractions),
        frozenset((*words.hundred, *(forms[0] for forms in words.scales.values()))),
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
        if self.word(at) in HYPHENS and at and at + 1 < len(self.tokens):
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
        is_apart = following.in_digits and following.scale == 1
        if is_apart and following.value >= 1000:  # noqa: PLR2004 - "two million and 1,500" is two
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


def is_vague(tokens: Tokens, at: int) -> bool:
    """Tell the hundred of "several hundred", and what is left of a number that can not be read."""
    words = _words()
    if at == 0 or tokens.texts[at] not in words.alone:
        return False
    before = tokens.texts[at - 1]
    is_part = before in HYPHENS or before[:1].isdigit() or part_of_one(before) is not None
    return is_part or before in words.vague or before in words.ranks_and_shares


def _past_and(cursor: _Cursor, at: int) -> int:
    at = cursor.joined(at)
    at += cursor.word(at) == ","
    return cursor.joined(at + 1) if cursor.word(at) in cursor.words.and_ else at


def _term(cursor: _Cursor, at: int) -> Term | None:
    if fraction := _fraction(cursor, at):
        return fraction
    group = _group(cursor, at)
    if group is None:
        return None
    value, after, in_digits = group
    if part := _part(cursor, after):
        value, after = value + part[0], part[1]
    place = cursor.joined(after)
    set_ = cursor.words.sets.get(cursor.word(place))
    if set_ and value < _HUNDRED:
        return Term(value * set_, place + 1, 1, in_digits, in_words=True)
    scale = cursor.words.scales.get(cursor.word(place))
    if scale is None:
        thousand = in_digits and _is_thousand(cursor.tokens, after)  # "12k"
        value, after = (1000 * value, after + 1) if thousand else (value, after)
        return Term(value, after, 1, in_digits, in_words=not in_digits)
    half = _and_share(cursor, place + 1)
    if half and not _is_multiplied(cursor, half[1]):  # "a million and a half"
        return Term((value + half[0]) * scale, half[1], 1, in_digits, in_words=True)
    return Term(value * scale, place + 1, scale, in_digits, in_words=True)


def _is_thousand(tokens: Tokens, at: int) -> bool:
    """Tell the k of "12k displaced" from that of "K-9" and "the 5k", which is a race."""
    if tokens.text(at) != "k" or not tokens.touches(at) or tokens.text(at - 2) in _BEFORE_RACES:
        return False
    behind = tokens.text(at + 1)
    return not ((behind.isalnum() or behind in HYPHENS) and tokens.touches(at + 1))


def _multiplied(cursor: _Cursor, at: int) -> int | None:
    """Return the value of the scale or set at `at`, past a hyphen."""
    word = cursor.word(cursor.joined(at))
    return cursor.words.scales.get(word) or cursor.words.sets.get(word)


def _is_multiplied(cursor: _Cursor, at: int) -> bool:
    """Tell the half of "and half a million", "and half of them", no half of the scale before it."""
    word = cursor.word(at)
    return word == "of" or word in cursor.words.one or _multiplied(cursor, at) is not None


def _part(cursor: _Cursor, at: int) -> tuple[Fraction, int] | None:
    """Read what stands between a number and its scale: "and a half", "point five", "1/2", "½"."""
    part = _and_share(cursor, at) or _decimals(cursor, at)
    if part:
        return part if _multiplied(cursor, part[1]) else None
    sign = part_of_one(cursor.word(at))
    return (sign, at + 1) if sign else None


def _and_share(cursor: _Cursor, at: int) -> tuple[Fraction, int] | None:
    place = cursor.joined(at)
    return _share(cursor, cursor.joined(place + 1)) if cursor.word(place) in cursor.words.and_ else None


def _share(cursor: _Cursor, at: int) -> tuple[Fraction, int] | None:
    """Read "a half", "three quarters": how much, and the token after it."""
    words = cursor.words
    start = cursor.joined(at + 1) if cursor.word(at) in words.one else at
    if divisor := words.fractions.get(cursor.word(start)):
        return Fraction(1, divisor), start + 1
    place = cursor.joined(at + 1)
    several, divisor = words.units.get(cursor.word(at)), words.many_fractions.get(cursor.word(place))
    return (Fraction(several, divisor), place + 1) if several and divisor else None


def _decimals(cursor: _Cursor, at: int) -> tuple[Fraction, int] | None:
    """Read "point two five": how much, and the token after it."""
    if cursor.word(at) not in cursor.words.point:
        return None
    digits, after = "", at + 1
    while (unit := cursor.words.units.get(cursor.word(after))) is not None:
        digits, after = digits + str(unit), after + 1
    value = after_point(digits or cursor.word(after))
    return None if value is None else (value, after + (not digits))


def _fraction(cursor: _Cursor, at: int) -> Term | None:
    """Read "half a million", "three quarters of a million", "half a dozen"."""
    share = _share(cursor, at)
    if share is None:
        return None
    part, place = share
    is_of, named = cursor.word(place) == "of", cursor.word(place - 1)
    if not is_of and named in cursor.words.ranks_and_shares:
        return None  # "the third million"
    place = cursor.joined(place + is_of)
    place = cursor.joined(place + 1) if cursor.word(place) in cursor.words.one else place
    whole_ = cursor.words.scales.get(cursor.word(place)) or cursor.words.sets.get(cursor.word(place))
    return Term(whole_ * part, place + 1, 1, in_digits=False, in_words=True) if whole_ else None


def _group(cursor: _Cursor, at: int) -> tuple[int | Fraction, int, bool] | None:
    words = cursor.words
    if cursor.tokens.is_digits(at):
        return _digits(cursor, at)
    if cursor.word(at) in words.one:
        named = cursor.word(at + 1)
        if named in words.scales or named in words.sets:
            return 1, at + 1, False
        return _hundreds(cursor, 1, at + 1) if named in words.hundred else None
    if cursor.word(at) in words.alone:  # "hundred people"
        return _hundreds(cursor, 1, at) if cursor.word(at) in words.hundred else (1, at, False)
    small = _small(cursor, at)
    if small and cursor.word(cursor.joined(small[1])) in words.hundred:
        return _hundreds(cursor, small[0], cursor.joined(small[1]))
    return (small[0], small[1], False) if small else None


def _hundreds(cursor: _Cursor, hundreds: int, at: int) -> tuple[int | Fraction, int, bool]:
    """Read on from the word "hundred" at `at`."""
    value, after = _HUNDRED * hundreds, at + 1
    place = cursor.joined(after)
    place = cursor.joined(place + 1) if cursor.word(place) in cursor.words.and_ else place
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
    if following in cursor.words.scales or _is_thousand(cursor.tokens, at + 1):
        value = before_scale(literal)
        return None if value is None else (value, at + 1, True)
    count = whole(literal)
    if count is None:
        return None
    if following in cursor.words.hundred:
        return count * _HUNDRED, cursor.joined(at + 1) + 1, True
    return count, at + 1, True


_BEFORE_RACES = frozenset({"the", "a"})


@cache
def continues() -> frozenset[str]:
    """Return what a number can go on with, apart from digits."""
    words = _words()
    return openings().union(
        words.and_,
        words.hundred,
        words.point,
        words.sets,
        words.scales,
        words.many_fractions,
        words.ranks_and_shares,
        HYPHENS,
        part_signs(),
        (",", "of", "k"),
    )


def vague_before() -> frozenset[str]:
    """Return the words before a number of which it may be a vague multiple, or a part left over."""
    return _words().vague | _words().ranks_and_shares


@cache
def openings() -> frozenset[str]:
    """Return every word that can open a number."""
    words = _words()
    tables = (words.units, words.teens, words.tens, words.fractions)
    return words.one.union(words.alone, *tables)
