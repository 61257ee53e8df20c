"""The grammar of Arabic numbers: tokens in, values out.

number    := term (و term)* [scale] [less]  each term below the scale of the one before
term      := group scale | scale | part scale, with "ونصف" and the like after a scale
group     := hundreds [و small] | small | digits, with a decimal or a part where a scale follows
small     := unit teen | unit و tens | tens | unit | teen in one word
part      := "ربع" | "ثلاثة أرباع" | "ثلثا"
less      := إلا (part | term)
A phrase is read whole or not at all; neighbours that form no number of this shape are not summed.
"""

from fractions import Fraction

from reconcile.fields import LARGEST_COUNT
from reconcile.numbers import particles
from reconcile.numbers.arabic_names import names
from reconcile.numbers.arabic_words import (
    AND,
    NOTHING,
    Parts,
    followers,
    joined_forms,
    no_noun,
    of_words,
    particles_of,
    parts_of,
    stems,
)
from reconcile.numbers.digits import after_point, before_scale, part_of_one, whole
from reconcile.numbers.phrase import Phrase, Term, countable
from reconcile.numbers.tokens import Tokens

_BEYOND = LARGEST_COUNT + 1  # further than this no phrase is followed, however long it is
_HUNDRED = 100
_UNITS_OF_HUNDREDS = range(3, 10)
_TO = ("ل", "ب")
"""What leads to a figure, written onto it: "وصل لميتين"."""
_VERB_ENDING = "وا"  # "نزحوا"


class _Cursor:
    """The tokens of a text, asked what number part stands where."""

    __slots__ = ("_stems", "tokens", "word")

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.word = tokens.text
        self._stems = stems()

    def parts_at(self, at: int, *, joined: bool = False) -> Parts:
        """Return all that the word at `at`, without particles but ال, can be; `joined`: with a و."""
        word = self.word(at)
        return self._stems.get(word[len(AND) :] if joined else word, NOTHING)

    def goes_on(self, at: int) -> bool:
        """Tell whether a number can go on with the token at `at`: most end before it."""
        word = self.word(at)
        return word in followers() or word[:1].isdecimal()

    def after_and(self, at: int) -> tuple[int, bool] | None:
        """Return where the term joined by و at `at` begins and whether the و is written onto it."""
        word = self.word(at)
        if not word.startswith(AND):
            return None
        if word == AND:
            return at + 1, False
        return (at, True) if word[len(AND) :] in self._stems else None

    def is_of(self, at: int) -> bool:
        """Tell the "من" of "لم ينج من ألف إلا خمسون", where nothing is taken off the thousand."""
        return at >= 0 and self.word(at) in of_words()

    def part_sign(self, at: int) -> Fraction | None:
        """Return what the "½" or "1/2" at `at` says."""
        return part_of_one(self.tokens.texts[at]) if at < len(self.tokens) else None

    def is_definite(self, at: int) -> bool:
        """Tell whether the word at `at` bears the article."""
        return self.word(at).startswith("ال")

    def is_day(self, at: int, tens: int) -> bool:
        """Tell the Monday of "الاثنين وعشرون" from the 22 of "الاثنين والعشرين"."""
        found = joined_forms().get(self.word(at), ("", ""))
        return particles.is_definite(found[0]) and "ال" not in self.word(tens)[:3]

    def is_noun(self, at: int) -> bool:
        """Tell whether what a number counts can stand at `at`: no number word, particle or verb."""
        word = self.word(at)
        if (
            not word[:1].isalpha()
            or word in no_noun()
            or word.startswith((AND, "ال"))
            or word.endswith(_VERB_ENDING)
        ):
            return False
        return word not in joined_forms()

    def digits(self, at: int) -> str | None:
        """Return the digit literal at `at`."""
        return self.tokens.texts[at] if self.tokens.is_digits(at) else None


