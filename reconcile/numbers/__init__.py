"""Text to integers: the number-extraction module."""

from reconcile.numbers.reading import Number, Written, iterate_numbers, read_numbers

__all__ = ["Number", "Written", "iterate_numbers", "read_numbers"]
