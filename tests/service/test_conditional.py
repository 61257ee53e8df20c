"""What can change has a strong entity tag, and a client that has it is told so in a few bytes."""

import pytest
from fastapi.testclient import TestClient

from tests.service.conftest import REPORT, claim

PATHS = [
    "", "/versions", "/claims", "/claims?selectors=true", "/estimate", "/explanation", "/policies",
    "/revisions",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_what_a_client_has_is_not_sent_again(client: TestClient, incident: str, path: str) -> None:
    client.post(f"{incident}/reports", json=REPORT)
    first = client.get(f"{incident}{path}")
    tag = first.headers["ETag"]
    assert tag.startswith('"')
    for header in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = client.get(f"{incident}{path}", headers={"If-None-Match": header})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == tag
    other = client.get(f"{incident}{path}", headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.json()) == (200, first.json())


@pytest.mark.parametrize("path", ["/claims", "/estimate", "/explanation", "/policies", "/revisions"])
def test_a_change_changes_the_tag(client: TestClient, incident: str, path: str) -> None:
    before = client.get(f"{incident}{path}").headers["ETag"]
    client.post(f"{incident}/claims", json=claim())
    answer = client.get(f"{incident}{path}", headers={"If-None-Match": before})
    assert answer.status_code == 200
    assert answer.headers["ETag"] != before


def test_a_table_has_a_tag_as_its_json_has(client: TestClient, incident: str) -> None:
    path = f"{incident.removeprefix('/v1')}/claims.csv"
    client.post(f"{incident}/reports", json=REPORT)
    tag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    client.post(f"{incident}/claims", json=claim(4))
    changed = client.get(path, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag


def test_an_error_has_no_tag(client: TestClient) -> None:
    assert "ETag" not in client.get("/v1/incidents/nowhere", headers={"If-None-Match": "*"}).headers
