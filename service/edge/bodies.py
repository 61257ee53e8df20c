"""What a body must be before anyone reads it: JSON, as it is, not a huge one, and there in time."""

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.errors import Problem

_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


class BodyGuard:
    """Middleware that refuses a body that is no JSON, or encoded, or not to be had.

    Not to be had: above `limit` bytes, or not all here `seconds` after its headers. An encoded body is
    never decoded, so that a small one can't become a huge one.
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
        problem = (
            self._of_type(scope, headers.get(b"content-type"))
            or _of_encoding(headers.get(b"content-encoding"))
            or self._of_length(headers.get(b"content-length"))
        )
        if problem:
            await problem.response()(scope, receive, send)
            return
        await self._pass_on(scope, receive, send)

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

    def _of_type(self, scope: Scope, declared: bytes | None) -> Problem | None:
        if scope["method"] != "POST":  # nothing takes it; the router says what does
            return None
        media = (declared or b"").decode("latin-1").partition(";")[0].strip().lower()
        if media == "application/json":
            return None
        detail = f"The body is declared as {media or 'nothing'}; send Content-Type: application/json."
        return Problem(
            415, "unsupported-media-type", detail, headers={"Accept-Post": "application/json"}
        )

    def _of_length(self, declared: bytes | None) -> Problem | None:
        if declared and declared.isdigit() and int(declared) > self._limit:
            return self._too_large()
        return None

    def _too_large(self) -> Problem:
        return Problem(413, "too-large", f"The body is larger than {self._limit:,} bytes.")

    def _too_slow(self) -> Problem:
        detail = f"The body was not all here after {self._seconds:g} s."
        return Problem(408, "too-slow", detail, headers={"Connection": "close"})


def _of_encoding(declared: bytes | None) -> Problem | None:
    if declared is None or declared.strip().lower() == b"identity":
        return None
    detail = "The body is encoded (Content-Encoding); send it as it is."
    return Problem(415, "unsupported-media-type", detail, headers={"Accept-Encoding": "identity"})
