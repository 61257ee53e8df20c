"""Which category a quantity counts, and the rule that says so."""

from reconcile.extraction.aged import is_age
from reconcile.extraction.clauses import (
    after_noun,
    after_person,
    are_children,
    is_of_families,
    quoted,
    words_after,
)
from reconcile.extraction.forms import CasualtyWord, Form
from reconcile.extraction.governing import (
    adjacent,
    captor_of,
    event_at,
    governed,
    is_negated,
    overrides,
    remains_before,
    rescue_before,
    tells_object,
)
from reconcile.extraction.labels import behind_noun, label_after, labelled
from reconcile.extraction.names import are_asked
from reconcile.extraction.parts import is_part, is_parted, is_whole, known_whole, told_of_whole, whole_of
from reconcile.extraction.phrases import Found
from reconcile.extraction.predicates import (
    BEFALL,
    LASTING,
    among,
    counted_by,
    death_of,
    decided,
    described,
    inverted,
    predicate,
    treatment_of,
)
from reconcile.extraction.quantities import Quantity
from reconcile.extraction.rates import is_rate
from reconcile.extraction.reading import NOUNS, QUOTES, SAID, VERB, Counted, Mention, Reading
from reconcile.extraction.sentences import Sentence
from reconcile.extraction.voice import is_passive
from reconcile.lexicon.language import Sign
from reconcile.model import Category, Qualifier

_NOUNS_AND_EVENTS = NOUNS | {Form.EVENT}
_NOUNS_AND_PREDICATES = NOUNS | {Form.PREDICATE}
_SUBJECT_REACH = 5
"""How many words may stand between a verb and refugees or prisoners whom it befell."""
_SINGLE_OR_MANY = frozenset({Form.SINGULAR, Form.PLURAL})
_MIXED = frozenset({Form.SINGULAR, Form.PLURAL, Form.COUNTED_PLURAL})
_ABOARD = frozenset({Sign.ABOARD, Sign.ON_BOARD})
_NOT_SEPARATED = frozenset({Category.KILLED, Category.INJURED, Category.MISSING, Category.CASUALTIES})
"""What is told of people together, with no word of how many each."""
_MIXED_REACH = 6
"""How many words behind a number "between killed and hurt" may open."""
_OWNED = ("ه", "ها", "هم", "نا")
"""How it is written whose men they are: "جنودها"."""
_WHO_REACH = 4
"""How many words may tell who one of them was."""
_LONGEST_QUOTED = 4
"""How many words a name in quotation marks may have before its number."""
_DEATH_REACH = 5
"""How many words behind "one of whom" a death may be told."""
PART_OF_NOTHING = "a part of nothing told"
"""Why a part counts nobody by itself, and may yet with the figures beside it."""
AN_AGE = "an age"
"""Why the age of somebody counts nobody; who is told by it may be a victim."""
UNTOLD = "no casualty word counts or governs it"
"""The same of any other quantity."""


def counted(reading: Reading, quantity: Quantity, before: list[Mention]) -> Counted | str:
    """Return what a quantity counts, given the mentions `before` it; or why it counts no one."""
    why_none = _counts_no_one(reading, quantity)
    if why_none:
        return why_none
    if _is_part_known_before(reading, quantity):
        return _part_of(reading, quantity, before) or PART_OF_NOTHING
    if before and _tells_who(reading, quantity):
        return Counted(before[-1].category, quantity.after, "a part of the figure before")
    for rule in _RULES:
        found = rule(reading, quantity)
        if found:
            return found
    return _part_of(reading, quantity, before) or UNTOLD


def _counts_no_one(reading: Reading, quantity: Quantity) -> str | None:
    sentence = reading.sentence
    base = sentence.ending(Sign.OUT_OF, quantity.opens)
    if (base and sentence.ending(Sign.RATES, quantity.opens)) or is_rate(reading, quantity):
        return "a rate"
    told = base and reading.casualty(reading.noun_at(quantity), NOUNS)
    if (base and not told) or is_whole(reading, quantity) or _is_shared_out(reading, quantity):
        return "the whole that another number is taken from"
    if are_asked(sentence, quantity):
        return "those who tell of others"
    if _are_mourners(reading, quantity):
        return "those who bury the dead"
    return _counts_something_else(reading, quantity)


