"""How much the ledger holds, and how fresh it is: counted from indexes, not row by row."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine, ScalarSelect, Table, func, select

from service.store.ledger import Clock
from service.store.tables import claims, incidents, revisions


@dataclass(frozen=True, slots=True)
class Counts:
    """What the ledger holds; `newest_claim_age` is None while it holds no claim."""

    incidents: int
    claims: int
    revisions: int
    newest_claim_age: timedelta | None


def _last_number(table: Table) -> ScalarSelect[int]:
    """Return how many rows an incident has: they are numbered from 1 without gaps."""
    return (
        select(func.max(table.c.number))
        .where(table.c.incident_id == incidents.c.id)
        .correlate(incidents)
        .scalar_subquery()
    )


class Census:
    """Counts the ledger. `clock` tells the time, with an offset."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def take(self) -> Counts:
        """Return the counts of now."""
        sizes = select(
            func.count(),
            func.coalesce(func.sum(_last_number(claims)), 0),
            func.coalesce(func.sum(_last_number(revisions)), 0),
        ).select_from(incidents)
        with self._engine.connect() as connection:
            incident_count, claim_count, revision_count = connection.execute(sizes).one()
            newest = connection.scalar(select(func.max(claims.c.recorded_at)))
        age = None if newest is None else max(self._clock() - newest, timedelta())
        return Counts(incident_count, int(claim_count), int(revision_count), age)
