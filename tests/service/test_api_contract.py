"""The running service keeps its own contract: schemathesis sends what it allows, and what it doesn't."""

import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import PositiveDataAcceptanceConfig

from service.app import create_app
from service.settings import Settings
from service.store.engine import migrate, open_engine
from service.store.keys import Keys
from service.store.scopes import Scope
from tests.service.conftest import REPORT, SetClock
from tests.service.postgresql import Cluster
from tests.service.servers import in_a_thread

CONTRACT = schemathesis.openapi.from_dict(create_app(Settings()).openapi())


@schemathesis.serializer("application/x-ndjson")
def _lines(_: schemathesis.SerializationContext, value: object) -> bytes:
    rows = value if isinstance(value, list) else [value]
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


# What a schema can't say, and the service refuses all the same: bounds that contradict their qualifier,
# a time to come, an unknown policy, a cursor of another's making (422); a state that is not the present
# one, or none named (412, 428).
CONTRACT.config.checks.positive_data_acceptance = PositiveDataAcceptanceConfig(
    expected_statuses=[
        *CONTRACT.config.checks.positive_data_acceptance.expected_statuses, "412", "422", "428"
    ]
)  # fmt: skip


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """One database for all operations, of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('contract') / 'ledger.sqlite'}"
        return
    cluster: Cluster = request.getfixturevalue("postgresql")
    with cluster.database() as url:
        yield url


@pytest.fixture(scope="module")
def client(database_url: str) -> Iterator[httpx2.Client]:
    """A client with a key for all, of a running service that asks for one."""
    clock = SetClock()
    engine = open_engine(database_url)
    migrate(engine)
    _, key = Keys(engine, clock).create("the contract", Scope.ADMIN)
    engine.dispose()
    settings = Settings(database_url=database_url, stream_poll_seconds=0.01, rate_per_second=0)
    with in_a_thread(create_app(settings, clock)) as address:
        headers = {"Authorization": f"Bearer {key}"}
        with httpx2.Client(base_url=address, headers=headers) as client:
            yield client


@pytest.fixture(scope="module")
def incident_id(client: httpx2.Client) -> str:
    """An incident that the service knows."""
    opened = client.post("/v1/incidents", json={"title": "انهيار مبنى في الرمانة"})
    client.post(f"{opened.headers['Location']}/reports", json=REPORT).raise_for_status()
    known: str = opened.json()["id"]
    return known


@CONTRACT.parametrize()
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_service_keeps_its_contract(
    case: schemathesis.Case[Any], client: httpx2.Client, incident_id: str
) -> None:
    if case.path.endswith("/stream"):
        _end_when_all_is_told(case)
    given = case.path_parameters.get("incident_id")
    if isinstance(given, str) and len(given) % 2:  # half the time, one that exists
        case.path_parameters = {**case.path_parameters, "incident_id": incident_id}
    key = {"Authorization": client.headers["Authorization"]}
    case.call_and_validate(base_url=str(client.base_url).rstrip("/"), headers=key, timeout=30)


def _end_when_all_is_told(case: schemathesis.Case[Any]) -> None:
    """Ask a stream to end, which else stays open; one that is to be refused is left as it is."""
    given = case.query.get("wait")
    (wait,) = given if isinstance(given, list) and len(given) == 1 else (given,)
    try:
        stays = wait is None or float(wait) >= 0
    except (TypeError, ValueError):
        stays = False
    if stays:
        case.query = {**case.query, "wait": 0}
