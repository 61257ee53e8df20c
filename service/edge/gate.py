"""Who calls, how often, and what they may: keys, scopes and rates."""

import math
from dataclasses import dataclass

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.edge import hosts
from service.edge.browsers import KEY_COOKIE, READING_POSTS, SIGN_IN, STATIC, cookie
from service.edge.rates import Buckets
from service.errors import Problem
from service.store.keys import ApiKey, Keys
from service.store.scopes import Scope as KeyScope

_PROBES = frozenset({"/healthz", "/readyz"})
_PUBLIC = frozenset({"/docs", "/openapi.json", SIGN_IN})
_PUBLIC_FOLDERS = ("/docs/assets/", f"{STATIC}/")
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_REALM = 'Bearer realm="hasila"'


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Whose key it is, if anybody's, and why the request can't pass, if it can't."""

    key: ApiKey | None
    problem: Problem | None


class Gate:
    """Middleware that lets a request pass whose key allows it, unless its caller asks too often.

    It leaves in the request's state `caller`, who the request counts for, and `key_id`. While no key was
    ever made all may pass, as far as `hosts.py` lets them; probes may always, and the documentation
    needs no key. A browser that signed in may read by its cookie.
    """

    def __init__(self, app: ASGIApp, buckets: Buckets, *, open_to_all: bool) -> None:
        self._app = app
        self._buckets = buckets
        self._open_to_all = open_to_all

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] != "http" or scope["path"] in _PROBES:
            await self._app(scope, receive, send)
            return
        keys = scope["app"].state.service.keys
        verdict = self._judge(keys, scope) if keys.at_hand else await run_sync(self._judge, keys, scope)
        key_id = verdict.key and verdict.key.id
        client = scope.get("client")
        caller = f"key {key_id}" if key_id else f"address {client[0] if client else 'unknown'}"
        scope["state"] |= {"caller": caller, "key_id": key_id}
        problem = self._too_often(caller) or verdict.problem
        await (problem.response() if problem else self._app)(scope, receive, send)

    def _too_often(self, caller: str) -> Problem | None:
        wait = self._buckets.take(caller)
        if not wait:
            return None
        seconds = math.ceil(wait)
        detail = f"This is more than one caller may ask; ask again in {seconds} s."
        return Problem(429, "too-many-requests", detail, headers={"Retry-After": str(seconds)})

    def _judge(self, keys: Keys, scope: Scope) -> _Verdict:
        path = scope["path"]
        if path in _PUBLIC or path.startswith(_PUBLIC_FOLDERS):
            return _Verdict(None, None)
        if not keys.required():
            return _Verdict(None, None if self._open_to_all else hosts.refusal(scope))
        reads = scope["method"] in _READING or path in READING_POSTS
        asked = KeyScope.READ if reads else KeyScope.WRITE
        given = Headers(scope=scope).getlist("Authorization")
        if not given and reads and (signed_in := cookie(scope, KEY_COOKIE)):
            given = [f"Bearer {signed_in}"]
        if not given:
            return _Verdict(None, _unknown("Send a key: Authorization: Bearer hasila_….", _REALM))
        scheme, _, token = given[0].partition(" ")
        key = keys.find(token.strip()) if scheme.lower() == "bearer" and len(given) == 1 else None
        if key is None:
            detail = "This is no key that works here; it may be mistyped or revoked."
            return _Verdict(None, _unknown(detail, f'{_REALM}, error="invalid_token"'))
        return _Verdict(key, None if key.scope.allows(asked) else _forbidden(key, asked))


def _unknown(detail: str, challenge: str) -> Problem:
    return Problem(401, "unauthorized", detail, headers={"WWW-Authenticate": challenge})


def _forbidden(key: ApiKey, asked: KeyScope) -> Problem:
    detail = f"The key {key.id} is for {key.scope}; this needs a key for {asked}."
    challenge = f'{_REALM}, error="insufficient_scope", scope="{asked}"'
    return Problem(403, "forbidden", detail, headers={"WWW-Authenticate": challenge})
