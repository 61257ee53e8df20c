"""A folder begun by another command says which option or file differs, and what would be right."""

from typing import Any

import pytest

from service import __version__
from service.bulk.differences import difference_between
from service.bulk.journal import begun

FILES = [{"file": f"{name}.jsonl", "bytes": 1_000, "modified_ns": 7} for name in "abc"]
OPTIONS: dict[str, Any] = {
    "policy": "agreement",
    "convention": "literal",
    "profiles": [],
    "as_of": None,
    "known_at": None,
}
BEGUN = begun("reconcile", FILES, OPTIONS)
PROFILE = {"name": "a", "kind": "media"}
ANEW = "or name another folder to begin anew"


def _changed(file: int, **fields: object) -> list[dict[str, Any]]:
    return [*FILES[:file], FILES[file] | fields, *FILES[file + 1 :]]


@pytest.mark.parametrize(
    ("change", "then", "now"),
    [
        ({"policy": "latest"}, "--policy latest", "--policy agreement"),
        (
            {"policy": "latest", "known_at": "2026-03-01T00:00:00+00:00"},
            "--policy latest, --known-at 2026-03-01T00:00:00+00:00",
            "--policy agreement, no --known-at",
        ),
        ({"profiles": [PROFILE]}, "--profiles", "no --profiles"),
        ({"engine": "spark"}, "--engine spark", "no --engine"),
    ],
)
def test_options_that_differ_are_named(change: dict[str, Any], then: str, now: str) -> None:
    told = f"it was begun with {then}, and this command says {now}; give the same to go on, {ANEW}"
    assert difference_between(BEGUN | {"options": OPTIONS | change}, BEGUN) == told


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        (_changed(1, bytes=12_345), "b.jsonl had 12,345 bytes and has 1,000"),
        (_changed(1, modified_ns=8), "b.jsonl was written to again"),
        (_changed(2, fault="cut"), "c.jsonl can be read now"),
        (FILES[1:], "a.jsonl is new"),
        ([*FILES, FILES[0] | {"file": "d.jsonl"}], "d.jsonl is gone"),
        ([], "a.jsonl is new (and 2 more)"),
    ],
)
def test_files_that_differ_are_named(inputs: list[dict[str, Any]], told: str) -> None:
    told = f"the input is not what it was begun with: {told}; put it back to go on, {ANEW}"
    assert difference_between(BEGUN | {"inputs": inputs}, BEGUN) == told


def test_another_command_and_another_version_are_named() -> None:
    assert difference_between(BEGUN, BEGUN) is None
    told = "hasila bulk extract wrote to it; name another folder for hasila bulk reconcile"
    assert difference_between(BEGUN | {"command": "extract"}, BEGUN) == told
    told = f"it was begun with Hasila 0.0.1, and this is {__version__}; go on with that version, {ANEW}"
    assert difference_between(BEGUN | {"version": "0.0.1"}, BEGUN) == told


def test_profiles_that_say_something_else_are_named() -> None:
    then, now = (
        begun("reconcile", FILES, OPTIONS | {"profiles": [PROFILE | {"kind": kind}]})
        for kind in ("media", "party")
    )
    told = difference_between(then, now)
    assert told is not None
    assert "begun with --profiles that say something else" in told
