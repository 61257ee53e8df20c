"""JSON objects that name a member more than once: readers differ in which one counts, so none does."""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

Path = tuple[str | int, ...]
"""Where something stands in JSON: the names and places that lead to it."""

REPEATED: Final = "this is named more than once; say which one is meant"
_MOST_TOLD: Final = 20


class RepeatedMember(ValueError):
    """An object names a member more than once; the message says which."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: {REPEATED}")


class _Members(list[tuple[str, Any]]):
    """An object as it is written, each member as often as it stands there."""


def each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object's members; for a decoder of JSON, as its `object_pairs_hook`.

    Raises:
        RepeatedMember: one is named more than once.
    """
    members = dict(pairs)
    if len(members) != len(pairs):
        raise RepeatedMember(_repeated(pairs)[0])
    return members


def _repeated(pairs: list[tuple[str, Any]]) -> list[str]:
    return [name for name, times in Counter(name for name, _ in pairs).items() if times > 1]


_STRICT: Final = json.JSONDecoder(object_pairs_hook=each_once)  # made once: that takes as long as a row
_WHOLE: Final = json.JSONDecoder(object_pairs_hook=_Members)


def repeated_members(content: bytes) -> list[Path]:
    """Return where JSON names a member again, the first 20 places; none in what is no JSON."""
    try:
        text = content.decode(json.detect_encoding(content))
        _STRICT.decode(text)
    except RepeatedMember:
        return _all_repeated(text)
    except (ValueError, RecursionError):
        pass
    return []


def _all_repeated(text: str) -> list[Path]:
    try:
        return list(islice(_walked(_WHOLE.decode(text)), _MOST_TOLD))
    except (ValueError, RecursionError):  # further on it is no JSON
        return []


def _walked(value: object) -> Iterator[Path]:
    """Yield each member that is repeated, in the order of the text; nesting may be deep."""
    waiting: list[tuple[Path, object]] = [((), value)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, _Members):
            yield from ((*path, name) for name in _repeated(value))
            inner = list[tuple[str | int, object]](value)
        else:
            inner = list(enumerate(value)) if isinstance(value, list) else []
        waiting += [((*path, step), held) for step, held in reversed(inner)]
