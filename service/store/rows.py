"""What the tables hold, as records: rows read, and rows to be written."""

from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Connection, Row, func, select, update

from reconcile.model import Report, Retraction, Revision
from service.store.records import LedgerClaim, PlacedRevision, RecordedReport
from service.store.tables import (
    claims,
    corrections,
    counters,
    incidents,
    report_claims,
    reports,
    retractions,
    revisions,
)

AnyRow = Row[tuple[object, ...]]
_IDS_AT_ONCE = 500


def allot(connection: Connection, counted: str, amount: int = 1) -> int:
    """Return the last of the next `amount` numbers of what is counted over all incidents.

    Whoever asks next waits until this transaction ends. So there are no gaps, and no number shows
    before a lower one does; ask last.
    """
    counting = (
        update(counters)
        .where(counters.c.counted == counted)
        .values(last=counters.c.last + amount)
        .returning(counters.c.last)
    )
    return int(connection.execute(counting).scalar_one())


# -- incidents


def incident_row(connection: Connection, incident_id: str, *, lock: bool = False) -> AnyRow | None:
    """Return an incident's row, held until the transaction ends if `lock` is set.

    On SQLite the whole ledger is held already.
    """
    query = select(incidents).where(incidents.c.id == incident_id)
    return connection.execute(query.with_for_update(key_share=True) if lock else query).one_or_none()


# -- reports


def report_row(connection: Connection, incident_id: str, report_id: str) -> AnyRow | None:
    """Return a report's row."""
    query = select(reports).where(reports.c.incident_id == incident_id, reports.c.id == report_id)
    return connection.execute(query).one_or_none()


def as_report(row: AnyRow) -> RecordedReport:
    """Return the report of a row."""
    return RecordedReport(**row.body, text=row.text, id=row.id, recorded_at=row.recorded_at)


def of_report(report: Report) -> dict[str, object]:
    """Return what a row of `reports` keeps of a report itself."""
    return {"text": report.text, "body": body(report, leave_out={"text"})}


# -- claims


def claims_after(
    connection: Connection, incident_id: str, after: int, limit: int | None = None
) -> list[LedgerClaim]:
    """Return up to `limit` claims numbered above `after`, in order."""
    return _claims(connection, incident_id, claims.c.number > after, limit)


def claims_by_id(connection: Connection, incident_id: str, ids: Sequence[str]) -> dict[str, LedgerClaim]:
    """Return those claims that there are, by id."""
    found = (
        _claims(connection, incident_id, claims.c.id.in_(some)) for some in _in_parts(ids, _IDS_AT_ONCE)
    )
    return {claim.id: claim for part in found for claim in part}


def claims_of_report(
    connection: Connection, incident_id: str, report_id: str
) -> tuple[LedgerClaim, ...]:
    """Return the claims that a report makes, in order."""
    made = select(report_claims.c.claim_number).where(
        report_claims.c.incident_id == incident_id, report_claims.c.report_id == report_id
    )
    return tuple(_claims(connection, incident_id, claims.c.number.in_(made)))


_LEDGER_ONLY = {
    "number",
    "report_id",
    "retraction",
    "recorded_at",
    "id",
    "corrects",
    "corrected_by",
}


def of_claim(incident_id: str, claim: LedgerClaim) -> dict[str, object]:
    """Return the row of a claim."""
    return {
        "incident_id": incident_id,
        "number": claim.number,
        "id": claim.id,
        "report_id": claim.report_id,
        "recorded_at": claim.recorded_at,
        "body": body(claim, leave_out=_LEDGER_ONLY),
    }


