"""Extraction and reconciliation without a ledger: text in, claims out; claims in, estimates out."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import AwareDatetime, Field

from reconcile import ImpossibleRecord, UnknownLanguage, extract, reconcile
from reconcile.estimation.conventions import UnknownConvention
from reconcile.estimation.policies import UnknownPolicy
from reconcile.model import Claim, Frozen, History, Name, RecordedClaim, Retraction
from service.api.dependencies import Serving
from service.errors import Fault, invalid

router = APIRouter(tags=["without a ledger"])


class TextToExtract(Frozen):
    """A text to read; publisher and date are for the claims to carry."""

    text: Annotated[str, Field(min_length=1)]
    language: str = "ar"
    publisher: Name | None = None
    published_at: AwareDatetime | None = None


class ExtractedClaims(Frozen):
    """The claims that a text makes, in text order."""

    claims: list[Claim]


class ClaimsToReconcile(Frozen):
    """The claims of one incident, in any order, and how to reconcile them."""

    claims: tuple[RecordedClaim, ...]
    retractions: tuple[Retraction, ...] = ()
    policy: str = "agreement"
    convention: str = "literal"
    as_of: AwareDatetime | None = None
    known_at: AwareDatetime | None = None


@router.post("/extract", summary="Read the casualty claims of a text")
def extract_claims(body: TextToExtract, service: Serving) -> ExtractedClaims:
    """Nothing is recorded. Unknown is never zero: a text without claims gives an empty list."""
    service.refuse_text(body.text)
    service.refuse_future(body.published_at, "#/published_at")
    return ExtractedClaims(
        claims=read_claims(body.text, body.language, body.publisher, body.published_at)
    )


def read_claims(
    text: str, language: str, publisher: str | None, published_at: AwareDatetime | None
) -> list[Claim]:
    """Extract claims, with an unknown language answered as a fault of the field."""
    try:
        return extract(text, language=language, publisher=publisher, published_at=published_at)
    except UnknownLanguage as error:
        fault = Fault(detail=str(error), pointer="#/language")
        raise invalid(f"#/language: {error}.", fault) from None


@router.post("/reconcile", summary="Reconcile the claims of one incident")
def reconcile_claims(body: ClaimsToReconcile, service: Serving) -> History:
    """Nothing is recorded. Each category gets a range, and a revision for every change of it."""
    for place, claim in enumerate(body.claims):
        service.refuse_future_claim(claim, f"#/claims/{place}")
    try:
        return reconcile(
            body.claims,
            retractions=body.retractions,
            policy=body.policy,
            convention=body.convention,
            as_of=body.as_of,
            known_at=body.known_at,
        )
    except (ImpossibleRecord, UnknownPolicy, UnknownConvention) as error:
        pointers = {UnknownPolicy: "#/policy", UnknownConvention: "#/convention"}
        pointer = pointers.get(type(error), "#/claims")
        raise invalid(f"{pointer}: {error}.", Fault(detail=str(error), pointer=pointer)) from None
