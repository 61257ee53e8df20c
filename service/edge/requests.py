"""Every request: an id, one line in the log, its metrics; and an answer, whatever goes wrong inside."""

import logging
import re
import time
from uuid import uuid4

from fastapi.routing import iter_route_contexts
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from service.edge.metrics import Metrics
from service.errors import Problem, out_of_reach
from service.store.transactions import OUT_OF_REACH

log = logging.getLogger("hasila")

_SANE_ID = re.compile(r"[A-Za-z0-9._:+/=-]{1,128}")
_NO_ROUTE = "none"
_INTERNAL = "The request was not carried out. The service's log has the reason."


class Requests:
    """Middleware that tells of each request under its id, `X-Request-Id`.

    The log says the route's template and the key's id: no text, no secret, nothing of a body.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics
        self._templates: dict[int, str] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("X-Request-Id", "")
        request_id = given if _SANE_ID.fullmatch(given) else str(uuid4())
        with bound_contextvars(request_id=request_id):
            await self._serve(scope, receive, send, request_id)

    async def _serve(self, scope: Scope, receive: Receive, send: Send, request_id: str) -> None:
        method, root = scope["method"], scope.get("root_path", "")
        begun = time.perf_counter()
        status: int | None = None

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = request_id
            await send(message)

        try:
            await self._app(scope, receive, answer)
        except OUT_OF_REACH as error:  # what stands before the resources asks the database too
            if status is None:
                await out_of_reach(error).response()(scope, receive, answer)
        except Exception:
            log.exception("request failed", extra={"method": method, "route": self._route(scope, root)})
            if status is None:
                await Problem(500, "internal", _INTERNAL).response()(scope, receive, answer)
        finally:
            seconds = time.perf_counter() - begun
            route = self._route(scope, root)
            self._metrics.observe(method, route, status, seconds)
            told = {"method": method, "route": route, "status": status}
            told |= {"duration_ms": round(seconds * 1000, 1), "key": scope["state"].get("key_id")}
            log.info("request", extra=told)

    def _route(self, scope: Scope, root: str) -> str:
        """Return the template of the route that was reached, with its router's prefix."""
        route = scope.get("route")
        if route is None:
            mounted: str = scope.get("root_path", "").removeprefix(root)
            return mounted or _NO_ROUTE
        if id(route) not in self._templates:
            contexts = iter_route_contexts(scope["app"].routes)
            self._templates |= {id(each.original_route): each.path or "" for each in contexts}
        return self._templates.get(id(route), _NO_ROUTE)
