"""The migrations make the tables that the code expects, and lose nothing on the way."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, select, text

from reconcile.model import Attribution, Category, Claim, Count, Incident, Qualifier
from service.store.descriptions import IncidentSearch
from service.store.engine import configuration, is_current, migrate, open_engine
from service.store.ledger import Ledger
from service.store.rows import ClaimSearch
from service.store.tables import metadata
from service.store.tables import revisions as placed

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
SCHEMAS = [script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()]

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def engine(empty_database_url: str) -> Iterator[Engine]:
    engine = open_engine(empty_database_url)
    yield engine
    engine.dispose()


def test_the_newest_schema_is_the_one_in_tables_py(engine: Engine) -> None:
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    migrate(engine)
    migrate(engine)
    assert is_current(engine)


def test_processes_that_start_together_migrate_once(empty_database_url: str) -> None:
    engines = [open_engine(empty_database_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as starting:
        list(starting.map(migrate, engines))
    assert all(is_current(engine) for engine in engines)
    for engine in engines:
        engine.dispose()


def _rows(engine: Engine) -> dict[str, list[dict[str, object]]]:
    """Return every row of every table, as the database has it."""
    found = MetaData()
    with engine.connect() as connection:
        found.reflect(connection)
        return {
            table.name: sorted(
                (dict(row._mapping) for row in connection.execute(select(table))),
                key=lambda row: str(sorted(row.items(), key=str)),
            )
            for table in found.sorted_tables
        }


def _claim(low: int) -> Claim:
    count = Count(low=low, high=low, qualifier=Qualifier.EXACT)
    return Claim(category=Category.KILLED, count=count, publisher="صحيفة", published_at=START)


def _body(value: Claim | Incident) -> object:
    return value.model_dump(mode="json", exclude_none=True)


def _fill_first_schema(engine: Engine) -> None:
    """Two incidents, of two claims each, recorded in turn; the second claim of each taken back."""
    moments = [START + timedelta(minutes=minute) for minute in range(6)]
    said = [
        {
            "incident_id": incident,
            "number": number,
            "id": f"{incident}-claim-{number}",
            "report_id": "r" if number == 1 else None,
            "recorded_at": moments[2 * number - 2 + place],
            "body": _body(_claim(number)),
        }
        for number in (1, 2)
        for place, incident in enumerate("ba")
    ]
    revised = [
        {**{key: claim[key] for key in ("incident_id", "number", "recorded_at")}, "body": {}}
        for claim in said
    ]
    revised.append({**revised[-1], "number": 3})  # two revisions of one moment
    tables = {
        "incidents": [
            {"number": number, "id": id_, "recorded_at": START, "body": _body(Incident(title=id_))}
            for number, id_ in ((1, "b"), (2, "a"))
        ],
        "reports": [
            {"incident_id": id_, "id": "r", "recorded_at": START, "text": "نص", "body": {}}
            for id_ in "ba"
        ],
        "claims": said,
        "report_claims": [{"incident_id": id_, "report_id": "r", "claim_number": 1} for id_ in "ba"],
        "retractions": [
            {
                "incident_id": c["incident_id"],
                "claim_id": c["id"],
                "recorded_at": moments[5],
                "reason": "خطأ",
            }
            for c in said[2:]
        ],
        "revisions": revised,
    }
    schema = MetaData()
    with engine.execution_options(writes=True).begin() as connection:
        schema.reflect(connection)
        for name, values in tables.items():
            connection.execute(schema.tables[name].insert(), values)


@pytest.mark.parametrize("between", SCHEMAS)
def test_every_schema_comes_to_the_newest_with_all_its_rows(engine: Engine, between: str) -> None:
    migrate(engine, "0001")
    _fill_first_schema(engine)
    before = _rows(engine)
    migrate(engine, between)
    migrate(engine)
    assert is_current(engine)
    after = _rows(engine)
    for name in before.keys() - {"alembic_version"}:
        kept = [{key: row[key] for key in before[name][0]} for row in after[name]]
        assert sorted(kept, key=str) == sorted(before[name], key=str)


def test_revisions_get_their_positions_in_the_order_in_which_they_were_recorded(engine: Engine) -> None:
    migrate(engine, "0001")
    _fill_first_schema(engine)
    migrate(engine)
    with engine.connect() as connection:
        order = select(placed.c.position, placed.c.incident_id, placed.c.number)
        found = [tuple(row) for row in connection.execute(order.order_by(placed.c.position))]
    assert found == [(1, "b", 1), (2, "a", 1), (3, "b", 2), (4, "a", 2), (5, "a", 3)]


def test_an_upgraded_ledger_goes_on(engine: Engine) -> None:
    migrate(engine, "0001")
    _fill_first_schema(engine)
    migrate(engine)
    ledger = Ledger(engine, lambda: START)
    assert ledger.open_incident(Incident(title="حريق سوق")).number == 3
    taken = ledger.record_claims("a", [_claim(7)])
    assert taken.claims[0].number == 3
    assert taken.claims[0].recorded_at > START + timedelta(minutes=5)
    assert [revision.number for revision in taken.revisions] == [4]
    assert [revision.position for revision in ledger.all_revisions(5, 10)] == [6]
    first = ledger.claims("a")[0]
    ledger.retract("a", first.id, "خطأ")
    assert [claim.retraction is None for claim in ledger.claims("a")] == [False, False, True]


def test_claims_of_the_first_schema_are_found_by_what_they_say(engine: Engine) -> None:
    migrate(engine, "0001")
    _fill_first_schema(engine)
    attributed = _body(_claim(3).model_copy(update={"attribution": Attribution(source="الدفاع المدني")}))
    with engine.execution_options(writes=True).begin() as connection:
        changed = text("UPDATE claims SET body = :body WHERE incident_id = 'a' AND number = 2")
        connection.execute(changed, {"body": json.dumps(attributed)})
    migrate(engine)
    ledger = Ledger(engine, lambda: START)
    assert sorted(ledger.speakers("a")) == sorted(["صحيفة", "الدفاع المدني"])

    def found(**wanted: Any) -> list[int]:
        return [claim.number for claim in ledger.claims("a", wanted=ClaimSearch(**wanted))]

    assert found(category=Category.KILLED) == [1, 2]
    assert found(category=Category.INJURED) == []
    assert found(speakers=["الدفاع المدني"]) == [2]
    assert found(speakers=["صحيفة"], retracted=False) == [1]
    assert found(report_id="r") == [1]
    assert found(retracted=True) == [2]


def test_what_the_first_schema_held_is_described_and_found_in_the_newest(engine: Engine) -> None:
    migrate(engine, "0001")
    body = {"title": "إنهيار مبنى", "place": "الرمانة", "occurred_at": "2026-03-01T09:10:00+03:00"}
    rows = [
        {"id": "a", "recorded_at": START.isoformat(), "body": json.dumps(body)},
        {"id": "b", "recorded_at": START.isoformat(), "body": json.dumps({"title": "another"})},
    ]
    with engine.execution_options(writes=True).begin() as connection:
        statement = "INSERT INTO incidents (id, recorded_at, body) VALUES (:id, :recorded_at, :body)"
        connection.execute(text(statement), rows)
    migrate(engine)
    ledger = Ledger(engine, lambda: START)
    first, second = ledger.incidents(0, 10)
    assert (first.title, first.place, first.version) == ("إنهيار مبنى", "الرمانة", 1)
    assert first.occurred_at == datetime.fromisoformat("2026-03-01T09:10:00+03:00")
    assert (second.title, second.registry_version, second.external_ids) == ("another", 0, ())
    assert ledger.incidents(0, 10, IncidentSearch(words="انهيار الرمانه")) == [first]
    until = IncidentSearch(occurred_until=datetime.fromisoformat("2026-03-01T06:11:00Z"))
    assert ledger.incidents(0, 10, until) == [first]
