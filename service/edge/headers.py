"""How much a request may say before its body: the length of its address, and its headers."""

from starlette.types import ASGIApp, Receive, Scope, Send

from service.errors import Problem


class HeaderGuard:
    """Middleware that refuses more than `count` headers, or above `size` bytes of them and the URL."""

    def __init__(self, app: ASGIApp, count: int, size: int) -> None:
        self._app = app
        self._count = count
        self._size = size

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        problem = self._problem(scope) if scope["type"] == "http" else None
        await (problem.response() if problem else self._app)(scope, receive, send)

    def _problem(self, scope: Scope) -> Problem | None:
        headers = scope["headers"]
        if len(headers) > self._count:
            detail = f"The request has {len(headers):,} headers; at most {self._count:,} are taken."
            return Problem(431, "headers-too-large", detail)
        size = len(scope.get("raw_path") or b"") + len(scope["query_string"])
        size += sum(len(name) + len(value) for name, value in headers)
        if size > self._size:
            detail = f"The address and headers are larger than {self._size:,} bytes."
            return Problem(431, "headers-too-large", detail)
        return None
