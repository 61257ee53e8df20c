"""What stands behind a quantity or a person, and how far its clause goes."""

from reconcile.extraction.forms import CasualtyWord, Form
from reconcile.extraction.phrases import Found
from reconcile.extraction.quantities import Quantity
from reconcile.extraction.reading import NOUNS, QUOTES, SAID, Reading
from reconcile.extraction.sentences import COMMAS, DASHES
from reconcile.extraction.voice import DID, is_passive
from reconcile.lexicon.language import Sign
from reconcile.model import Qualifier

_GROWN = 18
"""Children are younger: "children under 18"."""
_PREDICATE = frozenset({Form.PREDICATE})
_THEY_DID = "وا"
"""How the past of several people ends."""
_LONGEST_PARENT = 4
"""How many tokens the words before a parent's children may be: "mother-of-"."""
_LONGEST_BRACKET = 12
"""How many words may follow a part in its bracket: "12 people, 3 of them pupils of a school, died"."""


def turns(reading: Reading, at: int) -> bool:
    """Tell where a clause turns to somebody else: "3 officers said", "3 crews came and"."""
    sentence = reading.sentence
    if sentence.heads_first:
        return sentence.sign(Sign.TURNS, at) is not None
    if sentence.sign(Sign.AND, at):
        goes_on = reading.person(at - 1) or reading.casualty(at - 1) or sentence.is_mark(at - 1)
        return not (goes_on or is_aged(reading, at - 1))
    if sentence.sign(Sign.ADVERBS, at) and sentence.ending(Sign.HAVE, at):
        return False  # "3 have since died"
    if sentence.sign(Sign.PRONOUNS, at) and reading.casualty(at + 2, _PREDICATE):
        return True  # "after giving birth to twins she was killed"
    reported = sentence.sign(Sign.REPORTS, at) is not None and not is_passive(sentence, at)
    told = reading.casualty(at) or reading.casualty(at + 1, _PREDICATE)
    reported = reported and told is None  # not in "14 listed as missing", "18 confirmed dead"
    return reported or sentence.sign(Sign.TURNS, at) is not None


def _opens_their_own(reading: Reading, at: int) -> bool:
    """Tell the clause of "buried eleven skiers, of whom seven were dug out", which no comma closes."""
    sentence = reading.sentence
    whom = None if sentence.heads_first else sentence.sign(Sign.PART, at)
    opens = whom is not None and sentence.sign(Sign.SUBSET, at) and whom.after in reading.counted
    return bool(opens) and _comma_from(reading, at) is None


def is_aged(reading: Reading, at: int) -> bool:
    """Tell the 34 of "a woman aged 34 and her daughter"."""
    age = reading.counted.get(at)
    return age is not None and reading.sentence.ending(Sign.AGED, age.opens) is not None


def clause_after(reading: Reading, first: int, reach: int) -> list[int]:
    """Return the tokens from `first` on that still speak of what stands before them."""
    found: list[int] = []
    at, sentence = first, reading.sentence
    end = len(sentence)
    while at < end and len(found) < reach:
        if at not in reading.turning:
            found.append(at)
            at += 1
            continue
        bracket = at + (sentence.word(at) in COMMAS)
        if part := _of_them(reading, at, first):
            found.append(at)
            at = part.after
            continue
        said = sentence.ending(Sign.PASSIVE, bracket)  # "26 miners were among the dead"
        if _opens_their_own(reading, bracket):
            break
        if sentence.sign(Sign.SUBSET, bracket) and not said:  # "أكثر من مئة، بينهم 13 طفلا، قتلوا"
            at = _after_bracket(reading, bracket)
            continue
        resumed = _after_part(reading, bracket) or _after_apposition(reading, at)
        if resumed := resumed or _after_ages(reading, at):
            at = resumed
            continue
        if sentence.ends_phrase(at) and not _closes_quotation(reading, first, at):
            break
        if at in reading.counted and not _is_passed_over(reading, at):
            break
        if turns(reading, at):
            break
        found.append(at)
        at += 1
    return found


