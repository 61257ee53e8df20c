"""Errors as problem details (RFC 9457): what was wrong, where, and what would be right."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, ValidationError
from pydantic_core import ErrorDetails
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Match, Mount

from service.members import REPEATED, repeated_members

log = logging.getLogger("hasila")

MEDIA_TYPE: Final = "application/problem+json"


class Fault(BaseModel):
    """One thing wrong with a request, at a JSON pointer of its body or in a named parameter."""

    detail: str
    pointer: str | None = Field(default=None, exclude_if=lambda value: value is None)
    parameter: str | None = Field(default=None, exclude_if=lambda value: value is None)


class ProblemDetails(BaseModel):
    """The body of every error answer, media type application/problem+json."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] = []


TITLES: Final = {
    "invalid-http": "This is no HTTP",
    "invalid-json": "The body is not JSON",
    "too-deep": "The body is nested too deep",
    "invalid-input": "The request says something that can't be",
    "precondition-failed": "It is no longer what you took it for",
    "precondition-required": "Say which version you mean to change",
    "beyond-the-end": "The ledger does not reach that far",
    "conflicting-sources": "Two sources claim one name",
    "no-correction": "This can't be corrected so",
    "too-large": "The request is too large",
    "headers-too-large": "The address or the headers are too large",
    "too-slow": "The request did not arrive in time",
    "too-many-requests": "Too many requests",
    "too-many-streams": "Too many streams are open",
    "unauthorized": "A key is needed",
    "forbidden": "The key is for less than this",
    "misdirected": "This is for another host",
    "request-underway": "The same request is being served",
    "idempotency-key-reused": "This Idempotency-Key stands for another request",
    "unsupported-media-type": "The body is not plain JSON",
    "not-found": "There is no such thing",
    "retracted": "This was taken back",
    "method-not-allowed": "This method does not work here",
    "not-ready": "The service is not ready",
    "internal": "Something went wrong on our side",
}


