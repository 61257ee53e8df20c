"""Alive is one question, ready another."""

from fastapi.testclient import TestClient
from sqlalchemy import text

from service.store.engine import open_engine
from tests.service.test_errors import assert_problem


def test_a_service_with_its_ledger_is_ready(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ok"}


def test_an_older_schema_is_not_ready(client: TestClient, database_url: str) -> None:
    engine = open_engine(database_url)
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    engine.dispose()
    assert_problem(client.get("/readyz"), 503, "not-ready")
    assert client.get("/healthz").status_code == 200
