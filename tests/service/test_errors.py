"""Bad input gets problem details that name the field and the reason, and changes nothing."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import TypeAdapter
from sqlalchemy.exc import OperationalError

from service.api.labels import Label
from service.app import create_app
from service.errors import _FORMS, MEDIA_TYPE
from service.settings import Settings
from service.store.ledger import Ledger
from tests.service.conftest import REPORT, claim

EXACT = {"low": 3, "high": 3, "qualifier": "exact"}


def assert_problem(answer: Any, status: int, kind: str) -> dict[str, Any]:  # TestClient's own class
    """The shape that every error has."""
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == MEDIA_TYPE
    problem: dict[str, Any] = answer.json()
    assert set(problem) == {"type", "title", "status", "detail", "errors"}
    assert problem["type"] == f"urn:hasila:problem:{kind}"
    assert problem["status"] == status
    assert problem["detail"]
    for fault in problem["errors"]:
        assert set(fault) in ({"detail", "pointer"}, {"detail", "parameter"})
    return problem


BAD_CLAIMS: list[tuple[Any, str, str]] = [
    ([claim(), claim()], "#", "application/x-ndjson, a claim a line"),
    (claim(count=EXACT | {"low": -1}), "#/count/low", "greater than or equal to 0"),
    (claim(count=EXACT | {"low": False}), "#/count/low", "neither text nor true or false"),
    (claim(count=EXACT | {"low": "3"}), "#/count/low", "neither text nor true or false"),
    (claim(count=EXACT | {"low": 3.5}), "#/count/low", "integer"),
    (claim(count=EXACT | {"low": 10**16}), "#/count/low", "less than or equal to"),
    (claim(count=EXACT | {"low": 4, "qualifier": "range"}), "#/count", "low (4) is above high (3)"),
    (claim(count={"low": None, "high": None, "qualifier": "exact"}), "#/count", "one number"),
    (claim(count=EXACT | {"qualifier": "zero"}), "#/count", "zero has low 0"),
    (claim(count=EXACT | {"qualifier": "roughly"}), "#/count/qualifier", "'exact', 'at_least'"),
    (claim(count={"low": 4, "high": 4, "qualifier": "at_least"}), "#/count", "not what at_least says"),
    (claim(count={"low": None, "high": 5, "qualifier": "more_than"}), "#/count", "not what more_than"),
    (claim(count={"low": 5, "high": None, "qualifier": "at_most"}), "#/count", "not what at_most says"),
    (claim(count={"low": None, "high": 5, "qualifier": "range"}), "#/count", "not what range says"),
    (claim(count={"low": None, "high": 0, "qualifier": "vague"}), "#/count", "not what vague says"),
    (claim(count=3), "#/count", 'such as {"low": 3, "high": 3, "qualifier": "exact"}'),
    (claim(attribution="a"), "#/attribution", "send a JSON object"),
    (claim(published_at=1_700_000_000), "#/published_at", "with an offset"),
    (claim(published_at="1700000000"), "#/published_at", "with an offset"),
    (claim(publisher=" \t"), "#/publisher", "blank"),
    (claim(publisher="a\u0000b"), "#/publisher", "blank, or holds"),
    (claim(category="dead"), "#/category", "'killed', 'injured'"),
    (claim(colour="red"), "#/colour", "no such field"),
    (claim(id="mine"), "#/id", "no such field"),
    (claim(recorded_at="2026-03-01T10:00:00Z"), "#/recorded_at", "no such field"),
    (claim(published_at="2026-03-01T10:00:00"), "#/published_at", "with an offset"),
    (claim(published_at="yesterday"), "#/published_at", "RFC 3339"),
    (claim(published_at=None), "#/published_at", ""),
    (claim(published_at="2036-03-01T10:00:00Z"), "#/published_at", "lies in the future"),
    (claim(as_of="2036-03-01T10:00:00Z"), "#/as_of", "lies in the future"),
    (claim(published_at="2026-02-30T10:00:00Z"), "#/published_at", "day value is outside"),
    (claim(since="2036-03-01T10:00:00Z"), "#", "is later than the figure itself"),
    (claim(since="2026-03-01T10:00:00.1Z"), "#", "is later than the figure itself"),
    (claim(as_of="2026-03-01T09:00:00Z", since="2026-03-01T09:30:00Z"), "#", "is later than"),
    (claim(count=EXACT | {"term": "a\u0000b"}), "#/count", "NUL"),
    (claim(evidence={"exact": "a\u0000b", "start": 0, "end": 3}), "#/evidence", "exact holds a NUL"),
    (claim(evidence={"exact": "a", "start": 0, "end": 1, "suffix": "\0"}), "#/evidence", "suffix holds"),
    (claim(evidence={"exact": "a", "start": 2**40, "end": 2**40 + 1}), "#/evidence", "so long"),
    (claim(publisher=""), "#/publisher", "empty"),
    (claim(attribution={"source": "a", "via": "b"}), "#/attribution/via", "give a list"),
    (
        claim(evidence={"exact": "ثلاثة", "start": 0, "end": 9}),
        "#/evidence",
        "the span 0–9 is not as long as its 5 characters",
    ),
]


@pytest.mark.parametrize(("body", "pointer", "reason"), BAD_CLAIMS, ids=lambda value: str(value)[-40:])
def test_a_bad_claim_is_refused_at_its_field(
    client: TestClient, incident: str, body: dict[str, Any], pointer: str, reason: str
) -> None:
    problem = assert_problem(client.post(f"{incident}/claims", json=body), 422, "invalid-input")
    assert [fault["pointer"] for fault in problem["errors"]] == [pointer]
    assert reason in problem["errors"][0]["detail"]
    assert client.get(f"{incident}/claims").json()["items"] == []


BAD_REPORTS = [
    ({"text": ""}, 422, "#/text"),
    ({"text": " \n\t"}, 422, "#/text"),
    ({"text": "ق" * 5_001}, 413, "#/text"),
    ({"text": None}, 422, "#/text"),
    ({"text": 7}, 422, "#/text"),
    ({"publisher": None}, 422, "#/publisher"),
    ({"published_at": "2026-03-01T10:00:00"}, 422, "#/published_at"),
    ({"published_at": "2036-03-01T10:00:00Z"}, 422, "#/published_at"),
    ({"language": "xx"}, 422, "#/language"),
    ({"language": "Arabic"}, 422, "#/language"),
    ({"author": "somebody"}, 422, "#/author"),
]


@pytest.mark.parametrize(("changes", "status", "pointer"), BAD_REPORTS, ids=lambda v: str(v)[:30])
def test_a_bad_report_is_refused_at_its_field(
    client: TestClient, incident: str, changes: dict[str, Any], status: int, pointer: str
) -> None:
    answer = client.post(f"{incident}/reports", json=REPORT | changes)
    problem = assert_problem(answer, status, "too-large" if status == 413 else "invalid-input")
    assert [fault["pointer"] for fault in problem["errors"]] == [pointer]
    assert client.get(f"{incident}/claims").json()["items"] == []


def test_how_a_plus_is_written_is_told_in_a_query_only(client: TestClient, incident: str) -> None:
    said = client.post(f"{incident}/claims", json=claim(published_at="2026-03-01T10:00:00 03:00"))
    assert "%2B" not in said.text
    asked = client.get(f"{incident}/estimate?as_of=2026-03-01T10:00:00+03:00")
    assert "%2B" in asked.text


def test_an_unknown_language_is_told_the_known_ones(client: TestClient) -> None:
    problem = assert_problem(
        client.post("/v1/extract", json={"text": "ثلاثة", "language": "xx"}), 422, "invalid-input"
    )
    assert "it reads: ar" in problem["detail"]


JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("members", "pointers"),
    [
        (b'"category": "killed", "category": "injured"', ["#/category"]),
        (b'"category": "killed", "c\\u0061tegory": "killed"', ["#/category"]),
        (b'"count": {"low": 3, "high": 3, "low": 4, "high": 4}', ["#/count/low", "#/count/high"]),
        (b'"attribution": {"via": [{}, {"a/b": 1, "a/b": 2}]}', ["#/attribution/via/1/a~1b"]),
        (b'"x": 1, "x": 2, "x": {"y": 1, "y": 1}', ["#/x", "#/x/y"]),
    ],
)
def test_a_member_that_is_named_twice_is_refused_where_it_stands(
    client: TestClient, incident: str, members: bytes, pointers: list[str]
) -> None:
    body = b"{%s}" % members
    answer = client.post(f"{incident}/claims", content=body, headers=JSON)
    problem = assert_problem(answer, 422, "invalid-input")
    assert [fault["pointer"] for fault in problem["errors"]] == pointers
    assert problem["detail"].startswith(f"{pointers[0]}: this is named more than once")
    for path, method in (("/v1/incidents", "POST"), ("/v1/extract", "POST"), ("/v1/sources/a", "PUT")):
        answer = client.request(method, path, content=body, headers=JSON)
        assert_problem(answer, 422, "invalid-input")
        assert answer.json()["errors"] == problem["errors"]


def test_very_many_members_named_twice_make_no_huge_answer(client: TestClient) -> None:
    many = ", ".join(f'"x{place}": 1, "x{place}": 2' for place in range(10_000))
    deep = '{"a": ' * 150 + f"{{{many}}}" + "}" * 150
    for body in (f"{{{many}}}", deep):
        answer = client.post("/v1/extract", content=body, headers=JSON)
        assert len(assert_problem(answer, 422, "invalid-input")["errors"]) == 20


def test_what_breaks_off_after_a_repeated_member_is_no_json(client: TestClient) -> None:
    answer = client.post("/v1/extract", content=b'{"text": "a", "text": "b"', headers=JSON)
    assert_problem(answer, 400, "invalid-json")


BAD_BODIES = [
    (b'{"text": ', JSON, 400, "invalid-json"),
    (b'{"text": "\xff\xfe"}', JSON, 400, "invalid-json"),
    (b"[" * 100_000, JSON, 400, "too-deep"),
    (b'{"text": "\\ud83d"}', JSON, 422, "invalid-input"),
    (b'{"text": "a", "\\ud83d": 1}', JSON, 422, "invalid-input"),
    (b"", JSON, 422, "invalid-input"),
    (b'["a"]', JSON, 422, "invalid-input"),
    (b'{"text": "a"}', {"Content-Type": "text/plain"}, 415, "unsupported-media-type"),
    (b'{"text": "a"}', {}, 415, "unsupported-media-type"),
]


@pytest.mark.parametrize(("body", "headers", "status", "kind"), BAD_BODIES, ids=lambda v: str(v)[:30])
def test_a_bad_body_is_refused(
    client: TestClient, body: bytes, headers: dict[str, str], status: int, kind: str
) -> None:
    assert_problem(client.post("/v1/extract", content=body, headers=headers), status, kind)


def test_a_deep_body_is_told_how_deep_it_may_be(client: TestClient, incident: str) -> None:
    for depth, kind in ((199, "invalid-input"), (5_000, "too-deep")):
        body = b'{"title": ' + b"[" * depth + b"]" * depth + b"}"
        answer = client.post("/v1/incidents", content=body, headers=JSON)
        problem = assert_problem(answer, 400 if kind == "too-deep" else 422, kind)
        assert ("fewer than 200 levels" in problem["detail"]) == (kind == "too-deep")
        headers = {"Content-Type": "application/x-ndjson"}
        rows = client.post(
            f"{incident}/claims", content=body.replace(b"title", b"count"), headers=headers
        )
        details = [fault["detail"] for fault in rows.json()["errors"]]
        assert ("fewer than 200 levels" in str(details)) == (kind == "too-deep")


def test_what_follows_from_a_fault_is_no_fault(client: TestClient) -> None:
    dateless = claim()
    del dateless["published_at"]
    answer = client.post("/v1/reconcile", json={"claims": [dateless]})
    problem = assert_problem(answer, 422, "invalid-input")
    assert [fault["pointer"] for fault in problem["errors"]] == ["#/claims/0/published_at"]


def test_a_field_with_a_form_says_what_would_be_right(client: TestClient, incident: str) -> None:
    ids = [{"scheme": "a b", "id": "1"}]
    for answer, right in (
        (client.get("/v1/incidents?external_id=GLIDE"), "GLIDE:FR-2026-000017-LBN"),
        (client.get(f"{incident}/estimate?registry=newest"), "latest, or the number"),
        (client.get(f"{incident}/revisions/stream", headers={"Last-Event-ID": "x"}), "whole number"),
        (client.get("/v1/sources/Not%20a%20key"), "ministry-of-health"),
        (client.post(f"{incident}/reports", json=REPORT | {"language": "Arabic"}), "such as ar"),
        (client.post("/v1/incidents", json={"title": "a", "external_ids": ids}), "as GLIDE"),
    ):
        problem = assert_problem(answer, 422, "invalid-input")
        assert right in problem["errors"][0]["detail"]


def _patterns(schema: Any, name: str = "") -> Iterator[tuple[str, str]]:  # any part of a document
    for key, value in schema.items() if isinstance(schema, dict) else ():
        if key == "pattern" and isinstance(value, str):
            yield name, value
        of_parameter = schema.get("name") if key == "schema" else None
        unnamed = key in {"anyOf", "items", "allOf", "schema"}
        yield from _patterns(value, of_parameter or (name if unnamed else key))
    for value in schema if isinstance(schema, list) else ():
        yield from _patterns(value, name)


def test_every_field_that_needs_more_than_words_says_what_would_be_right(client: TestClient) -> None:
    says_something = r"^[^\x00]*[^\x00\s][^\x00]*$"
    a_label = TypeAdapter(Label).json_schema()["pattern"]
    found = set(_patterns(client.get("/openapi.json").json()))
    assert ("language", "^[a-z]{2}$") in found
    formed = {name for name, pattern in found if pattern not in (says_something, a_label)}
    formed -= {"Idempotency-Key"}  # the edge's own
    assert formed == set(_FORMS)


@pytest.fixture
def narrow_client(settings: Settings) -> Iterator[TestClient]:
    narrow = settings.model_copy(update={"max_body_bytes": 100})
    with TestClient(create_app(narrow), raise_server_exceptions=False) as client:
        yield client


def test_a_large_body_is_refused_by_its_declared_length(narrow_client: TestClient) -> None:
    body = b'{"text": "' + b"a" * 200 + b'"}'
    assert_problem(narrow_client.post("/v1/extract", content=body, headers=JSON), 413, "too-large")


def test_a_large_body_is_refused_as_it_arrives(narrow_client: TestClient) -> None:
    chunks = (b"a" * 40 for _ in range(10))
    assert_problem(narrow_client.post("/v1/extract", content=chunks, headers=JSON), 413, "too-large")
    assert narrow_client.post("/v1/extract", json={"text": "ثلاثة قتلى"}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/estimate", "/claims", "/revisions", "", "/reports/0", "/claims?limit=1", "/claims/0"]
)
def test_an_unknown_incident_is_not_found(client: TestClient, path: str) -> None:
    problem = assert_problem(client.get(f"/v1/incidents/nowhere{path}"), 404, "not-found")
    assert "nowhere" in problem["detail"]


def test_nothing_can_be_said_of_an_unknown_incident(client: TestClient) -> None:
    for answer in (
        client.post("/v1/incidents/nowhere/reports", json=REPORT),
        client.post("/v1/incidents/nowhere/claims", json=claim()),
        client.post("/v1/incidents/nowhere/claims/1/retraction", json={"reason": "a slip"}),
    ):
        assert_problem(answer, 404, "not-found")
    assert client.get("/v1/incidents").json()["items"] == []


def test_an_unknown_claim_or_report_is_not_found(client: TestClient, incident: str) -> None:
    retraction = client.post(f"{incident}/claims/nothing/retraction", json={"reason": "a slip"})
    assert_problem(retraction, 404, "not-found")
    assert_problem(client.get(f"{incident}/reports/nothing"), 404, "not-found")


def test_an_unknown_path_is_not_found(client: TestClient) -> None:
    assert_problem(client.get("/v2/incidents"), 404, "not-found")


def test_a_wrong_method_is_told_every_right_one(client: TestClient, incident: str) -> None:
    answer = client.delete(f"{incident}/claims")
    assert_problem(answer, 405, "method-not-allowed")
    assert answer.headers["Allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("estimate?policy=guess", "policy"),
        ("estimate?convention=guess", "convention"),
        ("estimate?as_of=2026-03-01T10:00:00", "as_of"),
        ("estimate?as_of=2026-03-01T10:00:00+03:00", "as_of"),  # the + arrives as a space
        ("estimate?knownat=2026-03-01T10:00:00Z", "knownat"),
        ("claims?limit=0", "limit"),
        ("claims?limit=many", "limit"),
        ("claims?cursor=2", "cursor"),
        ("claims?cursor=YWZ0ZXI6LTE=", "cursor"),
        ("claims?cursor=YWZ0ZXI6OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "cursor"),
        ("revisions?cursor=%00", "cursor"),
    ],
)
def test_a_bad_question_is_refused_at_its_parameter(
    client: TestClient, incident: str, query: str, parameter: str
) -> None:
    problem = assert_problem(client.get(f"{incident}/{query}"), 422, "invalid-input")
    assert [fault["parameter"] for fault in problem["errors"]] == [parameter]


def test_a_parameter_said_twice_is_refused(client: TestClient, incident: str) -> None:
    for path in (
        f"{incident}/estimate?policy=latest&policy=maximum",
        f"{incident}/estimate?policy=latest&policy=latest",
        f"{incident}/estimate?known_at=2026-03-01T10:00:00Z&policy=latest&policy=",
    ):
        problem = assert_problem(client.get(path), 422, "invalid-input")
        assert [fault["parameter"] for fault in problem["errors"]] == ["policy"]
        assert "more than once" in problem["detail"]


def test_a_question_in_another_encoding_is_refused(client: TestClient) -> None:
    for query in ("q=%CD%D1%ED%DE", "q=a%ff", "%E9=1"):
        problem = assert_problem(client.get(f"/v1/incidents?{query}"), 422, "invalid-input")
        assert "not UTF-8" in problem["detail"]
    assert client.get("/v1/incidents?q=%D8%AD%D8%B1%D9%8A%D9%82").status_code == 200


def test_no_operation_takes_a_parameter_that_it_does_not_know(client: TestClient) -> None:
    for path, operations in client.get("/openapi.json").json()["paths"].items():
        for method, operation in operations.items():
            if not path.startswith("/v1/"):
                continue
            headers = {"Content-Type": "application/json"} if method != "get" else {}
            answer = client.request(method, f"{path}?polcy=latest", headers=headers)
            problem = assert_problem(answer, 422, "invalid-input")
            assert problem["errors"][0]["parameter"] == "polcy"
            for known in operation.get("parameters", ()):
                assert (known["in"] != "query") or (known["name"] in problem["detail"])


def test_lines_take_no_parameter_either(client: TestClient, incident: str) -> None:
    headers = {"Content-Type": "application/x-ndjson"}
    answer = client.post(f"{incident}/claims?dry=1", content=b"", headers=headers)
    assert "this takes none" in assert_problem(answer, 422, "invalid-input")["detail"]


def test_an_address_has_no_slash_at_its_end(client: TestClient) -> None:
    for path in ("/v1/incidents", "/v1/sources", "/v1/extract"):
        for answer in (client.get(f"{path}/"), client.post(f"{path}/", json={"title": "a"})):
            problem = assert_problem(answer, 404, "not-found")
            assert f"try {path}, without" in problem["detail"]
            assert "Location" not in answer.headers


BAD_RECORDS = [
    ({"claims": [claim(published_at=None)]}, "#/claims/0/published_at"),
    ({"claims": [claim(published_at="2036-03-01T10:00:00Z")]}, "#/claims/0/published_at"),
    ({"claims": [claim(recorded_at="2036-03-01T10:00:00Z")]}, "#/claims/0/recorded_at"),
    ({"claims": [], "policy": "guess"}, "#/policy"),
    ({"claims": [], "convention": "guess"}, "#/convention"),
    ({"claims": [], "profiles": [{"name": "A", "kind": "media"}, {"name": "a", "kind": "party"}]},
        "#/profiles"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "pointer"), BAD_RECORDS, ids=lambda value: str(value)[-40:])
def test_an_impossible_record_is_refused(client: TestClient, body: dict[str, Any], pointer: str) -> None:
    problem = assert_problem(client.post("/v1/reconcile", json=body), 422, "invalid-input")
    assert problem["errors"][0]["pointer"] == pointer


def test_what_cannot_stand_is_left_out_by_name_and_the_rest_is_reconciled(client: TestClient) -> None:
    lost = {"claim_id": "lost", "recorded_at": "2026-03-01T10:00:00Z", "reason": "a slip"}
    body = {"claims": [claim(3, id="a"), claim(4, id="a")], "retractions": [lost]}
    answer = client.post("/v1/reconcile", json=body)
    assert answer.status_code == 200
    assert [(r["what"], r["place"], r["claim_id"]) for r in answer.json()["refused"]] == [
        ("claim", 2, "a"),
        ("retraction", 1, "lost"),
    ]
    assert answer.json()["estimates"]["killed"]["best"] == 3


@pytest.mark.parametrize("qualifier", ["exact", "about"])
def test_the_largest_count_is_served(client: TestClient, incident: str, qualifier: str) -> None:
    largest = {"low": 10**15, "high": 10**15, "qualifier": qualifier}
    client.post(f"{incident}/claims", json=claim(count=largest))
    more = claim(count=EXACT, scope="increment", published_at="2026-03-01T11:00:00Z")
    assert client.post(f"{incident}/claims", json=more).status_code == 201
    assert client.get(f"{incident}/estimate").json()["estimates"]["killed"]["best"] == 10**15 + 3


def test_a_failure_of_ours_shows_nothing_of_the_inside(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("sqlite:////secret/path")

    monkeypatch.setattr(Ledger, "incidents", fail)
    answer = client.get("/v1/incidents")
    assert_problem(answer, 500, "internal")
    assert "secret" not in answer.text
    assert "secret" in caplog.text


def test_a_ledger_out_of_reach_is_said_and_shows_nothing_of_the_inside(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("SELECT secret", {}, Exception("secret host"))

    monkeypatch.setattr(Ledger, "incidents", fail)
    answer = client.get("/v1/incidents")
    assert_problem(answer, 503, "not-ready")
    assert answer.headers["Retry-After"] == "1"
    assert "secret" not in answer.text
    assert "secret host" in caplog.text


@pytest.mark.parametrize("path", ["", "/claims", "/estimate", "/revisions", "/reports/x"])
def test_an_id_that_no_database_could_hold_is_not_found(client: TestClient, path: str) -> None:
    assert_problem(client.get(f"/v1/incidents/a%00b{path}"), 404, "not-found")


def test_parts_of_an_incident_under_such_an_id_are_not_found(client: TestClient, incident: str) -> None:
    assert_problem(client.get(f"{incident}/reports/a%00b"), 404, "not-found")
    taken_back = client.post(f"{incident}/claims/a%00b/retraction", json={"reason": "a slip"})
    assert_problem(taken_back, 404, "not-found")


@pytest.mark.parametrize("reason", ["a\u0000b", " "])
def test_a_reason_that_says_nothing_is_refused(client: TestClient, incident: str, reason: str) -> None:
    taken = client.post(f"{incident}/claims", json=claim()).json()["claim"]
    answer = client.post(f"{incident}/claims/{taken['id']}/retraction", json={"reason": reason})
    problem = assert_problem(answer, 422, "invalid-input")
    assert [fault["pointer"] for fault in problem["errors"]] == ["#/reason"]


def test_a_number_of_thousands_of_digits_is_named(client: TestClient, incident: str) -> None:
    body = json.dumps(claim(7)).replace(": 7", ": " + "7" * 6_000)
    headers = {"Content-Type": "application/json"}
    answer = client.post(f"{incident}/claims", content=body.encode(), headers=headers)
    assert "thousands of digits" in assert_problem(answer, 400, "invalid-json")["detail"]
