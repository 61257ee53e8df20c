"""Claims: recorded as structured values, listed, and taken back."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field

from reconcile.model import Claim, Frozen, Moment, Retraction, Revision, Words
from service.api.dependencies import Serving
from service.api.pages import Page, WhichPage, page
from service.errors import Problem
from service.store.records import LedgerClaim

router = APIRouter(prefix="/incidents/{incident_id}/claims", tags=["claims"])


class DatedClaim(Claim):
    """A claim as it is sent to be recorded: dated; the ledger gives it its id and `recorded_at`."""

    published_at: Moment


class ClaimTaken(Frozen):
    """A claim as recorded, and the revisions it caused."""

    claim: LedgerClaim
    revisions: list[Revision]


class Reason(Frozen):
    """Why a claim is taken back."""

    reason: Annotated[Words, Field(max_length=2000)]


class RetractionTaken(Frozen):
    """A retraction as recorded, and the revisions it caused."""

    retraction: Retraction
    revisions: list[Revision]


@router.post(
    "",
    status_code=201,
    summary="Record a claim",
    responses={200: {"model": ClaimTaken, "description": "The same claim was known already"}},
)
def record_claim(incident_id: str, body: DatedClaim, service: Serving, response: Response) -> ClaimTaken:
    """For figures that a person coded. A known claim changes nothing, a retracted one is refused."""
    service.refuse_future_claim(body)
    recorded = service.ledger.record_claims(incident_id, [body])
    claim = recorded.claims[0]
    if claim.retraction:
        when, why = claim.retraction.recorded_at.isoformat(), claim.retraction.reason
        detail = f"This claim was recorded as {claim.id} and retracted at {when} ({why})."
        raise Problem(409, "retracted", f"{detail} If it holds after all, say where it was said again.")
    if not recorded.added:
        response.status_code = 200
    return ClaimTaken(claim=claim, revisions=list(recorded.revisions))


@router.get("", summary="List the claims of an incident")
def list_claims(
    incident_id: str,
    service: Serving,
    request: Request,
    response: Response,
    which: WhichPage,
) -> Page[LedgerClaim]:
    """In the order in which they were recorded, retracted ones included."""
    found = service.ledger.claims(incident_id, which.after, which.limit + 1)
    return page(found, lambda item: item.number, which, request, response)


@router.post(
    "/{claim_id}/retraction",
    status_code=201,
    summary="Retract a claim",
    responses={200: {"model": RetractionTaken, "description": "It was retracted already"}},
)
def retract_claim(
    incident_id: str, claim_id: str, body: Reason, service: Serving, response: Response
) -> RetractionTaken:
    """The claim stays in the record, without weight. A second retraction changes nothing."""
    retraction, revisions, added = service.ledger.retract(incident_id, claim_id, body.reason)
    if not added:
        response.status_code = 200
    return RetractionTaken(retraction=retraction, revisions=list(revisions))
