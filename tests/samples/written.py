"""Short sentences of our own and the claims they make, one a line, for people to read and to add to.

"text | killed 5; injured 3+ subset; (missing 2)": each claim is a category and its bounds ("2–9", "3+"
without an upper one), then, where it matters, its scope, `denied`, and `by` whom. What is in brackets
may be read or not; a dash stands for no claim. A line that begins with "? " is not read right yet.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from reconcile.model import Claim

_HERE = Path(__file__).parent
_CLAIM = re.compile(
    r"(?P<category>[a-z]+) (?P<low>\d+)(?P<open>\+)?(?:–(?P<high>\d+))?"
    r"(?: (?P<scope>total|subset|increment|previous|historical))?"
    r"(?P<denied> denied)?(?: by (?P<source>.+))?"
)


@dataclass(frozen=True, slots=True)
class Expected:
    """A claim that a sentence makes; of `scope` and `source`, None asks for none in particular."""

    category: str
    low: int
    high: int | None
    scope: str | None
    denied: bool
    source: str | None
    optional: bool

    def is_read_in(self, claim: Claim) -> bool:
        """Tell whether a claim is the one expected."""
        return (
            (self.category, self.low, self.high) == (claim.category, claim.count.low, claim.count.high)
            and self.scope in (None, claim.scope)
            and self.denied == claim.denied
            and self.source in (None, claim.attribution.source)
        )


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence and the claims that it makes."""

    text: str
    claims: tuple[Expected, ...]
    read: bool
    """Whether the project reads it right by now."""

    @property
    def id(self) -> str:
        """What the sentence is called in the tests: itself."""
        return self.text

    def differences(self, claims: list[Claim]) -> list[str]:
        """Return what is missing from `claims`, or too much in them."""
        left, missing = list(claims), []
        for expected in self.claims:
            found = next((claim for claim in left if expected.is_read_in(claim)), None)
            if found:
                left.remove(found)
            elif not expected.optional:
                missing.append(f"missing: {expected}")
        return missing + [f"too much: {claim.category} {claim.count}" for claim in left]


def written(language: str) -> list[Written]:
    """Return the sentences of a language, "arabic" or "english", in the order of the file."""
    lines = (_HERE / f"sentences_{language}.txt").read_text(encoding="utf-8").splitlines()
    return [_sentence(line) for line in lines]


def _sentence(line: str) -> Written:
    text, claims = line.removeprefix("? ").rsplit(" | ", 1)
    told = [] if claims == "–" else claims.split("; ")
    return Written(text, tuple(map(expected, told)), not line.startswith("? "))


def expected(told: str) -> Expected:
    """Return the claim that some words tell of, as in "killed 5" and "injured 2–9 subset"."""
    optional = told.startswith("(")
    found = _CLAIM.fullmatch(told[1:-1] if optional else told)
    if found is None:
        raise ValueError(f"not a claim: {told!r}; write it as in 'killed 5', 'injured 2–9 subset by …'")
    low = int(found["low"])
    high = None if found["open"] else int(found["high"] or low)
    return Expected(
        found["category"], low, high, found["scope"], bool(found["denied"]), found["source"], optional
    )