def _are_mourners(reading: Reading, quantity: Quantity) -> bool:
    """Tell "شيع الآلاف" from "شيع 5 شهداء", who are buried."""
    mourns = reading.sentence.ending(Sign.MOURNS, quantity.opens) is not None
    return mourns and quantity.is_vague and reading.casualty(quantity.after, NOUNS) is None


def _counts_something_else(reading: Reading, quantity: Quantity) -> str | None:
    if reading.counts_thing(quantity) or _is_part_of_things(reading, quantity):
        return "counts things"
    if _is_in_quoted_name(reading.sentence, quantity):
        return "a name"
    if is_age(reading, quantity):
        return AN_AGE
    if are_children(reading, quantity):
        return "the children of somebody"
    if reading.sentence.tells(_ABOARD) and _is_aboard(reading, quantity):
        return "those on board, whose fate it does not tell"
    return None


def _is_in_quoted_name(sentence: Sentence, quantity: Quantity) -> bool:
    """Tell the 3 of "مركب الصيد «النور 3»" and of "the trawler “Amal 3”"."""
    bare = quantity.opens == quantity.first and sentence.word(quantity.first).isdecimal()
    if not bare or sentence.word(quantity.after) not in QUOTES:
        return False
    inside = range(quantity.first - 1, quantity.first - 1 - _LONGEST_QUOTED, -1)
    opens = next((at for at in inside if sentence.word(at) in QUOTES), quantity.first - 1)
    return opens < quantity.first - 1


def _is_shared_out(reading: Reading, quantity: Quantity) -> bool:
    of_people = quantity.definite and _is_of_people(reading, quantity)
    return of_people or is_of_families(reading, quantity) or _is_shared(reading, quantity)


def _is_part_known_before(reading: Reading, quantity: Quantity) -> bool:
    """Tell "5 قتلى بينهم 3 لاجئين", who were refugees before."""
    noun = reading.casualty(quantity.after, NOUNS) if reading.sentence.heads_first else None
    lasts = noun is not None and noun.meaning.category in LASTING and not noun.definite
    return lasts and is_part(reading, quantity.opens, quantity.after)


def _is_aboard(reading: Reading, quantity: Quantity) -> bool:
    """Tell "قارب يقل 60 مهاجرا" and "60 people were aboard"."""
    sentence, opens = reading.sentence, quantity.opens
    if not sentence.heads_first:
        after = after_noun(reading, quantity)
        passive = sentence.sign(Sign.PASSIVE, after)
        there = sentence.ending(Sign.PASSIVE, opens)
        at = passive.after if passive else after
        told = reading.casualty(reading.noun_at(quantity), NOUNS)  # "12 injured people were on board"
        aboard = sentence.sign(Sign.ON_BOARD, at) and not told
        return bool((passive or there) and aboard) or _carries(reading, opens)
    return _carries(reading, opens)


def _is_no_vessel(reading: Reading, aboard: int, opens: int) -> bool:
    """Tell "carried nine people to safety" and "carried out two bodies" from "carried nine people"."""
    quantity, english = reading.counted.get(opens), not reading.sentence.heads_first
    noun = reading.casualty(reading.noun_at(quantity), NOUNS) if quantity and english else None
    dead = noun is not None and noun.meaning.category is Category.KILLED
    return dead or (english and reading.casualty(aboard) is not None)


def _carries(reading: Reading, opens: int) -> bool:
    sentence = reading.sentence
    between = opens - 1 if opens - 1 not in sentence.marked.casualties else opens  # "تضم رفات 30"
    aboard = sentence.ending(Sign.ABOARD, opens) or sentence.ending(Sign.ABOARD, between)
    if aboard and _is_no_vessel(reading, aboard.first, opens):
        return False
    if aboard and reading.sentence.heads_first and reading.casualty(aboard.first - 1, VERB):
        return False  # "قضى على متنه 7 أشخاص"
    return aboard is not None and sentence.ending(Sign.THEIR_TOTAL, opens) is None


def _is_of_people(reading: Reading, quantity: Quantity) -> bool:
    """Tell the 5 of "ثلاثة من الرجال الخمسة" and "أحد الرجال الخمسة"."""
    sentence, before = reading.sentence, quantity.opens - 1
    of = sentence.ending(Sign.OF, before) or sentence.ending(Sign.ONE_AMONG, before)
    return reading.person(before) is not None and of is not None


