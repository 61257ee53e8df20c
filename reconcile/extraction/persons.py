"""Persons told without a number: "مقتل جنديين", "أصيب شاب", "بينهم طفلان"."""

from reconcile.extraction.adverbials import verb_across
from reconcile.extraction.agents import RELATIVE_ENDINGS, did_it, is_subject
from reconcile.extraction.bare import (
    ONE,
    TWO,
    bare_count,
    bare_mention,
    is_asked,
    is_of_unread_number,
    more_than_one,
    verb_after,
    verb_before,
    written,
)
from reconcile.extraction.fates import dead_later, is_whole
from reconcile.extraction.forms import CasualtyWord, Form
from reconcile.extraction.governing import THEM, is_negated, tells_object, tells_what, tells_whose
from reconcile.extraction.named import NAMED, named_subject
from reconcile.extraction.ordinals import one_more
from reconcile.extraction.parts import is_part, known_all, said_of_all
from reconcile.extraction.phrases import Found
from reconcile.extraction.predicates import said_before
from reconcile.extraction.rates import is_rate_of_one
from reconcile.extraction.reading import GOVERNORS, NOUNS, SAID, VERB, Mention, Reading
from reconcile.extraction.sentences import COMMAS, Sentence
from reconcile.lexicon.language import Sign
from reconcile.model import Category, Count, Scope

_STATES = frozenset({Category.RESCUED, Category.KILLED, Category.HOSPITALIZED})
"""What is said of a bare person right behind them."""
_NEAR = 4
"""How many words a bare person may stand from its verb, or a verb from the person before it."""
_SHORTEST_DUAL = 6
"""How many letters a dual has that nobody knows: shorter ones are names, such as حسان."""


def lone_person(reading: Reading, at: int, before: list[Mention]) -> Mention | None:
    """Read "مقتل جنديين", "أصيب شاب", "شاب توفي", "بينهم طفلان", "أحدهم", "أصيب أحد المارة"."""
    if is_of_unread_number(reading, at) or _is_doer(reading, at):
        return None
    for read in _RULES:
        mention = read(reading, at, before)
        if mention:
            return mention
    return None


def _is_doer(reading: Reading, at: int) -> bool:
    """Tell the sniper of "a soldier was killed by a sniper and two others were injured"."""
    sentence = reading.sentence
    return not sentence.heads_first and bool(sentence.ending(Sign.BY, reading.determined(at)))


def _is_told_of_one(reading: Reading, at: int) -> bool:
    """Tell the girl of "and one, a girl, was killed" and the officer of "أحدهم ضابط", not "أحدها"."""
    if reading.sentence.ending(Sign.ONE_OF, at) and reading.sentence.word(at - 1).endswith(THEM):
        return True
    if reading.sentence.heads_first:
        return False
    opens = reading.determined(at)
    part = reading.sentence.ending(Sign.PART, opens)  # "one of them a woman"
    if part and part.first - 1 in reading.counted:
        return True
    comma = opens - 1
    one = reading.counted.get(comma - 1) if reading.sentence.word(comma) in COMMAS else None
    return one is not None and one.count.high == 1


def _counting_word(reading: Reading, at: int, before: list[Mention]) -> Mention | None:
    """Read words that stand for one or two: "كلا الطيارين", "أحدهما"."""
    sentence = reading.sentence
    if both := sentence.sign(Sign.BOTH, at):
        word = _befell(reading, at) or verb_after(reading, both.after)
        return bare_mention(reading, both, word.meaning.category, TWO, "both of two") if word else None
    if one := sentence.sign(Sign.ONE_OF, at):
        if sentence.sign(Sign.AGED, one.after) or sentence.sign(Sign.AGED, at - 1):
            return None  # "أحدهما يبلغ من العمر 19", "عمر أحدهم 19"
        word = verb_after(reading, one.after, 1) or verb_before(reading, at)  # "توفي أحدهما"
        word = word or _state_at(reading, one.after)
        category = word.meaning.category if word else before[-1].category if before else None
        why = "one of those before"
        return bare_mention(reading, one, category, ONE, why, part=True) if category else None
    return None


def _state_at(reading: Reading, at: int) -> Found[CasualtyWord] | None:
    """Return the state of "عثر على أحدهما ميتا" and "… جثة هامدة", whose noun counts no other."""
    state = reading.sentence.marked.states.get(at)
    if state:
        reading.spent.update(range(state.first, state.after))
    return state


