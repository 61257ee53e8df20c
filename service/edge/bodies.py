"""What a body must be before anyone reads it: JSON, as it is, not a huge one, and there in time."""

import re

import anyio
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.errors import Problem, faults_of_repeated, invalid

_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_TAKES_LINES = re.compile(r"/v1/incidents/[^/]+/claims")

LINES = "application/x-ndjson"
"""The media type of a body of many rows, read a line at a time and of any length."""


def media_type(scope: Scope) -> str:
    """Return the media type that a body is declared as, without its parameters; "" if it is none."""
    declared: bytes = dict(scope["headers"]).get(b"content-type", b"")
    return declared.decode("latin-1").partition(";")[0].strip().lower()


def declared_as_json(request: Request) -> None:
    """Refuse a body that is not declared as JSON; every operation that takes one asks this.

    Raises:
        Problem: 415, with the media types that it may be declared as.
    """
    scope = request.scope
    media = media_type(scope)
    if scope["method"] not in _WITH_BODY or media == "application/json":
        return
    taken = f"application/json, {LINES}" if _takes_lines(scope) else "application/json"
    wanted = taken.replace(", ", " or ")
    detail = f"The body is declared as {media or 'nothing'}; send Content-Type: {wanted}."
    headers = {"Accept-Post": taken} if scope["method"] == "POST" else {}
    raise Problem(415, "unsupported-media-type", detail, headers=headers)


async def says_each_once(request: Request) -> None:
    """Refuse a body in which an object names a member more than once: the last would count unseen.

    Raises:
        Problem: 422; the answer names each such member.
    """
    if request.method not in _WITH_BODY:
        return
    faults = faults_of_repeated(await request.body())
    if faults:
        raise invalid(f"{faults[0].pointer}: {faults[0].detail}.", *faults)


class BodyGuard:
    """Middleware that refuses a body that is encoded, or not to be had.

    Not to be had: above `limit` bytes, or not all here `seconds` after its headers. An encoded body is
    never decoded, so that a small one can't become a huge one. Where lines are read one by one, a body
    may be of any length and take any time, as long as something more comes within `seconds`.
    """

    def __init__(self, app: ASGIApp, limit: int, seconds: float) -> None:
        self._app = app
        self._limit = limit
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] != "http" or scope["method"] not in _WITH_BODY:
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        problem = _of_encoding(headers.get(b"content-encoding"))
        if not (problem or (_takes_lines(scope) and media_type(scope) == LINES)):
            problem = self._of_length(headers.get(b"content-length"))
        elif not problem:  # lines are read one by one, each with a limit of its own
            await self._app(scope, self._in_time(receive), send)
            return
        if problem:
            await problem.response()(scope, receive, send)
            return
        await self._pass_on(scope, receive, send)

    def _in_time(self, receive: Receive) -> Receive:
        """Return `receive`, to which a caller who says nothing more in time has left."""

        async def received() -> Message:
            with anyio.move_on_after(self._seconds):
                return await receive()
            return {"type": "http.disconnect"}

        return received

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request, watching its body, since a chunked one declares no length.

        To the application a body refused looks like a caller who left: whatever it answers is replaced.
        """
        deadline = anyio.current_time() + self._seconds
        taken = 0
        whole = False
        problem: Problem | None = None
        answered = False

        async def watched() -> Message:
            nonlocal taken, whole, problem
            if whole:
                return await receive()
            message: Message = {"type": "http.disconnect"}
            with anyio.move_on_after(deadline - anyio.current_time()) as waiting:
                message = await receive()
            taken += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if waiting.cancelled_caught:
                problem = self._too_slow()
            elif taken > self._limit:
                problem = self._too_large()
            return {"type": "http.disconnect"} if problem else message

        async def answer(message: Message) -> None:
            nonlocal answered
            if problem is None:
                answered = True
                await send(message)

        await self._app(scope, watched, answer)
        if problem and not answered:
            await problem.response()(scope, receive, send)

    def _of_length(self, declared: bytes | None) -> Problem | None:
        if declared and declared.isdigit() and int(declared) > self._limit:
            return self._too_large()
        return None

    def _too_large(self) -> Problem:
        return Problem(413, "too-large", f"The body is larger than {self._limit:,} bytes.")

    def _too_slow(self) -> Problem:
        detail = f"The body was not all here after {self._seconds:g} s."
        return Problem(408, "too-slow", detail, headers={"Connection": "close"})


def _takes_lines(scope: Scope) -> bool:
    return scope["method"] == "POST" and _TAKES_LINES.fullmatch(scope["path"]) is not None


def _of_encoding(declared: bytes | None) -> Problem | None:
    if declared is None or declared.strip().lower() == b"identity":
        return None
    detail = "The body is encoded (Content-Encoding); send it as it is."
    return Problem(415, "unsupported-media-type", detail, headers={"Accept-Encoding": "identity"})
