"""A real `hasila serve`, for what only a process and a socket can show."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.service.test_cli import HASILA


class Running:
    """A service that was started; `stop` ends it as an operator would."""

    def __init__(self, folder: Path, process: subprocess.Popen[str], url: str) -> None:
        self.folder = folder
        self.process = process
        self.url = url

    def connect(self) -> socket.socket:
        """Return a bare connection, to say on it what no client would."""
        host, port = self.url.removeprefix("http://").rsplit(":", 1)
        return socket.create_connection((host, int(port)), timeout=30)

    def say(self, words: bytes) -> bytes:
        """Return all that is answered to `words` before the service closes the connection."""
        with self.connect() as connection:
            connection.sendall(words)
            return _rest(connection)

    def stop(self) -> None:
        """Ask the service to end, and wait until it has."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)

    def log(self) -> list[dict[str, Any]]:
        """Return the lines logged so far: each is a JSON object."""
        lines = (self.folder / "log").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


def _rest(connection: socket.socket) -> bytes:
    parts = []
    while part := connection.recv(65_536):
        parts.append(part)
    return b"".join(parts)


def command(folder: Path, *arguments: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """Run `hasila` to its end on the ledger in `folder`."""
    return subprocess.run(
        [HASILA, *arguments],
        cwd=folder,
        env=_environment(settings),
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )


@contextmanager
def running(folder: Path, script: str | None = None, **settings: object) -> Iterator[Running]:
    """Serve the ledger in `folder` with these settings, and end the service at last.

    A `script` takes the place of the `hasila` command, to break what the command would do.
    """
    hasila = [str(HASILA)] if script is None else [sys.executable, "-c", script]
    with (folder / "log").open("a") as log:
        process = subprocess.Popen(
            [*hasila, "serve", "--port", "0"],
            cwd=folder,
            env=_environment(settings),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    with process:
        try:
            assert process.stdout
            found = re.search(r"(http://\S+)/docs", process.stdout.readline())
            assert found, (folder / "log").read_text()
            yield Running(folder, process, found[1])
        finally:
            process.kill()


def _environment(settings: dict[str, object]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HASILA_")}
    return kept | {f"HASILA_{name.upper()}": str(value) for name, value in settings.items()}
