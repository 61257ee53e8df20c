"""Verb forms that are two at once, told apart by the words around them.

"killed" governs what stands behind it in "the blast killed 3", and is said of those before it in
"3 were killed", "3 killed" and "the 3 people killed on Friday". An Arabic past such as قتل is written
like its verbal noun, which stands behind prepositions: "أقدم على قتل والده".
"""

from collections.abc import Mapping

from reconcile.extraction.forms import CasualtyWord, Form
from reconcile.extraction.phrases import Found
from reconcile.extraction.quantities import Quantity
from reconcile.extraction.sentences import Sentence
from reconcile.lexicon.language import Sign

DID = "ed"
"""How most English verbs end in the past."""
_LONGEST_ADVERBS = 4
"""How many words may stand between "were" and its verb: "were also seriously injured"."""
_LONGEST_OBJECT = 3
"""How many words the noun of an object may stand behind a verb: "killed Syrian army soldiers"."""

_ONTO_NOUNS = frozenset({"ب", "وب", "فب", "ك"})
"""Particles that are joined to nouns only."""

_QUOTES = frozenset("\"“«'")
_DOING = "ing"
"""How English verbs end that can be nouns."""
_Words = dict[int, Found[CasualtyWord]]


def told_apart(
    sentence: Sentence, casualties: Mapping[int, Found[CasualtyWord]], quantities: tuple[Quantity, ...]
) -> _Words:
    """Return the casualty words with every participle made active or a predicate."""
    if sentence.heads_first:
        return {at: _told_by_preposition(sentence, word) for at, word in casualties.items()}
    casualties = {at: word for at, word in casualties.items() if not _is_noun(sentence, word)}
    inside = {at for word in casualties.values() for at in range(word.first + 1, word.after)}
    # The "dead" of "shot dead" is told by it.
    words = {at: word for at, word in casualties.items() if at not in inside}
    participles = [at for at, word in words.items() if word.meaning.form is Form.PARTICIPLE]
    if not participles:
        return words
    opens = {quantity.opens for quantity in quantities} | {quantity.first for quantity in quantities}
    ends = {quantity.after for quantity in quantities}
    for at in sorted(participles, reverse=True):  # what "killed and wounded 3" is, its last verb shows
        word = words[at]
        active = _is_active(sentence, words, word, opens, ends)
        form = Form.ACTIVE if active else Form.PREDICATE
        words[at] = word._replace(meaning=word.meaning._replace(form=form))
    return words


def _is_noun(sentence: Sentence, word: Found[CasualtyWord]) -> bool:
    """Tell "the stabbing" of "a sixth victim of the stabbing", which is no verb of anybody's."""
    known = word.meaning.form is Form.ACTIVE and sentence.word(word.first).endswith(_DOING)
    of = sentence.sign(Sign.OF, word.after)
    owned = sentence.word(word.first - 1) == "s"  # "Saturday's stabbing"
    return known and of is None and bool(owned or sentence.ending(Sign.DETERMINERS, word.first))


def _told_by_preposition(sentence: Sentence, word: Found[CasualtyWord]) -> Found[CasualtyWord]:
    """Return a casualty word, the verb behind a preposition as the event that it names there."""
    if word.meaning.form is not Form.VERB or word.after > word.first + 1:
        return word
    behind = sentence.ending(Sign.BEFORE_NOUNS, word.first) if word.prefix == "" else None
    if word.meaning.of_people and word.prefix == "":  # "حادث دهس"
        behind = behind or sentence.ending(Sign.ACCIDENT, word.first)
    if behind is None and word.prefix not in _ONTO_NOUNS:
        return word
    return word._replace(meaning=word.meaning._replace(form=Form.EVENT))


def _is_active(
    sentence: Sentence, words: _Words, word: Found[CasualtyWord], opens: set[int], ends: set[int]
) -> bool:
    if is_passive(sentence, word.first):
        return False
    joins = sentence.sign(Sign.AND, word.after) or sentence.sign(Sign.OR, word.after)
    joined = words.get(joins.after) if joins else None
    if joined and joined.meaning.form is Form.ACTIVE and word.first not in ends:
        return True  # not in "left 24 wounded and drove 90 from their homes"
    if word.first in ends:
        return False
    behind = word.after + (sentence.word(word.after) in _QUOTES)  # "killed “around seventy” insurgents"
    return behind in opens or _is_object(sentence, words, behind)


def is_passive(sentence: Sentence, verb: int) -> bool:
    """Tell whether a form of "be" and perhaps adverbs stand before the verb at a token."""
    at = verb
    while at > verb - _LONGEST_ADVERBS:
        if sentence.ending(Sign.PASSIVE, at):
            return True
        adverb = sentence.ending(Sign.ADVERBS, at)
        if adverb is None:
            return False
        at = adverb.first
    return False


def _is_object(sentence: Sentence, words: _Words, at: int) -> bool:
    if sentence.sign(Sign.DETERMINERS, at):
        return True
    for near in range(at, at + _LONGEST_OBJECT):
        if sentence.marked.persons.get(near) or sentence.sign(Sign.TITLES, near):
            return True
        if sentence.is_mark(near) or sentence.sign(Sign.ENDS_COUNT, near) or near in words:
            return False
    return False