def _unknown_noun(reading: Reading, at: int, _: list[Mention]) -> Mention | None:
    """Read the two of "قتل قنصلان", in a word that nobody knows: its ending tells that they are two."""
    sentence, word = reading.sentence, reading.sentence.word(at)
    if not word.endswith("ان") or len(word) < _SHORTEST_DUAL or at not in reading.plain:
        return None
    event = reading.casualty(at - 1, VERB)
    if event is None or event.first in reading.spent or event.meaning.category not in NAMED:
        return None
    ends = sentence.is_mark(at + 1) or sentence.sign(Sign.ENDS_COUNT, at + 1)
    if not (ends or sentence.word(at + 1).startswith(("و", "ب"))):
        return None
    if event.meaning.of_people or is_negated(reading, event) or tells_object(reading, event):
        return None
    noun = Found(Form.DUAL, at, at + 1, "", definite=False)
    reading.spent.add(event.first)
    return bare_mention(reading, noun, event.meaning.category, TWO, "a dual by its ending")


def _of_all(reading: Reading, at: int, _: list[Mention]) -> Mention | None:
    """Read "a baby was among the wounded"."""
    person = reading.person(at)
    word = said_of_all(reading, person.after) if person else None
    return (
        bare_person(reading, at, word.meaning.category, "said of all", definite=True) if word else None
    )


def _identified(reading: Reading, at: int, before: list[Mention]) -> Mention | None:
    """Read the driver of "the dead were a driver and three passengers", and "قتل ثلاثة هم أب وولداه"."""
    first = reading.determined(at)
    identifies = reading.sentence.ending(Sign.IDENTIFIES, first)
    if identifies is None or first in reading.counted:
        return None
    known = reading.casualty(identifies.first - 1)
    if known is None or not known.definite or known.after != identifies.first:
        told = before and reading.sentence.heads_first
        return _one_of_counted(reading, at, before[-1]) if told else None
    return bare_person(reading, at, known.meaning.category, f"who «{written(reading, known)}» were")


def _one_of_counted(reading: Reading, at: int, whole: Mention) -> Mention | None:
    """Return the first of those who the counted are: "…، هم رجل وابناه"."""
    one = bare_person(reading, at, whole.category, "one of those counted")
    several = whole.count.low is not None and whole.count.low > 1
    return one._replace(scope=Scope.SUBSET) if one and several else None


def _said_before(reading: Reading, at: int, _: list[Mention]) -> Mention | None:
    """Read "Killed was a boy" and "Wounded in the blast were a policeman and two guards"."""
    word = said_before(reading, reading.determined(at)) if reading.person(at) else None
    told = word is not None and word.meaning.form in SAID
    return bare_person(reading, at, word.meaning.category, "who was") if word and told else None


def _part(reading: Reading, at: int, before: list[Mention]) -> Mention | None:
    """Read "بينهم طفلان", "بينهم أحد المنفذين" and "بين القتلى ضابط"."""
    if known := known_all(reading, at):
        return bare_person(reading, at, known.meaning.category, f"one of «{written(reading, known)}»")
    if not is_part(reading, reading.determined(at), at + 1):
        return None
    why = "a part of the figure before"
    if not before and reading.sentence.sign(Sign.SUBSET, 0):  # "بينهم رضيع، استشهاد ستة"
        word = next((reading.casualty(near) for near in sorted(reading.casualties) if near > at), None)
        category = word.meaning.category if word else None
        return bare_person(reading, at, category, "a part of the figure behind it") if category else None
    if not before or _is_apposed(reading, at):
        return None
    if among := reading.sentence.sign(Sign.ONE_AMONG, at):
        return bare_mention(reading, among, before[-1].category, ONE, why, part=True)
    return bare_person(reading, at, before[-1].category, why, definite=True)


def _is_apposed(reading: Reading, at: int) -> bool:
    """Tell the second noun of "طفلا رضيعا" and "أسيران محرران", which says more of the same person."""
    person, before = reading.person(at), at - 1
    if person is None or person.prefix or not reading.sentence.heads_first:
        return False
    other = reading.person(before)
    noun = reading.casualty(before, NOUNS)
    return bool((other and not other.definite) or (noun and not noun.definite))


