"""Source aliases: which names are one source."""

import re
from collections.abc import Mapping

from pydantic import Field

from reconcile.fields import Frozen
from reconcile.folding import fold_word

_ABBREVIATION = re.compile(r"(.*\S) *\(([A-Za-z]{2,10})\) *")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s?(?= )")


class SourceEntry(Frozen):
    """One source: its key and the names it goes by."""

    key: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    names: tuple[str, ...] = Field(min_length=1)


class SourceKinds(Frozen):
    """Words that tell the kind of a source by its name, and names that name no one."""

    official: tuple[str, ...] = ()
    nobody: tuple[str, ...] = ()


class SourcesFile(Frozen):
    """`sources.toml`, as read."""

    sources: tuple[SourceEntry, ...]
    kinds: SourceKinds = SourceKinds()


class Sources:
    """Finds the key of a source by any of its names."""

    def __init__(self, file: SourcesFile) -> None:
        keys: dict[str, str] = {}
        for entry in file.sources:
            for name in entry.names:
                taken = keys.setdefault(plain_name(name), entry.key)
                if taken != entry.key:
                    raise ValueError(f"{name!r} is listed under both {taken!r} and {entry.key!r}")
        self._official = tuple(f" {_bare_words(words)} " for words in file.kinds.official)
        self._nobody = frozenset(map(plain_name, file.kinds.nobody))
        self._keys: Mapping[str, str] = keys
        self._names = {entry.key: entry.names for entry in file.sources}

    def key(self, name: str) -> str:
        """Return the key of the source called `name`; of an unlisted one, its name made plain."""
        plain = plain_name(name)
        return self._keys.get(plain, plain)

    def is_official(self, name: str) -> bool:
        """Tell whether a name is that of an office."""
        bare = f" {_bare_words(name)} "
        return any(words in bare for words in self._official)

    def is_nobody(self, name: str) -> bool:
        """Tell whether a name names no one: "media reports"."""
        return plain_name(name) in self._nobody

    def names(self, key: str) -> tuple[str, ...]:
        """Return the names listed for a key, in their order; none for the key of an unlisted source."""
        return self._names.get(key, ())


def _bare_words(name: str) -> str:
    """Return a name made plain, the article taken off every word."""
    words = plain_name(name).split()
    return " ".join(word.removeprefix("ال") if len(word) > len("الxx") else word for word in words)


def _without_abbreviation(name: str) -> str:
    """Return a name without its initials in brackets; "(UK)" tells one ministry from another."""
    found = _ABBREVIATION.fullmatch(name)
    if found is None:
        return name
    whole, short = found.groups()
    initials = iter([word[0].lower() for word in whole.split()])
    return whole if all(letter in initials for letter in short.lower()) else name


def plain_name(name: str) -> str:
    """Return `name` folded, its spaces single, punctuation and the leading article taken off.

    So are its own abbreviation in brackets behind it, and the "'s" of a possessive: "Syria's army (SA)".
    """
    name = _POSSESSIVE.sub("", _without_abbreviation(name))
    words = "".join(c if c.isalnum() else " " for c in fold_word(name)).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    plain = " ".join(words)
    return plain.removeprefix("ال") if len(plain) > len("الxx") else plain
