"""The service as a process: what `hasila serve` runs."""

import gc
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event

import uvicorn
from alembic.util import CommandError
from fastapi import FastAPI
from rich.console import Console
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from service import logs, printing
from service.app import create_app
from service.edge.connections import impatient_protocol
from service.edge.hosts import is_loopback
from service.samples import load_sample
from service.settings import Settings
from service.store.engine import migrated
from service.store.keys import Keys
from service.store.ledger import Ledger


class CannotServe(RuntimeError):
    """The service can't start; the message says why, and what would help."""


def now() -> datetime:
    """Return the time, with its offset."""
    return datetime.now(UTC)


def serve(settings: Settings, *, with_sample: bool) -> None:
    """Serve until stopped; first show a sample incident, loaded into the ledger if it is empty.

    Raises:
        CannotServe: the ledger can't be opened, the address is taken, or others reach it without a key.
    """
    console = Console()
    with _listening(settings) as listener:
        address = _url(listener)
        with opened(settings) as engine:
            _refuse_openness(settings, Keys(engine, now))
            if with_sample:
                _show_sample(engine, address, console)
            console.print(f"Open {address}/ in a browser.", soft_wrap=True)
            console.print(f"The API is explained at {address}/docs. Stop with Ctrl+C.", soft_wrap=True)
            logs.configure(settings)
            app = create_app(settings, engine=engine)
            gc.freeze()  # what is loaded by now stays: the collector need not look through it again
            StoppingServer(_configuration(settings, app), app.state.stopping).run(sockets=[listener])


def _configuration(settings: Settings, app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=impatient_protocol(settings.header_seconds),
        log_config=None,
        access_log=False,  # service.edge.requests tells of requests
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
        # Ours is the smaller limit: it is answered as a problem.
        h11_max_incomplete_event_size=2 * settings.max_header_bytes + 65_536,
        timeout_keep_alive=settings.keep_alive_seconds,
        timeout_graceful_shutdown=settings.shutdown_seconds,
    )


class StoppingServer(uvicorn.Server):
    """A server that says when it begins to stop: else it would wait for streams that never end."""

    def __init__(self, config: uvicorn.Config, stopping: Event) -> None:
        super().__init__(config)
        self._stopping = stopping

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, then stop as uvicorn does."""
        self._stopping.set()
        await super().shutdown(sockets)


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        raise CannotServe(
            f"can't listen on {settings.host} port {settings.port}: {error.strerror}; "
            "choose another with --port or HASILA_PORT"
        ) from None


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextmanager
def opened(settings: Settings) -> Iterator[Engine]:
    """Open the ledger and bring it up to date, so that a fault shows before anything is promised.

    Raises:
        CannotServe: that can't be done.
    """
    try:
        engine = migrated(settings.database_url)
    except CommandError as error:
        raise CannotServe(f"can't bring the ledger up to date: {error}") from None
    except SQLAlchemyError as error:
        reason = str(error.__cause__ or error).splitlines()[0]
        raise CannotServe(f"can't open the ledger of HASILA_DATABASE_URL: {reason}") from None
    try:
        yield engine
    finally:
        engine.dispose()


def _refuse_openness(settings: Settings, keys: Keys) -> None:
    if settings.open_to_all or is_loopback(settings.host) or keys.required():
        return
    raise CannotServe(
        f"whoever reaches {settings.host} could write to this ledger: there is no key yet; make one "
        "with `hasila keys create NAME --scope write`, listen on 127.0.0.1, or say --open"
    )


def _show_sample(engine: Engine, address: str, console: Console) -> None:
    """Print the estimates of the ledger's first incident."""
    ledger = Ledger(engine, now)
    known = ledger.incidents(after=0, limit=1)
    incident = known[0] if known else load_sample(engine)
    console.print(f"[bold]{incident.title}[/bold]")
    console.print(printing.estimates_table(ledger.account(incident.id).estimates().values()))
    console.print(f"On a page: {address}/incidents/{incident.id}", soft_wrap=True)
    url = f"{address}/v1/incidents/{incident.id}/estimate"
    console.print(f"The same over REST: {url}", soft_wrap=True)
