"""Signing in: a key to read, kept in a cookie that no script and no other site can use."""

import re
from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from service.api.dependencies import Serving
from service.edge.browsers import KEY_COOKIE, SIGN_IN, SIGN_OUT
from service.pages.forms import posted
from service.pages.rendering import page
from service.store.scopes import Scope

router = APIRouter(include_in_schema=False)

_OF_OURS: Final = re.compile(r"/(?![/\\])[!-~]*")
"""A path of this service: not one that begins with another host."""


@router.get(SIGN_IN)
def ask_for_key(request: Request, service: Serving) -> Response:
    """The form; where no key is needed, the first page."""
    if not service.keys.required():
        return RedirectResponse("/", 303)
    return _form(request, request.query_params.get("next", "/"), None)


@router.post(SIGN_IN)
async def sign_in(request: Request, service: Serving) -> Response:
    """Keep a key to read in the browser, and go on to what was asked for."""
    form = await posted(request)
    if form is None:
        return _form(request, "/", "sign_in.elsewhere", 403)
    following = form.get("next", "/")
    key = form.get("key", "").strip()
    known = await run_in_threadpool(service.keys.find, key)
    if known is None:
        return _form(request, following, "sign_in.wrong", 401)
    if known.scope is not Scope.READ:
        return _form(request, following, "sign_in.too_much", 403)
    answer = RedirectResponse(_own(following), 303)
    answer.set_cookie(
        KEY_COOKIE, key, httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )
    return answer


@router.post(SIGN_OUT)
async def sign_out(request: Request) -> Response:
    """Forget the key."""
    answer = RedirectResponse(SIGN_IN, 303)
    if await posted(request) is not None:
        answer.delete_cookie(KEY_COOKIE, httponly=True, samesite="strict")
    return answer


def _own(path: str) -> str:
    return path if _OF_OURS.fullmatch(path) else "/"


def _form(request: Request, following: str, fault: str | None, status: int = 200) -> Response:
    values = {"next": _own(following), "fault": fault}
    return page(request, "sign_in.html", values, status)
