"""Ages, and somebody told by name and age, in English: "Omar Nasser, 34, was killed"."""

from reconcile.extraction.bare import ONE
from reconcile.extraction.clauses import is_age_of_one, is_of_children, quoted
from reconcile.extraction.forms import CasualtyWord, Form
from reconcile.extraction.named import NAMED
from reconcile.extraction.phrases import Found
from reconcile.extraction.quantities import Quantity
from reconcile.extraction.reading import NOUNS, SAID, Mention, Reading
from reconcile.extraction.sentences import COMMAS
from reconcile.lexicon.language import Sign
from reconcile.model import Qualifier, Scope

_AGE_REACH = 7
"""How many words may stand between "average age" and the number."""
_OLDEST = 100
"""No age is higher."""
_LONGEST_NAME = 5
"""How many words of a name are looked for before an age."""
_TITLE = 2
"""How many words before a name say who it is, and may have been read: "a driver, Samir Qassem, 45"."""
_NOT_SO = (Sign.HYPOTHESIS, Sign.NOT, Sign.NONE)
"""Signs that what is said of somebody is not so: "was not hurt", "could be killed"."""
_NEXT_REACH = 9
"""How many words the name and age of one more may take."""


def is_age(reading: Reading, quantity: Quantity) -> bool:
    """Tell "Omar, 34, was killed", "aged 34" and "the average age of the dead was 34" from a toll.

    A number that commas part from what stands before it is an age, but for "the dead, 34, were".
    """
    if is_age_of_one(reading, quantity) or _is_age_below(reading, quantity):
        return True
    if reading.sentence.ending(Sign.THEIR_TOTAL, quantity.opens):  # "القتلى البالغ عددهم 40"
        return False
    if _is_aged(reading, quantity):  # a range too: "aged between 20 and 30"
        return True
    if quantity.count.qualifier is not Qualifier.EXACT:
        return False
    aged = _is_in_decade(reading, quantity) or _is_of_each(reading, quantity)
    return aged or _is_between_commas(reading, quantity)


def _is_of_each(reading: Reading, quantity: Quantity) -> bool:
    """Tell "two women, 34 and 36, were killed": as many ages as there are people, in commas."""
    sentence, first, after = reading.sentence, quantity.first, quantity.after
    if sentence.heads_first:
        return False
    while _is_in_list(reading, first - 1):
        first -= 1
    while _is_in_list(reading, after):
        after += 1
    listed = {reading.counted[at].first for at in range(first, after) if at in reading.counted}
    bracketed = sentence.word(first) in COMMAS and sentence.word(after - 1) in COMMAS
    whole = next((q for q in reading.quantities if reading.noun_at(q) == first - 1), None)
    return bracketed and whole is not None and whole.count.low == whole.count.high == len(listed)


def _is_in_list(reading: Reading, at: int) -> bool:
    """Tell a number, a comma or an "and" of a list of bare numbers."""
    sentence = reading.sentence
    joins = sentence.word(at) in COMMAS or sentence.sign(Sign.AND, at) is not None
    return joins or at in reading.counted


def _is_in_decade(reading: Reading, quantity: Quantity) -> bool:
    """Tell "رجل في الثمانين", somebody of about that age."""
    sentence, before = reading.sentence, quantity.opens - 1
    person = reading.person(before - 1) if sentence.heads_first and quantity.definite else None
    told = person is not None and person.meaning is not Form.PLURAL
    return told and sentence.sign(Sign.WHERE, before) is not None


def _is_between_commas(reading: Reading, quantity: Quantity) -> bool:
    sentence, before = reading.sentence, quantity.first - 2
    if quantity.opens < quantity.first or not sentence.is_mark(quantity.after):
        return False
    if sentence.word(before + 1) not in COMMAS:
        return False
    told = reading.casualty(before, NOUNS) or sentence.ending(Sign.TOTAL, before + 1)
    bracketed = sentence.word(quantity.after) in COMMAS and not told and before not in reading.counted
    return bracketed or name_before(reading, before + 1) is not None


