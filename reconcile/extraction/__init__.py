"""Numbers to claims: who says how many, of whom, in which sense.

A cascade of small stages: sentences → quantities → mentions, with the reporting frames beside them →
claims. Each is pure and knows only the ones before it.
"""

from reconcile.extraction.claims import extract
from reconcile.extraction.explanation import explain

__all__ = ["explain", "extract"]
