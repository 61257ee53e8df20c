"""A request repeated with its Idempotency-Key is answered as the first time, even over a crash."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from reconcile.model import Incident
from service.app import create_app
from service.settings import Settings
from service.store.engine import migrate, open_engine
from service.store.idempotency import Answer, Attempt, Idempotency, Refusal
from service.store.ledger import Ledger
from service.store.scopes import Scope
from tests.service.conftest import REPORT, SetClock, claim
from tests.service.servers import running
from tests.service.test_errors import assert_problem
from tests.service.test_keys import bearer

TITLE = {"title": "انهيار مبنى في الرمانة"}
KEY = {"Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}


def titles(client: TestClient) -> list[str]:
    return [item["title"] for item in client.get("/v1/incidents").json()["items"]]


def test_an_incident_is_opened_once(client: TestClient) -> None:
    first, again = (client.post("/v1/incidents", json=TITLE, headers=KEY) for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert again.content == first.content
    for header in ("Location", "Content-Type"):
        assert again.headers[header] == first.headers[header]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert len(titles(client)) == 1


def test_without_a_key_the_same_words_open_another_incident(client: TestClient) -> None:
    for _ in range(2):
        client.post("/v1/incidents", json=TITLE)
    assert len(titles(client)) == 2


POSTS = [("/reports", REPORT), ("/claims", claim())]


@pytest.mark.parametrize(("path", "body"), POSTS, ids=["reports", "claims"])
def test_what_is_said_again_is_answered_as_new(
    client: TestClient, incident: str, path: str, body: dict[str, Any]
) -> None:
    first, again = (client.post(incident + path, json=body, headers=KEY) for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert again.content == first.content


def test_every_post_of_the_contract_takes_a_key(client: TestClient, incident: str) -> None:
    client.post(f"{incident}/claims", json=claim())
    known = client.get(f"{incident}/claims").json()["items"][0]["id"]
    posts = {
        "/v1/extract": {"text": REPORT["text"]},
        "/v1/reconcile": {"claims": [claim()]},
        "/v1/incidents": TITLE,
        "/v1/incidents/{incident_id}/reports": REPORT,
        "/v1/incidents/{incident_id}/claims": claim(5),
        "/v1/incidents/{incident_id}/claims/{claim_id}/correction": {
            "reason": "a slip",
            "claim": claim(9),
        },
        "/v1/incidents/{incident_id}/claims/{claim_id}/retraction": {"reason": "a slip"},
    }
    contract = client.get("/openapi.json").json()["paths"]
    for path, operations in contract.items():
        if "post" in operations:
            names = [parameter["name"] for parameter in operations["post"]["parameters"]]
            assert "Idempotency-Key" in names, path
    for path, body in posts.items():
        url = path.replace("/v1/incidents/{incident_id}", incident).replace("{claim_id}", known)
        first, again = (client.post(url, json=body, headers=KEY) for _ in range(2))
        assert first.is_success
        assert (again.status_code, again.content) == (first.status_code, first.content)
        assert again.headers["Idempotency-Replayed"] == "true"


def test_a_refusal_is_repeated_too(client: TestClient, incident: str) -> None:
    bad = claim(publisher="")
    first, again = (client.post(f"{incident}/claims", json=bad, headers=KEY) for _ in range(2))
    assert_problem(first, 422, "invalid-input")
    assert again.content == first.content


def test_another_body_with_the_same_key_is_refused(client: TestClient) -> None:
    client.post("/v1/incidents", json=TITLE, headers=KEY)
    answer = client.post("/v1/incidents", json={"title": "حريق"}, headers=KEY)
    problem = assert_problem(answer, 422, "idempotency-key-reused")
    assert problem["errors"][0]["parameter"] == "Idempotency-Key"
    assert titles(client) == [TITLE["title"]]


def test_a_condition_that_was_not_met_is_not_met_anew_under_its_key(
    client: TestClient, incident: str
) -> None:
    path = client.post(f"{incident}/claims", json=claim()).headers["Location"]
    tag = client.get(path).headers["ETag"]
    body = {"reason": "a slip"}
    for match, status in (('"old"', 412), ('"old"', 412), (tag, 422), (None, 422)):
        headers = {"Idempotency-Key": "once"} | ({"If-Match": match} if match else {})
        answer = client.post(f"{path}/retraction", json=body, headers=headers)
        kind = "precondition-failed" if status == 412 else "idempotency-key-reused"
        assert_problem(answer, status, kind)
    assert client.get(path).json()["retraction"] is None


def test_a_key_means_another_request_at_another_path(client: TestClient) -> None:
    one, two = (client.post("/v1/incidents", json=TITLE).headers["Location"] for _ in range(2))
    for path in (one, two):
        answer = client.post(f"{path}/claims", json=claim(), headers=KEY)
        assert "Idempotency-Replayed" not in answer.headers
        assert len(client.get(f"{path}/claims").json()["items"]) == 1


def test_a_key_means_another_request_of_another_caller(client: TestClient) -> None:
    keys = client.app.state.service.keys  # type: ignore[attr-defined]
    for name in ("one", "two"):
        key = bearer(keys.create(name, Scope.WRITE)[1])
        answer = client.post("/v1/incidents", json=TITLE, headers=KEY | key)
        assert answer.status_code == 201
        assert "Idempotency-Replayed" not in answer.headers


@pytest.mark.parametrize("key", ["", "a b", "ü", "x" * 256])
def test_what_is_no_key_is_refused(client: TestClient, key: str) -> None:
    headers = [(b"Idempotency-Key", key.encode())]
    answer = client.post("/v1/incidents", json=TITLE, headers=headers)
    problem = assert_problem(answer, 422, "invalid-input")
    assert problem["errors"][0]["parameter"] == "Idempotency-Key"
    assert titles(client) == []


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/docs", "/nowhere"])
def test_a_key_where_nothing_is_posted_is_as_good_as_none(client: TestClient, path: str) -> None:
    with_key, without = client.post(path, headers=KEY), client.post(path)
    assert with_key.status_code == without.status_code
    assert with_key.content == without.content


def test_what_is_no_key_is_refused_with_lines_too(client: TestClient, incident: str) -> None:
    headers = {"Idempotency-Key": "a b", "Content-Type": "application/x-ndjson"}
    answer = client.post(f"{incident}/claims", content=json.dumps(claim()), headers=headers)
    assert_problem(answer, 422, "invalid-input")
    assert client.get(f"{incident}/claims").json()["items"] == []


def test_an_answer_is_kept_for_its_time_and_over_a_restart(settings: Settings, clock: SetClock) -> None:
    found = []
    for forward in (0, settings.idempotency_keep_seconds - 1, 1):
        clock.forward(seconds=forward)
        with TestClient(create_app(settings, clock)) as client:
            found.append(client.post("/v1/incidents", json=TITLE, headers=KEY).json()["id"])
    assert found[0] == found[1]
    assert found[1] != found[2]


def test_a_repetition_while_the_first_is_served_waits(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    opened = Ledger.open_incident

    def slowly(self: Ledger, *given: Any) -> Any:
        begun.set()
        assert go_on.wait(30)
        return opened(self, *given)

    monkeypatch.setattr(Ledger, "open_incident", slowly)
    first: list[httpx2.Response] = []
    thread = threading.Thread(
        target=lambda: first.append(client.post("/v1/incidents", json=TITLE, headers=KEY))
    )
    thread.start()
    assert begun.wait(30)
    answer = client.post("/v1/incidents", json=TITLE, headers=KEY)
    assert_problem(answer, 409, "request-underway")
    assert int(answer.headers["Retry-After"]) >= 1
    go_on.set()
    thread.join(30)
    assert first[0].status_code == 201
    assert client.post("/v1/incidents", json=TITLE, headers=KEY).content == first[0].content


def test_a_failure_of_ours_is_tried_again_and_opens_no_second_incident(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Ledger.open_incident

    def fail_late(self: Ledger, *given: Any) -> Any:
        opened(self, *given)
        raise RuntimeError("after the commit")

    with monkeypatch.context() as failing:
        failing.setattr(Ledger, "open_incident", fail_late)
        assert_problem(client.post("/v1/incidents", json=TITLE, headers=KEY), 500, "internal")
    answer = client.post("/v1/incidents", json=TITLE, headers=KEY)
    assert answer.status_code == 201
    assert len(titles(client)) == 1


KILLED_BEFORE_THE_ANSWER_IS_KEPT = """
import os
from service.cli import app
from service.store.idempotency import Idempotency
Idempotency.finish = lambda *_: os._exit(9)
app()
"""


@pytest.mark.parametrize("what", ["incident", "report"])
def test_a_crash_between_fact_and_answer_records_nothing_twice(tmp_path: Path, what: str) -> None:
    """The process dies when the fact is committed and the answer isn't kept; the client asks again."""
    with running(tmp_path) as service:
        path = httpx2.post(f"{service.url}/v1/incidents", json=TITLE).headers["Location"]
    path, body = ("/v1/incidents", TITLE) if what == "incident" else (f"{path}/reports", REPORT)
    dying = running(tmp_path, KILLED_BEFORE_THE_ANSWER_IS_KEPT, idempotency_hold_seconds=1)
    with dying as service:
        with pytest.raises(httpx2.TransportError):
            httpx2.post(service.url + path, json=body, headers=KEY)
        assert service.ended() == 9
    with running(tmp_path) as service:
        before = recorded(service.url)
        answer = httpx2.post(service.url + path, json=body, headers=KEY)
        while answer.status_code == 409:  # the first counts as being served, for a second
            time.sleep(0.2)
            answer = httpx2.post(service.url + path, json=body, headers=KEY)
        assert answer.is_success
        assert recorded(service.url) == before
        assert before[path.removeprefix("/v1/incidents")] > 1


