"""Numbers to quantities: hedges, ranges, and words in place of numbers."""

from dataclasses import dataclass

from reconcile.extraction.sentences import Sentence
from reconcile.extraction.vocabulary import Vocabulary
from reconcile.lexicon.language import VagueTerm
from reconcile.model import Count, Qualifier
from reconcile.numbers.reading import Number

_OF = "من"  # "العشرات من القتلى"


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many, and the tokens that say it: `first` up to `after`, hedges left out.

    `start` is the offset in the original text, which can lie inside the first token ("بثلاثة").
    """

    count: Count
    first: int
    after: int
    start: int


def quantities(sentence: Sentence, words: Vocabulary) -> tuple[Quantity, ...]:
    """Return the quantities of a sentence, in order."""
    found = _counted(sentence, words) + _vague(sentence, words)
    return tuple(sorted(found, key=lambda quantity: quantity.first))


def _counted(sentence: Sentence, words: Vocabulary) -> list[Quantity]:
    numbers = sentence.numbers
    rise = words.rise.first(sentence.tokens)
    found = []
    index = 0
    while index < len(numbers):
        number = numbers[index]
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        if following and _is_range(sentence, words, number, following, rise):
            count = _range(number, following)
            found.append(Quantity(count, number.first, following.after, number.start))
            index += 2
            continue
        count = _hedged(number.value, _hedge(sentence, words, number))
        found.append(Quantity(count, number.first, number.after, number.start))
        index += 1
    return found


def _is_range(sentence: Sentence, words: Vocabulary, low: Number, high: Number, rise: int) -> bool:
    """Tell "10 إلى 15" from what rose "من 10 إلى 15"; `rise` is where a word of rising first stands."""
    if low.value >= high.value or rise < low.first:
        return False
    parting = sentence.tokens.texts[low.after : high.first]
    if len(parting) == 1 and parting[0] in words.to:
        return True
    joined = parting == ["و"] or (not parting and sentence.tokens.texts[high.first].startswith("و"))
    return joined and bool(words.between.at(sentence.tokens, low.first - 1))


def _range(low: Number, high: Number) -> Count:
    """Return the bounds of a range; "بين 10 و15 ألف" shares the scale."""
    shared = high.scale if low.scale == 1 and low.value * high.scale < high.value else 1
    return Count(low=low.value * shared, high=high.value, qualifier=Qualifier.RANGE)


def _hedge(sentence: Sentence, words: Vocabulary, number: Number) -> Qualifier:
    longest_hedge, furthest_hedge = 4, 2
    for at in range(number.first - longest_hedge, number.first):
        before = words.hedges_before.at(sentence.tokens, at)
        if before and before.after == number.first:
            return before.meaning
    for at in range(number.after, number.after + furthest_hedge + 1):
        if sentence.is_mark(at):
            break
        after = words.hedges_after.at(sentence.tokens, at)
        if after:
            return after.meaning
    return Qualifier.EXACT


def _hedged(value: int, qualifier: Qualifier) -> Count:
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


def _vague(sentence: Sentence, words: Vocabulary) -> list[Quantity]:
    found = []
    tokens = sentence.tokens
    taken = {at for number in sentence.numbers for at in range(number.first, number.after)}
    at = 0
    while at < len(tokens):
        phrase = None if at in taken else words.vague.at(tokens, at)
        if phrase is None:
            at += 1
            continue
        multiple = words.vague.at(tokens, phrase.after)
        count, after = phrase.meaning.count(), phrase.after
        if multiple and multiple.prefix in ("", "ال"):
            count, after = _multiplied(phrase.meaning, multiple.meaning), multiple.after
        after += after < len(tokens) and tokens.texts[after] == _OF
        start = tokens.start(at) + len(phrase.prefix.removesuffix("ال"))
        found.append(Quantity(count, at, after, sentence.folded.span(start, start + 1)[0]))
        at = after
    return found


def _multiplied(times: VagueTerm, unit: VagueTerm) -> Count:
    """Return "tens of thousands": the first word's bounds, each a thousand wide."""
    size = unit.low // 2  # "thousands" are two thousand at least
    high = None if times.high is None else times.high * size + size - 1
    term = f"{times.term}_of_{unit.term}"
    return Count(low=times.low * size, high=high, qualifier=Qualifier.VAGUE, term=term)