def _befallen(reading: Reading, at: int, _: list[Mention]) -> Mention | None:
    """Read "أصيب شاب", "شاب توفي", "رضيعا حيا"."""
    sentence = reading.sentence
    among = sentence.sign(Sign.ONE_AMONG, at)
    among = None if among and among.definite else among  # "أمس الأحد"
    person = reading.person(at)
    known = person is None or (person.definite and sentence.heads_first)
    if known and among is None:
        return None
    word = _state_of(reading, at) or _befell(reading, at) or _said_of(reading, at)
    if word is None and among:
        word = _said_of_one(reading, among.after + 1)
    if word is None:
        return None
    why = f"governed by «{written(reading, word)}»"
    if among:
        of_many = sentence.word(among.after).startswith("ال") or reading.person(among.after)
        return bare_mention(reading, among, word.meaning.category, ONE, why) if of_many else None
    definite = not sentence.heads_first  # "the driver was killed"
    found = bare_person(reading, at, word.meaning.category, why, definite=definite)
    if found:
        reading.spent.update(range(word.first, word.after))
    return found and dead_later(reading, found)


def bare_person(
    reading: Reading, at: int, category: Category, why: str, *, definite: bool = False
) -> Mention | None:
    """Return one or two persons whom the noun at a token names without a number.

    A definite one only where `definite` allows it: "بينهم المنفذ".
    """
    person = reading.person(at)
    title = reading.sentence.sign(Sign.TITLES, at)
    if definite and title and reading.sentence.word(at).startswith("ال"):
        return bare_mention(reading, title, category, ONE, why)
    if person is None or (person.definite and not (definite and person.meaning is Form.SINGULAR)):
        return None
    if person.definite and _speaks(reading, person):
        return None
    if _is_modifier(reading, person) or _is_nobody(reading, person) or _is_told_of_one(reading, at):
        return None
    count = _number_of(reading, person)
    if count is None or is_rate_of_one(reading, at, person.after) or is_subject(reading, person):
        return None
    return bare_mention(reading, person, category, count, why)


def _speaks(reading: Reading, person: Found[Form]) -> bool:
    """Tell the mayor of "four were civilians, the mayor said"."""
    sentence, after = reading.sentence, person.after
    says = sentence.sign(Sign.REPORTS, after) is not None and reading.casualty(after + 1) is None
    return says and not sentence.heads_first


def _number_of(reading: Reading, person: Found[Form]) -> Count | None:
    """Return how many a noun without a number names, None where its plural names no victims."""
    at = person.first
    if person.meaning is Form.PLURAL and person.after in reading.emphasis:
        return TWO  # "مهندسين اثنين"
    others = reading.sentence.sign(Sign.OTHERS, at) is not None
    if person.meaning is Form.PLURAL and not (others or _are_victims(reading, person)):
        return None
    if _is_dual_of(reading, person):
        return TWO
    return more_than_one(reading, at) or bare_count(person.meaning)


def _is_dual_of(reading: Reading, person: Found[Form]) -> bool:
    """Tell "سائقا الشاحنتين", where the alef is no accusative but the dual before its noun."""
    sentence = reading.sentence
    if not sentence.heads_first or person.meaning is not Form.SINGULAR or person.definite:
        return False
    word = sentence.word(person.first)
    bears_alef = word.endswith("ا") and not word.endswith(("ها", "هما"))  # "ابنها البالغ 19 عاما"
    bears_alef = bears_alef and person.after == person.first + 1
    return bears_alef and sentence.word(person.after).startswith("ال")


def _are_victims(reading: Reading, people: Found[Form]) -> bool:
    """Tell "مقتل جنود", who are two at least, from the gunmen of "قتل مسلحون القاضي", who did it."""
    sentence, end = reading.sentence, people.after
    if people.first in reading.counted or people.prefix not in ("", "و"):
        return False
    if not sentence.heads_first:
        return _are_bare_victims(reading, people)
    known = sentence.word(end).startswith("ال") or sentence.sign(Sign.NAMES, end)
    event = verb_before(reading, people.first)
    if known or event is None:  # "مقتل أطفال المدرسة"
        return False
    if tells_object(reading, event) or _is_of_nobody(event):
        return False
    if event.meaning.form is Form.EVENT or sentence.word(people.first).endswith("ين"):
        return True
    ends = sentence.is_mark(end) or sentence.sign(Sign.ENDS_COUNT, end)
    told = any(at in reading.counted or reading.person(at) for at in range(end, len(sentence)))
    return bool(ends) and not told


def _is_of_nobody(event: Found[CasualtyWord]) -> bool:
    """Tell "مصير أبنائهم", which asks for people and says of none that they are lost."""
    return event.meaning.of_people and event.meaning.category is Category.MISSING


