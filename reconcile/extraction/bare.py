"""What nouns without a number have in common: how many they say, when they say none."""

from collections.abc import Iterator

from reconcile.extraction.adverbials import verb_across
from reconcile.extraction.clauses import (
    are_children,
    is_age_of_one,
    is_aged,
    is_of_children,
    is_of_families,
    past_age,
    turns,
)
from reconcile.extraction.forms import CasualtyWord, Form
from reconcile.extraction.governing import is_negated
from reconcile.extraction.phrases import Found
from reconcile.extraction.quantities import Quantity
from reconcile.extraction.reading import GOVERNORS, LONGEST_PHRASE, SAID, Mention, Reading
from reconcile.extraction.scopes import scope_of
from reconcile.extraction.sentences import COMMAS, Sentence
from reconcile.lexicon.language import Sign
from reconcile.model import Category, Count, Qualifier, Unit

ONE = Count(low=1, high=1, qualifier=Qualifier.EXACT)
TWO = Count(low=2, high=2, qualifier=Qualifier.EXACT)
_LONGEST_THING = 4
"""How many words what somebody is the driver of may take: "the yellow school bus"."""
_SAID_REACH = 8
"""How many words what is said of a person may stand after it."""
_LONGEST_BRACKET = 5
"""How many tokens the age of somebody may take in brackets."""
_HYPHENATED = 2
"""How many tokens a word takes that a hyphen joins: it, and its hyphen."""
BARE_PLURAL_LOW = {Form.PLURAL: 2, Form.COUNTED_PLURAL: 2, Form.EVENT_PLURAL: 1}
"""Literal lower bounds of uncounted plurals: wounded people are two at least, injuries one."""


_BARE_COUNTS = {Form.SINGULAR: ONE, Form.DUAL: TWO} | {
    form: Count(low=low, high=None, qualifier=Qualifier.VAGUE, term="some")
    for form, low in BARE_PLURAL_LOW.items()
}
SOME = _BARE_COUNTS[Form.PLURAL]


def bare_count(form: Form) -> Count | None:
    """Return the count that a noun without a number states, or None."""
    return _BARE_COUNTS.get(form)


def bare_mention(
    reading: Reading,
    found: Found[CasualtyWord] | Found[Form] | Found[Sign],
    category: Category,
    count: Count,
    why: str,
    *,
    part: bool = False,
) -> Mention:
    """Return the mention that a noun or word without a number makes, its particles left out."""
    sentence = reading.sentence
    start = sentence.start(found.first, len(found.prefix))
    after = reading.emphasis.get(found.after, found.after)
    if count in (ONE, TWO):
        count = _hedged_behind(reading, found.after, count)
    if sentence.sign(Sign.FAMILIES, found.first):  # "مقتل عائلتين"
        count = count.model_copy(update={"unit": Unit.FAMILIES})
    scope = scope_of(reading, reading.determined(found.first), after, part=part)
    return Mention(category, count, scope, found.first, after, start, why)


def _hedged_behind(reading: Reading, after: int, count: Count) -> Count:
    """Return the count of "قتيل واحد على الأقل" and "شخص على الأقل", hedged behind the noun."""
    said = reading.emphasised.get(after)
    hedge = reading.sentence.marked.hedges_after.get(after)
    if said or hedge is None or hedge.meaning is not Qualifier.AT_LEAST:
        return said or count
    return Count(low=count.low, high=None, qualifier=Qualifier.AT_LEAST)


def is_of_unread_number(reading: Reading, at: int) -> bool:
    """Tell the noun of "1,23,4 شخصا", whose number is none that can be read: it is not one person."""
    return reading.sentence.tokens.is_digits(at - 1) and at - 1 not in reading.counted


def more_than_one(reading: Reading, at: int) -> Count | None:
    """Read "أكثر من شخص", which is two at least."""
    hedges = reading.sentence.marked.hedges_before.values()
    more = any(hedge.after == at and hedge.meaning is Qualifier.MORE_THAN for hedge in hedges)
    return SOME if more else None


def verb_before(reading: Reading, at: int) -> Found[CasualtyWord] | None:
    """Return the event or verb that ends right before a token, or the verb before its adverbials."""
    if reading.sentence.heads_first and reading.sentence.sign(Sign.INDEFINITE, at - 1):
        at -= 1  # "مقتل أول جندي"
    if not reading.tells_before(at):
        across = verb_across(reading, at)
        return across if across and across.first not in reading.spent else None
    words = (reading.casualty(at - length, GOVERNORS) for length in range(1, LONGEST_PHRASE + 1))
    free = (word for word in words if word and word.after == at and word.first not in reading.spent)
    return next(free, None)


def is_asked(sentence: Sentence, at: int) -> bool:
    """Tell "كم جريحا سقط", which counts nobody; but not the wounded of "على بعد 5 كم جرحى"."""
    asks = sentence.ending(Sign.ASKS, at)
    return asks is not None and all(number.after != asks.first for number in sentence.numbers)


