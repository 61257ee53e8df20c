"""Claims are recorded once, listed, and taken back without being lost."""

import json

import pytest
from fastapi.testclient import TestClient

from tests.service.conftest import REPORT, SetClock, claim
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


def test_a_claim_is_found_where_its_location_says(client: TestClient, incident: str) -> None:
    taken = client.post(f"{incident}/claims", json=claim())
    path = taken.headers["Location"]
    assert path == f"{incident}/claims/{taken.json()['claim']['id']}"
    assert client.get(path).json() == taken.json()["claim"]
    assert client.post(f"{incident}/claims", json=claim()).headers["Location"] == path
    corrected = client.post(f"{path}/correction", json={"reason": "a slip", "claim": claim(4)})
    assert client.get(corrected.headers["Location"]).json() == corrected.json()["claim"]
    wrong = client.get(path).json()
    assert wrong["retraction"] == corrected.json()["retraction"]
    assert wrong == client.get(f"{incident}/claims").json()["items"][0]
    assert_problem(client.get(f"{incident}/claims/nothing"), 404, "not-found")
    assert_problem(client.get(f"{incident}/claims/a%00b"), 404, "not-found")


def test_a_claim_shows_its_selectors_as_the_list_does(client: TestClient, incident: str) -> None:
    client.post(f"{incident}/reports", json=REPORT)
    listed = client.get(f"{incident}/claims?selectors=true").json()["items"][0]
    assert client.get(f"{incident}/claims/{listed['id']}?selectors=true").json() == listed


@pytest.mark.parametrize("what", ["retraction", "correction"])
def test_a_claim_is_not_taken_back_by_who_has_read_another(
    client: TestClient, incident: str, what: str
) -> None:
    path = client.post(f"{incident}/claims", json=claim()).headers["Location"]
    tag = client.get(path).headers["ETag"]
    assert client.get(f"{path}?selectors=true").headers["ETag"] == tag
    body = {"reason": "a slip"} | ({"claim": claim(5)} if what == "correction" else {})
    for stale in ('"guess"', f"W/{tag}", ""):
        answer = client.post(f"{path}/{what}", json=body, headers={"If-Match": stale})
        assert_problem(answer, 412, "precondition-failed")
    assert client.get(path).headers["ETag"] == tag
    done = client.post(f"{path}/{what}", json=body, headers={"If-Match": tag})
    assert done.status_code == 201
    again = client.post(f"{path}/{what}", json=body, headers={"If-Match": tag})
    assert again.status_code == 200, "what a lost answer made is known, and nothing changes"
    assert client.get(path).headers["ETag"] != tag


def test_what_only_adds_takes_no_if_match(client: TestClient, incident: str) -> None:
    headers = {"If-Match": '"guess"'}
    for path, body in (
        ("/v1/incidents", {"title": "a"}),
        (f"{incident}/reports", REPORT),
        (f"{incident}/claims", claim()),
        ("/v1/extract", {"text": "a"}),
        ("/v1/reconcile", {"claims": []}),
    ):
        problem = assert_problem(client.post(path, json=body, headers=headers), 422, "invalid-input")
        assert [fault["parameter"] for fault in problem["errors"]] == ["If-Match"]
    lines = headers | {"Content-Type": "application/x-ndjson"}
    answer = client.post(f"{incident}/claims", content=json.dumps(claim()), headers=lines)
    assert_problem(answer, 422, "invalid-input")
    assert client.get(f"{incident}/claims").json()["items"] == []
    assert len(client.get("/v1/incidents").json()["items"]) == 1


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


def test_a_cursor_is_for_its_list_alone(client: TestClient, incident: str) -> None:
    for low in range(1, 6):
        client.post(f"{incident}/claims", json=claim(low))
    cursor = client.get(f"{incident}/claims?limit=3").json()["next"]
    assert client.get(f"{incident}/claims", params={"cursor": cursor, "limit": "1"}).status_code == 200
    for path, asked in (
        (f"{incident}/claims", {"category": "killed"}),
        (f"{incident}/revisions", {}),
        ("/v1/revisions", {}),
        ("/v1/incidents", {}),
    ):
        answer = client.get(path, params={"cursor": cursor, **asked})
        assert assert_problem(answer, 422, "invalid-input")["errors"][0]["parameter"] == "cursor"


def test_half_a_character_beside_the_evidence_is_refused(client: TestClient, incident: str) -> None:
    body = claim(5) | {"evidence": {"exact": "5", "start": 0, "end": 1, "suffix": "\ud83d"}}
    content = json.dumps(body).encode()
    answer = client.post(
        f"{incident}/claims", content=content, headers={"Content-Type": "application/json"}
    )
    assert assert_problem(answer, 422, "invalid-input")["errors"][0]["pointer"] == "#/evidence/suffix"


def _numbers(client: TestClient, incident: str, **question: str) -> list[int]:
    answer = client.get(f"{incident}/claims", params=question)
    assert answer.status_code == 200, answer.text
    return [item["number"] for item in answer.json()["items"]]


def test_claims_are_listed_by_what_is_asked_for(client: TestClient, incident: str) -> None:
    report = client.post(f"{incident}/reports", json=REPORT).json()  # killed and injured, civil defence
    client.post(f"{incident}/claims", json=claim(4, attribution={"source": "Reuters"}))
    wrong = client.post(f"{incident}/claims", json=claim(5, attribution={"source": "رويترز"})).json()
    client.post(f"{incident}/claims/{wrong['claim']['id']}/retraction", json={"reason": "a slip"})
    assert _numbers(client, incident, category="killed") == [1, 3, 4]
    assert _numbers(client, incident, report=report["report"]["id"]) == [1, 2]
    assert _numbers(client, incident, source="وكالة رويترز") == [3, 4]
    assert _numbers(client, incident, source="الدفاع المدني", category="injured") == [2]
    assert _numbers(client, incident, state="retracted") == [4]
    assert _numbers(client, incident, state="live", source="reuters") == [3]
    assert _numbers(client, incident, source="nobody") == []


