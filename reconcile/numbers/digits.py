"""Digit literals: what "1,234", "1.234", "1,5" and "007" say."""

import re
from fractions import Fraction

from reconcile.model import LARGEST_COUNT

_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,،٬'’ \u00a0])[0-9]{3})(?:\1[0-9]{3})*")
_DECIMAL = re.compile(r"([0-9]+)[.,،٫]([0-9]{1,3})")
_LONGEST = len(str(LARGEST_COUNT))


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
