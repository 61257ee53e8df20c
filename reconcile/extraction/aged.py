"""Somebody told by name and age, in English: "Omar Nasser, 34, was killed"."""

from reconcile.extraction.bare import ONE
from reconcile.extraction.clauses import quoted, turns
from reconcile.extraction.named import NAMED
from reconcile.extraction.phrases import Found
from reconcile.extraction.quantities import Quantity
from reconcile.extraction.reading import SAID, Mention, Reading
from reconcile.extraction.scopes import scope_of
from reconcile.extraction.sentences import COMMAS
from reconcile.extraction.vocabulary import CasualtyWord
from reconcile.lexicon.language import Sign
from reconcile.model import Scope

_LONGEST_NAME = 5
"""How many words of a name are looked for before an age."""
_TITLE = 2
"""How many words before a name say who it is, and may have been read: "a driver, Samir Qassem, 45"."""
_SAID_REACH = 5
"""How many words what is said of somebody may stand behind their age."""
_NEXT_REACH = 9
"""How many words the name and age of one more may take."""


def name_before(reading: Reading, comma: int) -> int | None:
    """Return where the name begins that a comma ends: capitalised words that nobody knows, or None."""
    sentence, first = reading.sentence, comma
    if sentence.heads_first or sentence.word(comma) not in COMMAS:
        return None
    while first > comma - _LONGEST_NAME and _is_of_name(reading, first - 1):
        first -= 1
    return first if first < comma else None


def _is_of_name(reading: Reading, at: int) -> bool:
    return at in reading.plain and reading.sentence.written(at, at + 1).istitle()


def aged_victims(reading: Reading, ages: list[Quantity], found: list[Mention]) -> list[Mention]:
    """Return those of a sentence who are told by name and age, given its `ages` and what was `found`."""
    told = {at for mention in found for at in range(mention.first, mention.after)}
    named = [(age, name_before(reading, age.first - 1)) for age in ages]
    victims: list[Mention] = []
    for age, first in named:
        word = None if first is None else _said_of(reading, age, ages)
        if first is None or word is None or word.meaning.category not in NAMED:
            continue
        if told.isdisjoint(range(first - _TITLE, age.first)):
            victims.append(_victim(reading, first, age, word))
    if len(victims) > 1:  # each is one of several, whose sum is not stated
        return [victim._replace(scope=Scope.SUBSET) for victim in victims]
    return victims


def _victim(reading: Reading, name: int, age: Quantity, word: Found[CasualtyWord]) -> Mention:
    person = reading.person(name - 1)
    first = person.first if person else name  # "driver Samir Qassem"
    start, _ = reading.sentence.span(first, age.first)
    scope = scope_of(reading, first, age.after)
    why = f"told by name and age, of whom is said {quoted(reading, word)}"
    return Mention(word.meaning.category, ONE, scope, first, age.first - 1, start, why)


def _said_of(reading: Reading, age: Quantity, ages: list[Quantity]) -> Found[CasualtyWord] | None:
    """Return what is said of somebody of an age, and of all who are listed behind: "…, were killed"."""
    sentence = reading.sentence
    at = age.after + (sentence.word(age.after) in COMMAS)
    if sentence.sign(Sign.AND, at):
        further = (other for other in ages if at < other.first < at + _NEXT_REACH)
        other = next(further, None)
        return _said_of(reading, other, ages) if other else None
    for near in range(at, at + _SAID_REACH):
        if turns(reading, near) or sentence.is_mark(near) or near in reading.counted:
            return None
        if word := reading.casualty(near):
            return word if word.meaning.form in SAID and not word.definite else None
    return None
