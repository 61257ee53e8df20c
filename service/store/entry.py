"""An entry in the ledger: what one request adds to one incident, inside its transaction."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from pydantic_core import to_json
from sqlalchemy import Connection, Table, insert

from reconcile.estimation.account import Account
from reconcile.estimation.revisions import Event, arrival
from reconcile.model import Claim, Report, Retraction, Revision
from service.store import rows
from service.store.accounts import Accounts, Reach, brought_up, reach_of
from service.store.records import (
    Corrected,
    LedgerClaim,
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


class Entry:
    """Holds an incident until its transaction ends, and adds to it.

    `account` is the incident's account with this entry taken in, once anything new is in it.
    """

    account: Account | None = None

    def __init__(
        self, connection: Connection, incident_id: str, clock: Clock, accounts: Accounts
    ) -> None:
        if rows.incident_row(connection, incident_id, lock=True) is None:
            raise NotInLedger("incident", incident_id)
        self._connection = connection
        self._incident_id = incident_id
        self._clock = clock
        self._accounts = accounts

    def record_report(
        self, report: Report, extracted: Sequence[Claim]
    ) -> tuple[RecordedReport, Recorded]:
        """Record a report and the claims read from it, unless it is known."""
        report_id = hashlib.sha256(to_json(report)).hexdigest()[:32]
        known = rows.report_row(self._connection, self._incident_id, report_id)
        if known is not None:
            said = rows.claims_of_report(self._connection, self._incident_id, report_id)
            return rows.as_report(known), Recorded(claims=said, revisions=(), added=False)
        ids = {"incident_id": self._incident_id, "id": report_id}
        self._insert(reports, [{**ids, "recorded_at": self._now, **rows.of_report(report)}])
        made, added = self._add_claims(extracted, report_id)
        ids = {"incident_id": self._incident_id, "report_id": report_id}
        self._insert(report_claims, [{**ids, "claim_number": claim.number} for claim in made])
        return (
            RecordedReport(**dict(report), id=report_id, recorded_at=self._now),
            _recorded(made, added, self._revise(added), added_any=True),
        )

    def record_claims(self, said: Iterable[Claim]) -> Recorded:
        """Record structured claims, those that are not known."""
        made, added = self._add_claims(said, report_id=None)
        return _recorded(made, added, self._revise(added), added_any=bool(added))

    def retract(self, claim_id: str, reason: str) -> tuple[Retraction, tuple[Revision, ...], bool]:
        """Take a claim back, unless it was taken back before."""
        claim = self._claim(claim_id)
        if claim.retraction:
            return claim.retraction, (), False
        retraction = self._add_retraction(claim_id, reason)
        return retraction, self._revise([retraction]), True

    def correct(self, claim_id: str, reason: str, said: Claim) -> Corrected:
        """Record a claim in place of another, which is taken back, unless that is done."""
        wrong = self._claim(claim_id)
        replacement_id = as_recorded(said, self._now).id
        if wrong.retraction and wrong.corrected_by == replacement_id:
            claim = self._claim(replacement_id)
            return Corrected(retraction=wrong.retraction, claim=claim, revisions=(), added=False)
        if wrong.retraction:
            raise CannotCorrect(f"claim {claim_id} was taken back: {wrong.retraction.reason}")
        if replacement_id == claim_id:
            raise CannotCorrect(f"the correction says what claim {claim_id} says already")
        (made,), added = self._add_claims([said], report_id=None)
        if made.retraction:
            why = made.retraction.reason
            raise CannotCorrect(f"claim {replacement_id}, which says this, was taken back: {why}")
        retraction = self._add_retraction(claim_id, reason)
        ids: dict[str, object] = {"incident_id": self._incident_id, "claim_id": claim_id}
        self._insert(corrections, [ids | {"replacement_id": replacement_id}])
        revised = self._revise([*added, retraction])
        claim = self._claim(replacement_id)
        return Corrected(retraction=retraction, claim=claim, revisions=revised, added=True)

    def _claim(self, claim_id: str) -> LedgerClaim:
        claim = rows.claims_by_id(self._connection, self._incident_id, [claim_id]).get(claim_id)
        if claim is None:
            raise NotInLedger("claim", claim_id)
        return claim

    def _add_retraction(self, claim_id: str, reason: str) -> Retraction:
        retraction = Retraction(claim_id=claim_id, recorded_at=self._now, reason=reason)
        place = {"incident_id": self._incident_id, "number": self._reach.retractions + 1}
        self._insert(retractions, [place | dict(retraction)])
        return retraction

    def _add_claims(
        self, said: Iterable[Claim], report_id: str | None
    ) -> tuple[tuple[LedgerClaim, ...], list[LedgerClaim]]:
        """Return the claims as the ledger has them, each once, and those that are new in it."""
        stated = {claim.id: claim for claim in (as_recorded(one, self._now) for one in said)}
        by_id = rows.claims_by_id(self._connection, self._incident_id, list(stated))
        fresh = [claim for claim in stated.values() if claim.id not in by_id]
        added = [
            LedgerClaim(
                **dict(claim),
                number=self._reach.claims + place,
                report_id=report_id,
                retraction=None,
            )
            for place, claim in enumerate(sorted(fresh, key=arrival), start=1)
        ]
        self._insert(claims, [rows.of_claim(self._incident_id, claim) for claim in added])
        by_id |= {claim.id: claim for claim in added}
        return tuple(by_id[claim_id] for claim_id in stated), added

    def _revise(self, events: Sequence[Event]) -> tuple[Revision, ...]:
        """Record and return the revisions that new events cause; the last thing an entry does."""
        if not events:
            return ()
        kept = self._accounts.recent(self._incident_id)
        account = brought_up(kept, self._connection, self._incident_id, self._reach)
        caused: list[Revision] = []
        for event in events:
            account, revised = account.after(event)
            caused += revised
        if caused:
            first = rows.allot(self._connection, REVISIONS, len(caused)) - len(caused) + 1
            placed = enumerate(caused, start=first)
            self._insert(revisions, [rows.of_revision(self._incident_id, *item) for item in placed])
        self.account = account
        return tuple(caused)

    def _insert(self, table: Table, values: Sequence[dict[str, object]]) -> None:
        if values:
            self._connection.execute(insert(table), values)

    @cached_property
    def _reach(self) -> Reach:
        """How far the incident reached before this entry."""
        return reach_of(self._connection, self._incident_id)

    @cached_property
    def _now(self) -> datetime:
        """A moment after everything recorded of the incident, even if the clock went back."""
        now, last = self._clock(), self._reach.recorded_at
        return now if last is None else max(now, last + TICK)


def _recorded(
    made: tuple[LedgerClaim, ...],
    added: Sequence[LedgerClaim],
    revised: tuple[Revision, ...],
    *,
    added_any: bool,
) -> Recorded:
    ids = frozenset(claim.id for claim in added)
    return Recorded(claims=made, revisions=revised, added=added_any, added_ids=ids)
