"""Whether a figure is a part of another, or one that was left behind."""

from reconcile.extraction.clauses import after_noun, is_age_of_one, words_after
from reconcile.extraction.forms import CasualtyWord, Form
from reconcile.extraction.phrases import Found
from reconcile.extraction.quantities import Quantity
from reconcile.extraction.reading import GOVERNORS, NOUNS, SAID, Reading
from reconcile.extraction.sentences import COMMAS, Sentence
from reconcile.extraction.voice import is_passive
from reconcile.lexicon.language import Sign
from reconcile.model import Category

_PARTING = frozenset({Sign.SUBSET, Sign.OF, Sign.AMONG, Sign.PART, Sign.PARTS_OPEN})
"""Signs without one of which no figure is a part."""
_SAID_OR_NAMED = SAID | NOUNS
_APART = {Category.KILLED, Category.INJURED}
"""Of these nobody is both."""
_MANY = frozenset({Form.PLURAL, Form.COUNTED_PLURAL})
_TELLING = (Sign.ACCORDING_TO, Sign.THAT)
"""Signs over which what opens a part does not reach: "وبين مدير الطوارئ أن 3"."""
_ENDS_PARTS = (*_TELLING, Sign.REPORTS, Sign.RISE, Sign.SEQUEL)
"""Signs that no part of those known before stands behind."""
_NEAR_TO = 3
"""How many words behind an earlier figure "to" leads to the one that took its place."""
_TOLL_REACH = 4
"""How many words behind a rise the toll is named: "bringing the death toll to"."""
_REACH = 16
"""How many words of a clause those known before may stand from their parts."""
_OPENED_REACH = 5
"""How many words before a part "among them" may begin."""
_AMONG_REACH = 9
"""How many words behind "among" may tell what is said of all."""


def is_part(reading: Reading, opens: int, after: int) -> bool:
    """Tell whether what stands at the tokens is a part of a figure before it."""
    sentence = reading.sentence
    if not sentence.tells(_PARTING):
        return False
    if _is_opened(reading, opens):
        return True
    known, whole = known_whole(reading, after), whole_of(reading, after)
    told = told_of_whole(reading, reading.counted[whole]) if whole else known
    if told and _adds_to_dead(reading, told):
        return False
    if (
        known
        or whole
        or said_of_all(reading, after)
        or said_of_all(reading, after + 1)
        or _is_among(reading, after)
    ):
        return True
    part = _is_said_to_be_one(reading, after) and _follows_whole(reading, opens)
    part = part or _is_of_earlier(reading, opens, after)
    part = part or _is_of_the_counted(reading, after) or _are_some_of_known(reading, opens, after)
    return part or _are_parts(reading, opens)


def _adds_to_dead(reading: Reading, known: Found[CasualtyWord]) -> bool:
    """Tell "two of the injured later died, bringing the toll to 9", whom that toll counts anew."""
    sentence = reading.sentence
    raised = (at for at in sentence.places(Sign.RISE) if at > known.after)
    toll = any(sentence.has(Sign.TOTAL, at, at + _TOLL_REACH) for at in raised)
    toll = toll or _has_raised(sentence, known.first)
    if known.meaning.category is Category.KILLED or not toll:
        return False
    end = sentence.next_mark(known.after)
    said = (reading.casualty(at, SAID) for at in range(known.after, end))
    return any(verb is not None and verb.meaning.category is Category.KILLED for verb in said)


def _has_raised(sentence: Sentence, known: int) -> bool:
    """Tell "the toll rose to 9 after two of the injured died", where the rise is told first."""
    added = sentence.has(Sign.ADDED_BY, known - _TOLL_REACH, known)
    return added and sentence.has(Sign.RISE, 0, known) and sentence.has(Sign.TOTAL, 0, known)


def _is_among(reading: Reading, after: int) -> bool:
    """Tell "eleven Chinese nationals were among the 32 wounded", however long their noun."""
    quantity = reading.counted.get(after - 1)
    return quantity is not None and said_of_all(reading, after_noun(reading, quantity)) is not None


def _is_said_to_be_one(reading: Reading, after: int) -> bool:
    """Tell "12 hurt, 3 of them" and "3 critically"; but "3 were critically hurt" are new ones."""
    sentence = reading.sentence
    if part := sentence.sign(Sign.PART, after):
        of_them = sentence.sign(Sign.OF, part.first) is not None  # not "five seriously hurt"
        return of_them or not _befell_others(reading, part.after)
    part = sentence.sign(Sign.PART, after + 1)
    if part is None or _befell_others(reading, part.first):  # "and another is in critical condition"
        return False
    # "48, of whom 22 were sent home" and "117 أصيبوا منهم 15": who is some of them is told behind.
    leads_on_to_part = sentence.heads_first or sentence.is_mark(after)
    if leads_on_to_part and part.after in reading.counted:
        return False
    return not (sentence.sign(Sign.PASSIVE, after) and reading.casualty(part.after))


