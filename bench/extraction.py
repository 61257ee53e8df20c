"""Extraction against its floor: folding and splitting the same text, and PyArabic's number tagging."""

from pyarabic import araby, number

from bench.news import news
from bench.timing import report, seconds
from reconcile import extract
from reconcile.folding import fold
from reconcile.numbers.tokens import Tokens

_SENTENCES = 2_000


def main() -> None:
    """Print the ratios."""
    text = news(_SENTENCES)
    taken = seconds(lambda: extract(text))
    rate = f"{len(text.encode()) / 1e6 / taken:.2f} MB/s here"
    floor = seconds(lambda: Tokens(fold(text).text))
    tagging = seconds(lambda: [number.detect_numbers(araby.tokenize(s)) for s in text.split(".")])
    report("extraction", taken, "folding and splitting", floor, rate)
    report("extraction", taken, "PyArabic's number tagging", tagging)
