"""What a request must be before anyone reads it: a JSON body, and not a huge one."""

import re

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.errors import Problem

_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_TAKES_LINES = re.compile(r"/v1/incidents/[^/]+/claims")

LINES = "application/x-ndjson"
"""The media type of a body of many rows, read a line at a time and of any length."""


def media_type(scope: Scope) -> str:
    """Return the media type that a body is declared as, without its parameters; "" if it is none."""
    declared: bytes = dict(scope["headers"]).get(b"content-type", b"")
    return declared.decode("latin-1").partition(";")[0].strip().lower()


async def declared_as_json(request: Request) -> None:
    """Refuse a body that is not declared as JSON; every operation that takes one depends on this.

    Raises:
        Problem: 415, with the media types that it may be declared as.
    """
    scope = request.scope
    media = media_type(scope)
    if scope["method"] not in _WITH_BODY or media == "application/json":
        return
    detail = f"The body is declared as {media or 'nothing'}; send Content-Type: application/json."
    taken = f"application/json, {LINES}" if _takes_lines(scope) else "application/json"
    headers = {"Accept-Post": taken} if scope["method"] == "POST" else {}
    raise Problem(415, "unsupported-media-type", detail, headers=headers)


class BodyGuard:
    """Middleware that refuses bodies above `limit` bytes, except where lines are read one by one."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] != "http" or scope["method"] not in _WITH_BODY:
            await self._app(scope, receive, send)
            return
        if _takes_lines(scope) and media_type(scope) == LINES:
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        problem = self._of_length(headers.get(b"content-length"))
        if problem:
            await problem.response()(scope, receive, send)
            return
        await self._pass_on(scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request, counting its body, since a chunked one declares no length."""
        taken = 0
        refused = False

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            return {"type": "http.disconnect"} if taken > self._limit else message

        async def answer(message: Message) -> None:
            nonlocal refused
            if refused:
                return
            if taken > self._limit and message["type"] == "http.response.start":
                refused = True
                await self._too_large().response()(scope, receive, send)
            else:
                await send(message)

        await self._app(scope, counted, answer)

    def _of_length(self, declared: bytes | None) -> Problem | None:
        if declared and declared.isdigit() and int(declared) > self._limit:
            return self._too_large()
        return None

    def _too_large(self) -> Problem:
        return Problem(413, "too-large", f"The body is larger than {self._limit:,} bytes.")


def _takes_lines(scope: Scope) -> bool:
    return scope["method"] == "POST" and _TAKES_LINES.fullmatch(scope["path"]) is not None
