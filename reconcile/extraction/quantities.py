"""Numbers to quantities: hedges, ranges, and words in place of numbers."""

from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from reconcile.extraction.forms import Form
from reconcile.extraction.sentences import Sentence
from reconcile.lexicon.language import Sign, VagueTerm
from reconcile.model import Count, Qualifier
from reconcile.numbers import particles
from reconcile.numbers.reading import Number, Written

_SPELLED_SCALES = (1_000_000_000, 1_000_000, 1_000, 100)
_LONGEST_HEDGE = 4
_FURTHEST_HEDGE = 2
_OF_WHOM = 3
"""How many words who they are may take between a number and the hedge behind it."""
_FURTHEST_RANGE = 3
"""How many words may stand between "بين" and the first number of its range."""


class Quantity(NamedTuple):
    """How many, and the tokens that say it: `first` up to `after`, hedges left out.

    `start` is the offset in the original text, which can lie inside the first token ("بثلاثة").
    `opens`: the token that its hedge begins with, or `first`. `definite`: it carries the article.
    """

    count: Count  # type: ignore[assignment]  # nobody asks a tuple's own count
    first: int
    after: int
    start: int
    opens: int
    definite: bool = False
    joined: bool = False
    """A particle is written onto it: the و of "وثلاثة"."""

    @property
    def is_vague(self) -> bool:
        """Whether words stand in place of a number."""
        return self.count.qualifier is Qualifier.VAGUE


def quantities(sentence: Sentence) -> tuple[Quantity, ...]:
    """Return the quantities of a sentence, in order."""
    found = _counted(sentence) + _vague(sentence)
    return tuple(sorted(found, key=attrgetter("first")))


def _counted(sentence: Sentence) -> list[Quantity]:
    numbers = sentence.numbers
    found = []
    index = 0
    while index < len(numbers):
        number = numbers[index]
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        opens = _hedge_opens(sentence, number.first)
        if following and _is_range(sentence, number, following):
            count, after = _range(sentence, number, following), following.after
            between = sentence.ending(Sign.RANGE_OPENS, opens)
            opens = between.first if between else opens
            index += 1
        else:
            qualifier = _hedge(sentence, number.first, number.after)
            count, after = hedged(number.value, qualifier), number.after
        index += 1
        definite = _is_definite(sentence, number)
        joined = sentence.start(number.first) < number.start
        found.append(Quantity(count, number.first, after, number.start, opens, definite, joined=joined))
    return found


def _is_definite(sentence: Sentence, number: Number) -> bool:
    word = sentence.word(number.first)
    joined = sentence.tokens.touches(number.first) and sentence.word(number.first - 1).endswith("ال")
    return joined or (word.startswith("ال") and len(word) > len("الف")) or word.startswith("وال")


def _is_range(sentence: Sentence, low: Number, high: Number) -> bool:
    """Tell "10 إلى 15" from what rose "من 10 إلى 15"."""
    if low.value >= high.value:
        return False
    joint = sentence.sign(Sign.RANGE_TO, low.after)
    joined = sentence.sign(Sign.AND, low.after) is not None
    reaches = joint is not None and joint.after in (high.first, _hedge_opens(sentence, high.first))
    if reaches and not joined:
        from_before = sentence.sign(Sign.FROM, low.first - 1) is not None
        if not sentence.heads_first:  # "rose by four to 31"
            from_before = from_before or sentence.ending(Sign.ADDED_BY, low.first) is not None
        return not (from_before and sentence.has(Sign.RISE, 0, low.first))
    joined = joined and low.after + 1 == high.first
    joined = joined or (low.after == high.first and sentence.word(high.first).startswith("و"))
    return joined and any(
        low.first - _FURTHEST_RANGE <= at < low.first and sentence.sign(Sign.FROM, at) is None
        for at in sentence.places(Sign.RANGE_OPENS)
    )


def _range(sentence: Sentence, low: Number, high: Number) -> Count:
    """Return the bounds of a range; "10 إلى 15 ألف" shares the scale, "42 إلى أكثر من 60" has no top."""
    if _hedge(sentence, high.first, high.after) is Qualifier.MORE_THAN:
        return Count(low=low.value, high=None, qualifier=Qualifier.RANGE)
    scale = high.scale if sentence.heads_first else max(high.scale, _spelled_scale(low, high))
    shared = scale if low.scale == 1 and low.value * scale < high.value else 1
    return Count(low=low.value * shared, high=high.value, qualifier=Qualifier.RANGE)


