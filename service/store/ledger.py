"""The ledger: everything recorded, in the order it became known, nothing overwritten.

A call that writes returns when its transaction is committed. Claims and revisions of an incident are
numbered inside it, and `recorded_at` grows strictly within an incident, so that a replay sees what
happened.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, insert
from sqlalchemy.exc import IntegrityError
from uuid6 import uuid7

from reconcile.estimation.account import Account
from reconcile.model import Claim, Incident, Report, Retraction, Revision
from service.store import descriptions, rows
from service.store.accounts import Accounts, brought_up, is_brought_up, reach_of
from service.store.carriers import Carriers
from service.store.descriptions import EVERY_INCIDENT, IncidentSearch
from service.store.engine import is_at_hand, reading
from service.store.entry import TICK, CannotCorrect, Clock, Entry, NotInLedger, Precondition
from service.store.records import (
    Corrected,
    LedgerClaim,
    Outcome,
    PlacedRevision,
    Recorded,
    RecordedIncident,
    RecordedReport,
)
from service.store.registry import current_version
from service.store.rows import EVERY_CLAIM, ClaimSearch
from service.store.tables import INCIDENTS, incidents
from service.store.transactions import Line, Lines, transact

__all__ = ["CannotCorrect", "Clock", "Ledger", "NotInLedger"]

Result = TypeVar("Result")


class Ledger:
    """Records and reads incidents. `clock` tells the time, with an offset.

    Any number of threads and processes can use one database at the same time.
    """

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._reader = reading(engine)
        self._clock = clock
        self._accounts = Accounts()
        self._lines = Lines(self._enter_together)
        self._carriers = Carriers()

    # -- incidents

    def open_incident(self, incident: Incident, reserved_id: str | None = None) -> RecordedIncident:
        """Record a new incident and return it with its id.

        Under an id reserved for it an incident is opened once: again, it is the one opened before.
        """
        incident_id, now = reserved_id or str(uuid7()), self._clock()

        def add(connection: Connection) -> RecordedIncident:
            row = {
                "id": incident_id,
                "recorded_at": now,
                "body": rows.body(incident),
                "registry_version": current_version(connection),
                "number": rows.allot(connection, INCIDENTS),
            }
            connection.execute(insert(incidents).values(row))
            descriptions.add_version(connection, incident_id, 1, incident, now)
            return descriptions.current(connection, incident_id)

        try:
            return transact(self._writer, add)
        except IntegrityError:
            if reserved_id is None:
                raise
            return self.incident(reserved_id)

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

        def describe(connection: Connection) -> RecordedIncident:
            if not rows.has_incident(connection, incident_id, lock=True):
                raise NotInLedger("incident", incident_id)
            known = descriptions.current(connection, incident_id)
            if all(getattr(known, name) == value for name, value in incident):
                return known
            precondition(known)
            now = max(self._clock(), known.described_at + TICK)
            descriptions.add_version(connection, incident_id, known.version + 1, incident, now)
            return descriptions.current(connection, incident_id)

        return transact(self._writer, describe)

    def incident(self, incident_id: str) -> RecordedIncident:
        """Return an incident as it is described now.

        Raises:
            NotInLedger: there is none with this id.
        """
        return self._read(incident_id, lambda c: descriptions.current(c, incident_id))

    def incident_versions(self, incident_id: str, after: int, limit: int) -> list[RecordedIncident]:
        """Return up to `limit` of an incident's descriptions with versions above `after`, in order.

        Raises:
            NotInLedger: there is no such incident.
        """
        return self._read(incident_id, lambda c: descriptions.versions_of(c, incident_id, after, limit))

    def incidents(
        self, after: int, limit: int, wanted: IncidentSearch = EVERY_INCIDENT
    ) -> list[RecordedIncident]:
        """Return up to `limit` incidents numbered above `after` that fit a search, in order."""
        with self._reader.connect() as connection:
            return descriptions.matching(connection, wanted, after, limit)

    def newest_incidents(
        self, before: int, limit: int, wanted: IncidentSearch = EVERY_INCIDENT
    ) -> list[RecordedIncident]:
        """Return up to `limit` incidents numbered below `before` that fit, the newest first."""
        with self._reader.connect() as connection:
            return descriptions.newest_matching(connection, wanted, before, limit)

    def last_revisions(self, incident_ids: Sequence[str]) -> dict[str, list[Revision]]:
        """Return the last revision of each category, in order, of those incidents that have any."""
        with self._reader.connect() as connection:
            return rows.last_revisions(connection, incident_ids)

    # -- what is said of one

    def record_report(
        self, incident_id: str, report: Report, extracted: Sequence[Claim]
    ) -> tuple[RecordedReport, Recorded]:
        """Record a report and the claims read from it; the same report again changes nothing.

        Raises:
            NotInLedger: there is no such incident.
        """
        return self._enter(incident_id, lambda entry: entry.record_report(report, extracted))

    def report(self, incident_id: str, report_id: str) -> RecordedReport:
        """Return a report with its text.

        Raises:
            NotInLedger: there is no such incident, or no such report of it.
        """
        row = self._read(incident_id, lambda c: rows.report_row(c, incident_id, report_id))
        if row is None:
            raise NotInLedger("report", report_id)
        return rows.as_report(row)

    def claims_of_report(self, incident_id: str, report_id: str) -> tuple[LedgerClaim, ...]:
        """Return the claims that a report makes, in order.

        Raises:
            NotInLedger: there is no such incident.
        """
        return self._read(incident_id, lambda c: rows.claims_of_report(c, incident_id, report_id))

    def record_claims(self, incident_id: str, said: Sequence[Claim]) -> Recorded:
        """Record structured claims; one that is known already changes nothing.

        Raises:
            NotInLedger: there is no such incident.
        """
        return self._enter(incident_id, lambda entry: entry.record_claims(said))

    async def record_claims_together(self, incident_id: str, said: Sequence[Claim]) -> Recorded:
        """Record structured claims as `record_claims` does, for a request that an event loop serves.

        Requests that come at the same moment are carried by one thread.

        Raises:
            NotInLedger: there is no such incident.
        """
        work = (incident_id, lambda entry: entry.record_claims(said))
        recorded: Recorded = await self._carriers.do(self._line(incident_id), work)
        return recorded

    def record_many(self, incident_id: str, said: Sequence[Claim]) -> list[Outcome]:
        """Record structured claims as `record_claims` does; return what became of each, in order.

        Raises:
            NotInLedger: there is no such incident.
        """
        return self._enter(incident_id, lambda entry: entry.record_many(said))

    def retract(
        self,
        incident_id: str,
        claim_id: str,
        reason: str,
        precondition: Precondition = lambda _: None,
    ) -> tuple[Retraction, tuple[Revision, ...], bool]:
        """Take a claim back; return the retraction, the revisions, and whether it is new.

        `precondition` is asked about the claim inside the transaction; what it raises is raised.

        Raises:
            NotInLedger: there is no such incident, or no such claim of it.
        """
        return self._enter(incident_id, lambda entry: entry.retract(claim_id, reason, precondition))

    def correct(
        self,
        incident_id: str,
        claim_id: str,
        reason: str,
        said: Claim,
        precondition: Precondition = lambda _: None,
    ) -> Corrected:
        """Record a claim in place of another, which is taken back; the same again changes nothing.

        The new one is recorded first, so that at no moment nothing is known. `precondition` is asked
        about the other inside the transaction; what it raises is raised.

        Raises:
            NotInLedger: there is no such incident, or no such claim of it.
            CannotCorrect: the claim was taken back already, or the new one says the same, or was
                taken back itself.
        """
        return self._enter(
            incident_id, lambda entry: entry.correct(claim_id, reason, said, precondition)
        )

    def claim(self, incident_id: str, claim_id: str) -> LedgerClaim:
        """Return a claim.

        Raises:
            NotInLedger: there is no such incident, or no such claim of it.
        """
        found = self._read(incident_id, lambda c: rows.claims_by_id(c, incident_id, [claim_id]))
        if claim_id not in found:
            raise NotInLedger("claim", claim_id)
        return found[claim_id]

    def claims(
        self,
        incident_id: str,
        after: int = 0,
        limit: int | None = None,
        wanted: ClaimSearch = EVERY_CLAIM,
    ) -> list[LedgerClaim]:
        """Return up to `limit` claims numbered above `after` that fit a search, in order.

        Raises:
            NotInLedger: there is no such incident.
        """
        return self._read(incident_id, lambda c: rows.claims_after(c, incident_id, after, limit, wanted))

    def speakers(self, incident_id: str) -> list[str]:
        """Return whoever says a claim of an incident, by every name as written.

        Raises:
            NotInLedger: there is no such incident.
        """
        return self._read(incident_id, lambda c: rows.speakers(c, incident_id))

    def revisions(self, incident_id: str, after: int = 0, limit: int | None = None) -> list[Revision]:
        """Return up to `limit` revisions numbered above `after`, in order.

        Raises:
            NotInLedger: there is no such incident.
        """
        return self._read(incident_id, lambda c: rows.revisions_after(c, incident_id, after, limit))

    def account(self, incident_id: str) -> Account:
        """Return the account of an incident as it now stands, by the default policy and convention.

        Raises:
            NotInLedger: there is no such incident.
        """
        kept = self._accounts.recent(incident_id)

        with self._reader.connect() as connection:
            reach = reach_of(connection, incident_id)
            if not reach.claims:  # else there is such an incident
                self._refuse_unknown(connection, incident_id)
            account = brought_up(kept, connection, incident_id, reach)
        self._accounts.keep(incident_id, account)
        return account

    def account_at_hand(self, incident_id: str) -> Account | None:
        """Return the same if it is had sooner than a thread is changed, else None."""
        kept = self._accounts.recent(incident_id) if is_at_hand(self._engine) else None
        return kept if kept and is_brought_up(kept, self._engine, incident_id) else None

    # -- what changed anywhere

    def all_revisions(self, after: int, limit: int) -> list[PlacedRevision]:
        """Return up to `limit` revisions of all incidents placed above `after`, in order.

        Positions have no gaps, and none shows before a lower one does: who asks again with the
        `position` of the last one misses nothing.
        """
        with self._reader.connect() as connection:
            return rows.all_revisions_after(connection, after, limit)

    # -- transactions

    def _read(self, incident_id: str, work: Callable[[Connection], Result]) -> Result:
        """Return what `work` reads of an incident, from one snapshot."""
        with self._reader.connect() as connection:
            self._refuse_unknown(connection, incident_id)
            return work(connection)

    @staticmethod
    def _refuse_unknown(connection: Connection, incident_id: str) -> None:
        if not rows.has_incident(connection, incident_id):
            raise NotInLedger("incident", incident_id)

    def _enter(self, incident_id: str, work: Callable[[Entry], Result]) -> Result:
        """Return what `work` answers, done in a transaction that holds the incident until it ends.

        What waits for the same lock is done in the same transaction: on SQLite that is the whole file,
        on PostgreSQL the incident.
        """
        answer: Result = self._line(incident_id).do((incident_id, work))
        return answer

    def _line(self, incident_id: str) -> Line:
        return self._lines.of("" if self._engine.dialect.name == "sqlite" else incident_id)

    def _enter_together(self, wanted: Sequence[tuple[str, Callable[[Entry], Any]]]) -> list[Any]:
        """Do what several wait for, one after another, in one transaction."""

        def write(connection: Connection) -> tuple[dict[str, Entry], list[Any]]:
            entries: dict[str, Entry] = {}
            answers = []
            for incident_id, work in wanted:
                if incident_id not in entries:
                    entries[incident_id] = Entry(connection, incident_id, self._clock, self._accounts)
                answers.append(work(entries[incident_id]))
            for entry in entries.values():
                entry.write()
            return entries, answers

        entries, answers = transact(self._writer, write)
        for incident_id, entry in entries.items():
            if entry.account is not None:
                self._accounts.keep(incident_id, entry.account)
        return answers
