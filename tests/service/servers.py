"""The service as it runs: in processes of its own, or in a thread with a clock of the test's."""

import json
import os
import re
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import httpx2
import uvicorn
from fastapi import FastAPI

from service.serving import StoppingServer
from tests.service.commands import started

CLIENT = httpx2.Client(timeout=30, limits=httpx2.Limits(max_keepalive_connections=0))
"""One for all: to make one costs more than to ask. A killed service leaves no connection behind."""
_START_SECONDS = 60
_PAUSE_SECONDS = 0.02


class Server:
    """A service in a process of its own. It logs to `log` in its folder."""

    def __init__(self, folder: Path, process: ForkServerProcess, out: Path) -> None:
        self.folder = folder
        self._process = process
        self._out = out
        self._url = ""

    @property
    def url(self) -> str:
        """Where it listens, once it does."""
        latest = time.monotonic() + _START_SECONDS
        while not self._url and time.monotonic() < latest:
            told = self._out.read_text(encoding="utf-8") if self._out.exists() else ""
            if found := re.search(r"(http://\S+)/docs", told):
                self._url = found[1]
                break
            assert self._process.is_alive(), (self.folder / "log").read_text(encoding="utf-8")
            time.sleep(_PAUSE_SECONDS)
        return self._url

    def connect(self) -> socket.socket:
        """Return a bare connection, to say on it what no client would."""
        host, port = self.url.removeprefix("http://").rsplit(":", 1)
        return socket.create_connection((host, int(port)), timeout=30)

    def say(self, words: bytes) -> bytes:
        """Return all that is answered to `words` before the service closes the connection."""
        with self.connect() as connection:
            connection.sendall(words)
            parts = []
            while part := connection.recv(65_536):
                parts.append(part)
        return b"".join(parts)

    def stop(self) -> None:
        """Ask it to end, as an operator would, and wait until it has."""
        assert self._process.pid
        os.kill(self._process.pid, signal.SIGTERM)
        self.ended()

    def kill(self) -> None:
        """End it at once, wherever it is (SIGKILL)."""
        self._process.kill()
        self._process.join()

    def ended(self) -> int:
        """Wait until it has ended; return its exit status."""
        self._process.join(60)
        assert self._process.exitcode is not None, "the service did not end"
        return self._process.exitcode

    def log(self) -> list[dict[str, Any]]:
        """Return the lines logged so far: each is a JSON object."""
        lines = (self.folder / "log").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


@contextmanager
def running(folder: Path, script: str | None = None, **settings: object) -> Iterator[Server]:
    """Serve the ledger in `folder` with these settings, and end the service at last.

    A `script` takes the place of the `hasila` command, to break what the command would do.
    """
    with _starting(folder, script, **settings) as server:
        assert server.url
        yield server


@contextmanager
def servers(database_url: str, amount: int) -> Iterator[list[Server]]:
    """Start services on one database at the same time; kill those that still live at the end."""
    with ExitStack() as stack:
        starting = []
        for _ in range(amount):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            start = _starting(folder, database_url=database_url, rate_per_second=0)
            starting.append(stack.enter_context(start))
        for server in starting:
            wait_until_ready(server.url)
        yield starting


@contextmanager
def _starting(folder: Path, script: str | None = None, **settings: object) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as outside:
        out, arguments = Path(outside) / "out", ("serve", "--port", "0")
        settings = {"log_format": "json"} | settings
        with started(
            folder, arguments, settings, out=out, errors=folder / "log", script=script
        ) as process:
            yield Server(folder, process, out)


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
def in_a_thread(app: FastAPI) -> Iterator[str]:
    """Serve an application from a thread; yield its address, and stop it as a signal would."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning")
    server = StoppingServer(config, app.state.stopping)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the server did not start")
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)
        assert not thread.is_alive(), "the server did not stop"
