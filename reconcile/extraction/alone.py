"""Casualty nouns that count by themselves: "قتيل", "جنديان", "إصابات"."""

from reconcile.extraction.bare import (
    BARE_PLURAL_LOW,
    ONE,
    SOME,
    TWO,
    bare_count,
    bare_mention,
    is_asked,
    is_of_unread_number,
    more_than_one,
    verb_after,
    written,
)
from reconcile.extraction.forms import CasualtyWord, Form
from reconcile.extraction.governing import captor_of
from reconcile.extraction.labels import opens_item
from reconcile.extraction.named import named_victim
from reconcile.extraction.parts import is_part
from reconcile.extraction.persons import lone_person
from reconcile.extraction.phrases import Found
from reconcile.extraction.predicates import LASTING
from reconcile.extraction.rates import is_rate_of_one
from reconcile.extraction.reading import BY, GOVERNORS, NOUNS, QUOTES, SAID, Mention, Reading
from reconcile.lexicon.language import Sign
from reconcile.model import Category, Count

_BY_THE = "بال"
_A_HUNDRED = 100
"""From it on Arabic counts one noun without an ending, as it counts another beside it."""
_FOUND_REACH = 3
"""How many words a finding may stand before a body."""


def alone(reading: Reading, at: int, before: list[Mention]) -> Mention | None:
    """Return what the noun at a token counts without a number, given the mentions before it."""
    word = reading.casualty(at)
    if word is None or word.meaning.form in GOVERNORS - {Form.EVENT_PLURAL}:
        told = word and (_one_wound(reading, word) or named_victim(reading, word))
        return told or lone_person(reading, at, before)
    if word.definite or _is_construct(reading, word) or _are_known(reading, word):
        known = _known_two(reading, word, before) or _construct_dual(reading, word)
        return known or _found_body(reading, word)
    count = _count(reading, word)
    unread = is_of_unread_number(reading, at)
    again = _repeats(reading, word, before) or _is_counted_with(reading, word)
    if count is None or unread or again or not _stands_alone(reading, word):
        return None
    if mixed := _mixed(reading, word):
        return mixed
    if _is_labelled(reading, word) or is_rate_of_one(reading, word.first, word.after):
        return None
    return _of_category(reading, word, count, before)


def _is_counted_with(reading: Reading, word: Found[CasualtyWord]) -> bool:
    """Tell the hurt of "إجلاء 200 مريض وجريح", who are among the two hundred; not "3 قتلى وجريح"."""
    counted = reading.counted.get(word.first - 2)
    if word.meaning.form is not Form.SINGULAR or word.prefix != "و" or counted is None:
        return False
    lost, person = reading.casualty(word.first - 1, NOUNS), reading.person(word.first - 1)
    single = (lost.meaning.form if lost else person.meaning if person else None) is Form.SINGULAR
    many = (counted.count.low or 0) >= _A_HUNDRED
    alike = many or reading.sentence.word(word.first).endswith("ا")  # "12 مريضا وجريحا"
    return single and alike and counted.after == word.first - 1


def _one_wound(reading: Reading, word: Found[CasualtyWord]) -> Mention | None:
    """Read "إصابة بليغة" behind "منها", which is one of several and no verbal noun there."""
    hurt = word.meaning.form is Form.EVENT and word.meaning.category is Category.INJURED
    part = hurt and reading.sentence.ending(Sign.SUBSET, word.first) is not None
    if not part or word.after in reading.counted or reading.person(word.after):
        return None
    return bare_mention(reading, word, word.meaning.category, ONE, "one of those before", part=True)


def _count(reading: Reading, word: Found[CasualtyWord]) -> Count | None:
    if hedged := more_than_one(reading, word.first):
        return hedged
    if word.after in reading.emphasis and word.meaning.form is Form.PLURAL:
        return TWO
    return bare_count(word.meaning.form)


