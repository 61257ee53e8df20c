"""The OpenAPI document that the service serves."""

import json
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from service.api.examples import A_CLAIM
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
        content[MEDIA_TYPE] = content.popitem()[1]
    scope = "read" if method == "get" else "write"
    operation["security"] = [] if path in _OPEN else [{"key": [scope]}]
    if method == "post":
        operation.setdefault("parameters", []).append(_IDEMPOTENCY_KEY)


# What says that each line is JSON, itemSchema, is no part of OpenAPI 3.1. Any body at all is taken and
# refused a row at a time, so none is against the schema.
MANY_CLAIMS: dict[str, Any] = {
    "requestBody": {
        "content": {
            "application/x-ndjson": {
                "schema": {"description": "Claims, a line each, as the other form has them."},
                "example": json.dumps(A_CLAIM, ensure_ascii=False) + "\n",
            }
        }
    },
    "responses": {
        "200": {
            "content": {
                "application/x-ndjson": {
                    "schema": {"type": "string"},
                    "example": '{"row": 1, "status": "recorded", "id": "88aaa7…", "errors": []}\n',
                }
            }
        }
    },
}
"""Describes the other form of the operation that records a claim: many at once."""


def _stream_of(told: str) -> dict[str, Any]:
    """Describe one event of a stream, as readers of Server-Sent Events get it."""
    data = {
        "type": "string",
        "contentMediaType": "application/json",
        "contentSchema": {"$ref": f"#/components/schemas/{told}"},
    }
    return {
        "schema": {
            "type": "object",
            "description": f"An event. Its data is a {told} as JSON, its id what Last-Event-ID names.",
            "properties": {
                "id": {"type": "string"},
                "event": {"type": "string"},
                "data": data,
                "retry": {"type": "integer", "minimum": 0},
            },
        },
        "example": {"id": "1", "event": "revision", "data": '{"number": 1, "category": "killed"}'},
    }


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
                    content = operation["responses"].get("200", {}).get("content", {})
                    if "text/event-stream" in content:
                        told = "Revision" if "{incident_id}" in path else "PlacedRevision"
                        content["text/event-stream"] = _stream_of(told)
                    _describe(operation, path, method)
            app.openapi_schema = described
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # FastAPI's documented way