def _is_of_earlier(reading: Reading, opens: int, after: int) -> bool:
    """Tell "nine of them were children" and "of these, nine died" at the head of a sentence."""
    sentence = reading.sentence
    behind = opens == 0 and sentence.sign(Sign.PART, after) is not None
    part = sentence.sign(Sign.PART, 0)
    before = part is not None and part.after == opens - 1 and sentence.word(opens - 1) in COMMAS
    return behind or before


def _befell_others(reading: Reading, at: int) -> bool:
    """Tell "two died and five seriously hurt", where what befell the five is told behind "seriously"."""
    told = reading.casualty(at)
    before = [word for first, word in reading.casualties.items() if first < at]
    return bool(told and before and told.meaning.category is not before[-1].meaning.category)


def _is_opened(reading: Reading, opens: int) -> bool:
    """Tell the parts that "بينهم" opens."""
    return any(
        opens - _OPENED_REACH <= at < opens
        and subset.after >= opens - 2
        and not _is_closed(reading, subset.after, opens)
        and not any(reading.sentence.has(sign, subset.after, opens) for sign in _TELLING)
        and not any(reading.casualty(between, GOVERNORS) for between in range(at + 1, opens))
        for at, subset in reading.sentence.places(Sign.SUBSET).items()
    )


def _is_closed(reading: Reading, first: int, opens: int) -> bool:
    """Tell the 12 of "7 قتلى (بينهم طفلان) و12 جريحا" and "…، و12 جريحا", which are no part of the 7."""
    inside = [reading.sentence.word(at) for at in range(first, opens)]
    quantity = reading.counted.get(opens) or reading.counted.get(opens + 1)
    noun = reading.casualty(quantity.after, NOUNS) if quantity else None
    if quantity is None or noun is None:
        return ")" in inside
    parted = ")" in inside or not {"،", ","}.isdisjoint(inside)
    return parted or (reading.is_and(quantity) and _are_told_apart(reading, first, noun))


def _are_told_apart(reading: Reading, subset: int, noun: Found[CasualtyWord]) -> bool:
    """Tell the hurt of "8 قتلى بينهم طفلان و15 جريحا"; but victims are dead and hurt."""
    before = max((at for at in reading.casualties if at < subset), default=None)
    if before is None:
        return False
    whole = reading.casualties[before].meaning
    return whole.form is not Form.COUNTED_PLURAL and {whole.category, noun.meaning.category} == _APART


def _is_of_the_counted(reading: Reading, after: int) -> bool:
    """Tell the 5 of "5 من الجرحى الـ22"."""
    of = reading.sentence.sign(Sign.OF, after)
    noun = reading.casualty(of.after, NOUNS) if of else None
    if noun is None or not noun.definite:
        return False
    return any(
        at in reading.counted and reading.counted[at].definite for at in (noun.after, noun.after + 1)
    )


def _follows_whole(reading: Reading, opens: int) -> bool:
    """Tell the 3 of "12 hurt, 3 of them", and of "إن 3 منهم"; but of those on board no toll is told."""
    sentence = reading.sentence
    wholes = [quantity for at, quantity in reading.counted.items() if at < opens]
    told = any(sentence.ending(Sign.ABOARD, whole.opens) is None for whole in wholes)
    known_before = sentence.heads_first and not wholes and sentence.ending(Sign.THAT, opens) is not None
    return told or known_before


def _are_some_of_known(reading: Reading, opens: int, after: int) -> bool:
    """Tell "إن ثلاثة من القتلى أطفال" and "نقل ستة من المصابين"; not "سقوط ثلاثة من القتلى"."""
    sentence = reading.sentence
    of = sentence.sign(Sign.OF, after) if sentence.heads_first else None
    noun = reading.casualty(of.after, _MANY) if of else None
    quantity = reading.counted.get(after - 1)
    if noun is None or not noun.definite or quantity is None or quantity.is_vague:
        return False
    bodies = opens - 1 if reading.casualty(opens - 1, _MANY) else opens  # "أن جثامين تسعة من الضحايا"
    return sentence.ending(Sign.THAT, bodies) is not None or _is_told_more(reading, opens, noun)


