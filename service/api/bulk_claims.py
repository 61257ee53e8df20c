"""Many claims in one request: a row a line in, a result a line out, both streamed.

Results are written while rows are still being read, in constant memory: a client that sends more than
some ten thousand rows has to read while it writes. What arrives together is recorded together, in one
transaction of some hundreds of rows; a bad row loses no good one.
"""

import logging
from codecs import BOM_UTF8
from collections.abc import AsyncIterator, Sequence
from typing import Final, Literal, NamedTuple

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send

from reconcile.fields import Frozen
from service.api.dated import DatedClaim
from service.api.dependencies import Service
from service.api.questions import named_well
from service.edge.bodies import LINES, media_type
from service.edge.conditional import takes_no_match
from service.errors import Fault, Problem, faults_of_repeated, faults_of_row
from service.store.records import Outcome
from service.store.transactions import OUT_OF_REACH

log = logging.getLogger("hasila")

_MOST_ROWS_AT_ONCE: Final = 500


class RowResult(Frozen):
    """What became of one row; `row` is the number of its line, from 1."""

    row: int
    status: Literal["recorded", "known", "refused"]
    id: str | None
    errors: tuple[Fault, ...] = ()


class _Line(NamedTuple):
    """A line of the body; None: longer than a line may be."""

    row: int
    content: bytes | None


class _OfLines(Route):
    """A route for bodies of lines; a body of another type is another route's."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match by path, method and media type; the route that matches is told, as FastAPI does."""
        if scope["type"] != "http" or media_type(scope) != LINES:
            return Match.NONE, {}
        match, found = super().matches(scope)
        return match, {**found, "route": self}


class _Conversation(StreamingResponse):
    """A streamed answer that leaves what the client still sends to its own content."""

    async def __call__(self, _: Scope, __: Receive, send: Send) -> None:
        """Answer; if the client goes, what it has sent so far stays recorded."""
        try:
            await self.stream_response(send)
        except ClientDisconnect:
            log.info("a client went before its rows had ended")


async def _record_claims(request: Request) -> Response:
    named_well(request)
    await takes_no_match(request)
    service: Service = request.app.state.service
    incident_id: str = request.path_params["incident_id"]
    await run_in_threadpool(service.ledger.incident, incident_id)
    return _Conversation(_results(service, incident_id, request), media_type=LINES)


async def _results(service: Service, incident_id: str, request: Request) -> AsyncIterator[bytes]:
    async for lines in _lines(request.stream(), service.settings.max_body_bytes):
        for first in range(0, len(lines), _MOST_ROWS_AT_ONCE):
            some = lines[first : first + _MOST_ROWS_AT_ONCE]
            results = await run_in_threadpool(_record, service, incident_id, some)
            yield b"".join(result.model_dump_json().encode() + b"\n" for result in results)


async def _lines(pieces: AsyncIterator[bytes], longest: int) -> AsyncIterator[list[_Line]]:
    """Yield the lines that each piece of a body completes; blank ones are counted and left out."""
    rest, row, too_long = b"", 0, False
    async for piece in pieces:
        *ended, rest = (rest + piece).split(b"\n")
        complete = []
        for content in ended:
            row += 1
            if too_long or len(content) > longest:
                complete.append(_Line(row=row, content=None))
            elif content.strip():
                complete.append(_Line(row=row, content=content))
            too_long = False
        if len(rest) > longest:
            rest, too_long = b"", True
        if complete:
            yield complete
    if too_long or rest.strip():
        yield [_Line(row=row + 1, content=None if too_long else rest)]


def _record(service: Service, incident_id: str, lines: Sequence[_Line]) -> list[RowResult]:
    """Record the rows that can be, in one transaction, and return every row's result, in order."""
    read = [(line.row, _read(service, line)) for line in lines]
    said = [claim for _, claim in read if isinstance(claim, DatedClaim)]
    try:
        outcomes = iter(service.ledger.record_many(incident_id, said) if said else ())
    except OUT_OF_REACH as error:
        log.warning("the ledger can't be reached: %s", error.__class__.__name__)
        return _lost(read)
    except Exception:
        if len(lines) > 1:  # what one row does to the ledger is no other's loss
            return [result for line in lines for result in _record(service, incident_id, [line])]
        log.exception("row %s was not recorded", lines[0].row)
        return _lost(read)
    return [
        _result(row, next(outcomes)) if isinstance(what, DatedClaim) else _refused(row, what)
        for row, what in read
    ]


def _lost(read: Sequence[tuple[int, DatedClaim | list[Fault]]]) -> list[RowResult]:
    ours = [Fault(detail="not recorded, by a failure of ours; send this row again", pointer="#")]
    return [_refused(row, ours if isinstance(what, DatedClaim) else what) for row, what in read]


def _read(service: Service, line: _Line) -> DatedClaim | list[Fault]:
    """Return the claim of a row, or what is wrong with it."""
    if line.content is None:
        longest = service.settings.max_body_bytes
        return [Fault(detail=f"the row is longer than {longest:,} bytes", pointer="#")]
    mark = BOM_UTF8 if line.row == 1 else b""  # which some editors put before a file
    content = line.content.removeprefix(mark)
    if repeated := faults_of_repeated(content):
        return repeated
    try:
        claim = DatedClaim.model_validate_json(content)
        service.refuse_future_claim(claim)
    except ValidationError as error:
        return faults_of_row(error)
    except Problem as problem:
        return problem.errors
    return claim


def _result(row: int, outcome: Outcome) -> RowResult:
    if outcome.retraction:
        detail = f"this claim was retracted at {outcome.retraction.recorded_at.isoformat()}"
        fault = Fault(detail=f"{detail} ({outcome.retraction.reason})", pointer="#")
        return RowResult(row=row, status="refused", id=outcome.claim_id, errors=(fault,))
    status: Literal["recorded", "known"] = "recorded" if outcome.is_new else "known"
    return RowResult(row=row, status=status, id=outcome.claim_id)


def _refused(row: int, faults: list[Fault]) -> RowResult:
    return RowResult(row=row, status="refused", id=None, errors=tuple(faults))


route = _OfLines("/v1/incidents/{incident_id}/claims", _record_claims, methods=["POST"])
"""Has to come before the route that takes one claim as JSON, which describes both in the contract."""
