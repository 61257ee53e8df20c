"""Reconciling n claims of one incident against validating them."""

from datetime import UTC, datetime, timedelta

from bench.timing import report, seconds
from reconcile import reconcile
from reconcile.estimation.reconciliation import current_estimates
from reconcile.model import RecordedClaim

_START = datetime(2026, 3, 1, tzinfo=UTC)
_ORIGINS = 10
_SIZES = (50, 200)


def rows(size: int) -> list[dict[str, object]]:
    """Return `size` claims of ten origins whose figures grow, as JSON objects."""
    return [
        {
            "category": "killed",
            "count": {"low": 3 + place // 5, "high": 3 + place // 5, "qualifier": "exact"},
            "attribution": {"source": f"مصدر {place % _ORIGINS}"},
            "published_at": _START + timedelta(minutes=place),
        }
        for place in range(size)
    ]


def main() -> None:
    """Print the ratios."""
    for size in _SIZES:
        given = rows(size)
        claims = [RecordedClaim.model_validate(row) for row in given]
        floor = seconds(lambda given=given: [RecordedClaim.model_validate(row) for row in given])  # type: ignore[misc]
        estimating = seconds(lambda claims=claims: current_estimates(claims))  # type: ignore[misc]
        replaying = seconds(lambda claims=claims: reconcile(claims))  # type: ignore[misc]
        report(f"estimating {size} claims", estimating, "validating them", floor)
        report(f"the history of {size} claims", replaying, "validating them", floor)
