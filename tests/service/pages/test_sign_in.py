"""Where keys are needed, a browser signs in with a key to read, and can do nothing else with it."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from service.app import create_app
from service.settings import Settings
from service.store.engine import open_engine
from service.store.key_tables import idempotent_requests
from service.store.keys import Keys
from service.store.scopes import Scope
from tests.service.conftest import SetClock, claim
from tests.service.pages.test_pages import ARABIC, BROWSER


@pytest.fixture
def keys(client: TestClient) -> Keys:
    keys: Keys = client.app.state.service.keys  # type: ignore[attr-defined]
    return keys


@pytest.fixture
def reading(keys: Keys) -> str:
    return keys.create("the page", Scope.READ)[1]


def sign_in(client: TestClient, key: str, following: str = "/incidents", **headers: str) -> int:
    form = {"key": key, "next": following}
    answer = client.post("/sign-in", data=form, headers=BROWSER | headers, follow_redirects=False)
    return answer.status_code


def test_without_a_key_a_browser_gets_the_form(client: TestClient, reading: str) -> None:
    answer = client.get("/incidents?q=x", headers=BROWSER)
    assert answer.status_code == 401
    assert 'name="key"' in answer.text
    assert 'value="/incidents?q=x"' in answer.text
    assert answer.headers["WWW-Authenticate"]
    assert "دخول" in client.get("/", headers=ARABIC).text
    for path in ("/v1/incidents", "/metrics"):
        tool = client.get(path, headers=BROWSER)
        assert tool.headers["Content-Type"] == "application/problem+json"
    assert client.get("/static/page.css").status_code == 200
    assert reading not in answer.text


def test_a_key_is_never_stored_whatever_a_client_sends_along(
    client: TestClient, reading: str, settings: Settings
) -> None:
    assert sign_in(client, reading, **{"Idempotency-Key": "a"}) == 303
    engine = open_engine(settings.database_url)
    with engine.connect() as connection:
        kept = connection.execute(select(idempotent_requests)).all()
    engine.dispose()
    assert reading not in repr(kept)


def test_a_key_to_read_opens_the_pages_until_the_reader_leaves(client: TestClient, reading: str) -> None:
    form = {"key": f" {reading} ", "next": "/incidents?q=x"}
    answer = client.post("/sign-in", data=form, headers=BROWSER, follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/incidents?q=x")
    cookie = answer.headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    for path in ("/", "/incidents", "/try", "/v1/incidents", "/metrics"):
        assert client.get(path, headers=BROWSER).status_code == 200
    assert "3 killed" in client.post("/try", data={"text": "Three people were killed."}).text
    assert client.post("/sign-out", headers=BROWSER).url.path == "/sign-in"
    assert client.get("/", headers=BROWSER).status_code == 401


def test_the_cookie_never_writes(client: TestClient, keys: Keys, reading: str) -> None:
    writing = keys.create("a desk", Scope.WRITE)[1]
    bearer = {"Authorization": f"Bearer {writing}"}
    incident = client.post("/v1/incidents", json={"title": "x"}, headers=bearer).headers["Location"]
    for key in (reading, writing):
        client.cookies.set("hasila_key", key)
        assert client.get(incident).status_code == 200
        assert client.post(f"{incident}/claims", json=claim()).status_code == 401
        assert client.put(incident, json={"title": "y"}).status_code == 401


@pytest.mark.parametrize("scope", [Scope.WRITE, Scope.ADMIN])
def test_a_key_that_may_more_is_kept_out_of_browsers(
    client: TestClient, keys: Keys, scope: Scope
) -> None:
    assert sign_in(client, keys.create("a desk", scope)[1]) == 403
    assert client.get("/", headers=BROWSER).status_code == 401


def test_a_wrong_or_revoked_key_opens_nothing(client: TestClient, keys: Keys, reading: str) -> None:
    for wrong in ("", "hasila_x", f"{reading}x", "\x00", "ä" * 9_999):
        assert sign_in(client, wrong) == 401
    assert sign_in(client, reading) == 303
    keys.revoke(keys.all()[0].id)
    assert client.get("/", headers=BROWSER).status_code == 401
    assert sign_in(client, reading) == 401


@pytest.mark.parametrize(
    "following", ["//evil.example", "/\\evil.example", "https://evil.example", "", "/a b"]
)
def test_nobody_is_led_elsewhere(client: TestClient, reading: str, following: str) -> None:
    form = {"key": reading, "next": following}
    answer = client.post("/sign-in", data=form, headers=BROWSER, follow_redirects=False)
    assert answer.headers["Location"] == "/"


def test_another_site_signs_nobody_in(client: TestClient, reading: str) -> None:
    assert sign_in(client, reading, **{"Sec-Fetch-Site": "cross-site"}) == 403
    assert sign_in(client, reading, Origin="https://evil.example") == 403


def test_a_bad_cookie_is_no_cookie(client: TestClient, reading: str) -> None:
    for sent in ("hasila_key", "hasila_key=;;=", "\x7f=1", f"hasila_key={reading}x"):
        assert client.get("/", headers=BROWSER | {"Cookie": sent}).status_code == 401


def test_where_no_key_is_needed_there_is_nothing_to_sign_in_to(client: TestClient) -> None:
    answer = client.get("/sign-in", headers=BROWSER, follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


@pytest.fixture
def hurried(database_url: str, clock: SetClock) -> Iterator[TestClient]:
    """A service that takes few and small requests."""
    settings = Settings(
        database_url=database_url, rate_per_second=0.01, rate_burst=3, max_body_bytes=1_000
    )
    with TestClient(create_app(settings, clock), raise_server_exceptions=False) as client:
        yield client


def test_the_limits_hold_for_pages_too(hurried: TestClient) -> None:
    large = hurried.post("/try", data={"text": "x" * 2_000}, headers=BROWSER)
    assert (large.status_code, large.headers["Content-Type"]) == (413, "text/html; charset=utf-8")
    assert [hurried.get("/try", headers=BROWSER).status_code for _ in range(3)] == [200, 200, 429]
    refused = hurried.get("/try", headers=ARABIC)
    assert refused.headers["Retry-After"]
    assert "انتظر لحظة" in refused.text
