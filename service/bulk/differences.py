"""How a command differs from the one that a folder was begun by, in words, and what would be right."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

Record = dict[str, Any]

_ANEW: Final = "or name another folder to begin anew"


def difference_between(known: Record, now: Record) -> str | None:
    """Say in what two journals differ, as they were begun; None: in nothing."""
    if known.get("command") != now["command"]:
        return (
            f"hasila bulk {known.get('command')} wrote to it;"
            f" name another folder for hasila bulk {now['command']}"
        )
    if known.get("version") != now["version"]:
        return (
            f"it was begun with Hasila {known.get('version')}, and this is {now['version']};"
            f" go on with that version, {_ANEW}"
        )
    if known.get("options") != now["options"]:
        return _of_options(known.get("options") or {}, now["options"])
    if known.get("inputs") != now["inputs"]:
        changes = _of_inputs(known.get("inputs") or [], now["inputs"])
        return f"the input is not what it was begun with: {changes}; put it back to go on, {_ANEW}"
    return None


def _of_options(known: Record, now: Record) -> str:
    names = [name for name in {**known, **now} if known.get(name) != now.get(name)]
    then = ", ".join(_option(name, known.get(name)) for name in names)
    this = ", ".join(_option(name, now.get(name)) for name in names)
    if names == ["profiles"] and known["profiles"] and now["profiles"]:
        then, this = "--profiles that say something else", "these"
    return f"it was begun with {then}, and this command says {this}; give the same to go on, {_ANEW}"


def _option(name: str, value: object) -> str:
    flag = f"--{name.replace('_', '-')}"
    if not value:
        return f"no {flag}"
    return flag if isinstance(value, list) else f"{flag} {value}"


def _of_inputs(known: Sequence[Record], now: Sequence[Record]) -> str:
    """Name the first file that differs, and how many more do."""
    before, after = ({file["file"]: file for file in files} for files in (known, now))
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    if not changed:
        return "its files are in another order"
    more = f" (and {len(changed) - 1:,} more)" if len(changed) > 1 else ""
    return f"{_of_file(changed[0], before.get(changed[0]), after.get(changed[0]))}{more}"


def _of_file(name: str, before: Mapping[str, object] | None, after: Mapping[str, object] | None) -> str:
    if before is None or after is None:
        return f"{name} is {'new' if before is None else 'gone'}"
    if before.get("fault") != after.get("fault"):
        return f"{name} {'can be read now' if before.get('fault') else 'can no longer be read'}"
    if before["bytes"] != after["bytes"]:
        return f"{name} had {before['bytes']:,} bytes and has {after['bytes']:,}"
    return f"{name} was written to again"
