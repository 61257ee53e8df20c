"""The ledger: everything recorded, in the order it became known, nothing overwritten.

One call that writes is one transaction. Claims and revisions of an incident are numbered inside it,
and `recorded_at` grows strictly within an incident, so that a replay sees what happened.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from pydantic import BaseModel
from pydantic_core import to_json
from sqlalchemy import Connection, Engine, Row, func, insert, select
from sqlalchemy.exc import NoResultFound
from uuid6 import uuid7

from reconcile.estimation.account import Account
from reconcile.estimation.revisions import Event, arrival
from reconcile.model import (
    Claim,
    Incident,
    Report,
    Retraction,
    Revision,
    SourceProfile,
)
from service.store import descriptions
from service.store.descriptions import EVERY_INCIDENT, IncidentSearch
from service.store.records import (
    Corrected,
    LedgerClaim,
    PlacedRevision,
    Recorded,
    RecordedIncident,
    RecordedReport,
    as_recorded,
)
from service.store.registry import current_version, profiles_of
from service.store.tables import (
    claims,
    corrections,
    incidents,
    report_claims,
    reports,
    retractions,
    revisions,
)

Clock = Callable[[], datetime]
_TICK = timedelta(microseconds=1)


class NotInLedger(LookupError):
    """Something asked for that was never recorded; `kind` and `id` say what."""

    def __init__(self, kind: str, id_: str) -> None:
        super().__init__(kind, id_)
        self.kind = kind
        self.id = id_

    def __str__(self) -> str:
        """Say what was asked for."""
        return f"there is no {self.kind} {self.id!r}"


class CannotCorrect(ValueError):
    """A correction that can't be; the message says why."""


