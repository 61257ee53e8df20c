"""The ledger keeps everything, in the order in which it became known."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from reconcile import reconcile
from reconcile.model import Category, Claim, Count, Incident, Qualifier, RecordedClaim, RevisionKind
from service.store import rows
from service.store.engine import is_current, migrate, open_engine
from service.store.ledger import Ledger, NotInLedger
from service.store.records import retractions_in
from tests.properties.strategies import histories

NOW = datetime(2026, 4, 1, tzinfo=UTC)


def _open(url: str) -> Engine:
    engine = open_engine(url)
    migrate(engine)
    return engine


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = _open(database_url)
    yield engine
    engine.dispose()


def _said(claim: RecordedClaim) -> Claim:
    return Claim.model_validate({name: getattr(claim, name) for name in Claim.model_fields})


def _claim(low: int, minute: int = 0) -> Claim:
    count = Count(low=low, high=low, qualifier=Qualifier.EXACT)
    moment = NOW + timedelta(minutes=minute)
    return Claim(category=Category.KILLED, count=count, publisher="صحيفة", published_at=moment)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.data())
def test_the_revisions_kept_are_those_that_a_replay_gives(engine: Engine, data: st.DataObject) -> None:
    history = data.draw(histories(smallest=1, largest=6))
    ledger = Ledger(engine, lambda: NOW)
    incident = ledger.open_incident(Incident(title="انهيار مبنى")).id
    batches = data.draw(st.lists(st.integers(1, 3), min_size=len(history), max_size=len(history)))
    waiting = [_said(claim) for claim in history]
    for size in batches:
        ledger.record_claims(incident, waiting[:size])
        del waiting[:size]
    for claim in data.draw(st.lists(st.sampled_from(ledger.claims(incident)))):
        ledger.retract(incident, claim.id, "withdrawn by its author")
    kept = ledger.claims(incident)
    replayed = reconcile(kept, retractions=retractions_in(kept))
    assert tuple(ledger.revisions(incident)) == replayed.revisions


def test_recorded_at_grows_even_when_the_clock_goes_back(engine: Engine) -> None:
    times = iter([NOW, NOW, NOW - timedelta(hours=1), NOW - timedelta(hours=2), NOW])
    ledger = Ledger(engine, lambda: next(times))
    incident = ledger.open_incident(Incident(title="انهيار مبنى")).id
    first = ledger.record_claims(incident, [_claim(1)]).claims[0]
    second = ledger.record_claims(incident, [_claim(2, 1)]).claims[0]
    retraction, _, _ = ledger.retract(incident, first.id, "a slip")
    third = ledger.record_claims(incident, [_claim(3, 2)]).claims[0]
    moments = [first.recorded_at, second.recorded_at, retraction.recorded_at, third.recorded_at]
    assert moments == sorted(set(moments))


def test_many_writers_lose_and_double_nothing(engine: Engine) -> None:
    ledger = Ledger(engine, lambda: NOW)
    incident = ledger.open_incident(Incident(title="انهيار مبنى")).id
    claims = [_claim(low, low) for low in range(1, 41)]
    with ThreadPoolExecutor(8) as writers:
        list(writers.map(lambda claim: ledger.record_claims(incident, [claim]), claims * 2))
    kept = ledger.claims(incident)
    assert [claim.number for claim in kept] == list(range(1, 41))
    assert {claim.count.low for claim in kept} == set(range(1, 41))
    revisions = ledger.revisions(incident)
    assert [revision.number for revision in revisions] == list(range(1, len(revisions) + 1))
    assert tuple(revisions) == reconcile(kept).revisions


def test_what_was_recorded_is_there_after_a_restart(database_url: str) -> None:
    first = _open(database_url)
    ledger = Ledger(first, lambda: NOW)
    incident = ledger.open_incident(Incident(title="انهيار مبنى", occurred_at=NOW))
    taken = ledger.record_claims(incident.id, [_claim(3)])
    first.dispose()
    second = _open(database_url)
    again = Ledger(second, lambda: NOW)
    assert again.incident(incident.id) == incident
    assert tuple(again.claims(incident.id)) == taken.claims
    assert tuple(again.revisions(incident.id)) == taken.revisions
    second.dispose()


def test_a_transaction_that_fails_leaves_nothing(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(engine, lambda: NOW)
    incident = ledger.open_incident(Incident(title="انهيار مبنى")).id

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(rows, "of_revision", fail)
    with pytest.raises(OSError, match="disk"):
        ledger.record_claims(incident, [_claim(3)])
    monkeypatch.undo()
    assert ledger.claims(incident) == []
    taken = ledger.record_claims(incident, [_claim(3)])
    assert [(r.number, r.kind) for r in taken.revisions] == [(1, RevisionKind.INITIAL)]
    assert [revision.position for revision in ledger.all_revisions(0, 10)] == [1]


def test_what_was_never_recorded_is_named(engine: Engine) -> None:
    ledger = Ledger(engine, lambda: NOW)
    with pytest.raises(NotInLedger, match="no incident 'nowhere'"):
        ledger.claims("nowhere")


def test_every_commit_reaches_the_disk_on_sqlite(tmp_path: Path) -> None:
    engine = _open(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    full = 2
    assert pragmas == {"journal_mode": "wal", "synchronous": full, "foreign_keys": 1}


def test_a_database_without_the_schema_is_not_current(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url)
    assert not is_current(engine)
    migrate(engine)
    assert is_current(engine)
    engine.dispose()
