"""When, where and how, told between a verb and whom it befell: "أصيب أمس في حي الوردة شاب"."""

from reconcile.extraction.agents import RELATIVE_ENDINGS
from reconcile.extraction.forms import CasualtyWord, Form
from reconcile.extraction.phrases import Found
from reconcile.extraction.reading import Reading
from reconcile.extraction.sentences import COMMAS
from reconcile.lexicon.language import Sign

_ADVERBIAL = frozenset({Sign.WHEN, Sign.WHERE, Sign.ENDS_COUNT})
"""Signs without one of which nothing is told between a verb and its subject."""
_REACH = 14
"""How many words may stand between a verb and whom it befell."""
_LONGEST_PHRASE = 5
"""How many words a noun behind a preposition may have around it."""
_BRACKETS = {"(": (")",), "-": ("-",)} | dict.fromkeys(COMMAS, COMMAS)
_OWNED = ("ه", "ها", "هم", "هما")
"""How a verb ends whose object was told before: "هجوم نفذه شاب" tells of who did it."""


def verb_across(reading: Reading, at: int) -> Found[CasualtyWord] | None:
    """Return the verb that only adverbials and who did it part from a token, None where none does."""
    sentence = reading.sentence
    if not (sentence.heads_first and sentence.tells(_ADVERBIAL)):
        return None
    for first in range(at - 2, max(at - 2 - _REACH, -1), -1):
        word = reading.casualty(first)
        if word is not None:
            if word.meaning.form is not Form.VERB or word.definite:  # "التسمم" is no verb
                return None
            opens = {word.after, _past_subject(reading, word.after, at)}
            return word if any(are_adverbials(reading, opened, at) for opened in opens) else None
    return None


def _past_subject(reading: Reading, first: int, at: int) -> int:
    """Return where adverbials begin behind who did it: "خطف مسلحون على متن دراجات نارية كاهنا"."""
    sentence = reading.sentence
    if not (at in reading.counted or sentence.word(at).endswith(("ا", "ين"))):
        return first
    if reading.person(first) and sentence.word(first).endswith("ون"):
        return first + 1
    force = sentence.sign(Sign.SPEAKERS, first)  # "اعتقلت قوات الاحتلال في رام الله شابا"
    after = force.after if force else first
    while force and sentence.word(after).startswith("ال"):
        after += 1
    return after


def are_adverbials(reading: Reading, first: int, after: int) -> bool:
    """Tell whether the tokens from `first` up to `after` are adverbials, each of them whole."""
    at: int | None = first
    while at is not None and at < after:
        at = _past_bracket(reading, at, after) or _past_adverbial(reading, at, after)
    return at == after > first


def _past_bracket(reading: Reading, at: int, end: int) -> int | None:
    """Return the token after "، اليوم السبت،" and "(الخميس)"."""
    closing = _BRACKETS.get(reading.sentence.word(at))
    if closing is None:
        return None
    closes = next((near for near in range(at + 2, end) if reading.sentence.word(near) in closing), at)
    return closes + 1 if are_adverbials(reading, at + 1, closes) else None


def _past_adverbial(reading: Reading, at: int, end: int) -> int | None:
    """Return the token after the adverbial that begins at a token, None where none does."""
    sentence = reading.sentence
    if when := sentence.sign(Sign.WHEN, at):
        date = when.after  # "يوم 14 مارس"
        while date < end and date not in reading.counted and _is_of_date(reading, date):
            date += 1
        return date
    if by := sentence.sign(Sign.BY, at):
        return by.after + 1 if by.after < end else None
    if where := sentence.sign(Sign.WHERE, at):
        return _past_noun(reading, where.after, end)
    joined = sentence.word(at).startswith("ب") and sentence.word(at) != "ب" and not reading.person(at)
    return _past_noun(reading, at, end) if joined else None


def _is_of_date(reading: Reading, at: int) -> bool:
    word = reading.sentence.word(at)
    if reading.sentence.sign(Sign.WHERE, at):
        return False
    return word[:1].isdecimal() or reading.sentence.sign(Sign.YEARS, at) is not None


def _past_noun(reading: Reading, head: int, end: int) -> int | None:
    """Return the token after a noun phrase that can have no further noun: "حي الوردة", no "حي"."""
    sentence = reading.sentence
    if head >= end or sentence.is_mark(head) or reading.person(head):
        return None
    at = head + 1
    while at < min(end, head + _LONGEST_PHRASE) and _is_of_noun(reading, head, at):
        word = sentence.written(at, at + 1)
        if at in reading.plain and word.endswith(_OWNED) and not word.startswith("ال"):
            return None
        at += 1
    closed = at > head + 1 or head in reading.plain or sentence.word(head).startswith("ال")
    closed = closed or _is_of_date(reading, head) or sentence.sign(Sign.WHEN, head) is not None
    return at if closed else None


def _is_of_noun(reading: Reading, head: int, at: int) -> bool:
    """Tell whether the token at `at` says more of the noun at `head`."""
    sentence = reading.sentence
    if at in reading.counted:
        return reading.counted[at].definite or head in reading.counted  # "الساعات الـ24"
    if sentence.sign(Sign.WHEN, at) or sentence.sign(Sign.WHERE, at) or reading.casualty(at):
        return False
    if sentence.is_mark(at):
        return False
    word, joined = sentence.word(at), sentence.word(head).startswith("ب")
    if word.startswith("ال") or _is_of_date(reading, at):
        return True
    person = reading.person(at)
    if person:  # "بنيران مجهولين", "غارة إسرائيلية"
        adjective = person.meaning is Form.SINGULAR and word.endswith(RELATIVE_ENDINGS)
        return at == head + 1 and (adjective or (joined and person.meaning is Form.PLURAL))
    thing = sentence.sign(Sign.THINGS, at) or sentence.sign(Sign.ACCIDENT, at)
    named = at in reading.plain and not word.startswith(("ب", "و"))
    return bool(thing) or (named and (at > head + 1 or head not in reading.plain))
