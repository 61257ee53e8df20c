"""In which language a sentence is written."""

import re

from reconcile import lexicon
from reconcile.numbers.passages import Passage

_ARABIC = re.compile("[\u0620-\u06d3]+")
_MARKUP = re.compile("<[^<>]*>")
_LATIN = re.compile("[a-z\u00df-\u024f]+")


def language_of(text: str) -> str:
    """Return the language of a text: Arabic where most letters outside markup are, else English."""
    plain = _MARKUP.sub("", text.lower())
    arabic = sum(map(len, _ARABIC.findall(plain)))
    latin = sum(map(len, _LATIN.findall(plain)))
    return "ar" if arabic >= latin else "en"


def language_of_passage(passage: Passage) -> str:
    """Return the language of a sentence."""
    return language_of(passage.block.text[passage.start : passage.end])


def languages(asked: str | None) -> tuple[str, ...]:
    """Return the languages to read a text in: the one asked for, or all of them.

    Raises:
        UnknownLanguage: the one asked for has no lexicon; the message lists those there are.
    """
    if asked is None:
        return lexicon.LANGUAGES
    lexicon.require(asked, lexicon.LANGUAGES)
    return (asked,)
