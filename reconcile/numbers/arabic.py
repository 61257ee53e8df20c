"""The grammar of Arabic numbers: tokens in, values out.

number    := term (و term)* [scale]  each term below the scale of the one before
term      := group scale | scale | part scale, with "ونصف" and the like after a scale
group     := hundreds [و small] | small | digits
small     := unit teen | unit و tens | tens | unit | teen in one word
A phrase is read whole or not at all; neighbours that form no number of this shape are not summed.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from fractions import Fraction
from functools import cache

from reconcile import lexicon
from reconcile.folding import fold_word
from reconcile.model import LARGEST_COUNT
from reconcile.numbers import particles
from reconcile.numbers.digits import before_scale, whole
from reconcile.numbers.phrase import Phrase, Term, countable
from reconcile.numbers.tokens import Tokens

_AND = "و"
_BEYOND = LARGEST_COUNT + 1  # further than this no phrase is followed, however long it is
_VERB_ENDING = "وا"  # "نزحوا"
_INDEFINITE = "ا"  # the ending of "ثلاثا", "ألفا"


class _Part(Enum):
    UNIT = "unit"
    BOUND_UNIT = "bound unit"
    TEEN = "second word of a teen"
    TEENS = "teen in one word"
    TENS = "tens"
    HUNDRED = "hundred"
    HUNDREDS = "hundreds"
    SCALE = "scale"
    TWO_SCALES = "two scales"
    SCALES = "scales"
    TWO_OF = "two of a scale, before a noun"
    ORDINAL = "ordinal"
    FRACTION = "fraction"


@cache
def _vocabulary() -> Mapping[str, Mapping[_Part, int]]:
    words = lexicon.arabic_numbers()
    table: dict[str, dict[_Part, int]] = {}

    def add(part: _Part, values: Mapping[int, Sequence[str]]) -> None:
        for value, forms in values.items():
            for form in forms:
                table.setdefault(fold_word(form), {})[part] = value

    accusative = {
        value: [*forms, *(form + _INDEFINITE for form in forms if form[-1] not in "ةا")]
        for value, forms in words.units.items()
    }
    add(_Part.UNIT, accusative)
    add(_Part.TEENS, words.teens)
    add(_Part.BOUND_UNIT, words.bound_units)
    add(_Part.TENS, words.tens)
    add(_Part.FRACTION, words.fractions)
    add(_Part.TEEN, {10: words.teen})
    add(_Part.HUNDRED, {100: words.hundred})
    add(_Part.HUNDREDS, {200: words.two_hundred})
    joined = {
        100 * value: [stem + hundred for stem in stems for hundred in words.hundred]
        for value, stems in words.hundred_stems.items()
    }
    add(_Part.HUNDREDS, joined)
    for scale in words.scales:
        add(_Part.SCALE, {scale.value: (*scale.one, *scale.two_of)})
        add(_Part.TWO_SCALES, {scale.value: scale.two})
        add(_Part.SCALES, {scale.value: scale.many})
        add(_Part.TWO_OF, {scale.value: scale.two_of})
    add(_Part.ORDINAL, {0: words.names.ordinals})
    return table


@cache
def _joined() -> Mapping[str, tuple[str, str]]:
    forms = particles.joined(_vocabulary())
    for word in lexicon.arabic_numbers().names.look_alikes:
        forms.pop(fold_word(word), None)
    return forms


@cache
def openings() -> frozenset[str]:
    """Return every word that can open a number, joined particles included."""
    return frozenset(_joined())


@cache
def _before_nouns() -> frozenset[str]:
    forms = (form for scale in lexicon.arabic_numbers().scales for form in scale.two_of)
    return frozenset(particles.joined(map(fold_word, forms)))


def goes_on(word: str, following: str) -> bool:
    """Tell whether the phrase that `word` opens can go on with `following`, or depends on it."""
    return following == _AND or following in _joined() or word in _before_nouns()


def vocabulary_words() -> frozenset[str]:
    """Return every word, folded and without particles, that numbers are made of."""
    return frozenset(_vocabulary())


@cache
def _no_noun() -> frozenset[str]:
    return frozenset(map(fold_word, lexicon.arabic_numbers().names.no_noun))


class _Cursor:
    """The tokens of a text, asked what number part stands where."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.vocabulary = _vocabulary()

    def part(self, at: int, part: _Part, *, joined: bool = False) -> int | None:
        """Return the value of the word at `at`, و taken off if `joined`, if it is a `part`."""
        word = self._word(at)
        return self._stem(word[len(_AND) :] if joined else word).get(part)

    def parts(self, at: int) -> Mapping[_Part, int]:
        """Return all that the word at `at` can be without particles but ال."""
        return self._stem(self._word(at))

    def opening(self, at: int, part: _Part) -> int | None:
        """Return the value of the word at `at` if it is a `part`, whatever particles it carries."""
        found = _joined().get(self._word(at))
        return None if found is None else self.vocabulary[found[1]].get(part)

    def after_and(self, at: int) -> tuple[int, bool] | None:
        """Return where the term joined by و at `at` begins and whether the و is written onto it."""
        word = self._word(at)
        if word == _AND:
            return at + 1, False
        if word.startswith(_AND) and self._stem(word[len(_AND) :]):
            return at, True
        return None

    def _word(self, at: int) -> str:
        return self.tokens.text(at)

    def _stem(self, word: str) -> Mapping[_Part, int]:
        return self.vocabulary.get(word) or self.vocabulary.get(word.removeprefix("ال"), {})

    def is_definite(self, at: int) -> bool:
        """Tell whether the word at `at` bears the article."""
        return self._word(at).startswith("ال")

    def is_day(self, at: int, tens: int) -> bool:
        """Tell the Monday of "الاثنين وعشرون" from the 22 of "الاثنين والعشرين"."""
        found = _joined().get(self._word(at), ("", ""))
        return particles.is_definite(found[0]) and "ال" not in self._word(tens)[:3]

    def is_noun(self, at: int) -> bool:
        """Tell whether what a number counts can stand at `at`: no number word, particle or verb."""
        word = self._word(at)
        if not word[:1].isalpha() or word in _no_noun() or word in _joined():
            return False
        return not (word.startswith(_AND) or word.endswith(_VERB_ENDING))

    def digits(self, at: int) -> str | None:
        """Return the digit literal at `at`."""
        return self.tokens.texts[at] if self.tokens.is_digits(at) else None


