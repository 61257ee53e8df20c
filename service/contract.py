"""The OpenAPI document that the service serves."""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from service.errors import MEDIA_TYPE, ProblemDetails

PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": ProblemDetails, "description": "What was wrong, where, and what would be right"},
    "5XX": {"model": ProblemDetails, "description": "The service can't serve now"},
}
"""What every operation can answer besides its result; give it to the application."""


_KEY: Final = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key that `hasila keys create` made. Needed as soon as there is one. "
    "GET needs the scope read, everything else write; admin implies write implies read.",
}
_IDEMPOTENCY_KEY: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Repeat a request with its key, and it is answered as the first time. "
    "Another body with the same key is refused (422), a repetition while the first is served too (409).",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
}
_OPEN: Final = frozenset({"/healthz", "/readyz"})


def _describe(operation: dict[str, Any], path: str, method: str) -> None:
    """Say of an operation what holds for all and FastAPI can't: errors, keys, repetition."""
    for status in PROBLEMS:
        content = operation["responses"][status]["content"]
        content[MEDIA_TYPE] = content.pop("application/json")
    scope = "read" if method == "get" else "write"
    operation["security"] = [] if path in _OPEN else [{"key": [scope]}]
    if method == "post":
        operation.setdefault("parameters", []).append(_IDEMPOTENCY_KEY)


def describe_problems(app: FastAPI) -> None:
    """Let the document say what FastAPI can't know: problems, keys, and repeated requests."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            described = get_openapi(
                title=app.title,
                version=app.version,
                summary=app.summary,
                description=app.description,
                license_info=app.license_info,
                routes=app.routes,
            )
            described["components"]["securitySchemes"] = {"key": _KEY}
            for path, operations in described["paths"].items():
                for method, operation in operations.items():
                    _describe(operation, path, method)
            app.openapi_schema = described
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # FastAPI's documented way