def _claims(
    connection: Connection, incident_id: str, which: ColumnElement[bool], limit: int | None = None
) -> list[LedgerClaim]:
    own = corrections.c.incident_id == claims.c.incident_id
    corrects = select(func.min(corrections.c.claim_id)).where(
        own, corrections.c.replacement_id == claims.c.id
    )
    corrected_by = select(corrections.c.replacement_id).where(own, corrections.c.claim_id == claims.c.id)
    query = (
        select(
            claims,
            retractions.c.reason,
            retractions.c.recorded_at.label("retracted_at"),
            corrects.scalar_subquery().label("corrects"),
            corrected_by.scalar_subquery().label("corrected_by"),
        )
        .outerjoin(
            retractions,
            (retractions.c.incident_id == claims.c.incident_id)
            & (retractions.c.claim_id == claims.c.id),
        )
        .where(claims.c.incident_id == incident_id, which)
        .order_by(claims.c.number)
        .limit(limit)
    )
    return [_as_claim(row) for row in connection.execute(query)]


def _as_claim(row: AnyRow) -> LedgerClaim:
    retraction = None
    if row.retracted_at is not None:
        retraction = Retraction(claim_id=row.id, recorded_at=row.retracted_at, reason=row.reason)
    return LedgerClaim(
        **row.body,
        number=row.number,
        id=row.id,
        report_id=row.report_id,
        recorded_at=row.recorded_at,
        retraction=retraction,
        corrects=row.corrects,
        corrected_by=row.corrected_by,
    )


# -- retractions


def retractions_after(
    connection: Connection, incident_id: str, after: int, limit: int
) -> list[Retraction]:
    """Return up to `limit` retractions numbered above `after`, in order."""
    query = (
        select(retractions.c.claim_id, retractions.c.recorded_at, retractions.c.reason)
        .where(retractions.c.incident_id == incident_id, retractions.c.number > after)
        .order_by(retractions.c.number)
        .limit(limit)
    )
    return [Retraction.model_validate(dict(row._mapping)) for row in connection.execute(query)]


# -- revisions


def revisions_after(
    connection: Connection, incident_id: str, after: int, limit: int | None
) -> list[Revision]:
    """Return up to `limit` revisions of an incident numbered above `after`, in order."""
    query = (
        select(revisions.c.body)
        .where(revisions.c.incident_id == incident_id, revisions.c.number > after)
        .order_by(revisions.c.number)
        .limit(limit)
    )
    return [Revision.model_validate(row.body) for row in connection.execute(query)]


def last_revisions(connection: Connection, incident_ids: Sequence[str]) -> dict[str, list[Revision]]:
    """Return the last revision of each category of some incidents, in order, by incident.

    What they came to is what the estimates now say, by the default policy.
    """
    category = revisions.c.body["category"].as_string()
    place = func.row_number().over(
        partition_by=(revisions.c.incident_id, category), order_by=revisions.c.number.desc()
    )
    placed = (
        select(revisions.c.incident_id, revisions.c.number, revisions.c.body, place.label("place"))
        .where(revisions.c.incident_id.in_(incident_ids))
        .subquery()
    )
    query = select(placed).where(placed.c.place == 1).order_by(placed.c.number)
    found: dict[str, list[Revision]] = {}
    for row in connection.execute(query):
        found.setdefault(row.incident_id, []).append(Revision.model_validate(row.body))
    return found


def all_revisions_after(connection: Connection, after: int, limit: int) -> list[PlacedRevision]:
    """Return up to `limit` revisions of all incidents placed above `after`, in order."""
    query = (
        select(revisions).where(revisions.c.position > after).order_by(revisions.c.position).limit(limit)
    )
    return [
        PlacedRevision(**row.body, incident_id=row.incident_id, position=row.position)
        for row in connection.execute(query)
    ]


def of_revision(incident_id: str, position: int, revision: Revision) -> dict[str, object]:
    """Return the row of a revision."""
    return {
        "incident_id": incident_id,
        "number": revision.number,
        "position": position,
        "recorded_at": revision.recorded_at,
        "body": body(revision),
    }


def body(value: BaseModel, leave_out: set[str] | None = None) -> object:
    """Return a value as JSON keeps it."""
    return value.model_dump(mode="json", exclude=leave_out)


def _in_parts(ids: Sequence[str], size: int) -> Iterator[Iterable[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))
