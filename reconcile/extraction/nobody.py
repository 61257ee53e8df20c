"""That no one was hurt, and that nobody knows: "لا إصابات", "لم يصب أحد", "لا أنباء عن ضحايا"."""

from dataclasses import dataclass

from reconcile.extraction.forms import CasualtyWord, Form
from reconcile.extraction.phrases import Found
from reconcile.extraction.reading import Mention, Reading
from reconcile.extraction.sentences import Sentence
from reconcile.extraction.voice import is_passive
from reconcile.lexicon.language import Sign
from reconcile.model import Category, Count, Qualifier, Scope

_ZERO = Count(low=0, high=0, qualifier=Qualifier.ZERO)
_REACH = 8
"""How many words a negation may stand before what it undoes."""
_NOBODY_REACH = 10
"""How many words "none of the 40 passengers and six crew" may stand before its verb."""
_SUBJECT_REACH = 14
"""How many words may stand between a negated verb and what it did not result in."""
_OF_THEM = 5
"""How many words "any of the passengers" may take before its negation."""
_STRANGERS = 3
"""How many of those words may be none that negations are made of: "لم تسفر الغارة الليلية عن إصابات"."""
_LONGEST_NONE = 4
"""How many words a negation of one may have: "not been a single death"."""
_OF_WHOM = 3
"""How many words "none of the wounded" has before those of whom nobody is."""
_FOUND_REACH = 4
"""How many words may stand between bodies and that they were found."""
_JOINED = 2
"""How many more of them "or" may join: "قتلى أو جرحى أو مفقودين"."""
_VERBS = frozenset({Form.ACTIVE, Form.PREDICATE})
_PEOPLE = frozenset({Form.SINGULAR, Form.PLURAL})
_UNDONE = (Form.PLURAL, Form.COUNTED_PLURAL, Form.EVENT_PLURAL, Form.EVENT)


@dataclass(frozen=True, slots=True)
class Negation:
    """What negates a casualty word: the token it begins with; `unknown`: nobody knows."""

    first: int
    unknown: bool


def negation(reading: Reading, at: int) -> Negation | None:
    """Return what negates the word at a token, or None."""
    sentence = reading.sentence
    strangers, unknown = 0, False
    # "لم تسلم السلطات أي جثة": of no verb that brings none it is known that there are none.
    any_of = sentence.heads_first and sentence.ending(Sign.ANY, at) is not None
    for before in range(at - 1, max(at - 1 - _REACH, -1), -1):
        found = sentence.sign(Sign.NONE, before) or _none_of_them(sentence, before, at)
        if found and found.after <= at:
            unknown = unknown or sentence.sign(Sign.UNKNOWN, before) is not None
            verb = sentence.sign(Sign.BETWEEN_NEGATION, found.after)
            subject = sentence.sign(Sign.NOBODY, before)  # "neither attack caused casualties"
            unknown = unknown or bool(strangers and any_of and not verb)
            if strangers and not verb and not unknown and not subject:
                break
            return Negation(before, unknown)
        if sentence.sign(Sign.EXCEPT, before):
            return None  # "لم تسجل سوى إصابتين"
        if sentence.sign(Sign.UNKNOWN, before):
            unknown = True
        elif _is_of_negation(reading, before):
            continue
        elif before in reading.counted and not _is_among_none(reading, before):
            break
        elif sentence.is_mark(before) or (sentence.sign(Sign.REPORTS, before) and not any_of):
            return None
        else:
            strangers += 1
            if strangers > _STRANGERS:
                break
    return _negated_result(reading, at)


def _none_of_them(sentence: Sentence, at: int, word: int) -> Found[Sign] | None:
    """Return the "none of the" of "none of the 12 rockets caused casualties"; not of hostages."""
    caused = not sentence.heads_first and sentence.sign(Sign.BETWEEN_NEGATION, word - 1)
    none = sentence.sign(Sign.NOBODY, at) if caused else None
    return none if none and sentence.ending(Sign.OF, none.after) else None


def _is_of_negation(reading: Reading, at: int) -> bool:
    """Tell the words that negations are made of, and the "فيه" of "ما فيه إصابات"."""
    sentence = reading.sentence
    between = sentence.sign(Sign.BETWEEN_NEGATION, at) or sentence.ending(Sign.NONE, at + 1)
    return between is not None or reading.casualty(at) is not None


