"""Revisions followed as they happen, by Server-Sent Events, of one incident or of all."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Generic, NamedTuple, TypeVar

import anyio
from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from reconcile.fields import Frozen
from reconcile.model import Revision
from service.api.dependencies import Service, Serving
from service.api.pages import LAST_NUMBER
from service.errors import Fault, Problem, invalid
from service.store.records import PlacedRevision

router = APIRouter(tags=["revisions"])

_AT_ONCE: Final = 100
_RETRY_SECONDS: Final = 1

Told = TypeVar("Told", bound=Revision)


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


class _Start(NamedTuple):
    """After which event a stream begins, which parameter says so, and how long it waits for news."""

    after: int
    parameter: str
    wait: float | None


async def _start(question: Annotated[StreamQuestion, Query()], last: LastEventId = None) -> _Start:
    if last is None:
        return _Start(question.after, "after", question.wait)
    if int(last) > LAST_NUMBER:
        detail = f"no event has an id above {LAST_NUMBER}"
        raise invalid(f"Last-Event-ID: {detail}.", Fault(detail=detail, parameter="Last-Event-ID"))
    return _Start(int(last), "Last-Event-ID", question.wait)


Start = Annotated[_Start, Depends(_start)]


def _refuse_beyond(start: _Start, read: Callable[[int], Sequence[Revision]]) -> None:
    """Refuse a start after an event that there is not; `read` gives what comes after a place.

    Such a stream would be silent until the ledger has grown that far, and then leave events out. It is
    what a follower asks for whose ledger was restored from a backup.

    Raises:
        Problem: 409, after which browsers don't come back by themselves.
    """
    if start.after and not read(start.after - 1):
        detail = f"there is no event {start.after} yet, so nothing can come after it"
        more = "If the ledger was restored from a backup, forget what you followed and begin at 0."
        fault = Fault(detail=detail, parameter=start.parameter)
        raise Problem(409, "beyond-the-end", f"{start.parameter}: {detail}. {more}", [fault])


async def _admitted(request: Request, service: Serving) -> str | None:
    """Return the id of the caller's key, if the service can hold one more stream.

    Raises:
        Problem: 503, it holds as many as the settings allow.
    """
    most = service.settings.max_streams
    if service.streams.open >= most:
        detail = f"{most:,} streams are open here, as many as may be; list the revisions, or come again."
        raise Problem(503, "too-many-streams", detail, headers={"Retry-After": str(_RETRY_SECONDS)})
    key_id: str | None = request.state.key_id
    return key_id


KeyId = Annotated[str | None, Depends(_admitted)]


@dataclass(frozen=True, slots=True)
class _Following(Generic[Told]):
    """What is followed: `read` gives what comes after a place, in order, as much as is told at once."""

    start: _Start
    read: Callable[[int], Sequence[Told]]


def _one(incident_id: str, service: Serving, start: Start) -> _Following[Revision]:
    def read(after: int) -> list[Revision]:
        return service.ledger.revisions(incident_id, after, _AT_ONCE)

    service.ledger.incident(incident_id)
    _refuse_beyond(start, read)
    return _Following(start, read)


def _all(service: Serving, start: Start) -> _Following[PlacedRevision]:
    def read(after: int) -> list[PlacedRevision]:
        return service.ledger.all_revisions(after, _AT_ONCE)

    _refuse_beyond(start, read)
    return _Following(start, read)


@router.get(
    "/incidents/{incident_id}/revisions/stream",
    response_class=EventSourceResponse,
    summary="Follow the revisions of an incident",
)
async def follow_revisions(
    followed: Annotated[_Following[Revision], Depends(_one)], service: Serving, key_id: KeyId
) -> AsyncIterator[ServerSentEvent]:
    """Server-Sent Events: each revision once and in order, its `number` as the event's id.

    A client that comes back with Last-Event-ID misses nothing and gets nothing twice. One that names an
    event that there is not yet gets 409.
    """
    async for event in _follow(service, followed, key_id, lambda revision: revision.number):
        yield event


@router.get(
    "/revisions/stream",
    response_class=EventSourceResponse,
    summary="Follow the revisions of all incidents",
)
async def follow_all_revisions(
    followed: Annotated[_Following[PlacedRevision], Depends(_all)], service: Serving, key_id: KeyId
) -> AsyncIterator[ServerSentEvent]:
    """Server-Sent Events: each revision once and in order, its `position` as the event's id.

    A client that comes back with Last-Event-ID misses nothing and gets nothing twice. One that names an
    event that there is not yet gets 409.
    """
    async for event in _follow(service, followed, key_id, lambda revision: revision.position):
        yield event


async def _follow(
    service: Service,
    followed: _Following[Told],
    key_id: str | None,
    place: Callable[[Told], int],
) -> AsyncIterator[ServerSentEvent]:
    """Yield what is read after the start, then what comes.

    It ends when the wait is over, the service stops, or the caller would no longer be let in. A comment
    where there has been nothing for a while shows that the connection lives.
    """

    def news() -> Sequence[Told] | None:
        return followed.read(after) if service.keys.admit(key_id) else None

    start = followed.start
    after = start.after
    with service.streams.one_more():
        yield ServerSentEvent(comment="each revision once, in order", retry=1000 * _RETRY_SECONDS)
        last_news = last_sign = anyio.current_time()
        while not service.stopping.is_set():
            found = await run_in_threadpool(news)
            if found is None:
                return
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
