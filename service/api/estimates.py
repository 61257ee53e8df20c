"""Estimates and revisions: the toll now, the toll at any moment, and how it came to be."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from reconcile.estimation.conventions import CONVENTIONS, UnknownConvention
from reconcile.estimation.policies import POLICIES, UnknownPolicy
from reconcile.estimation.reconciliation import current_estimates
from reconcile.model import Category, Estimate, Frozen, Moment, Revision
from service.api.dependencies import Serving
from service.api.pages import Page, WhichPage, page
from service.errors import Fault, invalid
from service.store.ledger import Ledger

router = APIRouter(prefix="/incidents/{incident_id}", tags=["estimates"])


class Estimates(Frozen):
    """The estimates of an incident, by category; a category nobody spoke of is absent, not zero."""

    incident_id: str
    as_of: Moment | None
    known_at: Moment | None
    estimates: dict[Category, Estimate]


class EstimateQuestion(Frozen):
    """Which estimate: by which policy and convention, of when, known when."""

    policy: Annotated[str, Field(description=f"How positions make figures: {', '.join(POLICIES)}.")] = (
        "agreement"
    )
    convention: Annotated[
        str, Field(description=f"How vague words are read: {', '.join(CONVENTIONS)}.")
    ] = "literal"
    as_of: Annotated[Moment | None, Field(description="What do we now think the toll was then?")] = None
    known_at: Annotated[Moment | None, Field(description="What would we have answered then?")] = None


@router.get("/estimate", summary="Estimate the toll")
def read_estimate(
    incident_id: str, service: Serving, question: Annotated[EstimateQuestion, Query()]
) -> Estimates:
    """Each category's low, best and high, its status, and the claims behind every figure."""
    try:
        estimates = _estimates(service.ledger, incident_id, question)
    except (UnknownPolicy, UnknownConvention) as error:
        parameter = "policy" if isinstance(error, UnknownPolicy) else "convention"
        fault = Fault(detail=str(error), parameter=parameter)
        raise invalid(f"{parameter}: {error}.", fault) from None
    return Estimates(
        incident_id=incident_id,
        as_of=question.as_of,
        known_at=question.known_at,
        estimates=estimates,
    )


def _estimates(ledger: Ledger, incident_id: str, question: EstimateQuestion) -> dict[Category, Estimate]:
    """Return the answer: the usual question's from the account that the ledger keeps at hand."""
    if question == EstimateQuestion():
        return ledger.account(incident_id).estimates()
    claims = ledger.claims(incident_id)
    retractions = [claim.retraction for claim in claims if claim.retraction]
    return current_estimates(claims, retractions=retractions, **dict(question))


@router.get("/revisions", summary="List the revisions")
def list_revisions(
    incident_id: str,
    service: Serving,
    request: Request,
    response: Response,
    which: WhichPage,
) -> Page[Revision]:
    """In the order in which things became known; recorded once and never rewritten."""
    found = service.ledger.revisions(incident_id, which.after, which.limit + 1)
    return page(found, lambda item: item.number, which, request, response)
