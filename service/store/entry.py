"""An entry in the ledger: what requests add to one incident, inside one transaction."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pydantic_core import to_json
from sqlalchemy import Connection

from reconcile.estimation.account import Account
from reconcile.estimation.revisions import Event, arrival
from reconcile.model import Claim, RecordedClaim, Report, Retraction, Revision
from service.store import rows
from service.store.accounts import Accounts, brought_up, reach_of
from service.store.records import (
    Corrected,
    LedgerClaim,
    Outcome,
    Recorded,
    RecordedReport,
    as_recorded,
)
from service.store.tables import (
    REVISIONS,
    claims,
    corrections,
    report_claims,
    reports,
    retractions,
    revisions,
)

Clock = Callable[[], datetime]
Precondition = Callable[[LedgerClaim], None]
"""Raises where a claim is not what a caller took it for; asked only if something would change."""
TICK = timedelta(microseconds=1)
"""How far apart two moments of the record are at least."""


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


def _id_of(report: Report) -> str:
    """Return a digest of all that a report says; one moment is one, in whatever offset."""
    in_utc = report.model_copy(update={"published_at": report.published_at.astimezone(UTC)})
    return hashlib.sha256(to_json(in_utc)).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Stated:
    """Claims as they were stated: their ids in order; some known, the fresh numbered from `first`."""

    ids: Sequence[str]
    known: Mapping[str, LedgerClaim]
    fresh: Sequence[RecordedClaim]
    first: int

    def in_ledger(self, report_id: str | None = None) -> tuple[LedgerClaim, ...]:
        """Return them as the ledger has them, each once; `report_id`: where the fresh were read."""
        made = {
            claim.id: LedgerClaim(**dict(claim), number=number, report_id=report_id, retraction=None)
            for number, claim in enumerate(self.fresh, self.first)
        }
        return tuple(self.known.get(id_) or made[id_] for id_ in dict.fromkeys(self.ids))

    def outcomes(self) -> list[Outcome]:
        """Return what became of each; one stated twice is known the second time."""
        new = {claim.id for claim in self.fresh}
        told = []
        for id_ in self.ids:
            known = self.known.get(id_)
            told.append(Outcome(id_, id_ in new, known.retraction if known else None))
            new.discard(id_)
        return told


class Entry:
    """Holds an incident until its transaction ends, and adds to it, one thing after another.

    What it adds is written by `write`, the last thing to be called: each table's rows by one statement.
    `account` is the incident's account with all of it taken in, None while none had to be made.
    """

    def __init__(
        self, connection: Connection, incident_id: str, clock: Clock, accounts: Accounts
    ) -> None:
        if not rows.has_incident(connection, incident_id, lock=True):
            raise NotInLedger("incident", incident_id)
        self._connection = connection
        self._incident_id = incident_id
        self._clock = clock
        self._reach = reach_of(connection, incident_id)
        self._kept = accounts.recent(incident_id)
        self.account = self._brought_up() if self._kept and self._reach.ends(self._kept) else None
        self._draft = rows.Draft()
        self._caused: list[Revision] = []

    def record_report(
        self, report: Report, extracted: Sequence[Claim]
    ) -> tuple[RecordedReport, Recorded]:
        """Record a report and the claims read from it, unless it is known."""
        report_id = _id_of(report)
        self.write()
        known = rows.report_row(self._connection, self._incident_id, report_id)
        if known is not None:
            said = rows.claims_of_report(self._connection, self._incident_id, report_id)
            return rows.as_report(known), Recorded(claims=said, revisions=(), added=False)
        now = self._moment()
        ids = {"incident_id": self._incident_id, "id": report_id}
        self._draft.add(reports, {**ids, "recorded_at": now, **rows.of_report(report)})
        stated = self._state(extracted, now, report_id)
        made = stated.in_ledger(report_id)
        ids = {"incident_id": self._incident_id, "report_id": report_id}
        self._draft.add(report_claims, *({**ids, "claim_number": claim.number} for claim in made))
        return (
            RecordedReport(**dict(report), id=report_id, recorded_at=now),
            Recorded(claims=made, revisions=self._take_in(stated.fresh, now), added=True),
        )

    def record_claims(self, said: Iterable[Claim]) -> Recorded:
        """Record structured claims, those that are not known."""
        now = self._moment()
        stated = self._state(said, now)
        revised = self._take_in(stated.fresh, now)
        return Recorded(claims=stated.in_ledger(), revisions=revised, added=bool(stated.fresh))

    def record_many(self, said: Iterable[Claim]) -> list[Outcome]:
        """Record structured claims as `record_claims` does; return what became of each, in order."""
        now = self._moment()
        stated = self._state(said, now)
        self._take_in(stated.fresh, now)
        return stated.outcomes()

    def retract(
        self, claim_id: str, reason: str, precondition: Precondition
    ) -> tuple[Retraction, tuple[Revision, ...], bool]:
        """Take a claim back, unless it was taken back before."""
        claim = self._claim(claim_id)
        if claim.retraction:
            return claim.retraction, (), False
        precondition(claim)
        now = self._moment()
        retraction = self._add_retraction(claim_id, reason, now)
        return retraction, self._take_in([retraction], now), True

    def correct(self, claim_id: str, reason: str, said: Claim, precondition: Precondition) -> Corrected:
        """Record a claim in place of another, which is taken back, unless that is done."""
        wrong, now = self._claim(claim_id), self._moment()
        replacement_id = as_recorded(said, now).id
        if wrong.retraction and wrong.corrected_by == replacement_id:
            claim = self._claim(replacement_id)
            return Corrected(retraction=wrong.retraction, claim=claim, revisions=(), added=False)
        precondition(wrong)
        if wrong.retraction:
            raise CannotCorrect(f"claim {claim_id} was taken back: {wrong.retraction.reason}")
        if replacement_id == claim_id:
            raise CannotCorrect(f"the correction says what claim {claim_id} says already")
        stated = self._state([said], now)
        if (known := stated.known.get(replacement_id)) and known.retraction:
            why = known.retraction.reason
            raise CannotCorrect(f"claim {replacement_id}, which says this, was taken back: {why}")
        retraction = self._add_retraction(claim_id, reason, now)
        ids: dict[str, object] = {"incident_id": self._incident_id, "claim_id": claim_id}
        self._draft.add(corrections, ids | {"replacement_id": replacement_id})
        revised = self._take_in([*stated.fresh, retraction], now)
        claim = self._claim(replacement_id)
        return Corrected(retraction=retraction, claim=claim, revisions=revised, added=True)

    def write(self) -> None:
        """Write what was added; the place of the revisions among all is allotted last."""
        self._draft.write(self._connection)
        if self._caused:
            count = len(self._caused)
            first = rows.allot(self._connection, REVISIONS, count) - count + 1
            placed = enumerate(self._caused, start=first)
            of_revisions = [rows.of_revision(self._incident_id, *item) for item in placed]
            rows.add(self._connection, revisions, of_revisions)
            self._caused = []

    def _claim(self, claim_id: str) -> LedgerClaim:
        claim = self._known([claim_id]).get(claim_id)
        if claim is None:
            raise NotInLedger("claim", claim_id)
        return claim

    def _add_retraction(self, claim_id: str, reason: str, now: datetime) -> Retraction:
        retraction = Retraction(claim_id=claim_id, recorded_at=now, reason=reason)
        place = {"incident_id": self._incident_id, "number": self._reach.retractions + 1}
        self._draft.add(retractions, place | dict(retraction))
        return retraction

    def _known(self, ids: Sequence[str]) -> dict[str, LedgerClaim]:
        """Return those claims that the ledger has, by id; an account at hand knows which it has not."""
        account = self.account
        asked = ids if account is None else [id_ for id_ in ids if id_ in account.claims]
        if not asked:
            return {}
        self.write()
        return rows.claims_by_id(self._connection, self._incident_id, asked)

    def _state(self, said: Iterable[Claim], now: datetime, report_id: str | None = None) -> Stated:
        """Add those claims that are not known."""
        recorded = [as_recorded(claim, now) for claim in said]
        ids = [claim.id for claim in recorded]
        known = self._known(ids)
        fresh = {claim.id: claim for claim in recorded if claim.id not in known}
        stated = Stated(ids, known, sorted(fresh.values(), key=arrival), self._reach.claims + 1)
        numbered = enumerate(stated.fresh, stated.first)
        self._draft.add(
            claims,
            *(rows.of_claim(self._incident_id, number, report_id, claim) for number, claim in numbered),
        )
        return stated

    def _take_in(self, events: Sequence[Event], now: datetime) -> tuple[Revision, ...]:
        """Return the revisions that what was added causes; the last thing of each addition."""
        caused: list[Revision] = []
        if events:
            account = self.account or self._brought_up()
            for event in events:
                account, revised = account.after(event)
                caused += revised
            self.account = account
        self._caused += caused
        self._reach = self._reach.after(events, len(caused), now)
        return tuple(caused)

    def _brought_up(self) -> Account:
        return brought_up(self._kept, self._connection, self._incident_id, self._reach)

    def _moment(self) -> datetime:
        """Return a moment after everything recorded of the incident, even if the clock went back."""
        now, last = self._clock(), self._reach.recorded_at
        return now if last is None else max(now, last + TICK)
