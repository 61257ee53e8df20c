"""Recording one claim durably, against one bare insert that is committed, on the same database.

Both wait for the disk. The ledger is filled before; a claim must not cost more when there are more.
"""

import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import perf_counter

from sqlalchemy import Engine, text

from bench.reconciliation import rows
from reconcile.model import Claim, Incident
from service.store.engine import migrate, open_engine
from service.store.ledger import Ledger
from tests.service.postgresql import EMPTY, Cluster, binaries

_SIZES = (100, 3_000)
_MEASURED = 100


def _claims(size: int) -> list[Claim]:
    said = rows(size, 100)
    return [Claim.model_validate({k: v for k, v in row.items() if k != "recorded_at"}) for row in said]


def _in_turn(*works: Callable[[], object]) -> list[float]:
    """Return the median of the seconds that a call of each takes, called in turn."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(_MEASURED):
        for work, taken in zip(works, times, strict=True):
            start = perf_counter()
            work()
            taken.append(perf_counter() - start)
    return [sorted(taken)[_MEASURED // 2] for taken in times]


def _bare_insert(engine: Engine) -> Callable[[], None]:
    writer = engine.execution_options(writes=True)
    with writer.begin() as connection:
        connection.execute(text("CREATE TABLE bare (number INTEGER PRIMARY KEY, body TEXT)"))
    numbers = count(1)

    def insert() -> None:
        with writer.begin() as connection:
            row = {"number": next(numbers), "body": "x" * 500}
            connection.execute(text("INSERT INTO bare VALUES (:number, :body)"), row)

    return insert


def _measure(name: str, url: str) -> None:
    engine = open_engine(url)
    migrate(engine)
    insert = _bare_insert(engine)
    ledger = Ledger(engine, lambda: datetime.now(UTC))
    for size in _SIZES:
        claims = _claims(size + _MEASURED)
        incident = ledger.open_incident(Incident(title="حريق سوق")).id
        for start in range(0, size, 20):
            ledger.record_claims(incident, claims[start : min(size, start + 20)])
        waiting: Iterator[Claim] = iter(claims[size:])
        record = lambda: ledger.record_claims(incident, [next(waiting)])  # noqa: B023, E731 - called here
        bare, taken = _in_turn(insert, record)
        print(
            f"recording a claim on {name} after {size:,} others: {taken / bare:.1f} times a bare insert"
            f" ({1e3 * taken:.1f} ms here)"
        )
    engine.dispose()


def main() -> None:
    """Print the ratios, for PostgreSQL where its programs are."""
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", f"sqlite:///{Path(folder) / 'ledger.sqlite'}")
    if programs := binaries():
        cluster = Cluster(programs)
        with cluster.database(EMPTY) as url:
            _measure("PostgreSQL", url)
        cluster.close()
