"""Extraction against its floor: folding and splitting the same text, and PyArabic's number tagging."""

import random

from pyarabic import araby, number

from bench.timing import report, seconds
from reconcile import extract
from reconcile.folding import fold
from reconcile.numbers.tokens import tokenize

_PLAIN = (
    "عقد مجلس البلدية جلسة في مبناه القديم وناقش أعضاؤه خطة لتوسيع الطريق الشرقي.",
    "توقعت الأرصاد هطول أمطار على المرتفعات وانخفاض الحرارة خلال الأيام المقبلة.",
    "افتتح وزير الثقافة معرضا للكتاب شارك فيه ناشرون من عواصم عدة.",
    "قال مدير المصنع إن الإنتاج بلغ 1,200 طن في 2025 بزيادة 7 في المئة.",
)
_COUNTS = (
    "أعلنت وزارة الصحة مقتل {} أشخاص وإصابة {} آخرين في انهيار مبنى.",
    "أفاد الدفاع المدني بسقوط {} جرحى، بينهم طفلان، إثر حريق في السوق.",
)
_SENTENCES = 2_000
_ONE_WITH_A_COUNT_IN = 20


def news() -> str:
    """Return a mix of sentences, one in twenty with a count, drawn by a fixed seed."""
    draw = random.Random(2026)  # noqa: S311 - a mix, not a secret
    lines = []
    for place in range(_SENTENCES):
        counted = place % _ONE_WITH_A_COUNT_IN == 0
        line = draw.choice(_COUNTS if counted else _PLAIN)
        lines.append(line.format(draw.randint(3, 10), draw.randint(3, 10)))
    return "\n".join(lines)


def main() -> None:
    """Print the ratios."""
    text = news()
    sentences = text.split("\n")
    taken = seconds(lambda: extract(text))
    megabytes = len(text.encode()) / 1e6
    rate = f"{megabytes / taken:.2f} MB/s on this machine"
    floor = seconds(lambda: tokenize(fold(text)))
    tagging = seconds(lambda: [number.detect_numbers(araby.tokenize(s)) for s in sentences])
    report("extraction", taken, "folding and splitting", floor, rate)
    report("extraction", taken, "PyArabic's number tagging", tagging)
