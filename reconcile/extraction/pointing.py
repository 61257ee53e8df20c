"""Duals told from plurals by their vowel marks: "مهندسَين" are two, "مهندسِين" are many."""

import re
from dataclasses import replace

from reconcile.extraction.phrases import Found, Marks
from reconcile.extraction.sentences import Sentence
from reconcile.extraction.vocabulary import CasualtyWord, Form

_FATHA = "\u064e"
_MARKS = "[\u064b-\u0652]"
_DUAL = re.compile(f"{_FATHA}{_MARKS}*ي{_MARKS}*(?:ن{_MARKS}*)?\\Z")
"""How the oblique dual ends; without its ن before a noun."""


def pointed(sentence: Sentence) -> Sentence:
    """Return an Arabic sentence in which the plurals that are pointed as duals are duals."""
    start, end = sentence.span(0, len(sentence)) if len(sentence) else (0, 0)
    offset = sentence.passage.offset
    if _FATHA not in sentence.passage.block.original[start - offset : end - offset]:
        return sentence
    marked = sentence.marked
    casualties, persons = _casualties(sentence, marked.casualties), _persons(sentence, marked.persons)
    return replace(sentence, marked=marked._replace(casualties=casualties, persons=persons))


def _casualties(sentence: Sentence, words: Marks[CasualtyWord]) -> Marks[CasualtyWord]:
    dual = (at for at, word in words.items() if word.meaning.form is Form.PLURAL)
    found = {at: words[at] for at in dual if _is_dual(sentence, words[at])}
    duals = {at: w._replace(meaning=w.meaning._replace(form=Form.DUAL)) for at, w in found.items()}
    return {**words, **duals}


def _persons(sentence: Sentence, words: Marks[Form]) -> Marks[Form]:
    plural = (word for word in words.values() if word.meaning is Form.PLURAL)
    duals = {word.first: word._replace(meaning=Form.DUAL) for word in plural if _is_dual(sentence, word)}
    return {**words, **duals}


def _is_dual(sentence: Sentence, word: Found[CasualtyWord] | Found[Form]) -> bool:
    one_word = word.after == word.first + 1
    return one_word and _DUAL.search(sentence.written(word.first, word.after)) is not None