def _of_category(
    reading: Reading, word: Found[CasualtyWord], count: Count, before: list[Mention]
) -> Mention | None:
    """Return the mention; of "وفاة جريح" the event decides the category, of "أسير يستشهد" the verb."""
    known_long = word.meaning.category not in _TOLD_BARE and word.meaning.form in _ONE_OR_TWO
    if known_long and before and is_part(reading, word.first, word.after):
        why = "a part of the figure before"  # "بينهم أسيران"
        return bare_mention(reading, word, before[-1].category, count, why, part=True)
    event = reading.casualty(word.first - 1) or captor_of(reading, word, word.first)
    if event is None and word.meaning.form is Form.SINGULAR:
        event = verb_after(reading, word.after)
    category = word.meaning.category
    if event and (category, event.meaning.category) == (Category.KILLED, Category.INJURED):
        event = None  # "شهيد أصيب أمس": who is dead was hurt before
    if event and event.meaning.form in GOVERNORS | SAID:
        category = event.meaning.category
    elif word.meaning.form is Form.COUNTED_PLURAL and not event:
        category = Category.CASUALTIES
    if category not in _TOLD_BARE and not event:
        return None
    if event:
        reading.spent.add(event.first)
    same = reading.person(word.after) or _what_they_were(reading, word)
    if reading.sentence.heads_first and same and not same.prefix:
        reading.spent.add(same.first)  # "جثة فتاة", "جثماني أسيرين", "جثمان شهيد"
    return bare_mention(reading, word, category, count, f"«{written(reading, word)}» counts itself")


def _what_they_were(reading: Reading, word: Found[CasualtyWord]) -> Found[CasualtyWord] | None:
    """Return the noun behind another that says of the same people what they were, or are."""
    noun = reading.casualty(word.after, NOUNS)
    same = LASTING | {word.meaning.category}
    return noun if noun and noun.meaning.category in same else None


_ONE_OR_TWO = frozenset({Form.SINGULAR, Form.DUAL})

_TOLD_BARE = frozenset({Category.KILLED, Category.INJURED, Category.MISSING, Category.CASUALTIES})
"""Of these, a bare noun tells of something new; "لاجئ سوري", "أسرى غزة" may be long known."""


def _stands_alone(reading: Reading, word: Found[CasualtyWord]) -> bool:
    """Tell "a body was found" from "a hostage deal", "deaths were reported" from "died of injuries"."""
    sentence = reading.sentence
    if sentence.heads_first:
        return not is_asked(sentence, word.first)
    if word.meaning.form is Form.SINGULAR:
        ends = sentence.is_mark(word.after) or sentence.sign(Sign.ENDS_COUNT, word.after)
        owner = reading.determined(word.first) if sentence.joins_words(word.first - 2) else word.first
        first = min(owner, word.first - 2)  # "a body", "a young girl's body"
        return bool(ends) and sentence.has(Sign.INDEFINITE, first, word.first)
    cause = sentence.sign(Sign.OF, word.first - 1) or sentence.sign(Sign.FROM, word.first - 1)
    return not (cause and word.meaning.category is Category.INJURED)


def _repeats(reading: Reading, word: Found[CasualtyWord], before: list[Mention]) -> bool:
    """Tell a bare plural that repeats a figure: "أصيب ثلاثون، إصابات معظمهم طفيفة"."""
    if word.meaning.form not in BARE_PLURAL_LOW or word.after in reading.emphasis:
        return False  # not in "71 مصابا، بعد وفاة مصابين اثنين"
    told = any(mention.category is word.meaning.category for mention in before)
    return told and (not word.prefix.startswith("و") or _is_what_befell(reading, word))


def _is_what_befell(reading: Reading, word: Found[CasualtyWord]) -> bool:
    """Tell the "حالات اختناق" of "أصيب 13 شخصا بحروق وحالات اختناق", by what they are hurt."""
    sentence, before = reading.sentence, word.first - 1
    by = sentence.word(before).startswith(BY) and not sentence.word(before).startswith(_BY_THE)
    inside = sentence.sign(Sign.WHERE, before - 1) is not None  # "في بغداد وحالات اختناق"
    return by and not inside and sentence.heads_first and word.meaning.form is Form.EVENT_PLURAL


def _mixed(reading: Reading, word: Found[CasualtyWord]) -> Mention | None:
    """Read "سقطوا بين قتيل ومصاب", without a number."""
    also = reading.casualty(word.after)
    opened = reading.sentence.ending(Sign.MIXED_OPENS, word.first)
    if not (opened and also and also.prefix == "و" and also.meaning.form is word.meaning.form):
        return None
    reading.spent.update(range(word.first, also.after))
    return bare_mention(
        reading, word, Category.CASUALTIES, SOME, "does not separate the dead from the hurt"
    )


