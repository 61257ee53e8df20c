"""Which category a quantity counts, and the rule that says so."""

from typing import NamedTuple

from reconcile.extraction.phrases import Found
from reconcile.extraction.quantities import Quantity
from reconcile.extraction.reading import GOVERNORS, NOUNS, SAID, Mention, Reading
from reconcile.extraction.vocabulary import CasualtyWord, Form
from reconcile.extraction.voice import is_passive
from reconcile.lexicon.language import Sign
from reconcile.model import Category

_REACH = 11
"""How many words a verb or event may stand before the number it governs."""
_OBJECT_REACH = 3
"""The same, where the people are called by a word not known: only the verb's subject may stand between."""
_LABEL_REACH = 16
"""How many words a label ("عدد القتلى") may stand before its number."""
_NEAR_LABEL = 9
"""How many words a label may run to what it is of: "عدد العاملين في القطاع الذين قضوا"."""
_NEAR = 3
"""How many words may stand between a label and the hedge of its number."""
_LONGEST_BRACKET = 12
"""How many words may follow a part in its bracket: "12 people, 3 of them pupils of a school, died"."""
_PREDICATE_REACH = 9
"""How many words what is said of people may stand after their number."""


_DECIDING = frozenset({Category.RESCUED, Category.MISSING})
"""What is said of people decides over the verb before them: alive, or still missing."""


class Counted(NamedTuple):
    """What a quantity counts: the category, the token after all that says so, and why."""

    category: Category
    after: int
    why: str


def counted(reading: Reading, quantity: Quantity, before: list[Mention]) -> Counted | str:
    """Return what a quantity counts, given the mentions `before` it; or why it counts no one."""
    sentence = reading.sentence
    base = sentence.ending(Sign.OUT_OF, quantity.opens)
    if (base and not reading.casualty(reading.noun_at(quantity), *NOUNS)) or _is_whole(
        reading, quantity
    ):
        return "the whole that another number is taken from"
    if base and sentence.ending(Sign.RATES, quantity.opens):
        return "a rate"
    if reading.counts_thing(quantity):
        return "counts things"
    if (
        quantity.definite
        and sentence.word(quantity.opens - 2) == "من"
        and reading.person(quantity.opens - 1)
    ):
        return "the whole that another number is taken from"
    aboard = any(sentence.ending(Sign.ABOARD, at) for at in (quantity.opens - 1, quantity.opens))
    if aboard and not sentence.ending(Sign.THEIR_TOTAL, quantity.opens):
        return "those on board, whose fate it does not tell"
    for rule in _RULES:
        found = rule(reading, quantity)
        if found:
            return found
    return _part_of(reading, quantity, before) or "no casualty word counts or governs it"