def _is_age_below(reading: Reading, quantity: Quantity) -> bool:
    """Tell "معظمهم دون العشرين" and "the dead were under 30", a number that counts nobody."""
    if reading.person(quantity.after) or reading.casualty(quantity.after, NOUNS):
        return False
    if quantity.definite:
        return quantity.count.qualifier is Qualifier.LESS_THAN
    if is_of_children(reading, quantity):
        return True
    are = None if reading.sentence.heads_first else reading.sentence.ending(Sign.PASSIVE, quantity.opens)
    noun = reading.casualty(are.first - 1, NOUNS | {Form.PREDICATE}) if are else None
    they = reading.sentence.ending(Sign.PART, are.first) if are else None
    known = they is not None or (noun is not None and noun.definite)
    hedge = quantity.first - quantity.opens == 1  # "under", "over", but not "more than"
    return known and hedge and (quantity.count.high or quantity.count.low or 0) <= _OLDEST


def _is_aged(reading: Reading, quantity: Quantity) -> bool:
    """Tell "aged 12", "aged 12 and 14" and "the average age of the dead was 34"."""
    sentence = reading.sentence
    if Sign.AGED not in sentence.marked.signs:
        return False
    if reading.person(quantity.after) or reading.casualty(quantity.after, NOUNS):
        return False
    for at in range(quantity.first - 1, quantity.first - 1 - _AGE_REACH, -1):
        if sentence.sign(Sign.AGED, at):
            return True
        pair = at == quantity.first - 2 and sentence.sign(Sign.AND, at + 1)
        if sentence.is_mark(at) or (at in reading.counted and not pair):
            return False
    return False


def name_before(reading: Reading, comma: int) -> int | None:
    """Return where the name begins that a comma ends: capitalised words that nobody knows, or None."""
    sentence, first = reading.sentence, comma
    if sentence.heads_first or sentence.word(comma) not in COMMAS:
        return None
    while first > comma - _LONGEST_NAME and _is_of_name(reading, first - 1):
        first -= 1
    return first if first < comma else None


def _is_of_name(reading: Reading, at: int) -> bool:
    return at in reading.plain and reading.sentence.written(at, at + 1).istitle()


def aged_victims(reading: Reading, ages: list[Quantity], found: list[Mention]) -> list[Mention]:
    """Return those of a sentence who are told by name and age, given its `ages` and what was `found`."""
    told = {at for mention in found for at in range(mention.first, mention.after)}
    victims: list[Mention] = []
    for age in ages:
        first = name_before(reading, age.first - 1)
        if first is None or reading.sentence.sign(Sign.OF, first - 1):  # "the wife of Omar Nasser, 34"
            continue
        word = _said_of(reading, age, ages)
        if word is None or word.meaning.category not in NAMED:
            continue
        if told.isdisjoint(range(first - _TITLE, age.first)):
            victims.append(_victim(reading, first, age, word))
    return victims


def _victim(reading: Reading, name: int, age: Quantity, word: Found[CasualtyWord]) -> Mention:
    person = reading.person(name - 1)
    first = person.first if person else name  # "driver Samir Qassem"
    start, _ = reading.sentence.span(first, age.first)
    why = f"told by name and age, of whom is said {quoted(reading, word)}"
    # One name is never a toll: others may have died too.
    return Mention(word.meaning.category, ONE, Scope.SUBSET, first, age.first - 1, start, why)


def _said_of(reading: Reading, age: Quantity, ages: list[Quantity]) -> Found[CasualtyWord] | None:
    """Return what is said of somebody of an age, and of all who are listed behind: "…, were killed"."""
    sentence = reading.sentence
    at = age.after + (sentence.word(age.after) in COMMAS)
    joins = sentence.sign(Sign.AND, at)
    further = [other for other in ages if at < other.first < at + _NEXT_REACH]
    listed = bool(further) and name_before(reading, further[0].first - 1) == at
    if joins or listed:
        return _said_of(reading, further[0], ages) if further else None
    while sentence.sign(Sign.PASSIVE, at) or sentence.sign(Sign.HAVE, at):
        if any(sentence.sign(sign, at) for sign in _NOT_SO):
            return None
        at += 1
    word = reading.casualty(at)
    return word if word and word.meaning.form in SAID and not word.definite else None
