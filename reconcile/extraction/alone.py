"""Nouns that count by themselves: "قتيل", "جنديان", "إصابات", "أصيب شاب", "استشهاد الصحفي سامر"."""

from reconcile.extraction.counted import is_named, is_part, said_of_all, turns
from reconcile.extraction.phrases import Found
from reconcile.extraction.reading import GOVERNORS, QUOTES, SAID, Mention, Reading
from reconcile.extraction.scopes import scope_of
from reconcile.extraction.vocabulary import CasualtyWord, Form
from reconcile.lexicon.language import Sign
from reconcile.model import Category, Count, Qualifier

ONE = Count(low=1, high=1, qualifier=Qualifier.EXACT)
TWO = Count(low=2, high=2, qualifier=Qualifier.EXACT)
_EVERY = ("كل", "لكل", "every", "each", "per")
_NEAR = 4
"""How many words a bare person may stand from its verb, or a verb from the person before it."""
_SAID_REACH = 8
"""How many words what is said of a person may stand after it."""
_LONGEST_NAME = 4
"""How many words after a title are taken as the name."""

_NAMED = frozenset({Category.KILLED, Category.INJURED, Category.CAPTURED, Category.MISSING})
"""Categories that a definite person right after the word falls under; "أنقذ الطبيب" may tell who did it."""

_BARE_PLURAL_LOW = {Form.PLURAL: 2, Form.COUNTED_PLURAL: 2, Form.EVENT_PLURAL: 1}
"""Literal lower bounds of uncounted plurals: wounded people are two at least, injuries one."""


def alone(reading: Reading, at: int, before: list[Mention]) -> Mention | None:
    """Return what the noun at a token counts without a number, given the mentions before it."""
    word = reading.casualty(at)
    if word is None or word.meaning.form in GOVERNORS - {Form.EVENT_PLURAL}:
        named = word and _named_victim(reading, word)
        return named or _bare_person(reading, at, before)
    if word.definite or _is_construct(reading, word):
        return _known_two(reading, word, before) or _construct_dual(reading, word)
    count = bare_count(word.meaning.form)
    if count is None or _repeats(word, before) or not _stands_alone(reading, word):
        return None
    if mixed := _mixed(reading, word):
        return mixed
    if _is_labelled(reading, word) or _is_rate(reading, word.first, word.after):
        return None
    if word.after in reading.emphasis and word.meaning.form is Form.PLURAL:
        count = TWO
    if hedge := _more_than_one(reading, word.first):
        count = hedge
    event = reading.casualty(at - 1)  # of "وفاة جريح" the event decides, of "أسير يستشهد" the verb
    if event is None and word.meaning.form is Form.SINGULAR:
        event = _verb_after(reading, word.after)
    category = (
        event.meaning.category if event and event.meaning.form in GOVERNORS else word.meaning.category
    )
    if word.meaning.form is Form.COUNTED_PLURAL and not event:
        category = Category.CASUALTIES
    if category not in _TOLD_BARE and not event:
        return None
    if event:
        reading.spent.add(event.first)
    return _mention(reading, word, category, count, f"«{_written(reading, word)}» counts itself")


_TOLD_BARE = frozenset({Category.KILLED, Category.INJURED, Category.MISSING, Category.CASUALTIES})
"""Of these, a bare noun tells of something new; "لاجئ سوري", "أسرى غزة" may be long known."""


def _stands_alone(reading: Reading, word: Found[CasualtyWord]) -> bool:
    """Tell "a body was found" from "a hostage deal", "deaths were reported" from "died of injuries"."""
    sentence = reading.sentence
    if sentence.heads_first:
        return True
    if word.meaning.form is Form.SINGULAR:
        ends = sentence.is_mark(word.after) or sentence.sign(Sign.ENDS_COUNT, word.after)
        return bool(ends) and sentence.has(Sign.INDEFINITE, word.first - 2, word.first)
    cause = sentence.sign(Sign.OF, word.first - 1) or sentence.sign(Sign.FROM, word.first - 1)
    return not (cause and word.meaning.category is Category.INJURED)


def _repeats(word: Found[CasualtyWord], before: list[Mention]) -> bool:
    """Tell a bare plural that repeats a figure: "أصيب ثلاثون، إصابات معظمهم طفيفة"."""
    if word.meaning.form not in _BARE_PLURAL_LOW:
        return False
    told = any(mention.category is word.meaning.category for mention in before)
    return told and not word.prefix.startswith("و")


