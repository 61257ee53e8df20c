"""Many writers that load the running service over HTTP, and remember what was acknowledged."""

import random
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

from tests.service.servers import CLIENT

_PAUSE_SECONDS = 0.05


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
