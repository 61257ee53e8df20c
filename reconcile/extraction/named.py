"""Somebody known, told by name or title: "استشهاد الصحفي سامر", "الضابط المناوب أصيب"."""

from reconcile.extraction.adverbials import are_adverbials
from reconcile.extraction.bare import ONE, verb_after
from reconcile.extraction.clauses import is_named
from reconcile.extraction.fates import dead_later, is_whole
from reconcile.extraction.forms import CasualtyWord, Form
from reconcile.extraction.governing import is_negated, tells_whose
from reconcile.extraction.phrases import Found
from reconcile.extraction.reading import QUOTES, Mention, Reading
from reconcile.extraction.scopes import scope_of
from reconcile.lexicon.language import Sign
from reconcile.model import Category

_FURTHEST_TITLE = 10
"""How many words when and where may take before somebody is named."""
_SUBJECT_REACH = 8
"""How many words those who did it may be told in, between the verb and whom they did it to."""
_FORCE_REACH = 4
"""The same of a force, with whose it is: "قوات الأمن التونسية"."""
_LONGEST_AGE = 4
"""How many words an age between commas may take."""
_LONGEST_NAME = 4
"""How many words after a title are taken as the name."""
NAMED = frozenset({Category.KILLED, Category.INJURED, Category.CAPTURED, Category.MISSING})
"""Categories that somebody known falls under; "أنقذ الطبيب" may tell who did it."""


def named_subject(reading: Reading, at: int, _: list[Mention]) -> Mention | None:
    """Read "الضابط المناوب أصيب في قدمه": somebody known, of whom it is said that it befell them."""
    sentence = reading.sentence
    if not sentence.heads_first or not is_named(reading, at) or sentence.sign(Sign.REPORTS, at - 1):
        return None
    if sentence.sign(Sign.SPEAKERS, at - 1) or sentence.ending(Sign.ACCORDING_TO, at):
        return None  # "الجيش اللبناني", "وفق المصاب"
    if tells_whose(reading, at) and sentence.word(at - 1).startswith("ال"):
        return None  # "السواحل الليبية"
    verb = verb_after(reading, _past_name_and_age(reading, at + 1))
    if verb is None or verb.meaning.category not in NAMED:
        return None
    if not is_whole(reading, verb):  # else it may be what they did
        return None
    reading.spent.update(range(at, verb.after))
    start, _end = sentence.span(at, verb.after)
    scope = scope_of(reading, at, verb.after)
    why = "said of somebody known"
    return dead_later(reading, Mention(verb.meaning.category, ONE, scope, at, verb.after, start, why))


def _past_name_and_age(reading: Reading, first: int) -> int:
    """Return the token after the age of "الشاب محمد، 22 عاما، استشهد", or after "الذي" behind a name."""
    sentence = reading.sentence
    for at in range(first, first + _LONGEST_NAME):
        if sentence.sign(Sign.WHICH, at):
            return at + 1 if at > first else first
        if sentence.is_mark(at):
            inside = range(at + 1, at + 1 + _LONGEST_AGE)
            closes = next((near for near in inside if sentence.is_mark(near)), None)
            aged = closes and any(near in reading.counted for near in range(at + 1, closes))
            return closes + 1 if closes and aged else first
    return first


def _spend_told_again(reading: Reading, word: Found[CasualtyWord], at: int) -> None:
    """Use up the noun of "أردي المهاجم قتيلا", which tells of the same person."""
    noun = reading.casualty(at, frozenset({Form.SINGULAR}))
    if noun and noun.meaning.category is word.meaning.category and noun.prefix == "":
        reading.spent.add(at)


def named_victim(reading: Reading, word: Found[CasualtyWord]) -> Mention | None:
    """Read "استشهاد الصحفي سامر العطار", "اعتقلت الشرطة الناشط خالد", "أردي المهاجم"."""
    sentence = reading.sentence
    told = word.meaning.category in NAMED and not is_negated(reading, word)
    told = told and not word.definite  # "بالتسمم في المدينة الجامعية"
    if word.first in reading.spent or not told:
        return None
    reach = 1 if word.meaning.form is Form.EVENT else 2
    first = _past_adverbials(reading, word.after)
    each = sentence.sign(Sign.EACH_OF, first)
    first = each.after if each else first
    title = next((at for at in range(first, first + reach) if is_named(reading, at)), None)
    title = _title_behind_subject(reading, word) if title is None else title
    if title is None or title in reading.spent or _is_of_thing(reading, title):
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
    return dead_later(reading, Mention(word.meaning.category, ONE, scope, word.first, after, start, why))


def _is_of_thing(reading: Reading, title: int) -> bool:
    """Tell the watch of "فقدت الاتصال ببرج المراقبة", which is no woman who watches."""
    thing = reading.sentence.ending(Sign.THINGS, title)
    return thing is not None and not thing.definite


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
    force = sentence.sign(Sign.SPEAKERS, first) is not None
    reach = _SUBJECT_REACH if subjects else _FORCE_REACH if force else 0
    for at in range(first + 1, first + 1 + reach):
        known = sentence.word(at).startswith("ال") and sentence.sign(Sign.TITLES, at)
        if known or sentence.is_mark(at) or at in reading.counted or reading.casualty(at):
            return at if known else None
        if force and sentence.sign(Sign.ENDS_COUNT, at):
            return None
    return None


def _ends_name(reading: Reading, at: int) -> bool:
    sentence = reading.sentence
    if sentence.word(at) in QUOTES:
        return False
    if sentence.is_mark(at) or at in reading.counted or reading.casualty(at):
        return True
    if sentence.sign(Sign.ENDS_COUNT, at) or sentence.sign(Sign.NAME_ENDS, at):
        return True
    return sentence.word(at).startswith(("ب", "و")) and not sentence.word(at).startswith(("بن", "بو"))
