"""The running service against what bounds it: a constant answer, and bare committed inserts.

The server is a process of its own, the load another; the ledger is a fresh SQLite file.
"""

import json
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.load import Load, load, request

_READS = 1_500
_WRITES = 800
_ROWS = 4_000
_MANY_TIMES = 10
_CONNECTIONS = 8
_SMALL, _LARGE = 1_000, 1_000_000
_AN_INCIDENT = 1_000
"""How many claims an incident of the large ledger has."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server, its process, and its ledger's file."""

    port: int
    process_id: int
    ledger: Path

    def post(self, path: str, body: object) -> str:
        """Post JSON and return the Location of what it made."""
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(asked) as answer:  # noqa: S310 - this machine
            return str(answer.headers["Location"])


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    """Run the service on a free port, with a ledger in `folder`, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ledger = folder / "ledger.sqlite"
    environment = {
        "HASILA_DATABASE_URL": f"sqlite:///{ledger}",
        "HASILA_RATE_PER_SECOND": "0",
        "PATH": "/usr/bin:/bin",
    }
    hasila = Path(sys.executable).with_name("hasila")
    command = [str(hasila), "serve", "--port", str(port)]
    with subprocess.Popen(  # noqa: S603 - our own server
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait_for(port)
            yield Server(port, process.pid, ledger)
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz"):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not start")


def _claim(place: int) -> dict[str, object]:
    return {
        "category": "killed",
        "count": {"low": 1 + place, "high": 1 + place, "qualifier": "exact"},
        "attribution": {"source": f"مصدر {place % 40}"},
        "publisher": "صحيفة الضفة",
        "published_at": f"2026-03-01T{place // 3600 % 24:02}:{place // 60 % 60:02}:{place % 60:02}Z",
    }


def _body(place: int) -> bytes:
    return json.dumps(_claim(place), ensure_ascii=False).encode()


def _constant(port: int) -> Load:
    return load(port, [request("GET", "/healthz")] * _READS, connections=_CONNECTIONS)


def _bare(path: Path) -> sqlite3.Connection:
    """Open a database as durable as the ledger, with nothing between."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _bare_inserts(folder: Path) -> float:
    """Return how many rows a second SQLite takes, each committed to the disk."""
    connection = _bare(folder / "bare.sqlite")
    connection.execute("CREATE TABLE claims (number INTEGER PRIMARY KEY, body TEXT)")
    rows = [(_body(place).decode(),) for place in range(_WRITES)]
    start = time.perf_counter()
    for row in rows:
        connection.execute("INSERT INTO claims (body) VALUES (?)", row)
    seconds = time.perf_counter() - start
    connection.close()
    return len(rows) / seconds


