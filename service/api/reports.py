"""Reports: published texts, recorded with the claims they make."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Response
from pydantic import Field

from reconcile.extraction.languages import language_of
from reconcile.fields import Frozen, Moment, Words
from reconcile.model import Report
from service.api import examples
from service.api.dependencies import Serving
from service.api.labels import Address, Label
from service.api.recording import Taken, new_or_known, tell
from service.api.stateless import read_claims
from service.edge.conditional import takes_no_match
from service.store.records import LedgerClaim, RecordedReport

router = APIRouter(prefix="/incidents/{incident_id}/reports", tags=["reports"])


class ReportToRecord(Frozen):
    """One published text; without a language each sentence is read in its own."""

    text: Words
    publisher: Label
    published_at: Moment
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] | None = None
    url: Address | None = None

    def report(self) -> Report:
        """Return the same, as the ledger names it by its content; its language is that of most of it."""
        return Report(**dict(self) | {"language": self.language or language_of(self.text)})


class ReportTaken(Taken):
    """A report, the claims it makes, and the revisions they caused."""

    report: RecordedReport
    claims: tuple[LedgerClaim, ...]


@router.post(
    "",
    summary="Record a report",
    **new_or_known(ReportTaken, "The same report was known already"),
    dependencies=[Depends(takes_no_match)],
)
def record_report(
    incident_id: str,
    body: Annotated[ReportToRecord, Body(openapi_examples=examples.REPORT)],
    service: Serving,
    response: Response,
) -> ReportTaken:
    """Its claims are extracted and recorded. The same report again changes nothing."""
    service.refuse_text(body.text)
    service.refuse_future(body.published_at, "#/published_at")
    claims = read_claims(body.text, body.language, body.publisher, body.published_at)
    report, recorded = service.ledger.record_report(incident_id, body.report(), claims)
    response.headers["Location"] = f"/v1/incidents/{incident_id}/reports/{report.id}"
    tell(response, added=recorded.added)
    return ReportTaken(report=report, claims=recorded.claims, revisions=recorded.revisions)


@router.get("/{report_id}", summary="Read a report")
def read_report(incident_id: str, report_id: str, service: Serving) -> RecordedReport:
    """With its text, in which the evidence of its claims stands."""
    return service.ledger.report(incident_id, report_id)
