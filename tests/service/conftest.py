"""A service on a fresh ledger, with a clock that tests set."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.settings import Settings

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


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


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database_url=f"sqlite:///{tmp_path / 'ledger.sqlite'}", max_text_characters=5_000)


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
