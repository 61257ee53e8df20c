"""Reports: published texts, recorded with the claims they make."""

from typing import Annotated

from fastapi import APIRouter, Body, Response

from reconcile.model import Frozen, Report, Revision
from service.api import examples
from service.api.dependencies import Serving
from service.api.stateless import read_claims
from service.store.records import LedgerClaim, RecordedReport

router = APIRouter(prefix="/incidents/{incident_id}/reports", tags=["reports"])


class ReportTaken(Frozen):
    """A report, the claims it makes, and the revisions they caused."""

    report: RecordedReport
    claims: list[LedgerClaim]
    revisions: list[Revision]


@router.post(
    "",
    status_code=201,
    summary="Record a report",
    responses={200: {"model": ReportTaken, "description": "The same report was known already"}},
)
def record_report(
    incident_id: str,
    body: Annotated[Report, Body(openapi_examples=examples.REPORT)],
    service: Serving,
    response: Response,
) -> ReportTaken:
    """Its claims are extracted and recorded. The same report again changes nothing."""
    service.refuse_text(body.text)
    service.refuse_future(body.published_at, "#/published_at")
    claims = read_claims(body.text, body.language, body.publisher, body.published_at)
    report, recorded = service.ledger.record_report(incident_id, body, claims)
    response.headers["Location"] = f"/v1/incidents/{incident_id}/reports/{report.id}"
    if not recorded.added:
        response.status_code = 200
    return ReportTaken(report=report, claims=list(recorded.claims), revisions=list(recorded.revisions))


@router.get("/{report_id}", summary="Read a report")
def read_report(incident_id: str, report_id: str, service: Serving) -> RecordedReport:
    """With its text, in which the evidence of its claims stands."""
    return service.ledger.report(incident_id, report_id)
