"""Why an estimate is what it is, and what every policy would make of the same claims."""

from fastapi.testclient import TestClient

from reconcile.estimation.policies import POLICIES
from tests.service.conftest import REPORT, claim


def test_every_claim_is_explained_with_its_words_and_its_chain(
    client: TestClient, incident: str
) -> None:
    client.post(f"{incident}/reports", json=REPORT)
    later = {"source": "وزارة الصحة", "via": ["وكالة النهر"]}
    body = claim(4, attribution=later, published_at="2026-03-01T10:00:00Z")
    newest = client.post(f"{incident}/claims", json=body).json()["claim"]["id"]
    answer = client.get(f"{incident}/explanation").json()
    estimate = client.get(f"{incident}/estimate").json()["estimates"]["killed"]
    killed = answer["explanations"]["killed"]
    assert (killed["low"], killed["best"], killed["high"]) == (4, 4, 4)
    first, last = killed["claims"]
    assert first["words"] == "ثلاثة أشخاص"
    assert (first["attribution"]["source"], first["publisher"]) == ("الدفاع المدني", "صحيفة الضفة")
    assert (first["sets"], first["because_of"]) == ([], newest)
    assert last["attribution"] == later
    assert (last["claim_id"], last["words"], last["report_id"]) == (newest, None, None)
    assert last["sets"] == ["low", "best", "high"]
    standings = {s["claim_id"]: (s["role"], s["reason"]) for s in estimate["standings"]}
    assert {c["claim_id"]: (c["role"], c["reason"]) for c in killed["claims"]} == standings


def test_claims_of_other_categories_that_set_a_bound_are_explained_too(
    client: TestClient, incident: str
) -> None:
    for hour, low, category in ((8, 10, "casualties"), (9, 5, "killed"), (9, 7, "injured")):
        at = f"2026-03-01T0{hour}:00:00Z"
        client.post(f"{incident}/claims", json=claim(low, category=category, published_at=at))
    found = client.get(f"{incident}/explanation").json()["explanations"]["casualties"]
    assert found["low"] == 12
    sets = {told["category"]: told["sets"] for told in found["claims"]}
    assert sets == {"casualties": [], "killed": ["low"], "injured": ["low"]}


def test_an_explanation_is_of_the_moment_asked_for(client: TestClient, incident: str) -> None:
    client.post(f"{incident}/claims", json=claim(3, published_at="2026-03-01T08:00:00Z"))
    client.post(f"{incident}/claims", json=claim(5, published_at="2026-03-01T09:00:00Z"))
    question = {"as_of": "2026-03-01T08:30:00Z", "policy": "maximum"}
    killed = client.get(f"{incident}/explanation", params=question).json()["explanations"]["killed"]
    assert [c["count"]["low"] for c in killed["claims"]] == [3]
    assert killed["policy"]["name"] == "maximum"


def test_policies_stand_side_by_side(client: TestClient, incident: str) -> None:
    for low, source in ((3, "وزارة الصحة"), (9, "الدفاع المدني"), (5, "المرصد")):
        client.post(f"{incident}/claims", json=claim(low, attribution={"source": source}))
    answer = client.get(f"{incident}/policies").json()
    assert set(answer["policies"]) == set(POLICIES)
    assert answer["convention"] == {"name": "literal", "version": 1}
    for name, made in answer["policies"].items():
        alone = client.get(f"{incident}/estimate", params={"policy": name}).json()["estimates"]
        figures = made["figures"]["killed"]
        assert made["policy"] == alone["killed"]["policy"]
        assert figures == {field: alone["killed"][field] for field in figures}


def test_an_incident_that_nobody_spoke_of(client: TestClient, incident: str) -> None:
    assert client.get(f"{incident}/explanation").json()["explanations"] == {}
    policies = client.get(f"{incident}/policies").json()["policies"]
    assert all(made["figures"] == {} for made in policies.values())
