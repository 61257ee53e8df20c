"""Hasila's domain: text to claims, claims to one honest range. Pure functions over frozen values."""

from reconcile.estimation import reconcile
from reconcile.extraction import explain, extract
from reconcile.lexicon import UnknownLanguage
from reconcile.numbers import Number, read_numbers

__all__ = [
    "Number",
    "UnknownLanguage",
    "explain",
    "extract",
    "read_numbers",
    "reconcile",
]
