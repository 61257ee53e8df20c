"""Rows: a report of an archive, a claim, a reject; and what becomes of each, whatever runs it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import islice
from typing import Annotated, Final, NamedTuple

from pydantic import BeforeValidator, TypeAdapter, ValidationError

from reconcile import UnknownLanguage, extract, read_numbers, reconcile
from reconcile.extraction.languages import languages
from reconcile.fields import Frozen, Name
from reconcile.lexicon import LANGUAGES
from reconcile.model import (
    Attribution,
    Claim,
    Count,
    Estimate,
    Evidence,
    Report,
    Retraction,
    Revision,
    SourceProfile,
    content_id,
)
from service.jsonlines import Row, RowError, reason
from service.settings import Settings
from service.store.records import ListedClaim, retractions_in

LONGEST_TEXT: Final[int] = Settings.model_fields["max_text_characters"].default
"""The longest text that is read, in code points: what the service takes by default."""
_REPORTS_AT_ONCE: Final = 1_024


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Id = Annotated[Name, BeforeValidator(_as_text)]
"""A name in the archive; a whole number is one too."""


class ArchivedReport(Report):
    """A report as an archive has it: with its own id, and the incident it tells of."""

    id: Id
    incident: Id

    @property
    def asked_language(self) -> str | None:
        """The language it is said to be in; without one, each sentence is read in its own."""
        return self.language if "language" in self.model_fields_set else None


REPORT_COLUMNS: Final = tuple(ArchivedReport.model_fields)
_CLAIM_FIELDS: Final = tuple(ListedClaim.model_fields)
_MODELS: Final[dict[str, type[Frozen]]] = {
    "count": Count,
    "attribution": Attribution,
    "evidence": Evidence,
}
_STRUCTS: Final = {
    name: frozenset(part for part, field in model.model_fields.items() if field.is_required())
    for name, model in _MODELS.items()
}
"""The fields of a claim that hold others, with those of these that say something by being null.

A column of structs has a null for what a claim leaves out, which is as good as none.
"""
_INCIDENT: Final = TypeAdapter[str](Id)


class Place(NamedTuple):
    """Where a row stands: its file's name, and its line or row there, from 1; null where unknown."""

    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was left out, and why. `id` is the report's, or the claim's, if it has one."""

    reason: str
    file: str | None = None
    line: int | None = None
    id: str | None = None
    incident: str | None = None

    def as_row(self) -> Row:
        """Return it as a JSON object."""
        return asdict(self)


Read = Row | RowError
"""A row as an archive has it, or what is wrong with it."""


class Found(NamedTuple):
    """A claim that an archive makes, and what makes it a recorded one; its place, if it had a row."""

    incident: str
    claim: Claim
    id: str
    recorded_at: datetime
    report_id: str | None = None
    retraction: Retraction | None = None
    file: str | None = None
    line: int | None = None


def _reject(row: Read, place: Place, why: str) -> Reject:
    known = {} if isinstance(row, RowError) else row
    id_, incident = (
        _in_whole_characters(str(known[name])[:500]) if isinstance(known.get(name), str | int) else None
        for name in ("id", "incident")
    )
    return Reject(why, place.file, place.line, id_, incident)


def _in_whole_characters(text: str) -> str:
    """Return a text that can be written, whatever half characters it holds."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _present(row: Mapping[str, object], names: Iterable[str]) -> Row:
    """Return the fields of a row that say something; a key without a value is as good as none."""
    return {name: row[name] for name in names if row.get(name) is not None}


# -- reports


def read_words() -> None:
    """Read the vocabulary of every language, which is kept: processes that are forked after it have it.

    Otherwise it is read with the first sentence.
    """
    for language in LANGUAGES:
        extract("", language=language)
        read_numbers("5", language)


def claims_read(rows: Iterable[tuple[Place, Read]]) -> Iterator[Found | Reject]:
    """Yield the claims of reports, in order, and a reject for each report that can't be read.

    Each step is taken with a thousand reports before the next, for a processor is quicker at what it
    has just done.
    """
    waiting = iter(rows)
    while some := list(islice(waiting, _REPORTS_AT_ONCE)):
        reports = [_report_of(row, place) for place, row in some]
        yield from (report for report in reports if isinstance(report, Reject))
        readable = [report for report in reports if isinstance(report, ArchivedReport)]
        claims = [claims_of_report(report) for report in readable]
        for report, found in zip(readable, claims, strict=True):
            yield from (_found(report, claim) for claim in found)


def _report_of(row: Read, place: Place) -> ArchivedReport | Reject:
    try:
        if isinstance(row, RowError):
            raise row
        return _readable(ArchivedReport.model_validate(_present(row, REPORT_COLUMNS)))
    except (ValidationError, RowError, UnknownLanguage) as error:
        return _reject(row, place, reason(error))


