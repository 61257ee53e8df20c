"""Claims are recorded once, listed, and taken back without being lost."""

from fastapi.testclient import TestClient

from tests.service.conftest import SetClock, claim
from tests.service.test_errors import assert_problem


def test_a_claim_gets_its_id_and_times_from_the_ledger(
    client: TestClient, incident: str, clock: SetClock
) -> None:
    taken = client.post(f"{incident}/claims", json=claim()).json()["claim"]
    assert taken["number"] == 1
    assert taken["recorded_at"] == clock.now.isoformat().replace("+00:00", "Z")
    assert taken["as_of"] == taken["published_at"] == "2026-03-01T10:00:00Z"
    assert taken["id"]


def test_the_same_claim_again_changes_nothing(client: TestClient, incident: str) -> None:
    first = client.post(f"{incident}/claims", json=claim())
    again = client.post(f"{incident}/claims", json=claim())
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == {"claim": first.json()["claim"], "revisions": []}


def test_a_whole_number_written_as_12_0_is_a_count(client: TestClient, incident: str) -> None:
    body = claim(count={"low": 12.0, "high": 12.0, "qualifier": "exact"})
    assert client.post(f"{incident}/claims", json=body).json()["claim"]["count"]["low"] == 12


def test_a_retraction_gives_the_estimate_without_the_claim(client: TestClient, incident: str) -> None:
    client.post(f"{incident}/claims", json=claim(3))
    wrong = client.post(
        f"{incident}/claims", json=claim(30, published_at="2026-03-01T11:00:00Z")
    ).json()["claim"]
    taken = client.post(f"{incident}/claims/{wrong['id']}/retraction", json={"reason": "a slip"})
    assert taken.status_code == 201
    revision = taken.json()["revisions"][0]
    assert (revision["kind"], revision["before"]["best"], revision["after"]["best"]) == (
        "retracted", 30, 3
    )  # fmt: skip
    assert "a slip" in revision["sentence"]
    assert client.get(f"{incident}/estimate").json()["estimates"]["killed"]["best"] == 3
    listed = client.get(f"{incident}/claims").json()["items"]
    assert [item["retraction"] is None for item in listed] == [True, False]


def test_a_second_retraction_changes_nothing(client: TestClient, incident: str) -> None:
    taken = client.post(f"{incident}/claims", json=claim()).json()["claim"]
    url = f"{incident}/claims/{taken['id']}/retraction"
    first, again = (client.post(url, json={"reason": reason}) for reason in ("a slip", "another"))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == {"retraction": first.json()["retraction"], "revisions": []}


def test_a_retracted_claim_sent_again_stays_retracted(client: TestClient, incident: str) -> None:
    taken = client.post(f"{incident}/claims", json=claim()).json()["claim"]
    client.post(f"{incident}/claims/{taken['id']}/retraction", json={"reason": "a slip"})
    again = client.post(f"{incident}/claims", json=claim())
    problem = assert_problem(again, 409, "retracted")
    assert "a slip" in problem["detail"]
    assert client.get(f"{incident}/estimate").json()["estimates"]["killed"]["best"] is None


def test_claims_are_listed_a_page_at_a_time(client: TestClient, incident: str) -> None:
    for low in range(1, 6):
        client.post(f"{incident}/claims", json=claim(low))
    first = client.get(f"{incident}/claims?limit=3").json()
    rest = client.get(f"{incident}/claims", params={"cursor": first["next"]}).json()
    assert [item["number"] for item in first["items"] + rest["items"]] == [1, 2, 3, 4, 5]
    assert rest["next"] is None