def _are_bare_victims(reading: Reading, people: Found[Form]) -> bool:
    """Tell the soldiers of "soldiers were killed" and "killing soldiers": no word opens the noun."""
    sentence, first = reading.sentence, people.first
    if verb_before(reading, first):
        return True
    if people.definite or reading.determined(first) < first:
        return False
    opens = sentence.is_mark(first - 1) or sentence.sign(Sign.CLAUSES, first - 1)
    return bool(opens) and sentence.sign(Sign.PASSIVE, people.after) is not None


def _is_nobody(reading: Reading, person: Found[Form]) -> bool:
    """Tell "من جهة أخرى", "زيا عسكريا" and "طائرة دون طيار", where the word is nobody."""
    sentence, at = reading.sentence, person.first - 1
    if _is_look_alike(sentence, person) or sentence.ending(Sign.RANK, person.first):  # "برتبة عقيد"
        return True
    if sentence.sign(Sign.WHERE, person.first) and not _has_hamza_below(sentence, person.first):
        return True
    noun, word = sentence.word(at), sentence.word(person.first)
    unknown = at in reading.plain or (not person.prefix and tells_what(reading, at))
    if sentence.sign(Sign.OTHERS, person.first):
        thing = unknown or bool(sentence.sign(Sign.THINGS, at) or sentence.sign(Sign.VESSELS, at))
        thing = thing and not reading.tells_before(person.first)  # "بترت قدم آخر"
        return thing and person.prefix == "" and not noun.startswith("ال")
    single = sentence.heads_first and person.meaning is Form.SINGULAR
    single = single and person.after == person.first + 1
    adjective = single and word.endswith(RELATIVE_ENDINGS)  # "حدود أردنية"
    adjective = adjective and noun.startswith("ال") == word.startswith("ال")
    if noun.endswith("ه") != word.endswith("ه"):  # "بلدة ناصر شرطي"
        adjective = adjective and verb_across(reading, person.first) is None
    return unknown and ((noun.endswith("ا") and word.endswith("ا")) or adjective)


def _is_look_alike(sentence: Sentence, person: Found[Form]) -> bool:
    """Tell "دون طيار", and words that are no person there: "طالبا عدم ذكر اسمه", "أما الألغام"."""
    if not sentence.heads_first:
        return sentence.ending(Sign.NONE, person.first) is not None  # "no child was among the dead"
    named = sentence.sign(Sign.NAME_ENDS, person.first) and sentence.sign(Sign.NONE, person.after)
    asks = named or is_asked(sentence, person.first)
    turns = sentence.sign(Sign.CONTRASTS, person.first) and sentence.word(person.after).startswith("ال")
    return bool(sentence.ending(Sign.NONE, person.first) or asks or turns)


def _has_hamza_below(sentence: Sentence, at: int) -> bool:
    """Tell "إمام" from "أمام", which are folded to one."""
    return "إ" in sentence.written(at, at + 1)


def _befell(reading: Reading, at: int) -> Found[CasualtyWord] | None:
    """Return the event or verb before a bare person; a verb may stand a few words off."""
    opens = reading.determined(at)
    event = verb_before(reading, opens) if opens < at else None  # "the death of a wounded man"
    if word := event or verb_before(reading, at):
        return None if is_negated(reading, word) else word
    at = opens
    made = reading.sentence.ending(Sign.MADE_OF, at)
    at = made.first if made else at
    for before in range(at - 1, max(at - 1 - _NEAR, -1), -1):
        word = reading.casualty(before)
        if word and before not in reading.spent:
            return word if _governs(reading, word, at) else None
        if before in reading.spent or _is_in_the_way(reading, before, at):
            return None
    return None


def _governs(reading: Reading, word: Found[CasualtyWord], at: int) -> bool:
    """Tell whether an event or verb before a person befell them: an event only right before."""
    sentence = reading.sentence
    near = word.after == at or word.meaning.form is Form.VERB or not sentence.heads_first
    near = near or sentence.sign(Sign.OTHERS, at) is not None or more_than_one(reading, at) is not None
    near = near or sentence.sign(Sign.ORDINALS, at - 1) is not None
    near = near or sentence.sign(Sign.MADE_OF, at) is not None
    if is_negated(reading, word) or tells_object(reading, word):  # "لم يصب طيار بأذى", "قتلهم مسلح"
        return False
    weak = word.meaning.of_people and word.meaning.category is Category.AFFECTED
    return word.meaning.form in GOVERNORS and near and not weak


