"""What the ledger keeps of each thing: the thing itself, its id, and when it was recorded."""

from typing import Annotated

from pydantic import Field

from reconcile.model import (
    Frozen,
    Incident,
    Moment,
    RecordedClaim,
    Report,
    Retraction,
    Revision,
)


class RecordedIncident(Incident):
    """An incident in the ledger; `number` counts the ledger's incidents from 1."""

    id: str
    number: Annotated[int, Field(ge=1)]
    recorded_at: Moment


class RecordedReport(Report):
    """A report in the ledger. Its id is a digest of all it says: the same report is one report."""

    id: str
    recorded_at: Moment


class ListedClaim(RecordedClaim):
    """A recorded claim with what a list of the ledger adds, where it is known."""

    number: Annotated[int, Field(ge=1)] | None = None
    report_id: str | None = None
    retraction: Retraction | None = None


class LedgerClaim(ListedClaim):
    """A claim in the ledger: `number` is its place there, `report_id` where it was first read."""

    number: Annotated[int, Field(ge=1)]
    report_id: str | None
    retraction: Retraction | None


class Recorded(Frozen):
    """What a request added to an incident: claims, in order, and the revisions they caused.

    `added` is false where all of it was known before and nothing changed.
    """

    claims: tuple[LedgerClaim, ...]
    revisions: tuple[Revision, ...]
    added: bool


class PlacedRevision(Revision):
    """A revision and its place among those of all incidents: gap-free, in the order of commits."""

    incident_id: str
    position: Annotated[int, Field(ge=1)]