def read_at(tokens: Tokens, at: int) -> Phrase | None:
    """Return the phrase that begins with the token at `at`, read as far as it goes, or None."""
    cursor = _Cursor(tokens)
    if tokens.is_word(at):
        ordinal = _ordinal(cursor, at)
        if ordinal:
            return Phrase(None, at, ordinal)
    term = _term(cursor, at, opening=True, joined=False)
    if term is None:
        if not tokens.is_digits(at):
            return None
        return Phrase(None, at, at + 1 + bool(_scale_after(cursor, at + 1)))
    opening, total, in_digits, in_words = term, term.value, term.in_digits, term.in_words
    while term.scale > 1 and (place := cursor.after_and(term.after)):
        following = _term(cursor, place[0], opening=False, joined=place[1])
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
    after = term.after
    while scale := _scale_after(cursor, after):  # "ألف ألف"
        total, after = min(total * scale, _BEYOND), after + 1
    return Phrase(
        countable(total),
        at,
        after,
        in_digits,
        in_words,
        definite=particles.is_definite(_particles(tokens, at)),
        scale=opening.scale if opening is term else 1,
    )


def _multiplies_both(thousands: Term, following: Term) -> bool:
    """Tell whether the scale of "خمسمئة مليون" also multiplies the thousands before it."""
    hundreds = following.value / following.scale
    return thousands.scale == 1000 < following.scale and 100 <= hundreds < 1000  # noqa: PLR2004 - hundreds


def _ordinal(cursor: _Cursor, at: int) -> int:
    """Return the token after "السابع عشر" or "الثالث والعشرون", 0 where no ordinal compound begins."""
    if cursor.opening(at, _Part.ORDINAL) is None:
        return 0
    if cursor.part(at + 1, _Part.TEEN):
        return at + 2
    place = cursor.after_and(at + 1)
    if place and cursor.part(place[0], _Part.TENS, joined=place[1]):
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
    bound = cursor.part(at, _Part.BOUND_UNIT, joined=True)
    return bool(bound and cursor.part(at, _Part.UNIT) and cursor.part(at + 1, _Part.TEEN))


def particles_of(word: str) -> str:
    """Return the particles joined to a number word."""
    found = _joined().get(word)
    return found[0] if found else ""


def _term(cursor: _Cursor, at: int, *, opening: bool, joined: bool) -> Term | None:
    literal = cursor.digits(at)
    if literal is not None:
        return _digit_term(cursor, at, literal)

    def part(kind: _Part) -> int | None:
        return cursor.opening(at, kind) if opening else cursor.part(at, kind, joined=joined)

    if two := part(_Part.TWO_SCALES):
        return _with_fraction(cursor, 2 * two, at + 1, two)
    if (fraction := part(_Part.FRACTION)) and (scale := cursor.part(at + 1, _Part.SCALE)):
        return Term(Fraction(scale, fraction), at + 2, scale, in_digits=False, in_words=True)
    group = _group(cursor, at, opening=opening, joined=joined)
    if group is None:
        return _lone_scale(cursor, at, part(_Part.TWO_OF), part(_Part.SCALE))
    return _grouped(cursor, *group)


def _grouped(cursor: _Cursor, value: int, after: int, in_digits: bool) -> Term:
    """Read on from a number below 1000 in words: "خمسة ونصف مليون", "خمسة آلاف", "خمسة"."""
    if half := _part_of_scale(cursor, after):
        divisor, scale, taken = half
        whole_and_part = value * scale + Fraction(scale, divisor)
        return Term(whole_and_part, after + taken, 1, in_digits, in_words=True)
    multiplied = _scale_after(cursor, after)
    if multiplied is None:
        return Term(value, after, 1, in_digits, in_words=True)
    term = _with_fraction(cursor, value * multiplied, after + 1, multiplied)
    return Term(term.value, term.after, multiplied, in_digits, in_words=True)


