"""What is meant to harm is refused clearly or stored as text, and the service lives."""

import gzip
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.service.conftest import REPORT, claim
from tests.service.servers import Server, running
from tests.service.test_errors import assert_problem

LIMITS = {"max_body_bytes": 100_000, "body_seconds": 1, "header_seconds": 1, "rate_per_second": 0}
INJECTION = "'; DROP TABLE claims; --"
NAMES = [
    INJECTION,
    '" OR 1=1 --',
    "%s%n${jndi:x}{{7*7}}",
    "<script>alert(1)</script>",
    "\u202eغير مقلوب\u202c",
    "../../etc/passwd",
    "🕯\u200d" * 40,
]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("hostile"), None, **LIMITS) as service:
        yield service


@pytest.fixture
def client(service: Server) -> Iterator[httpx2.Client]:
    """A client; after each test the service must still answer, and nothing in it have failed."""
    with httpx2.Client(base_url=service.url, timeout=30) as client:
        yield client
        assert client.get("/readyz").status_code == 200
        failed = [line for line in service.log() if line["event"] == "request failed"]
        assert failed == []


@pytest.fixture
def incident(client: httpx2.Client) -> str:
    return client.post("/v1/incidents", json={"title": "انهيار مبنى"}).headers["Location"]


def claims(client: httpx2.Client, incident: str) -> list[Any]:
    items: list[Any] = client.get(f"{incident}/claims").json()["items"]
    return items


def label(name: str) -> str:
    """Return a name without what no label may hold."""
    return name.translate({0x202E: "", 0x202C: ""})


UNSEEN = "\u202e", "\u2066", "\u2029", "\x1b", "\n", "\x85"


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_what_works_unseen_is_refused_in_a_label(
    client: httpx2.Client, incident: str, unseen: str
) -> None:
    name = f"صحيفة{unseen}الضفة"
    external = {"external_ids": [{"scheme": "GLIDE", "id": name}]}
    source = {"name": "وزارة", "kind": "official"}
    for method, path, body, pointer in (
        ("POST", "/v1/incidents", {"title": name}, "#/title"),
        ("POST", "/v1/incidents", {"title": "a", "place": name}, "#/place"),
        ("POST", "/v1/incidents", {"title": "a"} | external, "#/external_ids/0/id"),
        ("PUT", incident, {"title": name}, "#/title"),
        ("POST", f"{incident}/reports", REPORT | {"publisher": name}, "#/publisher"),
        ("POST", f"{incident}/claims", claim(publisher=name), "#/publisher"),
        ("POST", "/v1/extract", {"text": "a", "publisher": name}, "#/publisher"),
        ("PUT", "/v1/sources/ministry", source | {"name": name}, "#/name"),
        ("PUT", "/v1/sources/ministry", source | {"aliases": ["a", name]}, "#/aliases/1"),
    ):
        problem = assert_problem(client.request(method, path, json=body), 422, "invalid-input")
        (fault,) = problem["errors"]
        assert fault["pointer"] == pointer
        assert f"character 6 is U+{ord(unseen):04X}" in fault["detail"]
    lines = {"Content-Type": "application/x-ndjson"}
    row = json.dumps(claim(publisher=name))
    refused = client.post(f"{incident}/claims", content=row, headers=lines).json()
    assert [fault["pointer"] for fault in refused["errors"]] == ["#/publisher"]


def test_marks_of_good_arabic_are_kept_in_a_label(client: httpx2.Client) -> None:
    title = "\u200fحريق في (Rummana)\u200e می\u200cشود\u061c"
    opened = client.post("/v1/incidents", json={"title": title})
    assert opened.json()["title"] == title


def test_what_is_evidence_is_kept_as_it_is(client: httpx2.Client, incident: str) -> None:
    text = "قالت وزارة \u2067الصحة\u2069 إن \u202eثلاثة\u202c أشخاص قتلوا \x07."
    taken = client.post(f"{incident}/reports", json=REPORT | {"text": text}).json()
    assert taken["report"]["text"] == text
    (said,) = taken["claims"]
    assert said["attribution"]["source"] == "وزارة \u2067الصحة"
    words = said["evidence"]
    assert text[words["start"] : words["end"]] == words["exact"]


