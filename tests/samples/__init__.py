"""Annotated sentences of our own making, and how claims are compared with them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

from reconcile.model import Claim

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence and the claims it makes, as a reader annotated them."""

    id: str
    language: str
    text: str
    claims: tuple[dict[str, Any], ...]
    read: bool
    """Whether the project reads it wholly right by now; `not_yet.txt` lists those it does not."""


def samples(language: str) -> list[Sample]:
    """Return the samples of a language that are not debatable, in the order of the file."""
    not_yet = set((_HERE / "not_yet.txt").read_text(encoding="utf-8").split())
    lines = (_HERE / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = map(json.loads, lines)
    return [
        Sample(row["id"], row["lang"], row["text"], tuple(row["claims"]), row["id"] not in not_yet)
        for row in rows
        if not row.get("debatable")
    ]


class Readable(Protocol):
    """A sentence of the tests, and whether the project reads it right by now."""

    @property
    def id(self) -> str:
        """What the sentence is called in the tests."""

    @property
    def read(self) -> bool:
        """Whether it is read right by now."""


def parameters(sentences: Iterable[Readable]) -> list[object]:
    """Return sentences as a test takes them: those not read right by now must fail."""
    left = pytest.mark.xfail(reason="not read yet", raises=AssertionError, strict=True)
    return [
        pytest.param(sentence, id=sentence.id, marks=() if sentence.read else left)
        for sentence in sentences
    ]


def differences(sample: Sample, claims: list[Claim]) -> list[str]:
    """Return what is missing from `claims`, or too much in them; optional annotations may be either."""
    left = list(claims)
    missing = []
    for wanted in sorted(sample.claims, key=lambda claim: bool(claim.get("optional"))):
        found = next((claim for claim in left if _same(wanted, claim)), None)
        if found:
            left.remove(found)
        elif not wanted.get("optional"):
            missing.append(f"missing: {wanted['category']} {wanted['surface']}")
    spare = [claim for claim in left if not any(_excuses(wanted, claim) for wanted in sample.claims)]
    return missing + [f"too much: {claim.category} {_exact(claim)}" for claim in spare]


def _same(wanted: dict[str, Any], claim: Claim) -> bool:
    return (
        _overlap(wanted, claim)
        and wanted["category"] == claim.category
        and (wanted["lo"], wanted["hi"]) == (claim.count.low, claim.count.high)
        and claim.count.qualifier in (wanted["qualifier"], *wanted.get("qualifier_alt", ()))
        and claim.scope in (wanted["scope"], *wanted.get("scope_alt", ()))
        and claim.denied == wanted["negated_by_denial"]
        and _same_source([wanted["source"], *wanted.get("source_alt", ())], claim.attribution.source)
    )


def _excuses(wanted: dict[str, Any], claim: Claim) -> bool:
    """Tell whether an annotation lets a claim pass that it does not ask for."""
    zero = wanted["qualifier"] == "zero" and claim.count.high == 0
    return _overlap(wanted, claim) and (bool(wanted.get("optional")) or zero)


def _overlap(wanted: dict[str, Any], claim: Claim) -> bool:
    evidence = claim.evidence
    if evidence is None:
        return False
    end = wanted["start"] + len(wanted["surface"])
    return bool(min(end, evidence.end) > max(wanted["start"], evidence.start))


def _same_source(wanted: list[str | None], source: str | None) -> bool:
    """Tell whether a source is one of those wanted: most words of the shorter name are in both."""
    if source is None or None in wanted:
        return source in wanted
    names = [set(name.split()) for name in wanted if name]
    said = set(source.split())
    return any(len(name & said) >= 0.6 * min(len(name), len(said)) for name in names)


def _exact(claim: Claim) -> str:
    return claim.evidence.exact if claim.evidence else "–"