def _negated_result(reading: Reading, at: int) -> Negation | None:
    """Return the negation of "لم يسفر انهيار مبنى من 5 طوابق عن إصابات", however long its subject."""
    sentence = reading.sentence
    for _ in range(_JOINED):
        joins = sentence.ending(Sign.OR, at)
        at = joins.first - 1 if joins else at  # "عن سقوط قتلى أو جرحى"
    opens = next((near for near in range(at - 1, at - 4, -1) if _opens_result(reading, near)), None)
    if opens is None:
        return None
    unknown = False
    for before in range(opens - 1, max(opens - 1 - _SUBJECT_REACH, -1), -1):
        found = sentence.sign(Sign.NOT, before)
        if found and sentence.sign(Sign.BETWEEN_NEGATION, found.after):
            return Negation(before, unknown)
        unknown = unknown or sentence.sign(Sign.UNKNOWN, before) is not None
        if sentence.is_mark(before) or sentence.sign(Sign.REPORTS, before) or found:
            return None
    return None


def _opens_result(reading: Reading, at: int) -> bool:
    """Tell the "عن", "إلى" and "في" of "يسفر … عن", "يؤد … إلى", "يتسبب … في"."""
    return reading.sentence.sign(Sign.OPENS_RESULT, at) is not None


def nobody(reading: Reading, at: int) -> list[Mention] | None:
    """Return the zero claims that a negated word at a token makes, none where nothing is known.

    None where nothing there is negated.
    """
    word, losses = reading.casualty(at), reading.sentence.sign(Sign.LOSSES, at)
    if word and word.meaning.form in _VERBS:
        zero = _no_object(reading, word)
        return [zero] if zero else _nobody_before(reading, word)
    if word and losses is None and word.meaning.form is Form.VERB:
        return _no_one(reading, at, word.meaning.category)
    if word and word.definite:
        none_at_all = _is_none_at_all(reading, word.after)
        return [_zero(reading, word.meaning.category, at, word.after + 2)] if none_at_all else None
    # "not life-threatening"
    compound = losses is not None and reading.sentence.joins_words(losses.after)
    can_be = (losses and not compound) or _can_be_undone(reading, word)
    negated = negation(reading, at) if can_be else None
    if negated is None:
        return None
    if not negated.unknown:
        return _undone(reading, at, negated)
    fate = word is not None and word.meaning.category is Category.MISSING  # "لم يعرف مصير 17"
    return None if fate else []


def all_unhurt(reading: Reading) -> list[Mention]:
    """Read "all 19 on board escaped unhurt": of all of them it is said, so nobody was hurt."""
    sentence, found = reading.sentence, list[Mention]()
    if Category.CAPTURED in reading.categories:
        return found  # "all 24 hostages were freed unharmed"
    for at, unhurt in sentence.places(Sign.UNHURT).items():
        for before in range(at - 1, max(at - 1 - _NOBODY_REACH, -1), -1):
            if sentence.ends_phrase(before):
                break
            if quantity := reading.counted.get(before):
                if sentence.sign(Sign.EVERYONE, quantity.opens):
                    found.append(_zero(reading, Category.INJURED, at, unhurt.after))
                break
    return found


def _no_one(reading: Reading, at: int, category: Category) -> list[Mention] | None:
    """Read "لم يصب أحد" and "محدش مات"; but "محد نجا" is no zero: all died."""
    if category is Category.RESCUED:
        return None
    return _nobody_did(reading, at) or _nobody_at_all(reading, at)


def _no_object(reading: Reading, verb: Found[CasualtyWord]) -> Mention | None:
    """Read "killed no one", "did not kill anyone" and "without killing or injuring anybody"."""
    sentence = reading.sentence
    if is_passive(sentence, verb.first):
        return None
    first, after = _joined_verbs(reading, verb)
    negated = sentence.ending(Sign.NONE, first)
    if negated and sentence.sign(Sign.TIMELESS, negated.first):
        return None
    none = sentence.sign(Sign.ANY, after) if negated else sentence.sign(Sign.NOBODY, after)
    if none is None or sentence.joins_words(none.after):  # "killed nobody's joy"
        return None
    opens = negated.first if negated and first == verb.first else verb.first
    closes = none.after if after == verb.after else verb.after
    return _zero(reading, verb.meaning.category, opens, closes)