def _mixed(reading: Reading, word: Found[CasualtyWord]) -> Mention | None:
    """Read "سقطوا بين قتيل ومصاب", without a number."""
    also = reading.casualty(word.after)
    opened = reading.sentence.ending(Sign.MIXED_OPENS, word.first)
    if not (opened and also and also.prefix == "و" and also.meaning.form is word.meaning.form):
        return None
    reading.spent.update(range(word.first, also.after))
    count = Count(low=2, high=None, qualifier=Qualifier.VAGUE, term="some")
    return _mention(
        reading, word, Category.CASUALTIES, count, "does not separate the dead from the hurt"
    )


def _is_labelled(reading: Reading, word: Found[CasualtyWord]) -> bool:
    """Tell the plural of "حصيلة ضحايا الفيضانات" and "الحصيلة النهائية لضحايا", counted elsewhere."""
    if word.meaning.form not in _BARE_PLURAL_LOW:
        return False
    if reading.sentence.ending(Sign.RELATIVES_OF, word.first):  # "أهالي ضحايا المرفأ"
        return True
    near = reading.sentence.has(Sign.TOTAL, word.first - 2, word.first) and word.prefix == "ل"
    return near or reading.sentence.ending(Sign.TOTAL, word.first) is not None


def _known_two(reading: Reading, word: Found[CasualtyWord], before: list[Mention]) -> Mention | None:
    """Read "القتيلان من حراس القافلة": two, though known, where no figure told of them."""
    nominative = word.meaning.form is Form.DUAL and reading.sentence.word(word.first).endswith("ان")
    if not nominative or any(mention.category is word.meaning.category for mention in before):
        return None
    return _mention(reading, word, word.meaning.category, TWO, "a dual")


def _construct_dual(reading: Reading, word: Found[CasualtyWord]) -> Mention | None:
    """Read "قتيلا الشرطة", where the alef is no accusative but the dual before its noun."""
    is_dual = word.meaning.form is Form.SINGULAR and reading.sentence.word(word.first).endswith("ا")
    if not is_dual or word.definite:
        return None
    count = TWO
    return _mention(reading, word, word.meaning.category, count, "a dual before its noun")


def _is_rate(reading: Reading, first: int, after: int) -> bool:
    """Tell "لكل أسرة شهيد" and "رجلا من كل أربعة"."""
    sentence = reading.sentence
    before = any(sentence.word(at) in _EVERY for at in range(first - 2, first))
    rate = sentence.sign(Sign.OUT_OF, after)
    return before or (rate is not None and rate.after in reading.counted)


def _more_than_one(reading: Reading, at: int) -> Count | None:
    """Read "أكثر من شخص", which is two at least."""
    hedges = reading.sentence.marked.hedges_before.values()
    more = any(hedge.after == at and hedge.meaning is Qualifier.MORE_THAN for hedge in hedges)
    return Count(low=2, high=None, qualifier=Qualifier.VAGUE, term="some") if more else None


def bare_count(form: Form) -> Count | None:
    """Return the count that a noun without a number states, or None."""
    if form in (Form.SINGULAR, Form.DUAL):
        return ONE if form is Form.SINGULAR else TWO
    low = _BARE_PLURAL_LOW.get(form)
    if low:
        return Count(low=low, high=None, qualifier=Qualifier.VAGUE, term="some")
    return None


def bare_person(
    reading: Reading, at: int, category: Category, why: str, *, definite: bool = False
) -> Mention | None:
    """Return one or two persons whom the noun at a token names without a number.

    A definite one only where `definite` allows it: "بينهم المنفذ".
    """
    person = reading.person(at)
    title = reading.sentence.sign(Sign.TITLES, at)
    if definite and title and reading.sentence.word(at).startswith("ال"):
        return _mention(reading, title, category, ONE, why)
    if person is None or (person.definite and not (definite and person.meaning is Form.SINGULAR)):
        return None
    if _is_modifier(reading, person):
        return None
    is_other = reading.sentence.sign(Sign.OTHERS, at) is not None
    count = _more_than_one(reading, at) or bare_count(person.meaning)
    if person.meaning is Form.PLURAL and person.after in reading.emphasis:
        count = TWO
    elif count is None or (person.meaning is Form.PLURAL and not is_other):
        return None
    if _is_rate(reading, at, person.after) or _is_subject(reading, person):
        return None
    return _mention(reading, person, category, count, why)


def _is_modifier(reading: Reading, person: Found[Form]) -> bool:
    """Tell the first noun of "Syrian soldier", where the last one says who it is."""
    sentence = reading.sentence
    if sentence.heads_first or person.meaning is Form.DUAL:
        return False
    return reading.person(reading.head_from(person.after)) is not None


