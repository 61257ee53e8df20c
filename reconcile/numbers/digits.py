"""Digit literals: what "1,234", "1.234", "1,5" and "007" say."""

import re
from fractions import Fraction
from types import MappingProxyType

from reconcile.fields import LARGEST_COUNT
from reconcile.numbers.tokens import Tokens

_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,،٬'’ \u00a0])[0-9]{3})(?:\1[0-9]{3})*")
_DECIMAL = re.compile(r"([0-9]+)[.,،٫]([0-9]{1,3})")
_PART = re.compile(r"([1-9])/([2-9])")
_SIGNS = MappingProxyType(
    {
        "½": Fraction(1, 2),
        "⅓": Fraction(1, 3),
        "⅔": Fraction(2, 3),
        "¼": Fraction(1, 4),
        "¾": Fraction(3, 4),
    }
)
_LONGEST = len(str(LARGEST_COUNT))
_YEAR_DIGITS = 4
_CENTURIES = ("19", "20")


def whole(literal: str) -> int | None:
    """Return the whole number that a folded literal writes, or None.

    "1,234" and "1.234" are grouped thousands; malformed grouping ("1,23,4"), a decimal, and what is
    beyond 10^15 are no count.
    """
    if _GROUPED.fullmatch(literal):
        literal = "".join(c for c in literal if c.isdigit())
    if not (literal.isascii() and literal.isdigit()) or len(literal.lstrip("0")) > _LONGEST:
        return None
    value = int(literal)
    return value if value <= LARGEST_COUNT else None


def before_scale(literal: str) -> int | Fraction | None:
    """Return what a literal writes before a scale word, where "1,5" is one and a half, or None."""
    decimal = _DECIMAL.fullmatch(literal)
    if decimal and len(literal) <= _LONGEST:
        units, tenths = decimal.groups()
        return int(units) + Fraction(int(tenths), 10 ** len(tenths))
    return whole(literal)


def part_of_one(sign: str) -> Fraction | None:
    """Return what "½" and "1/2" say after a whole number, or None."""
    part = _PART.fullmatch(sign)
    if part is None:
        return _SIGNS.get(sign)
    above, below = map(int, part.groups())
    return Fraction(above, below) if above < below else None


def part_signs() -> frozenset[str]:
    """Return the signs that are a part of one by themselves: "½"."""
    return frozenset(_SIGNS)


def can_be_year(word: str) -> bool:
    """Tell whether a word is written as a year is: "2019"."""
    return len(word) == _YEAR_DIGITS and word.isdigit() and word.startswith(_CENTURIES)


def heads_figure(tokens: Tokens, at: int) -> bool:
    """Tell the year of "Deaths 2024: 12", where the figure stands behind it."""
    return can_be_year(tokens.text(at)) and tokens.text(at + 1) == ":" and tokens.is_digits(at + 2)


def after_point(digits: str) -> Fraction | None:
    """Return what a few digits say after a decimal point, where "25" is a quarter, or None."""
    is_plain = digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST
    return Fraction(int(digits), 10 ** len(digits)) if is_plain else None
