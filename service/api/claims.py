"""Claims: recorded as structured values, listed, taken back, and corrected."""

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Depends, Header, Query, Request, Response
from pydantic import Field

from reconcile.estimation.origins import Origins
from reconcile.fields import Frozen, Name, Reason
from reconcile.model import Category, Retraction
from service.api import examples
from service.api.dated import DatedClaim
from service.api.dependencies import Service, Serving
from service.api.pages import Page, PageQuestion, page
from service.api.recording import Taken, new_or_known, tell
from service.api.selectors import ShownClaim, with_selectors
from service.contract import MANY_CLAIMS
from service.edge.conditional import entity_tag, require_match_if_named, takes_no_match
from service.errors import Problem
from service.store.ledger import CannotCorrect
from service.store.records import LedgerClaim
from service.store.rows import ClaimSearch

router = APIRouter(prefix="/incidents/{incident_id}/claims", tags=["claims"])


IfClaimMatches = Annotated[
    str | None,
    Header(
        alias="If-Match",
        description="The ETag of the claim as it was read; if it has changed since, the answer is 412.",
    ),
]


class ClaimTaken(Taken):
    """A claim as recorded, and the revisions it caused."""

    claim: LedgerClaim


class Withdrawal(Frozen):
    """Why a claim is taken back."""

    reason: Reason


class Correction(Withdrawal):
    """Why a claim is taken back, and what should have been recorded."""

    claim: DatedClaim


class RetractionTaken(Taken):
    """A retraction as recorded, and the revisions it caused."""

    retraction: Retraction


class CorrectionTaken(RetractionTaken):
    """The retraction, the claim recorded instead, and the revisions that both caused."""

    claim: LedgerClaim


class ClaimQuestion(Frozen):
    """How a claim is shown."""

    selectors: Annotated[
        bool, Field(description="Also give the evidence as Web Annotation selectors.")
    ] = False


class ClaimsQuestion(PageQuestion, ClaimQuestion):
    """Which claims: all that is given must fit."""

    category: Category | None = None
    source: Annotated[
        Name | None,
        Field(description="Who says it, by any of the names that the source goes by."),
    ] = None
    report: Annotated[
        str | None, Field(min_length=1, max_length=100, description="The report it was first read in.")
    ] = None
    state: Annotated[Literal["live", "retracted"] | None, Field(description="Without it, both.")] = None


@router.post(
    "",
    summary="Record a claim",
    **new_or_known(ClaimTaken, "The same claim was known already"),
    openapi_extra=MANY_CLAIMS,
    dependencies=[Depends(takes_no_match)],
)
async def record_claim(
    incident_id: str,
    body: Annotated[DatedClaim, Body(openapi_examples=examples.CLAIM)],
    service: Serving,
    response: Response,
) -> ClaimTaken:
    """For figures that a person coded. A known claim changes nothing, a retracted one is refused.

    Many claims go as `application/x-ndjson`, a claim a line; the answer is then 200 with a line of JSON
    for each: `row`, the line's number; `status`, `recorded`, `known` or `refused`; `id`, null where the
    row is no claim; and `errors`. A bad row loses no good one. Results are sent while rows are still
    read, so read while you write if there are more than some ten thousand. The body may be of any
    length, a line no longer than another body may be.
    """
    service.refuse_future_claim(body)
    recorded = await service.ledger.record_claims_together(incident_id, [body])
    claim = recorded.claims[0]
    if claim.retraction:
        when, why = claim.retraction.recorded_at.isoformat(), claim.retraction.reason
        detail = f"This claim was recorded as {claim.id} and retracted at {when} ({why})."
        raise Problem(409, "retracted", f"{detail} If it holds after all, say where it was said again.")
    response.headers["Location"] = _path(incident_id, claim.id)
    tell(response, added=recorded.added)
    return ClaimTaken(claim=claim, revisions=recorded.revisions)