def _is_shared(reading: Reading, quantity: Quantity) -> bool:
    """Tell the 60 of "half of the 60 passengers", but not that of "half of the 60 people killed".

    And that of "did not say how many of the 60 had been hurt".
    """
    if not reading.sentence.heads_first and told_of_whole(reading, quantity):
        return False
    of = reading.sentence.ending(Sign.OF, quantity.opens) or reading.sentence.ending(
        Sign.OF, quantity.first
    )
    return of is not None and reading.sentence.ending(Sign.SHARES, of.first) is not None


def _mixed(reading: Reading, quantity: Quantity) -> Counted | str | None:
    """Read "50 شخصا بين قتيل وجريح" and "12 killed or wounded", which do not separate the two.

    Of "three kidnapped and killed" both are true of all; of "three killed or captured" neither is.
    """
    if len(reading.casualties) < 2:  # noqa: PLR2004 - one and another
        return None
    opened, first = _first_of_mixed(reading, quantity)
    if first is None:
        return None
    chain, either = [first], opened is not None
    while joined := _joined(reading, chain, is_opened=opened is not None):
        chain.append(joined)
        either = either or reading.sentence.ending(Sign.OR, joined.first) is not None
    categories = tuple(dict.fromkeys(word.meaning.category for word in chain))
    if len(categories) == 1:
        return None
    for word in chain:
        reading.spent.update(range(word.first, word.after))
    if _NOT_SEPARATED.issuperset(categories):
        return Counted(Category.CASUALTIES, chain[-1].after, "does not separate the dead from the hurt")
    if either:
        return "tells of one or the other, and not how many of each"
    why = f"of whom is said {quoted(reading, first)}"
    return Counted(categories[0], first.after, why, also=categories[1:])


def _first_of_mixed(
    reading: Reading, quantity: Quantity
) -> tuple[Found[Sign] | None, Found[CasualtyWord] | None]:
    """Return the "between" that opens what befell some of them, if there is one, and the first of it."""
    sentence = reading.sentence
    person = reading.person(reading.noun_at(quantity))
    at = person.after if person else quantity.after
    while passed := sentence.sign(Sign.PASSIVE, at) or sentence.sign(Sign.HAVE, at):
        at = passed.after
    opened = sentence.sign(Sign.MIXED_OPENS, at) or _mixed_further(reading, at)
    first = reading.casualty(opened.after if opened else at)
    if opened or (first and first.meaning.form in _NOUNS_AND_PREDICATES):
        return opened, first
    return None, _either_verb(reading, quantity)


def _either_verb(reading: Reading, quantity: Quantity) -> Found[CasualtyWord] | None:
    """Return the first verb of "40 مهاجرا على الأقل لقوا حتفهم أو فقدوا"."""
    if Sign.OR not in reading.sentence.marked.signs:
        return None
    words = words_after(reading, after_noun(reading, quantity), _MIXED_REACH)
    if not words or words[0].meaning.form is not Form.VERB or words[0].prefix:
        return None
    after = words[0].after
    ends = (at for at in (after, after + 1) if reading.sentence.sign(Sign.OR, at))
    end = next(ends, None)  # behind "لقوا حتفهم", whose second word makes its meaning whole
    return None if end is None else words[0]._replace(after=end)


def _joined(
    reading: Reading, chain: list[Found[CasualtyWord]], *, is_opened: bool
) -> Found[CasualtyWord] | None:
    """Return the casualty word that is joined to others, and said of the same people."""
    sentence, first, end = reading.sentence, chain[0], chain[-1].after
    joins = sentence.sign(Sign.OR, end) or sentence.sign(Sign.AND, end)
    at = joins.after if joins else end
    while joins and (passed := sentence.sign(Sign.ADVERBS, at)):
        at = passed.after  # "abducted and later killed"
    word = reading.casualty(at)
    if word is None or not (joins or word.prefix.startswith("و")):
        return None
    if word.meaning.form is not first.meaning.form and not is_opened:
        return None
    if word.definite and not first.definite:
        return None  # "أربعة شهداء والجرحى فوق العشرين"
    if word.after in reading.emphasis or word.after in reading.counted:
        return None  # "ثمانية قتلى ومصابان اثنان"
    return word


