"""Extraction and reconciliation without a ledger: text in, claims out; claims in, estimates out."""

from fastapi import APIRouter, Depends

from reconcile import UnknownLanguage, extract, reconcile
from reconcile.estimation.conventions import UnknownConvention
from reconcile.estimation.origins import ConflictingProfiles
from reconcile.estimation.policies import UnknownPolicy
from reconcile.fields import Frozen, Moment, Words
from reconcile.model import Claim, History, Retraction, SourceProfile
from service.api.dependencies import Serving
from service.api.labels import Label
from service.edge.conditional import takes_no_match
from service.errors import Fault, invalid
from service.store.records import ListedClaim, retractions_in

router = APIRouter(tags=["without a ledger"], dependencies=[Depends(takes_no_match)])


class TextToExtract(Frozen):
    """A text to read; publisher and date are for the claims to carry."""

    text: Words
    language: str | None = None
    publisher: Label | None = None
    published_at: Moment | None = None


class ExtractedClaims(Frozen):
    """The claims that a text makes, in text order."""

    claims: list[Claim]


class ClaimsToReconcile(Frozen):
    """The claims of one incident, in any order, and how to reconcile them.

    A claim as the ledger lists it is one too; a retraction on it counts like those in `retractions`.
    """

    claims: tuple[ListedClaim, ...]
    retractions: tuple[Retraction, ...] = ()
    policy: str = "agreement"
    convention: str = "literal"
    profiles: tuple[SourceProfile, ...] = ()
    as_of: Moment | None = None
    known_at: Moment | None = None


@router.post("/extract", summary="Read the casualty claims of a text")
def extract_claims(body: TextToExtract, service: Serving) -> ExtractedClaims:
    """Nothing is recorded. Unknown is never zero: a text without claims gives an empty list."""
    service.refuse_text(body.text)
    service.refuse_future(body.published_at, "#/published_at")
    return ExtractedClaims(
        claims=read_claims(body.text, body.language, body.publisher, body.published_at)
    )


def read_claims(
    text: str, language: str | None, publisher: str | None, published_at: Moment | None
) -> list[Claim]:
    """Extract claims, with an unknown language answered as a fault of the field."""
    try:
        return extract(text, language=language, publisher=publisher, published_at=published_at)
    except UnknownLanguage as error:
        fault = Fault(detail=str(error), pointer="#/language")
        raise invalid(f"#/language: {error}.", fault) from None


_FIELDS = {
    UnknownPolicy: "#/policy",
    UnknownConvention: "#/convention",
    ConflictingProfiles: "#/profiles",
}


@router.post("/reconcile", summary="Reconcile the claims of one incident")
def reconcile_claims(body: ClaimsToReconcile, service: Serving) -> History:
    """Nothing is recorded. Each category gets a range, and a revision for every change of it.

    A claim or a retraction that can't stand is left out and named in `refused`; the rest is reconciled.
    """
    for place, claim in enumerate(body.claims):
        service.refuse_future_claim(claim, f"#/claims/{place}")
        service.refuse_future(claim.recorded_at, f"#/claims/{place}/recorded_at")
    for place, retraction in enumerate(body.retractions):
        service.refuse_future(retraction.recorded_at, f"#/retractions/{place}/recorded_at")
    try:
        return reconcile(
            body.claims,
            retractions=(*body.retractions, *retractions_in(body.claims)),
            policy=body.policy,
            convention=body.convention,
            profiles=body.profiles,
            as_of=body.as_of,
            known_at=body.known_at,
        )
    except (UnknownPolicy, UnknownConvention, ConflictingProfiles) as error:
        pointer = _FIELDS[type(error)]
        raise invalid(f"{pointer}: {error}.", Fault(detail=str(error), pointer=pointer)) from None
