"""Recent accounts, kept in memory, so that one more claim does not cost a reading of all before it.

An account is a pure function of the tables: it tells itself how many claims, retractions and revisions
it has taken in. Before it is used, it is compared with how far the tables reach; what is newer is read
and taken in, and where it doesn't fit it is made anew. So it never matters which process wrote what.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Engine,
    ScalarSelect,
    Table,
    bindparam,
    func,
    literal_column,
    select,
)

from reconcile.estimation.account import Account
from reconcile.estimation.revisions import Event
from reconcile.model import Retraction
from service.store.engine import plain_answer
from service.store.registry import profiles_kept_to
from service.store.rows import claims_after, retractions_after
from service.store.tables import claims, reports, retractions, revisions

MOST_CLAIMS: Final = 100_000
"""How many claims the kept accounts hold together, at a few kilobytes each."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the tables reach for an incident: how many of each, the last ones' ids, and when."""

    claims: int
    retractions: int
    revisions: int
    last_claim: str | None
    last_retracted: str | None
    recorded_at: datetime | None

    def after(self, events: Sequence[Event], revisions: int, moment: datetime) -> "Reach":
        """Return how far they reach after events of a moment, which caused so many revisions."""
        said = [event.id for event in events if not isinstance(event, Retraction)]
        taken_back = [event.claim_id for event in events if isinstance(event, Retraction)]
        return Reach(
            claims=self.claims + len(said),
            retractions=self.retractions + len(taken_back),
            revisions=self.revisions + revisions,
            last_claim=said[-1] if said else self.last_claim,
            last_retracted=taken_back[-1] if taken_back else self.last_retracted,
            recorded_at=moment,
        )

    def ends(self, account: Account) -> bool:
        """Tell whether the account has taken in all of it."""
        return (
            (self.claims, self.retractions) == (len(account.claims), len(account.retracted))
            and (self.last_claim is None or self.last_claim in account.claims)
            and (self.last_retracted is None or self.last_retracted in account.retracted)
        )


_INCIDENT: BindParameter[str] = bindparam("incident_id")


def _last(table: Table, column: ColumnElement[object]) -> ScalarSelect[object]:
    own = select(column).where(table.c.incident_id == _INCIDENT)
    return own.order_by(table.c.number.desc()).limit(literal_column("1")).scalar_subquery()


_LENGTHS_AND_ENDS = select(
    _last(claims, claims.c.number),
    _last(retractions, retractions.c.number),
    _last(revisions, revisions.c.number),
    _last(claims, claims.c.id),
    _last(retractions, retractions.c.claim_id),
)
_REACH = _LENGTHS_AND_ENDS.add_columns(  # made once: it takes longer to make than to ask
    _last(claims, claims.c.recorded_at),
    _last(retractions, retractions.c.recorded_at),
    select(func.max(reports.c.recorded_at)).where(reports.c.incident_id == _INCIDENT).scalar_subquery(),
)
_PLAIN_REACH = str(_LENGTHS_AND_ENDS)


def _as_reach(lengths_and_ends: Sequence[Any], recorded_at: datetime | None = None) -> Reach:
    claim_count, retraction_count, revision_count, last_claim, last_retracted = lengths_and_ends
    return Reach(
        claims=claim_count or 0,
        retractions=retraction_count or 0,
        revisions=revision_count or 0,
        last_claim=last_claim,
        last_retracted=last_retracted,
        recorded_at=recorded_at,
    )


def reach_of(connection: Connection, incident_id: str) -> Reach:
    """Return how far the tables reach for an incident; by indexes, whatever their length."""
    found = connection.execute(_REACH, {"incident_id": incident_id}).one()
    moments = [moment for moment in found[-3:] if moment]
    return _as_reach(found[:-3], max(moments, default=None))


def is_brought_up(kept: Account, engine: Engine, incident_id: str) -> bool:
    """Tell whether an account has taken in all of its incident; the ledger is a file of SQLite."""
    found = plain_answer(engine, _PLAIN_REACH, {"incident_id": incident_id})
    if found is None:
        return False
    reach = _as_reach(found)
    return reach.ends(kept) and reach.revisions == kept.revisions


def brought_up(kept: Account | None, connection: Connection, incident_id: str, reach: Reach) -> Account:
    """Return the account of an incident as far as the tables reach.

    `kept` is an earlier account of it, if there is one: only what is newer is read, unless the tables
    turn out to be others than those it was made of. What was added after `reach` was taken is left out.
    """
    account = _continued(kept, connection, incident_id, reach) if kept else None
    if account is None:
        said = claims_after(connection, incident_id, 0, reach.claims)
        taken_back = retractions_after(connection, incident_id, 0, reach.retractions)
        profiles = profiles_kept_to(connection, incident_id)
        retracted = [taken.claim_id for taken in taken_back]
        account = Account.opened(profiles=profiles).with_record(said, retracted)
    if account.revisions == reach.revisions:
        return account
    return replace(account, revisions=reach.revisions)


def _continued(kept: Account, connection: Connection, incident_id: str, reach: Reach) -> Account | None:
    if reach.ends(kept):
        return kept
    # Read from the last one known on, by which it shows that these are the same tables.
    after = max(0, len(kept.claims) - 1)
    said = claims_after(connection, incident_id, after, max(0, reach.claims - after))
    after = max(0, len(kept.retracted) - 1)
    taken_back = retractions_after(connection, incident_id, after, max(0, reach.retractions - after))
    if len(kept.claims) and not (said and said.pop(0).id in kept.claims):
        return None
    if len(kept.retracted) and not (taken_back and taken_back.pop(0).claim_id in kept.retracted):
        return None
    return kept.having_heard([*said, *taken_back])


class Accounts:
    """The accounts of the incidents used last, as many as hold `most_claims` together, or one."""

    def __init__(self, most_claims: int = MOST_CLAIMS) -> None:
        self._most_claims = most_claims
        self._kept: OrderedDict[str, Account] = OrderedDict()
        self._claims = 0
        self._lock = Lock()

    def recent(self, incident_id: str) -> Account | None:
        """Return the account kept of an incident.

        Ask before a snapshot is taken, or behind the incident's lock: then it is never ahead of the
        tables.
        """
        with self._lock:
            if incident_id in self._kept:
                self._kept.move_to_end(incident_id)
            return self._kept.get(incident_id)

    def keep(self, incident_id: str, account: Account) -> None:
        """Keep an account; all that it has taken in must have been committed."""
        with self._lock:
            self._forget(self._kept.pop(incident_id, None))
            self._kept[incident_id] = account
            self._claims += len(account.claims)
            while self._claims > self._most_claims and len(self._kept) > 1:
                self._forget(self._kept.popitem(last=False)[1])

    def _forget(self, account: Account | None) -> None:
        self._claims -= len(account.claims) if account else 0
