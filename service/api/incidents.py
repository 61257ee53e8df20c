"""Incidents: what happened, once."""

from fastapi import APIRouter, Request, Response

from reconcile.model import Incident
from service.api.dependencies import ReservedId, Serving
from service.api.pages import Page, WhichPage, page
from service.store.records import RecordedIncident

router = APIRouter(prefix="/incidents", tags=["incidents"])


@router.post("", status_code=201, summary="Open an incident")
def open_incident(
    body: Incident, service: Serving, response: Response, reserved_id: ReservedId
) -> RecordedIncident:
    """Reports and claims are then recorded under its id."""
    service.refuse_future(body.occurred_at, "#/occurred_at")
    incident = service.ledger.open_incident(body, reserved_id)
    response.headers["Location"] = f"/v1/incidents/{incident.id}"
    return incident


@router.get("", summary="List incidents")
def list_incidents(
    service: Serving,
    request: Request,
    response: Response,
    which: WhichPage,
) -> Page[RecordedIncident]:
    """In the order in which they were opened."""
    found = service.ledger.incidents(which.after, which.limit + 1)
    return page(found, lambda incident: incident.number, which, request, response)


@router.get("/{incident_id}", summary="Read an incident")
def read_incident(incident_id: str, service: Serving) -> RecordedIncident:
    """Its title, place and time."""
    return service.ledger.incident(incident_id)