def _is_in_the_way(reading: Reading, between: int, at: int) -> bool:
    """Tell whether a token between a verb and a person parts them."""
    sentence = reading.sentence
    if sentence.is_mark(between) or sentence.sign(Sign.REPORTS, between):
        return True
    two = sentence.word(at).endswith("ان")  # "قتل في أحدها سائقان": a subject, no object
    if sentence.sign(Sign.ENDS_COUNT, between) and not (two or _is_where(reading, between, at)):
        return True
    person = reading.person(between) and sentence.heads_first and not tells_whose(reading, between)
    return bool(person) and not (sentence.sign(Sign.ORDINALS, between) or did_it(reading, between, at))


def _is_where(reading: Reading, first: int, after: int) -> bool:
    """Tell the "في الهجوم الانتحاري" of "قتل في الهجوم الانتحاري جندي", which parts nobody."""
    words = [reading.sentence.word(at) for at in range(first + 1, after)]
    return bool(words) and all(word.startswith("ال") for word in words)


def _said_of(reading: Reading, at: int) -> Found[CasualtyWord] | None:
    """Return the verb after an indefinite person: "أن فلسطينيا آخر توفي"; not "إن لصين أصابا الحارس"."""
    person = reading.person(at)
    if person is None or person.prefix not in ("", "و"):
        return None
    if person.meaning is Form.PLURAL and (
        reading.sentence.heads_first or not _are_bare_victims(reading, person)
    ):
        return None
    speaks = reading.sentence.heads_first and (
        reading.sentence.sign(Sign.REPORTS, at - 1) or reading.sentence.ending(Sign.ACCORDING_TO, at)
    )
    verb = None if speaks else verb_after(reading, person.after)
    acted = verb is not None and person.meaning is Form.DUAL and reading.person(verb.after)
    return verb if verb and not acted and _agrees(reading, person, verb) else None


def _agrees(reading: Reading, person: Found[Form], verb: Found[CasualtyWord]) -> bool:
    """Tell whether a verb behind its subject is in its number: of two it ends in an alef."""
    if not reading.sentence.heads_first or verb.after > verb.first + 1:
        return True
    word = reading.sentence.word(verb.first)
    return word.endswith(("ا", "ان")) if person.meaning is Form.DUAL else not word.endswith("ون")


def _said_of_one(reading: Reading, first: int) -> Found[CasualtyWord] | None:
    """Read "أحد الجرحى توفي في المستشفى", but not "أحد المهاجمين قتل خمسة"."""
    first = reading.counted[first].after if first in reading.counted else first  # "أحد الرجال الثلاثة"
    verb = verb_after(reading, first, 2)
    if verb and reading.sentence.sign(Sign.WHERE, verb.after):
        return verb  # "أحد المختطفين توفي تحت التعذيب"
    return verb if verb and is_whole(reading, verb) else None


def _state_of(reading: Reading, at: int) -> Found[CasualtyWord] | None:
    """Return what is said right behind a person: "رضيعا حيا", "رجلا مقتولا"."""
    person = reading.person(at)
    if reading.person(at - 1) and at - 2 in reading.counted:  # "أربعين عاملا صينيا أحياء"
        return None
    others = reading.sentence.sign(Sign.OTHERS, person.after) if person else None
    behind = others or person  # "طفلان آخران يتلقيان العلاج"
    found = reading.sentence.marked.states.get(behind.after) if behind else None
    told = found is not None and found.meaning.category in _STATES
    return found if found and told and not found.prefix else None


def _is_modifier(reading: Reading, person: Found[Form]) -> bool:
    """Tell the first noun of "Syrian soldier", where the last one says who it is, and "Pan-American"."""
    sentence = reading.sentence
    if sentence.heads_first or person.meaning is Form.DUAL:
        return False
    before = person.first - 1
    people = person.first > 0 and sentence.written(person.first, person.after).istitle()
    known = sentence.sign(Sign.DETERMINERS, before) and not sentence.sign(Sign.INDEFINITE, before)
    if people and (sentence.joins_words(before) or (known and person.after in reading.plain)):
        return True  # "the Libyan coast"
    return reading.person(reading.head_from(person.after)) is not None


_RULES = (
    _counting_word,
    one_more,
    _of_all,
    _identified,
    _said_before,
    _part,
    _befallen,
    named_subject,
    _unknown_noun,
)
"""In which order a word is tried that may count somebody without a number."""