def verb_after(reading: Reading, first: int, reach: int = _SAID_REACH) -> Found[CasualtyWord] | None:
    """Return the casualty verb that is said of the person before the token `first`."""
    if not reading.tells_from(first):
        return None
    sentence, commas, coordinated, passed = reading.sentence, 0, False, 0
    for at in _told_behind(reading, first, reach):
        if at < passed:
            continue
        counted = reading.counted.get(at)
        also = counted and reading.joins(counted.opens)  # "a mother and her 2 children died"
        coordinated = coordinated or bool(also)
        is_comma = sentence.word(at) in COMMAS
        commas += is_comma
        bracketed = is_comma and commas == 1
        passed_over = counted and (reading.counts_thing(counted) or is_of_children(reading, counted))
        another = counted and not (also or passed_over or _is_of_one(reading, counted))
        if sentence.sign(Sign.THAT, at) or _opens_other(sentence, at):
            return None  # "وأعلن العميد أن جنديا قتل"
        listed = sentence.sign(Sign.AND, at) and _is_of_a_thing(sentence, first, at)
        if listed and at + 1 in reading.counted:
            continue
        if turns(reading, at) or another or (sentence.ends_phrase(at) and not bracketed):
            return None
        passed = max(passed, _past_attempt(sentence, at))
        word = reading.casualty(at)
        if word:
            said = word.meaning.form in SAID and word.prefix == "" and not word.definite
            if said and is_negated(reading, word):  # "a passenger was not hurt", "was not hurt but died"
                continue
            return word if said and (coordinated or at not in reading.spent) else None
    return None


def _told_behind(reading: Reading, first: int, reach: int) -> Iterator[int]:
    """Yield the tokens behind a person that can tell of them: none of a name or an age in commas."""
    at, end = _past_apposition(reading, first), first + reach
    while at < end:
        if aged := past_age(reading, at) or _past_bracket(reading.sentence, at):
            at, end = aged, end + aged - at
            continue
        if reading.sentence.joins_words(at):
            end += _HYPHENATED  # "her six-year-old son"
        if at not in reading.plain:
            yield at
        at += 1


def _past_bracket(sentence: Sentence, at: int) -> int | None:
    """Return the token behind the bracket of "فتى (16 عاما) أصيب", None where none opens at a token."""
    if sentence.word(at) != "(":
        return None
    inside = range(at + 1, at + 1 + _LONGEST_BRACKET)
    return next((near + 1 for near in inside if sentence.word(near) == ")"), None)


def _is_of_a_thing(sentence: Sentence, first: int, after: int) -> bool:
    """Tell the "of the school bus" of "the driver of the school bus and two pupils died"."""
    of = None if sentence.heads_first else sentence.sign(Sign.OF, first)
    short = of is not None and after - of.after <= _LONGEST_THING
    return short and sentence.sign(Sign.THINGS, after - 1) is not None


def _is_of_one(reading: Reading, quantity: Quantity) -> bool:
    """Tell the seven of "a girl aged seven", the three of "a mother of three", the one of one family."""
    if reading.sentence.heads_first:
        return is_age_of_one(reading, quantity) or are_children(reading, quantity)
    told = is_aged(reading, quantity.first) or is_of_families(reading, quantity)
    return told or is_age_of_one(reading, quantity) or are_children(reading, quantity)


def _opens_other(sentence: Sentence, at: int) -> bool:
    """Tell the "when" of "قضت معلمة وزوجها حين أصاب صاروخ منزلهما", and "رجلا حاول دهس"."""
    opens = sentence.sign(Sign.THEN, at) or sentence.sign(Sign.ATTEMPTS, at)
    return sentence.heads_first and bool(opens or sentence.sign(Sign.CONTRASTS, at))


def _past_attempt(sentence: Sentence, at: int) -> int:
    """Return the token behind what is attempted in "a man who tried to flee was killed"."""
    attempt = sentence.sign(Sign.ATTEMPTS, at)
    return attempt.after + 1 if attempt else at


def _past_apposition(reading: Reading, first: int) -> int:
    """Return the token after the name and age of "a man, Ali Omar, 24, was killed"."""
    sentence = reading.sentence
    if sentence.heads_first or sentence.word(first) != ",":
        return first
    commas = [at for at in range(first, first + _SAID_REACH) if sentence.word(at) == ","]
    verbs = [at for at in range(first, first + _SAID_REACH) if reading.casualty(at, SAID)]
    before = [at for at in commas if verbs and at < verbs[0]]
    return before[-1] + 1 if len(before) > 1 else first


def written(reading: Reading, found: Found[CasualtyWord]) -> str:
    """Return a casualty word as the text has it."""
    return reading.sentence.written(found.first, found.after)
