"""What the tables hold, as records: rows read, and rows to be written.

Statements are made once, with names in the place of values: to make one takes longer than to ask it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Insert,
    Row,
    Select,
    Table,
    bindparam,
    func,
    select,
    update,
)

from reconcile.model import Category, RecordedClaim, Report, Retraction, Revision
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


@dataclass(frozen=True, slots=True)
class ClaimSearch:
    """Which claims: all that is given must fit.

    `report_id`: the report it was first read in; `speakers`: names as written, any of which says it.
    """

    category: Category | None = None
    report_id: str | None = None
    speakers: Sequence[str] | None = None
    retracted: bool | None = None


EVERY_CLAIM = ClaimSearch()

AnyRow = Row[tuple[object, ...]]
_IDS_AT_ONCE = 500


_INCIDENT: BindParameter[str] = bindparam("incident_id")
_AFTER: BindParameter[int] = bindparam("after")
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)


@cache
def _insert(table: Table) -> Insert:
    return table.insert()


def add(connection: Connection, table: Table, values: Sequence[dict[str, object]]) -> None:
    """Add rows, if there are any."""
    if values:
        connection.execute(_insert(table), values)


class Draft:
    """Rows that are to be written together, each table's by one statement."""

    def __init__(self) -> None:
        in_order = (reports, claims, report_claims, retractions, corrections)  # one refers to another
        self._rows: dict[Table, list[dict[str, object]]] = {table: [] for table in in_order}

    def add(self, table: Table, *values: dict[str, object]) -> None:
        """Add rows to a table."""
        self._rows[table] += values

    def write(self, connection: Connection) -> None:
        """Write what was added since the last time."""
        for table, values in self._rows.items():
            add(connection, table, values)
            values.clear()


_ALLOT = (
    update(counters)
    .where(counters.c.counted == bindparam("what"))
    .values(last=counters.c.last + bindparam("amount", type_=counters.c.last.type))
    .returning(counters.c.last)
)


def allot(connection: Connection, counted: str, amount: int = 1) -> int:
    """Return the last of the next `amount` numbers of what is counted over all incidents.

    Whoever asks next waits until this transaction ends. So there are no gaps, and no number shows
    before a lower one does; ask last.
    """
    return int(connection.execute(_ALLOT, {"what": counted, "amount": amount}).scalar_one())


# -- incidents


_AN_INCIDENT = select(incidents.c.number).where(incidents.c.id == _INCIDENT)
_AN_INCIDENT_HELD = _AN_INCIDENT.with_for_update(key_share=True)


def has_incident(connection: Connection, incident_id: str, *, lock: bool = False) -> bool:
    """Tell whether there is an incident; its row is held until the transaction ends if `lock` is set.

    On SQLite the whole ledger is held already.
    """
    query = _AN_INCIDENT_HELD if lock else _AN_INCIDENT
    return connection.scalar(query, {"incident_id": incident_id}) is not None


# -- reports


_A_REPORT = select(reports).where(
    reports.c.incident_id == _INCIDENT, reports.c.id == bindparam("report_id")
)


def report_row(connection: Connection, incident_id: str, report_id: str) -> AnyRow | None:
    """Return a report's row."""
    asked = {"incident_id": incident_id, "report_id": report_id}
    return connection.execute(_A_REPORT, asked).one_or_none()


def as_report(row: AnyRow) -> RecordedReport:
    """Return the report of a row."""
    return RecordedReport(**row.body, text=row.text, id=row.id, recorded_at=row.recorded_at)


def of_report(report: Report) -> dict[str, object]:
    """Return what a row of `reports` keeps of a report itself."""
    return {"text": report.text, "body": body(report, leave_out={"text"})}


# -- claims


def _claims() -> Select[tuple[object, ...]]:
    own = corrections.c.incident_id == claims.c.incident_id
    corrects = select(func.aggregate_strings(corrections.c.claim_id, ",")).where(
        own, corrections.c.replacement_id == claims.c.id
    )
    corrected_by = select(corrections.c.replacement_id).where(own, corrections.c.claim_id == claims.c.id)
    return (
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
        .where(claims.c.incident_id == _INCIDENT)
        .order_by(claims.c.number)
    )


_KNOWN_IDS = select(claims.c.id).where(claims.c.incident_id == _INCIDENT, claims.c.id.in_(_IDS))
_CLAIMS_BY_ID = _claims().where(claims.c.id.in_(_IDS))
_CLAIMS_AFTER = _claims().where(claims.c.number > _AFTER)
_CLAIMS_OF_REPORT = _claims().where(
    claims.c.number.in_(
        select(report_claims.c.claim_number).where(
            report_claims.c.incident_id == _INCIDENT,
            report_claims.c.report_id == bindparam("report_id"),
        )
    )
)


