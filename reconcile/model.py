"""The words of the field, as frozen values.

What the library returns, what the ledger stores as facts and what the API speaks are the same classes.
A count, its words and its source make a `Claim`; claims make an `Estimate`; a change of it is a
`Revision`.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    Field,
    TypeAdapter,
    model_validator,
)
from typing_extensions import TypedDict  # typing's own does from Python 3.12 only

from reconcile.fields import (
    Characters,
    Frozen,
    Headcount,
    Moment,
    Name,
    Ordinal,
    Reason,
    Share,
    Total,
    Whole,
    Words,
    YesOrNo,
)


class ExternalId(Frozen):
    """What somebody else calls the incident: a scheme, such as GLIDE, and the id in it."""

    scheme: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00\s:]+$")]
    id: Name


class Incident(Frozen):
    """What happened, once: a short title, where, when it began, and what others call it."""

    title: Name
    place: Name | None = None
    occurred_at: Moment | None = None
    external_ids: Annotated[tuple[ExternalId, ...], Field(max_length=100)] = ()


class Report(Frozen):
    """One published text."""

    text: Words
    publisher: Name
    published_at: Moment
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] = "ar"
    url: Annotated[str, Field(min_length=1, max_length=2000)] | None = None


class Category(StrEnum):
    """What befell the people counted."""

    __hash__ = str.__hash__  # that of an enum is several times slower

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    CAPTURED = "captured"
    DISPLACED = "displaced"
    HOSPITALIZED = "hospitalized"
    RESCUED = "rescued"
    AFFECTED = "affected"
    CASUALTIES = "casualties"
    """Killed and injured that the text does not separate."""


class Qualifier(StrEnum):
    """How the text hedges its number."""

    __hash__ = str.__hash__  # that of an enum is several times slower

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    ABOUT = "about"
    RANGE = "range"
    VAGUE = "vague"
    """A word in place of a number; `Count.term` keeps which."""
    ZERO = "zero"
    """An explicit "no casualties"; silence is no claim at all."""


class Unit(StrEnum):
    """What is counted."""

    PERSONS = "persons"
    FAMILIES = "families"


class Scope(StrEnum):
    """What part of the incident the figure speaks of."""

    TOTAL = "total"
    SUBSET = "subset"
    """A group, a place, one hospital: it bounds the total from below."""
    INCREMENT = "increment"
    """More, on top of an earlier figure."""
    PREVIOUS = "previous"
    """A superseded figure, quoted."""
    HISTORICAL = "historical"
    """Another event."""


def _has_no_floor(low: int | None, high: int | None) -> bool:
    return low is None or high is not None


def _has_no_ceiling(low: int | None, high: int | None) -> bool:
    return high is None or bool(low)


_IS_WRONG: Mapping[Qualifier, Callable[[int | None, int | None], bool]] = {
    Qualifier.AT_LEAST: _has_no_floor,
    Qualifier.MORE_THAN: _has_no_floor,
    Qualifier.AT_MOST: _has_no_ceiling,
    Qualifier.LESS_THAN: _has_no_ceiling,
    Qualifier.RANGE: lambda low, _: low is None,  # "42 to more than 60" has no high
    Qualifier.VAGUE: lambda _, high: high == 0,  # even the vaguest word says that there was someone
}
"""Whether bounds are not those that a qualifier states."""


class Count(Frozen):
    """How many: the bounds the words themselves state.

    `low` and `high` are inclusive; null means that the words set no such bound. A vague word has the
    literal bounds of its `term`; another convention may read it otherwise at reconciliation.
    """

    low: Headcount | None
    high: Headcount | None
    qualifier: Qualifier
    term: str | None = Field(default=None, max_length=100)
    unit: Unit = Unit.PERSONS

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Self:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low ({self.low}) is above high ({self.high})")
        if self.qualifier is Qualifier.ZERO and (self.low, self.high) != (0, 0):
            raise ValueError("a count qualified as zero has low 0 and high 0")
        if self.qualifier in (Qualifier.EXACT, Qualifier.ABOUT) and (
            self.low is None or self.low != self.high
        ):
            raise ValueError(f"a count qualified as {self.qualifier} has one number, low = high")
        return self

    @model_validator(mode="after")
    def _bounds_are_those_of_the_qualifier(self) -> Self:
        is_wrong = _IS_WRONG.get(self.qualifier)
        if is_wrong and is_wrong(self.low, self.high):
            raise ValueError(f"low {self.low}, high {self.high} is not what {self.qualifier} says")
        return self


class Attribution(Frozen):
    """Who says it: the innermost source as written, and who relayed it, outermost first."""

    source: Name | None = None
    via: tuple[Name, ...] = ()


class Evidence(Frozen):
    """The exact words, where they stand, and what stands around them.

    `start` and `end` count code points of the report's text; `text[start:end] == exact`.
    """

    exact: Annotated[str, Field(min_length=1)]
    prefix: Characters = ""
    suffix: Characters = ""
    start: Whole
    end: Ordinal

    @model_validator(mode="after")
    def _span_is_as_long_as_its_words(self) -> Self:
        if self.end - self.start != len(self.exact):
            raise ValueError(
                f"the span {self.start}–{self.end} is not as long as its {len(self.exact)} characters"
            )
        return self


def _absent(value: object) -> bool:
    return value is None


def _not_so(value: object) -> bool:
    return value is False


class Claim(Frozen):
    """One attributed count of one category in one incident, with the words that say it.

    `evidence` is null only for a claim that a person recorded as a bare figure. `final`: its source
    calls the figure the final one. `as_of` is the time the figure speaks of; where the text names none
    it is the report's, `published_at`. Both are null for text of unknown date, and a claim without
    `published_at` can't be reconciled. `since` is given where the figure counts from another moment than
    the incident's beginning: "62 in two days".
    """

    category: Category
    count: Count
    scope: Scope = Scope.TOTAL
    denied: YesOrNo = False
    preliminary: YesOrNo = False
    final: YesOrNo = Field(default=False, exclude_if=_not_so)
    attribution: Attribution = Attribution()
    evidence: Evidence | None = None
    publisher: Name | None = Field(default=None, exclude_if=_absent)
    published_at: Moment | None = Field(default=None, exclude_if=_absent)
    as_of: Moment | None = Field(default=None, exclude_if=_absent)
    since: Moment | None = Field(default=None, exclude_if=_absent)


class _Said(TypedDict):
    """What a claim says, as its id is made of it; earlier versions did not know what may be left out."""

    category: Category
    count: Count
    scope: Scope
    denied: bool
    preliminary: bool
    final: Annotated[bool, Field(exclude_if=_not_so)]
    attribution: Attribution
    evidence: Evidence | None
    publisher: str | None
    published_at: datetime | None
    as_of: datetime | None
    since: Annotated[datetime | None, Field(exclude_if=_absent)]


_AS_JSON = TypeAdapter(_Said).serializer.to_json
_SAID = [*Claim.model_fields]
_MOMENTS = ("published_at", "as_of", "since")


def content_id(content: Mapping[str, Any]) -> str:
    """Return the id of what a claim says: a digest of its fields, `as_of` among them."""
    said = content if [*content] == _SAID else {name: content.get(name) for name in _SAID}
    elsewhere = {
        # One moment is one moment, whatever offset it is written with.
        name: moment.astimezone(UTC)
        for name in _MOMENTS
        if (moment := said[name]) is not None and moment.utcoffset()
    }
    return hashlib.sha256(_AS_JSON({**said, **elsewhere} if elsewhere else said)).hexdigest()[:32]


class RecordedClaim(Claim):
    """A claim in the record: named, dated, and never changed.

    `as_of` and `recorded_at` default to `published_at`; `id` to a digest of what the claim says, so
    that the same claim recorded twice is one claim.
    """

    published_at: Moment
    as_of: Moment = Field(default_factory=lambda data: data["published_at"])
    recorded_at: Moment = Field(default_factory=lambda data: data["published_at"])
    id: Annotated[str, Field(min_length=1, max_length=100)] = Field(default_factory=content_id)


class Retraction(Frozen):
    """A claim taken back by whoever recorded it. The claim stays in the record, without weight."""

    claim_id: Annotated[str, Field(min_length=1, max_length=100)]
    recorded_at: Moment
    reason: Reason


class SourceKind(StrEnum):
    """What a source is."""

    OFFICIAL = "official"
    MEDICAL = "medical"
    SECURITY = "security"
    PARTY = "party"
    """A party to the conflict, speaking of its own or its enemy's losses."""
    MONITOR = "monitor"
    MEDIA = "media"
    WITNESS = "witness"


