"""Sentences put together from clauses of our own, and the claims that each makes wherever it stands."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.samples.written import Expected, expected

_SAMPLES = Path(__file__).parents[1] / "samples"
_FIELD = re.compile(r"\{(\w+)(?: (\w+))?\}")


@dataclass(frozen=True, slots=True)
class Composed:
    """A sentence, the claims that its clauses make, and who says so."""

    text: str
    claims: tuple[Expected, ...]
    source: str | None


@st.composite
def composed(draw: st.DrawFn, language: str) -> Composed:
    """Draw a sentence of "arabic" or "english": a clause, mostly one that goes on, mostly a source."""
    words = _clauses(language)
    numbers = iter(draw(st.permutations(range(11, 99))))  # no two are alike
    opening = draw(st.sampled_from(words["opens"]))
    told = {category for category, _ in _FIELD.findall(opening)}
    others = [clause for clause in words["goes_on"] if _tells_of_others(clause, told)]
    clauses = [_filled(draw, words, numbers, opening)]
    if further := draw(st.sampled_from(["", *others])):
        clauses.append(_filled(draw, words, numbers, further))
    text = "".join(clause for clause, _ in clauses)
    claims = tuple(claim for _, stated in clauses for claim in stated)
    frame = draw(st.sampled_from([None, *words["says"]]))
    if frame is None:
        return Composed(text[0].upper() + text[1:] + ".", claims, None)
    source = draw(st.sampled_from(words["source"]))
    text = frame.format(clauses=text, source=source)
    return Composed(text[0].upper() + text[1:], claims, source)


@cache
def _clauses(language: str) -> dict[str, Any]:  # lists of clauses and words by their name
    return tomllib.loads((_SAMPLES / f"clauses_{language}.toml").read_text(encoding="utf-8"))


def _tells_of_others(clause: str, told: set[str]) -> bool:
    """Tell whether a clause counts none whom the one before it counts: else one could be a part."""
    historical = " historical" in clause
    return historical or told.isdisjoint(category for category, _ in _FIELD.findall(clause))


def _filled(
    draw: st.DrawFn,
    words: dict[str, Any],  # lists of words by the field's name
    numbers: Iterator[int],
    clause: str,
) -> tuple[str, list[Expected]]:
    """Return a clause with its fields filled, and the claims that it makes."""
    text, _, stated = clause.partition(" | ")
    claims = [expected(claim) for claim in stated.split("; ") if claim]

    def fill(field: re.Match[str]) -> str:
        name, scope = field.groups()
        if name in words:
            return str(draw(st.sampled_from(words[name])))
        number = next(numbers)
        if name != "things":
            asked = None if scope == "any" else scope or "total"
            claims.append(
                Expected(name, number, number, asked, denied=False, source=None, optional=False)
            )
        return str(number)

    return _FIELD.sub(fill, text), claims
