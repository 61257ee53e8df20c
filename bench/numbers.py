"""Reading numbers against PyArabic's tagging, and against the floor: folding and one scan."""

import tracemalloc

import ahocorasick
from pyarabic import araby, number

from bench.news import news
from bench.timing import report, seconds
from reconcile.folding import fold
from reconcile.numbers import iterate_numbers
from reconcile.numbers.arabic_words import vocabulary_words

_SENTENCES = 20_000


def _scan() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word in (*vocabulary_words(), *"0123456789"):
        automaton.add_word(word, word)
    automaton.make_automaton()
    return automaton


def _drain(text: str) -> int:
    return sum(1 for _ in iterate_numbers(text))


def _peak(text: str) -> int:
    tracemalloc.start()
    _drain(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def main() -> None:
    """Print the ratios."""
    text = news(_SENTENCES)
    megabytes = len(text.encode()) / 1e6
    automaton = _scan()
    taken = seconds(lambda: _drain(text))
    floor = seconds(lambda: sum(1 for _ in automaton.iter(fold(text).text)))
    part = news(_SENTENCES // 20)
    tagging = 20 * seconds(lambda: [number.detect_numbers(araby.tokenize(s)) for s in part.split(".")])
    report("reading numbers", taken, "folding and one scan", floor, f"{megabytes / taken:.1f} MB/s here")
    print(f"reading numbers: {tagging / taken:.1f} times the throughput of PyArabic's detect_numbers")
    growth = _peak(news(10 * _SENTENCES // 4)) / _peak(news(_SENTENCES // 4))
    print(f"memory beside the text, at 10 times the text: {growth:.2f} times")
