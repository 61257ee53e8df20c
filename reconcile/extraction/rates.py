"""What tells how often, not how many."""

from reconcile.extraction.quantities import Quantity
from reconcile.extraction.reading import Reading
from reconcile.lexicon.language import Sign

_RATE_REACH = 7
"""How many words a number may stand before how often so many are: "2 people are killed every day"."""
_ONE_REACH = 3
"""How many words behind somebody it may be told how often."""


def is_rate(reading: Reading, quantity: Quantity) -> bool:
    """Tell "37 لكل مئة ألف", "three in ten of the dead" and what befalls so many every year."""
    sentence = reading.sentence
    if sentence.sign(Sign.RATES, quantity.after) or _is_yearly(reading, quantity):
        return True
    pair = (quantity.after, quantity.opens - 1)  # the "in" of "three in ten", of either number
    shares = (at for at in pair if sentence.sign(Sign.RATE_JOINS, at) and at - 1 in reading.counted)
    return any(at + 1 in reading.counted and sentence.sign(Sign.OF, at + 2) for at in shares)


def _is_yearly(reading: Reading, quantity: Quantity) -> bool:
    """Tell "8 million people every year" and "Every year, 8 million people"."""
    sentence, after = reading.sentence, quantity.after
    if Sign.YEARLY not in sentence.marked.signs:
        return False
    end = sentence.first_mark(after, after + _RATE_REACH)
    opens = sentence.sign(Sign.YEARLY, 0)  # not in "كل ساعة تتغير الحصيلة، وقد بلغت 120"
    turns = sentence.heads_first and sentence.first_mark(0, quantity.opens) is not None
    return (opens is not None and not turns) or sentence.has(
        Sign.YEARLY, after, end or after + _RATE_REACH
    )


def is_rate_of_one(reading: Reading, first: int, after: int) -> bool:
    """Tell "لكل أسرة شهيد", "رجلا من كل أربعة" and "واحد من كل أربعة مصاب", of what no number counts."""
    sentence = reading.sentence
    before = sentence.has(Sign.EVERY, first - 2, first)
    behind = (at for at in sentence.places(Sign.EVERY) if after <= at < after + _ONE_REACH)
    often = (reading.counted.get(at + 1) for at in behind)  # "طفلا يموت كل عشر دقائق"
    if any(span and sentence.sign(Sign.SPANS, span.after) for span in often):
        return True
    if sentence.sign(Sign.YEARLY, after):  # "جريح كل ساعة"
        return True
    rate = sentence.sign(Sign.OUT_OF, after)
    behind_one = rate is not None and rate.after in reading.counted
    return before or behind_one or _is_of_so_many(reading, first)


def _is_of_so_many(reading: Reading, first: int) -> bool:
    """Tell the last word of "واحد من كل أربعة أطفال مصاب"."""
    sentence = reading.sentence
    if reading.casualty(first) is None:
        return False
    for at, rate in sentence.places(Sign.RATES).items():
        near = first - _RATE_REACH <= at and rate.after < first
        if near and rate.after in reading.counted and not _turns(reading, rate.after, first):
            return True
    return False


def _turns(reading: Reading, begin: int, first: int) -> bool:
    """Tell "5 لكل ألف وقتل شرطي", where "and" or a mark leads on to somebody else."""
    joined = any(reading.opens_with_and(at) for at in range(begin + 1, first + 1))
    return joined or reading.sentence.first_mark(begin, first) is not None
