"""Labels, which name what a number beside them counts: "عدد القتلى إلى 52", "القتلى: 21"."""

from reconcile.extraction.clauses import after_person, opens_aside, quoted
from reconcile.extraction.forms import CasualtyWord, Form
from reconcile.extraction.governing import event_before, is_cause, overrides
from reconcile.extraction.parts import bars
from reconcile.extraction.phrases import Found
from reconcile.extraction.quantities import Quantity
from reconcile.extraction.reading import BY, GOVERNORS, NOUNS, QUOTES, Counted, Reading
from reconcile.extraction.sentences import Sentence
from reconcile.lexicon.language import Sign
from reconcile.numbers.digits import can_be_year

_LABELS = NOUNS | {Form.LABEL, Form.PREDICATE}
_PLURAL = frozenset({Form.PLURAL})
_TABLE_MARKS = frozenset(":-–—=")
"""What may part a label from its number in a table."""
_LABEL_REACH = 24
"""How many words a label ("عدد القتلى") may stand before its number, where no mark parts them."""
_ACROSS_MARKS = 16
"""How many it may stand before its number where a mark parts them."""
_NEAR_LABEL = 9
"""How many words a label may run to what it is of: "عدد العاملين في القطاع الذين قضوا"."""
_NEAR = 3
"""How many words may stand between a label and the hedge of its number."""


