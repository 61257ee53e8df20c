"""What the API answers as problem details, a browser gets as a page, in its reader's language."""

import json

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.edge.browsers import is_for_browsers
from service.edge.held import hold
from service.errors import MEDIA_TYPE
from service.pages.rendering import page, reader_language

_UNAUTHORIZED = 401
_OF_THE_BODY = frozenset({b"content-type", b"content-length"})


class ProblemsAsPages:
    """Middleware, the outermost: whatever refuses a browser's request, what it says is made a page.

    The status and the headers stay. Without a key the page is the form to sign in.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        # To HEAD there is no body that could be told in other words.
        if scope["type"] != "http" or scope["method"] == "HEAD" or not is_for_browsers(scope):
            await self._app(scope, receive, send)
            return

        async def finish(start: Message, body: bytes) -> None:
            await _say(Request(scope), start, body, send)

        await hold(self._app, scope, receive, send, wanted=_is_problem, finish=finish)


def _is_problem(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith(MEDIA_TYPE)


async def _say(request: Request, start: Message, body: bytes, send: Send) -> None:
    said = json.loads(body)
    kind = said["type"].rpartition(":")[2]
    if start["status"] == _UNAUTHORIZED:
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        values: dict[str, object] = {"next": asked if request.method == "GET" else "/", "fault": None}
        answer = page(request, "sign_in.html", values, _UNAUTHORIZED)
    else:
        known = reader_language(request).has(f"problem.{kind}")
        values = {"kind": kind if known else "other", "detail": said["detail"]}
        answer = page(request, "problem.html", values, start["status"])
    kept = [header for header in start["headers"] if header[0] not in _OF_THE_BODY]
    ours = {name for name, _ in answer.raw_headers}
    headers = [header for header in kept if header[0] not in ours] + answer.raw_headers
    await send({**start, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
