"""The vocabulary as data: one file a language, and the names that sources go by.

The files are part of the package and are read once, when they are first asked for; a mistake in one
is reported with its place in the file.
"""

import tomllib
from functools import cache
from importlib import resources

from reconcile.lexicon.language import Language
from reconcile.lexicon.sources import Sources, SourcesFile

LANGUAGES = {"ar": "arabic.toml"}
"""The languages that can be read, by their ISO 639-1 code, and their files."""


class UnknownLanguage(ValueError):
    """A language that has no lexicon; the message lists those that have one."""


@cache
def language(code: str) -> Language:
    """Return the vocabulary of the language with the ISO 639-1 `code`.

    Raises:
        UnknownLanguage: there is no lexicon for it; the message lists those there are.
    """
    if code not in LANGUAGES:
        known = ", ".join(sorted(LANGUAGES))
        raise UnknownLanguage(f"language {code!r} is not one that Hasila reads; it reads: {known}")
    return Language.model_validate(tomllib.loads(_text(LANGUAGES[code])))


@cache
def sources() -> Sources:
    """Return the known sources and the names they go by, in every language."""
    return Sources(SourcesFile.model_validate(tomllib.loads(_text("sources.toml"))))


def _text(file_name: str) -> str:
    return resources.files(__name__).joinpath(file_name).read_text(encoding="utf-8")