def _closes_quotation(reading: Reading, first: int, at: int) -> bool:
    """Tell the mark behind "“more than 300 supporters” were held", opened before who is told of."""
    word = reading.sentence.word
    if word(at) not in QUOTES or reading.sentence.heads_first:
        return False
    inside = range(at - 1, max(at - _LONGEST_BRACKET, -1), -1)
    opens = next((near for near in inside if word(near) in QUOTES), at)
    return opens < first


def _is_passed_over(reading: Reading, at: int) -> bool:
    """Tell the numbers of "nine members of one family died" and "two killed 40 km off were women"."""
    distance = not reading.sentence.heads_first and reading.counts_thing(reading.counted[at])
    return distance or _is_whole_of_noun(reading, at)


def _of_them(reading: Reading, at: int, first: int) -> Found[Sign] | None:
    """Return the "منهم" of "أربعة منهم توفوا", which opens no part as that of "منهم 13 طفلا" does.

    And the "of whom" of "one of whom was a nurse".
    """
    part = reading.sentence.sign(Sign.PART, at) if at == first else None
    if reading.sentence.heads_first:
        return None if part and part.after in reading.counted else part
    whom = part is not None and reading.sentence.sign(Sign.SUBSET, at) is not None
    return part if whom else None


def _is_whole_of_noun(reading: Reading, at: int) -> bool:
    """Tell "nine members of one family died" from "attended the burial of five boys killed"."""
    sentence = reading.sentence
    if sentence.heads_first:
        return False
    if is_of_families(reading, reading.counted[at]):
        return True
    of = sentence.ending(Sign.OF, at)
    if of is None:
        return False
    of_counted = of.first - 1 in reading.counted  # "21 of the 22 hostages were freed"
    return of_counted or not reading.person(reading.noun_at(reading.counted[at]))


def is_of_families(reading: Reading, quantity: Quantity) -> bool:
    """Tell the 3 of "12 شخصا من ثلاث عائلات", "members of one family" and "from one family"."""
    sentence, opens = reading.sentence, quantity.opens
    if sentence.sign(Sign.FAMILIES, reading.noun_at(quantity)) is None:
        return False
    return bool(sentence.ending(Sign.OF, opens) or sentence.ending(Sign.FROM, opens))


def words_after(reading: Reading, first: int, reach: int) -> list[Found[CasualtyWord]]:
    """Return the casualty words from the token `first` on in what speaks of what stands before it."""
    if not reading.tells_from(first):
        return []
    found = map(reading.casualty, clause_after(reading, first, reach))
    return [word for word in found if word]


def _after_part(reading: Reading, at: int) -> int | None:
    """Return where the clause of "8 people, three of them pupils, died" goes on, behind the part."""
    part, sentence = reading.counted.get(at), reading.sentence
    if part is None or not sentence.is_mark(at - 1) or not sentence.sign(Sign.PART, part.after):
        return None
    closes = _comma_from(reading, part.after)
    return None if closes is None else closes + 1


def _comma_from(reading: Reading, first: int) -> int | None:
    """Return the comma that closes what is put in at a token, None where there is none near."""
    inside = range(first, first + _LONGEST_BRACKET)
    return next((at for at in inside if reading.sentence.word(at) in COMMAS), None)


def _after_ages(reading: Reading, at: int) -> int | None:
    """Return where the clause of "two boys aged 12 and 14 were killed" goes on.

    And that of "three sisters, aged 4, 6 and 9, died", of "three children under 10 died".
    """
    sentence = reading.sentence
    if (below := reading.counted.get(at)) and is_of_children(reading, below):
        return below.after
    comma = sentence.word(at) in COMMAS
    aged = None if sentence.heads_first else sentence.sign(Sign.AGED, at + comma)
    if aged is None:
        return None
    end = aged.after
    while end in reading.counted or _further_age(reading, end):
        end += 1
    return end + (comma and sentence.word(end) in COMMAS)