def test_filtered_claims_are_listed_a_page_at_a_time(client: TestClient, incident: str) -> None:
    for low in range(1, 9):
        category = "killed" if low % 2 else "injured"
        client.post(f"{incident}/claims", json=claim(low, category=category))
    first = client.get(f"{incident}/claims?category=injured&limit=3")
    rest = client.get(first.links["next"]["url"]).json()
    items = first.json()["items"] + rest["items"]
    assert [item["number"] for item in items] == [2, 4, 6, 8]
    assert rest["next"] is None


def test_evidence_is_given_as_selectors_that_find_its_words(client: TestClient, incident: str) -> None:
    text = "🙂 " + REPORT["text"]  # outside the basic plane: code points are not UTF-16 units
    client.post(f"{incident}/reports", json=REPORT | {"text": text})
    client.post(f"{incident}/claims", json=claim(9))
    assert "selectors" not in client.get(f"{incident}/claims").json()["items"][0]
    items = client.get(f"{incident}/claims?selectors=true").json()["items"]
    assert "selectors" not in items[2]  # a bare figure has no evidence
    for item in items[:2]:
        quote, position = item["selectors"]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_a_correction_puts_one_claim_in_anothers_place(client: TestClient, incident: str) -> None:
    wrong = client.post(f"{incident}/claims", json=claim(30)).json()["claim"]
    url = f"{incident}/claims/{wrong['id']}/correction"
    taken = client.post(url, json={"reason": "a digit too many", "claim": claim(3)})
    assert taken.status_code == 201
    right = taken.json()["claim"]
    assert right["corrects"] == [wrong["id"]]
    assert taken.json()["retraction"]["claim_id"] == wrong["id"]
    old, new = client.get(f"{incident}/claims").json()["items"]
    assert (old["corrected_by"], new["corrects"]) == (right["id"], [wrong["id"]])
    assert (old["retraction"]["reason"], new["retraction"]) == ("a digit too many", None)
    assert client.get(f"{incident}/estimate").json()["estimates"]["killed"]["best"] == 3
    listed = client.get(f"{incident}/claims").json()["items"]
    replayed = client.post("/v1/reconcile", json={"claims": listed}).json()
    kept = client.get(f"{incident}/revisions").json()["items"]
    assert replayed["revisions"] == kept
    assert all(revision["after"]["best"] is not None for revision in kept)
    again = client.post(url, json={"reason": "a digit too many", "claim": claim(3)})
    assert again.status_code == 200
    assert again.json() == taken.json() | {"revisions": []}


def test_a_claim_put_in_the_place_of_two_names_both(client: TestClient, incident: str) -> None:
    wrong = [
        client.post(f"{incident}/claims", json=claim(low)).json()["claim"]["id"] for low in (30, 33)
    ]
    for claim_id in wrong:
        body = {"reason": "a digit too many", "claim": claim(3)}
        taken = client.post(f"{incident}/claims/{claim_id}/correction", json=body)
    assert taken.json()["claim"]["corrects"] == sorted(wrong)
    right = taken.json()["claim"]["id"]
    listed = {item["id"]: item for item in client.get(f"{incident}/claims").json()["items"]}
    assert [listed[claim_id]["corrected_by"] for claim_id in wrong] == [right, right]
    assert listed[right]["corrects"] == sorted(wrong)


def test_a_correction_that_cannot_be_changes_nothing(client: TestClient, incident: str) -> None:
    first, second, third = (
        client.post(f"{incident}/claims", json=claim(low)).json()["claim"]["id"] for low in (1, 2, 3)
    )
    client.post(f"{incident}/claims/{second}/retraction", json={"reason": "a slip"})
    before = client.get(f"{incident}/claims").json()
    for claim_id, low in ((second, 9), (first, 1), (first, 2)):
        body = {"reason": "another slip", "claim": claim(low)}
        answer = client.post(f"{incident}/claims/{claim_id}/correction", json=body)
        assert_problem(answer, 409, "no-correction")
    body = {"reason": "\x00", "claim": claim(4)}
    answer = client.post(f"{incident}/claims/{third}/correction", json=body)
    assert assert_problem(answer, 422, "invalid-input")["errors"][0]["pointer"] == "#/reason"
    body = {"reason": "a slip", "claim": claim(published_at="2036-03-01T10:00:00Z")}
    answer = client.post(f"{incident}/claims/{third}/correction", json=body)
    assert assert_problem(answer, 422, "invalid-input")["errors"][0]["pointer"] == "#/claim/published_at"
    answer = client.post(f"{incident}/claims/0/correction", json={"reason": "a slip", "claim": claim()})
    assert_problem(answer, 404, "not-found")
    assert client.get(f"{incident}/claims").json() == before


def test_a_retraction_needs_a_reason_in_words(client: TestClient, incident: str) -> None:
    taken = client.post(f"{incident}/claims", json=claim()).json()["claim"]
    for reason in ("", " \n", "a\x00b", "x" * 2_001):
        answer = client.post(f"{incident}/claims/{taken['id']}/retraction", json={"reason": reason})
        assert_problem(answer, 422, "invalid-input")
