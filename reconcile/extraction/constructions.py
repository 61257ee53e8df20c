"""Verbs that mean a category where certain words stand around them: "took 3 into custody"."""

from collections.abc import Iterable, Mapping

from reconcile.extraction.forms import Around, CasualtyWord, Form
from reconcile.extraction.phrases import Found, Phrasebook
from reconcile.extraction.sentences import Sentence
from reconcile.extraction.voice import DID, is_passive
from reconcile.lexicon.language import Sign
from reconcile.model import Category

_END_REACH = 14
"""How many words the object of a verb may take before its end."""
_GAP_REACH = 6
"""How many words an end may pass over: "to the Queen Elizabeth hospital"."""
_SUBJECT_REACH = 8
"""How many words behind its subject a verb may stand: "militants from the group are still holding"."""
_DOER_REACH = 2
"""How many words before an active verb may name what did it: "a bus driver strike hit"."""
_OBJECT_REACH = 7
"""How many words behind a verb its object may stand: "lost between 15 and 20 men"."""

_STOP = "."
"""Inside a sentence, it ends no clause: "St. Mary's hospital"."""
_VERBS = frozenset({Form.ACTIVE, Form.PARTICIPLE, Form.PREDICATE})
_Words = dict[int, Found[CasualtyWord]]


def add_constructions(sentence: Sentence, casualties: _Words) -> None:
    """Add the verbs around which all stands that they need, each in the voice it turns out to have."""
    added = {}
    for verb in sentence.marked.constructions:
        known = casualties.get(verb.first)
        longer = known is not None and known.after > verb.after  # "shot dead"
        no_verb = longer or sentence.joins_words(verb.first - 1)  # "a two-shot lead"
        no_verb = no_verb or _is_noun(sentence, verb)
        category = None if no_verb or verb.first in added else _befell(sentence, casualties, verb)
        after = _whole_until(sentence, casualties, verb) if category else None
        if category and after is not None:
            meaning = CasualtyWord(category, verb.meaning.form, of_people=True)
            added[verb.first] = Found(meaning, verb.first, after, "", definite=False)
    casualties.update(added)


def _is_noun(sentence: Sentence, verb: Found[Around]) -> bool:
    """Tell the guide of "three climbers and their guide were led to safety", who guides nobody."""
    one_word = verb.after == verb.first + 1  # not "the fate of"
    return (
        one_word
        and verb.meaning.form is Form.ACTIVE
        and sentence.ending(Sign.DETERMINERS, verb.first) is not None
    )


def _whole_until(
    sentence: Sentence, casualties: Mapping[int, Found[CasualtyWord]], verb: Found[Around]
) -> int | None:
    """Return the token after a verb and an end right behind it; None where it is not whole."""
    around, after = verb.meaning, verb.after
    before, behind = _before(sentence, verb.first), _behind(sentence, after)
    near = (*before[:_OBJECT_REACH], *behind[:_OBJECT_REACH])
    passive = around.form is Form.PARTICIPLE and _can_be_passive(sentence, verb.first)
    # "picked up by the coast guard": a passive has its doer behind it, and its object before.
    doers = (*before[:_SUBJECT_REACH], *(behind[:_SUBJECT_REACH] if passive else ()))
    # "train strikes hit 4,000": what stands right before an active verb may be what did it.
    doing = before if passive or around.form is Form.PREDICATE else before[:_DOER_REACH]
    # "two men were shot when police shot down a drone": of a verb told twice each answers for itself.
    itself = sentence.word(verb.first)
    theirs = (*_until_next_verb(sentence, behind), *doing)
    others = (verb.first, *(at for at in theirs if sentence.word(at) != itself))
    if (
        (around.subjects and not _stands(sentence, around.subjects, doers))
        or (around.objects and not _stands(sentence, around.objects, near))
        or (around.unless and _stands(sentence, around.unless, others))
    ):
        return None
    if around.ends is None:
        told = any(at in sentence.marked.persons for at in near)
        told = told or _heads_line(sentence, casualties, verb.first)
        done = passive and around.subjects is not None  # "the other 25 were picked up by a freighter"
        return after if told or done or around.objects else None
    end = _end(sentence, around.ends, behind[:_END_REACH])
    killed = around.category is Category.KILLED  # "fell to their deaths"
    if end is None or (not killed and _is_of_dead(casualties, after, end[1])):
        return None
    return end[1] if end[0] == after else after


