"""Is the service alive, and is it ready to serve?"""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from reconcile.fields import Frozen
from service.errors import Problem
from service.store.engine import is_current

router = APIRouter(tags=["health"])


class Health(Frozen):
    """A plain yes."""

    status: Literal["ok"]


async def _engine(request: Request) -> Engine:
    engine: Engine = request.app.state.engine
    return engine


@router.get("/healthz", summary="Alive?")
async def alive() -> Health:
    """Answers as long as the process does."""
    return Health(status="ok")


@router.get("/readyz", summary="Ready?")
def ready(engine: Annotated[Engine, Depends(_engine)]) -> Health:
    """Answers 503 while the ledger can't be reached or lacks the newest schema."""
    try:
        current = is_current(engine)
    except SQLAlchemyError:
        raise Problem(503, "not-ready", "The ledger can't be reached.") from None
    if not current:
        raise Problem(503, "not-ready", "The ledger has an older schema.")
    return Health(status="ok")
