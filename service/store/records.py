"""What the ledger keeps of each thing: the thing itself, its id, and when it was recorded."""

from datetime import datetime

from pydantic import Field

from reconcile.model import (
    Claim,
    Frozen,
    Incident,
    Moment,
    Ordinal,
    RecordedClaim,
    Report,
    Retraction,
    Revision,
    SourceProfile,
    Whole,
)


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

    `corrects` is the id of the claim that this one was recorded instead of, `corrected_by` that of the
    one recorded instead of this.
    """

    number: Ordinal | None = None
    report_id: str | None = None
    retraction: Retraction | None = None
    corrects: str | None = Field(default=None, exclude_if=_absent)
    corrected_by: str | None = Field(default=None, exclude_if=_absent)


class LedgerClaim(ListedClaim):
    """A claim in the ledger: `number` is its place there, `report_id` where it was first read."""

    number: Ordinal
    report_id: str | None
    retraction: Retraction | None


def as_recorded(claim: Claim, moment: datetime) -> RecordedClaim:
    """Return a dated claim as it is recorded at a moment, with its id."""
    said = {name: value for name, value in dict(claim).items() if value is not None}
    return RecordedClaim.model_validate(said | {"recorded_at": moment})


class Recorded(Frozen):
    """What a request added to an incident: claims, in order, and the revisions they caused.

    `added` is false where all of it was known before and nothing changed; `added_ids` names the claims
    that were not.
    """

    claims: tuple[LedgerClaim, ...]
    revisions: tuple[Revision, ...]
    added: bool
    added_ids: frozenset[str] = frozenset()


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