def is_of_children(reading: Reading, quantity: Quantity) -> bool:
    """Tell "21 of them children under five", whom the five counts not."""
    below = quantity.count.qualifier is Qualifier.LESS_THAN and not reading.sentence.heads_first
    person = reading.person(quantity.opens - 1)
    young = (quantity.count.high or 0) < _GROWN
    one_word = quantity.first - quantity.opens == 1  # "a child under five", not "the soldier fewer than"
    child = person is not None and (person.meaning is Form.PLURAL or one_word)
    return below and young and child


def _further_age(reading: Reading, at: int) -> bool:
    """Tell the "and" or the comma before one more age."""
    joins = reading.sentence.sign(Sign.AND, at) is not None or reading.sentence.word(at) in COMMAS
    return joins and at + 1 in reading.counted


def _after_apposition(reading: Reading, at: int) -> int | None:
    """Return where the clause of "the 2 suspects, both in their thirties, were killed" goes on.

    And that of "three aid workers – Ali, Omar and Sara – were held", of "six people, all women, died".
    """
    sentence = reading.sentence
    dash = sentence.is_dash(at)
    if sentence.heads_first or not (dash or sentence.word(at) in COMMAS):
        return None
    marks = DASHES if dash else COMMAS
    furthest = at + _LONGEST_BRACKET
    closes = next((end for end in range(at + 1, furthest) if sentence.word(end) in marks), at)
    who = sentence.sign(Sign.WHICH, at + 1) and reading.casualty(closes + 1) is not None
    goes_on = sentence.sign(Sign.PASSIVE, closes + 1) or sentence.sign(Sign.HAVE, closes + 1)
    goes_on = goes_on or sentence.sign(Sign.NOT, at + 1)  # "fourteen, not fifteen, sailors died"
    told = dash and (reading.casualty(closes + 1) or reading.casualty(closes + 2))
    said = reading.casualty(closes + 1, SAID) is not None and closes > at + 1
    parted = said and at + 1 in reading.counted
    others = any(_counts_others(reading, inside) for inside in range(at + 1, closes))
    named = said and not others and not _has_object(reading, closes + 1)
    return closes + 1 if goes_on or told or who or named or parted else None


def _has_object(reading: Reading, verb: int) -> bool:
    """Tell "ten commandos, led by a colonel, seized the airport", who did it."""
    word = reading.casualty(verb)
    behind = word.after if word else verb + 1
    sentence = reading.sentence
    when = sentence.sign(Sign.ENDS_COUNT, behind) or sentence.sign(Sign.ENDS_COUNT, behind + 1)
    when = when or sentence.sign(Sign.YEARS, behind)  # "died Monday", "died Easter Sunday", "died May 4"
    name = not when and not sentence.is_mark(behind) and sentence.written(behind, behind + 1).istitle()
    return name or sentence.sign(Sign.DETERMINERS, behind) is not None or bool(reading.person(behind))


def _counts_others(reading: Reading, at: int) -> bool:
    """Tell a number or what befell somebody; but not the one of "six people, all from one family"."""
    sentence = reading.sentence
    of = sentence.ending(Sign.OF, at) or sentence.ending(Sign.FROM, at)
    return reading.casualty(at) is not None or (at in reading.counted and of is None)


def _after_bracket(reading: Reading, subset: int) -> int:
    """Return the token after a part that "بينهم" opens: its number, its people and a closing comma."""
    sentence = reading.sentence
    at = next((at for at in range(subset, subset + 4) if at in reading.counted), subset + 1)
    quantity = reading.counted.get(at)
    at = after_person(reading, quantity) if quantity else at
    closes = _comma_from(reading, at)
    if closes is None:
        return at
    told = sentence.heads_first and any(reading.casualty(near) for near in range(at, closes))
    return at if told else closes + 1


def after_noun(reading: Reading, quantity: Quantity) -> int:
    """Return the token after a quantity and what it counts."""
    sentence, at = reading.sentence, reading.noun_at(quantity)
    if person := reading.person(at):
        return person.after
    if sentence.heads_first:
        return quantity.after
    known = reading.casualty(at, NOUNS) or sentence.sign(Sign.FAMILIES, at)
    return known.after if known else reading.behind(quantity)


