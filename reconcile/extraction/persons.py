"""Persons told without a number: "مقتل جنديين", "أصيب شاب", "استشهاد الصحفي سامر"."""

from reconcile.extraction.adverbials import are_adverbials, verb_across
from reconcile.extraction.agents import RELATIVE_ENDINGS, did_it, is_subject
from reconcile.extraction.bare import (
    ONE,
    TWO,
    bare_count,
    bare_mention,
    is_rate,
    more_than_one,
    verb_after,
    verb_before,
    written,
)
from reconcile.extraction.clauses import is_named
from reconcile.extraction.governing import is_negated, tells_object, tells_what, tells_whose
from reconcile.extraction.parts import is_part, known_all, said_of_all
from reconcile.extraction.phrases import Found
from reconcile.extraction.reading import GOVERNORS, NOUNS, QUOTES, Mention, Reading
from reconcile.extraction.scopes import scope_of
from reconcile.extraction.sentences import Sentence
from reconcile.extraction.vocabulary import CasualtyWord, Form
from reconcile.lexicon.language import Sign
from reconcile.model import Category, Count

_VERB = frozenset({Form.VERB})
_NEAR = 4
"""How many words a bare person may stand from its verb, or a verb from the person before it."""
_SUBJECT_REACH = 8
"""How many words those who did it may be told in, between the verb and whom they did it to."""
_FURTHEST_TITLE = 10
"""How many words when and where may take before somebody is named."""
_LONGEST_AGE = 4
"""How many words an age between commas may take."""
_SHORTEST_DUAL = 6
"""How many letters a dual has that nobody knows: shorter ones are names, such as حسان."""
_LONGEST_NAME = 4
"""How many words after a title are taken as the name."""
_MAY_DIE = frozenset({Category.INJURED, Category.HOSPITALIZED, Category.CAPTURED, Category.MISSING})
_DEATH_REACH = 12
"""How many words behind somebody hurt their death may be told."""
_NAMED = frozenset({Category.KILLED, Category.INJURED, Category.CAPTURED, Category.MISSING})
"""Categories that somebody known falls under; "أنقذ الطبيب" may tell who did it."""


def lone_person(reading: Reading, at: int, before: list[Mention]) -> Mention | None:
    """Read "مقتل جنديين", "أصيب شاب", "شاب توفي", "بينهم طفلان", "أحدهم", "أصيب أحد المارة"."""
    for read in (_counting_word, _one_more, _of_all, _part, _befallen, _named_subject, _unknown_noun):
        mention = read(reading, at, before)
        if mention:
            return mention
    return None


def _counting_word(reading: Reading, at: int, before: list[Mention]) -> Mention | None:
    """Read words that stand for one or two: "كلا الطيارين", "أحدهما"."""
    sentence = reading.sentence
    if both := sentence.sign(Sign.BOTH, at):
        word = _befell(reading, at) or verb_after(reading, both.after)
        return bare_mention(reading, both, word.meaning.category, TWO, "both of two") if word else None
    if one := sentence.sign(Sign.ONE_OF, at):
        if sentence.sign(Sign.AGED, one.after):  # "أحدهما يبلغ من العمر 19"
            return None
        word = verb_after(reading, one.after, 1) or verb_before(reading, at)  # "توفي أحدهما"
        category = word.meaning.category if word else before[-1].category if before else None
        why = "one of those before"
        return bare_mention(reading, one, category, ONE, why, part=True) if category else None
    return None


def _one_more(reading: Reading, at: int, _: list[Mention]) -> Mention | None:
    """Read "وأصيب ثالث", "إصابة رابع" and "وأن ثالثا أصيب", but not "اغتيال ثاني رئيس"."""
    ordinal = reading.sentence.sign(Sign.ORDINALS, at)
    if ordinal is None:
        return None
    event = verb_before(reading, at)
    if event is None:
        event = _said_of_another(reading, ordinal)
    elif reading.person(ordinal.after) or not (
        event.meaning.form is Form.VERB or _is_last(reading, ordinal.after)
    ):
        return None
    return bare_mention(reading, ordinal, event.meaning.category, ONE, "one more") if event else None


