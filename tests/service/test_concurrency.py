"""Several services on one database behave as one."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from unittest.mock import Mock

import pytest
from sqlalchemy.exc import OperationalError

from reconcile import reconcile
from reconcile.model import Incident
from service.store.engine import open_engine
from service.store.records import retractions_in
from service.store.transactions import transact
from tests.service.servers import CLIENT, servers
from tests.service.test_durability import (
    assert_nothing_lost,
    assert_replay_agrees,
    assert_revisions_unbroken,
    opened,
)
from tests.service.test_ledger import _claim
from tests.service.writers import Load

PROCESSES = 2
WRITERS_OF_EACH = 8
CLAIMS_OF_EACH_WRITER = 6


def test_two_services_on_one_incident_lose_and_double_nothing(database_url: str) -> None:
    with opened(database_url) as ledger, servers(database_url, PROCESSES) as running:
        load = Load([ledger.open_incident(Incident(title="انهيار مبنى")).id])
        with ThreadPoolExecutor(PROCESSES * WRITERS_OF_EACH) as pool:
            writing = [
                pool.submit(load.write, [server.url], Event(), at_most=CLAIMS_OF_EACH_WRITER)
                for server in running
                for _ in range(WRITERS_OF_EACH)
            ]
        for writer in writing:
            writer.result()
        (incident,) = load.incidents
        sent = PROCESSES * WRITERS_OF_EACH * CLAIMS_OF_EACH_WRITER
        assert len(load.acknowledged[incident]) == len(ledger.claims(incident)) == sent
        assert_nothing_lost(ledger, load)
        assert_revisions_unbroken(ledger)
        for server in running:
            assert_replay_agrees(ledger, load, server.url)
            listed = CLIENT.get(f"{server.url}/v1/incidents/{incident}/revisions?limit=1000").json()
            assert len(listed["items"]) == len(ledger.revisions(incident))


def test_order_over_all_incidents_is_that_of_the_commits(database_url: str) -> None:
    """A reader that follows while others write sees every position once, in turn."""
    with opened(database_url) as ledger, opened(database_url) as other:
        incidents = [ledger.open_incident(Incident(title=f"حريق {n}")).id for n in range(4)]
        done = Event()

        def follow() -> list[int]:
            seen: list[int] = []
            last_look = False
            while not last_look:
                last_look = done.is_set()
                seen += [r.position for r in other.all_revisions(seen[-1] if seen else 0, 7)]
            return seen + [r.position for r in other.all_revisions(seen[-1], 1_000)]

        def write(incident: str) -> None:
            for low in range(1, 13):
                (ledger if low % 2 else other).record_claims(incident, [_claim(low, low)])

        with ThreadPoolExecutor(5) as pool:
            following = pool.submit(follow)
            list(pool.map(write, incidents))
            done.set()
        assert following.result() == list(range(1, 4 * 12 + 1))
        assert_revisions_unbroken(ledger)


def test_two_ledgers_in_turn_continue_each_others_accounts(database_url: str) -> None:
    with opened(database_url) as one, opened(database_url) as other:
        incident = one.open_incident(Incident(title="انهيار مبنى")).id
        for low in range(1, 13):
            ledger = one if low % 3 else other
            taken = ledger.record_claims(incident, [_claim(low, low)]).claims[0]
            if low % 4 == 0:
                (other if low % 3 else one).retract(incident, taken.id, "خطأ")
        kept = one.claims(incident)
        replayed = reconcile(kept, retractions=retractions_in(kept))
        assert tuple(one.revisions(incident)) == replayed.revisions
        assert one.account(incident).estimates() == replayed.estimates
        assert other.account(incident).estimates() == replayed.estimates


@pytest.mark.parametrize(("sqlstate", "times"), [("40001", 3), ("40P01", 3), ("57P01", 1), (None, 1)])
def test_what_another_transaction_undid_is_done_again(
    database_url: str, sqlstate: str | None, times: int
) -> None:
    """Serialization failures and deadlocks are tried again; a lost connection is not."""
    undone = OperationalError("COMMIT", {}, Mock(spec=Exception, sqlstate=sqlstate))
    tries = iter([undone, undone, None])
    tried: list[object] = []

    def work(connection: object) -> str:
        tried.append(connection)
        if error := next(tries):
            raise error
        return "done"

    engine = open_engine(database_url)
    if times == 1:
        with pytest.raises(OperationalError):
            transact(engine, work)
    else:
        assert transact(engine, work) == "done"
    assert len(tried) == times
    engine.dispose()
