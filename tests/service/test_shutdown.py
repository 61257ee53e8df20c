"""On SIGTERM under load every request accepted is answered: what is recorded was acknowledged."""

import threading
from pathlib import Path

import httpx2

from tests.service.conftest import claim
from tests.service.servers import running


class Callers:
    """Clients that record claims at once, each as fast as it can, until the service is gone."""

    def __init__(self, url: str) -> None:
        self.acknowledged: list[int] = []
        self.under_load = threading.Event()
        self._url = url
        self._threads = [threading.Thread(target=self._call, args=(place,)) for place in range(8)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join(60)

    def _call(self, place: int) -> None:
        with httpx2.Client(timeout=60) as client:
            for number in range(place, 100_000, len(self._threads)):
                try:
                    answer = client.post(self._url, json=claim(number))
                except httpx2.TransportError:
                    return
                assert answer.status_code == 201
                self.acknowledged.append(number)
                if len(self.acknowledged) > 20:
                    self.under_load.set()


def test_every_request_accepted_is_answered(tmp_path: Path) -> None:
    with running(tmp_path) as service:
        opened = httpx2.post(f"{service.url}/v1/incidents", json={"title": "حريق"})
        path = opened.headers["Location"]
        callers = Callers(f"{service.url}{path}/claims")
        callers.start()
        assert callers.under_load.wait(60)
        service.stop()
        callers.join()
        lines = service.log()
    answered = [line for line in lines if line["event"] == "request" and line["status"] == 201]
    assert len(answered) == len(callers.acknowledged) + 1
    with running(tmp_path) as service:
        url: str | None = f"{service.url}{path}/claims?limit=1000"
        recorded: list[int] = []
        while url:
            answer = httpx2.get(url)
            recorded += [item["count"]["low"] for item in answer.json()["items"]]
            url = service.url + answer.links["next"]["url"] if "next" in answer.links else None
    assert sorted(recorded) == sorted(callers.acknowledged)