def _joined_verbs(reading: Reading, verb: Found[CasualtyWord]) -> tuple[int, int]:
    """Return where verbs that "or" joins to one begin and end: "killing or injuring"."""
    sentence, first, after = reading.sentence, verb.first, verb.after
    joins = sentence.sign(Sign.OR, after) or sentence.sign(Sign.AND, after)
    if joins and (other := reading.casualty(joins.after, _VERBS)):
        after = other.after
    joins = sentence.ending(Sign.OR, first) or sentence.ending(Sign.AND, first)
    if joins and joins.first - 1 in sentence.marked.casualties:  # read already, and used up
        first = joins.first - 1
    return first, after


def _can_be_undone(reading: Reading, word: Found[CasualtyWord] | None) -> bool:
    """Tell whether a negation can undo a word: not an event that counts, "التحقق من مقتل 12"."""
    if word is None:
        return False
    if word.meaning.form is Form.SINGULAR:  # "لم يسقط أي قتيل", "لا قتيل"
        sentence = reading.sentence
        none = sentence.ending(Sign.NONE, word.first, _LONGEST_NONE)
        return bool(sentence.ending(Sign.ANY, word.first) or none)
    if word.meaning.form not in _UNDONE:
        return False
    return not (word.meaning.form is Form.EVENT and word.after in reading.counted)


def _undone(reading: Reading, at: int, negated: Negation) -> list[Mention]:
    """Return a zero for each category that the negated words at a token are of."""
    word, losses = reading.casualty(at), reading.sentence.sign(Sign.LOSSES, at)
    after = losses.after if losses else word.after if word else at + 1
    categories = _lost(reading, at) if losses else [word.meaning.category] if word else []
    if categories == [Category.RESCUED] and not reading.sentence.heads_first:
        return []  # "there were no survivors"
    people = word if word and word.meaning.form in _PEOPLE else None
    if people and (_befell_captives(reading, people) or _were_not_found(reading, negated, people)):
        return []  # "no hostage was freed", "no bodies were found"
    return [_zero(reading, category, negated.first, after) for category in categories]


def _were_not_found(reading: Reading, negated: Negation, word: Found[CasualtyWord]) -> bool:
    """Tell "no bodies have been found" and "has not freed any hostages": there may be some."""
    if word.meaning.category not in (Category.KILLED, Category.CAPTURED):
        return False
    has = reading.sentence.has
    behind = has(Sign.FINDS, word.after, word.after + _FOUND_REACH)
    return behind or has(Sign.FINDS, negated.first - 1, word.first)  # "found no bodies"


def _befell_captives(reading: Reading, captives: Found[CasualtyWord]) -> bool:
    """Tell the "was freed" of captives, whom it does not deny; not the "were taken captive"."""
    sentence, after = reading.sentence, captives.after
    if captives.meaning.category is not Category.CAPTURED:
        return False
    have = sentence.sign(Sign.HAVE, after)
    passive = (
        None if sentence.heads_first else sentence.sign(Sign.PASSIVE, have.after if have else after)
    )
    told = reading.casualty(passive.after) if passive else None
    return passive is not None and (told is None or told.meaning.category is not Category.CAPTURED)


def _is_none_at_all(reading: Reading, at: int) -> bool:
    """Tell "المفقودون: لا يوجد"."""
    sentence = reading.sentence
    return sentence.word(at) == ":" and sentence.sign(Sign.NONE, at + 1) is not None


def _nobody_at_all(reading: Reading, at: int) -> list[Mention] | None:
    """Read "لم يصب أحد بأذى" and "من دون أن يقتل أي شخص"."""
    sentence = reading.sentence
    word = reading.casualties[at]
    subject = next(
        (
            found
            for near in range(word.after, word.after + 3)
            if (found := sentence.sign(Sign.NOBODY, near)) and found.prefix == ""  # not "واحد"
        ),
        None,
    )
    denial = next((n for near in range(at - 3, at) if (n := sentence.sign(Sign.NONE, near))), None)
    if subject is None or denial is None or sentence.sign(Sign.EXCEPT, subject.after):
        return None  # "لم يقتل أحد سوى المهاجم"
    after = subject.after
    harm = sentence.sign(Sign.LOSSES, after)
    return [_zero(reading, word.meaning.category, denial.first, harm.after if harm else after)]