class SourceProfile(Frozen):
    """What a recorder knows of a source: its names, its kind, and how far it is to be relied on.

    `reliability` runs from 0, never, to 1, always; null: nobody has judged it.
    """

    name: Name
    kind: SourceKind
    reliability: Share | None = None
    aliases: tuple[Name, ...] = ()


class Status(StrEnum):
    """How settled an estimate is."""

    UNQUANTIFIED = "unquantified"
    """Nobody who counts states a figure."""
    SINGLE_SOURCE = "single_source"
    DEVELOPING = "developing"
    """Several origins agree, but fewer than two state the figure outright."""
    CORROBORATED = "corroborated"
    """Two or more independent origins state totals that agree."""
    CONTESTED = "contested"
    """What is claimed can't all be true; the range spans it."""
    STABLE = "stable"
    """Corroborated, and three days of further reporting have not changed the figure."""
    FINAL = "final"
    """Whoever states the figure calls it final, and nobody contradicts it."""


class Grade(StrEnum):
    """How strong the evidence is, by the independent origins that state the figure, after Airwars."""

    WEAK = "weak"
    FAIR = "fair"
    CONTESTED = "contested"
    NONE = "none"


class Figures(Frozen):
    """What an estimate says: at least `low`, at most `high`, and `best` if anyone stated a figure.

    `low` null: nothing is known, which is not zero. `high` null: open above. `best` null: nobody
    stated a figure. Otherwise low ≤ best ≤ high.
    """

    low: Total | None
    best: Total | None
    high: Total | None
    status: Status
    grade: Grade


