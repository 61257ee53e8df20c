"""Incidents are opened, read and listed."""

from fastapi.testclient import TestClient

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


def test_the_root_leads_to_the_documentation(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.url.path == "/docs"
    assert answer.status_code == 200
