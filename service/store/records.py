"""What the ledger keeps of each thing: the thing itself, its id, and when it was recorded."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple

from pydantic import Field

from reconcile.fields import Characters, Frozen, Moment, Ordinal, Whole
from reconcile.model import (
    Claim,
    Incident,
    RecordedClaim,
    Report,
    Retraction,
    Revision,
    SourceProfile,
    content_id,
)


def _empty(value: object) -> bool:
    return not value


def _absent(value: object) -> bool:
    return value is None


class RecordedIncident(Incident):
    """An incident in the ledger; `number` counts the ledger's incidents from 1.

    `version` counts its descriptions from 1; this one was recorded at `described_at`, the incident
    itself at `recorded_at`. Its estimates use the source registry as it was then, `registry_version`.
    """

    id: str
    number: Ordinal
    recorded_at: Moment
    version: Ordinal
    described_at: Moment
    registry_version: Whole


class RecordedSource(SourceProfile):
    """A source in the registry, by `key`; `version` is that of the registry in which it became so."""

    key: str
    version: Ordinal
    recorded_at: Moment


class RecordedReport(Report):
    """A report in the ledger. Its id is a digest of all it says: the same report is one report."""

    id: str
    recorded_at: Moment


class ListedClaim(RecordedClaim):
    """A recorded claim with what a list of the ledger adds, where it is known.

    `corrects` are the ids of the claims that this one was recorded instead of, `corrected_by` is that of
    the one recorded instead of this.
    """

    number: Ordinal | None = None
    report_id: Characters | None = None
    retraction: Retraction | None = None
    corrects: tuple[str, ...] = Field(default=(), exclude_if=_empty)
    corrected_by: Characters | None = Field(default=None, exclude_if=_absent)


class LedgerClaim(ListedClaim):
    """A claim in the ledger: `number` is its place there, `report_id` where it was first read."""

    number: Ordinal
    report_id: str | None
    retraction: Retraction | None


_OF_A_CLAIM: Final = tuple(Claim.model_fields)
_OF_A_RECORD: Final = set(RecordedClaim.model_fields)


def as_recorded(claim: Claim, moment: datetime) -> RecordedClaim:
    """Return a dated claim as it is recorded at a moment, with its id.

    It was validated when it came; it is not again.

    Raises:
        ValueError: the claim has no date.
    """
    if claim.published_at is None:
        raise ValueError("a claim without published_at can't be recorded")
    said = {name: getattr(claim, name) for name in _OF_A_CLAIM}
    said["as_of"] = claim.as_of or claim.published_at
    return RecordedClaim.model_construct(_OF_A_RECORD, **said, recorded_at=moment, id=content_id(said))


def retractions_in(claims: Iterable[ListedClaim]) -> list[Retraction]:
    """Return the retractions of those claims that were taken back."""
    return [claim.retraction for claim in claims if claim.retraction]


class Recorded(Frozen):
    """What a request added to an incident: claims, in order, and the revisions they caused.

    `added` is false where all of it was known before and nothing changed.
    """

    claims: tuple[LedgerClaim, ...]
    revisions: tuple[Revision, ...]
    added: bool


class Outcome(NamedTuple):
    """What became of one claim of many: its id, whether it is new, and its retraction, if it has one."""

    claim_id: str
    is_new: bool
    retraction: Retraction | None


class Corrected(Frozen):
    """A claim taken back, the one recorded in its place, and the revisions that both caused."""

    retraction: Retraction
    claim: LedgerClaim
    revisions: tuple[Revision, ...]
    added: bool


class PlacedRevision(Revision):
    """A revision and its place among those of all incidents: gap-free, in the order of commits."""

    incident_id: str
    position: Ordinal