def recorded(url: str) -> dict[str, int]:
    """How much there is: incidents, and claims of the first."""
    incidents = httpx2.get(f"{url}/v1/incidents").json()["items"]
    reports = f"/{incidents[0]['id']}/reports"
    claims = httpx2.get(f"{url}/v1/incidents/{incidents[0]['id']}/claims").json()["items"]
    return {"": len(incidents), reports: len(claims)}


@pytest.fixture
def store(settings: Settings, clock: SetClock) -> Iterator[Callable[[], Idempotency]]:
    engine = open_engine(settings.database_url)
    migrate(engine)
    yield lambda: Idempotency(engine, clock, keep=timedelta(hours=24), hold=timedelta(seconds=60))
    engine.dispose()


def test_a_request_that_never_got_an_answer_is_taken_over_with_its_reserved_id(
    store: Callable[[], Idempotency], clock: SetClock
) -> None:
    first = store().begin("request", "body")
    assert isinstance(first, Attempt)
    clock.forward(seconds=59)
    assert store().begin("request", "body") is Refusal.UNDERWAY
    clock.forward(seconds=1)
    second = store().begin("request", "body")
    assert isinstance(second, Attempt)
    assert second.reserved_id == first.reserved_id
    assert store().begin("request", "body") is Refusal.UNDERWAY


def test_who_was_taken_over_from_keeps_no_answer(
    store: Callable[[], Idempotency], clock: SetClock
) -> None:
    first = store().begin("request", "body")
    clock.forward(seconds=60)
    second = store().begin("request", "body")
    assert isinstance(first, Attempt)
    assert isinstance(second, Attempt)
    store().finish(first, Answer(500, [], b"late"))
    store().give_up(first)
    assert store().begin("request", "body") is Refusal.UNDERWAY
    store().finish(second, Answer(201, [("a", "b")], b"done"))
    assert store().begin("request", "body") == Answer(201, [("a", "b")], b"done")


def test_an_id_reserved_opens_one_incident(settings: Settings, clock: SetClock) -> None:
    engine = open_engine(settings.database_url)
    migrate(engine)
    ledger = Ledger(engine, clock)
    opened = [ledger.open_incident(Incident(title="حريق"), "reserved") for _ in range(2)]
    assert opened[0] == opened[1]
    assert len(ledger.incidents(0, 10)) == 1
    engine.dispose()
