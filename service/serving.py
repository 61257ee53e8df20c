"""The service as a process: what `hasila serve` runs."""

import socket
from datetime import UTC, datetime
from threading import Event

import uvicorn
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from reconcile.estimation.reconciliation import current_estimates
from service import printing
from service.app import create_app
from service.samples import load_sample
from service.settings import Settings
from service.store.engine import migrate, open_engine
from service.store.ledger import Ledger


class CannotServe(RuntimeError):
    """The service can't start; the message says why, and what would help."""


def serve(settings: Settings, *, with_sample: bool) -> None:
    """Serve until stopped; first show a sample incident, loaded into the ledger if it is empty.

    Raises:
        CannotServe: the ledger can't be opened, or the address is taken.
    """
    console = Console()
    with _listening(settings) as listener:
        address = "http://{}:{}".format(*listener.getsockname()[:2])
        ledger = _ledger(settings)
        if with_sample:
            _show_sample(ledger, address, console)
        console.print(f"The API is explained at {address}/docs. Stop with Ctrl+C.")
        app = create_app(settings)
        server = StoppingServer(uvicorn.Config(app, log_level="warning"), app.state.stopping)
        server.run(sockets=[listener])


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
    try:
        return socket.create_server((settings.host, settings.port))
    except OSError as error:
        raise CannotServe(
            f"can't listen on {settings.host} port {settings.port}: {error.strerror}; "
            "choose another with --port or HASILA_PORT"
        ) from None


def _ledger(settings: Settings) -> Ledger:
    """Open the ledger and bring it up to date, so that a fault shows before anything is promised."""
    try:
        engine = open_engine(settings.database_url)
        migrate(engine)
    except SQLAlchemyError as error:
        reason = str(error.__cause__ or error).splitlines()[0]
        raise CannotServe(f"can't open the ledger of HASILA_DATABASE_URL: {reason}") from None
    return Ledger(engine, lambda: datetime.now(UTC))


def _show_sample(ledger: Ledger, address: str, console: Console) -> None:
    """Print the estimates of the ledger's first incident."""
    known = ledger.incidents(after=0, limit=1)
    incident = known[0] if known else load_sample(ledger)
    claims = ledger.claims(incident.id)
    retractions = [claim.retraction for claim in claims if claim.retraction]
    estimates = current_estimates(claims, retractions=retractions)
    console.print(f"[bold]{incident.title}[/bold]")
    console.print(printing.estimates_table(estimates.values()))
    url = f"{address}/v1/incidents/{incident.id}/estimate"
    console.print(f"The same over REST: {url}", soft_wrap=True)