def labelled(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "القتلى: 21", "عدد قتلى الحريق إلى 52", "القتلى الثلاثة", "القتلى ثلاثة"."""
    sentence = reading.sentence
    theirs = sentence.ending(Sign.THEIR_TOTAL, quantity.opens) is not None
    for at in range(quantity.opens - 1, max(quantity.opens - 2 - _LABEL_REACH, -1), -1):
        if at in reading.plain:
            continue
        person = reading.person(at)
        if bars(reading, at) or (theirs and person and person.definite):  # "ثلث الركاب وعددهم 30"
            return None
        noun = reading.casualty(at, _LABELS)
        word = reading.casualty(at)
        if word and is_cause(reading, word):
            continue
        if noun is None and (theirs or sentence.ending(Sign.TOTAL, at)):
            noun = reading.casualty(at)  # "عدد من قضوا"
        if opens_aside(reading, at, quantity) or (theirs and _is_accused_of(reading, noun)):
            return None
        if noun and _labels(reading, noun, quantity) and not _is_far(reading, noun, quantity):
            reading.spent.update(range(noun.first, noun.after))
            known = quantity.definite and noun.after == quantity.opens  # "تحرير الرهائن الـ17"
            # "تحرير الرهائن وعددهم تسعة"
            befell = event_before(reading, noun) if theirs or known else None
            told = befell if befell and overrides(befell, noun) else noun
            why = f"labelled {quoted(reading, noun)}"
            return Counted(told.meaning.category, after_person(reading, quantity), why)
        if reading.casualty(at, GOVERNORS):
            return None
    return None


def _is_accused_of(reading: Reading, noun: Found[CasualtyWord] | None) -> bool:
    """Tell the killing of "المتهمين بقتل سائق، وعددهم 3", which is no label of theirs."""
    by = noun is not None and noun.meaning.form in GOVERNORS and noun.prefix == BY
    accused = reading.person(noun.first - 1) if noun and by else None
    return accused is not None and accused.definite


def _is_far(reading: Reading, noun: Found[CasualtyWord], quantity: Quantity) -> bool:
    """Tell whether a mark parts a label from a number that is not near it."""
    sentence = reading.sentence
    between = range(noun.after, quantity.opens)
    far = quantity.opens - noun.first > _ACROSS_MARKS
    return far and any(sentence.ends_phrase(at) for at in between)


def _labels(reading: Reading, noun: Found[CasualtyWord], quantity: Quantity) -> bool:
    """Tell whether a noun before a quantity names what it counts."""
    sentence = reading.sentence
    reaches = not sentence.heads_first and noun.after < quantity.opens
    events = reaches and noun.meaning.form is Form.EVENT_PLURAL  # "deaths have reached 310"
    direct = noun.definite or events or sentence.word(noun.after) == ":"
    direct = direct or _is_owned(sentence, noun.first)
    if direct and _only_joins(reading, noun.after, quantity.opens):
        return True
    if _is_tabled(reading, noun, quantity):
        return True
    total = noun.meaning.form is Form.LABEL or sentence.ending(Sign.TOTAL, noun.first, 6)
    reached = bool(total) and _leads_to(reading, noun.after, quantity)
    if noun.meaning.form is Form.EVENT_PLURAL and sentence.ending(Sign.RISE, noun.first):
        reached = reached or sentence.ending(Sign.TO, quantity.opens) is not None  # "تراجعت وفيات … إلى"
    return reached or _is_theirs(reading, noun, quantity) or _is_copular(reading, noun, quantity)


def _is_owned(sentence: Sentence, at: int) -> bool:
    """Tell the dead of "put the country's dead at 11", who are theirs."""
    return not sentence.heads_first and sentence.joins_words(at - 2) and sentence.word(at - 2) in QUOTES


def _is_tabled(reading: Reading, noun: Found[CasualtyWord], quantity: Quantity) -> bool:
    """Tell "Dead 112, injured 348" and "Deaths – 21", where a label and its number are all there is."""
    sentence = reading.sentence
    parted = sentence.word(noun.after) in _TABLE_MARKS
    alone = sentence.is_mark(quantity.after) and noun.after + parted == quantity.opens
    return alone and opens_item(reading, noun.first)


def opens_item(reading: Reading, at: int) -> bool:
    """Tell whether a sentence, or an item of a list, begins at a token."""
    return (
        at == 0
        or reading.sentence.is_mark(at - 1)
        or reading.sentence.ending(Sign.TOTAL, at, 4) is not None
    )


def label_after(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "ارتفع إلى 7 عدد القتلى"."""
    if Sign.TOTAL not in reading.sentence.marked.signs:
        return None
    person = reading.person(quantity.after)
    at = person.after if person else quantity.after
    total = reading.sentence.sign(Sign.TOTAL, at)
    if total is None or reading.opens_with_and(at):  # "بلغ عدد القتلى 5 وعدد الجرحى 12"
        return None
    near = range(total.after, total.after + _NEAR_LABEL)
    noun = next((word for place in near if (word := reading.casualty(place))), None)
    if noun is None or any(reading.sentence.is_mark(place) for place in range(at, noun.first)):
        return None
    reading.spent.update(range(noun.first, noun.after))
    return Counted(noun.meaning.category, at, f"before the label {quoted(reading, noun)}")


def behind_noun(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "انتشلت جثث 14" and "جثث أربعة رجال", where the number stands behind its noun."""
    noun = reading.casualty(quantity.opens - 1, _PLURAL)
    after = quantity.after
    alone = reading.is_alone(quantity) or reading.sentence.sign(Sign.OF, after) or reading.person(after)
    if noun is None or noun.definite or not alone or reading.is_and(quantity):
        return None
    reading.spent.add(noun.first)
    return Counted(
        noun.meaning.category, after_person(reading, quantity), f"behind {quoted(reading, noun)}"
    )


def _is_theirs(reading: Reading, noun: Found[CasualtyWord], quantity: Quantity) -> bool:
    """Tell "الموقوفون في الشغب بلغ عددهم 80" and "قتلى الزلزال فاقوا المئة"."""
    sentence = reading.sentence
    if sentence.ending(Sign.THEIR_TOTAL, quantity.opens):
        return True
    if any(sentence.is_mark(at) for at in range(noun.after, quantity.opens)):
        return False
    if sentence.has(Sign.THEIR_TOTAL, quantity.opens - 3, quantity.first):
        return True
    of_something = noun.definite or sentence.word(noun.after).startswith("ال")
    if quantity.definite and of_something and quantity.opens - noun.after <= _NEAR:
        return True  # "قتلى التفجير الخمسة"
    risen = sentence.ending(Sign.TO, quantity.opens) and sentence.has(
        Sign.RISE, noun.after, quantity.opens
    )
    another = sentence.has(Sign.TOTAL, noun.after, quantity.opens)  # "يرفع الحصيلة إلى 9"
    if of_something and risen and not another:
        return True  # "ضحايا الثلوج يرتفعون إلى 30"
    hedged = quantity.opens in sentence.marked.hedges_before
    # "في عداد المفقودين ويقيم نحو ألف نازح"
    goes_on = any(reading.opens_with_and(at) for at in range(noun.after, quantity.opens))
    return of_something and hedged and not goes_on and quantity.opens - noun.after <= _NEAR


def _is_copular(reading: Reading, noun: Found[CasualtyWord], quantity: Quantity) -> bool:
    """Tell "ضحايا الحادث أربعة رجال", a sentence without a verb: who they are stands right behind."""
    sentence = reading.sentence
    before = noun.first - 1
    if not (before < 0 or sentence.is_mark(before) or sentence.sign(Sign.CLAUSES, before)):
        return False
    between = [sentence.word(at) for at in range(noun.after, quantity.opens)]
    named = 0 < len(between) <= _NEAR and all(word.startswith("ال") for word in between)
    befell = noun.meaning.form is Form.PLURAL
    if noun.meaning.form is Form.COUNTED_PLURAL:  # not "ضحايا الاحتيال خمسة رجال"
        befell = sentence.has(Sign.ACCIDENT, noun.after, quantity.opens)
    return named and befell and reading.counts_people(quantity)


def _only_joins(reading: Reading, first: int, after: int) -> bool:
    """Tell whether nothing, a colon, a year, or words such as "بلغ" part a label from its number."""
    sentence = reading.sentence
    return all(
        sentence.word(at) == ":" or sentence.sign(Sign.REACHES, at) or can_be_year(sentence.word(at))
        for at in range(first, after)
    )


def _leads_to(reading: Reading, first: int, quantity: Quantity) -> bool:
    """Tell whether the number after "عدد القتلى …" is theirs: it is reached, or stands bare."""
    sentence = reading.sentence
    if first == quantity.opens or quantity.opens < quantity.first:
        return True
    if not sentence.heads_first:
        return reading.sentence.ending(Sign.REACHES, quantity.opens) is not None
    word = sentence.word(quantity.opens)
    reached = any(sentence.sign(Sign.REACHES, at) for at in range(quantity.opens - 3, quantity.opens))
    return reached or word.startswith(("ب", "ل")) or reading.counts_people(quantity)