def _mixed(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "50 شخصا بين قتيل وجريح" and "12 killed or wounded", which do not separate the two."""
    sentence = reading.sentence
    person = reading.person(reading.noun_at(quantity))
    at = person.after if person else quantity.after
    while passed := sentence.sign(Sign.PASSIVE, at):
        at = passed.after
    opened = sentence.sign(Sign.MIXED_OPENS, at)
    first = reading.casualty(opened.after if opened else at)
    if first is None or (opened is None and first.meaning.form not in (*NOUNS, Form.PREDICATE)):
        return None
    end, categories = first.after, {first.meaning.category}
    while True:
        joins = sentence.sign(Sign.OR, end) or sentence.sign(Sign.AND, end)
        second = reading.casualty(joins.after if joins else end)
        if second is None or not (joins or second.prefix.startswith("و")):
            break
        if second.meaning.form is not first.meaning.form and not opened:
            break
        if second.after in reading.emphasis or second.after in reading.counted:
            break  # "ثمانية قتلى ومصابان اثنان"
        reading.spent.update(range(first.first, second.after))
        end = second.after
        categories.add(second.meaning.category)
    if len(categories) == 1:
        return None
    return Counted(Category.CASUALTIES, end, "does not separate the dead from the hurt")


def _decided(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read what decides whatever the verb before says: "9 على قيد الحياة", "3 في عداد المفقودين"."""
    return _state(reading, quantity, _DECIDING)


def _described(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read what else is said of people once they are counted: "4 بلا مأوى"."""
    return _state(reading, quantity, frozenset(Category))


def _state(reading: Reading, quantity: Quantity, categories: frozenset[Category]) -> Counted | None:
    after = _after_noun(reading, quantity)
    for at in _clause_after(reading, after, _PREDICATE_REACH):
        state = reading.sentence.marked.states.get(at)
        if state and state.prefix == "" and state.meaning.category in categories:
            one_word = state.after == state.first + 1  # "ثلاثة أحياء سكنية"
            if state.meaning.category is Category.RESCUED and one_word:
                if not reading.sentence.has(Sign.FINDS, 0, quantity.first):
                    return None
            reading.spent.update(range(state.first, state.after))
            return Counted(state.meaning.category, after, f"of whom is said {_quoted(reading, state)}")
        if reading.casualty(at, *GOVERNORS):
            return None
    return None


def _clause_after(reading: Reading, first: int, reach: int) -> list[int]:
    """Return the tokens from `first` on that still speak of what stands before them."""
    found: list[int] = []
    at, sentence = first, reading.sentence
    while at < len(sentence) and len(found) < reach:
        bracket = at + (sentence.word(at) in ("،", ","))
        if sentence.sign(Sign.SUBSET, bracket):  # "أكثر من مئة، بينهم 13 طفلا، قتلوا"
            at = _after_bracket(reading, bracket)
            continue
        if resumed := _after_apposition(reading, at):
            at = resumed
            continue
        if (sentence.is_mark(at) and not sentence.is_hyphen(at)) or at in reading.counted:
            break
        if turns(reading, at):
            break
        found.append(at)
        at += 1
    return found


def _after_apposition(reading: Reading, at: int) -> int | None:
    """Return where the clause of "the 2 suspects, both in their thirties, were killed" goes on."""
    sentence = reading.sentence
    if sentence.heads_first or sentence.word(at) != ",":
        return None
    inside = range(at + 1, at + _LONGEST_BRACKET)
    closes = next((near for near in inside if sentence.word(near) == ","), at)
    return closes + 1 if sentence.sign(Sign.PASSIVE, closes + 1) else None


def turns(reading: Reading, at: int) -> bool:
    """Tell where a clause turns to somebody else: "3 officers said", "3 crews came and"."""
    sentence = reading.sentence
    if sentence.heads_first:
        return False
    if sentence.sign(Sign.AND, at):
        goes_on = reading.person(at - 1) or reading.casualty(at - 1) or sentence.is_mark(at - 1)
        return not goes_on
    reported = sentence.sign(Sign.REPORTS, at) is not None and not is_passive(sentence, at)
    return reported or sentence.sign(Sign.TURNS, at) is not None


def _after_noun(reading: Reading, quantity: Quantity) -> int:
    """Return the token after a quantity and what it counts."""
    sentence, at = reading.sentence, reading.noun_at(quantity)
    if person := reading.person(at):
        return person.after
    if sentence.heads_first:
        return quantity.after
    known = reading.casualty(at, *NOUNS) or sentence.sign(Sign.FAMILIES, at)
    return known.after if known else reading.behind(quantity)


def _after_bracket(reading: Reading, subset: int) -> int:
    """Return the token after a part that "بينهم" opens: its number, its people and a closing comma."""
    sentence = reading.sentence
    at = next((at for at in range(subset, subset + 4) if at in reading.counted), subset + 1)
    quantity = reading.counted.get(at)
    at = _after_person(reading, quantity) if quantity else at
    closes = (near for near in range(at, at + _LONGEST_BRACKET) if sentence.word(near) in ("،", ","))
    return next((near + 1 for near in closes if not sentence.heads_first), at) + (
        sentence.word(at) in ("،", ",")
    )


def _noun(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "3 جرحى" and "مئة من القتلى"; of "وفاة 3 جرحى" the event decides."""
    at = reading.noun_at(quantity)
    person = reading.person(at)
    noun = reading.casualty(at, *NOUNS, Form.EVENT)
    if noun is None and person:
        at = person.after
        noun = reading.casualty(at, Form.SINGULAR, Form.PLURAL)  # "1100 مسلح قتيل"
    families = reading.sentence.sign(Sign.FAMILIES, at)  # "مئات الأسر"
    if noun is None or families or noun.prefix not in ("", "ال"):
        return None
    if noun.meaning.form is Form.EVENT and noun.after in reading.counted:
        if not reading.is_and(reading.counted[noun.after]):
            return None  # "انفجار في 3 مقتل 5"
    event = _event_at(reading, quantity)
    if noun.meaning.category is Category.CAPTURED and event is None:
        event = _rescue_before(reading, quantity)
    if event is None and not reading.sentence.heads_first and (said := _predicate(reading, quantity)):
        return said  # "4 hostages were killed"
    death = _death_of(reading, quantity, noun) if event is None else None
    if death:
        reading.spent.update((death.first, at))
        return Counted(death.meaning.category, noun.after, f"of whom is said {_quoted(reading, death)}")
    if event and _overrides(event, noun):
        reading.spent.update((event.first, at))
        return Counted(event.meaning.category, noun.after, f"governed by {_quoted(reading, event)}")
    if event:
        reading.spent.add(event.first)
    if reading.casualty(quantity.opens - 1, *NOUNS) and not reading.is_and(quantity):  # "جثامين 5 شهداء"
        reading.spent.add(quantity.opens - 1)
    reading.spent.update(range(at, noun.after))
    return Counted(noun.meaning.category, noun.after, f"counts {_quoted(reading, noun)}")


def _overrides(event: Found[CasualtyWord], noun: Found[CasualtyWord]) -> bool:
    """Tell whether the event decides over the noun: of "اعتقال 3 جرحى" it does, of "إجلاء 3 جرحى" not."""
    if event.meaning.category is noun.meaning.category:
        return False
    moved = event.meaning.category in (Category.DISPLACED, Category.HOSPITALIZED, Category.RESCUED)
    return not (moved and noun.meaning.category in (Category.KILLED, Category.INJURED))


def _death_of(
    reading: Reading, quantity: Quantity, noun: Found[CasualtyWord]
) -> Found[CasualtyWord] | None:
    """Return the verb of dying that is said of those a noun names: "40 معتقلا فارقوا الحياة"."""
    if noun.meaning.category is Category.KILLED:
        return None
    for at in _clause_after(reading, noun.after, _PREDICATE_REACH):
        word = reading.casualty(at)
        if word:
            dying = word.meaning.category is Category.KILLED and word.meaning.form is Form.VERB
            return word if dying and word.prefix == "" and _agrees(reading, quantity, word) else None
    return None


def _rescue_before(reading: Reading, quantity: Quantity) -> Found[CasualtyWord] | None:
    """Return the verb of "حررت القوة 4 رهائن"."""
    found = (reading.casualty(at, *GOVERNORS) for at in range(quantity.opens - 6, quantity.opens))
    return next((word for word in found if word and word.meaning.category is Category.RESCUED), None)


def _event_at(reading: Reading, quantity: Quantity) -> Found[CasualtyWord] | None:
    """Return the event or verb right before a quantity and its hedge; "and" ends what it governs."""
    if reading.is_and(quantity):
        return None
    return next(
        (
            found
            for at in range(quantity.opens - 3, quantity.opens)
            if (found := reading.casualty(at, *GOVERNORS)) and found.after == quantity.opens
        ),
        None,
    )


def _label_after(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "ارتفع إلى 7 عدد القتلى"."""
    person = reading.person(quantity.after)
    at = person.after if person else quantity.after
    total = reading.sentence.sign(Sign.TOTAL, at)
    near = range(total.after, total.after + _NEAR_LABEL) if total else ()
    noun = next((word for place in near if (word := reading.casualty(place))), None)
    if noun is None or any(reading.sentence.is_mark(place) for place in range(at, noun.first)):
        return None
    reading.spent.update(range(noun.first, noun.after))
    return Counted(noun.meaning.category, at, f"before the label {_quoted(reading, noun)}")


def _adjacent(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "مقتل 3", where the event stands right before."""
    word = _event_at(reading, quantity)
    if word is None or _is_negated(reading, word) or _wants_people(reading, quantity, word):
        return None
    return Counted(
        _govern(reading, word), _after_person(reading, quantity), f"governed by {_quoted(reading, word)}"
    )


def _wants_people(reading: Reading, quantity: Quantity, word: Found[CasualtyWord]) -> bool:
    """Tell whether a verb means its category of people only, and none are counted."""
    at = reading.noun_at(quantity)
    people = reading.person(at) or reading.casualty(at) or quantity.after in reading.emphasis
    return word.meaning.of_people and not (people or reading.counts_people(quantity))


def _predicate(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "21 فلسطينيا استشهدوا": the verb after the people."""
    noun = reading.noun_at(quantity)
    person = reading.person(noun)
    told = person or reading.sentence.sign(Sign.FAMILIES, noun) or noun != quantity.after
    told = told or not reading.sentence.heads_first
    if not (told or quantity.is_vague or reading.sentence.sign(Sign.SUBSET, noun)):
        near = reading.casualty(noun, *SAID) or reading.casualty(noun + 1, *SAID)  # "11 واحد ماتوا"
        if near is None or reading.sentence.is_mark(noun):
            return None
    after = _after_noun(reading, quantity)
    first = after if reading.sentence.heads_first else reading.behind(quantity)  # "12 wounded soldiers"
    for at in _clause_after(reading, min(first, after), _PREDICATE_REACH):
        word = reading.casualty(at, *SAID)
        if word and word.definite and not reading.sentence.heads_first:  # "2 of the wounded died"
            continue
        if word and word.prefix == "" and _agrees(reading, quantity, word):
            if not _can_befall(reading, quantity, word):
                return None
            reading.spent.add(at)
            return Counted(word.meaning.category, after, f"of whom is said {_quoted(reading, word)}")
        if reading.casualty(at) and at >= after:
            return None
    return None


def _can_befall(reading: Reading, quantity: Quantity, word: Found[CasualtyWord]) -> bool:
    """Tell whether what is said can be of people: houses are affected too."""
    if reading.sentence.heads_first:
        return True
    names_none = word.first <= reading.behind(quantity) + 1
    return (
        names_none or word.meaning.category is not Category.AFFECTED or reading.counts_people(quantity)
    )


def _agrees(reading: Reading, quantity: Quantity, verb: Found[CasualtyWord]) -> bool:
    """Tell whether a verb after people can speak of them: of several people it is a plural."""
    word = reading.sentence.word(verb.first)
    if verb.meaning.form is Form.PREDICATE:
        return True
    if quantity.count.low == 1 == quantity.count.high:
        return True
    return word.endswith(("وا", "ون", "ا", "ت", "ن", "هم")) or verb.after > verb.first + 1


def _among(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "3 children were among 12 people killed": of them is said what is said of all."""
    after = _after_noun(reading, quantity)
    word = said_of_all(reading, after)
    if word is None:
        return None
    return Counted(word.meaning.category, after, f"among those {_quoted(reading, word)}")


def said_of_all(reading: Reading, after: int) -> Found[CasualtyWord] | None:
    """Return what is said of those whom the people before a token are among: "was among the wounded"."""
    at = after + 1 if reading.sentence.sign(Sign.PASSIVE, after) else after
    if reading.sentence.sign(Sign.AMONG, at) is None:
        return None
    said = (reading.casualty(near, *SAID, *NOUNS) for near in range(at, at + _PREDICATE_REACH))
    return next((word for word in said if word), None)


def _governed(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "قتل في الغارة 3 أشخاص": the nearest event or verb before the people."""
    reach = _REACH if reading.counts_people(quantity) else _OBJECT_REACH
    for at in range(quantity.opens - 1, max(quantity.opens - 2 - reach, -1), -1):
        passed = reading.counted.get(at)
        if passed and not reading.counts_thing(passed) and not _is_left_behind(reading, passed):
            return None
        shared = reading.sentence.sign(Sign.SHARES, at) is not None
        if shared or _is_somebody(reading, at, quantity) or _leaves_object(reading, at):
            return None
        word = reading.casualty(at)
        if word is None:
            if reach == _OBJECT_REACH and reading.sentence.sign(Sign.ENDS_COUNT, at):
                return None  # "قتل في 5 مواقع"
            continue
        if word.meaning.form not in GOVERNORS or _is_negated(reading, word):
            return None
        if _wants_people(reading, quantity, word):
            return None
        return Counted(
            _govern(reading, word),
            _after_person(reading, quantity),
            f"governed by {_quoted(reading, word)}",
        )
    return None


def _leaves_object(reading: Reading, at: int) -> bool:
    """Tell the "in" of "killed a man in 3 days", where objects stand right behind their verb."""
    sentence = reading.sentence
    if sentence.heads_first or sentence.sign(Sign.AND, at) or reading.casualty(at):
        return False
    return sentence.is_mark(at) or sentence.sign(Sign.ENDS_COUNT, at) is not None


def _labelled(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "القتلى: 21", "عدد قتلى الحريق إلى 52", "القتلى الثلاثة", "القتلى ثلاثة"."""
    sentence = reading.sentence
    for at in range(quantity.opens - 1, max(quantity.opens - 2 - _LABEL_REACH, -1), -1):
        passed = reading.counted.get(at)
        if passed and not reading.counts_thing(passed) and not _is_left_behind(reading, passed):
            return None
        person = reading.person(at)
        if person and person.definite and sentence.ending(Sign.THEIR_TOTAL, quantity.opens):
            return None  # "ثلث الركاب وعددهم 30"
        noun = reading.casualty(at, *NOUNS, Form.LABEL, Form.PREDICATE)
        if noun is None and (
            sentence.ending(Sign.TOTAL, at) or sentence.ending(Sign.THEIR_TOTAL, quantity.opens)
        ):
            noun = reading.casualty(at)  # "عدد من قضوا"
        if noun is None:
            if reading.casualty(at, *GOVERNORS):
                return None
            continue
        total = noun if noun.meaning.form is Form.LABEL else sentence.ending(Sign.TOTAL, at, 6)
        direct = noun.definite or sentence.word(noun.after) == ":"
        direct = direct and _only_joins(reading, noun.after, quantity.opens)
        direct = direct or _is_theirs(reading, noun, quantity)
        if direct or (total and _leads_to(reading, noun.after, quantity)):
            reading.spent.update(range(noun.first, noun.after))
            return Counted(
                noun.meaning.category,
                _after_person(reading, quantity),
                f"labelled {_quoted(reading, noun)}",
            )
        if reading.casualty(at, *GOVERNORS):
            return None
    return None


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
    hedged = quantity.opens in sentence.marked.hedges_before
    return of_something and hedged and quantity.opens - noun.after <= _NEAR


def _behind_noun(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "انتشلت جثث 14", where the number stands behind its noun and counts nothing else."""
    noun = reading.casualty(quantity.opens - 1, Form.PLURAL)
    if noun is None or noun.definite or not reading.is_alone(quantity) or reading.is_and(quantity):
        return None
    reading.spent.add(noun.first)
    return Counted(noun.meaning.category, quantity.after, f"behind {_quoted(reading, noun)}")


def _only_joins(reading: Reading, first: int, after: int) -> bool:
    """Tell whether nothing, a colon, or words such as "بلغ" part a label from its number."""
    sentence = reading.sentence
    return all(sentence.word(at) == ":" or sentence.sign(Sign.REACHES, at) for at in range(first, after))


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


def _part_of(reading: Reading, quantity: Quantity, before: list[Mention]) -> Counted | None:
    """Read a part of what was counted before: "بينهم 5 أطفال", "سبعة منهم"."""
    whole = _whole_of(reading, quantity.after)
    if whole:
        noun = reading.noun_at(reading.counted[whole])
        word = next((w for at in range(whole, noun + 4) if (w := reading.casualty(at))), None)
        why = "a part of the figure behind it"
        return Counted(word.meaning.category, quantity.after, why) if word else None
    part = any(reading.sentence.sign(Sign.PART, at) for at in range(quantity.after, quantity.after + 2))
    if not part and not is_part(reading, quantity.opens, quantity.after):
        return None
    after = _after_person(reading, quantity)
    if before:
        return Counted(before[-1].category, after, "a part of the figure before")
    nouns = [
        word
        for at, word in reading.casualties.items()
        if at < quantity.first and (word.meaning.form in NOUNS or word.definite)
    ]
    return Counted(nouns[-1].meaning.category, after, "a part of those before") if nouns else None


def _is_whole(reading: Reading, quantity: Quantity) -> bool:
    """Tell the 14 of "11 of the 14 crew were rescued", but not that of "11 of the 14 injured"."""
    of = None if reading.sentence.heads_first else reading.sentence.ending(Sign.OF, quantity.first)
    told = reading.casualty(quantity.after) or reading.casualty(_after_noun(reading, quantity))
    return bool(of and of.first - 1 in reading.counted) and told is None


def _whole_of(reading: Reading, after: int) -> int | None:
    """Return where the whole of "5 of the 23 injured" stands, or None."""
    of = None if reading.sentence.heads_first else reading.sentence.sign(Sign.OF, after)
    return of.after if of and of.after in reading.counted else None


def is_part(reading: Reading, opens: int, after: int) -> bool:
    """Tell whether what stands at the tokens is a part of a figure before it."""
    sentence = reading.sentence
    for at in range(opens - 1, opens - 6, -1):
        subset = sentence.sign(Sign.SUBSET, at)
        if subset and subset.after >= opens - 2:
            return True
        if reading.casualty(at, *GOVERNORS):
            break
    told_before = any(at < opens for at in reading.counted)
    of = None if sentence.heads_first else sentence.sign(Sign.OF, after)
    known = reading.casualty(of.after) if of else None
    if (
        (known and known.definite)
        or _whole_of(reading, after)
        or said_of_all(reading, after)
        or said_of_all(reading, after + 1)
    ):
        return True
    part = told_before and any(sentence.sign(Sign.PART, at) for at in range(after, after + 2))
    part = part or _is_of_the_counted(reading, after)
    return part or _are_parts(reading, opens)


def _is_of_the_counted(reading: Reading, after: int) -> bool:
    """Tell the 5 of "5 من الجرحى الـ22"."""
    of = reading.sentence.sign(Sign.OF, after)
    noun = reading.casualty(of.after, *NOUNS) if of else None
    if noun is None or not noun.definite:
        return False
    return any(
        at in reading.counted and reading.counted[at].definite for at in (noun.after, noun.after + 1)
    )


def _are_parts(reading: Reading, opens: int) -> bool:
    """Tell the numbers after "بين القتلى الـ16": the dead are known, what follows are some of them."""
    for at in range(opens - 1, max(opens - 2 - _REACH, -1), -1):
        noun = reading.casualty(at, *NOUNS)
        if noun and noun.definite and noun.after < opens:
            return reading.sentence.ending(Sign.PARTS_OPEN, at) is not None
    return False


def is_left_behind(reading: Reading, first: int, after: int) -> bool:
    """Tell the 5 of "ارتفعت الحصيلة من 5 إلى 8"."""
    sentence = reading.sentence
    if not any(
        (left := sentence.sign(Sign.FROM, at)) and left.after == first for at in (first - 1, first - 2)
    ):
        return False
    reached = sentence.has(Sign.TO, after, after + 3) or sentence.has(Sign.TO, first - 5, first)
    return reached and sentence.has(Sign.RISE, 0, first)


def _is_left_behind(reading: Reading, quantity: Quantity) -> bool:
    return is_left_behind(reading, quantity.first, quantity.after)


def _after_person(reading: Reading, quantity: Quantity) -> int:
    """Return the token after a quantity and the people or families it counts."""
    if quantity.definite:  # "الجرحى الثمانية": what follows is somebody else
        return quantity.after
    if not reading.sentence.heads_first:
        return _after_noun(reading, quantity)
    families = reading.sentence.sign(Sign.FAMILIES, quantity.after)
    if families:
        return families.after
    person = reading.person(quantity.after)
    return person.after if person else quantity.after


def _govern(reading: Reading, word: Found[CasualtyWord]) -> Category:
    """Return what a governor counts; "قتل وأصيب 12" does not separate killed from injured."""
    reading.spent.update(range(word.first, word.after))
    sentence = reading.sentence
    joins = sentence.ending(Sign.OR, word.first) or sentence.ending(Sign.AND, word.first)
    end = joins.first if joins else word.first
    also = next((w for at in (1, 2, 3) if (w := reading.casualty(end - at)) and w.after == end), None)
    if (
        also
        and also.first not in reading.spent
        and (joins or word.prefix.startswith("و"))
        and also.meaning.form in GOVERNORS
        and {also.meaning.category, word.meaning.category} == {Category.KILLED, Category.INJURED}
    ):
        reading.spent.add(also.first)
        return Category.CASUALTIES
    return word.meaning.category


def _is_negated(reading: Reading, word: Found[CasualtyWord]) -> bool:
    """Tell "لم تقتل الغارة 5"."""
    return word.prefix == "" and reading.sentence.ending(Sign.NOT, word.first) is not None


def _is_somebody(reading: Reading, at: int, quantity: Quantity) -> bool:
    """Tell the bare person of "قتل رجل وثلاثة", whom the verb counts first, and who is told by name."""
    if reading.is_and(quantity) and is_named(reading, at) and reading.casualty(at - 1, *GOVERNORS):
        return True
    person = reading.person(at)
    return bool(person and not person.definite and person.meaning is not Form.PLURAL)


def is_named(reading: Reading, at: int) -> bool:
    """Tell a definite person or a title, which a name can follow: "الصحفي", "رئيس"."""
    person = reading.person(at)
    definite = person is not None and person.definite and person.meaning is Form.SINGULAR
    return definite or reading.sentence.sign(Sign.TITLES, at) is not None


def _quoted(reading: Reading, found: Found[CasualtyWord]) -> str:
    return f"«{reading.sentence.written(found.first, found.after)}»"


_RULES = (
    _mixed,
    _decided,
    _noun,
    _label_after,
    _adjacent,
    _described,
    _predicate,
    _among,
    _governed,
    _labelled,
    _behind_noun,
)
"""In which order a quantity is tried: what stands nearest and says most comes first."""