def _part_of_scale(cursor: _Cursor, at: int) -> tuple[int, int, int] | None:
    """Read "ونصف مليون" after a plain number: the divisor, the scale, the tokens taken."""
    place = cursor.after_and(at)
    part = cursor.part(place[0], _Part.FRACTION, joined=place[1]) if place else None
    if place is None or part is None:
        return None
    scale = cursor.part(place[0] + 1, _Part.SCALE)
    return (part, scale, place[0] + 2 - at) if scale else None


def _lone_scale(cursor: _Cursor, at: int, two_of: int | None, one: int | None) -> Term | None:
    """Read "ألفا نازح", two thousand, and "ألف", one."""
    if two_of and (cursor.is_noun(at + 1) or cursor.part(at + 1, _Part.SCALE)):
        return Term(2 * two_of, at + 1, two_of, in_digits=False, in_words=True)
    return _with_fraction(cursor, one, at + 1, one) if one else None


def _digit_term(cursor: _Cursor, at: int, literal: str) -> Term | None:
    scale = _scale_after(cursor, at + 1)
    half = None if scale else _part_of_scale(cursor, at + 1)
    value = whole(literal) if scale is None else before_scale(literal)
    if value is None:
        return None
    if half:
        divisor, multiplied, taken = half
        whole_and_part = value * multiplied + Fraction(multiplied, divisor)
        return Term(whole_and_part, at + 1 + taken, 1, in_digits=True, in_words=True)
    if scale is None:
        return Term(value, at + 1, 1, in_digits=True, in_words=False)
    term = _with_fraction(cursor, value * scale, at + 2, scale)
    return Term(term.value, term.after, scale, in_digits=True, in_words=True)


def _scale_after(cursor: _Cursor, at: int) -> int | None:
    parts = cursor.parts(at)
    return parts.get(_Part.SCALE) or parts.get(_Part.SCALES)


def _with_fraction(cursor: _Cursor, value: int | Fraction, after: int, scale: int) -> Term:
    """Add "ونصف", "وربع المليون" after a scale."""
    place = cursor.after_and(after)
    if place:
        fraction = cursor.part(place[0], _Part.FRACTION, joined=place[1])
        if fraction:
            end = place[0] + 1
            of = cursor.part(end, _Part.SCALE)
            if (of and of != scale) or (not of and cursor.is_definite(end)):
                return Term(value, after, scale, in_digits=False, in_words=True)  # "ونصف السكان"
            end += bool(of)
            return Term(value + Fraction(scale, fraction), end, 1, in_digits=False, in_words=True)
    return Term(value, after, scale, in_digits=False, in_words=True)


def _group(cursor: _Cursor, at: int, *, opening: bool, joined: bool) -> tuple[int, int, bool] | None:
    """Read a number below 1000 in words: value, the token after it, whether digits took part."""
    hundreds = _hundreds(cursor, at, opening=opening, joined=joined)
    if hundreds is None:
        small = _small(cursor, at, opening=opening, joined=joined)
        return None if small is None else (*small, False)
    value, after = hundreds
    place = cursor.after_and(after)
    if place is None:
        return value, after, False
    literal = cursor.digits(place[0])
    tail = whole(literal) if literal else None
    if tail is not None and 0 < tail < 100:  # noqa: PLR2004 - what a hundred can be followed by
        return value + tail, place[0] + 1, True
    small = _small(cursor, place[0], opening=False, joined=place[1])
    return (value, after, False) if small is None else (value + small[0], small[1], False)


def _hundreds(cursor: _Cursor, at: int, *, opening: bool, joined: bool) -> tuple[int, int] | None:
    def part(kind: _Part) -> int | None:
        return cursor.opening(at, kind) if opening else cursor.part(at, kind, joined=joined)

    for kind in (_Part.HUNDRED, _Part.HUNDREDS):
        if value := part(kind):
            return value, at + 1
    unit = part(_Part.UNIT)
    if unit and unit in range(3, 10) and cursor.part(at + 1, _Part.HUNDRED):
        return 100 * unit, at + 2
    return None


def _small(cursor: _Cursor, at: int, *, opening: bool, joined: bool) -> tuple[int, int] | None:
    def part(kind: _Part) -> int | None:
        return cursor.opening(at, kind) if opening else cursor.part(at, kind, joined=joined)

    for kind in (_Part.TENS, _Part.TEENS):
        if value := part(kind):
            return value, at + 1
    free, bound = part(_Part.UNIT), part(_Part.BOUND_UNIT)
    unit = bound if free is None else free
    if unit is None:
        return None
    if unit in range(1, 10):
        if cursor.part(at + 1, _Part.TEEN):
            return unit + 10, at + 2
        place = cursor.after_and(at + 1)
        tens = cursor.part(place[0], _Part.TENS, joined=place[1]) if place else None
        if place and tens and not (opening and cursor.is_day(at, place[0])):
            return unit + tens, place[0] + 1
    return None if free is None else (free, at + 1)