def read_at(tokens: Tokens, at: int) -> Phrase | None:
    """Return the phrase that begins with the token at `at`, read as far as it goes, or None."""
    cursor = _Cursor(tokens)
    parts = parts_of(tokens.texts[at])
    if parts.hundreds_or_dead and not _are_hundreds(cursor, at, parts.hundreds_or_dead):
        return None
    if parts.ordinal and (ordinal := _ordinal(cursor, at)):
        return Phrase(None, at, ordinal)
    term = _term(cursor, at, parts, opening=True)
    if term is None:
        if not tokens.is_digits(at):
            return None
        return Phrase(None, at, at + 1 + bool(_scale_after(cursor, at + 1)))
    opening, total, in_digits, in_words = term, term.value, term.in_digits, term.in_words
    while term.scale > 1 and (place := _next_term(cursor, term)):
        following = _term(cursor, place[0], cursor.parts_at(place[0], joined=place[1]))
        if following is None:
            break
        if _multiplies_both(term, following):  # "ألف وخمسمئة مليون"
            total = total * following.scale + following.value
            term = following._replace(scale=1)
            break
        if following.value >= term.scale or following.scale >= term.scale:
            break
        term = following
        total += term.value
        in_digits, in_words = in_digits or term.in_digits, in_words or term.in_words
    definite = particles.is_definite(_particles(tokens, at))
    is_whole = term.scale == 1 or definite or cursor.is_of(at - 1)
    less = None if is_whole else _less(cursor, term)
    if less:
        total, after, in_words = total - less[0], less[1], True
    else:
        total, after = _multiplied(cursor, total, term.after)
    return Phrase(
        countable(total),
        at,
        after,
        in_digits,
        in_words,
        definite=definite,
        scale=opening.scale if opening is term else 1,
    )


def _are_hundreds(cursor: _Cursor, at: int, value: int) -> bool:
    """Tell the hundred of "ميت عيلة" and the 200 of "وصل لميتين" from the dead of "لقاو خمسة ميتين"."""
    counted = cursor.word(at + 1)
    if counted in names().people or counted in names().things or cursor.parts_at(at + 1).scale:
        return True
    before = cursor.word(at - 1)
    said_of = before in names().people or before[:1].isdecimal() or before in joined_forms()
    if value == _HUNDRED or said_of:
        return False
    if at == 0 or cursor.after_and(at + 1):  # "ميتين وخمسين"
        return True
    return particles_of(cursor.word(at))[-1:] in _TO or before in names().leads_to_count


def _next_term(cursor: _Cursor, term: Term) -> tuple[int, bool] | None:
    """Return where the term after `term` begins, and whether a و is written onto it."""
    if cursor.digits(term.after) is None:
        return cursor.after_and(term.after)
    scale = _scale_after(cursor, term.after + 1)
    return (term.after, False) if scale and scale < term.scale else None  # "5 مليون 200 ألف"


def _multiplied(cursor: _Cursor, total: int | Fraction, after: int) -> tuple[int | Fraction, int]:
    """Read on over the scales of "ألف ألف": the product, and the token after it."""
    while scale := _scale_after(cursor, after):
        total, after = min(total * scale, _BEYOND), after + 1
    return total, after


def _less(cursor: _Cursor, term: Term) -> tuple[int | Fraction, int] | None:
    """Read what is taken off a scale, "إلا ربعا", "إلا خمسين": how much, and the token after it."""
    if not cursor.parts_at(term.after).less:
        return None
    if part := _part_of_same(cursor, term.after + 1, term.scale):
        return part
    taken = _term(cursor, term.after + 1, cursor.parts_at(term.after + 1))
    return (taken.value, taken.after) if taken and taken.value < term.scale else None


def is_noun(tokens: Tokens, at: int) -> bool:
    """Tell whether what a number counts can stand at `at`."""
    return _Cursor(tokens).is_noun(at)


def _multiplies_both(thousands: Term, following: Term) -> bool:
    """Tell whether the scale of "خمسمئة مليون" also multiplies the thousands before it."""
    hundreds = following.value / following.scale
    return thousands.scale == 1000 < following.scale and 100 <= hundreds < 1000  # noqa: PLR2004 - hundreds


def _ordinal(cursor: _Cursor, at: int) -> int:
    """Return the token after "السابع عشر" or "الثالث والعشرون", 0 where the ordinal is no compound."""
    if cursor.parts_at(at + 1).teen:
        return at + 2
    place = cursor.after_and(at + 1)
    if place and cursor.parts_at(place[0], joined=place[1]).tens:
        return place[0] + 1
    return 0


