"""Incidents are opened, read and listed."""

from fastapi.testclient import TestClient

from tests.service.conftest import SetClock
from tests.service.test_errors import assert_problem

INCIDENT = {"title": "حريق سوق", "place": "الرمانة", "occurred_at": "2026-03-01T09:10:00+03:00"}


def test_an_incident_is_found_where_its_location_says(client: TestClient) -> None:
    opened = client.post("/v1/incidents", json=INCIDENT)
    assert opened.status_code == 201
    assert client.get(opened.headers["Location"]).json() == opened.json()
    assert opened.json()["title"] == "حريق سوق"
    assert opened.json()["occurred_at"] == "2026-03-01T09:10:00+03:00"


def test_incidents_are_listed_in_order_a_page_at_a_time(client: TestClient) -> None:
    titles = [f"incident {number}" for number in range(5)]
    for title in titles:
        client.post("/v1/incidents", json={"title": title})
    seen: list[str] = []
    url: str | None = "/v1/incidents?limit=2"
    pages = 0
    while url:
        answer = client.get(url)
        seen += [item["title"] for item in answer.json()["items"]]
        link = answer.links.get("next", {}).get("url")
        assert (link is None) == (answer.json()["next"] is None)
        url, pages = link, pages + 1
    assert seen == titles
    assert pages == 3


def test_the_same_title_twice_is_two_incidents(client: TestClient) -> None:
    ids = {client.post("/v1/incidents", json=INCIDENT).json()["id"] for _ in range(2)}
    assert len(ids) == 2


def test_the_root_is_a_page_that_leads_to_the_documentation(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert 'href="/docs"' in answer.text
    assert answer.status_code == 200


def _titles(client: TestClient, **question: str) -> list[str]:
    answer = client.get("/v1/incidents", params=question)
    assert answer.status_code == 200, answer.text
    return [item["title"] for item in answer.json()["items"]]


def test_incidents_are_found_in_any_spelling(client: TestClient) -> None:
    client.post("/v1/incidents", json={"title": "إنهيار مبنى", "place": "الرَّمانة"})
    client.post("/v1/incidents", json={"title": "Market FIRE 100%"})
    assert _titles(client, q="انهيار الرمانه") == ["إنهيار مبنى"]
    assert _titles(client, q="أنهيار حريق") == []
    assert _titles(client, q="fire") == ["Market FIRE 100%"]
    assert _titles(client, q="0%") == ["Market FIRE 100%"]
    assert _titles(client, q="m%t") == []


def test_incidents_are_found_by_when_they_began(client: TestClient) -> None:
    for hour in (8, 9, 10):
        moment = f"2026-03-01T{hour:02}:00:00+03:00"
        client.post("/v1/incidents", json={"title": f"at {hour}", "occurred_at": moment})
    client.post("/v1/incidents", json={"title": "some time"})
    assert _titles(client, occurred_from="2026-03-01T06:00:00Z") == ["at 9", "at 10"]
    assert _titles(client, occurred_until="2026-03-01T06:00:00Z") == ["at 8"]


def test_a_time_between_a_later_and_an_earlier_one_is_refused(client: TestClient) -> None:
    question = {"occurred_from": "2026-03-02T00:00:00Z", "occurred_until": "2026-03-02T02:59:59+03:00"}
    problem = assert_problem(client.get("/v1/incidents", params=question), 422, "invalid-input")
    assert [fault["parameter"] for fault in problem["errors"]] == ["occurred_from"]
    assert "later than occurred_until" in problem["detail"]


def test_a_search_without_words_is_refused(client: TestClient) -> None:
    for words in ("", " ", "\u00a0\t"):
        answer = client.get("/v1/incidents", params={"q": words})
        problem = assert_problem(answer, 422, "invalid-input")
        assert [fault["parameter"] for fault in problem["errors"]] == ["q"]


def test_marks_alone_are_no_question_for_all(client: TestClient) -> None:
    client.post("/v1/incidents", json=INCIDENT)
    for words in ("ـ", "\u064e", "\x1c"):
        assert _titles(client, q=words) == []


def test_incidents_are_found_by_what_others_call_them(client: TestClient) -> None:
    ids = [{"scheme": "GLIDE", "id": "FR-2026-000017-LBN"}, {"scheme": "desk", "id": "a:7"}]
    opened = client.post("/v1/incidents", json=INCIDENT | {"external_ids": ids}).json()
    client.post("/v1/incidents", json={"title": "another"})
    assert opened["external_ids"] == ids
    for asked in ("GLIDE:FR-2026-000017-LBN", "glide:fr-2026-000017-lbn", "desk:a:7"):
        assert _titles(client, external_id=asked) == ["حريق سوق"]
    assert _titles(client, external_id="desk:FR-2026-000017-LBN") == []
    assert _titles(client, q="000017") == ["حريق سوق"]


def test_a_search_keeps_its_question_from_page_to_page(client: TestClient) -> None:
    for number in range(5):
        client.post("/v1/incidents", json={"title": f"fire {number}"})
        client.post("/v1/incidents", json={"title": f"flood {number}"})
    first = client.get("/v1/incidents?q=fire&limit=3")
    rest = client.get(first.links["next"]["url"])
    items = first.json()["items"] + rest.json()["items"]
    assert [item["title"] for item in items] == [f"fire {number}" for number in range(5)]
    assert "next" not in rest.links
    assert client.get(rest.links["first"]["url"]).json() == first.json()


def test_a_description_is_corrected_and_none_is_lost(client: TestClient, clock: SetClock) -> None:
    opened = client.post("/v1/incidents", json=INCIDENT)
    url = opened.headers["Location"]
    clock.forward(hours=1)
    corrected = INCIDENT | {"place": "الزيتونة"}
    answer = client.put(url, json=corrected, headers={"If-Match": opened.headers["ETag"]})
    assert answer.status_code == 200
    assert (answer.json()["version"], answer.json()["place"]) == (2, "الزيتونة")
    assert answer.json()["recorded_at"] == opened.json()["recorded_at"]
    assert client.get(url).json() == answer.json()
    versions = client.get(f"{url}/versions").json()["items"]
    assert versions == [opened.json(), answer.json()]
    assert _titles(client, q="الرمانة") == []
    assert _titles(client, q="الزيتونة") == ["حريق سوق"]


def test_the_same_description_again_changes_nothing(client: TestClient) -> None:
    opened = client.post("/v1/incidents", json=INCIDENT)
    again = client.put(opened.headers["Location"], json=INCIDENT)
    assert (again.status_code, again.json()) == (200, opened.json())


def test_a_description_is_not_changed_by_who_has_not_read_it(client: TestClient) -> None:
    opened = client.post("/v1/incidents", json=INCIDENT)
    url, tag = opened.headers["Location"], opened.headers["ETag"]
    other = {"title": "another"}
    assert_problem(client.put(url, json=other), 428, "precondition-required")
    client.put(url, json={"title": "first to change it"}, headers={"If-Match": tag})
    for stale in (tag, f"W/{tag}", '"guess"', ""):
        answer = client.put(url, json=other, headers={"If-Match": stale})
        assert_problem(answer, 412, "precondition-failed")
    assert client.get(url).json()["title"] == "first to change it"
    assert client.put(url, json=other, headers={"If-Match": "*"}).status_code == 200