def _is_labelled(reading: Reading, word: Found[CasualtyWord]) -> bool:
    """Tell the plural of "حصيلة ضحايا الفيضانات" and "الحصيلة النهائية لضحايا", counted elsewhere."""
    if word.meaning.form not in BARE_PLURAL_LOW:
        return False
    if reading.sentence.ending(Sign.RELATIVES_OF, word.first):  # "أهالي ضحايا المرفأ"
        return True
    if reading.sentence.word(word.after) == ":" and opens_item(reading, word.first):
        return True  # "Casualties: 5 dead"
    theirs = reading.casualty(word.after)  # "جثامين ضحايا الحريق"
    if theirs and not theirs.prefix and theirs.meaning.form in BARE_PLURAL_LOW:
        return True
    if _rises(reading, word):
        return True
    near = reading.sentence.has(Sign.TOTAL, word.first - 2, word.first) and word.prefix == "ل"
    return near or reading.sentence.ending(Sign.TOTAL, word.first) is not None


def _rises(reading: Reading, word: Found[CasualtyWord]) -> bool:
    """Tell "road deaths fell by 11 percent" and "تراجعت وفيات حوادث السير", which count nobody new."""
    sentence = reading.sentence
    if word.meaning.form is not Form.EVENT_PLURAL:
        return False
    if sentence.heads_first:
        return sentence.has(Sign.RISE, word.first - 2, word.first)  # "تراجعت نسبة وفيات"
    end = sentence.next_mark(word.after)
    return sentence.has(Sign.RISE, word.after, end) and not sentence.sign(Sign.PASSIVE, word.after)


def _found_body(reading: Reading, word: Found[CasualtyWord]) -> Mention | None:
    """Read "العثور على جثة الطفلة": a known person, and that she is dead is what is told."""
    sentence = reading.sentence
    body = word.meaning.form is Form.SINGULAR and word.meaning.category is Category.KILLED
    whose = reading.person(word.after) if body and sentence.heads_first else None
    if whose is None or not whose.definite or whose.meaning is Form.PLURAL:
        return None
    if not sentence.has(Sign.FINDS, word.first - _FOUND_REACH, word.first):
        return None
    reading.spent.add(whose.first)
    return bare_mention(reading, word, Category.KILLED, ONE, "whose body was found")


def _known_two(reading: Reading, word: Found[CasualtyWord], before: list[Mention]) -> Mention | None:
    """Read "القتيلان من حراس القافلة": two, though known, where no figure told of them."""
    nominative = word.meaning.form is Form.DUAL and reading.sentence.word(word.first).endswith("ان")
    if not nominative or any(mention.category is word.meaning.category for mention in before):
        return None
    return bare_mention(reading, word, word.meaning.category, TWO, "a dual")


def _construct_dual(reading: Reading, word: Found[CasualtyWord]) -> Mention | None:
    """Read "قتيلا الشرطة", where the alef is no accusative but the dual before its noun."""
    is_dual = word.meaning.form is Form.SINGULAR and reading.sentence.word(word.first).endswith("ا")
    if not is_dual or word.definite:
        return None
    return bare_mention(reading, word, word.meaning.category, TWO, "a dual before its noun")


def _are_known(reading: Reading, word: Found[CasualtyWord]) -> bool:
    """Tell "the crash victims", whose article stands before what they are victims of."""
    sentence, article = reading.sentence, reading.determined(word.first)
    if article == word.first or sentence.sign(Sign.INDEFINITE, article):
        return False
    if sentence.sign(Sign.ANY_OF, article) and _is_denied(reading, article):
        return False
    if word.meaning.form is Form.COUNTED_PLURAL:
        return True  # "the youngest victim"
    return all(sentence.sign(Sign.ACCIDENT, at) for at in range(article + 1, word.first))


def _is_denied(reading: Reading, article: int) -> bool:
    """Tell "denied any injuries" from "denied any wrongdoing and said any injuries were accidental"."""
    sentence = reading.sentence
    denials = [denial for at, denial in sentence.places(Sign.DENIES).items() if at < article]
    if not denials:
        return False
    between = range(denials[-1].after, article)
    signs = (Sign.AND, Sign.CONTRASTS, Sign.REPORTS, Sign.CONTINUES)
    turns = (sentence.ends_phrase(at) or any(sentence.sign(s, at) for s in signs) for at in between)
    return not any(turns)


def _is_construct(reading: Reading, word: Found[CasualtyWord]) -> bool:
    """Tell "شهداء الأقصى": a noun made definite by the one after it."""
    if word.meaning.form is Form.DUAL:
        return False
    following = reading.sentence.word(word.after)
    if following in QUOTES or following == "’":  # "Martyrs' Square"
        return not reading.sentence.heads_first
    return following.startswith("ال") and not reading.sentence.sign(Sign.NAME_ENDS, word.after)
