"""A service on a fresh ledger of either database, with a clock that tests set."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.settings import Settings
from service.store.engine import migrate, open_engine
from service.store.ledger import Ledger
from tests.service.postgresql import EMPTY, HOW_TO_GET_IT, MIGRATED, Cluster, binaries

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
AFTERWARDS = datetime(2026, 4, 1, tzinfo=UTC)
"""After all that the archives and histories of the tests speak of."""


class SetClock:
    """A clock that stands still until it is told to move."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **parts: float) -> datetime:
        """Move on, by `minutes=…` and the like; return the new time."""
        self.now += timedelta(**parts)
        return self.now


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A PostgreSQL of the tests' own; without the programs, the tests that want it skip."""
    yield from _cluster(durable=False)


@pytest.fixture(scope="session")
def durable_postgresql() -> Iterator[Cluster]:
    """One whose commits reach the disk, as those of an operator's do."""
    yield from _cluster(durable=True)


def _cluster(*, durable: bool) -> Iterator[Cluster]:
    programs = binaries()
    if programs is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(HOW_TO_GET_IT)
    cluster = Cluster(programs, durable=durable)
    yield cluster
    cluster.close()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of the newest schema, to be copied: that takes less than to migrate anew."""
    path = tmp_path_factory.mktemp("template") / "ledger.sqlite"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database of the newest schema: every test that asks for it runs on both."""
    yield from _fresh(request, tmp_path, MIGRATED)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables, on both."""
    yield from _fresh(request, tmp_path, EMPTY)


def _fresh(request: pytest.FixtureRequest, tmp_path: Path, template: str) -> Iterator[str]:
    if request.param == "sqlite":
        path = tmp_path / "ledger.sqlite"
        if template == MIGRATED:
            shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path}"
        return
    cluster: Cluster = request.getfixturevalue("postgresql")
    with cluster.database(template) as url:
        yield url


@pytest.fixture
def ledger(database_url: str) -> Iterator[Ledger]:
    engine = open_engine(database_url)
    yield Ledger(engine, lambda: AFTERWARDS)
    engine.dispose()


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(database_url=database_url, max_text_characters=5_000)


@pytest.fixture
def client(settings: Settings, clock: SetClock) -> Iterator[TestClient]:
    with TestClient(create_app(settings, clock), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def incident(client: TestClient) -> str:
    """The path of a fresh incident."""
    answer = client.post("/v1/incidents", json={"title": "انهيار مبنى في الرمانة"})
    assert answer.status_code == 201
    return answer.headers["Location"]


REPORT = {
    "text": "أعلن الدفاع المدني مقتل ثلاثة أشخاص وإصابة ما لا يقل عن ١٢ في انهيار مبنى.",
    "publisher": "صحيفة الضفة",
    "published_at": "2026-03-01T09:40:00+03:00",
}


def claim(low: int = 3, **changes: Any) -> dict[str, Any]:  # any JSON value may be sent
    """A structured claim as a client sends it."""
    return {
        "category": "killed",
        "count": {"low": low, "high": low, "qualifier": "exact"},
        "attribution": {"source": "وزارة الصحة"},
        "publisher": "صحيفة الضفة",
        "published_at": "2026-03-01T10:00:00Z",
    } | changes
