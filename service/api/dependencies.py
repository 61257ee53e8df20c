"""What every resource needs: the ledger, the settings and the clock of the running service.

What does no I/O is `async`: for a plain function FastAPI would change to another thread and back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event
from typing import Annotated

from fastapi import Depends, Request

from reconcile.model import Claim
from service.api.answers import Answers
from service.api.open_streams import OpenStreams
from service.errors import Fault, Problem, invalid
from service.settings import Settings
from service.store.idempotency import Idempotency
from service.store.keys import Keys
from service.store.ledger import Clock, Ledger
from service.store.registry import NoSuchVersion, Registry


@dataclass(frozen=True, slots=True)
class Service:
    """The running service."""

    ledger: Ledger
    registry: Registry
    settings: Settings
    clock: Clock
    keys: Keys
    idempotency: Idempotency
    answers: Answers
    streams: OpenStreams
    stopping: Event
    """Set when the service begins to stop: what waits for news then ends."""

    def refuse_future(self, moment: datetime | None, pointer: str) -> None:
        """Refuse a time later than now by more than the allowed skew.

        Raises:
            Problem: it is; the answer names the field at `pointer`.
        """
        latest = self.clock() + timedelta(seconds=self.settings.max_clock_skew_seconds)
        if moment is not None and moment > latest:
            detail = f"{moment.isoformat()} lies in the future; it is {self.clock().isoformat()} now"
            raise invalid(f"{pointer}: {detail}.", Fault(detail=detail, pointer=pointer))

    def refuse_future_claim(self, claim: Claim, pointer: str = "#") -> None:
        """Refuse a claim that is dated in the future or speaks of it."""
        self.refuse_future(claim.published_at, f"{pointer}/published_at")
        self.refuse_future(claim.as_of, f"{pointer}/as_of")
        self.refuse_future(claim.since, f"{pointer}/since")

    def registry_version(self, asked: int | None, parameter: str) -> int:
        """Return a version of the source registry, the newest if None is asked for.

        Raises:
            Problem: there is no such version yet; the answer names the parameter.
        """
        try:
            return self.registry.version(asked)
        except NoSuchVersion as error:
            fault = Fault(detail=str(error), parameter=parameter)
            raise invalid(f"{parameter}: {error}.", fault) from None

    def refuse_text(self, text: str, pointer: str = "#/text") -> None:
        """Refuse a text without words, and one longer than the setting allows.

        Raises:
            Problem: the answer names the field at `pointer`.
        """
        longest = self.settings.max_text_characters
        if len(text) > longest:
            detail = f"the text has {len(text):,} characters; at most {longest:,} are taken"
            fault = Fault(detail=detail, pointer=pointer)
            raise Problem(413, "too-large", f"{pointer}: {detail}.", [fault])
        if not text.strip():
            detail = "the text is empty"
            raise invalid(f"{pointer}: {detail}.", Fault(detail=detail, pointer=pointer))


async def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


Serving = Annotated[Service, Depends(_service)]


async def _reserved_id(request: Request) -> str | None:
    """Return the id reserved for what the request makes, if it came with an Idempotency-Key."""
    reserved: str | None = getattr(request.state, "reserved_id", None)
    return reserved


ReservedId = Annotated[str | None, Depends(_reserved_id)]