ADDRESSES = [
    "javascript:alert(1)", "JavaScript://a%0aalert(1)", "data:text/html,a", "file:///etc/passwd", "//a",
    "example.org", "https://", "https:///a", "http://a b", "https://a/\u202eb", " https://a", "ftp://a/b",
]  # fmt: skip


def test_a_report_has_an_address_of_the_web_or_none(client: httpx2.Client, incident: str) -> None:
    for address in ADDRESSES:
        answer = client.post(f"{incident}/reports", json=REPORT | {"url": address})
        (fault,) = assert_problem(answer, 422, "invalid-input")["errors"]
        assert fault["pointer"] == "#/url"
        assert "http or https" in fault["detail"]


def test_an_address_of_the_web_is_kept_as_it_is(client: httpx2.Client, incident: str) -> None:
    for address in ("https://example.org", "HTTP://[::1]:80/a?b#c", "http://موقع/خبر"):
        taken = client.post(f"{incident}/reports", json=REPORT | {"url": address})
        assert taken.json()["report"]["url"] == address


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name[:12])
def test_any_text_is_kept_as_text(client: httpx2.Client, incident: str, name: str) -> None:
    said = claim(publisher=label(name), attribution={"source": name, "via": [name]})
    taken = client.post(f"{incident}/claims", json=said)
    assert taken.status_code == 201
    (kept,) = claims(client, incident)
    assert (kept["publisher"], kept["attribution"]["source"]) == (label(name), name)
    retraction = client.post(f"{incident}/claims/{kept['id']}/retraction", json={"reason": name})
    assert retraction.json()["retraction"]["reason"] == name
    opened = client.post("/v1/incidents", json={"title": label(name)})
    assert client.get(opened.headers["Location"]).json()["title"] == label(name)
    reported = client.post(f"{incident}/reports", json=REPORT | {"text": f"{name} مقتل ثلاثة أشخاص"})
    assert reported.json()["report"]["text"].startswith(name)


@pytest.mark.parametrize("field", sorted({*claim(), "as_of", "scope", "evidence", "id"}))
def test_sql_in_any_field_changes_nothing_else(client: httpx2.Client, incident: str, field: str) -> None:
    answer = client.post(f"{incident}/claims", json=claim() | {field: INJECTION})
    if field == "publisher":
        assert answer.status_code == 201
    else:
        assert_problem(answer, 422, "invalid-input")
    assert len(claims(client, incident)) == (1 if field == "publisher" else 0)


IDS = ["%27%20OR%201=1", "%00", "%ff%fe", "..%2f..", "%F0%9F%95%AF", "a" * 5_000]


@pytest.mark.parametrize("path", ["/v1/incidents/{}", "/v1/incidents/{}/claims"])
@pytest.mark.parametrize("id_", IDS, ids=lambda id_: id_[:12])
def test_an_id_that_is_none_is_not_found(client: httpx2.Client, path: str, id_: str) -> None:
    assert_problem(client.get(path.format(id_)), 404, "not-found")