def _same_rows(folder: Path, ledger: Path, incident: str) -> tuple[float, int]:
    """Return how long a bare executemany takes for the rows that an incident has, and its revisions.

    The tables are those of the ledger, with their keys and indexes.
    """
    connection = _bare(folder / "same.sqlite")
    source = sqlite3.connect(ledger)
    for (made,) in source.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall():
        connection.execute(made)
    rows = {
        table: source.execute(f"SELECT * FROM {table} WHERE incident_id = ?", (incident,)).fetchall()  # noqa: S608
        for table in ("claims", "revisions")
    }
    start = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for table, values in rows.items():
        places = ", ".join("?" * len(values[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({places})", values)  # noqa: S608
    connection.execute("COMMIT")
    seconds = time.perf_counter() - start
    connection.close()
    source.close()
    return seconds, len(rows["revisions"])


def _reading(running: Server, incident: str, constant: Load) -> None:
    asked = [request("GET", f"{incident}/estimate")] * _READS
    reading = load(running.port, asked, connections=_CONNECTIONS)
    share = reading.a_second / constant.a_second
    print(f"reading an estimate: {share:.2f} of the throughput of a constant answer")
    half = load(
        running.port, asked[: _READS // 2], connections=_CONNECTIONS, a_second=reading.a_second / 2
    )
    print(f"reading an estimate at half that load: p99 {1e3 * half.p99:.1f} ms here")


def _writing(running: Server, folder: Path, incident: str, constant: Load) -> None:
    writes = [request("POST", f"{incident}/claims", _body(place)) for place in range(_WRITES)]
    writing = load(running.port, writes, connections=_CONNECTIONS)
    bound = min(constant.a_second, _bare_inserts(folder))
    share = writing.a_second / bound
    print(f"recording one claim: {share:.2f} of the smaller of a constant answer and a bare insert")


def _bulk(running: Server, folder: Path) -> None:
    """Print what many claims in one request cost: time, against the bare rows, and memory."""
    bulk = running.post("/v1/incidents", {"title": "كثير"})
    seconds = _send_lines(running, bulk, range(_ROWS))
    bare, revisions = _same_rows(folder, running.ledger, bulk.rsplit("/", 1)[1])
    share = f"{bare / seconds:.3f} of a bare executemany of the same rows"
    print(f"recording {_ROWS:,} claims in bulk, which make {revisions:,} revisions: {share}")
    _send_lines(running, bulk, range(_ROWS))
    before = _most_memory(running)
    _send_lines(running, bulk, list(range(_ROWS)) * _MANY_TIMES)
    grown = f"{_most_memory(running) / before:.2f} times the memory of {_ROWS:,}"
    print(f"reading {_MANY_TIMES * _ROWS:,} rows in one request: {grown}")


def _send_lines(running: Server, incident: str, places: Iterable[int]) -> float:
    """Return how long it takes to send claims, one a line, and to read every result."""
    lines = b"".join(_body(place) + b"\n" for place in places)
    many = request("POST", f"{incident}/claims", lines, media="application/x-ndjson")
    return 1 / load(running.port, [many], connections=1).a_second


def _most_memory(running: Server) -> int:
    """Return the most memory that the server has had, in kilobytes (Linux)."""
    status = Path(f"/proc/{running.process_id}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])


def _fill(ledger: Path, incident: str, claims: int) -> None:
    """Copy the claims of an incident under new incidents, until the ledger holds so many."""
    connection = sqlite3.connect(ledger, isolation_level=None)
    connection.execute("PRAGMA busy_timeout = 30000")
    connection.execute("BEGIN IMMEDIATE")
    columns = _columns(connection, "incidents", without=("number", "id"))
    said = _columns(connection, "claims", without=("incident_id",))
    for copy in range(claims // _AN_INCIDENT):
        name = f"copy-{copy}"
        connection.execute(
            f"INSERT INTO incidents (id, {columns}) SELECT ?, {columns} FROM incidents WHERE id = ?",  # noqa: S608
            (name, incident),
        )
        connection.execute(
            f"INSERT INTO claims (incident_id, {said}) SELECT ?, {said} FROM claims"  # noqa: S608
            " WHERE incident_id = ?",
            (name, incident),
        )
    connection.execute("COMMIT")
    connection.close()


def _columns(connection: sqlite3.Connection, table: str, without: tuple[str, ...]) -> str:
    rows = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return ", ".join(name for _, name, *_ in rows if name not in without)


def _size(running: Server) -> None:
    """Print what a large ledger costs a reader of a small incident in it."""
    incident = running.post("/v1/incidents", {"title": "صغير"})
    for place in range(20):
        running.post(f"{incident}/claims", _claim(place))
    source = running.post("/v1/incidents", {"title": "أصل"})
    for place in range(_AN_INCIDENT):
        running.post(f"{source}/claims", _claim(place))
    asked = [request("GET", f"{incident}/claims"), request("GET", f"{incident}/estimate")] * 500
    small = load(running.port, asked, connections=_CONNECTIONS)
    _fill(running.ledger, source.rsplit("/", 1)[1], _LARGE)
    large = load(running.port, asked, connections=_CONNECTIONS)
    slower = small.a_second / large.a_second
    print(f"reading in a ledger of {_LARGE:,} claims: {slower:.2f} times one of {_SMALL:,}")


def main() -> None:
    """Print the ratios."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with server(folder) as running:
            incident = running.post("/v1/incidents", {"title": "حادث"})
            for place in range(50):
                running.post(f"{incident}/claims", _claim(place))
            constant = _constant(running.port)
            _reading(running, incident, constant)
            _writing(running, folder, running.post("/v1/incidents", {"title": "آخر"}), constant)
            _bulk(running, folder)
            _size(running)
