"""Keys: who may call, and what for; nothing secret is kept, shown twice or logged."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import MetaData, select

from service.app import create_app
from service.settings import Settings
from service.store.engine import migrate, open_engine
from service.store.keys import Keys
from service.store.scopes import Scope
from tests.service.commands import command
from tests.service.conftest import SetClock, claim
from tests.service.servers import running
from tests.service.test_errors import assert_problem

TITLE = {"title": "انهيار مبنى"}


@pytest.fixture
def keys(settings: Settings, clock: SetClock) -> Iterator[Keys]:
    engine = open_engine(settings.database_url)
    migrate(engine)
    yield Keys(engine, clock)
    engine.dispose()


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_without_any_key_everybody_may_call(client: TestClient) -> None:
    assert client.post("/v1/incidents", json=TITLE).status_code == 201
    assert client.get("/v1/incidents").status_code == 200


def test_the_first_key_closes_a_running_service(client: TestClient, keys: Keys) -> None:
    assert client.get("/v1/incidents").status_code == 200
    keys.create("desk", Scope.READ)
    answer = client.get("/v1/incidents")
    assert_problem(answer, 401, "unauthorized")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="hasila"'


@pytest.mark.parametrize("scope", Scope)
def test_a_key_may_what_its_scope_says(client: TestClient, keys: Keys, scope: Scope) -> None:
    key = bearer(keys.create("desk", scope)[1])
    assert client.get("/v1/incidents", headers=key).status_code == 200
    assert client.head("/v1/incidents", headers=key).status_code == 200
    assert client.get("/metrics", headers=key).status_code == 200
    answer = client.post("/v1/incidents", json=TITLE, headers=key)
    if scope is Scope.READ:
        assert_problem(answer, 403, "forbidden")
        assert 'error="insufficient_scope", scope="write"' in answer.headers["WWW-Authenticate"]
    else:
        assert answer.status_code == 201


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_reader_changes_nothing_by_any_method(client: TestClient, keys: Keys, method: str) -> None:
    key = bearer(keys.create("reader", Scope.READ)[1])
    assert_problem(client.request(method, "/v1/incidents", headers=key), 403, "forbidden")


def test_what_is_no_working_key_is_refused(client: TestClient, keys: Keys) -> None:
    made, key = keys.create("desk", Scope.ADMIN)
    other = keys.create("other", Scope.ADMIN)[1]
    mixed = f"hasila_{made.id}_{other.rsplit('_', 1)[-1]}"
    for header in (
        f"Bearer {key}x",
        f"Bearer {mixed}",
        "Bearer ",
        f"Basic {key}",
        key,
        "Bearer \x7f'--",
    ):
        answer = client.get("/v1/incidents", headers={"Authorization": header})
        assert_problem(answer, 401, "unauthorized")
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="hasila", error="invalid_token"'
    assert client.get("/v1/incidents", headers={"Authorization": f"bearer {key}"}).status_code == 200


def test_two_keys_at_once_are_refused(client: TestClient, keys: Keys) -> None:
    key = keys.create("desk", Scope.ADMIN)[1]
    twice = [("Authorization", f"Bearer {key}")] * 2
    assert_problem(client.get("/v1/incidents", headers=twice), 401, "unauthorized")


def test_a_revoked_key_is_worthless_at_once_and_opens_nothing(client: TestClient, keys: Keys) -> None:
    made, key = keys.create("desk", Scope.WRITE)
    assert client.get("/v1/incidents", headers=bearer(key)).status_code == 200
    keys.revoke(made.id)
    assert_problem(client.get("/v1/incidents", headers=bearer(key)), 401, "unauthorized")
    assert_problem(client.get("/v1/incidents"), 401, "unauthorized")


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/docs", "/openapi.json"])
def test_probes_and_documentation_need_no_key(client: TestClient, keys: Keys, path: str) -> None:
    keys.create("desk", Scope.READ)
    assert client.get(path).status_code == 200


def test_metrics_and_unknown_paths_need_a_key(client: TestClient, keys: Keys) -> None:
    keys.create("desk", Scope.READ)
    for path in ("/metrics", "/v1/nothing", "/docs/../v1/incidents", "/healthz/"):
        assert_problem(client.get(path, follow_redirects=False), 401, "unauthorized")


def test_a_key_is_not_in_the_database(keys: Keys, settings: Settings) -> None:
    made, key = keys.create("desk", Scope.READ)
    engine, tables = open_engine(settings.database_url), MetaData()
    with engine.connect() as connection:
        tables.reflect(connection)
        rows = [connection.execute(select(table)).all() for table in tables.sorted_tables]
    engine.dispose()
    kept = str(rows)
    assert made.id in kept
    assert key.removeprefix(f"hasila_{made.id}_") not in kept


def test_the_contract_says_which_scope_an_operation_needs(client: TestClient) -> None:
    contract = client.get("/openapi.json").json()
    (scheme,) = contract["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    for path, operations in contract["paths"].items():
        for method, operation in operations.items():
            scopes = [scope for need in operation["security"] for scope in need["key"]]
            expected = (
                [] if path in ("/healthz", "/readyz") else ["read" if method == "get" else "write"]
            )
            assert scopes == expected, path


def test_keys_are_made_listed_and_revoked_by_the_command(tmp_path: Path) -> None:
    made = command(tmp_path, "keys", "create", "مكتب [red]", "--scope", "write")
    assert made.returncode == 0, made.stderr
    key = made.stdout.strip()
    id_ = key.split("_")[1]
    with running(tmp_path) as service:
        headers = bearer(key)
        opened = httpx2.post(f"{service.url}/v1/incidents", json=TITLE, headers=headers)
        assert opened.status_code == 201
        path = service.url + opened.headers["Location"]
        assert httpx2.post(f"{path}/claims", json=claim(), headers=headers).status_code == 201
        listed = command(tmp_path, "keys", "list").stdout
        assert id_ in listed
        assert "مكتب [red]" in listed
        assert command(tmp_path, "keys", "revoke", id_).returncode == 0
        assert httpx2.get(path, headers=headers).status_code == 401
        service.stop()
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert id_ in log
    for written in (log, listed):
        assert key.removeprefix(f"hasila_{id_}_") not in written
    again = command(tmp_path, "keys", "revoke", id_)
    assert again.returncode == 2
    assert "was revoked at" in again.stderr
    assert "there is no key" in command(tmp_path, "keys", "revoke", "nothing").stderr


def test_a_key_without_a_name_is_refused(tmp_path: Path) -> None:
    refused = command(tmp_path, "keys", "create", "")
    assert refused.returncode == 2
    assert refused.stdout == ""


def test_no_other_address_is_listened_on_without_a_key(tmp_path: Path) -> None:
    refused = command(tmp_path, "serve", "--port", "0", "--host", "0.0.0.0")  # noqa: S104 - refused
    assert refused.returncode == 2
    assert "there is no key yet" in refused.stderr
    with running(tmp_path, host="0.0.0.0", open_to_all=True) as service:  # noqa: S104 - for a moment
        assert httpx2.get(f"{service.url}/v1/incidents").status_code == 200
    command(tmp_path, "keys", "create", "desk")
    with running(tmp_path, host="0.0.0.0") as service:  # noqa: S104 - with a key
        assert httpx2.get(f"{service.url}/v1/incidents").status_code == 401


def test_while_nobody_needs_a_key_no_name_of_the_internet_leads_here(
    tmp_path: Path,
) -> None:
    def asked_as(url: str, host: str, key: str = "") -> httpx2.Response:
        headers = {"Host": host} | ({"Authorization": f"Bearer {key}"} if key else {})
        return httpx2.get(f"{url}/v1/incidents", headers=headers)

    with running(tmp_path) as service:
        for own in ("localhost", "localhost:8000", "127.0.0.1", "[::1]:8000", "desk"):
            assert asked_as(service.url, own).status_code == 200, own
        for foreign in (
            "attacker.example",
            "localhost.attacker.example:80",
            "10.0.0.1",
            "[::2]",
            "[::1",
        ):
            refused = asked_as(service.url, foreign)
            assert_problem(refused, 421, "misdirected")
            assert "hasila keys create" in refused.json()["detail"]
        made = command(tmp_path, "keys", "create", "desk").stdout
        key = next(word for word in made.split() if word.startswith("hasila_"))
        assert asked_as(service.url, "hasila.example", key).status_code == 200, "a proxy may with a key"
    (other := tmp_path / "open").mkdir()
    with running(other, open_to_all=True) as service:
        assert asked_as(service.url, "anything.example").status_code == 200


def test_the_service_is_not_open_to_all_by_a_key_that_exists(client: TestClient, keys: Keys) -> None:
    keys.create("desk", Scope.READ)
    wide = Settings(database_url=client.app.state.service.settings.database_url, open_to_all=True)  # type: ignore[attr-defined]
    with TestClient(create_app(wide)) as opened:
        assert opened.get("/v1/incidents").status_code == 401


@pytest.mark.parametrize("name", [" ", "a\u202eb"])
def test_a_key_has_a_name_that_can_be_seen(tmp_path: Path, name: str) -> None:
    done = command(tmp_path, "keys", "create", name)
    assert done.returncode == 2
    assert "the name of a key" in done.stderr
