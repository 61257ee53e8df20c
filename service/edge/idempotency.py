"""`Idempotency-Key`: a request repeated with its key is answered as the first time."""

import hashlib
import json
import re

from anyio import sleep_forever
from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.edge.bodies import LINES, media_type
from service.errors import Fault, Problem, invalid
from service.store.idempotency import Answer, Attempt, Idempotency, Refusal

_HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_OF_THE_API = "/v1/"
_OURS = 500
"""Statuses from here on are faults of ours: what failed is tried again, not remembered."""


class IdempotentRequests:
    """Middleware for POST requests to the API with an `Idempotency-Key`; others pass as they are.

    So do forms of the pages: they record nothing, and an answer to one can hold a reader's key. So do
    bodies of lines, which are never held whole: each of their rows is known the second time.

    It leaves in the request's state `reserved_id`, for what the request makes that has no identity of
    its own; `service.store.idempotency` says why.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or answer it as before."""
        keys = Headers(scope=scope).getlist(_HEADER) if scope["type"] == "http" else []
        if not keys or scope["method"] != "POST" or not scope["path"].startswith(_OF_THE_API):
            await self._app(scope, receive, send)
        elif len(keys) > 1 or not _KEY.fullmatch(keys[0]):
            await _bad_key().response()(scope, receive, send)
        elif media_type(scope) == LINES:
            await self._app(scope, receive, send)
        else:
            body = await _whole(receive)
            if body is not None:
                await self._serve(scope, body, send, keys[0])

    async def _serve(self, scope: Scope, body: bytes, send: Send, key: str) -> None:
        store: Idempotency = scope["app"].state.service.idempotency
        told = await run_sync(store.begin, _request_id(scope, key), _digest(scope, body))
        match told:
            case Attempt():
                await self._try(scope, body, send, store, told)
            case Answer():
                await _send(told, send, {"Idempotency-Replayed": "true"})
            case Refusal():
                await _refused(told).response()(scope, _nothing, send)

    async def _try(
        self, scope: Scope, body: bytes, send: Send, store: Idempotency, attempt: Attempt
    ) -> None:
        scope["state"]["reserved_id"] = attempt.reserved_id
        try:
            answer = await _answer(self._app, scope, body)
        except Exception:
            await run_sync(store.give_up, attempt)
            raise
        if answer.status >= _OURS:
            await run_sync(store.give_up, attempt)
        else:
            await run_sync(store.finish, attempt, answer)
        await _send(answer, send, {})


def _request_id(scope: Scope, key: str) -> str:
    """Return what stands for a request: the same key means another for another caller or resource."""
    address = [scope["method"], scope["path"], scope["query_string"].decode("latin-1")]
    named = json.dumps([scope["state"]["caller"], key, *address])
    return hashlib.sha256(named.encode()).hexdigest()


def _digest(scope: Scope, body: bytes) -> str:
    """Return what tells requests apart under one key: the body, and what it takes for known."""
    digest = hashlib.sha256(body)
    for match in Headers(scope=scope).getlist("If-Match"):
        digest.update(b"\0" + match.encode())
    return digest.hexdigest()


async def _whole(receive: Receive) -> bytes | None:
    """Return the body, None if the caller left before its end."""
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


async def _nothing() -> Message:
    return {"type": "http.disconnect"}


async def _answer(app: ASGIApp, scope: Scope, body: bytes) -> Answer:
    """Let `app` answer, to the end, even if the caller leaves."""
    start: Message = {}
    parts = []
    unread = [body]

    async def receive() -> Message:
        if not unread:
            await sleep_forever()  # the caller never leaves
        return {"type": "http.request", "body": unread.pop(), "more_body": False}

    async def collect(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start":
            start = message
        else:
            parts.append(message.get("body", b""))

    await app(scope, receive, collect)
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in start["headers"]]
    return Answer(start["status"], headers, b"".join(parts))


async def _send(answer: Answer, send: Send, more: dict[str, str]) -> None:
    headers = [
        (name.encode("latin-1"), value.encode("latin-1"))
        for name, value in [*answer.headers, *more.items()]
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


def _bad_key() -> Problem:
    detail = "give one key of 1 to 255 visible ASCII characters, such as a UUID"
    return invalid(f"{_HEADER}: {detail}.", Fault(detail=detail, parameter=_HEADER))


def _refused(why: Refusal) -> Problem:
    if why is Refusal.UNDERWAY:
        detail = "The first request with this Idempotency-Key is still being served; ask again."
        return Problem(409, "request-underway", detail, headers={"Retry-After": "1"})
    detail = "this key came with another body or If-Match before; a new request needs a new key"
    fault = Fault(detail=detail, parameter=_HEADER)
    return Problem(422, "idempotency-key-reused", f"{_HEADER}: {detail}.", [fault])
