"""Claims as tests write them: who says how many, an hour after whom."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from reconcile.model import RecordedClaim

START = datetime(2031, 5, 4, tzinfo=UTC)

Fields = dict[str, object]


def hours(n: float) -> datetime:
    """Return the moment so many hours after the start."""
    return START + timedelta(hours=n)


def exactly(n: int) -> Fields:
    """Return the count of exactly n."""
    return {"low": n, "high": n, "qualifier": "exact"}


def at_least(n: int) -> Fields:
    """Return the count of n or more."""
    return {"low": n, "high": None, "qualifier": "at_least"}


def claim(
    hour: float, source: str | None, count: int | Mapping[str, object], **fields: object
) -> RecordedClaim:
    """Return a claim on the killed, or on what `fields` say."""
    said = {
        "category": "killed",
        "count": exactly(count) if isinstance(count, int) else count,
        "attribution": {"source": source},
        "publisher": "صحيفة المرفأ",
        "published_at": hours(hour),
    }
    return RecordedClaim.model_validate(said | fields)