def _said_of_another(reading: Reading, ordinal: Found[Sign]) -> Found[CasualtyWord] | None:
    """Return the verb of "وأن ثالثا أصيب"; not that of "الجندي الثالث قتل"."""
    before = ordinal.first - 1
    behind_noun = reading.person(before) or reading.casualty(before) or before in reading.plain
    behind_noun = behind_noun or reading.sentence.sign(Sign.SPEAKERS, before) is not None
    if not reading.sentence.heads_first:  # "and a third was wounded", not "a third of"
        return verb_after(reading, ordinal.after, _NEAR) if _is_last(reading, ordinal.after) else None
    if ordinal.definite or behind_noun:
        return None
    states = reading.sentence.marked.states
    state = next((states[at] for at in range(ordinal.after, ordinal.after + 4) if at in states), None)
    if state and state.prefix == "" and state.meaning.category is Category.MISSING:
        reading.spent.update(range(state.first, state.after))
        return state  # "وأن رابعا ما زال مفقودا"
    return verb_after(reading, ordinal.after, 1)


def _is_last(reading: Reading, after: int) -> bool:
    """Tell whether no noun stands at a token that an ordinal before it is of, and no "of"."""
    sentence = reading.sentence
    if not sentence.heads_first and sentence.sign(Sign.OF, after):  # "a third of them"
        return False
    ends = sentence.is_mark(after) or sentence.sign(Sign.ENDS_COUNT, after)
    return bool(ends) or (sentence.heads_first and sentence.word(after).startswith(("ب", "و")))


def _unknown_noun(reading: Reading, at: int, _: list[Mention]) -> Mention | None:
    """Read the two of "قتل قنصلان", in a word that nobody knows: its ending tells that they are two."""
    sentence, word = reading.sentence, reading.sentence.word(at)
    if not word.endswith("ان") or len(word) < _SHORTEST_DUAL or at not in reading.plain:
        return None
    event = reading.casualty(at - 1, _VERB)
    if event is None or event.first in reading.spent or event.meaning.category not in _NAMED:
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
        reading.spent.add(word.first)
    return found and _dead_later(reading, found)


def _dead_later(reading: Reading, hurt: Mention) -> Mention:
    """Return the death of "أصيب شاب برصاصة وتوفي بعد ساعات": one person, told of once, as killed."""
    sentence = reading.sentence
    if not sentence.heads_first or hurt.count != ONE or hurt.category not in _MAY_DIE:
        return hurt
    for at in range(hurt.after, min(hurt.after + _DEATH_REACH, len(sentence))):
        word = reading.casualty(at, _VERB)
        if word and word.meaning.category is Category.KILLED and word.first not in reading.spent:
            told = word.prefix in ("و", "ف") or sentence.ending(Sign.THEN, at) is not None
            if not (told and _is_whole(reading, word)) or _is_of_many(sentence, word):
                return hurt
            reading.spent.update(range(word.first, word.after))
            why = f"{hurt.why}, and died: «{written(reading, word)}»"
            return hurt._replace(category=Category.KILLED, after=word.after, why=why)
        another = at in reading.counted and not reading.counts_thing(reading.counted[at])
        if another or reading.person(at) or reading.casualty(at, _VERB):
            return hurt
    return hurt


def _is_of_many(sentence: Sentence, verb: Found[CasualtyWord]) -> bool:
    return sentence.word(verb.first).endswith(("وا", "ا", "ون"))


def _named_subject(reading: Reading, at: int, _: list[Mention]) -> Mention | None:
    """Read "الضابط المناوب أصيب في قدمه": somebody known, of whom it is said that it befell them."""
    sentence = reading.sentence
    if not sentence.heads_first or not is_named(reading, at) or sentence.sign(Sign.REPORTS, at - 1):
        return None
    if sentence.sign(Sign.SPEAKERS, at - 1) or sentence.ending(Sign.ACCORDING_TO, at):
        return None  # "الجيش اللبناني", "وفق المصاب"
    verb = verb_after(reading, _past_name_and_age(reading, at + 1))
    if verb is None or verb.meaning.category not in _NAMED:
        return None
    if not _is_whole(reading, verb):  # else it may be what they did
        return None
    reading.spent.update(range(at, verb.after))
    start, _end = sentence.span(at, verb.after)
    scope = scope_of(reading, at, verb.after)
    why = "said of somebody known"
    return _dead_later(reading, Mention(verb.meaning.category, ONE, scope, at, verb.after, start, why))


