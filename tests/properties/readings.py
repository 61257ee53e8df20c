"""What the laws compare: an estimate without its list of claims."""

from collections.abc import Iterable
from typing import Any

from reconcile import reconcile
from reconcile.model import Category, Claim, Estimate, History, Retraction


def estimate(
    claims: Iterable[Claim], retractions: Iterable[Retraction] = (), policy: str = "agreement"
) -> Estimate | None:
    """Return the estimate of the killed, None where there is none."""
    history = reconcile(claims, retractions=retractions, policy=policy)
    return history.estimates.get(Category.KILLED)


def reading(found: Estimate | None) -> dict[str, Any] | None:
    """Return all that an estimate says, but for the list of its claims."""
    return None if found is None else found.model_dump(exclude={"standings"})


def all_readings(
    claims: Iterable[Claim], retractions: Iterable[Retraction] = (), policy: str = "agreement"
) -> dict[Category, dict[str, Any] | None]:
    """Return all that each estimate says that knows anything, but for the list of its claims."""
    history = reconcile(claims, retractions=retractions, policy=policy)
    return {c: reading(found) for c, found in history.estimates.items() if found.low is not None}


def figures(found: Estimate | None) -> tuple[int | None, int | None, int | None]:
    """Return low, best and high; of no estimate, nothing."""
    return (None, None, None) if found is None else (found.low, found.best, found.high)


def last_figures(history: History) -> tuple[int | None, int | None, int | None]:
    """Return low, best and high after the last revision."""
    if not history.revisions:
        return (None, None, None)
    after = history.revisions[-1].after
    return (after.low, after.best, after.high)