def _heads_line(sentence: Sentence, casualties: Mapping[int, Found[CasualtyWord]], verb: int) -> bool:
    """Tell the number of "2 shot outside bar" and "2 were shot", that opens a line."""
    passive = sentence.ending(Sign.PASSIVE, verb) if casualties else None  # not "3 were shot in Prague"
    first = passive.first if passive else verb
    number = next((number for number in sentence.numbers if number.after == first), None)
    if number is None or number.value <= 1:
        return False
    opens = sentence.is_mark(number.first - 1) and not passive  # not "of the 12 wolves, 5 were shot"
    return number.first == 0 or opens


def _can_be_passive(sentence: Sentence, verb: int) -> bool:
    """Tell "they were picked up by", and "nine people picked up by", where people are right before."""
    people = (sentence.marked.persons.get(at) for at in range(verb - 3, verb))
    return is_passive(sentence, verb) or any(who is not None and who.after == verb for who in people)


def _befell(
    sentence: Sentence, casualties: Mapping[int, Found[CasualtyWord]], verb: Found[Around]
) -> Category | None:
    """Return what befell those of whom a verb is said, None where a word behind it tells it of them.

    Who was hit and died is dead, and so is one of "shot two men, killing one"; but "two were shot and
    three killed" tells of others.
    """
    category = verb.meaning.category
    later = casualties.get(min((at for at in casualties if at >= verb.after), default=-1))
    if category is not Category.INJURED or later is None or later.meaning.form not in _VERBS:
        return category
    of_others = sentence.has(Sign.SEQUEL, verb.after, later.first)  # "…, a year after a blast killed 2"
    counted = any(verb.after < n.first and n.after == later.first for n in sentence.numbers)
    parted = sentence.first_mark(verb.after, later.first)  # "…, one of whom died", not "12 of them dead"
    counted = counted or (parted is not None and sentence.has(Sign.PART, parted, later.first))
    if later.meaning.category is not Category.KILLED or of_others or counted:
        return category
    return Category.KILLED if _goes_on(sentence, verb, later) else None


def _goes_on(sentence: Sentence, verb: Found[Around], later: Found[CasualtyWord]) -> bool:
    """Tell "was struck by a van and killed", said of the same, from "shot a guard and killed a cook"."""
    at = later.first
    while adverb := sentence.ending(Sign.ADVERBS, at):
        at = adverb.first
    joined = sentence.ending(Sign.AND, at) is not None and is_passive(sentence, verb.first)
    ends = sentence.is_mark(later.after) or sentence.sign(Sign.ENDS_COUNT, later.after) is not None
    return joined and ends


def _is_of_dead(casualties: Mapping[int, Found[CasualtyWord]], first: int, after: int) -> bool:
    """Tell "pulled nine bodies from the rubble", where the dead stand between a verb and its end."""
    return any(
        word.meaning.category is Category.KILLED
        for at in range(first, after + 1)
        if (word := casualties.get(at))
    )


def _behind(sentence: Sentence, first: int) -> list[int]:
    """Return the tokens from one on that stand in its clause."""
    found = []
    for at in range(first, len(sentence)):
        if sentence.ends_phrase(at) and sentence.word(at) != _STOP:
            break
        found.append(at)
    return found


def _until_next_verb(sentence: Sentence, behind: list[int]) -> list[int]:
    """Return the tokens behind a verb up to "and recovered" in "plucked 3 men and recovered bodies"."""
    joins = (at for at in behind if sentence.sign(Sign.AND, at))
    end = next((at for at in joins if sentence.word(at + 1).endswith(DID)), None)
    return [at for at in behind if end is None or at < end]


def _before(sentence: Sentence, after: int) -> list[int]:
    """Return the tokens before one that stand in its clause, the nearest first."""
    found = []
    for at in range(after - 1, -1, -1):
        if sentence.ends_phrase(at):
            break
        found.append(at)
    return found


def _stands(sentence: Sentence, words: Phrasebook[bool], places: Iterable[int]) -> bool:
    return any(words.stands_at(sentence.tokens, at) for at in places)


def _end(
    sentence: Sentence, ends: Phrasebook[Phrasebook[bool] | None], places: list[int]
) -> tuple[int, int] | None:
    """Return where the first end begins and the token after it; "to … hospital" passes over words."""
    tokens = sentence.tokens
    for at in places:
        for phrase in ends.opening(sentence.word(at)):
            after = phrase.after(tokens, at)
            if after is None:
                continue
            if phrase.meaning is None:
                return at, after
            for near in _behind(sentence, after)[: _GAP_REACH + 1]:
                if sentence.sign(Sign.ENDS_COUNT, near):
                    break  # not "off the coast after the roof fell"
                for tail in phrase.meaning.opening(sentence.word(near)):
                    if closes := tail.after(tokens, near):
                        return at, closes
    return None
