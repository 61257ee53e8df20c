"""The application: a factory, so that tests and servers each make their own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from importlib import resources
from threading import Event
from typing import Final

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.staticfiles import StaticFiles
from sqlalchemy import Engine
from starlette.responses import HTMLResponse, JSONResponse

import service
from service.api import (
    bulk_claims,
    claims,
    estimates,
    explanations,
    health,
    incidents,
    metrics,
    reports,
    revisions,
    sources,
    stateless,
    streams,
)
from service.api.answers import Answers
from service.api.dependencies import Service
from service.api.open_streams import OpenStreams
from service.api.questions import named_well
from service.contract import PROBLEMS, describe_problems
from service.edge.bodies import BodyGuard, declared_as_json, says_each_once
from service.edge.conditional import EntityTags
from service.edge.gate import Gate
from service.edge.headers import HeaderGuard
from service.edge.heads import Heads
from service.edge.idempotency import IdempotentRequests
from service.edge.metrics import Metrics
from service.edge.rates import Buckets
from service.edge.requests import Requests
from service.errors import Problem, answer_errors, out_of_reach
from service.pages.problems import ProblemsAsPages
from service.pages.routes import serve_pages
from service.settings import Settings
from service.store.census import Census
from service.store.engine import migrated
from service.store.idempotency import Idempotency
from service.store.keys import Keys
from service.store.ledger import Clock, Ledger, NotInLedger
from service.store.registry import Registry
from service.store.transactions import OUT_OF_REACH

_DESCRIPTION = """\
Hasila (حصيلة, "toll") reconciles conflicting casualty counts: reports in, attributed claims out, and a
range with its whole history. Unknown is never zero, and every number leads back to its words.
"""


async def _said_well(request: Request) -> None:
    """Refuse a body or a query that no operation takes; one function, since each one costs time."""
    declared_as_json(request)
    named_well(request)
    await says_each_once(request)


def _resources() -> APIRouter:
    resources = APIRouter()
    said_well = [Depends(_said_well)]
    for module in (
        stateless,
        incidents,
        reports,
        claims,
        estimates,
        explanations,
        revisions,
        streams,
        sources,
    ):
        resources.include_router(module.router, prefix="/v1", dependencies=said_well, responses=PROBLEMS)
    for module in (health, metrics):
        resources.include_router(module.router, responses=PROBLEMS)
    return resources


_RESOURCES: Final = _resources()
"""All resources, put together once for every application: that takes a tenth of a second."""


def _now() -> datetime:
    return datetime.now(UTC)


def create_app(
    settings: Settings | None = None, clock: Clock = _now, engine: Engine | None = None
) -> FastAPI:
    """Return the application.

    Args:
        settings: by default those of the environment.
        clock: tells the time, with an offset; tests bring their own.
        engine: the ledger, opened and of the newest schema, which the application closes; by default it
            is opened, and brought to that, when the application starts.
    """
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        opened = engine or migrated(settings.database_url)
        app.state.engine = opened
        app.state.metrics.census = Census(opened, clock)
        app.state.service = Service(
            ledger=Ledger(opened, clock),
            registry=Registry(opened, clock),
            settings=settings,
            clock=clock,
            keys=Keys(opened, clock),
            idempotency=Idempotency(
                opened,
                clock,
                keep=timedelta(seconds=settings.idempotency_keep_seconds),
                hold=timedelta(seconds=settings.idempotency_hold_seconds),
            ),
            answers=Answers(),
            streams=OpenStreams(),
            stopping=app.state.stopping,
        )
        yield
        app.state.stopping.set()
        opened.dispose()

    app = FastAPI(
        title="Hasila",
        summary="Counting casualties honestly",
        description=_DESCRIPTION,
        version=service.__version__,
        license_info={"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # an address has one form; a redirect would lose what a client posts
        lifespan=lifespan,
    )
    app.state.stopping = Event()
    app.state.metrics = Metrics()
    _guard(app, settings)
    answer_errors(app)
    _answer_absence(app)
    app.router.routes.append(bulk_claims.route)
    app.router.routes.extend(_RESOURCES.routes)
    _serve_docs(app)
    serve_pages(app)
    describe_problems(app)
    return app


def _guard(app: FastAPI, settings: Settings) -> None:
    """Put everything of `service.edge` in front of the resources; what is added last comes first."""
    app.add_middleware(EntityTags)
    app.add_middleware(Heads)
    app.add_middleware(IdempotentRequests)
    app.add_middleware(BodyGuard, limit=settings.max_body_bytes, seconds=settings.body_seconds)
    buckets = Buckets(settings.rate_per_second, settings.rate_burst)
    app.add_middleware(Gate, buckets=buckets, open_to_all=settings.open_to_all)
    app.add_middleware(HeaderGuard, count=settings.max_headers, size=settings.max_header_bytes)
    app.add_middleware(Requests, metrics=app.state.metrics)
    app.add_middleware(ProblemsAsPages)


def _answer_absence(app: FastAPI) -> None:
    """Answer for what is not in the ledger, and for a ledger that is not there."""

    @app.exception_handler(NotInLedger)
    async def absent(_: Request, exception: NotInLedger) -> JSONResponse:
        detail = f"There is no {exception.kind} with the id {exception.id!r} here."
        return Problem(404, "not-found", detail).response()

    async def away(_: Request, exception: Exception) -> JSONResponse:
        return out_of_reach(exception).response()

    for kind in OUT_OF_REACH:
        app.add_exception_handler(kind, away)


def _serve_docs(app: FastAPI) -> None:
    """Serve the API's documentation from the assets of a package, so that it needs no internet."""
    assets = resources.files("fastapi_offline") / "static"
    app.mount("/docs/assets", StaticFiles(directory=str(assets)), name="docs-assets")

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url="/openapi.json",
            title="Hasila: the API",
            swagger_js_url="/docs/assets/swagger-ui-bundle.js",
            swagger_css_url="/docs/assets/swagger-ui.css",
            swagger_favicon_url="/docs/assets/favicon.png",
        )