def _bare_person(reading: Reading, at: int, before: list[Mention]) -> Mention | None:
    """Read "مقتل جنديين", "أصيب شاب", "شاب توفي", "بينهم طفلان", "أحدهم", "أصيب أحد المارة"."""
    sentence = reading.sentence
    one, among = sentence.sign(Sign.ONE_OF, at), sentence.sign(Sign.ONE_AMONG, at)
    if both := sentence.sign(Sign.BOTH, at):
        befell = _befell(reading, at) or _verb_after(reading, both.after)
        return _mention(reading, both, befell.meaning.category, TWO, "both of two") if befell else None
    if one:
        why = "one of those before"
        return _mention(reading, one, before[-1].category, ONE, why, part=True) if before else None
    ordinal, event = sentence.sign(Sign.ORDINALS, at), reading.casualty(at - 1, Form.VERB)
    if ordinal and event and reading.person(ordinal.after) is None:  # "وأصيب ثالث"
        return _mention(reading, ordinal, event.meaning.category, ONE, "one more")
    if reading.person(at) is None and among is None and sentence.sign(Sign.TITLES, at) is None:
        return None
    person = reading.person(at)
    all_of_whom = said_of_all(reading, person.after) if person else None
    if all_of_whom:
        return bare_person(reading, at, all_of_whom.meaning.category, "said of all", definite=True)
    if before and is_part(reading, reading.determined(at), at + 1):
        if among:
            return _mention(
                reading, among, before[-1].category, ONE, "one of the figure before", part=True
            )
        why = "a part of the figure before"
        return bare_person(reading, at, before[-1].category, why, definite=True)
    state = _state_of(reading, at)
    befell = state or _befell(reading, at) or _said_of(reading, at)
    if befell is None:
        return None
    why = f"governed by «{_written(reading, befell)}»"
    if among:
        of_many = sentence.word(among.after).startswith("ال")
        return _mention(reading, among, befell.meaning.category, ONE, why) if of_many else None
    definite = not sentence.heads_first  # "the driver was killed"
    found = bare_person(reading, at, befell.meaning.category, why, definite=definite)
    if found:
        reading.spent.add(befell.first)
    return found


def _state_of(reading: Reading, at: int) -> Found[CasualtyWord] | None:
    """Return what is said right behind a person: "رضيعا حيا"."""
    person = reading.person(at)
    found = reading.sentence.marked.states.get(person.after) if person else None
    return found if found and found.meaning.category is Category.RESCUED and not found.prefix else None


def _is_subject(reading: Reading, person: Found[Form]) -> bool:
    """Tell the policeman of "قتل شرطي شابا", who did it: an accusative follows, to whom it was done."""
    if person.meaning is not Form.SINGULAR or person.first - 1 not in reading.casualties:
        return False
    for at in range(person.after, person.after + 2):
        other = reading.person(at)
        if other and not other.prefix and other.meaning is Form.SINGULAR:
            return _is_accusative(reading.sentence.word(at))
    return False


def _is_accusative(word: str) -> bool:
    return word.endswith("ا") and not word.endswith("ها")


def _befell(reading: Reading, at: int) -> Found[CasualtyWord] | None:
    """Return the event or verb before a bare person; a verb may stand a few words off."""
    right_before = (reading.casualty(at - length, *GOVERNORS) for length in (2, 3))
    for word in right_before:
        if word and word.after == at and word.first not in reading.spent:
            return word
    at = reading.determined(at)
    for before in range(at - 1, max(at - 1 - _NEAR, -1), -1):
        word = reading.casualty(before)
        if before in reading.spent or reading.sentence.is_mark(before):
            return None
        if word:
            near = (
                word.after == at
                or not reading.sentence.heads_first
                or word.meaning.form is Form.VERB
                or reading.sentence.sign(Sign.OTHERS, at)
                or reading.sentence.sign(Sign.ORDINALS, at - 1)
                or _more_than_one(reading, at)
            )
            weak = word.meaning.of_people and word.meaning.category is Category.AFFECTED
            return word if word.meaning.form in GOVERNORS and near and not weak else None
        two = reading.sentence.word(at).endswith("ان")  # "قتل في أحدها سائقان": a subject, no object
        if reading.sentence.sign(Sign.ENDS_COUNT, before) and not two:
            return None
        ordinal = reading.sentence.sign(Sign.ORDINALS, before) is not None
        if reading.sentence.has(Sign.REPORTS, before, before + 1):
            return None
        in_the_way = reading.person(before) and reading.sentence.heads_first
        if in_the_way and not ordinal and not _did_it(reading, before, at):
            return None
    return None


def _did_it(reading: Reading, at: int, victim: int) -> bool:
    """Tell the subject between a verb and its victim: "أنقذ رجال الإطفاء سيدتين", "قتل شرطي شابا"."""
    person = reading.person(at)
    if person is None or person.definite:
        return person is not None
    return person.meaning is Form.PLURAL or _is_accusative(reading.sentence.word(victim))


