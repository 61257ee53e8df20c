"""HEAD is answered as GET is, without the body; a wrong method is told all right ones."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.responses import StreamingResponse

from service.edge.heads import Heads
from tests.service.conftest import claim
from tests.service.test_errors import assert_problem


def test_every_get_answers_head(client: TestClient, incident: str) -> None:
    known = client.post(f"{incident}/claims", json=claim()).json()["claim"]["id"]
    contract = client.get("/openapi.json").json()["paths"]
    gets = [path for path, operations in contract.items() if "get" in operations]
    assert len(gets) >= 8
    for path in [*gets, "/docs", "/openapi.json", "/docs/assets/favicon.png"]:
        url = path.replace("{incident_id}", incident.rsplit("/", 1)[-1]).replace("{claim_id}", known)
        url += "?wait=0" if path.endswith("/stream") else ""  # which else stays open
        got, headed = client.get(url), client.head(url)
        assert headed.status_code == got.status_code, path
        assert headed.content == b""
        same = {"x-request-id", "content-length"} if path == "/metrics" else {"x-request-id"}
        assert {k: v for k, v in headed.headers.items() if k not in same} == {
            k: v for k, v in got.headers.items() if k not in same
        }


def test_head_of_nothing_is_not_found_without_a_body(client: TestClient) -> None:
    answer = client.head("/v1/incidents/nowhere")
    assert (answer.status_code, answer.content) == (404, b"")


@pytest.mark.parametrize("method", ["HEAD", "PUT"])
def test_a_path_for_post_only_says_so(client: TestClient, method: str) -> None:
    answer = client.request(method, "/v1/extract", headers={"Content-Type": "application/json"})
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_every_method_of_a_path_is_allowed_by_name(client: TestClient, method: str) -> None:
    answer = client.request(method, "/v1/incidents")
    assert_problem(answer, 405, "method-not-allowed")
    assert answer.headers["Allow"] == "GET, HEAD, POST"


def test_head_of_an_endless_stream_ends() -> None:
    app = FastAPI()
    ended = []

    @app.get("/stream")
    async def stream() -> StreamingResponse:
        async def endless() -> AsyncIterator[bytes]:
            try:
                while True:
                    yield b"on and on\n"
            finally:
                ended.append(True)

        return StreamingResponse(endless(), headers={"X-Kind": "stream"})

    app.add_middleware(Heads)
    with TestClient(app) as client:
        answer = client.head("/stream")
    assert (answer.status_code, answer.headers["X-Kind"], answer.content) == (200, "stream", b"")
    assert ended == [True]
