"""Many claims in one request: a result a row, streamed, and a bad row loses no good one."""

import http.client
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.settings import Settings
from service.store.ledger import Ledger
from tests.service.conftest import SetClock, claim
from tests.service.servers import in_a_thread
from tests.service.test_errors import assert_problem

LINES = {"Content-Type": "application/x-ndjson"}


def _line(row: Any) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def _send(client: TestClient, incident: str, body: bytes) -> list[dict[str, Any]]:
    answer = client.post(f"{incident}/claims", content=body, headers=LINES)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.text.splitlines()]


def test_every_row_has_its_result(client: TestClient, incident: str) -> None:
    known = client.post(f"{incident}/claims", json=claim(1)).json()["claim"]["id"]
    back = client.post(f"{incident}/claims", json=claim(2)).json()["claim"]["id"]
    client.post(f"{incident}/claims/{back}/retraction", json={"reason": "a slip"})
    body = b"".join(map(_line, (claim(1), claim(2), claim(3), claim(3))))
    results = _send(client, incident, body)
    assert [(r["row"], r["status"]) for r in results] == [
        (1, "known"), (2, "refused"), (3, "recorded"), (4, "known")
    ]  # fmt: skip
    assert [r["id"] for r in results[:2]] == [known, back]
    assert "a slip" in results[1]["errors"][0]["detail"]
    assert results[2]["id"] == results[3]["id"]
    listed = client.get(f"{incident}/claims").json()["items"]
    assert [(item["count"]["low"], item["id"]) for item in listed][2:] == [(3, results[2]["id"])]


def test_a_byte_order_mark_loses_no_row(client: TestClient, incident: str) -> None:
    results = _send(client, incident, b"\xef\xbb\xbf" + _line(claim(1)) + _line(claim(2)))
    assert [result["status"] for result in results] == ["recorded", "recorded"]


BAD_ROWS = [
    (b'{"category": \n', "#", "the row is not JSON"),
    (b"\xff\xfe\n", "#", "the row is not JSON"),
    (b"[" * 10_000 + b"\n", "#", "the row is not JSON"),
    (b"[]\n", "#", ""),
    (_line(claim(count={"low": 5, "high": 3, "qualifier": "range"})), "#/count", "low (5) is above"),
    (_line(claim(published_at="2036-03-01T10:00:00Z")), "#/published_at", "lies in the future"),
    (b'{"count": {"low": 3, "low": 4}}\n', "#/count/low", "named more than once"),
    (_line(claim(colour="red")), "#/colour", "no such field"),
    (_line(claim(publisher="x" * 5_000)), "#", "longer than 2,000 bytes"),
]


@pytest.fixture
def narrow(settings: Settings, clock: SetClock) -> Iterator[TestClient]:
    narrow = settings.model_copy(update={"max_body_bytes": 2_000})
    with TestClient(create_app(narrow, clock), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(("bad", "pointer", "reason"), BAD_ROWS, ids=lambda v: str(v)[:20])
def test_a_bad_row_loses_no_good_one(narrow: TestClient, bad: bytes, pointer: str, reason: str) -> None:
    incident = narrow.post("/v1/incidents", json={"title": "انهيار"}).headers["Location"]
    body = _line(claim(1)) + b"\n" + bad + _line(claim(2)).rstrip()
    results = _send(narrow, incident, body)
    assert [(r["row"], r["status"]) for r in results] == [
        (1, "recorded"), (3, "refused"), (4, "recorded")
    ]  # fmt: skip
    (fault,) = results[1]["errors"]
    if len(bad) < 2_000:
        assert fault["pointer"] == pointer
        assert reason in fault["detail"]
    else:
        assert "longer than 2,000 bytes" in fault["detail"]
    assert len(narrow.get(f"{incident}/claims").json()["items"]) == 2


def test_a_body_of_lines_may_be_longer_than_another(narrow: TestClient) -> None:
    incident = narrow.post("/v1/incidents", json={"title": "انهيار"}).headers["Location"]
    results = _send(narrow, incident, b"".join(_line(claim(low)) for low in range(1, 1_201)))
    assert [r["row"] for r in results] == list(range(1, 1_201))
    assert {r["status"] for r in results} == {"recorded"}
    large = narrow.post(
        f"{incident}/claims", content=b" " * 3_000, headers={"Content-Type": "application/json"}
    )
    assert_problem(large, 413, "too-large")


def test_lines_are_taken_where_claims_are_and_nowhere_else(client: TestClient, incident: str) -> None:
    answer = client.post("/v1/incidents/nowhere/claims", content=_line(claim()), headers=LINES)
    assert_problem(answer, 404, "not-found")
    for path in (f"{incident}/reports", "/v1/incidents", "/v1/reconcile"):
        answer = client.post(path, content=_line(claim()), headers=LINES)
        assert_problem(answer, 415, "unsupported-media-type")
        assert answer.headers["Accept-Post"] == "application/json"
    answer = client.post(f"{incident}/claims", content=b"a,b", headers={"Content-Type": "text/csv"})
    assert_problem(answer, 415, "unsupported-media-type")
    assert answer.headers["Accept-Post"] == "application/json, application/x-ndjson"
    assert "application/json or application/x-ndjson" in answer.json()["detail"]


def test_a_failure_of_ours_refuses_the_rows_it_hit_and_says_nothing_of_the_inside(
    client: TestClient, incident: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("/secret/path")

    monkeypatch.setattr(Ledger, "record_many", fail)
    results = _send(client, incident, _line(claim()) + b"{}\n")
    assert [r["status"] for r in results] == ["refused", "refused"]
    assert "failure of ours" in results[0]["errors"][0]["detail"]
    assert "secret" not in json.dumps(results)


def test_a_row_that_the_ledger_fails_on_loses_no_good_one(
    client: TestClient, incident: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_many = Ledger.record_many

    def fail_on_two(self: Ledger, incident_id: str, said: list[Any]) -> Any:
        if any(one.count.low == 2 for one in said):
            raise OSError("of two")
        return record_many(self, incident_id, said)

    monkeypatch.setattr(Ledger, "record_many", fail_on_two)
    results = _send(client, incident, b"".join(_line(claim(low)) for low in (1, 2, 3)))
    assert [r["status"] for r in results] == ["recorded", "refused", "recorded"]


def test_rows_that_are_all_bad_are_not_brought_to_the_ledger(
    client: TestClient, incident: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought: list[object] = []
    monkeypatch.setattr(Ledger, "record_many", lambda *given: brought.append(given))
    results = _send(client, incident, b"{}\n[]\n")
    assert [r["status"] for r in results] == ["refused", "refused"]
    assert brought == []


def test_results_come_while_rows_are_still_sent(settings: Settings, clock: SetClock) -> None:
    with in_a_thread(create_app(settings, clock)) as address:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
        connection.request(
            "POST", "/v1/incidents", b'{"title": "a"}', {"Content-Type": "application/json"}
        )
        answer = connection.getresponse()
        answer.read()
        path = answer.headers["Location"]
        connection.putrequest("POST", f"{path}/claims")
        connection.putheader("Content-Type", "application/x-ndjson")
        connection.putheader("Transfer-Encoding", "chunked")
        connection.endheaders()
        answer = connection.response_class(connection.sock, method="POST")
        for row in (1, 2, 3):
            line = _line(claim(row))
            connection.send(b"%x\r\n%b\r\n" % (len(line), line))
            if row == 1:
                answer.begin()
            # The body has not ended, and this row's result is here.
            assert json.loads(answer.readline())["row"] == row
        connection.send(b"0\r\n\r\n")
        assert answer.read() == b""
        connection.close()
