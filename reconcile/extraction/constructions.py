"""Verbs that mean a category where certain words stand around them: "took 3 into custody"."""

from collections.abc import Iterable, Mapping

from reconcile.extraction.phrases import Found, Phrasebook
from reconcile.extraction.sentences import Sentence
from reconcile.extraction.vocabulary import Around, CasualtyWord, Form
from reconcile.lexicon.language import Sign
from reconcile.model import Category

_END_REACH = 14
"""How many words the object of a verb may take before its end."""
_GAP_REACH = 6
"""How many words an end may pass over: "to the Queen Elizabeth hospital"."""
_SUBJECT_REACH = 8
"""How many words behind its subject a verb may stand: "militants from the group are still holding"."""
_OBJECT_REACH = 7
"""How many words behind a verb its object may stand: "lost between 15 and 20 men"."""

_VERBS = frozenset({Form.ACTIVE, Form.PARTICIPLE, Form.PREDICATE})
_Words = dict[int, Found[CasualtyWord]]


def add_constructions(sentence: Sentence, casualties: _Words) -> None:
    """Add the verbs around which all stands that they need, each in the voice it turns out to have."""
    added = {}
    for verb in sentence.marked.constructions:
        known = casualties.get(verb.first)
        longer = known is not None and known.after > verb.after  # "shot dead"
        if longer or verb.first in added or _is_survived_by_none(sentence, casualties, verb):
            continue
        after = _whole_until(sentence, casualties, verb)
        if after is not None:
            meaning = CasualtyWord(verb.meaning.category, verb.meaning.form, of_people=True)
            added[verb.first] = Found(meaning, verb.first, after, "", definite=False)
    casualties.update(added)


def _whole_until(
    sentence: Sentence, casualties: Mapping[int, Found[CasualtyWord]], verb: Found[Around]
) -> int | None:
    """Return the token after a verb and an end right behind it; None where it is not whole."""
    around, after = verb.meaning, verb.after
    before, behind = _before(sentence, verb.first), _behind(sentence, after)
    near = (*before[:_OBJECT_REACH], *behind[:_OBJECT_REACH])
    if (
        (around.subjects and not _stands(sentence, around.subjects, before[:_SUBJECT_REACH]))
        or (around.objects and not _stands(sentence, around.objects, near))
        or (around.unless and _stands(sentence, around.unless, behind))
    ):
        return None
    if around.ends is None:
        told = any(at in sentence.marked.persons for at in near) or _heads_line(sentence, verb.first)
        return after if told else None
    end = _end(sentence, around.ends, behind[:_END_REACH])
    if end is None or _is_of_dead(casualties, after, end[1]):
        return None
    return end[1] if end[0] == after else after


def _heads_line(sentence: Sentence, verb: int) -> bool:
    """Tell the number of "2 shot outside bar", which opens a headline and counts nobody named."""
    first = next((number for number in sentence.numbers if number.after == verb), None)
    many = first is not None and first.value > 1
    return many and first is not None and (first.first == 0 or sentence.is_mark(first.first - 1))


def _is_survived_by_none(
    sentence: Sentence, casualties: Mapping[int, Found[CasualtyWord]], verb: Found[Around]
) -> bool:
    """Tell "shot two men, killing both" from "two men were shot and three killed"."""
    if verb.meaning.category is not Category.INJURED:
        return False
    later = min((at for at in casualties if at >= verb.after), default=None)
    if later is None or casualties[later].meaning.category is not Category.KILLED:
        return False
    of_others = sentence.has(Sign.SEQUEL, verb.after, later)  # "…, a year after a gunman killed two"
    if of_others or casualties[later].meaning.form not in _VERBS:
        return False
    return not any(verb.after < number.first and number.after == later for number in sentence.numbers)


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
        if sentence.ends_phrase(at):
            break
        found.append(at)
    return found


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
            passed = _behind(sentence, after)[: _GAP_REACH + 1]
            for near in passed:
                for tail in phrase.meaning.opening(sentence.word(near)):
                    if closes := tail.after(tokens, near):
                        return at, closes
    return None
