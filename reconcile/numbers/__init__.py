"""Text to integers: the number-extraction module."""

from reconcile.numbers.reading import Number, Written, read_numbers

__all__ = ["Number", "Written", "read_numbers"]
