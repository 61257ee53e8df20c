"""What requests that record something have in common: 201 for what is new, 200 for what was known."""

from typing import Any

from fastapi import Response
from pydantic import BaseModel

from reconcile.fields import Frozen
from reconcile.model import Revision


class Taken(Frozen):
    """What was recorded, and the revisions it caused."""

    revisions: tuple[Revision, ...]


def new_or_known(model: type[BaseModel], known: str) -> dict[str, Any]:
    """Return how a route says that it answers 201 or, where `known` describes why, 200."""
    return {"status_code": 201, "responses": {200: {"model": model, "description": known}}}


def tell(response: Response, *, added: bool) -> None:
    """Answer 200 if nothing was added."""
    if not added:
        response.status_code = 200
