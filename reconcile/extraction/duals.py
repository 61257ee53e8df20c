"""Arabic duals told from plurals that are written alike: "شرطيين" are two policemen, or many.

Vowel marks tell them apart ("مهندسَين" are two), and so does one more who is called the third: "مقتل
شرطيين وإصابة ثالث".
"""

import re
from collections.abc import Callable
from dataclasses import replace

from reconcile.extraction.phrases import Found
from reconcile.extraction.sentences import Sentence
from reconcile.extraction.vocabulary import CasualtyWord, Form
from reconcile.lexicon.language import Sign

_FATHA = "\u064e"
_MARKS = "[\u064b-\u0652]"
_POINTED = re.compile(f"{_FATHA}{_MARKS}*ي{_MARKS}*(?:ن{_MARKS}*)?\\Z")
"""How the oblique dual ends; without its ن before a noun."""
_OBLIQUE = "ين"
_THIRD_REACH = 14
"""How many words behind two a third may be told of."""

_Noun = Found[CasualtyWord] | Found[Form]


def duals_told(sentence: Sentence) -> Sentence:
    """Return an Arabic sentence in which the plurals that are known to be duals are duals."""
    tests = [test for test in (_is_pointed, _has_third) if _can_tell(sentence, test)]
    if not tests:
        return sentence

    def is_dual(noun: _Noun) -> bool:
        return noun.after == noun.first + 1 and any(test(sentence, noun) for test in tests)

    marked = sentence.marked
    persons = {at: _as_dual(p) if is_dual(p) else p for at, p in marked.persons.items()}
    nouns = {at: _noun_as_dual(w) if is_dual(w) else w for at, w in marked.casualties.items()}
    return replace(sentence, marked=marked._replace(casualties=nouns, persons=persons))


def _can_tell(sentence: Sentence, test: Callable[[Sentence, _Noun], bool]) -> bool:
    """Tell whether there is what a test looks for: in most sentences there is not."""
    if test is _has_third:
        return Sign.THIRD in sentence.marked.signs
    return _FATHA in sentence.written(0, len(sentence))


def _as_dual(person: Found[Form]) -> Found[Form]:
    return person._replace(meaning=Form.DUAL) if person.meaning is Form.PLURAL else person


def _noun_as_dual(word: Found[CasualtyWord]) -> Found[CasualtyWord]:
    if word.meaning.form is not Form.PLURAL:
        return word
    return word._replace(meaning=word.meaning._replace(form=Form.DUAL))


def _is_pointed(sentence: Sentence, noun: _Noun) -> bool:
    return _POINTED.search(sentence.written(noun.first, noun.after)) is not None


def _has_third(sentence: Sentence, noun: _Noun) -> bool:
    """Tell the policemen of "مقتل شرطيين وإصابة ثالث", whom no number counts, from "3 شرطيين"."""
    if not sentence.word(noun.first).endswith(_OBLIQUE) or noun.definite:
        return False
    numbers = {number.after for number in sentence.numbers}
    thirds = (at for at in sentence.places(Sign.THIRD) if noun.after <= at < noun.after + _THIRD_REACH)
    return noun.first not in numbers and any(_is_somebody(sentence, at) for at in thirds)


def _is_somebody(sentence: Sentence, third: int) -> bool:
    """Tell "إصابة ثالث" and "جندي ثالث" from "ثالث هجوم"."""
    marked, before = sentence.marked, third - 1
    return before in marked.casualties or before in marked.persons
