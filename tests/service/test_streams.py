"""Revisions are followed over a real connection: each once, in order, whatever breaks in between."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.settings import Settings
from service.store.engine import migrated
from service.store.keys import Keys
from service.store.scopes import Scope
from tests.service.conftest import SetClock, claim
from tests.service.servers import in_a_thread
from tests.service.test_errors import assert_problem

Event = tuple[int, dict[str, Any]]


@pytest.fixture
def quick(settings: Settings) -> Settings:
    return settings.model_copy(update={"stream_poll_seconds": 0.02})


def _open(client: httpx2.Client) -> str:
    location: str = client.post("/v1/incidents", json={"title": "انهيار"}).headers["Location"]
    return location


def _record(client: httpx2.Client, incident: str, lows: Iterator[int] | range) -> None:
    """Record claims that each raise the toll: a revision each."""
    for low in lows:
        moment = f"2026-03-01T{8 + low // 60:02}:{low % 60:02}:00Z"
        client.post(f"{incident}/claims", json=claim(low, published_at=moment)).raise_for_status()


def _events(lines: Iterator[str]) -> Iterator[Event]:
    """Read events as a browser does: a comment is no event, an empty line ends one."""
    event: dict[str, str] = {}
    for line in lines:
        if not line:
            if "data" in event:
                assert event["event"] == "revision"
                yield int(event["id"]), httpx2.Response(200, text=event["data"]).json()
            event = {}
        elif not line.startswith(":"):
            name, _, value = line.partition(": ")
            event[name] = value


def _take(client: httpx2.Client, path: str, how_many: int, last: int | None = None) -> list[Event]:
    """Follow a stream, drop it after so many events, and return them."""
    headers = {} if last is None else {"Last-Event-ID": str(last)}
    taken: list[Event] = []
    with client.stream("GET", path, headers=headers) as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        for event in _events(answer.iter_lines()):
            taken.append(event)
            if len(taken) == how_many:
                break
    return taken


@pytest.mark.parametrize("of_all", [False, True])
def test_a_client_that_drops_and_resumes_sees_each_revision_once(
    quick: Settings, clock: SetClock, of_all: bool
) -> None:
    seen: list[Event] = []
    with in_a_thread(create_app(quick, clock)) as address, httpx2.Client(base_url=address) as client:
        first, second = _open(client), _open(client)
        path = "/v1/revisions/stream" if of_all else f"{first}/revisions/stream"
        _record(client, first, range(1, 4))
        _record(client, second, range(1, 3))
        seen += _take(client, path, 2)
        seen += _take(client, path, 1, seen[-1][0])
    # The service comes back: nothing is lost, and writing goes on while the stream is read.
    with in_a_thread(create_app(quick, clock)) as address, httpx2.Client(base_url=address) as client:
        with httpx2.Client(base_url=address) as other:
            writer = threading.Thread(target=_record, args=(other, first, range(4, 9)))
            writer.start()
            seen += _take(client, path, 7 if of_all else 5, seen[-1][0])
            writer.join()
        kept = client.get("/v1/revisions" if of_all else f"{first}/revisions").json()["items"]
        assert _take(client, f"{path}?wait=0", 99, seen[-1][0]) == []
        assert _take(client, f"{path}?wait=0&after=3", 99) == seen[3:]
    assert [revision for _, revision in seen] == kept
    place = "position" if of_all else "number"
    assert [id_ for id_, _ in seen] == [revision[place] for revision in kept]
    assert [id_ for id_, _ in seen] == list(range(1, len(seen) + 1))


def test_a_quiet_stream_shows_that_it_lives(quick: Settings, clock: SetClock) -> None:
    lively = quick.model_copy(update={"stream_heartbeat_seconds": 0.05})
    with (
        in_a_thread(create_app(lively, clock)) as address,
        httpx2.stream("GET", f"{address}/v1/revisions/stream", timeout=30) as answer,
    ):
        comments = (line for line in answer.iter_lines() if line.startswith(":"))
        assert next(comments) == ": each revision once, in order"
        assert [next(comments), next(comments)] == [": no news"] * 2


def test_a_stream_ends_when_the_service_stops(quick: Settings, clock: SetClock) -> None:
    rest: list[str] = []
    began = threading.Event()

    def follow(address: str) -> None:
        with httpx2.stream("GET", f"{address}/v1/revisions/stream", timeout=30) as answer:
            for line in answer.iter_lines():
                began.set()
                rest.append(line)

    with in_a_thread(create_app(quick, clock)) as address:
        follower = threading.Thread(target=follow, args=(address,))
        follower.start()
        assert began.wait(30)
    follower.join(30)  # a stream cut off in the middle would have raised in the thread
    assert not follower.is_alive()
    assert rest[-1] == ""


def test_a_stream_ends_when_its_key_is_revoked(quick: Settings, clock: SetClock) -> None:
    engine = migrated(quick.database_url)
    keys = Keys(engine, clock)
    kept, key = keys.create("desk", Scope.READ)
    bearer = {"Authorization": f"Bearer {key}"}
    with (
        in_a_thread(create_app(quick, clock, engine)) as address,
        httpx2.stream("GET", f"{address}/v1/revisions/stream", headers=bearer, timeout=30) as answer,
    ):
        lines = answer.iter_lines()
        assert next(lines) == ": each revision once, in order"
        keys.revoke(kept.id)
        assert not any(line.startswith("data") for line in lines)


def test_a_stream_without_a_key_ends_when_one_is_needed(quick: Settings, clock: SetClock) -> None:
    engine = migrated(quick.database_url)
    with (
        in_a_thread(create_app(quick, clock, engine)) as address,
        httpx2.stream("GET", f"{address}/v1/revisions/stream", timeout=30) as answer,
    ):
        lines = answer.iter_lines()
        assert next(lines) == ": each revision once, in order"
        Keys(engine, clock).create("desk", Scope.READ)
        assert not any(line.startswith("data") for line in lines)


def test_no_more_streams_are_opened_than_may_be(quick: Settings, clock: SetClock) -> None:
    few = quick.model_copy(update={"max_streams": 2})
    with in_a_thread(create_app(few, clock)) as address, httpx2.Client(base_url=address) as client:
        with (
            client.stream("GET", "/v1/revisions/stream") as one,
            client.stream("GET", "/v1/revisions/stream") as other,
        ):
            followed = [stream.iter_lines() for stream in (one, other)]  # kept, or they are closed
            assert [next(lines)[0] for lines in followed] == [":", ":"]
            refused = client.get("/v1/revisions/stream")
            assert_problem(refused, 503, "too-many-streams")
            assert refused.headers["Retry-After"] == "1"
        for _ in range(100):  # the service hears within a moment that they are gone
            answer = client.get("/v1/revisions/stream?wait=0")
            if answer.status_code == 200:
                break
            time.sleep(0.05)
        assert answer.status_code == 200


def test_all_revisions_are_listed_in_the_order_in_which_they_were_recorded(client: TestClient) -> None:
    places = [client.post("/v1/incidents", json={"title": "a"}).headers["Location"] for _ in "ab"]
    for low in (1, 2, 3):
        for place in places:
            body = claim(low, published_at=f"2026-03-01T08:0{low}:00Z")
            client.post(f"{place}/claims", json=body)
    first = client.get("/v1/revisions?limit=4")
    rest = client.get(first.links["next"]["url"]).json()
    items = first.json()["items"] + rest["items"]
    assert [item["position"] for item in items] == [1, 2, 3, 4, 5, 6]
    assert [item["number"] for item in items] == [1, 1, 2, 2, 3, 3]
    assert [f"/v1/incidents/{item['incident_id']}" for item in items] == places * 3


@pytest.mark.parametrize(
    ("path", "headers", "parameter"),
    [
        ("?after=-1", {}, "after"),
        ("?wait=-1", {}, "wait"),
        ("?since=3", {}, "since"),
        ("", {"Last-Event-ID": "x"}, "Last-Event-ID"),
        ("", {"Last-Event-ID": "9999999999"}, "Last-Event-ID"),
    ],
)
def test_a_stream_that_cannot_begin_is_refused(
    client: TestClient, incident: str, path: str, headers: dict[str, str], parameter: str
) -> None:
    for stream in ("/v1/revisions/stream", f"{incident}/revisions/stream"):
        problem = assert_problem(client.get(f"{stream}{path}", headers=headers), 422, "invalid-input")
        assert [fault["parameter"] for fault in problem["errors"]] == [parameter]


@pytest.mark.parametrize("of_all", [False, True])
def test_what_comes_after_an_event_that_is_not_there_is_not_waited_for(
    client: TestClient, incident: str, of_all: bool
) -> None:
    """As after a backup was put back: the ledger ends sooner than its follower remembers."""
    stream = "/v1/revisions/stream" if of_all else f"{incident}/revisions/stream"
    client.post(f"{incident}/claims", json=claim(3)).raise_for_status()
    assert client.get(f"{stream}?wait=0", headers={"Last-Event-ID": "1"}).status_code == 200
    assert client.get(f"{stream}?wait=0&after=1").status_code == 200
    for answer, parameter in (
        (client.get(stream, headers={"Last-Event-ID": "2"}), "Last-Event-ID"),
        (client.get(f"{stream}?after=2147483647"), "after"),
    ):
        problem = assert_problem(answer, 409, "beyond-the-end")
        assert [fault["parameter"] for fault in problem["errors"]] == [parameter]
        assert "backup" in problem["detail"]


def test_an_unknown_incident_cannot_be_followed(client: TestClient) -> None:
    assert_problem(client.get("/v1/incidents/nowhere/revisions/stream"), 404, "not-found")
