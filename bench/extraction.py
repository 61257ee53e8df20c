"""Extraction against its floor, folding and one scan, and against PyArabic's number tagging."""

from pyarabic import araby, number

from bench.news import news, plain_news
from bench.timing import report, seconds
from reconcile import extract
from reconcile.extraction.vocabulary import vocabulary
from reconcile.folding import fold

_SENTENCES = 20_000


def main() -> None:
    """Print the ratios."""
    text = news(_SENTENCES)
    scan = vocabulary("ar").scan
    taken = seconds(lambda: extract(text, language="ar"))
    rate = f"{len(text.encode()) / 1e6 / taken:.1f} MB/s here"
    floor = seconds(lambda: sum(1 for _ in scan.places(fold(text).text)))
    part = news(_SENTENCES // 20)
    tagging = 20 * seconds(lambda: [number.detect_numbers(araby.tokenize(s)) for s in part.split(".")])
    report("extraction", taken, "folding and one scan", floor, rate)
    print(f"extraction: {tagging / taken:.2f} times the throughput of PyArabic's number tagging")
    plain = plain_news(_SENTENCES)
    floor = seconds(lambda: sum(1 for _ in scan.places(fold(plain).text)))
    taken = seconds(lambda: extract(plain, language="ar"))
    report("extraction of text without casualty words", taken, "folding and one scan", floor)