def _past_name_and_age(reading: Reading, first: int) -> int:
    """Return the token after the age of "الشاب محمد، 22 عاما، استشهد" and "الطفلة ليلى (8 أشهر)"."""
    sentence = reading.sentence
    for at in range(first, first + _LONGEST_NAME):
        if sentence.is_mark(at):
            inside = range(at + 1, at + 1 + _LONGEST_AGE)
            closes = next((near for near in inside if sentence.is_mark(near)), None)
            aged = closes and any(near in reading.counted for near in range(at + 1, closes))
            return closes + 1 if closes and aged else first
    return first


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
    if _is_modifier(reading, person) or _is_nobody(reading, person):
        return None
    count = _number_of(reading, person)
    if count is None or is_rate(reading, at, person.after) or is_subject(reading, person):
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
    bears_alef = sentence.word(person.first).endswith("ا") and person.after == person.first + 1
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


def _spend_told_again(reading: Reading, word: Found[CasualtyWord], at: int) -> None:
    """Use up the noun of "أردي المهاجم قتيلا", which tells of the same person."""
    noun = reading.casualty(at, frozenset({Form.SINGULAR}))
    if noun and noun.meaning.category is word.meaning.category and noun.prefix == "":
        reading.spent.add(at)


def _is_nobody(reading: Reading, person: Found[Form]) -> bool:
    """Tell "من جهة أخرى", "زيا عسكريا" and "طائرة دون طيار", where the word is nobody."""
    sentence, at = reading.sentence, person.first - 1
    if sentence.heads_first and sentence.ending(Sign.NONE, person.first):
        return True
    if sentence.ending(Sign.RANK, person.first):  # "برتبة عقيد"
        return True
    noun, word = sentence.word(at), sentence.word(person.first)
    unknown = at in reading.plain or (not person.prefix and tells_what(reading, at))
    if sentence.sign(Sign.OTHERS, person.first):
        thing = unknown or sentence.sign(Sign.THINGS, at) is not None
        return thing and person.prefix == "" and not noun.startswith("ال")
    single = sentence.heads_first and person.meaning is Form.SINGULAR
    single = single and person.after == person.first + 1
    adjective = single and word.endswith(RELATIVE_ENDINGS)  # "حدود أردنية"
    adjective = adjective and noun.startswith("ال") == word.startswith("ال")
    if noun.endswith("ه") != word.endswith("ه"):  # "بلدة ناصر شرطي"
        adjective = adjective and verb_across(reading, person.first) is None
    return unknown and ((noun.endswith("ا") and word.endswith("ا")) or adjective)


def named_victim(reading: Reading, word: Found[CasualtyWord]) -> Mention | None:
    """Read "استشهاد الصحفي سامر العطار", "اعتقلت الشرطة الناشط خالد", "أردي المهاجم"."""
    sentence = reading.sentence
    told = word.meaning.category in _NAMED and not is_negated(reading, word)
    if word.first in reading.spent or not told:
        return None
    reach = 1 if word.meaning.form is Form.EVENT else 2
    first = word.after
    first = _past_adverbials(reading, first)
    each = sentence.sign(Sign.EACH_OF, first)
    first = each.after if each else first
    title = next((at for at in range(first, first + reach) if is_named(reading, at)), None)
    title = _title_behind_subject(reading, word) if title is None else title
    if title is None or title in reading.spent:
        return None
    if any(sentence.is_mark(at) or reading.casualty(at) for at in range(first, title)):
        return None
    after = title + 1
    while after < title + 1 + _LONGEST_NAME and not _ends_name(reading, after):
        after += 1
    if after == title + 1 and not sentence.word(title).startswith("ال"):
        return None
    acted = after in reading.counted and not reading.opens_with_and(after)  # "ذبح المزارع 10 خراف"
    named = sentence.sign(Sign.TITLES, title) and after > title + 2 and title + 2 in reading.plain
    things = range(title + 2 if named else title, after)  # the first name of "القاضي جمال" is no camels
    found = (sentence.sign(Sign.THINGS, at) for at in things)
    if acted or any(thing and not thing.definite for thing in found):  # but "قائد الطائرة"
        return None
    reading.spent.update(range(word.first, after))
    _spend_told_again(reading, word, after)
    start, _ = sentence.span(word.first, word.after)
    scope = scope_of(reading, word.first, after)
    why = "a victim told by name"
    return _dead_later(
        reading, Mention(word.meaning.category, ONE, scope, word.first, after, start, why)
    )


