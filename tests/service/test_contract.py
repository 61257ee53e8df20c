"""The committed contract is what the service serves, and the documentation needs no internet."""

import re

import pytest
from fastapi.testclient import TestClient

from scripts.openapi import CONTRACT, contract


def test_the_committed_contract_is_current_and_valid() -> None:
    assert CONTRACT.read_text(encoding="utf-8") == contract(), "run: make openapi"


def test_every_operation_says_what_its_errors_look_like(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    operations = [operation for path in paths.values() for operation in path.values()]
    assert len(operations) == 28
    for operation in operations:
        for status in ("4XX", "5XX"):
            assert set(operation["responses"][status]["content"]) == {"application/problem+json"}
        assert operation["summary"]


def test_the_documentation_page_asks_no_other_host(client: TestClient) -> None:
    page = client.get("/docs").text
    assert not re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]+", page)
    assets = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(assets) == 3
    for asset in assets:
        assert client.get(asset).status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/docs", "/openapi.json"])
def test_what_an_operator_looks_for_is_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200