def _is_told_more(reading: Reading, opens: int, noun: Found[CasualtyWord]) -> bool:
    """Tell of whom it is said that they were moved, or how they are: "5 من المصابين في حالة حرجة"."""
    moved = reading.casualty(opens - 1, GOVERNORS)
    state = reading.sentence.marked.states.get(noun.after)
    taken = moved is not None and moved.meaning.category is Category.HOSPITALIZED
    return taken or (state is not None and state.meaning.category is noun.meaning.category)


def _are_parts(reading: Reading, opens: int) -> bool:
    """Tell the numbers after "بين القتلى الـ16": the dead are known, what follows are some of them."""
    sentence = reading.sentence
    if Sign.PARTS_OPEN not in sentence.marked.signs:
        return False
    quantity = reading.counted.get(opens) or reading.counted.get(opens + 1)
    known = quantity is not None and quantity.definite
    for at in range(opens - 1, max(opens - 2 - _REACH, -1), -1):
        noun = reading.casualty(at, _SAID_OR_NAMED)
        of_events = noun is not None and noun.meaning.form is Form.EVENT_PLURAL  # "of his injuries"
        if noun and noun.definite and not of_events and noun.after <= opens - known:
            opened = sentence.ending(Sign.PARTS_OPEN, reading.determined(at)) is not None
            return opened and not _befell_otherwise(reading, quantity, noun)
        if noun and _is_parted_out(reading, noun):
            return not _befell_otherwise(reading, quantity, noun)
        if any(sentence.sign(sign, at) for sign in _ENDS_PARTS):
            return False  # "…، بحسب طبيب", "… the toll to 9", "… a year after a blast killed 3"
    return False


def _befell_otherwise(reading: Reading, quantity: Quantity | None, noun: Found[CasualtyWord]) -> bool:
    """Tell the 40 of "of the 29 dead, 12 were women, and 40 people were injured"."""
    between = range(noun.after, quantity.opens if quantity else noun.after)
    told = (word for at in between if (word := reading.casualty(at, GOVERNORS)))
    if any(word.meaning.category is not noun.meaning.category for word in told):
        return True  # "and police arrested 5"
    sentence = reading.sentence
    places = (at for at in sentence.places(Sign.THEN) if at in between)
    if any(sentence.is_mark(at - 1) for at in places):
        return True  # "12 were women, where 40 troops are deployed"
    said = words_after(reading, after_noun(reading, quantity), _REACH) if quantity else []
    own = (reading.casualty(quantity.after) if quantity else None) or (said[0] if said else None)
    return own is not None and own.meaning.category is not noun.meaning.category


def _is_parted_out(reading: Reading, noun: Found[CasualtyWord]) -> bool:
    """Tell the dead of "of the 29 dead, 12 were women", which opens a sentence or clause."""
    sentence = reading.sentence
    at = next(
        (near for near in range(noun.first - 1, noun.first - 4, -1) if near in reading.counted), None
    )
    if at is None or sentence.heads_first:
        return False
    of = sentence.ending(Sign.PARTS_OPEN, reading.counted[at].opens)
    return of is not None and _begins_clause(sentence, of.first)


def _begins_clause(sentence: Sentence, at: int) -> bool:
    """Tell whether a clause begins at a token: behind a mark, "that" or who "said"."""
    before = at - 1
    told = sentence.sign(Sign.REPORTS, before) or sentence.sign(Sign.THAT, before)
    return at == 0 or sentence.is_mark(before) or told is not None


def known_all(reading: Reading, at: int) -> Found[CasualtyWord] | None:
    """Return the dead of "بين القتلى ضابط", right before somebody who is one of them."""
    if Sign.PARTS_OPEN not in reading.sentence.marked.signs:
        return None
    noun = reading.casualty(at - 1, NOUNS)
    opened = noun and noun.definite and reading.sentence.ending(Sign.PARTS_OPEN, at - 1)
    return noun if opened else None


def is_whole(reading: Reading, quantity: Quantity) -> bool:
    """Tell the 14 of "11 of the 14 crew were rescued", but not that of "11 of the 14 injured"."""
    return is_parted(reading, quantity) and told_of_whole(reading, quantity) is None


def is_parted(reading: Reading, quantity: Quantity) -> bool:
    """Tell the 14 of "11 of the 14", whatever they are."""
    of = None if reading.sentence.heads_first else reading.sentence.ending(Sign.OF, quantity.first)
    return of is not None and of.first - 1 in reading.counted