class Problem(Exception):
    """A request that can't be served; raised anywhere, answered as problem details."""

    def __init__(
        self,
        status: int,
        kind: str,
        detail: str,
        errors: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.kind = kind
        self.detail = detail
        self.errors = list(errors)
        self.headers = dict(headers or {})

    def response(self) -> JSONResponse:
        """Return the answer."""
        body = ProblemDetails(
            type=f"urn:hasila:problem:{self.kind}",
            title=TITLES[self.kind],
            status=self.status,
            detail=self.detail,
            errors=self.errors,
        )
        return JSONResponse(body.model_dump(), self.status, headers=self.headers, media_type=MEDIA_TYPE)


def invalid(detail: str, *errors: Fault) -> Problem:
    """Return the problem of a request that is well-formed but can't be."""
    return Problem(422, "invalid-input", detail, errors)


def faults_of_repeated(content: bytes) -> list[Fault]:
    """Return a fault for each member that an object of the body, or of a row of it, names again."""
    return [Fault(detail=REPEATED, pointer=_pointer(path)) for path in repeated_members(content)]


def _printable(text: object) -> str:
    """Return text that any encoding can carry: a lone surrogate in a field's name becomes "?"."""
    return str(text).encode("utf-8", "replace").decode()


def _pointer(path: Sequence[object]) -> str:
    steps = (_printable(step).replace("~", "~0").replace("/", "~1") for step in path)
    return "#" + "".join(f"/{step}" for step in steps)


_FOLLOWS: Final = "default_factory_not_called"
"""The type of an error that only says that a field has another one, which a default is made of."""

_KIND_WORDS: Final = {
    "missing": "this field is required",
    "extra_forbidden": "there is no such field; check its name",
    "timezone_aware": "give the time with an offset, such as 2026-03-01T09:30:00+03:00 or …Z",
    "string_unicode": "the text holds half a character (a lone surrogate), which is not valid Unicode",
    "string_too_short": "this is empty",
    "model_attributes_type": "send a JSON object",
    "model_type": "send a JSON object",
    "tuple_type": "give a list",
}


_NO_OBJECT: Final = frozenset({"model_type", "model_attributes_type"})
_NO_TIME: Final = frozenset({"datetime_parsing", "datetime_from_date_parsing"})
_BLANK: Final = "this is blank, or holds what can't be here"
_FORMS: Final = {
    "external_id": "write SCHEME:ID, such as GLIDE:FR-2026-000017-LBN, with no blank in the scheme",
    "key": "use small letters and digits, with single hyphens between, such as ministry-of-health",
    "language": "give the two letters of ISO 639-1, such as ar",
    "Last-Event-ID": "give the id of an event as it came, a whole number such as 12",
    "registry": "give latest, or the number of a version, such as 3",
    "url": "give an address of the web, http or https, such as https://example.org/report",
    "scheme": "leave out blanks and colons; write it as GLIDE",
}
"""What would be right in a field whose form has a pattern, by its name; else it is `_BLANK`."""

_ONE_EACH: Final = "send one JSON object; a list of claims goes as application/x-ndjson, a claim a line"
_OBJECTS: Final = {"count": 'give an object, such as {"low": 3, "high": 3, "qualifier": "exact"}'}
"""What would be right in a field that holds an object, by its name; else any object is asked for."""

_DEEPEST: Final = 200
"""How deep pydantic's parser reads a row of lines. That of whole bodies reads deeper."""
_TOO_DEEP: Final = (
    f"nested too deep; fewer than {_DEEPEST} levels can be read, and all that is taken has few"
)


def faults_of_row(exception: ValidationError) -> list[Fault]:
    """Return what is wrong with one row of a body of many."""
    return [
        _no_row(error)
        if error["type"] == "json_invalid"
        else _fault({**error, "loc": ("body", *error["loc"])})
        for error in exception.errors()
        if error["type"] != _FOLLOWS
    ]


def _no_row(error: ErrorDetails) -> Fault:
    reason = error["ctx"]["error"]
    if reason.startswith("recursion limit"):
        return Fault(detail=f"the row is {_TOO_DEEP}", pointer="#")
    return Fault(detail=f"the row is not JSON: {_printable(reason)}", pointer="#")


def _fault(error: Mapping[str, Any]) -> Fault:
    where, *path = error["loc"]
    if where == "body" and not path and error["type"] == "missing":
        return Fault(detail="the body is empty; send a JSON object", pointer="#")
    detail = _KIND_WORDS.get(error["type"]) or error["msg"].removeprefix("Value error, ")
    if error["type"] in _NO_TIME:
        detail = f"{error['ctx']['error']}; give a date and time with an offset (RFC 3339)"
        detail += "" if where == "body" else "; in a query, write + as %2B"
    if error["type"] in _NO_OBJECT:
        many = not path and isinstance(error.get("input"), list)
        detail = _ONE_EACH if many else _OBJECTS.get(str(error["loc"][-1]), detail)
    if error["type"] == "string_pattern_mismatch":
        detail = _FORMS.get(str(error["loc"][-1]), _BLANK)
    if where == "body":
        return Fault(detail=_printable(detail), pointer=_pointer(path))
    if error["type"] == "extra_forbidden":
        detail = "there is no such parameter; check its name"
    return Fault(detail=_printable(detail), parameter=_printable(path[0] if path else where))


def _of_validation(exception: RequestValidationError) -> Problem:
    errors = exception.errors()
    if errors[0]["type"] == "json_invalid":
        place = errors[0]["loc"][-1]
        reason = errors[0].get("ctx", {}).get("error", "")
        return Problem(400, "invalid-json", f"The body is not JSON: {reason} at character {place}.")
    faults = [_fault(error) for error in errors if error["type"] != _FOLLOWS]
    first = faults[0]
    where = first.pointer or first.parameter
    return invalid(f"{where}: {first.detail}.", *faults)


def _of_http(exception: HTTPException, request: Request) -> Problem:
    path = request.url.path
    if exception.status_code == 405:  # noqa: PLR2004 - the standard's number
        allowed = ", ".join(sorted(_methods_of(request)))
        detail = f"{request.method} does not work on {path}; it takes {allowed}."
        return Problem(405, "method-not-allowed", detail, headers={"Allow": allowed})
    if exception.status_code == 404:  # noqa: PLR2004 - the standard's number
        less = path.rstrip("/")
        hint = f"try {less}, without the / at the end" if less != path else "see /docs"
        return Problem(404, "not-found", f"There is nothing at {path}; {hint}.")
    if isinstance(exception.__cause__, RecursionError):
        return Problem(400, "too-deep", f"The body is {_TOO_DEEP}.")
    if type(exception.__cause__) is ValueError:  # how Python refuses more than 4,300 digits
        return Problem(400, "invalid-json", "The body holds a number of thousands of digits.")
    return Problem(400, "invalid-json", "The body is not JSON in UTF-8.")


def _methods_of(request: Request) -> set[str]:
    """Return the methods of every route of the path; Starlette names those of one only."""
    tried = ("GET", "POST", "PUT", "PATCH", "DELETE")
    methods = {
        method
        for method in tried
        for route in request.app.routes
        if route.matches({**request.scope, "method": method})[0] is Match.FULL
        and (not isinstance(route, Mount) or method == "GET")  # a folder of files
    }
    return methods | {"HEAD"} if "GET" in methods else methods


def out_of_reach(exception: Exception) -> Problem:
    """Return the answer to a request while the ledger can't be reached, and log why it can't."""
    log.warning("the ledger can't be reached: %s", getattr(exception, "orig", exception))
    detail = "The ledger can't be reached. Send the request again; a claim or a report that was"
    detail += " recorded all the same is not recorded twice."
    return Problem(503, "not-ready", detail, headers={"Retry-After": "1"})


def answer_errors(app: FastAPI) -> None:
    """Make `app` answer every error as problem details; `service.edge.requests` answers what is left."""

    @app.exception_handler(Problem)
    async def problem(_: Request, exception: Problem) -> JSONResponse:
        return exception.response()

    @app.exception_handler(RequestValidationError)
    async def validation(_: Request, exception: RequestValidationError) -> JSONResponse:
        return _of_validation(exception).response()

    @app.exception_handler(HTTPException)
    async def http(request: Request, exception: HTTPException) -> JSONResponse:
        return _of_http(exception, request).response()