class Role(StrEnum):
    """What became of a claim in an estimate."""

    COUNTED = "counted"
    """It is its origin's position, or bounds the total from below."""
    SUPERSEDED = "superseded"
    REPEATED = "repeated"
    STALE = "stale"
    EXCLUDED = "excluded"


class Standing(Frozen):
    """What became of one claim in an estimate, and why, in a plain sentence.

    `because_of` is the id of the claim that superseded it or said it first, where there is one.
    """

    claim_id: str
    origin: str
    role: Role
    reason: str
    because_of: str | None = None


class Method(Frozen):
    """A policy or a convention: its name and version."""

    name: str
    version: int


class Estimate(Figures):
    """The toll of one category: the figures, who stands behind each, and what made them.

    `low_claims`, `best_claims` and `high_claims` are the ids of the claims that set each figure;
    `standings` lists every claim of the category; `beside` those of other categories that set one of
    its bounds, as the killed and the injured do together for all casualties.
    """

    category: Category
    origins: tuple[str, ...]
    low_claims: tuple[str, ...]
    best_claims: tuple[str, ...]
    high_claims: tuple[str, ...]
    standings: tuple[Standing, ...]
    beside: tuple[Standing, ...] = ()
    policy: Method
    convention: Method

    def figures(self) -> Figures:
        """Return the figures alone."""
        return Figures(**{name: getattr(self, name) for name in Figures.model_fields})

    def figures_set_by(self, claim_id: str) -> tuple[Literal["low", "best", "high"], ...]:
        """Return which of the figures that there are a claim stands behind."""
        low = ("low",) if self.low is not None and claim_id in self.low_claims else ()
        best = ("best",) if self.best is not None and claim_id in self.best_claims else ()
        high = ("high",) if self.high is not None and claim_id in self.high_claims else ()
        return (*low, *best, *high)


class RevisionKind(StrEnum):
    """How the estimate changed."""

    INITIAL = "initial"
    RAISED = "raised"
    LOWERED = "lowered"
    NARROWED = "narrowed"
    WIDENED = "widened"
    CONTESTED = "contested"
    SETTLED = "settled"
    CORRECTED = "corrected"
    """Whoever stated the higher figure now states a lower one."""
    CONFIRMED = "confirmed"
    """The figures stand; more, or less, speaks for them."""
    RETRACTED = "retracted"


class Revision(Frozen):
    """A change of one category's estimate: what it was, what it became, by which claim, and why.

    `number` counts an incident's revisions from 1, in the order things became known. `sentence` says
    why in English, `sentence_ar` in Arabic. The claim can be of another category: a rise of the killed
    raises what all casualties must be.
    """

    number: Annotated[int, Field(ge=1)]
    category: Category
    kind: RevisionKind
    before: Figures | None
    after: Figures
    claim_id: str
    recorded_at: Moment
    sentence: str
    sentence_ar: str


class Refusal(Frozen):
    """A claim or a retraction that can't stand, left out, and why; `claim_id` names the claim.

    `place` counts what was given, claims or retractions, from 1.
    """

    what: Literal["claim", "retraction"]
    place: Annotated[int, Field(ge=1)]
    claim_id: str | None
    reason: str


class History(Frozen):
    """What reconciliation answers: an estimate for each category, and how it came to be.

    `refused` names what could not stand and was left out.
    """

    estimates: dict[Category, Estimate]
    revisions: tuple[Revision, ...]
    refused: tuple[Refusal, ...] = ()