@pytest.mark.parametrize("parameter", ["policy", "convention", "as_of", "known_at"])
def test_sql_in_a_parameter_is_refused(client: httpx2.Client, incident: str, parameter: str) -> None:
    answer = client.get(f"{incident}/estimate", params={parameter: INJECTION})
    assert_problem(answer, 422, "invalid-input")


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"title":'])
def test_deep_json_is_refused(client: httpx2.Client, opening: str) -> None:
    body = opening * (90_000 // len(opening))
    headers = {"Content-Type": "application/json"}
    assert_problem(client.post("/v1/incidents", content=body, headers=headers), 400, "too-deep")


def test_nul_is_refused_in_a_name(client: httpx2.Client, incident: str) -> None:
    answer = client.post(f"{incident}/claims", json=claim(publisher="a\0b"))
    assert_problem(answer, 422, "invalid-input")
    assert claims(client, incident) == []


def test_a_number_beyond_all_bounds_is_refused(client: httpx2.Client, incident: str) -> None:
    for number in ("1e999", "9" * 5_000, "-1", "NaN", "Infinity"):
        body = json.dumps(claim()).replace('"low": 3', f'"low": {number}')
        headers = {"Content-Type": "application/json"}
        answer = client.post(f"{incident}/claims", content=body, headers=headers)
        assert answer.status_code in (400, 422)
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert claims(client, incident) == []


OUT_OF_TIME = ["0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00"]


@pytest.mark.parametrize("moment", OUT_OF_TIME)
def test_a_time_at_the_end_of_all_calendars_is_refused(
    client: httpx2.Client, incident: str, moment: str
) -> None:
    for path, body in (
        (f"{incident}/claims", claim(published_at=moment)),
        (f"{incident}/claims", claim(as_of=moment)),
        (f"{incident}/reports", REPORT | {"published_at": moment}),
        ("/v1/incidents", {"title": "a", "occurred_at": moment}),
        ("/v1/reconcile", {"claims": [claim(published_at=moment)]}),
    ):
        assert_problem(client.post(path, json=body), 422, "invalid-input")
    for path in (f"{incident}/estimate?as_of", f"{incident}/estimate?known_at"):
        assert_problem(client.get(f"{path}={moment.replace('+', '%2B')}"), 422, "invalid-input")
    listed = client.get("/v1/incidents", params={"occurred_from": moment})
    assert_problem(listed, 422, "invalid-input")
    lines = "\n".join(json.dumps(row) for row in (claim(published_at=moment), claim(4)))
    headers = {"Content-Type": "application/x-ndjson"}
    results = client.post(f"{incident}/claims", content=lines, headers=headers).text.splitlines()
    assert [json.loads(row)["status"] for row in results] == ["refused", "recorded"]
    assert json.loads(results[0])["errors"][0]["pointer"] == "#/published_at"


ASK = b"GET /v1/incidents?cursor=%b HTTP/1.1\r\nHost: a\r\n\r\n"


def refused_cursors(service: Server, numbers: range) -> int:
    """Ask for pages by cursors of our own making, a hundred at once; return how many are refused."""
    refused = 0
    with service.connect() as connection, connection.makefile("rb") as answers:
        for start in range(numbers.start, numbers.stop, 100):
            asked = [ASK % f"{number:x}".encode() for number in range(start, start + 100)]
            connection.sendall(b"".join(asked))
            for _ in asked:
                assert answers.readline().startswith(b"HTTP/1.1 422 ")
                length = 0
                while (line := answers.readline().lower()) != b"\r\n":
                    if line.startswith(b"content-length:"):
                        length = int(line.partition(b":")[2])
                refused += b"urn:hasila:problem:invalid-input" in answers.read(length)
    return refused


def test_ten_thousand_unknown_cursors_are_refused_and_change_nothing(
    service: Server, client: httpx2.Client
) -> None:
    before = client.get("/v1/incidents").json()
    with ThreadPoolExecutor(10) as callers:
        ranges = [range(start, start + 1_000) for start in range(0, 10_000, 1_000)]
        assert sum(callers.map(lambda numbers: refused_cursors(service, numbers), ranges)) == 10_000
    assert client.get("/v1/incidents").json() == before


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, gzip", "x"])
def test_a_packed_body_is_never_unpacked(client: httpx2.Client, incident: str, encoding: str) -> None:
    bomb = gzip.compress(b" " * 10_000_000)
    headers = {"Content-Type": "application/json", "Content-Encoding": encoding}
    answer = client.post(f"{incident}/reports", content=bomb, headers=headers)
    assert_problem(answer, 415, "unsupported-media-type")
    assert answer.headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "a"}])
def test_a_large_body_is_refused_chunked_too(client: httpx2.Client, headers: dict[str, str]) -> None:
    headers = headers | {"Content-Type": "application/json"}
    chunks = (b" " * 10_000 for _ in range(20))
    answer = client.post("/v1/incidents", content=chunks, headers=headers)
    assert_problem(answer, 413, "too-large")
    declared = client.post("/v1/incidents", content=b" " * 100_001, headers=headers)
    assert_problem(declared, 413, "too-large")


def test_too_many_and_too_large_headers_are_refused(client: httpx2.Client) -> None:
    many = {f"X-{number}": "a" for number in range(101)}
    assert_problem(client.get("/v1/incidents", headers=many), 431, "headers-too-large")
    large = {"X-Large": "a" * 16_384}
    assert_problem(client.get("/v1/incidents", headers=large), 431, "headers-too-large")
    assert_problem(client.get("/v1/incidents?" + "a" * 16_384), 431, "headers-too-large")


