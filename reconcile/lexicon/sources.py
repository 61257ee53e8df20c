"""Source aliases: which names are one source."""

from collections.abc import Mapping

from pydantic import Field

from reconcile.folding import fold_word
from reconcile.model import Frozen


class SourceEntry(Frozen):
    """One source: its key and the names it goes by."""

    key: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    names: tuple[str, ...] = Field(min_length=1)


class SourcesFile(Frozen):
    """`sources.toml`, as read."""

    sources: tuple[SourceEntry, ...]


class Sources:
    """Finds the key of a source by any of its names."""

    def __init__(self, file: SourcesFile) -> None:
        keys: dict[str, str] = {}
        for entry in file.sources:
            for name in entry.names:
                taken = keys.setdefault(plain_name(name), entry.key)
                if taken != entry.key:
                    raise ValueError(f"{name!r} is listed under both {taken!r} and {entry.key!r}")
        self._keys: Mapping[str, str] = keys
        self._names = {entry.key: entry.names[0] for entry in file.sources}

    def key(self, name: str) -> str:
        """Return the key of the source called `name`; of an unlisted one, its name made plain."""
        plain = plain_name(name)
        return self._keys.get(plain, plain)

    def name(self, key: str) -> str | None:
        """Return the first name listed for a key; None for the key of an unlisted source."""
        return self._names.get(key)


def plain_name(name: str) -> str:
    """Return `name` folded, its spaces single, punctuation and the leading article taken off."""
    words = "".join(c if c.isalnum() else " " for c in fold_word(name)).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    plain = " ".join(words)
    return plain.removeprefix("ال") if len(plain) > len("الxx") else plain