def _readable(report: ArchivedReport) -> ArchivedReport:
    if len(report.text) > LONGEST_TEXT:
        raise RowError(
            f"text: it has {len(report.text):,} characters; at most {LONGEST_TEXT:,} are read"
        )
    languages(report.asked_language)  # refuses one that is not read
    return report


def claims_of_report(report: ArchivedReport) -> list[Claim]:
    """Return the claims that a report makes."""
    return extract(
        report.text,
        language=report.asked_language,
        publisher=report.publisher,
        published_at=report.published_at,
    )


def _found(report: ArchivedReport, claim: Claim) -> Found:
    """Return a claim as it is recorded when its report is published."""
    return Found(report.incident, claim, content_id(vars(claim)), report.published_at, report.id)


# -- claims


def claims_coded(rows: Iterable[tuple[Place, Read]]) -> Iterator[Found | Reject]:
    """Yield claims given as JSON objects with their place, or as rejects, in order."""
    for place, row in rows:
        try:
            if isinstance(row, RowError):
                raise row
            yield _coded(_incident_of(row), claim_of(row), place)
        except (ValidationError, RowError) as error:
            yield _reject(row, place, reason(error))


def _coded(incident: str, claim: ListedClaim, place: Place) -> Found:
    named = (incident, claim, claim.id, claim.recorded_at)
    return Found(*named, claim.report_id, claim.retraction, *place)


def _incident_of(row: Row) -> str:
    try:
        return _INCIDENT.validate_python(row.get("incident"))
    except ValidationError as error:
        raise RowError(f"incident: {reason(error)}") from None


def claim_of(row: Mapping[str, object]) -> ListedClaim:
    """Return the claim of a row.

    Raises:
        ValidationError: it is none.
    """
    said = _present(row, _CLAIM_FIELDS)
    for name, parts in _STRUCTS.items():
        if isinstance(struct := said.get(name), Mapping):
            said[name] = {
                part: value for part, value in struct.items() if value is not None or part in parts
            }
    return ListedClaim.model_validate(said)


@dataclass(frozen=True, slots=True)
class Question:
    """How claims are reconciled: the arguments of `reconcile`."""

    policy: str = "agreement"
    convention: str = "literal"
    profiles: tuple[SourceProfile, ...] = ()
    as_of: datetime | None = None
    known_at: datetime | None = None

    def asked(self) -> dict[str, object]:
        """Return it as JSON can hold it."""
        return {
            "policy": self.policy,
            "convention": self.convention,
            "profiles": [profile.model_dump(mode="json") for profile in self.profiles],
            "as_of": self.as_of and self.as_of.isoformat(),
            "known_at": self.known_at and self.known_at.isoformat(),
        }


@dataclass(slots=True)
class Told:
    """What the claims of an incident make: rows of estimates and of revisions, and what was left out."""

    estimates: list[Row] = field(default_factory=list)
    revisions: list[Row] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


def reconciled(incident: str | None, rows: Iterable[Row], question: Question) -> Told:
    """Reconcile the claims of one incident; `rows` have their place, and come in any order."""
    told = Told()
    claims, places = valid_claims(incident, rows, told.rejects)
    history = reconcile(
        claims,
        retractions=retractions_in(claims),
        policy=question.policy,
        convention=question.convention,
        profiles=question.profiles,
        as_of=question.as_of,
        known_at=question.known_at,
    )
    for refusal in history.refused:
        place = places[refusal.place - 1] if refusal.what == "claim" else Place()
        told.rejects.append(Reject(refusal.reason, *place, refusal.claim_id, incident))
    told.estimates = [estimate_row(str(incident), found) for found in history.estimates.values()]
    told.revisions = [revision_row(str(incident), revision) for revision in history.revisions]
    return told


def valid_claims(
    incident: str | None, rows: Iterable[Row], rejects: list[Reject]
) -> tuple[list[ListedClaim], list[Place]]:
    """Return the claims of one incident's rows with their places; add what is none to `rejects`."""
    claims: list[ListedClaim] = []
    places: list[Place] = []
    for row in rows:
        place = Place(row.get("file"), row.get("line"))
        try:
            _incident_of({"incident": incident})
            claims.append(claim_of(row))
            places.append(place)
        except (ValidationError, RowError) as error:
            rejects.append(_reject(row, place, reason(error)))
    return claims, places


def estimate_row(incident: str, estimate: Estimate) -> Row:
    """Return an estimate as a row."""
    return {"incident": incident} | estimate.model_dump()


def revision_row(incident: str, revision: Revision) -> Row:
    """Return a revision as a row."""
    return {"incident": incident} | revision.model_dump()
