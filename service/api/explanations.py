"""Explanations: what became of every claim, which figure it sets, why, and who says it."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from reconcile.estimation.position import precedence
from reconcile.fields import Frozen, Moment
from reconcile.model import Attribution, Category, Count, Estimate, Figures, Method, Role, Scope
from service.api.dependencies import Serving
from service.api.estimates import Asked, EstimateQuestion, account_of, reading
from service.store.records import LedgerClaim

router = APIRouter(prefix="/incidents/{incident_id}", tags=["estimates"])

Figure = Literal["low", "best", "high"]


class ExplainedClaim(Frozen):
    """What a claim says, in whose words, and what became of it.

    The source chain runs from `attribution.source`, who says it, through `attribution.via`, outermost
    first, to the `publisher` of the report. `origin` is the voice that it was heard as, `sets` the
    figures it stands behind, `because_of` the claim that superseded it or said it first.
    """

    claim_id: str
    report_id: str | None
    category: Category
    words: str | None
    count: Count
    scope: Scope
    attribution: Attribution
    publisher: str | None
    published_at: Moment
    as_of: Moment
    origin: str
    role: Role
    sets: tuple[Figure, ...]
    reason: str
    because_of: str | None


class ExplainedEstimate(Figures):
    """The figures of a category, and its claims in the order in which they count.

    Claims of other categories that set one of its bounds are among them.
    """

    policy: Method
    convention: Method
    claims: tuple[ExplainedClaim, ...]


class Explanation(Asked):
    """Why the estimates of an incident are what they are, by category."""

    explanations: dict[Category, ExplainedEstimate]


@router.get("/explanation", summary="Explain the estimate")
def explain_estimate(
    incident_id: str, service: Serving, question: Annotated[EstimateQuestion, Query()]
) -> Explanation:
    """For every claim of each category: what became of it, which figure it sets, and why."""
    read = reading(service, incident_id, question)
    claims = {claim.id: claim for claim in read.claims}
    made = account_of(service, read, question.policy).estimates()
    explained = {category: _explained(estimate, claims) for category, estimate in made.items()}
    return Explanation.model_validate(read.asked | {"explanations": explained})


def _explained(estimate: Estimate, claims: dict[str, LedgerClaim]) -> ExplainedEstimate:
    explained = []
    stood = (*estimate.standings, *estimate.beside)
    for standing in sorted(stood, key=lambda s: precedence(claims[s.claim_id])):
        claim = claims[standing.claim_id]
        explained.append(
            ExplainedClaim(
                **dict(standing),
                report_id=claim.report_id,
                category=claim.category,
                words=claim.evidence.exact if claim.evidence else None,
                count=claim.count,
                scope=claim.scope,
                attribution=claim.attribution,
                publisher=claim.publisher,
                published_at=claim.published_at,
                as_of=claim.as_of,
                sets=estimate.figures_set_by(claim.id),
            )
        )
    return ExplainedEstimate(
        **dict(estimate.figures()),
        policy=estimate.policy,
        convention=estimate.convention,
        claims=tuple(explained),
    )
