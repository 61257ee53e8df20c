"""The source registry: versions are only added, and an estimate says which it was made with."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.service.conftest import claim
from tests.service.test_errors import assert_problem

MINISTRY = {"name": "وزارة صحة الرمانة", "kind": "official", "aliases": ["صحة الرمانة", "RMoH"]}


def _put(client: TestClient, key: str, body: dict[str, Any], tag: str | None = None) -> Any:
    headers = {"If-Match": tag} if tag else {}
    return client.put(f"/v1/sources/{key}", json=body, headers=headers)


def test_every_profile_a_source_had_is_kept(client: TestClient) -> None:
    new = _put(client, "ministry", MINISTRY)
    assert (new.status_code, new.json()["version"]) == (201, 1)
    other = _put(client, "desk", {"name": "مكتب النهر", "kind": "media"})
    changed = _put(client, "ministry", MINISTRY | {"reliability": 0.25}, new.headers["ETag"])
    assert (changed.status_code, changed.json()["version"]) == (200, 3)
    assert client.get("/v1/sources/ministry").json() == changed.json()
    assert client.get("/v1/sources/ministry?version=2").json() == new.json()
    now = client.get("/v1/sources").json()
    assert (now["items"], now["registry_version"]) == ([other.json(), changed.json()], 3)
    then = client.get("/v1/sources?version=2").json()
    assert (then["items"], then["registry_version"]) == ([new.json(), other.json()], 2)
    assert client.get("/v1/sources?version=0").json()["items"] == []
    versions = client.get("/v1/sources/ministry/versions").json()["items"]
    assert versions == [new.json(), changed.json()]


def test_the_same_profile_again_changes_nothing(client: TestClient) -> None:
    new = _put(client, "ministry", MINISTRY)
    again = _put(client, "ministry", MINISTRY)
    assert (again.status_code, again.json()) == (200, new.json())
    assert client.get("/v1/sources").json()["registry_version"] == 1


@pytest.mark.parametrize("alias", ["RMoH", "rmoh", "صحّة الرمانه", "وزارة صحة الرمانة"])
def test_two_sources_cannot_claim_one_name(client: TestClient, alias: str) -> None:
    _put(client, "ministry", MINISTRY)
    answer = _put(client, "other", {"name": "مكتب النهر", "kind": "media", "aliases": [alias]})
    problem = assert_problem(answer, 409, "conflicting-sources")
    assert "مكتب النهر" in problem["detail"]
    assert "وزارة صحة الرمانة" in problem["detail"]
    assert [fault["pointer"] for fault in problem["errors"]] == ["#/aliases/0"]
    assert_problem(client.get("/v1/sources/other"), 404, "not-found")
    assert client.get("/v1/sources").json()["registry_version"] == 1


@pytest.mark.parametrize(
    ("name", "aliases", "pointer"),
    [
        ("RMoH", ["مكتب النهر"], "#/name"),
        ("وزارة صحة الرمانة", ["RMoH"], "#/name"),
        ("مكتب النهر", ["النهر", "River desk", "rmoh", "صحة الرمانة"], "#/aliases/2"),
    ],
)
def test_a_name_that_is_taken_is_pointed_at(
    client: TestClient, name: str, aliases: list[str], pointer: str
) -> None:
    _put(client, "ministry", MINISTRY)
    answer = _put(client, "other", {"name": name, "kind": "media", "aliases": aliases})
    problem = assert_problem(answer, 409, "conflicting-sources")
    assert [fault["pointer"] for fault in problem["errors"]] == [pointer]


def test_a_source_is_not_changed_by_who_has_not_read_it(client: TestClient) -> None:
    tag = _put(client, "ministry", MINISTRY).headers["ETag"]
    assert_problem(_put(client, "ministry", MINISTRY | {"aliases": []}), 428, "precondition-required")
    _put(client, "ministry", MINISTRY | {"aliases": []}, tag)
    assert_problem(
        _put(client, "ministry", MINISTRY | {"kind": "party"}, tag), 412, "precondition-failed"
    )
    assert_problem(_put(client, "desk", {"name": "a", "kind": "media"}, tag), 412, "precondition-failed")


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("sources?version=1", 422, "invalid-input"),
        ("sources/ministry?version=1", 422, "invalid-input"),
        ("sources/ministry", 404, "not-found"),
        ("sources/ministry/versions", 404, "not-found"),
        ("sources/Not%20a%20key", 422, "invalid-input"),
    ],
)
def test_what_is_not_in_the_registry(client: TestClient, path: str, status: int, kind: str) -> None:
    assert_problem(client.get(f"/v1/{path}"), status, kind)


def _origins(client: TestClient, incident: str, **question: str) -> tuple[int, list[str]]:
    answer = client.get(f"{incident}/estimate", params=question).json()
    return answer["registry_version"], answer["estimates"]["killed"]["origins"]


def test_an_estimate_keeps_to_the_registry_of_its_incident(client: TestClient) -> None:
    before = client.post("/v1/incidents", json={"title": "before"}).headers["Location"]
    tag = _put(client, "ministry", MINISTRY).headers["ETag"]
    after = client.post("/v1/incidents", json={"title": "after"}).headers["Location"]
    for incident in (before, after):
        for source in ("صحة الرمانة", "RMoH"):
            client.post(f"{incident}/claims", json=claim(attribution={"source": source}))
    assert client.get(after).json()["registry_version"] == 1
    assert _origins(client, before) == (0, ["RMoH", "صحة الرمانة"])
    assert _origins(client, after) == (1, ["وزارة صحة الرمانة"])
    _put(client, "ministry", MINISTRY | {"name": "الوزارة في الرمانة"}, tag)
    assert _origins(client, after) == (1, ["وزارة صحة الرمانة"])
    assert _origins(client, after, registry="latest") == (2, ["الوزارة في الرمانة"])
    assert _origins(client, before, registry="1") == (1, ["وزارة صحة الرمانة"])
    assert _origins(client, after, registry="0")[0] == 0
    # One voice alone corroborates nothing: the revisions were made with the same registry.
    for incident, status in ((before, "corroborated"), (after, "single_source")):
        last = client.get(f"{incident}/revisions").json()["items"][-1]
        now = client.get(f"{incident}/estimate").json()["estimates"]["killed"]
        assert last["after"]["status"] == now["status"] == status


@pytest.mark.parametrize("asked", ["7", "newest", "-1", "01"])
def test_an_unknown_registry_is_refused(client: TestClient, incident: str, asked: str) -> None:
    answer = client.get(f"{incident}/estimate", params={"registry": asked})
    problem = assert_problem(answer, 422, "invalid-input")
    assert [fault["parameter"] for fault in problem["errors"]] == ["registry"]