def _particles(tokens: Tokens, at: int) -> str:
    if tokens.is_word(at):
        return particles_of(tokens.texts[at])
    before = at - 1
    if tokens.touches(at):
        return tokens.texts[before] if particles.are_particles(tokens.texts[before]) else ""
    return ""


def is_and_eleven(tokens: Tokens, at: int) -> bool:
    """Tell "وأحد عشر", and eleven, whose first word folds to that for one."""
    cursor = _Cursor(tokens)
    bound = cursor.parts_at(at, joined=True).bound_unit
    return bool(bound and cursor.parts_at(at).unit and cursor.parts_at(at + 1).teen)


def _term(cursor: _Cursor, at: int, parts: Parts, *, opening: bool = False) -> Term | None:
    """Read the term at `at`, whose first word can be these `parts`; `opening`: it opens the phrase."""
    literal = cursor.digits(at)
    if literal is not None:
        return _digit_term(cursor, at, literal)
    if two := parts.two_scales:
        return _with_fraction(cursor, 2 * two, at + 1, two)
    if thousands := parts.thousands:
        return _with_fraction(cursor, thousands, at + 1, 1000)
    if share := _share(cursor, at, parts):
        return _part_of(cursor, *share)
    group = _group(cursor, at, parts, opening=opening)
    if group is None:
        return _lone_scale(cursor, at, parts.two_of, parts.scale)
    return _grouped(cursor, *group)


def _share(cursor: _Cursor, at: int, parts: Parts) -> tuple[Fraction, int] | None:
    """Read a part of a scale, "ربع" or "ثلاثة أرباع": how much, and the token after it."""
    if divisor := cursor.parts_at(at + 1).fractions:
        literal = cursor.digits(at)
        several = whole(literal) if literal else parts.unit
        return (Fraction(several, divisor), at + 2) if several else None
    if divisor := parts.fraction:
        return Fraction(1, divisor), at + 1
    divisor = parts.two_fractions
    return (Fraction(2, divisor), at + 1) if divisor else None


def _part_of(cursor: _Cursor, share: Fraction, after: int) -> Term | None:
    """Read the scale of "ربع مليون"; "ربع السكان" is no number."""
    scale = cursor.parts_at(after).scale
    return Term(share * scale, after + 1, scale, in_digits=False, in_words=True) if scale else None


def _grouped(cursor: _Cursor, value: int | Fraction, after: int, in_digits: bool) -> Term:
    """Read on from a number below a scale: "خمسة ونصف مليون", "خمسة آلاف", "خمسة"."""
    if not cursor.goes_on(after):
        return Term(value, after, 1, in_digits, in_words=True)
    if decimals := _decimals(cursor, after):
        value, after = value + decimals[0], decimals[1]
    elif sign := cursor.part_sign(after):
        value, after = value + sign, after + 1
    elif half := _part_of_scale(cursor, after):
        share, scale, end = half
        return Term((value + share) * scale, end, 1, in_digits, in_words=True)
    multiplied = _scale_after(cursor, after)
    if multiplied is None:
        return Term(value, after, 1, in_digits, in_words=True)
    term = _with_fraction(cursor, value * multiplied, after + 1, multiplied)
    return Term(term.value, term.after, multiplied, in_digits, in_words=True)


def _decimals(cursor: _Cursor, at: int) -> tuple[Fraction, int] | None:
    """Read "فاصلة خمسة": what it adds, and the token after it."""
    if not cursor.parts_at(at).point:
        return None
    literal = cursor.digits(at + 1)
    if literal:
        value, after = after_point(literal), at + 2
    else:
        small = _small(cursor, at + 1, cursor.parts_at(at + 1))
        value, after = (after_point(str(small[0])), small[1]) if small else (None, at)
    return None if value is None else (value, after)


def _part_of_scale(cursor: _Cursor, at: int) -> tuple[Fraction, int, int] | None:
    """Read "ونصف مليون" after a plain number: the part, the scale, the token after."""
    place = cursor.after_and(at)
    share = _share(cursor, place[0], cursor.parts_at(place[0], joined=place[1])) if place else None
    scale = cursor.parts_at(share[1]).scale if share else None
    return (share[0], scale, share[1] + 1) if share and scale else None