def head(path: str, length: int, *more: str) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: a", "Content-Type: application/json", *more]
    return "\r\n".join([*lines, f"Content-Length: {length}", "", ""]).encode()


@pytest.mark.parametrize("more", [(), ("Idempotency-Key: cut",)])
def test_a_body_cut_off_halfway_records_nothing(
    service: Server, client: httpx2.Client, incident: str, more: tuple[str, ...]
) -> None:
    body = json.dumps(claim()).encode()
    with service.connect() as connection:
        connection.sendall(head(f"{incident}/claims", len(body), *more) + body[: len(body) // 2])
    assert claims(client, incident) == []
    whole = client.post(f"{incident}/claims", json=claim(), headers={"Idempotency-Key": "cut"})
    assert whole.status_code == 201


@pytest.mark.parametrize("more", [(), ("Idempotency-Key: slow",)])
def test_a_body_that_does_not_come_is_given_up(
    service: Server, client: httpx2.Client, incident: str, more: tuple[str, ...]
) -> None:
    answer = service.say(head(f"{incident}/claims", 1_000, *more) + b"{")
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"urn:hasila:problem:too-slow" in answer
    assert claims(client, incident) == []


def test_rows_that_stop_coming_are_not_waited_for(
    service: Server, client: httpx2.Client, incident: str
) -> None:
    lines = head(f"{incident}/claims", 10_000).replace(b"application/json", b"application/x-ndjson")
    answer = service.say(lines + json.dumps(claim()).encode() + b"\n{")
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.count(b'"status":"recorded"') == 1
    assert not answer.endswith(b"0\r\n\r\n"), "it does not look whole"
    assert len(claims(client, incident)) == 1


def test_a_connection_that_says_nothing_is_closed(service: Server, client: httpx2.Client) -> None:
    assert service.say(b"") == b""
    assert client.get("/healthz").status_code == 200


def told_apart(answer: bytes) -> tuple[str, dict[str, Any]]:
    """Return the id and the problem of a bare answer."""
    head, body = answer.split(b"\r\n\r\n")
    assert b"content-type: application/problem+json" in head.lower()
    named = dict(line.lower().split(": ", 1) for line in head.decode().splitlines()[1:])
    return named["x-request-id"], json.loads(body)


def no_request(service: Server, request_id: str) -> dict[str, Any]:
    """Return what the log says of what never became a request."""
    (line,) = [line for line in service.log() if line.get("request_id") == request_id]
    assert line["event"] == "no request"
    return line


@pytest.mark.parametrize("words", [b"GET", b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: "])
def test_headers_that_do_not_come_are_given_up_and_logged(
    service: Server, client: httpx2.Client, words: bytes
) -> None:
    answer = service.say(words)
    assert answer.startswith(b"HTTP/1.1 408 ")
    request_id, problem = told_apart(answer)
    assert problem["type"] == "urn:hasila:problem:too-slow"
    assert "headers were not all here after 1 s" in problem["detail"]
    line = no_request(service, request_id)
    assert (line["status"], line["reason"], line["client"]) == (408, "too-slow", "127.0.0.1")
    assert client.get("/healthz").status_code == 200


def test_many_slow_callers_keep_nobody_waiting(service: Server, client: httpx2.Client) -> None:
    slow = [service.connect() for _ in range(200)]
    for connection in slow:
        connection.sendall(head("/v1/incidents", 1_000) + b"{")
    assert client.get("/v1/incidents").status_code == 200
    for connection in slow:
        connection.close()


@pytest.mark.parametrize("words", [b"\x16\x03\x01" * 50, b"GET\r\n\r\n", b"nonsense\r\n\r\n"])
def test_what_is_no_http_is_refused(service: Server, client: httpx2.Client, words: bytes) -> None:
    answer = service.say(words)
    assert answer.startswith(b"HTTP/1.1 400 ")
    request_id, problem = told_apart(answer)
    assert problem["type"] == "urn:hasila:problem:invalid-http"
    assert no_request(service, request_id)["status"] == 400
    assert client.get("/healthz").status_code == 200


def test_the_folder_holds_nothing_but_the_ledger(service: Server) -> None:
    names = {path.name for path in Path(service.folder).iterdir()}
    assert names <= {"log", "hasila.sqlite", "hasila.sqlite-wal", "hasila.sqlite-shm"}