def _past_adverbials(reading: Reading, first: int) -> int:
    """Return where somebody is named behind adverbials: "أصيب أمس في الاعتداء مدير المدرسة"."""
    if not reading.sentence.heads_first:
        return first
    named = (at for at in range(first + 1, first + 1 + _FURTHEST_TITLE) if is_named(reading, at))
    return next((at for at in named if are_adverbials(reading, first, at)), first)


def _title_behind_subject(reading: Reading, verb: Found[CasualtyWord]) -> int | None:
    """Return the title behind who did it: "اعتقلت قوات الأمن الصحفي", "اغتال مسلحون … القاضي"."""
    sentence, first = reading.sentence, verb.after
    if verb.meaning.form is not Form.VERB:
        return None
    person = reading.person(first)
    nominative = sentence.word(first).endswith(("ون", "ان"))
    subjects = (
        person is not None and not person.definite and nominative and person.meaning is not Form.SINGULAR
    )
    reach = _SUBJECT_REACH if subjects else 2 if sentence.sign(Sign.SPEAKERS, first) else 0
    for at in range(first + 1, first + 1 + reach):
        known = sentence.word(at).startswith("ال") and sentence.sign(Sign.TITLES, at)
        if known or sentence.is_mark(at) or at in reading.counted or reading.casualty(at):
            return at if known else None
    return None


def _befell(reading: Reading, at: int) -> Found[CasualtyWord] | None:
    """Return the event or verb before a bare person; a verb may stand a few words off."""
    if word := verb_before(reading, at):
        return None if is_negated(reading, word) else word
    at = reading.determined(at)
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
    """Return the verb after an indefinite person: "أن فلسطينيا آخر توفي"."""
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
    return verb if verb and _agrees(reading, person, verb) else None


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
    return verb if verb and _is_whole(reading, verb) else None


def _is_whole(reading: Reading, verb: Found[CasualtyWord]) -> bool:
    """Tell the verb that nobody follows to whom it was done."""
    sentence = reading.sentence
    ends = sentence.is_mark(verb.after) or sentence.sign(Sign.ENDS_COUNT, verb.after)
    if ends and _has_object(reading, verb):
        return False
    word = sentence.word(verb.after)
    manner = word.endswith("ا") and not reading.person(verb.after)  # "توفيت اختناقا"
    goes_on = reading.casualty(verb.after, _VERB)  # "أحد جنوده استشهد وأصيب ثلاثة"
    another = goes_on is not None and goes_on.prefix == "و"
    return bool(ends) or word.startswith("ب") or manner or another


def _has_object(reading: Reading, verb: Found[CasualtyWord]) -> bool:
    """Tell "المهاجم قتل على الفور حارسين", where adverbials part the verb from whom it was done to."""
    near = range(verb.after + 1, verb.after + 1 + _FURTHEST_TITLE)
    told = (at for at in near if reading.person(at) or at in reading.counted)
    return any(verb_across(reading, at) is verb for at in told)


def _state_of(reading: Reading, at: int) -> Found[CasualtyWord] | None:
    """Return what is said right behind a person: "رضيعا حيا", "رجلا مقتولا"."""
    person = reading.person(at)
    found = reading.sentence.marked.states.get(person.after) if person else None
    told = found is not None and found.meaning.category in (Category.RESCUED, Category.KILLED)
    return found if found and told and not found.prefix else None


def _is_modifier(reading: Reading, person: Found[Form]) -> bool:
    """Tell the first noun of "Syrian soldier", where the last one says who it is."""
    sentence = reading.sentence
    if sentence.heads_first or person.meaning is Form.DUAL:
        return False
    return reading.person(reading.head_from(person.after)) is not None


def _ends_name(reading: Reading, at: int) -> bool:
    sentence = reading.sentence
    if sentence.word(at) in QUOTES:
        return False
    if sentence.is_mark(at) or at in reading.counted or reading.casualty(at):
        return True
    if sentence.sign(Sign.ENDS_COUNT, at) or sentence.sign(Sign.NAME_ENDS, at):
        return True
    return sentence.word(at).startswith(("ب", "و")) and not sentence.word(at).startswith(("بن", "بو"))