def _lone_scale(cursor: _Cursor, at: int, two_of: int | None, one: int | None) -> Term | None:
    """Read "ألفا نازح", two thousand, and "ألف", one."""
    if two_of and (cursor.is_noun(at + 1) or cursor.parts_at(at + 1).scale):
        return Term(2 * two_of, at + 1, two_of, in_digits=False, in_words=True)
    return _with_fraction(cursor, one, at + 1, one) if one else None


def _digit_term(cursor: _Cursor, at: int, literal: str) -> Term | None:
    if share := _share(cursor, at, NOTHING):  # "3 أرباع المليون"
        return _part_of(cursor, *share)
    value = before_scale(literal) if _scale_after(cursor, at + 1) else whole(literal)
    if value is None:
        return None
    after = at + 1
    if value in _UNITS_OF_HUNDREDS and _is_hundred(cursor, after):  # "3 مئات"
        value, after = 100 * value, after + 1
    term = _grouped(cursor, value, after, in_digits=True)
    return term._replace(in_words=term.after > at + 1)


def _scale_after(cursor: _Cursor, at: int) -> int | None:
    parts = cursor.parts_at(at)
    return parts.scale or parts.scales


def _with_fraction(cursor: _Cursor, value: int | Fraction, after: int, scale: int) -> Term:
    """Add "ونصف", "وربع المليون" after a scale."""
    place = cursor.after_and(after)
    part = _part_of_same(cursor, place[0], scale, joined=place[1]) if place else None
    if part is None:
        return Term(value, after, scale, in_digits=False, in_words=True)
    return Term(value + part[0], part[1], 1, in_digits=False, in_words=True)


def _part_of_same(
    cursor: _Cursor, at: int, scale: int, *, joined: bool = False
) -> tuple[Fraction, int] | None:
    """Read "نصف", "ربع المليون" beside that scale: the value, the token after; not "نصف السكان"."""
    share = _share(cursor, at, cursor.parts_at(at, joined=joined))
    if share is None:
        return None
    part, end = share
    of = cursor.parts_at(end).scale
    if (of and of != scale) or (not of and cursor.is_definite(end)):
        return None
    return part * scale, end + bool(of)


def _group(cursor: _Cursor, at: int, parts: Parts, *, opening: bool) -> tuple[int, int, bool] | None:
    """Read a number below 1000 in words: value, the token after it, whether digits took part."""
    hundreds = _hundreds(cursor, at, parts)
    if hundreds is None:
        small = _small(cursor, at, parts, opening=opening)
        return None if small is None else (*small, False)
    value, after = hundreds
    place = cursor.after_and(after)
    if place is None:
        return value, after, False
    literal = cursor.digits(place[0])
    tail = whole(literal) if literal else None
    if tail is not None and 0 < tail < 100:  # noqa: PLR2004 - what a hundred can be followed by
        return value + tail, place[0] + 1, True
    small = _small(cursor, place[0], cursor.parts_at(place[0], joined=place[1]))
    return (value, after, False) if small is None else (value + small[0], small[1], False)


def _hundreds(cursor: _Cursor, at: int, parts: Parts) -> tuple[int, int] | None:
    if value := parts.hundred or parts.hundreds or parts.hundreds_or_dead:
        return value, at + 1
    unit = parts.unit
    if unit and unit in _UNITS_OF_HUNDREDS and _is_hundred(cursor, at + 1):
        return 100 * unit, at + 2
    return None


def _is_hundred(cursor: _Cursor, at: int) -> bool:
    parts = cursor.parts_at(at)
    return bool(parts.hundred or parts.hundreds_many or parts.hundreds_or_dead == _HUNDRED)


def _small(cursor: _Cursor, at: int, parts: Parts, *, opening: bool = False) -> tuple[int, int] | None:
    if value := parts.tens or parts.teens:
        return value, at + 1
    free, bound = parts.unit, parts.bound_unit
    unit = bound if free is None else free
    if unit is None:
        return None
    if unit in range(1, 10):
        if cursor.parts_at(at + 1).teen:
            return unit + 10, at + 2
        place = cursor.after_and(at + 1)
        tens = cursor.parts_at(place[0], joined=place[1]).tens if place else None
        if place and tens and not (opening and cursor.is_day(at, place[0])):
            return unit + tens, place[0] + 1
    return None if free is None else (free, at + 1)