class Ledger:
    """Records and reads incidents. `clock` tells the time, with an offset."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._clock = clock

    # -- incidents

    def open_incident(self, incident: Incident) -> RecordedIncident:
        """Record a new incident and return it with its id."""
        incident_id, now = str(uuid7()), self._clock()
        with self._writer.begin() as connection:
            row = {
                "id": incident_id,
                "recorded_at": now,
                "body": _body(incident),
                "registry_version": current_version(connection),
            }
            connection.execute(insert(incidents).values(row))
            descriptions.add_version(connection, incident_id, 1, incident, now)
            return descriptions.current(connection, incident_id)

    def describe_incident(
        self,
        incident_id: str,
        incident: Incident,
        precondition: Callable[[RecordedIncident], None] = lambda _: None,
    ) -> RecordedIncident:
        """Record how an incident is described from now on; the same again changes nothing.

        `precondition` is asked about the description so far, inside the transaction, unless nothing
        would change; what it raises is raised.

        Raises:
            NotInLedger: there is no such incident.
        """
        with self._writing(incident_id) as connection:
            known = descriptions.current(connection, incident_id)
            if all(getattr(known, name) == value for name, value in incident):
                return known
            precondition(known)
            now = max(self._clock(), known.described_at + _TICK)
            descriptions.add_version(connection, incident_id, known.version + 1, incident, now)
            return descriptions.current(connection, incident_id)

    def incident(self, incident_id: str) -> RecordedIncident:
        """Return an incident.

        Raises:
            NotInLedger: there is none with this id.
        """
        with self._engine.connect() as connection:
            _incident_row(connection, incident_id)
            return descriptions.current(connection, incident_id)

    def incident_versions(self, incident_id: str, after: int, limit: int) -> list[RecordedIncident]:
        """Return up to `limit` of an incident's descriptions with versions above `after`, in order.

        Raises:
            NotInLedger: there is no such incident.
        """
        with self._engine.connect() as connection:
            _incident_row(connection, incident_id)
            return descriptions.versions_of(connection, incident_id, after, limit)

    def incidents(
        self, after: int, limit: int, wanted: IncidentSearch = EVERY_INCIDENT
    ) -> list[RecordedIncident]:
        """Return up to `limit` incidents numbered above `after` that fit a search, in order."""
        with self._engine.connect() as connection:
            return descriptions.matching(connection, wanted, after, limit)

    # -- what is said of one

    def record_report(
        self, incident_id: str, report: Report, extracted: Sequence[Claim]
    ) -> tuple[RecordedReport, Recorded]:
        """Record a report and the claims read from it; the same report again changes nothing.

        Raises:
            NotInLedger: there is no such incident.
        """
        report_id = hashlib.sha256(to_json(report)).hexdigest()[:32]
        with self._writing(incident_id) as connection:
            known = self._report_row(connection, incident_id, report_id)
            if known is not None:
                said = _claims_of_report(connection, incident_id, report_id)
                return _report(known), Recorded(claims=said, revisions=(), added=False)
            now = self._next_moment(connection, incident_id)
            connection.execute(
                insert(reports).values(
                    incident_id=incident_id,
                    id=report_id,
                    recorded_at=now,
                    text=report.text,
                    body=_body(report, leave_out={"text"}),
                )
            )
            recorded = self._record(connection, incident_id, extracted, now, report_id)
            for claim in recorded.claims:
                row = {"incident_id": incident_id, "report_id": report_id, "claim_number": claim.number}
                connection.execute(insert(report_claims).values(row))
        return (
            RecordedReport(**dict(report), id=report_id, recorded_at=now),
            recorded.model_copy(update={"added": True}),
        )

    def report(self, incident_id: str, report_id: str) -> RecordedReport:
        """Return a report with its text.

        Raises:
            NotInLedger: there is no such incident, or no such report of it.
        """
        with self._engine.connect() as connection:
            _incident_row(connection, incident_id)
            row = self._report_row(connection, incident_id, report_id)
        if row is None:
            raise NotInLedger("report", report_id)
        return _report(row)

    def record_claims(self, incident_id: str, said: Sequence[Claim]) -> Recorded:
        """Record structured claims; one that is known already changes nothing.

        Raises:
            NotInLedger: there is no such incident.
        """
        with self._writing(incident_id) as connection:
            now = self._next_moment(connection, incident_id)
            return self._record(connection, incident_id, said, now, report_id=None)

    def retract(
        self, incident_id: str, claim_id: str, reason: str
    ) -> tuple[Retraction, tuple[Revision, ...], bool]:
        """Take a claim back; return the retraction, the revisions, and whether it is new.

        Raises:
            NotInLedger: there is no such incident, or no such claim of it.
        """
        with self._writing(incident_id) as connection:
            claim = _claim(connection, incident_id, claim_id)
            if claim.retraction:
                return claim.retraction, (), False
            retraction, caused = self._retract(connection, incident_id, claim_id, reason)
        return retraction, caused, True

    def correct(self, incident_id: str, claim_id: str, reason: str, said: Claim) -> Corrected:
        """Record a claim in place of another, which is taken back; the same again changes nothing.

        The new one is recorded first, so that at no moment nothing is known.

        Raises:
            NotInLedger: there is no such incident, or no such claim of it.
            CannotCorrect: the claim was taken back already, or the new one says the same, or was
                taken back itself.
        """
        with self._writing(incident_id) as connection:
            wrong = _claim(connection, incident_id, claim_id)
            now = self._next_moment(connection, incident_id)
            replacement_id = as_recorded(said, now).id
            if wrong.retraction and wrong.corrected_by == replacement_id:
                claim = _claim(connection, incident_id, replacement_id)
                return Corrected(retraction=wrong.retraction, claim=claim, revisions=(), added=False)
            if wrong.retraction:
                raise CannotCorrect(f"claim {claim_id} was taken back: {wrong.retraction.reason}")
            if replacement_id == claim_id:
                raise CannotCorrect(f"the correction says what claim {claim_id} says already")
            recorded = self._record(connection, incident_id, [said], now, report_id=None)
            if recorded.claims[0].retraction:
                why = recorded.claims[0].retraction.reason
                raise CannotCorrect(f"claim {replacement_id}, which says this, was taken back: {why}")
            retraction, caused = self._retract(connection, incident_id, claim_id, reason)
            row = {"incident_id": incident_id, "claim_id": claim_id, "replacement_id": replacement_id}
            connection.execute(insert(corrections).values(row))
            claim = _claim(connection, incident_id, replacement_id)
        revised = (*recorded.revisions, *caused)
        return Corrected(retraction=retraction, claim=claim, revisions=revised, added=True)

    def claims(self, incident_id: str, after: int = 0, limit: int | None = None) -> list[LedgerClaim]:
        """Return up to `limit` claims numbered above `after`, in order.

        Raises:
            NotInLedger: there is no such incident.
        """
        with self._engine.connect() as connection:
            _incident_row(connection, incident_id)
            return _claims(connection, incident_id, after, limit)

    def revisions(self, incident_id: str, after: int = 0, limit: int | None = None) -> list[Revision]:
        """Return up to `limit` revisions numbered above `after`, in order.

        Raises:
            NotInLedger: there is no such incident.
        """
        query = (
            select(revisions.c.body)
            .where(revisions.c.incident_id == incident_id, revisions.c.number > after)
            .order_by(revisions.c.number)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            _incident_row(connection, incident_id)
            return [Revision.model_validate(row.body) for row in connection.execute(query)]

    def all_revisions(self, after: int, limit: int) -> list[PlacedRevision]:
        """Return up to `limit` revisions of all incidents placed above `after`, in order."""
        query = (
            select(revisions.c.body, revisions.c.incident_id, revisions.c.position)
            .where(revisions.c.position > after)
            .order_by(revisions.c.position)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [
                PlacedRevision(**row.body, incident_id=row.incident_id, position=row.position)
                for row in connection.execute(query)
            ]

    # -- inside a transaction

    def _retract(
        self, connection: Connection, incident_id: str, claim_id: str, reason: str
    ) -> tuple[Retraction, tuple[Revision, ...]]:
        known = _claims(connection, incident_id)
        now = self._next_moment(connection, incident_id)
        retraction = Retraction(claim_id=claim_id, recorded_at=now, reason=reason)
        connection.execute(insert(retractions).values(incident_id=incident_id, **dict(retraction)))
        return retraction, self._revise(connection, incident_id, known, [retraction])

    @contextmanager
    def _writing(self, incident_id: str) -> Iterator[Connection]:
        """Begin a transaction that holds the incident until it ends."""
        with self._writer.begin() as connection:
            _incident_row(connection, incident_id, lock=True)
            yield connection

    def _next_moment(self, connection: Connection, incident_id: str) -> datetime:
        """Return a moment after everything recorded of the incident, even if the clock went back."""
        moments = [self._clock()]
        for table in (reports, claims, retractions):
            last = connection.scalar(
                select(func.max(table.c.recorded_at)).where(table.c.incident_id == incident_id)
            )
            if last is not None:
                moments.append(last + _TICK)
        return max(moments)

    def _record(
        self,
        connection: Connection,
        incident_id: str,
        said: Iterable[Claim],
        now: datetime,
        report_id: str | None,
    ) -> Recorded:
        known = _claims(connection, incident_id)
        by_id = {claim.id: claim for claim in known}
        candidates = [as_recorded(claim, now) for claim in said]
        fresh = {claim.id: claim for claim in candidates if claim.id not in by_id}
        added = [
            LedgerClaim(**dict(claim), number=number, report_id=report_id, retraction=None)
            for number, claim in enumerate(sorted(fresh.values(), key=arrival), start=len(known) + 1)
        ]
        for claim in added:
            connection.execute(insert(claims).values(incident_id=incident_id, **_claim_row(claim)))
        caused = self._revise(connection, incident_id, known, added)
        by_id |= {claim.id: claim for claim in added}
        answered = tuple(by_id[claim_id] for claim_id in dict.fromkeys(c.id for c in candidates))
        ids = frozenset(claim.id for claim in added)
        return Recorded(claims=answered, revisions=caused, added=bool(added), added_ids=ids)

    def _revise(
        self,
        connection: Connection,
        incident_id: str,
        known: Sequence[LedgerClaim],
        events: Sequence[Event],
    ) -> tuple[Revision, ...]:
        """Record and return the revisions that new events cause."""
        count = connection.scalar(select(func.count()).where(revisions.c.incident_id == incident_id))
        position = connection.scalar(select(func.coalesce(func.max(revisions.c.position), 0))) or 0
        retracted = [claim.id for claim in known if claim.retraction]
        opened = Account.opened(profiles=_profiles(connection, incident_id))
        account = opened.with_record(known, retracted, revisions=count or 0)
        caused = []
        for event in events:
            account, revised = account.after(event)
            for revision in revised:
                caused.append(revision)
                position += 1
                connection.execute(
                    insert(revisions).values(
                        incident_id=incident_id,
                        number=revision.number,
                        position=position,
                        recorded_at=revision.recorded_at,
                        body=_body(revision),
                    )
                )
        return tuple(caused)

    @staticmethod
    def _report_row(
        connection: Connection, incident_id: str, report_id: str
    ) -> Row[tuple[object, ...]] | None:
        query = select(reports).where(reports.c.incident_id == incident_id, reports.c.id == report_id)
        return connection.execute(query).one_or_none()


def _body(value: BaseModel, leave_out: set[str] | None = None) -> object:
    return value.model_dump(mode="json", exclude=leave_out)


def _profiles(connection: Connection, incident_id: str) -> tuple[SourceProfile, ...]:
    """Return the source profiles that an incident keeps to."""
    query = select(incidents.c.registry_version).where(incidents.c.id == incident_id)
    return profiles_of(connection, connection.execute(query).scalar_one())


def _incident_row(
    connection: Connection, incident_id: str, *, lock: bool = False
) -> Row[tuple[object, ...]]:
    query = select(incidents).where(incidents.c.id == incident_id)
    try:
        return connection.execute(query.with_for_update() if lock else query).one()
    except NoResultFound:
        raise NotInLedger("incident", incident_id) from None


def _report(row: Row[tuple[object, ...]]) -> RecordedReport:
    return RecordedReport(**row.body, text=row.text, id=row.id, recorded_at=row.recorded_at)


_LEDGER_ONLY = set(LedgerClaim.model_fields) - set(Claim.model_fields)


def _claim_row(claim: LedgerClaim) -> dict[str, object]:
    return {
        "number": claim.number,
        "id": claim.id,
        "report_id": claim.report_id,
        "recorded_at": claim.recorded_at,
        "body": _body(claim, leave_out=_LEDGER_ONLY),
    }


def _claims_of_report(
    connection: Connection, incident_id: str, report_id: str
) -> tuple[LedgerClaim, ...]:
    query = select(report_claims.c.claim_number).where(
        report_claims.c.incident_id == incident_id, report_claims.c.report_id == report_id
    )
    made = set(connection.scalars(query))
    return tuple(claim for claim in _claims(connection, incident_id) if claim.number in made)


def _claims(
    connection: Connection, incident_id: str, after: int = 0, limit: int | None = None
) -> list[LedgerClaim]:
    query = (
        select(claims, retractions.c.reason, retractions.c.recorded_at.label("retracted_at"))
        .outerjoin(
            retractions,
            (retractions.c.incident_id == claims.c.incident_id)
            & (retractions.c.claim_id == claims.c.id),
        )
        .where(claims.c.incident_id == incident_id, claims.c.number > after)
        .order_by(claims.c.number)
        .limit(limit)
    )
    corrected = _corrections(connection, incident_id)
    corrects = {replacement: claim for claim, replacement in corrected.items()}
    found = []
    for row in connection.execute(query):
        retraction = None
        if row.retracted_at is not None:
            retraction = Retraction(claim_id=row.id, recorded_at=row.retracted_at, reason=row.reason)
        found.append(
            LedgerClaim(
                **row.body,
                number=row.number,
                id=row.id,
                report_id=row.report_id,
                recorded_at=row.recorded_at,
                retraction=retraction,
                corrects=corrects.get(row.id),
                corrected_by=corrected.get(row.id),
            )
        )
    return found


def _claim(connection: Connection, incident_id: str, claim_id: str) -> LedgerClaim:
    """Return one claim of an incident, or raise NotInLedger."""
    for claim in _claims(connection, incident_id):
        if claim.id == claim_id:
            return claim
    raise NotInLedger("claim", claim_id)


def _corrections(connection: Connection, incident_id: str) -> dict[str, str]:
    """Return what was recorded in place of which claim, as ids."""
    query = select(corrections.c.claim_id, corrections.c.replacement_id).where(
        corrections.c.incident_id == incident_id
    )
    return {row.claim_id: row.replacement_id for row in connection.execute(query)}
