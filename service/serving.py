"""The service as a process: what `hasila serve` runs."""

from datetime import UTC, datetime

import uvicorn
from rich.console import Console

from reconcile.estimation.reconciliation import current_estimates
from service import printing
from service.app import create_app
from service.samples import load_sample
from service.settings import Settings
from service.store.engine import migrate, open_engine
from service.store.ledger import Ledger


def serve(settings: Settings, *, with_sample: bool) -> None:
    """Serve until stopped; first show a sample incident, loaded into the ledger if it is empty."""
    address = f"http://{settings.host}:{settings.port}"
    console = Console()
    if with_sample:
        _show_sample(settings, address, console)
    console.print(f"The API is explained at {address}/docs. Stop with Ctrl+C.")
    uvicorn.run(create_app(settings), host=settings.host, port=settings.port, log_level="warning")


def _show_sample(settings: Settings, address: str, console: Console) -> None:
    """Print the estimates of the ledger's first incident."""
    engine = open_engine(settings.database_url)
    migrate(engine)
    ledger = Ledger(engine, lambda: datetime.now(UTC))
    known = ledger.incidents(after=0, limit=1)
    incident = known[0] if known else load_sample(ledger)
    claims = ledger.claims(incident.id)
    retractions = [claim.retraction for claim in claims if claim.retraction]
    estimates = current_estimates(claims, retractions=retractions)
    console.print(f"[bold]{incident.title}[/bold]")
    console.print(printing.estimates_table(estimates.values()))
    url = f"{address}/v1/incidents/{incident.id}/estimate"
    console.print(f"The same over REST: {url}", soft_wrap=True)
    engine.dispose()
