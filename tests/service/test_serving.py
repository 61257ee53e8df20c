"""Serving starts with what is promised, or says in one line why it can't."""

import asyncio
import socket
import subprocess
from pathlib import Path

import httpx2
import pytest
import uvicorn
from sqlalchemy import text
from uvicorn.server import ServerState

from service.edge.connections import impatient_protocol
from service.samples import load_sample
from service.serving import CannotServe, serve
from service.settings import Settings
from service.store.engine import migrate, open_engine
from service.store.ledger import Ledger
from tests.service.commands import HASILA
from tests.service.conftest import SetClock
from tests.service.servers import running


def test_a_taken_port_is_named(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = settings.model_copy(update={"port": other.getsockname()[1]})
        with pytest.raises(CannotServe, match=rf"port {taken.port}.*--port or HASILA_PORT"):
            serve(taken, with_sample=False)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/ledger.sqlite",
        "sqlite://",
        "sqlite:///:memory:",
        "foo://bar",
        "postgresql://me:hidden@127.0.0.1:1/ledger",
    ],
)
def test_a_ledger_that_cannot_be_opened_is_said_in_one_line(tmp_path: Path, url: str) -> None:
    done = subprocess.run(
        [HASILA, "serve", "--port", "0"],
        env={"HASILA_DATABASE_URL": url},
        cwd=tmp_path,
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert "can't open the ledger of HASILA_DATABASE_URL" in line
    assert "hidden" not in line


def test_a_ledger_of_a_newer_schema_is_left_alone(settings: Settings) -> None:
    engine = open_engine(settings.database_url)
    migrate(engine)
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_later'"))
    engine.dispose()
    with pytest.raises(CannotServe, match=r"up to date.*9999_later"):
        serve(settings.model_copy(update={"port": 0}), with_sample=False)


def _asks(url: str, forwarded: str) -> int:
    return httpx2.get(f"{url}/v1/incidents", headers={"X-Forwarded-For": forwarded}).status_code


def test_who_a_trusted_proxy_speaks_for_is_believed(tmp_path: Path) -> None:
    """Two callers behind a proxy have a limit each; anybody else who names them has their own."""
    few = {"rate_burst": 1, "rate_per_second": 0.001}
    with running(tmp_path, None, trusted_proxies="192.0.2.1, 127.0.0.1", **few) as service:
        asked = [_asks(service.url, caller) for caller in ("198.51.100.1", "198.51.100.2")]
        assert [*asked, _asks(service.url, "198.51.100.1")] == [200, 200, 429]
    with running(tmp_path, None, trusted_proxies="192.0.2.1", **few) as service:
        asked = [_asks(service.url, caller) for caller in ("198.51.100.1", "198.51.100.2")]
        assert asked == [200, 429]


def test_a_connection_is_kept_for_the_next_request_for_its_time_only(tmp_path: Path) -> None:
    with running(tmp_path, keep_alive_seconds=1) as service, service.connect() as connection:
        answers = connection.makefile("rb")
        for _ in range(2):
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            head = b"".join(iter(answers.readline, b"\r\n"))
            assert head.startswith(b"HTTP/1.1 200 ")
            assert answers.read(15) == b'{"status":"ok"}'
        assert answers.read() == b"", "the service closes it"


def test_an_answer_waits_for_no_acknowledgement() -> None:
    """Its head and its body go one after the other at once, on the listener of ours too."""

    async def connected() -> int:
        loop = asyncio.get_running_loop()
        made: asyncio.Future[asyncio.Transport] = loop.create_future()

        class Told(impatient_protocol(20)):  # type: ignore[misc]  # made at run time
            def connection_made(self, transport: asyncio.Transport) -> None:
                super().connection_made(transport)
                made.set_result(transport)

        config = uvicorn.Config(app=lambda: None)
        config.load()
        state: dict[str, object] = {}
        listener = socket.create_server(("127.0.0.1", 0))
        server = await loop.create_server(
            lambda: Told(config=config, server_state=ServerState(), app_state=state), sock=listener
        )
        _, writer = await asyncio.open_connection(*listener.getsockname())
        transport = await made
        told = transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        writer.close()
        server.close()
        return int(told)

    assert asyncio.run(connected()) != 0


def test_the_sample_shows_what_the_service_is_for(settings: Settings, clock: SetClock) -> None:
    engine = open_engine(settings.database_url)
    migrate(engine)
    incident = load_sample(engine)
    ledger = Ledger(engine, clock)
    kinds = {revision.kind.value for revision in ledger.revisions(incident.id)}
    assert {"initial", "raised", "narrowed", "confirmed"} <= kinds
    assert len(ledger.claims(incident.id)) > 8
    engine.dispose()
