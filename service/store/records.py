"""What the ledger keeps of each thing: the thing itself, its id, and when it was recorded."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from reconcile.model import (
    Frozen,
    Incident,
    RecordedClaim,
    Report,
    Retraction,
    Revision,
)


class RecordedIncident(Incident):
    """An incident in the ledger; `number` counts the ledger's incidents from 1."""

    id: str
    number: Annotated[int, Field(ge=1)]
    recorded_at: AwareDatetime


class RecordedReport(Report):
    """A report in the ledger. Its id is a digest of all it says: the same report is one report."""

    id: str
    recorded_at: AwareDatetime


class LedgerClaim(RecordedClaim):
    """A claim in the ledger: its place in the incident, from 1, its report, and its retraction."""

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
