"""The real service as processes of its own, and many writers that load it over HTTP."""

import os
import random
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from threading import Event
from typing import Any

import httpx2

from tests.service.test_cli import HASILA

CLIENT = httpx2.Client(timeout=30, limits=httpx2.Limits(max_keepalive_connections=0))
"""One for all: to make one costs more than to ask. A killed service leaves no connection behind."""
_START_SECONDS = 60
_PAUSE_SECONDS = 0.05


class Server:
    """`hasila serve` on a free port."""

    def __init__(self, database_url: str) -> None:
        self._process = subprocess.Popen(
            [HASILA, "serve", "--port", "0"],
            env=os.environ | {"HASILA_DATABASE_URL": database_url, "COLUMNS": "200"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def address(self) -> str:
        """Return where it listens, once it does."""
        assert self._process.stdout
        for line in self._process.stdout:
            if found := re.search(r"(http://\S+)/docs", line):
                wait_until_ready(found[1])
                return found[1]
        raise AssertionError(f"the service ended with {self._process.wait()}")

    def kill(self) -> None:
        """End it at once, wherever it is (SIGKILL)."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdout
        self._process.stdout.close()


def wait_until_ready(address: str) -> None:
    """Return when the service at `address` is ready."""
    latest = time.monotonic() + _START_SECONDS
    while time.monotonic() < latest:
        try:
            if CLIENT.get(f"{address}/readyz").is_success:
                return
        except httpx2.HTTPError:
            pass
        time.sleep(_PAUSE_SECONDS)
    raise AssertionError(f"{address} did not become ready")


@contextmanager
def servers(database_url: str, amount: int) -> Iterator[list[tuple[Server, str]]]:
    """Start services on one database at the same time; kill those that still live at the end."""
    started = [Server(database_url) for _ in range(amount)]
    try:
        yield [(server, server.address()) for server in started]
    finally:
        for server in started:
            server.kill()


@dataclass
class Load:
    """Claims sent by many writers, and what became of them: by incident, the ids acknowledged."""

    incidents: Sequence[str]
    acknowledged: dict[str, list[str]] = field(default_factory=dict)
    unanswered: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _start: datetime = field(default_factory=lambda: datetime.now(UTC) - timedelta(days=2))

    def write(self, addresses: Sequence[str], stop: Event, *, at_most: int = 10_000) -> None:
        """Send one claim after another, each until it is acknowledged, and remember the last if not."""
        for _ in range(at_most):
            if stop.is_set():
                return
            incident, claim = random.choice(self.incidents), self._claim()
            while not self.send(random.choice(addresses), incident, claim):
                if stop.is_set():
                    self.unanswered.append((incident, claim))
                    return
                time.sleep(_PAUSE_SECONDS)

    @contextmanager
    def writing(self, addresses: Sequence[str], writers: int) -> Iterator[None]:
        """Let writers write to any of the addresses while the block runs."""
        stop = Event()
        with ThreadPoolExecutor(writers) as pool:
            running = [pool.submit(self.write, addresses, stop) for _ in range(writers)]
            try:
                yield
            finally:
                stop.set()
        for writer in running:
            writer.result()

    def send(self, address: str, incident: str, claim: dict[str, Any]) -> bool:
        """Send a claim; tell whether it was acknowledged."""
        try:
            answer = CLIENT.post(f"{address}/v1/incidents/{incident}/claims", json=claim)
        except httpx2.HTTPError:
            return False
        if answer.status_code == 503:
            return False
        assert answer.status_code in (200, 201), answer.text
        self.acknowledged.setdefault(incident, []).append(answer.json()["claim"]["id"])
        return True

    def send_again(self, address: str) -> None:
        """Send what got no good answer; now all of it must be acknowledged."""
        waiting, self.unanswered = self.unanswered, []
        for incident, claim in waiting:
            assert self.send(address, incident, claim)

    def _claim(self) -> dict[str, Any]:
        number = next(self._numbers)
        return {
            "category": random.choice(("killed", "injured")),
            "count": {"low": number // 10, "high": number // 10, "qualifier": "exact"},
            "attribution": {"source": f"مصدر {number % 7}"},
            "publisher": "صحيفة الضفة",
            "published_at": (self._start + timedelta(seconds=number)).isoformat(),
        }