def _said_of(reading: Reading, at: int) -> Found[CasualtyWord] | None:
    """Return the verb after an indefinite person: "أن فلسطينيا آخر توفي"."""
    person = reading.person(at)
    if person is None or person.meaning is Form.PLURAL or person.prefix not in ("", "و"):
        return None
    return _verb_after(reading, person.after)


def _verb_after(reading: Reading, first: int) -> Found[CasualtyWord] | None:
    """Return the casualty verb that is said of the person before the token `first`."""
    commas, coordinated = 0, False
    for after in range(_past_apposition(reading, first), first + _SAID_REACH):
        counted = reading.counted.get(after)
        if turns(reading, after):
            return None
        commas += reading.sentence.word(after) in ("،", ",")
        also = counted and reading.joins(counted.opens)  # "a mother and her 2 children died"
        coordinated = coordinated or bool(also)
        if counted and not also and not reading.counts_thing(counted):
            return None
        if reading.sentence.is_mark(after) and (
            reading.sentence.word(after) not in ("،", ",") or commas > 1
        ):
            return None
        word = reading.casualty(after)
        if word:
            alone_here = word.meaning.form in SAID and word.prefix == "" and not word.definite
            free = coordinated or after not in reading.spent
            return word if alone_here and free else None
    return None


def _past_apposition(reading: Reading, first: int) -> int:
    """Return the token after the name and age of "a man, Ali Omar, 24, was killed"."""
    sentence = reading.sentence
    if sentence.heads_first or sentence.word(first) != ",":
        return first
    commas = [at for at in range(first, first + _SAID_REACH) if sentence.word(at) == ","]
    verbs = [at for at in range(first, first + _SAID_REACH) if reading.casualty(at, *SAID)]
    before = [at for at in commas if verbs and at < verbs[0]]
    return before[-1] + 1 if len(before) > 1 else first


def _named_victim(reading: Reading, word: Found[CasualtyWord]) -> Mention | None:
    """Read "استشهاد الصحفي سامر العطار", "اعتقلت الشرطة الناشط خالد", "أردي المهاجم"."""
    sentence = reading.sentence
    if word.first in reading.spent or word.meaning.category not in _NAMED:
        return None
    reach = 1 if word.meaning.form is Form.EVENT else 2
    title = next((at for at in range(word.after, word.after + reach) if is_named(reading, at)), None)
    if title is None or title in reading.spent:
        return None
    if any(sentence.is_mark(at) for at in range(word.after, title)):
        return None
    after = title + 1
    while after < title + 1 + _LONGEST_NAME and not _ends_name(reading, after):
        after += 1
    if after == title + 1 and not sentence.word(title).startswith("ال"):
        return None
    reading.spent.update(range(word.first, after))
    start, _ = sentence.span(word.first, word.after)
    scope = scope_of(reading, word.first, after)
    why = "a victim told by name"
    return Mention(word.meaning.category, ONE, scope, word.first, after, start, why)


def _ends_name(reading: Reading, at: int) -> bool:
    sentence = reading.sentence
    if sentence.word(at) in QUOTES:
        return False
    if sentence.is_mark(at) or at in reading.counted or reading.casualty(at):
        return True
    if sentence.sign(Sign.ENDS_COUNT, at) or sentence.sign(Sign.NAME_ENDS, at):
        return True
    return sentence.word(at).startswith(("ب", "و")) and not sentence.word(at).startswith(("بن", "بو"))


def _is_construct(reading: Reading, word: Found[CasualtyWord]) -> bool:
    """Tell "شهداء الأقصى": a noun made definite by the one after it."""
    if word.meaning.form is Form.DUAL:
        return False
    following = reading.sentence.word(word.after)
    if following in QUOTES or following == "’":  # "Martyrs' Square"
        return not reading.sentence.heads_first
    return following.startswith("ال") and not reading.sentence.sign(Sign.NAME_ENDS, word.after)


def _mention(
    reading: Reading,
    found: Found[CasualtyWord] | Found[Form] | Found[Sign],
    category: Category,
    count: Count,
    why: str,
    *,
    part: bool = False,
) -> Mention:
    sentence = reading.sentence
    opening = sentence.tokens.start(found.first) + len(found.prefix)
    start = sentence.folded.span(opening, opening + 1)[0] + sentence.offset
    after = reading.emphasis.get(found.after, found.after)
    scope = scope_of(reading, reading.determined(found.first), after, part=part)
    return Mention(category, count, scope, found.first, after, start, why)


def _written(reading: Reading, found: Found[CasualtyWord]) -> str:
    return reading.sentence.written(found.first, found.after)
