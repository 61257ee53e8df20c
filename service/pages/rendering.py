"""Templates filled: the only place that writes HTML, and what a browser may do with it."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from service.edge.browsers import KEY_COOKIE, STATIC, cookie
from service.pages.language import LANGUAGES, Language, chosen

LANGUAGE_COOKIE: Final = "hasila_language"
_A_YEAR: Final = 365 * 24 * 3600

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache, private",
    "Vary": "Accept-Language, Cookie",
}
"""Of every page. Scripts and styles are our own files; nothing stands in the page itself."""


def reader_language(request: Request) -> Language:
    """Return the language to answer in: chosen by the address, else before, else by the browser."""
    code = request.query_params.get("lang") or cookie(request.scope, LANGUAGE_COOKIE)
    return chosen(code, request.headers.get("accept-language", ""))


def page(
    request: Request, template: str, values: Mapping[str, object], status: int = 200
) -> HTMLResponse:
    """Return a page in the reader's language.

    A language chosen in the address is remembered by a cookie.
    """
    language = reader_language(request)
    shown = {
        "language": language,
        "t": language.html,
        "words": language.text,
        "static": static_url,
        "here": request.url.path,
        "other_language": _other_language(request, language),
        "signed_in": cookie(request.scope, KEY_COOKIE) is not None,
    }
    html = _templates().get_template(template).render(shown | dict(values))
    answer = HTMLResponse(html, status, HEADERS | {"Content-Language": language.code})
    if request.query_params.get("lang") in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, language.code, max_age=_A_YEAR, httponly=True, samesite="lax")
    return answer


def address(path: str, parameters: Mapping[str, str]) -> str:
    """Return a path with a query, if there is any."""
    return f"{path}?{urlencode(parameters)}" if parameters else path


def _other_language(request: Request, language: Language) -> tuple[str, str]:
    """Return the code of the other language, and this page's address in it."""
    other = next(code for code in LANGUAGES if code != language.code)
    asked = dict(request.query_params) if request.method == "GET" else {}
    path = "/" + quote(request.scope["path"].lstrip("/"))  # two strokes would lead to another host
    return other, address(path, asked | {"lang": other})


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("service.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["address"] = address
    return environment


@cache
def static_url(name: str) -> str:
    """Return the address of a static file, which changes with its content."""
    content = (resources.files(__package__) / "static" / name).read_bytes()
    return f"{STATIC}/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"
