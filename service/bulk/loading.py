"""Loading claims into the service's ledger: incident by incident, each claim once.

The ledger knows a claim by what it says, and an incident by an id that follows from its name in the
archive. So what is loaded again changes nothing, and a load that was broken off is taken up by the same
command. The ledger came to know the claims when they were loaded, and says so: ask it by `as_of` for
what was true at a time; `known_at` before the load answers that nothing was known.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import NAMESPACE_URL, uuid5

import pyarrow as pa
from pydantic import ValidationError

from reconcile.estimation.revisions import arrival
from reconcile.model import ExternalId, Incident
from service.api.dated import DatedClaim
from service.bulk import kinds
from service.bulk.archive import files_of, identity, parts_of
from service.bulk.grouping import STAGE, Grouping, buckets_for, buckets_of, group_part, incidents_of
from service.bulk.journal import Journal, Record
from service.bulk.parts import Advance, finish, rejects_in_place
from service.bulk.reconciling import rows_one_by_one
from service.bulk.rows import Reject, valid_claims
from service.jsonlines import reason
from service.store.ledger import Clock, Ledger, NotInLedger
from service.store.records import ListedClaim

SCHEME: Final = "archive"
"""The scheme of the external id under which an incident keeps its name in the archive."""
_NAMES: Final = uuid5(NAMESPACE_URL, "urn:hasila:archive")
_CLAIMS_AT_ONCE: Final = 500


@dataclass(slots=True)
class Loaded:
    """How much was loaded, and how much was left out."""

    incidents: int = 0
    recorded: int = 0
    known: int = 0
    retracted: int = 0
    rejects: int = 0


@dataclass(frozen=True, slots=True)
class Loading:
    """A ledger to load into; it refuses what the service does: dates later than `skew` from now, NUL.

    `reject` is told of each row that is left out.
    """

    ledger: Ledger
    clock: Clock
    skew: timedelta
    reject: Callable[[Record], None]

    def load(self, source: Path, processes: int, advance: Advance) -> Loaded:
        """Load an archive's claims.

        Raises:
            Unusable: the claims can't be used.
        """
        parts = parts_of(files_of(source, kinds.CLAIMS), kinds.CLAIMS)
        loaded = Loaded()
        with (
            TemporaryDirectory(prefix="hasila-") as scratch,
            Journal(Path(scratch), "load", identity(parts), {}) as journal,
        ):
            grouping = Grouping(journal.unfinished, buckets_for(parts))
            group = partial(group_part, grouping)
            records = finish(journal, STAGE, parts, group, processes, lambda *_: None)
            self._leave_out(rejects_in_place(journal, STAGE, parts, records), loaded)
            for bucket in buckets_of(grouping, parts, records):
                advance(bucket.number, grouping.buckets)
                for incident, claims in incidents_of(bucket):
                    self._load_incident(incident, claims, loaded)
            advance(grouping.buckets, grouping.buckets)
        return loaded

    def _load_incident(self, name: str | None, table: pa.Table, loaded: Loaded) -> None:
        rejects: list[Reject] = []
        claims, places = valid_claims(name, rows_one_by_one(table), rejects)
        fitting = []
        for claim, place in zip(claims, places, strict=True):
            if why := self._refusal(claim):
                rejects.append(Reject(why, *place, claim.id, name))
            else:
                fitting.append(claim)
        self._leave_out((reject.as_row() for reject in rejects), loaded)
        if fitting and name is not None:
            loaded.incidents += 1
            self._record(self._incident(name), sorted(fitting, key=arrival), loaded)

    def _refusal(self, claim: ListedClaim) -> str | None:
        """Return why a claim is not taken, by the rules of the service; None if it is."""
        try:
            DatedClaim(**{field: getattr(claim, field) for field in DatedClaim.model_fields})
        except ValidationError as error:
            return reason(error)
        if max(claim.published_at, claim.as_of) > self.clock() + self.skew:
            return "it is dated in the future"
        return None

    def _leave_out(self, rejects: Iterable[Record], loaded: Loaded) -> None:
        for reject in rejects:
            self.reject(reject)
            loaded.rejects += 1

    def _incident(self, name: str) -> str:
        """Return the id of an incident: the one that has this id, or one opened under the name."""
        try:
            return self.ledger.incident(name).id
        except NotInLedger:
            named = Incident(title=name, external_ids=(ExternalId(scheme=SCHEME, id=name),))
            reserved = str(uuid5(_NAMES, name))
            try:
                return self.ledger.incident(reserved).id
            except NotInLedger:
                return self.ledger.open_incident(named, reserved).id

    def _record(self, incident: str, claims: Sequence[ListedClaim], loaded: Loaded) -> None:
        outcomes = [
            outcome
            for first in range(0, len(claims), _CLAIMS_AT_ONCE)
            for outcome in self.ledger.record_many(incident, claims[first : first + _CLAIMS_AT_ONCE])
        ]
        new = sum(outcome.is_new for outcome in outcomes)
        loaded.recorded += new
        loaded.known += len(outcomes) - new
        for claim, outcome in zip(claims, outcomes, strict=True):
            if claim.retraction:
                why = claim.retraction.reason
                _, _, added = self.ledger.retract(incident, outcome.claim_id, why)
                loaded.retracted += added
