"""Reports are recorded with the claims they make, once."""

from pathlib import Path

from fastapi.testclient import TestClient

from tests.service.conftest import REPORT


def test_a_report_becomes_attributed_claims_with_their_words(client: TestClient, incident: str) -> None:
    answer = client.post(f"{incident}/reports", json=REPORT)
    assert answer.status_code == 201
    killed, injured = answer.json()["claims"]
    assert (killed["category"], killed["count"]["low"], killed["count"]["high"]) == ("killed", 3, 3)
    assert injured["count"] == {
        "low": 12, "high": None, "qualifier": "at_least", "term": None, "unit": "persons"
    }  # fmt: skip
    for claim in (killed, injured):
        evidence = claim["evidence"]
        assert REPORT["text"][evidence["start"] : evidence["end"]] == evidence["exact"]
        assert claim["attribution"]["source"] == "الدفاع المدني"
        assert claim["report_id"] == answer.json()["report"]["id"]


def test_every_claim_leads_back_to_its_report(client: TestClient, incident: str) -> None:
    taken = client.post(f"{incident}/reports", json=REPORT)
    report = client.get(taken.headers["Location"]).json()
    assert report["text"] == REPORT["text"]
    assert report["publisher"] == REPORT["publisher"]


def test_the_same_report_again_changes_nothing(client: TestClient, incident: str) -> None:
    first = client.post(f"{incident}/reports", json=REPORT)
    again = client.post(f"{incident}/reports", json=REPORT)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["claims"] == first.json()["claims"]
    assert again.json()["revisions"] == []
    assert len(client.get(f"{incident}/claims").json()["items"]) == 2


def test_one_moment_is_one_report_whatever_its_offset(client: TestClient, incident: str) -> None:
    first = client.post(f"{incident}/reports", json=REPORT)
    for written in ("2026-03-01T06:40:00Z", "2026-03-01T02:10:00-04:30"):
        again = client.post(f"{incident}/reports", json=REPORT | {"published_at": written})
        assert again.status_code == 200
        assert again.json()["report"] == first.json()["report"]
    later = client.post(f"{incident}/reports", json=REPORT | {"published_at": "2026-03-01T09:40:00Z"})
    assert later.status_code == 201


def test_the_id_of_a_report_written_in_utc_stays(client: TestClient, incident: str) -> None:
    """Other systems know reports by their ids."""
    in_utc = REPORT | {"published_at": "2026-03-01T06:40:00Z", "url": "https://example.org/a"}
    taken = client.post(f"{incident}/reports", json=in_utc).json()
    assert taken["report"]["id"] == "d4407af451f1acdfc58f635bb64b8960"


def test_the_same_text_of_another_outlet_is_another_report_of_one_voice(
    client: TestClient, incident: str
) -> None:
    client.post(f"{incident}/reports", json=REPORT)
    before = client.get(f"{incident}/estimate").json()["estimates"]["killed"]
    relay = client.post(
        f"{incident}/reports",
        json=REPORT | {"publisher": "إذاعة الساحل", "published_at": "2026-03-01T10:40:00+03:00"},
    )
    assert relay.status_code == 201
    assert relay.json()["revisions"] == []
    after = client.get(f"{incident}/estimate").json()["estimates"]["killed"]
    assert len(after.pop("standings")) == len(before.pop("standings")) + 1
    assert after == before


def test_two_versions_of_a_text_share_the_claims_they_share(client: TestClient, incident: str) -> None:
    first = client.post(f"{incident}/reports", json=REPORT)
    other = REPORT | {"url": "https://example.org/other"}
    second, again = (client.post(f"{incident}/reports", json=other) for _ in range(2))
    assert (second.status_code, again.status_code) == (201, 200)
    assert second.json()["claims"] == again.json()["claims"] == first.json()["claims"]
    assert len(client.get(f"{incident}/claims").json()["items"]) == 2


def test_a_report_without_claims_is_recorded_all_the_same(client: TestClient, incident: str) -> None:
    answer = client.post(f"{incident}/reports", json=REPORT | {"text": "أغلق الفوج 28 شارع الستين."})
    assert answer.status_code == 201
    assert answer.json()["claims"] == []
    assert client.get(f"{incident}/estimate").json()["estimates"] == {}


def test_the_article_the_project_started_from(client: TestClient, incident: str, shared: Path) -> None:
    article = (shared / "seed_article_ar.txt").read_text(encoding="utf-8")
    taken = client.post(f"{incident}/reports", json=REPORT | {"text": article})
    assert [(c["category"], c["count"]["low"], c["count"]["high"]) for c in taken.json()["claims"]] == [
        ("killed", 1, 1),
        ("injured", 2, None),
        ("injured", 3, 3),
        ("injured", 3, 3),
        ("injured", 1, None),
    ]
    estimates = client.get(f"{incident}/estimate").json()["estimates"]
    figures = {name: (e["low"], e["best"], e["high"], e["status"]) for name, e in estimates.items()}
    assert figures == {"killed": (1, 1, 1, "single_source"), "injured": (3, 3, 3, "developing")}
    revisions = client.get(f"{incident}/revisions").json()["items"]
    assert {r["category"]: r["after"]["best"] for r in revisions} == {"killed": 1, "injured": 3}


def test_without_a_language_a_report_is_read_in_its_own(client: TestClient, incident: str) -> None:
    text = "The health ministry said 5 people were killed."
    taken = client.post(f"{incident}/reports", json=REPORT | {"text": text}).json()
    assert taken["report"]["language"] == "en"
    assert [said["count"]["low"] for said in taken["claims"]] == [5]
    both = f"{REPORT['text']} {text}"
    taken = client.post(f"{incident}/reports", json=REPORT | {"text": both}).json()
    assert taken["report"]["language"] == "ar"
    assert [said["count"]["low"] for said in taken["claims"]] == [3, 12, 5]
