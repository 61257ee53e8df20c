"""Revisions: listed in the order in which things became known."""

from fastapi import APIRouter, Request, Response

from reconcile.model import Revision
from service.api.dependencies import Serving
from service.api.pages import Page, WhichPage, page
from service.store.records import PlacedRevision

router = APIRouter(tags=["revisions"])


@router.get("/incidents/{incident_id}/revisions", summary="List the revisions of an incident")
def list_revisions(
    incident_id: str, service: Serving, request: Request, response: Response, which: WhichPage
) -> Page[Revision]:
    """In the order in which things became known; recorded once and never rewritten."""
    found = service.ledger.revisions(incident_id, which.after(request), which.limit + 1)
    return page(found, lambda item: item.number, which, request, response)


@router.get("/revisions", summary="List the revisions of all incidents")
def list_all_revisions(
    service: Serving, request: Request, response: Response, which: WhichPage
) -> Page[PlacedRevision]:
    """In the order in which they were recorded, `position`, which has no gaps."""
    found = service.ledger.all_revisions(which.after(request), which.limit + 1)
    return page(found, lambda item: item.position, which, request, response)