def _spelled_scale(low: Number, high: Number) -> int:
    """Return the scale of "between two and three hundred", 1 where they share none."""
    if {low.written, high.written} != {Written.WORDS}:
        return 1
    whole = (scale for scale in _SPELLED_SCALES if high.value % scale == 0)
    return next((scale for scale in whole if low.value < high.value // scale), 1)


def _hedge_opens(sentence: Sentence, first: int) -> int:
    """Return where the hedge before the token `first` begins, or the particle joined to it, or it."""
    # The ال of "الـ16" is a token of its own.
    first -= sentence.tokens.touches(first) and _is_particle(sentence.word(first - 1))
    hedges = sentence.marked.hedges_before
    for at in range(first - _LONGEST_HEDGE, first) if hedges else ():
        if at in hedges and hedges[at].after == first:
            return first if _hedges_number_before(sentence, at) else at
    return first


def _hedges_number_before(sentence: Sentence, hedge: int) -> bool:
    """Tell the hedge of "إلى 36 على الأقل من 13", which stands behind its own number."""
    after = hedge in sentence.marked.hedges_after
    return after and any(number.after == hedge for number in sentence.numbers)


def _is_particle(word: str) -> bool:
    """Tell the ال of "الـ16" from the verb of "قتل16", where only the space is missing."""
    return (word.isascii() and word.isalpha()) or particles.are_particles(word)


def _hedge(sentence: Sentence, first: int, after: int) -> Qualifier:
    hedge = sentence.marked.hedges_before.get(_hedge_opens(sentence, first))
    if hedge and hedge.after in (first, first - 1):
        return hedge.meaning
    hedges_after = sentence.marked.hedges_after
    for at in range(after, after + _hedge_reach(sentence, after) + 1) if hedges_after else ():
        found = hedges_after.get(at)
        hedges_next = any(found and number.first == found.after for number in sentence.numbers)
        if hedges_next and not (sentence.heads_first and at == after):
            break  # "killed 4 and hurt at least 20", but not "قتل 10 على الأقل 3 منهم"
        if found and (at == after or not sentence.is_mark(at)):  # "50+", not "3 dead + 5 hurt"
            return found.meaning
        if sentence.is_mark(at) or (at > after + _FURTHEST_HEDGE and at in sentence.marked.casualties):
            break
    return Qualifier.EXACT


def _hedge_reach(sentence: Sentence, after: int) -> int:
    """Return how many words behind a number may hedge it: more in "27 مقاتلا من الطرفين على الأقل"."""
    of = sentence.heads_first and (sentence.sign(Sign.OF, after) or sentence.sign(Sign.OF, after + 1))
    return _FURTHEST_HEDGE + _OF_WHOM if of else _FURTHEST_HEDGE


@lru_cache(maxsize=1024)
def hedged(value: int, qualifier: Qualifier) -> Count:
    """Return the bounds that a hedged number states (model: interval semantics)."""
    if value == 0:
        return Count(low=0, high=0, qualifier=Qualifier.ZERO)
    low: int | None
    high: int | None
    match qualifier:
        case Qualifier.AT_LEAST:
            low, high = value, None
        case Qualifier.MORE_THAN:
            low, high = value + 1, None
        case Qualifier.AT_MOST:
            low, high = 0, value
        case Qualifier.LESS_THAN:
            low, high = 0, value - 1
        case _:
            low, high = value, value
    return Count(low=low, high=high, qualifier=qualifier)


def _vague(sentence: Sentence) -> list[Quantity]:
    found: list[Quantity] = []
    if not sentence.marked.vague:
        return found
    taken = {at for number in sentence.numbers for at in range(number.first, number.after)}
    read_to = 0
    for at, phrase in sorted(sentence.marked.vague.items()):
        if at < read_to or at in taken:
            continue
        told = sentence.marked.casualties.get(phrase.after)
        said = sentence.sign(Sign.WAS, phrase.after) or (told and told.meaning.form is Form.VERB)
        if sentence.sign(Sign.TOTAL, at) and said:
            continue  # "عدد من قضوا": the number of those who died
        if phrase.after in taken and phrase.prefix == "ب":
            continue  # "أكثر بكثير من 50"
        if any(hedge.first <= at < hedge.after for hedge in sentence.marked.hedges_before.values()):
            continue  # "as many as 120"
        asked = sentence.ending(Sign.UNKNOWN, phrase.after)
        if asked and asked.first < at:  # "how many"
            continue
        multiple = sentence.marked.vague.get(phrase.after)
        count, after = phrase.meaning.count(), phrase.after
        if multiple and multiple.prefix in ("", "ال") and multiple.meaning.low > phrase.meaning.low:
            count, after = _multiplied(phrase.meaning, multiple.meaning), multiple.after
        place = sentence.start(at, len(phrase.prefix.removesuffix("ال")))
        opens = _hedge_opens(sentence, at)
        joined = bool(phrase.prefix.removesuffix("ال"))
        found.append(Quantity(count, at, after, place, opens, phrase.definite, joined=joined))
        read_to = after
    return found


def _multiplied(times: VagueTerm, unit: VagueTerm) -> Count:
    """Return "tens of thousands": the first word's bounds, each a thousand wide."""
    size = unit.low // 2  # "thousands" are two thousand at least
    high = None if times.high is None else times.high * size + size - 1
    term = f"{times.term}_of_{unit.term}"
    return Count(low=times.low * size, high=high, qualifier=Qualifier.VAGUE, term=term)
