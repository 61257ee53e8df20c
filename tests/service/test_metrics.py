"""Every documented metric is there and tells the truth."""

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import OperationalError

from tests.service.conftest import REPORT, SetClock, claim

OPERATING = Path(__file__).parents[2] / "docs" / "operating.md"
DOCUMENTED = re.findall(r"^\| `(hasila_\w+)[^`]*` \|", OPERATING.read_text(encoding="utf-8"), re.M)


def samples(client: TestClient) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Return every sample by its name and labels."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def labels(**values: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(values.items()))


def test_the_documented_metrics_are_those_there_are(client: TestClient, incident: str) -> None:
    client.post(f"{incident}/claims", json=claim())
    found = {
        re.sub(r"_(bucket|count|sum)$", "", name)
        for name, _ in samples(client)
        if name.startswith("hasila_") and not name.endswith("_created")  # the format's own
    }
    assert found == set(DOCUMENTED)


def test_requests_are_counted_by_template_and_status(client: TestClient, incident: str) -> None:
    for path in ("/claims", "/claims", "/claims?limit=0"):
        client.get(incident + path)
    client.request("BREW", "/v1/incidents")
    client.get("/nowhere")
    found = samples(client)
    route = "/v1/incidents/{incident_id}/claims"
    counted = "hasila_http_requests_total"
    assert found[counted, labels(method="GET", route=route, status="200")] == 2
    assert found[counted, labels(method="GET", route=route, status="422")] == 1
    assert found[counted, labels(method="POST", route="/v1/incidents", status="201")] == 1
    assert found[counted, labels(method="GET", route="none", status="404")] == 1
    assert found[counted, labels(method="other", route="/v1/incidents", status="405")] == 1
    durations = "hasila_http_request_duration_seconds_count"
    assert found[durations, labels(method="GET", route=route)] == 3


def test_rows_are_counted_by_the_template_of_the_claims_that_they_are(
    client: TestClient, incident: str
) -> None:
    lines = {"Content-Type": "application/x-ndjson"}
    client.post(f"{incident}/claims", content=json.dumps(claim()), headers=lines)
    route = "/v1/incidents/{incident_id}/claims"
    found = samples(client)
    assert found["hasila_http_requests_total", labels(method="POST", route=route, status="200")] == 1


def test_a_service_without_claims_is_of_no_age(client: TestClient) -> None:
    found = samples(client)
    assert ("hasila_newest_claim_age_seconds", ()) not in found
    assert found["hasila_ledger_size", labels(of="incidents")] == 0
    assert found["hasila_claims_recorded_total", ()] == 0


def test_the_ledger_is_counted(client: TestClient, incident: str, clock: SetClock) -> None:
    other = client.post("/v1/incidents", json={"title": "حريق"}).headers["Location"]
    reported = client.post(f"{incident}/reports", json=REPORT).json()
    clock.forward(minutes=1)
    taken = client.post(f"{other}/claims", json=claim()).json()
    client.post(f"{other}/claims", json=claim())
    clock.forward(seconds=90)
    found = samples(client)
    claims = len(reported["claims"]) + 1
    revisions = len(reported["revisions"]) + len(taken["revisions"])
    assert found["hasila_ledger_size", labels(of="incidents")] == 2
    assert found["hasila_ledger_size", labels(of="claims")] == claims
    assert found["hasila_ledger_size", labels(of="revisions")] == revisions
    assert found["hasila_claims_recorded_total", ()] == claims
    assert found["hasila_revisions_made_total", ()] == revisions
    assert found["hasila_newest_claim_age_seconds", ()] == 90


def test_metrics_of_requests_are_there_while_the_ledger_is_not(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client.get("/healthz")

    def fail(_: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr("service.store.census.Census.take", fail)
    found = samples(client)
    assert ("hasila_http_requests_total", labels(method="GET", route="/healthz", status="200")) in found
    assert not any(name.startswith("hasila_ledger") for name, _ in found)
    assert "the ledger can't be counted" in caplog.text
