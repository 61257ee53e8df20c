"""Conditional requests (RFC 9110): entity tags, 304 for what a client has, 412 for what it mistakes."""

import hashlib
from typing import Final

from pydantic import BaseModel
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.edge.held import hold
from service.errors import Fault, Problem, invalid

_OK: Final = 200
_NOT_MODIFIED: Final = 304
_TAGGED: Final = ("application/json", "text/html", "text/csv")
_GONE_FROM_304: Final = ("content-length", "content-type")


def entity_tag(value: BaseModel) -> str:
    """Return the strong entity tag of a value: the same content has the same tag."""
    return _tag(value.model_dump_json().encode())


def _tag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _names(header: str, tag: str) -> bool:
    """Tell whether an If-Match or If-None-Match header names a tag, or any by `*`."""
    named = [part.strip().removeprefix("W/") for part in header.split(",")]
    return tag in named or named == ["*"]


def require_match(if_match: str | None, known: BaseModel | None) -> None:
    """Refuse to change what is known, unless the client says that it knows it too.

    Raises:
        Problem: 428 where something is known and no If-Match is given, 412 where it names another.
    """
    if if_match is None and known is None:
        return
    if if_match is None:
        detail = "It would be changed. Send If-Match with the ETag of what you read before."
        raise Problem(428, "precondition-required", detail)
    weak = if_match.lstrip().startswith("W/")  # If-Match compares strongly
    if known is None or weak or not _names(if_match, entity_tag(known)):
        detail = "If-Match names another state than the present one. Read it again, then change it."
        raise Problem(412, "precondition-failed", detail)


def require_match_if_named(if_match: str | None, known: BaseModel) -> None:
    """Refuse what would change something else than the client means, if it says what it means.

    Raises:
        Problem: 412, If-Match names another state than the present one.
    """
    if if_match is not None:
        require_match(if_match, known)


async def takes_no_match(request: Request) -> None:
    """Refuse If-Match where something is added and nothing that a client has read is changed.

    Raises:
        Problem: 422, it is there; to leave it out of account would break what it promises.
    """
    if "if-match" in request.headers:
        detail = "this adds something, whatever was there before; leave If-Match out"
        raise invalid(f"If-Match: {detail}.", Fault(detail=detail, parameter="If-Match"))


class EntityTags:
    """Middleware that gives a strong ETag to every JSON answer, page and table, and 304 to who has it.

    An ETag that a handler has set stays.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        wanted = Headers(scope=scope).get("if-none-match")

        async def finish(start: Message, body: bytes) -> None:
            await _answer(start, body, wanted, send)

        await hold(self._app, scope, receive, send, wanted=_has_tag, finish=finish)


def _has_tag(start: Message) -> bool:
    media = Headers(raw=start["headers"]).get("content-type", "").partition(";")[0]
    return bool(start["status"] == _OK and media in _TAGGED)


async def _answer(start: Message, body: bytes, wanted: str | None, send: Send) -> None:
    headers = MutableHeaders(raw=start["headers"])
    headers.setdefault("etag", _tag(body))
    headers.setdefault("cache-control", "no-cache")
    if wanted is not None and _names(wanted, headers["etag"]):
        for name in _GONE_FROM_304:
            del headers[name]
        start["status"], body = _NOT_MODIFIED, b""
    await send(start)
    await send({"type": "http.response.body", "body": body})
