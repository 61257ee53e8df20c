"""Incidents: what happened, once; opened, found, and described anew without losing a description."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Header, Query, Request, Response
from pydantic import Field

from reconcile.fields import Frozen, Moment
from reconcile.model import ExternalId, Incident
from service.api import examples
from service.api.dependencies import ReservedId, Serving
from service.api.labels import Label, Scheme
from service.api.pages import Page, PageQuestion, WhichPage, page
from service.edge.conditional import entity_tag, require_match, takes_no_match
from service.errors import Fault, invalid
from service.store.descriptions import IncidentSearch
from service.store.records import RecordedIncident

router = APIRouter(prefix="/incidents", tags=["incidents"])

IfMatch = Annotated[
    str | None,
    Header(description="The ETag of what was read before it is changed; without it the answer is 428."),
]


class ExternalIdToRecord(ExternalId):
    """What somebody else calls the incident: a scheme, such as GLIDE, and the id in it."""

    scheme: Scheme
    id: Label


class IncidentToRecord(Incident):
    """What happened, once: a short title, where, when it began, and what others call it."""

    title: Label
    place: Label | None = None
    external_ids: Annotated[tuple[ExternalIdToRecord, ...], Field(max_length=100)] = ()

    def incident(self) -> Incident:
        """Return the same, as the ledger compares it."""
        return Incident.model_validate(self.model_dump())


class IncidentQuestion(PageQuestion, Frozen):
    """Which incidents: all that is given must fit."""

    q: Annotated[
        str | None,
        Field(
            min_length=1,
            max_length=200,
            pattern=r"^[^\x00]*[^\x00\s][^\x00]*$",
            description="Words of the title, the place or an external id, in any spelling: أ finds ا.",
        ),
    ] = None
    occurred_from: Annotated[Moment | None, Field(description="Began then or later.")] = None
    occurred_until: Annotated[Moment | None, Field(description="Began before then.")] = None
    external_id: Annotated[
        str | None,
        Field(
            max_length=601,
            pattern=r"^[^\x00\s:]{1,100}:[^\x00]*[^\x00\s][^\x00]*$",
            description="A scheme and an id in it, such as GLIDE:FR-2026-000017-LBN.",
            examples=["GLIDE:FR-2026-000017-LBN"],
        ),
    ] = None

    @property
    def search(self) -> IncidentSearch:
        """The same, as the ledger is asked.

        Raises:
            Problem: nothing can have begun between the two times.
        """
        since, until = self.occurred_from, self.occurred_until
        if since and until and since > until:
            detail = f"this is later than occurred_until, {until.isoformat()}, before which it is to be"
            raise invalid(f"occurred_from: {detail}.", Fault(detail=detail, parameter="occurred_from"))
        scheme, _, id_ = (self.external_id or "").partition(":")
        return IncidentSearch(
            words=self.q or "",
            occurred_from=since,
            occurred_until=until,
            external_id=ExternalId.model_construct(scheme=scheme, id=id_) if scheme else None,
        )


@router.post("", status_code=201, summary="Open an incident", dependencies=[Depends(takes_no_match)])
def open_incident(
    body: Annotated[IncidentToRecord, Body(openapi_examples=examples.INCIDENT)],
    service: Serving,
    response: Response,
    reserved_id: ReservedId,
) -> RecordedIncident:
    """Reports and claims are then recorded under its id."""
    service.refuse_future(body.occurred_at, "#/occurred_at")
    incident = service.ledger.open_incident(body.incident(), reserved_id)
    response.headers["Location"] = f"/v1/incidents/{incident.id}"
    response.headers["ETag"] = entity_tag(incident)
    return incident


@router.get("", summary="Find incidents")
def list_incidents(
    service: Serving,
    request: Request,
    response: Response,
    which: Annotated[IncidentQuestion, Query()],
) -> Page[RecordedIncident]:
    """In the order in which they were opened, as they are described now."""
    found = service.ledger.incidents(which.after(request), which.limit + 1, which.search)
    return page(found, lambda incident: incident.number, which, request, response)


@router.get("/{incident_id}", summary="Read an incident")
def read_incident(incident_id: str, service: Serving, response: Response) -> RecordedIncident:
    """Its title, place and time, as it is described now."""
    incident = service.ledger.incident(incident_id)
    response.headers["ETag"] = entity_tag(incident)
    return incident


@router.put("/{incident_id}", summary="Describe an incident anew")
def describe_incident(
    incident_id: str,
    body: Annotated[IncidentToRecord, Body(openapi_examples=examples.INCIDENT)],
    service: Serving,
    response: Response,
    if_match: IfMatch = None,
) -> RecordedIncident:
    """Adds a version; those before stay. The same description again changes nothing."""
    service.refuse_future(body.occurred_at, "#/occurred_at")
    incident = service.ledger.describe_incident(
        incident_id, body.incident(), lambda known: require_match(if_match, known)
    )
    response.headers["ETag"] = entity_tag(incident)
    return incident


@router.get("/{incident_id}/versions", summary="List the descriptions of an incident")
def list_versions(
    incident_id: str, service: Serving, request: Request, response: Response, which: WhichPage
) -> Page[RecordedIncident]:
    """From how it was opened to how it is described now."""
    found = service.ledger.incident_versions(incident_id, which.after(request), which.limit + 1)
    return page(found, lambda incident: incident.version, which, request, response)
