"""A caller who asks too often waits; no other does."""

from fastapi.testclient import TestClient

from service.app import create_app
from service.edge.rates import Buckets
from service.settings import Settings
from service.store.scopes import Scope
from tests.service.test_errors import assert_problem
from tests.service.test_keys import bearer


class Seconds:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_is_emptied_by_a_burst_and_refilled_steadily() -> None:
    seconds = Seconds()
    buckets = Buckets(rate=2, burst=3, now=seconds)
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    seconds.now = 0.25
    assert buckets.take("a") == 0.25
    seconds.now = 0.5
    assert [buckets.take("a") for _ in range(2)] == [0, 0.5]
    seconds.now = 1000
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]


def test_callers_do_not_share_a_bucket() -> None:
    buckets = Buckets(rate=1, burst=1, now=Seconds())
    assert [buckets.take(caller) for caller in ("a", "b", "a")] == [0, 0, 1]


def test_a_rate_of_zero_sets_no_limit() -> None:
    buckets = Buckets(rate=0, burst=1, now=Seconds())
    assert not any(buckets.take("a") for _ in range(100))


def test_many_callers_fill_no_memory() -> None:
    buckets = Buckets(rate=1, burst=1, now=Seconds())
    for number in range(20_000):
        buckets.take(str(number))
    assert buckets.take("19999") == 1
    assert buckets.take("0") == 0


def test_who_asks_too_often_is_told_when_to_ask_again(settings: Settings) -> None:
    slow = settings.model_copy(update={"rate_per_second": 0.01, "rate_burst": 2})
    with TestClient(create_app(slow)) as client:
        assert [client.get("/v1/incidents").status_code for _ in range(2)] == [200, 200]
        answer = client.get("/v1/incidents")
        assert_problem(answer, 429, "too-many-requests")
        assert 1 <= int(answer.headers["Retry-After"]) <= 100
        assert client.get("/healthz").status_code == 200
        assert client.get("/readyz").status_code == 200


def test_each_key_has_its_own_limit_and_strangers_spend_none_of_it(settings: Settings) -> None:
    slow = settings.model_copy(update={"rate_per_second": 0.01, "rate_burst": 2})
    with TestClient(create_app(slow)) as client:
        keys = client.app.state.service.keys  # type: ignore[attr-defined]
        one, two = (bearer(keys.create(name, Scope.READ)[1]) for name in ("one", "two"))
        assert [client.get("/v1/incidents").status_code for _ in range(3)] == [401, 401, 429]
        assert [client.get("/v1/incidents", headers=one).status_code for _ in range(3)] == [
            200,
            200,
            429,
        ]
        assert client.get("/v1/incidents", headers=two).status_code == 200
