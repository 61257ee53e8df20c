"""What was acknowledged is there after any crash, exactly once, and what follows from it too."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from reconcile import reconcile
from reconcile.model import Category, Figures, Incident
from service.store.engine import migrate, open_engine
from service.store.ledger import Ledger
from tests.service.postgresql import Cluster
from tests.service.servers import CLIENT, servers, wait_until_ready
from tests.service.writers import Load

PROCESSES = 2
WRITERS = 6
SQLITE_ROUNDS = 13
POSTGRESQL_ROUNDS = 12
"""2 × 13 and 2 × 12 services killed: 50 in all."""
CRASHES = 32
"""Of the database, besides."""


@contextmanager
def opened(database_url: str) -> Iterator[Ledger]:
    """The ledger itself, beside the services that use it."""
    engine = open_engine(database_url)
    migrate(engine)
    yield Ledger(engine, lambda: datetime.now(UTC))
    engine.dispose()


def new_load(database_url: str) -> Load:
    with opened(database_url) as ledger:
        return Load([ledger.open_incident(Incident(title=title)).id for title in ("حريق", "انهيار")])


def assert_nothing_lost(ledger: Ledger, load: Load) -> None:
    for incident, acknowledged in load.acknowledged.items():
        kept = ledger.claims(incident)
        assert [claim.number for claim in kept] == list(range(1, len(kept) + 1))
        moments = [claim.recorded_at for claim in kept]
        assert moments == sorted(set(moments))
        ids = [claim.id for claim in kept]
        assert len(set(ids)) == len(ids)
        assert set(acknowledged) <= set(ids)


def assert_revisions_unbroken(ledger: Ledger) -> None:
    placed = ledger.all_revisions(0, 1_000_000)
    assert [revision.position for revision in placed] == list(range(1, len(placed) + 1))
    last: dict[tuple[str, Category], Figures] = {}
    numbers: dict[str, int] = {}
    for revision in placed:
        numbers[revision.incident_id] = numbers.get(revision.incident_id, 0) + 1
        assert revision.number == numbers[revision.incident_id]
        place = (revision.incident_id, revision.category)
        assert revision.before == last.get(place)
        last[place] = revision.after


def assert_replay_agrees(ledger: Ledger, load: Load, address: str) -> None:
    for incident in load.incidents:
        assert len(load.acknowledged[incident]) > WRITERS, "there was something to lose"
        replayed = reconcile(ledger.claims(incident))
        assert tuple(ledger.revisions(incident)) == replayed.revisions
        answer = CLIENT.get(f"{address}/v1/incidents/{incident}/estimate").json()
        expected = {c.value: e.model_dump(mode="json") for c, e in replayed.estimates.items()}
        assert answer["estimates"] == expected


def kill_services(database_url: str, rounds: int) -> None:
    """Load two services, kill each at a moment of its own, start them again, and look; many times."""
    load = new_load(database_url)
    with opened(database_url) as ledger:
        for _ in range(rounds):
            with servers(database_url, PROCESSES) as running:
                load.send_again(running[0].url)
                with load.writing([server.url for server in running], WRITERS):
                    for server in running:
                        time.sleep(random.uniform(0.02, 0.3))
                        server.kill()
            assert_nothing_lost(ledger, load)
            assert_revisions_unbroken(ledger)
        with servers(database_url, 1) as [server]:
            load.send_again(server.url)
            assert_nothing_lost(ledger, load)
            assert_replay_agrees(ledger, load, server.url)


def test_services_killed_on_sqlite_lose_nothing(tmp_path: Path) -> None:
    kill_services(f"sqlite:///{tmp_path / 'ledger.sqlite'}", SQLITE_ROUNDS)


def test_services_killed_on_postgresql_lose_nothing(durable_postgresql: Cluster) -> None:
    with durable_postgresql.database() as url:
        kill_services(url, POSTGRESQL_ROUNDS)


def test_a_database_that_crashes_loses_nothing_and_is_found_again(durable_postgresql: Cluster) -> None:
    with durable_postgresql.database() as url:
        load = new_load(url)
        with opened(url) as ledger, servers(url, PROCESSES) as running:
            addresses = [server.url for server in running]
            for crash in range(CRASHES):
                with load.writing(addresses, WRITERS):
                    time.sleep(random.uniform(0.05, 0.3))
                    if crash % 8:
                        durable_postgresql.kill_a_connection()
                    else:
                        durable_postgresql.crash()
                        durable_postgresql.start()
                for address in addresses:
                    wait_until_ready(address)
                load.send_again(addresses[0])
                assert_nothing_lost(ledger, load)
                assert_revisions_unbroken(ledger)
            assert_replay_agrees(ledger, load, addresses[1])
