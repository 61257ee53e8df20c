"""What a browser sends in place of an Authorization header, and which addresses are for browsers.

A browser that signed in keeps its key in a cookie that no script reads and that no other site makes it
send. The cookie opens only what reads: it never writes, whatever its key may.
"""

from http.cookies import CookieError, SimpleCookie
from typing import Final

from starlette.datastructures import Headers
from starlette.types import Scope

KEY_COOKIE: Final = "hasila_key"
SIGN_IN: Final = "/sign-in"
STATIC: Final = "/static"
TRY: Final = "/try"
SIGN_OUT: Final = "/sign-out"

READING_POSTS: Final = frozenset({TRY, SIGN_OUT})
"""Forms that are posted and record nothing: a key to read is enough for them."""

_NOT_FOR_BROWSERS: Final = ("/v1", "/docs", "/openapi.json", "/healthz", "/readyz", "/metrics")


def cookie(scope: Scope, name: str) -> str | None:
    """Return a cookie of a request, None if it sends none of that name or none that can be read."""
    try:
        sent = SimpleCookie(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        return None
    return sent[name].value if name in sent else None


def is_for_browsers(scope: Scope) -> bool:
    """Tell whether a request is a browser's for one of the pages, found or not."""
    path: str = scope["path"]
    for_tools = any(path == start or path.startswith(f"{start}/") for start in _NOT_FOR_BROWSERS)
    return not for_tools and "text/html" in Headers(scope=scope).get("accept", "")


def is_from_elsewhere(headers: Headers) -> bool:
    """Tell whether another site made the browser send this; old browsers tell nothing."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != headers.get("host")