@router.get("", summary="List the claims of an incident")
def list_claims(
    incident_id: str,
    service: Serving,
    request: Request,
    response: Response,
    which: Annotated[ClaimsQuestion, Query()],
) -> Page[ShownClaim]:
    """In the order in which they were recorded, retracted ones included."""
    found = service.ledger.claims(
        incident_id, which.after(request), which.limit + 1, _search(service, incident_id, which)
    )
    shown = [with_selectors(claim) if which.selectors else ShownClaim(**dict(claim)) for claim in found]
    return page(shown, lambda item: item.number, which, request, response)


@router.get("/{claim_id}", summary="Read a claim")
def read_claim(
    incident_id: str,
    claim_id: str,
    service: Serving,
    response: Response,
    question: Annotated[ClaimQuestion, Query()],
) -> ShownClaim:
    """With its retraction, if it was taken back, and the claims that it corrects or is corrected by."""
    claim = service.ledger.claim(incident_id, claim_id)
    response.headers["ETag"] = entity_tag(claim)  # with selectors or without
    return with_selectors(claim) if question.selectors else ShownClaim(**dict(claim))


def _path(incident_id: str, claim_id: str) -> str:
    return f"/v1/incidents/{incident_id}/claims/{claim_id}"


def _search(service: Service, incident_id: str, which: ClaimsQuestion) -> ClaimSearch:
    """Return what the ledger is asked: by every name that the source goes by in the incident."""
    return ClaimSearch(
        category=which.category,
        report_id=which.report,
        speakers=_names(service, incident_id, which.source) if which.source else None,
        retracted=None if which.state is None else which.state == "retracted",
    )


def _names(service: Service, incident_id: str, source: str) -> list[str]:
    incident = service.ledger.incident(incident_id)
    origins = Origins(service.registry.profiles(incident.registry_version))
    wanted = origins.origin_called(source)
    named = service.ledger.speakers(incident_id)
    return [name for name in named if origins.origin_called(name) == wanted]


@router.post(
    "/{claim_id}/retraction",
    summary="Retract a claim",
    **new_or_known(RetractionTaken, "It was retracted already"),
)
def retract_claim(
    incident_id: str,
    claim_id: str,
    body: Annotated[Withdrawal, Body(openapi_examples=examples.WITHDRAWAL)],
    service: Serving,
    response: Response,
    if_match: IfClaimMatches = None,
) -> RetractionTaken:
    """The claim stays in the record, without weight. A second retraction changes nothing."""
    retraction, revisions, added = service.ledger.retract(
        incident_id, claim_id, body.reason, lambda claim: require_match_if_named(if_match, claim)
    )
    tell(response, added=added)
    return RetractionTaken(retraction=retraction, revisions=revisions)


@router.post(
    "/{claim_id}/correction",
    summary="Correct a claim",
    **new_or_known(CorrectionTaken, "It was corrected so already"),
)
def correct_claim(
    incident_id: str,
    claim_id: str,
    body: Annotated[Correction, Body(openapi_examples=examples.CORRECTION)],
    service: Serving,
    response: Response,
    if_match: IfClaimMatches = None,
) -> CorrectionTaken:
    """Retracts the claim and records another instead, at once; each names the other.

    The claim says `corrected_by`, the one recorded instead `corrects`.
    """
    service.refuse_future_claim(body.claim, "#/claim")
    try:
        corrected = service.ledger.correct(
            incident_id,
            claim_id,
            body.reason,
            body.claim,
            lambda claim: require_match_if_named(if_match, claim),
        )
    except CannotCorrect as error:
        raise Problem(409, "no-correction", f"{str(error)[0].upper()}{str(error)[1:]}.") from None
    response.headers["Location"] = _path(incident_id, corrected.claim.id)
    tell(response, added=corrected.added)
    return CorrectionTaken(
        retraction=corrected.retraction, claim=corrected.claim, revisions=corrected.revisions
    )
