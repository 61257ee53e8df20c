"""The toll now, at any past moment, as known at any past moment; and its revisions."""

from fastapi.testclient import TestClient

from tests.service.conftest import SetClock, claim


def _best(client: TestClient, incident: str, **question: str) -> int | None:
    estimates = client.get(f"{incident}/estimate", params=question).json()["estimates"]
    best: int | None = estimates["killed"]["best"] if "killed" in estimates else None
    return best


def test_a_category_nobody_spoke_of_is_absent_and_not_zero(client: TestClient, incident: str) -> None:
    assert client.get(f"{incident}/estimate").json()["estimates"] == {}


def test_an_estimate_names_its_method_and_the_claims_behind_each_figure(
    client: TestClient, incident: str
) -> None:
    taken = client.post(f"{incident}/claims", json=claim(3)).json()["claim"]
    killed = client.get(f"{incident}/estimate").json()["estimates"]["killed"]
    assert (killed["low"], killed["best"], killed["high"]) == (3, 3, 3)
    assert killed["low_claims"] == killed["best_claims"] == killed["high_claims"] == [taken["id"]]
    assert killed["policy"] == {"name": "agreement", "version": 3}
    assert killed["convention"] == {"name": "literal", "version": 1}


def test_two_clocks(client: TestClient, incident: str, clock: SetClock) -> None:
    client.post(f"{incident}/claims", json=claim(3, published_at="2026-03-01T08:00:00Z"))
    known = clock.now.isoformat()
    clock.forward(hours=1)
    # What spoke of 09:00 is learned only now.
    client.post(f"{incident}/claims", json=claim(5, published_at="2026-03-01T09:00:00Z"))
    assert _best(client, incident) == 5
    assert _best(client, incident, as_of="2026-03-01T08:30:00Z") == 3
    assert _best(client, incident, as_of="2026-03-01T09:30:00Z") == 5
    assert _best(client, incident, known_at=known) == 3
    assert _best(client, incident, as_of="2026-03-01T09:30:00Z", known_at=known) == 3
    assert _best(client, incident, as_of="2026-03-01T07:00:00Z") is None


def test_a_convention_can_be_chosen(client: TestClient, incident: str) -> None:
    tens = {"low": 20, "high": 99, "qualifier": "vague", "term": "tens"}
    client.post(f"{incident}/claims", json=claim(count=tens))
    lows = [
        client.get(f"{incident}/estimate", params={"convention": name}).json()["estimates"]["killed"][
            "low"
        ]
        for name in ("literal", "none", "acled", "em-dat", "airwars")
    ]
    assert lows == [20, 1, 10, 20, 12]


def test_a_policy_can_be_chosen(client: TestClient, incident: str) -> None:
    for low, source in ((3, "وزارة الصحة"), (9, "الدفاع المدني"), (5, "المرصد")):
        client.post(f"{incident}/claims", json=claim(low, attribution={"source": source}))
    listed = client.get(f"{incident}/claims").json()["items"]
    for name, expected in {"airwars": (3, 5, 9), "acled": (3, 3, 3), "maximum": (9, 9, 9)}.items():
        asked = client.get(f"{incident}/estimate", params={"policy": name}).json()
        answer = client.post("/v1/reconcile", json={"claims": listed, "policy": name}).json()
        killed = asked["estimates"]["killed"]
        assert (killed["low"], killed["best"], killed["high"]) == expected
        assert killed["policy"]["name"] == name
        assert answer["estimates"] == asked["estimates"]


def test_revisions_are_listed_in_the_order_in_which_they_became_known(
    client: TestClient, incident: str
) -> None:
    for low, hour in ((3, 8), (5, 9), (4, 10)):
        client.post(f"{incident}/claims", json=claim(low, published_at=f"2026-03-01T{hour:02}:00:00Z"))
    revisions = client.get(f"{incident}/revisions").json()["items"]
    assert [(r["number"], r["kind"], r["after"]["best"]) for r in revisions] == [
        (1, "initial", 3),
        (2, "raised", 5),
        (3, "corrected", 4),
    ]
    first = client.get(f"{incident}/revisions?limit=2").json()
    assert [r["number"] for r in first["items"]] == [1, 2]
    rest = client.get(f"{incident}/revisions", params={"cursor": first["next"]}).json()
    assert [r["number"] for r in rest["items"]] == [3]


def test_reconciling_without_a_ledger_gives_the_same_answer(client: TestClient, incident: str) -> None:
    for low, source in ((3, "وزارة الصحة"), (5, "الدفاع المدني")):
        client.post(f"{incident}/claims", json=claim(low, attribution={"source": source}))
    listed = client.get(f"{incident}/claims").json()["items"]
    answer = client.post("/v1/reconcile", json={"claims": listed}).json()
    assert answer["estimates"] == client.get(f"{incident}/estimate").json()["estimates"]
    assert answer["revisions"] == client.get(f"{incident}/revisions").json()["items"]
    killed = answer["estimates"]["killed"]
    assert (killed["low"], killed["high"], killed["status"]) == (3, 5, "contested")


def test_extracting_without_a_ledger_records_nothing(client: TestClient) -> None:
    answer = client.post("/v1/extract", json={"text": "سقوط ثلاثة قتلى"})
    assert [c["count"]["low"] for c in answer.json()["claims"]] == [3]
    assert "published_at" not in answer.json()["claims"][0]
    assert client.get("/v1/incidents").json()["items"] == []
