"""Every request has an id and one line in the log, and nothing of what it says is in it."""

import logging
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from service.settings import Settings
from service.store.engine import migrate, open_engine
from service.store.ledger import Ledger
from service.store.tables import reports
from tests.service.conftest import REPORT, claim
from tests.service.servers import running


@pytest.mark.parametrize("given", ["abc-123", "0af7651916cd43dd8448eb211c80319c", "a" * 128])
def test_a_sane_request_id_comes_back(client: TestClient, given: str) -> None:
    assert client.get("/healthz", headers={"X-Request-Id": given}).headers["X-Request-Id"] == given


@pytest.mark.parametrize("given", ["", "a b", "a" * 129, '"}{', "ü"])
def test_any_other_is_replaced(client: TestClient, given: str) -> None:
    answers = [client.get("/healthz", headers=[(b"X-Request-Id", given.encode())]) for _ in range(2)]
    made = [answer.headers["X-Request-Id"] for answer in answers]
    assert given not in made
    assert made[0] != made[1]


@pytest.mark.parametrize("path", ["/nowhere", "/v1/incidents?limit=0", "/docs/assets/favicon.png"])
def test_every_answer_has_an_id(client: TestClient, path: str) -> None:
    assert client.get(path).headers["X-Request-Id"]


def test_a_failure_has_an_id_too(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ledger, "incidents", lambda *_: 1 / 0)
    answer = client.get("/v1/incidents", headers={"X-Request-Id": "abc"})
    assert (answer.status_code, answer.headers["X-Request-Id"]) == (500, "abc")


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("", "/v1/incidents/{incident_id}"),
        ("/claims?limit=1", "/v1/incidents/{incident_id}/claims"),
        ("/nothing", "none"),
    ],
)
def test_the_line_names_the_template_and_no_path(
    client: TestClient, incident: str, caplog: pytest.LogCaptureFixture, path: str, route: str
) -> None:
    with caplog.at_level(logging.INFO, "hasila"):
        status = client.get(incident + path).status_code
    (line,) = [record for record in caplog.records if record.name == "hasila"]
    told = vars(line)
    assert (told["method"], told["route"], told["status"], told["key"]) == ("GET", route, status, None)
    assert told["duration_ms"] >= 0


def test_the_log_is_json_lines_that_hold_no_text(tmp_path: Path) -> None:
    with running(tmp_path) as service:
        opened = httpx2.post(f"{service.url}/v1/incidents", json={"title": "عنوان سري"})
        path = service.url + opened.headers["Location"]
        ids = {"X-Request-Id": "the-report"}
        assert httpx2.post(f"{path}/reports", json=REPORT, headers=ids).status_code == 201
        assert httpx2.post(f"{path}/claims", json=claim(publisher="")).status_code == 422
        service.stop()
        lines = service.log()
    requests = [line for line in lines if line["event"] == "request"]
    assert [(line["method"], line["route"], line["status"]) for line in requests] == [
        ("POST", "/v1/incidents", 201),
        ("POST", "/v1/incidents/{incident_id}/reports", 201),
        ("POST", "/v1/incidents/{incident_id}/claims", 422),
    ]
    assert requests[1]["request_id"] == "the-report"
    for line in requests:
        assert {"timestamp", "level", "logger", "request_id", "duration_ms", "key"} <= set(line)
    written = (tmp_path / "log").read_text(encoding="utf-8")
    for word in ("سري", "الدفاع", "الضفة"):
        assert word not in written


BROKEN = """
from service.cli import app
from service.store.ledger import Ledger
from service.store.tables import reports
Ledger.incidents = lambda *_: 1 / 0
app()
"""


def test_a_failure_is_one_line_with_its_reason_and_id(tmp_path: Path) -> None:
    with running(tmp_path, BROKEN) as service:
        answer = httpx2.get(f"{service.url}/v1/incidents", headers={"X-Request-Id": "abc"})
        assert answer.status_code == 500
        service.stop()
        (failure,) = [line for line in service.log() if line["event"] == "request failed"]
    assert failure["request_id"] == "abc"
    assert "ZeroDivisionError" in failure["exception"]


def test_text_is_readable_where_it_is_asked_for(tmp_path: Path) -> None:
    with running(tmp_path, log_format="text", log_level="debug") as service:
        httpx2.get(f"{service.url}/healthz")
        service.stop()
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert "/healthz" in log
    assert not log.startswith("{")


def test_an_error_of_the_database_quotes_nothing_that_was_to_be_stored(settings: Settings) -> None:
    engine = open_engine(settings.database_url)
    migrate(engine)
    row = {"incident_id": "none", "id": "1", "text": "سري"}
    with engine.connect() as connection, pytest.raises(IntegrityError) as error:
        connection.execute(insert(reports).values(row))
    engine.dispose()
    assert "سري" not in f"{error.value} {error.value.orig}"
