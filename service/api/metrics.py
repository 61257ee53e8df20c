"""What Prometheus asks for."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from service.edge.metrics import Metrics

router = APIRouter(tags=["health"])


async def _metrics(request: Request) -> Metrics:
    metrics: Metrics = request.app.state.metrics
    return metrics


@router.get(
    "/metrics",
    summary="Metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def read_metrics(metrics: Annotated[Metrics, Depends(_metrics)]) -> Response:
    """In Prometheus' text format: requests, and the ledger's size and freshness."""
    return Response(metrics.text(), media_type=CONTENT_TYPE_LATEST)
