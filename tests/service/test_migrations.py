"""The migrations make the tables that the code expects."""

import json
from datetime import UTC, datetime
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from service.store.descriptions import IncidentSearch
from service.store.engine import migrate, open_engine
from service.store.ledger import Ledger
from service.store.tables import metadata

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def test_the_newest_schema_is_the_one_in_tables_py(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    migrate(engine)
    migrate(engine)
    with engine.connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == "0004_registry"


def test_what_the_first_schema_held_is_described_and_found_in_the_newest(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    migrate(engine, "0001")
    body = {"title": "إنهيار مبنى", "place": "الرمانة", "occurred_at": "2026-03-01T09:10:00+03:00"}
    rows = [
        {"id": "a", "recorded_at": NOW.isoformat(), "body": json.dumps(body)},
        {"id": "b", "recorded_at": NOW.isoformat(), "body": json.dumps({"title": "another"})},
    ]
    with engine.execution_options(writes=True).begin() as connection:
        statement = "INSERT INTO incidents (id, recorded_at, body) VALUES (:id, :recorded_at, :body)"
        connection.execute(text(statement), rows)
    migrate(engine)
    ledger = Ledger(engine, lambda: NOW)
    first, second = ledger.incidents(0, 10)
    assert (first.title, first.place, first.version) == ("إنهيار مبنى", "الرمانة", 1)
    assert first.occurred_at == datetime.fromisoformat("2026-03-01T09:10:00+03:00")
    assert (second.title, second.registry_version, second.external_ids) == ("another", 0, ())
    assert ledger.incidents(0, 10, IncidentSearch(words="انهيار الرمانه")) == [first]
    until = IncidentSearch(occurred_until=datetime.fromisoformat("2026-03-01T06:11:00Z"))
    assert ledger.incidents(0, 10, until) == [first]
