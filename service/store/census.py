"""How much the ledger holds, and how fresh it is: counted from indexes, not row by row."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine, ScalarSelect, func, select

from service.store.ledger import Clock
from service.store.tables import claims, incidents, revisions


@dataclass(frozen=True, slots=True)
class Counts:
    """What the ledger holds; `newest_claim_age` is None while it holds no claim."""

    incidents: int
    claims: int
    revisions: int
    newest_claim_age: timedelta | None


def _claims_of_incident() -> ScalarSelect[int]:
    """Return how many claims an incident has: they are numbered from 1 without gaps."""
    return (
        select(func.max(claims.c.number))
        .where(claims.c.incident_id == incidents.c.id)
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
            func.coalesce(func.sum(_claims_of_incident()), 0),
        ).select_from(incidents)
        with self._engine.connect() as connection:
            incident_count, claim_count = connection.execute(sizes).one()
            revision_count = connection.scalar(select(func.max(revisions.c.position))) or 0
            newest = connection.scalar(select(func.max(claims.c.recorded_at)))
        age = None if newest is None else max(self._clock() - newest, timedelta())
        return Counts(incident_count, int(claim_count), int(revision_count), age)