def told_of_whole(reading: Reading, whole: Quantity) -> Found[CasualtyWord] | None:
    """Return the word of "5 of the 23 injured" and "of the 23 people killed"; not "… people died"."""
    noun = after_noun(reading, whole)
    noun += noun == whole.after and noun in reading.plain  # "of the eight Thais wounded"
    told = reading.casualty(whole.after) or reading.casualty(noun)
    if told is None or told.first == whole.after or told.meaning.form is not Form.PREDICATE:
        return told
    goes_on = reading.sentence.sign(Sign.PASSIVE, told.after) or reading.casualty(told.after)
    # What ends the clause is said of the part.
    return told if goes_on or said_further(reading, told) else None


def said_further(reading: Reading, told: Found[CasualtyWord]) -> Found[CasualtyWord] | None:
    """Return the verb of "7 of the 23 miners trapped since Monday at a mine were brought out alive".

    And that of "2 of the 5 people injured in Sunday's blast have died".
    """
    sentence, inside = reading.sentence, False
    for at in range(told.after, len(sentence)):
        if sentence.ends_phrase(at):
            return None
        # "injured in a blast that left three dead"
        inside = inside or at in reading.counted or sentence.sign(Sign.WHICH, at) is not None
        verb = reading.casualty(at, SAID)
        if verb is None or _is_of_another(reading, verb):
            continue
        died = verb.meaning.category is Category.KILLED and told.meaning.category is not Category.KILLED
        if is_passive(sentence, at) or (died and not inside):
            return verb
    return None


def _is_of_another(reading: Reading, verb: Found[CasualtyWord]) -> bool:
    """Tell the death of "injured at a market where a vendor died", whose subject stands before it."""
    sentence, first = reading.sentence, verb.first
    while passed := sentence.ending(Sign.PASSIVE, first) or sentence.ending(Sign.ADVERBS, first):
        first = passed.first
    return reading.person(first - 1) is not None and reading.determined(first - 1) < first - 1


def known_whole(reading: Reading, after: int) -> Found[CasualtyWord] | None:
    """Return the wounded of "nine of the wounded were children"."""
    of = None if reading.sentence.heads_first else reading.sentence.sign(Sign.OF, after)
    if of is None:
        return None
    surely = reading.sentence.sign(Sign.ADVERBS, of.after)  # "of the confirmed dead"
    known = reading.casualty(surely.after if surely else of.after)
    of_the = surely is not None and of.after > of.first + 1
    return known if known and (known.definite or of_the) else None


def whole_of(reading: Reading, after: int) -> int | None:
    """Return where the whole of "5 of the 23 injured" stands, or None."""
    of = None if reading.sentence.heads_first else reading.sentence.sign(Sign.OF, after)
    whole = reading.counted.get(of.after) if of else None
    return whole.first if whole and not is_age_of_one(reading, whole) else None


def said_of_all(reading: Reading, after: int) -> Found[CasualtyWord] | None:
    """Return what is said of those whom the people before a token are among: "was among the wounded"."""
    if Sign.AMONG not in reading.sentence.marked.signs:
        return None
    sentence = reading.sentence
    were = sentence.sign(Sign.PASSIVE, after) or sentence.sign(Sign.WAS, after)
    at = after + 1 if were else after
    among = sentence.sign(Sign.AMONG, at)
    if among is None:
        return None
    if reading.sentence.heads_first:  # "طفلان بين القتلى", not "3 بين قتيل وجريح"
        return reading.casualty(among.after, _MANY)
    said = (reading.casualty(near, _SAID_OR_NAMED) for near in range(at, at + _AMONG_REACH))
    return next((word for word in said if word), None)


def bars(reading: Reading, at: int) -> bool:
    """Tell whether the token at `at` counts other people, past whom no governor is looked for."""
    passed = reading.counted.get(at)
    if passed is None or reading.counts_thing(passed):
        return False
    if reading.sentence.ending(Sign.ABOARD, passed.opens):
        return False  # "قتلى انقلاب حافلة تقل 45 راكبا"
    return not is_left_behind(reading, passed.first, passed.after)


def leads_on(reading: Reading, after: int) -> bool:
    """Tell the "to" right behind the 5 of "from 5 to 8", which leads to the later figure."""
    return reading.sentence.has(Sign.TO, after, after + _NEAR_TO)


def is_left_behind(reading: Reading, first: int, after: int) -> bool:
    """Tell the 5 of "ارتفعت الحصيلة من 5 إلى 8"."""
    sentence = reading.sentence
    if sentence.ending(Sign.FROM, first, 2) is None:
        return False
    before = [quantity for at, quantity in reading.counted.items() if at < first]
    reached = leads_on(reading, after) or sentence.has(Sign.TO, first - 5, first)
    reached = reached or any(sentence.ending(Sign.TO, quantity.opens) for quantity in before)
    return reached and sentence.has(Sign.RISE, 0, first)