def claims_after(
    connection: Connection,
    incident_id: str,
    after: int,
    limit: int | None = None,
    wanted: ClaimSearch = EVERY_CLAIM,
) -> list[LedgerClaim]:
    """Return up to `limit` claims numbered above `after` that fit a search, in order."""
    asked = {"incident_id": incident_id, "after": after}
    fitting = _CLAIMS_AFTER.where(*_conditions(wanted)).limit(limit)
    return [_as_claim(row) for row in connection.execute(fitting, asked)]


def _conditions(wanted: ClaimSearch) -> Iterator[ColumnElement[bool]]:
    if wanted.category is not None:
        yield claims.c.category == wanted.category.value
    if wanted.report_id is not None:
        yield claims.c.report_id == wanted.report_id
    if wanted.speakers is not None:
        yield claims.c.speaker.in_(wanted.speakers)
    if wanted.retracted is not None:
        given = retractions.c.claim_id
        yield given.is_not(None) if wanted.retracted else given.is_(None)


_SPEAKERS = select(claims.c.speaker).where(claims.c.incident_id == _INCIDENT).distinct()


def speakers(connection: Connection, incident_id: str) -> list[str]:
    """Return whoever says a claim of an incident, by every name as written."""
    named = connection.scalars(_SPEAKERS, {"incident_id": incident_id})
    return [name for name in named if name is not None]


def claims_by_id(connection: Connection, incident_id: str, ids: Sequence[str]) -> dict[str, LedgerClaim]:
    """Return those claims that there are, by id."""
    known: dict[str, LedgerClaim] = {}
    for some in _in_parts(ids, _IDS_AT_ONCE):
        asked: dict[str, Any] = {"incident_id": incident_id, "ids": some}
        found = connection.scalars(_KNOWN_IDS, asked).all()
        if found:  # most are new: then the longer statement is spared
            rows = connection.execute(_CLAIMS_BY_ID, asked | {"ids": found})
            known |= {row.id: _as_claim(row) for row in rows}
    return known


def claims_of_report(
    connection: Connection, incident_id: str, report_id: str
) -> tuple[LedgerClaim, ...]:
    """Return the claims that a report makes, in order."""
    asked = {"incident_id": incident_id, "report_id": report_id}
    return tuple(_as_claim(row) for row in connection.execute(_CLAIMS_OF_REPORT, asked))


def of_claim(
    incident_id: str, number: int, report_id: str | None, claim: RecordedClaim
) -> dict[str, object]:
    """Return the row of a claim."""
    return {
        "incident_id": incident_id,
        "number": number,
        "id": claim.id,
        "report_id": report_id,
        "recorded_at": claim.recorded_at,
        "category": claim.category.value,
        "speaker": claim.attribution.source or claim.publisher,
        "body": body(claim, leave_out={"recorded_at", "id"}),
    }


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
        corrects=tuple(sorted(row.corrects.split(","))) if row.corrects else (),
        corrected_by=row.corrected_by,
    )


# -- retractions


_RETRACTIONS_AFTER = (
    select(retractions.c.claim_id, retractions.c.recorded_at, retractions.c.reason)
    .where(retractions.c.incident_id == _INCIDENT, retractions.c.number > _AFTER)
    .order_by(retractions.c.number)
)


def retractions_after(
    connection: Connection, incident_id: str, after: int, limit: int
) -> list[Retraction]:
    """Return up to `limit` retractions numbered above `after`, in order."""
    asked = {"incident_id": incident_id, "after": after}
    found = connection.execute(_RETRACTIONS_AFTER.limit(limit), asked)
    return [Retraction.model_validate(dict(row._mapping)) for row in found]


# -- revisions


_REVISIONS_AFTER = (
    select(revisions.c.body)
    .where(revisions.c.incident_id == _INCIDENT, revisions.c.number > _AFTER)
    .order_by(revisions.c.number)
)
_ALL_REVISIONS_AFTER = (
    select(revisions).where(revisions.c.position > _AFTER).order_by(revisions.c.position)
)


def revisions_after(
    connection: Connection, incident_id: str, after: int, limit: int | None
) -> list[Revision]:
    """Return up to `limit` revisions of an incident numbered above `after`, in order."""
    asked = {"incident_id": incident_id, "after": after}
    found = connection.scalars(_REVISIONS_AFTER.limit(limit), asked)
    return [Revision.model_validate(body) for body in found]


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
    found = connection.execute(_ALL_REVISIONS_AFTER.limit(limit), {"after": after})
    return [
        PlacedRevision(**row.body, incident_id=row.incident_id, position=row.position) for row in found
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


def body(value: BaseModel, leave_out: set[str] | None = None) -> bytes:
    """Return a value as JSON."""
    return value.model_dump_json(exclude=leave_out).encode()


def _in_parts(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))
