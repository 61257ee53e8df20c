"""The addresses of the pages. They stand beside /v1 and are no part of its contract."""

import csv
import io
import os
from collections.abc import Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.staticfiles import PathLike, StaticFiles
from starlette.types import Scope

from service import errors
from service.api.dependencies import Service, Serving
from service.api.pages import LAST_NUMBER
from service.api.questions import asks_only
from service.edge.browsers import STATIC, TRY
from service.pages import sign_in
from service.pages.asked import PARAMETERS, Fault, question
from service.pages.csv_rows import csv_rows
from service.pages.forms import posted
from service.pages.incident import incident_page
from service.pages.language import Language
from service.pages.marked import marked_text
from service.pages.overview import incident_rows
from service.pages.readings import Readings, revisions_page
from service.pages.rendering import page, reader_language
from service.pages.samples import SAMPLES
from service.pages.tried import tried
from service.pages.visible import visible, without_controls
from service.store.descriptions import IncidentSearch

router = APIRouter(include_in_schema=False)

_INCIDENTS_A_PAGE: Final = 20
_LATEST: Final = 5
_LONGEST_SEARCH: Final = 200
_UNPROCESSABLE: Final = 422
_TOO_LARGE: Final = 413
_FORBIDDEN: Final = 403
_FOR_EVER: Final = "public, max-age=31536000, immutable"


def _readings(request: Request) -> Readings:
    readings: Readings = request.app.state.readings
    return readings


Reader = Annotated[Readings, Depends(_readings)]


class _Files(StaticFiles):
    """Static files; under an address that names their content they stay for ever."""

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Answer with a file."""
        answer = super().file_response(full_path, stat_result, scope, status_code)
        if scope["query_string"].startswith(b"v="):
            answer.headers["Cache-Control"] = _FOR_EVER
        answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer


def serve_pages(app: FastAPI) -> None:
    """Let the application serve the pages."""
    app.state.readings = Readings()
    app.include_router(router)
    app.include_router(sign_in.router)
    app.mount(STATIC, _Files(packages=[("service.pages", "static")]), name="static")


@router.get("/")
def home(request: Request, service: Serving) -> Response:
    """What this is, a text to try, and the latest incidents."""
    latest = _listed(request, service, "", LAST_NUMBER, _LATEST)
    return page(request, "home.html", {**latest, "text": "", "fault": None})


@router.get("/incidents")
def incidents(request: Request, service: Serving) -> Response:
    """Incidents, the newest first, found by words."""
    words = without_controls(request.query_params.get("q", ""))[:_LONGEST_SEARCH].strip()
    before = request.query_params.get("before", "")
    known = before.isascii() and before.isdigit() and len(before) < len(str(LAST_NUMBER))
    number = int(before) if known else LAST_NUMBER
    return page(request, "incidents.html", _listed(request, service, words, number, _INCIDENTS_A_PAGE))


def _listed(
    request: Request, service: Service, words: str, before: int, amount: int
) -> dict[str, object]:
    found = service.ledger.newest_incidents(before, amount + 1, IncidentSearch(words=words))
    shown = found[:amount]
    last = service.ledger.last_revisions([incident.id for incident in shown])
    return {
        "rows": incident_rows(reader_language(request), shown, last),
        "q": words,
        "before": before if before != LAST_NUMBER else None,
        "older": shown[-1].number if len(found) > amount else None,
    }


@router.get("/incidents/{incident_id}")
def incident(incident_id: str, request: Request, service: Serving, readings: Reader) -> Response:
    """The toll of an incident, its history, its evidence, and why."""
    asked, faults = question(request.query_params)
    known = service.ledger.incident(incident_id)
    present = service.ledger.account(incident_id)
    reading = readings.read(service, known, asked, present)
    revised = revisions_page(service, incident_id, asked, present)
    shown = incident_page(
        reader_language(request), known, asked, faults, reading, revised, service.clock()
    )
    return page(request, "incident.html", {"page": shown}, _UNPROCESSABLE if faults else 200)


@router.get("/incidents/{incident_id}/claims.csv")
def claims_as_csv(incident_id: str, request: Request, service: Serving, readings: Reader) -> Response:
    """The claims of a category, with what became of each; a file can't say that it answers less."""
    asks_only(request, PARAMETERS)
    asked, faults = question(request.query_params)
    if faults:
        raise _unanswered(reader_language(request), faults)
    known, present = service.ledger.incident(incident_id), service.ledger.account(incident_id)
    reading = readings.read(service, known, asked, present)
    content = io.StringIO()
    csv.writer(content).writerows(csv_rows(reading))
    headers = {"Content-Disposition": f'attachment; filename="claims-{reading.category or "none"}.csv"'}
    headers["X-Content-Type-Options"] = "nosniff"
    return Response("\ufeff" + content.getvalue(), headers=headers, media_type="text/csv; charset=utf-8")


def _unanswered(language: Language, faults: Sequence[Fault]) -> errors.Problem:
    said = [language.text(fault.message, given=without_controls(fault.given)) for fault in faults]
    named = zip(said, faults, strict=True)
    return errors.invalid(
        f"{faults[0].field}: {said[0]}",
        *(errors.Fault(detail=detail, parameter=fault.field) for detail, fault in named),
    )


@router.get("/incidents/{incident_id}/reports/{report_id}")
def report(incident_id: str, report_id: str, request: Request, service: Serving) -> Response:
    """A report with its claims marked in its text."""
    known = service.ledger.incident(incident_id)
    found = service.ledger.report(incident_id, report_id)
    claims = service.ledger.claims_of_report(incident_id, report_id)
    values = {
        "incident": known,
        "title": without_controls(known.title),
        "report": found,
        "publisher": without_controls(found.publisher),
        "address": visible(found.url) if found.url else None,
        "marked": marked_text(reader_language(request), found.text, claims),
    }
    return page(request, "report.html", values)


@router.get(TRY)
def try_form(request: Request) -> Response:
    """A box for a text, with a sample in it if one is asked for."""
    sample = SAMPLES.get(request.query_params.get("sample", ""), "")
    return page(request, "try.html", {"text": sample, "fault": None, "tried": None})


@router.post(TRY)
async def try_text(request: Request, service: Serving) -> Response:
    """What a text says, and what comes of it. Nothing is recorded."""
    form = await posted(request)
    text = (form or {}).get("text", "")
    values: dict[str, object] = {"text": text, "fault": None, "tried": None}
    longest = service.settings.max_text_characters
    language = reader_language(request)
    if form is None:
        return page(
            request, "try.html", values | {"fault": language.text("sign_in.elsewhere")}, _FORBIDDEN
        )
    if not text.strip():
        return page(request, "try.html", values | {"fault": language.text("try.empty")}, _UNPROCESSABLE)
    if len(text) > longest:
        fault = language.text("try.too_long", n=len(text), most=longest)
        return page(request, "try.html", values | {"fault": fault}, _TOO_LARGE)
    found = await run_in_threadpool(tried, language, text, service.clock())
    return page(request, "try.html", values | {"tried": found})
