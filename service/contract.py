"""The OpenAPI document that the service serves."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from service.errors import MEDIA_TYPE, ProblemDetails

PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": ProblemDetails, "description": "What was wrong, where, and what would be right"},
    "5XX": {"model": ProblemDetails, "description": "The service can't serve now"},
}
"""What every operation can answer besides its result; give it to the application."""


def describe_problems(app: FastAPI) -> None:
    """Let the document say that errors are of their own media type, which FastAPI can't."""

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
            for path in described["paths"].values():
                for operation in path.values():
                    for status in PROBLEMS:
                        content = operation["responses"][status]["content"]
                        content[MEDIA_TYPE] = content.pop("application/json")
            app.openapi_schema = described
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # FastAPI's documented way