def _mixed_further(reading: Reading, first: int) -> Found[Sign] | None:
    """Read the "between" of "18 حوثيا سقطوا بين قتيل وجريح", a few words behind the number."""
    sentence = reading.sentence
    if not (sentence.heads_first and Sign.MIXED_OPENS in sentence.marked.signs):
        return None
    for at in range(first, first + _MIXED_REACH):
        if at in reading.counted or sentence.is_mark(at):
            return None
        opened = sentence.sign(Sign.MIXED_OPENS, at)
        if opened and reading.casualty(opened.after, _MIXED):
            return opened
    return None


def _noun(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "3 جرحى" and "مئة من القتلى"; of "وفاة 3 جرحى" the event decides."""
    noun = _noun_counted(reading, quantity)
    if noun is None:
        return None
    event = event_at(reading, quantity) or remains_before(reading, quantity)
    event = event or captor_of(reading, noun, quantity.opens)
    if event is None and noun.meaning.category in LASTING:
        event = _befell_there(reading, quantity)
        told = None if event else labelled(reading, quantity)
        if told and told.category in BEFALL:  # "عدد القتلى عشرة نازحين"
            reading.spent.update(range(noun.first, noun.after))
            return told
    taken = noun.meaning.category is Category.CAPTURED and not is_parted(reading, quantity)
    if taken and event is None:  # not the 40 of "freed 12 of its 40 hostages"
        event = rescue_before(reading, quantity)
    dead = noun.meaning.category is Category.KILLED and noun.meaning.form is not Form.COUNTED_PLURAL
    known_dead = reading.sentence.heads_first or dead  # but "three victims were taken to hospital"
    if event is None and not known_dead and (said := predicate(reading, quantity)):
        return said  # "4 hostages were killed", not "31 bodies were brought to hospital"
    reading.spent.update(range(noun.first, noun.after))
    more = None if event else death_of(reading, quantity, noun) or treatment_of(reading, quantity, noun)
    if more:
        reading.spent.add(more.first)
        return Counted(more.meaning.category, noun.after, f"of whom is said {quoted(reading, more)}")
    if event:
        reading.spent.add(event.first)
    if event and overrides(event, noun):
        return Counted(event.meaning.category, noun.after, f"governed by {quoted(reading, event)}")
    return Counted(noun.meaning.category, noun.after, f"counts {quoted(reading, noun)}")


def _befell_there(reading: Reading, quantity: Quantity) -> Found[CasualtyWord] | None:
    """Return the verb of "الحريق الذي قتل فيه 72 نازحا" and "أوقفت السلطات المحلية 166 لاجئا"."""
    sentence = reading.sentence
    if not sentence.heads_first or reading.is_and(quantity):
        return None
    for at in range(quantity.opens - 1, max(quantity.opens - 2 - _SUBJECT_REACH, -1), -1):
        if word := reading.casualty(at):
            told = word.meaning.form is Form.VERB and not tells_object(reading, word)
            return word if told and not is_negated(reading, word) else None
        if sentence.is_mark(at) or at in reading.counted or sentence.sign(Sign.REPORTS, at):
            return None
    return None


def _noun_counted(reading: Reading, quantity: Quantity) -> Found[CasualtyWord] | None:
    """Return the casualty noun that a quantity stands with."""
    at = reading.noun_at(quantity)
    person = reading.person(at)
    noun = reading.casualty(at, _NOUNS_AND_EVENTS)
    if noun is None and person and (quantity.is_vague or not person.definite):
        at = person.after
        noun = reading.casualty(at, _SINGLE_OR_MANY)  # "1100 مسلح قتيل"
    families = reading.sentence.sign(Sign.FAMILIES, at)  # "مئات الأسر"
    if noun is None or families or noun.prefix not in ("", "ال"):
        return None
    vague = quantity.count.qualifier is Qualifier.VAGUE
    if vague and quantity.definite and at == quantity.after and not noun.definite:
        return None  # "شيع الآلاف جثمان الشهيد"
    governs_next = noun.meaning.form is Form.EVENT and noun.after in reading.counted
    if governs_next and not reading.is_and(reading.counted[noun.after]):
        return None  # "انفجار في 3 مقتل 5"
    return noun


def _part_of(reading: Reading, quantity: Quantity, before: list[Mention]) -> Counted | None:
    """Read a part of what was counted before: "سبعة منهم"."""
    whole = whole_of(reading, quantity.after)
    if whole:
        noun = reading.noun_at(reading.counted[whole])
        word = next((w for at in range(whole, noun + 4) if (w := reading.casualty(at))), None)
        why = "a part of the figure behind it"
        return Counted(word.meaning.category, quantity.after, why) if word else None
    if known := known_whole(reading, quantity.after):
        return Counted(known.meaning.category, quantity.after, f"a part of {quoted(reading, known)}")
    part = any(reading.sentence.sign(Sign.PART, at) for at in range(quantity.after, quantity.after + 2))
    if died := _died_of_them(reading, quantity):
        return died
    after = after_person(reading, quantity)
    speak = not reading.sentence.heads_first and reading.sentence.sign(Sign.REPORTS, after)
    if speak or (not part and not is_part(reading, quantity.opens, quantity.after)):
        return None  # "…, two medics said"
    told = [mention for mention in before if mention.count.high != 0]  # not of "no one was killed"
    if told:
        return Counted(told[-1].category, after, "a part of the figure before")
    nouns = [
        word
        for at, word in reading.casualties.items()
        if at < quantity.first and (word.meaning.form in NOUNS or word.definite)
    ]
    return Counted(nouns[-1].meaning.category, after, "a part of those before") if nouns else None


def _tells_who(reading: Reading, quantity: Quantity) -> bool:
    """Tell "one of whom was a British national", who is nobody further and told no fate of."""
    sentence = reading.sentence
    part = None if sentence.heads_first else sentence.sign(Sign.PART, quantity.after)
    was = sentence.sign(Sign.PASSIVE, part.after) if part else None
    near = range(was.after, was.after + _WHO_REACH) if was else ()
    people = [who for at in near if (who := reading.person(at))]
    if was is None or not people or reading.determined(people[-1].first) != was.after:
        return False
    reading.spent.update(at for who in people for at in range(who.first, who.after))
    return True


def _is_part_of_things(reading: Reading, quantity: Quantity) -> bool:
    """Tell the 13 of "640 حاوية، منها 13 تحوي مواد خطرة"; "14 districts, including 87 deaths" counts."""
    if reading.casualty(quantity.after) or reading.person(reading.noun_at(quantity)):
        return False
    opened = reading.sentence.ending(Sign.SUBSET, quantity.opens)
    counted = [before for at, before in reading.counted.items() if opened and at < opened.first]
    return bool(counted) and reading.counts_thing(max(counted, key=lambda before: before.first))


def _died_of_them(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "he stabbed four, one of whom later died" and "three others, one of them wounded"."""
    part = None if reading.sentence.heads_first else reading.sentence.sign(Sign.PART, quantity.after)
    words = words_after(reading, part.after, _DEATH_REACH) if part else []
    if part is None or not words or words[0].meaning.form not in SAID:
        return None
    said = words[0]
    befell = said.first == part.after or is_passive(reading.sentence, said.first)
    if not befell and said.meaning.category is not Category.KILLED:
        return None
    return counted_by(reading, said, quantity.after)


def _fallen(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "سقوط 6 من جنودها": so many of somebody's men; not "سقوط 3 من لاعبيه مصابين"."""
    sentence = reading.sentence
    falls = sentence.ending(Sign.FALLS, quantity.opens)
    of = sentence.sign(Sign.OF, quantity.after) if falls else None
    men = reading.person(of.after) if of else None
    if men is None or not sentence.word(men.first).endswith(_OWNED) or sentence.has(Sign.SPORT):
        return None
    hurt = reading.casualty(men.after, NOUNS) or men.after in sentence.marked.states
    behind = range(men.after, sentence.next_mark(men.after))
    hurt = hurt or any(reading.casualty(at, VERB) for at in behind)  # "… عن السقالة فأصيبوا"
    return None if hurt else Counted(Category.KILLED, quantity.after, "fallen of somebody's men")


_RULES = (
    _mixed,
    decided,
    _noun,
    _fallen,
    label_after,
    adjacent,
    inverted,
    described,
    predicate,
    among,
    governed,
    labelled,
    behind_noun,
)
"""In which order a quantity is tried: what stands nearest and says most comes first."""