def after_person(reading: Reading, quantity: Quantity) -> int:
    """Return the token after a quantity and the people or families it counts."""
    if quantity.definite:  # "الجرحى الثمانية": what follows is somebody else
        return quantity.after
    if not reading.sentence.heads_first:
        return after_noun(reading, quantity)
    families = reading.sentence.sign(Sign.FAMILIES, quantity.after)
    if families:
        return families.after
    person = reading.person(quantity.after)
    return person.after if person else quantity.after


def does_otherwise(reading: Reading, at: int) -> bool:
    """Tell the verb of "سبعة ماتوا وأربعة أرسلوا إلى تركيا", which nobody knows: its ending tells it.

    And that of "12 died and 400 marched", and of "400 have lost power".
    """
    sentence = reading.sentence
    if sentence.heads_first:
        return sentence.word(at).endswith(_THEY_DID) and at in reading.plain
    if sentence.sign(Sign.PERFECT, at):
        return True
    past = sentence.word(at).endswith(DID) and at in reading.plain
    return past and reading.person(at + 1) is None  # not in "and two armed men"


def is_named(reading: Reading, at: int) -> bool:
    """Tell a definite person or a title, which a name can follow: "الصحفي", "رئيس"."""
    person = reading.person(at)
    definite = person is not None and person.definite and person.meaning is Form.SINGULAR
    return definite or reading.sentence.sign(Sign.TITLES, at) is not None


def quoted(reading: Reading, found: Found[CasualtyWord]) -> str:
    """Return a casualty word as the text has it, in quotation marks."""
    return f"«{reading.sentence.written(found.first, found.after)}»"


def is_age_of_one(reading: Reading, quantity: Quantity) -> bool:
    """Tell "a girl of seven" and "a man of about 30"."""
    sentence, before = reading.sentence, quantity.opens - 2
    if sentence.heads_first or sentence.sign(Sign.OF, quantity.opens - 1) is None:
        return False
    person = reading.person(before)
    single = person is not None and person.meaning is Form.SINGULAR
    return single and reading.determined(before) < before


def past_age(reading: Reading, comma: int) -> int | None:
    """Return the token behind the age of "a woman, 34, and her son were killed", None where none is.

    And behind that of "a third, aged 16, was arrested".
    """
    sentence = reading.sentence
    if sentence.heads_first or sentence.word(comma) not in COMMAS:
        return None
    aged = sentence.sign(Sign.AGED, comma + 1)
    bare = reading.counted.get(aged.after if aged else comma + 1)
    person = reading.person(comma - 1)
    single = person is not None and person.meaning is Form.SINGULAR
    third = aged is not None and sentence.ending(Sign.ORDINALS, comma) is not None
    if bare is None or bare.opens < bare.first or not (single or third):
        return None
    return bare.after + 1 if sentence.ends_phrase(bare.after) else None


def are_children(reading: Reading, quantity: Quantity) -> bool:
    """Tell "a mother of three" and "أب لأربعة أطفال", where nothing is told of the children."""
    sentence = reading.sentence
    parent = sentence.ending(Sign.PARENTS, quantity.opens, _LONGEST_PARENT)
    joined = not sentence.heads_first or sentence.word(quantity.opens).startswith("ل")
    told = reading.casualty(quantity.after) or reading.casualty(quantity.after + 1)
    return parent is not None and joined and (told is None or told.meaning.form not in NOUNS)


def opens_aside(reading: Reading, at: int, quantity: Quantity) -> bool:
    """Tell the clause of "قتل 3، حيث ينتشر 40 جنديا", which a comma opens and none closes."""
    sentence = reading.sentence
    opens = sentence.heads_first and sentence.sign(Sign.THEN, at) and sentence.is_mark(at - 1)
    return bool(opens) and sentence.first_mark(at, quantity.opens) is None
