"""The claims of a category as rows of a table that a spreadsheet opens."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from reconcile.model import Standing
from service.pages.asked import written
from service.pages.readings import Reading

COLUMNS = (
    "claim_id",
    "category",
    "low",
    "high",
    "qualifier",
    "unit",
    "scope",
    "denied",
    "preliminary",
    "source",
    "via",
    "publisher",
    "published_at",
    "as_of",
    "recorded_at",
    "words",
    "origin",
    "role",
    "sets",
    "reason",
    "retracted_at",
    "report_id",
    "final",
    "since",
    "term",
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_rows(reading: Reading) -> Iterator[Sequence[str]]:
    """Yield the header, then a row a claim, in the order in which they are heard.

    Last come the claims of other categories that set a bound.
    """
    yield COLUMNS
    estimate = reading.estimate
    for standing in (*estimate.standings, *estimate.beside) if estimate else ():
        yield [_cell(value) for value in _values(reading, standing)]


def _values(reading: Reading, standing: Standing) -> list[object]:
    claim, estimate = reading.claims[standing.claim_id], reading.estimate
    return [
        claim.id,
        claim.category,
        claim.count.low,
        claim.count.high,
        claim.count.qualifier,
        claim.count.unit,
        claim.scope,
        claim.denied,
        claim.preliminary,
        claim.attribution.source,
        "; ".join(claim.attribution.via),
        claim.publisher,
        claim.published_at,
        claim.as_of,
        claim.recorded_at,
        claim.evidence.exact if claim.evidence else None,
        standing.origin,
        standing.role,
        " ".join(estimate.figures_set_by(claim.id)) if estimate else None,
        standing.reason,
        claim.retraction.recorded_at if claim.retraction else None,
        claim.report_id,
        claim.final,
        claim.since,
        claim.count.term,
    ]


def _cell(value: object) -> str:
    """Return a value as text that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return written(value) or ""
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
