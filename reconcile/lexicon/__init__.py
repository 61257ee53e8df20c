"""The vocabulary as data: one file a language, and the names that sources go by.

The files are part of the package and are read once, when they are first asked for; a mistake in one
is reported with its place in the file.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from reconcile.lexicon.language import Arabic, English, Language
from reconcile.lexicon.numerals import ArabicNumbers, EnglishNumbers
from reconcile.lexicon.sources import Sources, SourcesFile

LANGUAGES = ("ar", "en")
"""The languages that can be read, by ISO 639-1 code."""


class UnknownLanguage(ValueError):
    """A language that has no lexicon; the message lists those that have one."""


def require(code: str, languages: tuple[str, ...]) -> None:
    """Refuse a language that is not one of `languages`.

    Raises:
        UnknownLanguage: it is none; the message lists them.
    """
    if code not in languages:
        known = ", ".join(languages)
        raise UnknownLanguage(f"language {code!r} is not one that Hasila reads here; it reads: {known}")


@cache
def language(code: str) -> Language:
    """Return the vocabulary of the language with the ISO 639-1 `code`.

    Raises:
        UnknownLanguage: there is none; the message lists those there are.
    """
    require(code, LANGUAGES)
    return _arabic() if code == "ar" else _english()


@cache
def abbreviations() -> frozenset[str]:
    """Return the words, in small letters, whose full stop ends no sentence, of every language."""
    return frozenset(word.lower() for code in LANGUAGES for word in language(code).abbreviations)


def arabic_numbers() -> ArabicNumbers:
    """Return the words that Arabic numbers are made of."""
    return _arabic().numbers


def english_numbers() -> EnglishNumbers:
    """Return the words that English numbers are made of."""
    return _english().numbers


@cache
def _arabic() -> Arabic:
    return Arabic.model_validate(_file("arabic.toml"))


@cache
def _english() -> English:
    return English.model_validate(_file("english.toml"))


@cache
def sources() -> Sources:
    """Return the known sources and the names they go by, in every language."""
    return Sources(SourcesFile.model_validate(_file("sources.toml")))


def _file(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__name__).joinpath(name).read_text(encoding="utf-8"))