def _nobody_did(reading: Reading, at: int) -> list[Mention] | None:
    """Read "محدش مات", "لا أحد أصيب" and "أن أحدا لم يصب": the subject before the verb."""
    sentence, word = reading.sentence, reading.casualties[at]
    none = sentence.ending(Sign.NONE, at)
    verb = none.first if none else at
    subject = sentence.ending(Sign.NOBODY, verb) or sentence.ending(Sign.NOBODY, at)
    if none and subject is None:
        subject = _any_of_them(reading, none.first)
    if subject is None:
        return None
    none = none or sentence.sign(Sign.NONE, subject.first) or sentence.ending(Sign.NONE, subject.first)
    if none is None:
        return None
    first = min(none.first, subject.first)
    return [_zero(reading, word.meaning.category, first, word.after)]


def _any_of_them(reading: Reading, after: int) -> Found[Sign] | None:
    """Return the "أيا من" of "أن أيا من الركاب لم يصب", a noun before the negation."""
    found = (reading.sentence.sign(Sign.NOBODY, at) for at in range(after - _OF_THEM, after))
    return next((any_of for any_of in found if any_of and any_of.after > any_of.first + 1), None)


def _nobody_before(reading: Reading, word: Found[CasualtyWord]) -> list[Mention] | None:
    """Read "no one was hurt" and "none of the 40 passengers died"."""
    sentence = reading.sentence
    alone = sentence.heads_first and not sentence.has(Sign.NONE, 0, word.first)
    if word.meaning.form is Form.ACTIVE or alone:
        return None  # "no ship hit three people", "أحد المفقودين عثر عليه ميتا"
    if word.definite:  # "none of the wounded is in danger"
        return [] if sentence.has(Sign.NOBODY, word.first - _OF_WHOM, word.first) else None
    for at in range(word.first - 1, max(word.first - 1 - _NOBODY_REACH, -1), -1):
        subject = sentence.sign(Sign.NOBODY, at) or _no_person(reading, at)
        if subject and (_survived(sentence, word) or sentence.has(Sign.ASKS, subject.after, word.first)):
            return []  # "none of the 40 survived", "no one knows how many died"
        if subject:
            return [_zero(reading, word.meaning.category, at, word.after)]
        counts_them = at in reading.counted and not _is_among_none(reading, at)
        if counts_them or sentence.ends_phrase(at) or sentence.sign(Sign.TURNS, at):
            return None
    return None


def _survived(sentence: Sentence, word: Found[CasualtyWord]) -> bool:
    """Tell the verb of "none of the 40 survived": all died."""
    return word.meaning.category is Category.RESCUED and not sentence.ending(Sign.PASSIVE, word.first)


def _no_person(reading: Reading, at: int) -> Found[Sign] | None:
    """Return the "no" of "no miners were hurt"."""
    no = reading.sentence.sign(Sign.NONE, at)
    if no is None or reading.sentence.sign(Sign.INDEFINITE, at) is None:
        return None
    return no if reading.person(reading.head_from(no.after)) else None


def _is_among_none(reading: Reading, at: int) -> bool:
    """Tell the numbers of "none of the 40 passengers and six crew" and "nor his five passengers"."""
    nobody = reading.sentence.places(Sign.NOBODY).values()
    quantity = reading.counted[at]
    article = reading.sentence.ending(Sign.DETERMINERS, quantity.opens)
    among = reading.sentence.ending(Sign.AMONG, article.first if article else quantity.opens)
    opens = among.first if among else at  # "not a single person among the 30"
    of_them = any(found.first < opens <= found.after for found in nobody)  # "not one of the 40"
    listed = reading.is_and(quantity) and reading.person(at - 2) is not None
    nor = None if reading.sentence.heads_first else reading.sentence.ending(Sign.NONE, quantity.opens)
    return of_them or listed or nor is not None


def _lost(reading: Reading, at: int) -> list[Category]:
    """Return what losses are of: of lives the killed, of people both, of harm the injured."""
    sentence = reading.sentence
    if sentence.sign(Sign.LOSSES_KILLED, at):
        return [Category.KILLED]
    if sentence.sign(Sign.LOSSES_INJURED, at):
        return [Category.INJURED]
    return [Category.KILLED, Category.INJURED]


def _zero(reading: Reading, category: Category, first: int, after: int) -> Mention:
    reading.spent.update(range(first, after))
    start = reading.sentence.start(first)
    return Mention(category, _ZERO, Scope.TOTAL, first, after, start, "nobody, it says")
