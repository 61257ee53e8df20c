"""Revisions: listed, and followed as they happen by Server-Sent Events, of one incident or of all."""

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Annotated, Final, TypeVar

import anyio
from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from reconcile.model import Frozen, Revision
from service.api.dependencies import Service, Serving
from service.api.pages import LAST_NUMBER, Page, WhichPage, page
from service.errors import Fault, invalid
from service.store.records import PlacedRevision

router = APIRouter(tags=["revisions"])

_AT_ONCE: Final = 100
_RETRY_MILLISECONDS: Final = 1000

Told = TypeVar("Told", bound=Revision)


@router.get("/incidents/{incident_id}/revisions", summary="List the revisions of an incident")
def list_revisions(
    incident_id: str, service: Serving, request: Request, response: Response, which: WhichPage
) -> Page[Revision]:
    """In the order in which things became known; recorded once and never rewritten."""
    found = service.ledger.revisions(incident_id, which.after, which.limit + 1)
    return page(found, lambda item: item.number, which, request, response)


@router.get("/revisions", summary="List the revisions of all incidents")
def list_all_revisions(
    service: Serving, request: Request, response: Response, which: WhichPage
) -> Page[PlacedRevision]:
    """In the order in which they were recorded, `position`, which has no gaps."""
    found = service.ledger.all_revisions(which.after, which.limit + 1)
    return page(found, lambda item: item.position, which, request, response)


class StreamQuestion(Frozen):
    """From where to follow, and for how long."""

    after: Annotated[
        int,
        Field(ge=0, le=LAST_NUMBER, description="Begin after this id; Last-Event-ID goes before it."),
    ] = 0
    wait: Annotated[
        float | None,
        Field(
            ge=0,
            le=3600,
            description="End after so many seconds without news, 0: once all is told. Without it, the "
            "stream stays open.",
        ),
    ] = None


LastEventId = Annotated[
    str | None,
    Header(
        alias="Last-Event-ID",
        pattern=r"^(0|[1-9][0-9]{0,9})$",
        description="The id of the last event that was taken in; what came after it follows.",
    ),
]


async def _start(
    question: Annotated[StreamQuestion, Query()], last: LastEventId = None
) -> StreamQuestion:
    if last is None:
        return question
    if int(last) > LAST_NUMBER:
        detail = f"no event has an id above {LAST_NUMBER}"
        raise invalid(f"Last-Event-ID: {detail}.", Fault(detail=detail, parameter="Last-Event-ID"))
    return question.model_copy(update={"after": int(last)})


Start = Annotated[StreamQuestion, Depends(_start)]


def _known_incident(incident_id: str, service: Serving) -> str:
    return service.ledger.incident(incident_id).id


@router.get(
    "/incidents/{incident_id}/revisions/stream",
    response_class=EventSourceResponse,
    summary="Follow the revisions of an incident",
)
async def follow_revisions(
    incident_id: Annotated[str, Depends(_known_incident)], service: Serving, start: Start
) -> AsyncIterator[ServerSentEvent]:
    """Server-Sent Events: each revision once and in order, its `number` as the event's id.

    A client that comes back with Last-Event-ID misses nothing and gets nothing twice.
    """
    ledger = service.ledger

    def read(after: int) -> list[Revision]:
        return ledger.revisions(incident_id, after, _AT_ONCE)

    async for event in _follow(service, start, read, lambda revision: revision.number):
        yield event


@router.get(
    "/revisions/stream",
    response_class=EventSourceResponse,
    summary="Follow the revisions of all incidents",
)
async def follow_all_revisions(service: Serving, start: Start) -> AsyncIterator[ServerSentEvent]:
    """Server-Sent Events: each revision once and in order, its `position` as the event's id.

    A client that comes back with Last-Event-ID misses nothing and gets nothing twice.
    """
    ledger = service.ledger

    def read(after: int) -> list[PlacedRevision]:
        return ledger.all_revisions(after, _AT_ONCE)

    async for event in _follow(service, start, read, lambda revision: revision.position):
        yield event


async def _follow(
    service: Service,
    start: StreamQuestion,
    read: Callable[[int], Sequence[Told]],
    place: Callable[[Told], int],
) -> AsyncIterator[ServerSentEvent]:
    """Yield what is read after the start, then what comes, until the wait is over or the service stops.

    A comment where there has been nothing for a while shows that the connection lives.
    """
    after = start.after
    yield ServerSentEvent(comment="each revision once, in order", retry=_RETRY_MILLISECONDS)
    last_news = last_sign = anyio.current_time()
    while not service.stopping.is_set():
        found = await run_in_threadpool(read, after)
        for revision in found:
            after = place(revision)
            yield ServerSentEvent(data=revision, event="revision", id=str(after))
        now = anyio.current_time()
        if found:
            last_news = last_sign = now
            continue
        if start.wait is not None and now - last_news >= start.wait:
            return
        if now - last_sign >= service.settings.stream_heartbeat_seconds:
            yield ServerSentEvent(comment="no news")
            last_sign = now
        await anyio.sleep(service.settings.stream_poll_seconds)
