"""A PostgreSQL of the tests' own: a cluster in a temporary folder, thrown away at the end."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, create_engine

from service.store.engine import migrate, open_engine

HOW_TO_GET_IT = "PostgreSQL is not here; on Debian and Ubuntu: apt-get install postgresql"
EMPTY, MIGRATED = "template0", "migrated"


def binaries() -> Path | None:
    """Return the folder of PostgreSQL's own programs, those of the newest version."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(installed, key=lambda path: float(path.parts[-3]), default=None)
    return newest and newest.parent


class Cluster:
    """A server that listens on a socket in its own folder only.

    A durable one writes through to the disk; most tests ask for nothing that a crash could show, and get
    one that does not wait for it.
    """

    def __init__(self, programs: Path, *, durable: bool) -> None:
        self._programs = programs
        self._durable = durable
        self._user = _unprivileged_user()
        self._folder = Path(tempfile.mkdtemp(prefix="hasila-", dir="/tmp"))  # a socket's path is short
        self._data = self._folder / "data"
        self._numbers = count(1)
        if self._user:
            shutil.chown(self._folder, self._user)
        # Byte order, as in SQLite; a message catalogue is not needed.
        self._run(
            "initdb", "--auth=trust", "--username=hasila", "--locale=C", "--encoding=UTF8", "--no-sync"
        )
        self.start()
        self._sql(f"CREATE DATABASE {MIGRATED}")
        engine = open_engine(self.url(MIGRATED))
        migrate(engine)
        engine.dispose()

    def url(self, name: str) -> str:
        """Return the URL of a database."""
        return f"postgresql://hasila@/{name}?host={self._folder}"

    @contextmanager
    def database(self, template: str = MIGRATED) -> Iterator[str]:
        """Return the URL of a fresh database, of the newest schema unless another template is named."""
        name = f"test_{next(self._numbers)}"
        self._sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield self.url(name)
        self._sql(f"DROP DATABASE {name} WITH (FORCE)")

    def start(self) -> None:
        """Start, after a crash too; return when connections are taken."""
        options = f"-c listen_addresses= -c unix_socket_directories={self._folder}"
        if self._durable:
            options += " -c recovery_init_sync_method=syncfs"  # else file by file, after every crash
        else:
            options += " -c fsync=off -c full_page_writes=off"
        self._run("pg_ctl", "start", "--wait", f"--log={self._folder / 'log'}", "--options", options)

    def crash(self) -> None:
        """Kill every process of the server at once, as a power cut would."""
        self._run("pg_ctl", "stop", "--wait", "--mode=immediate")

    def kill_a_connection(self) -> None:
        """Kill a process that serves a connection: the server then drops all others and recovers."""
        engine = self._engine()
        with engine.connect() as connection:
            busy = connection.exec_driver_sql(
                "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
                " AND pid <> pg_backend_pid() ORDER BY state_change DESC LIMIT 1"
            ).scalar_one()
            os.kill(busy, signal.SIGKILL)
            connection.invalidate()
        engine.dispose()

    def close(self) -> None:
        """Stop, and throw all away."""
        self._run("pg_ctl", "stop", "--wait", "--mode=immediate")
        shutil.rmtree(self._folder)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._programs / program, "--pgdata", self._data, *arguments],
            user=self._user,
            group=self._user and pwd.getpwnam(self._user).pw_gid,
            extra_groups=[] if self._user else None,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, f"{program} failed; see {self._folder / 'log'}"

    def _sql(self, statement: str) -> None:
        engine = self._engine()
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()

    def _engine(self) -> Engine:
        url = self.url("postgres").replace("postgresql:", "postgresql+psycopg:")
        return create_engine(url, isolation_level="AUTOCOMMIT")


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to be run by root; the user that its packages make, or nobody, runs it."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
