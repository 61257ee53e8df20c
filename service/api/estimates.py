"""Estimates: the toll now, the toll at any moment, by one policy or by all."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from reconcile.estimation.account import Account
from reconcile.estimation.conventions import CONVENTIONS, UnknownConvention
from reconcile.estimation.policies import POLICIES, UnknownPolicy
from reconcile.estimation.policies.agreement import AGREEMENT
from reconcile.estimation.reconciliation import current_account
from reconcile.fields import Frozen, Moment
from reconcile.model import Category, Estimate, Figures, Method
from service.api.dependencies import Service, Serving
from service.errors import Fault, invalid
from service.store.records import LedgerClaim, retractions_in

router = APIRouter(prefix="/incidents/{incident_id}", tags=["estimates"])


class Asked(Frozen):
    """What an answer about an incident's toll was asked by, and the source registry it was made with."""

    incident_id: str
    as_of: Moment | None
    known_at: Moment | None
    registry_version: int


class Estimates(Asked):
    """The estimates of an incident, by category; a category nobody spoke of is absent, not zero."""

    estimates: dict[Category, Estimate]


class PolicyFigures(Frozen):
    """What one policy makes of the claims, by category."""

    policy: Method
    figures: dict[Category, Figures]


class Policies(Asked):
    """What each policy makes of the same claims, by its name."""

    convention: Method
    policies: dict[str, PolicyFigures]


class MomentQuestion(Frozen):
    """Of when, known when, and how words and sources are read."""

    convention: Annotated[
        str, Field(description=f"How vague words are read: {', '.join(CONVENTIONS)}.")
    ] = "literal"
    as_of: Annotated[Moment | None, Field(description="What do we now think the toll was then?")] = None
    known_at: Annotated[Moment | None, Field(description="What would we have answered then?")] = None
    registry: Annotated[
        str | None,
        Field(
            pattern=r"^(latest|0|[1-9][0-9]{0,8})$",
            description="Which version of the source registry: its number, or latest. Without it, the "
            "one the incident was opened under, with which its revisions are made.",
        ),
    ] = None


class EstimateQuestion(MomentQuestion):
    """Which estimate: also by which policy."""

    policy: Annotated[str, Field(description=f"How positions make figures: {', '.join(POLICIES)}.")] = (
        "agreement"
    )


class Reading(Frozen):
    """The claims of an incident, and how a question has them read."""

    incident_id: str
    claims: tuple[LedgerClaim, ...]
    registry_version: int
    question: MomentQuestion

    @property
    def asked(self) -> dict[str, object]:
        """The fields that every answer repeats."""
        return {
            "incident_id": self.incident_id,
            "as_of": self.question.as_of,
            "known_at": self.question.known_at,
            "registry_version": self.registry_version,
        }


def reading(service: Service, incident_id: str, question: MomentQuestion) -> Reading:
    """Return what a question is about.

    Raises:
        NotInLedger: there is no such incident.
        Problem: there is no such version of the registry.
    """
    incident = service.ledger.incident(incident_id)
    version = incident.registry_version
    if question.registry is not None:
        asked = None if question.registry == "latest" else int(question.registry)
        version = service.registry_version(asked, "registry")
    claims = tuple(service.ledger.claims(incident_id))
    return Reading(incident_id=incident_id, claims=claims, registry_version=version, question=question)


def account_of(service: Service, read: Reading, policy: str) -> Account:
    """Return the account of the claims by a policy.

    Raises:
        Problem: the policy or the convention does not exist; the answer lists those that do.
    """
    question = read.question
    try:
        return current_account(
            read.claims,
            retractions=retractions_in(read.claims),
            policy=policy,
            convention=question.convention,
            profiles=service.registry.profiles(read.registry_version),
            as_of=question.as_of,
            known_at=question.known_at,
        )
    except (UnknownPolicy, UnknownConvention) as error:
        parameter = "policy" if isinstance(error, UnknownPolicy) else "convention"
        fault = Fault(detail=str(error), parameter=parameter)
        raise invalid(f"{parameter}: {error}.", fault) from None


@router.get("/estimate", summary="Estimate the toll", response_model=Estimates)
async def read_estimate(
    incident_id: str, service: Serving, question: Annotated[EstimateQuestion, Query()]
) -> Response:
    """Each category's low, best and high, its status, and the claims behind every figure."""
    if question == EstimateQuestion():
        made = _at_hand(service, incident_id)
        made = made or await run_in_threadpool(_usual_answer, service, incident_id)
    else:
        made = await run_in_threadpool(_answer, service, incident_id, question)
    return Response(made, media_type="application/json")


def _at_hand(service: Service, incident_id: str) -> bytes | None:
    """Return the answer to the question without parameters, if it is had without changing the thread."""
    account = service.ledger.account_at_hand(incident_id)
    return None if account is None else service.answers.known(incident_id, account)


def _answer(service: Service, incident_id: str, question: EstimateQuestion) -> bytes:
    read = reading(service, incident_id, question)
    estimates = account_of(service, read, question.policy).estimates()
    return Estimates.model_validate(read.asked | {"estimates": estimates}).model_dump_json().encode()


def _usual_answer(service: Service, incident_id: str) -> bytes:
    """Return the answer to the question without parameters, made once for each state of the ledger."""
    account = service.ledger.account(incident_id)
    known = service.answers.known(incident_id, account)
    if known is not None:
        return known
    made = Estimates(
        incident_id=incident_id,
        as_of=None,
        known_at=None,
        registry_version=service.ledger.incident(incident_id).registry_version,
        estimates=account.estimates(),
    )
    return service.answers.keep(incident_id, account, made.model_dump_json().encode())


@router.get("/policies", summary="Compare the policies")
def compare_policies(
    incident_id: str, service: Serving, question: Annotated[MomentQuestion, Query()]
) -> Policies:
    """What every policy makes of the same claims, side by side."""
    read = reading(service, incident_id, question)
    account = account_of(service, read, AGREEMENT.name)  # the others read what it heard
    compared = {
        name: PolicyFigures(policy=policy.method, figures=account.under(name).figures())
        for name, policy in POLICIES.items()
    }
    convention = CONVENTIONS[question.convention].method
    return Policies.model_validate(read.asked | {"convention": convention, "policies": compared})
