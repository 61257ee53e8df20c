"""Reconciling claims of one incident, one at a time, against validating them.

The account takes each claim and says what it revises; at the end it gives the estimates with all that
stands behind them. Claims come from ten origins at a hundred claims to a thousand at 10^5; their
figures grow, are said again, and one in seven speaks of an earlier time than the claim before.
"""

import random
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import process_time

from reconcile.estimation.account import Account
from reconcile.model import RecordedClaim

_START = datetime(2026, 3, 1, tzinfo=UTC)
_SIZES = ((100, 10), (1_000, 100), (10_000, 300), (100_000, 1_000))
"""How many claims, and of how many origins."""


def rows(size: int, origins: int) -> list[dict[str, object]]:
    """Return claims of one incident as JSON objects, drawn by a fixed seed."""
    draw = random.Random(2026)  # noqa: S311 - a mix, not a secret
    said: list[dict[str, object]] = []
    for place in range(size):
        toll = 3 + 200 * place // size
        heard = _START + timedelta(minutes=place)
        figure = max(1, toll - draw.choice((0, 0, 0, 1, 2)))
        said.append(
            {
                "category": draw.choice(("killed", "killed", "injured")),
                "count": {"low": figure, "high": figure, "qualifier": "exact"},
                "attribution": {"source": f"مصدر {draw.randrange(origins)}"},
                "published_at": heard - timedelta(minutes=draw.choice((0, 0, 0, 0, 0, 0, 5))),
                "recorded_at": heard,
            }
        )
    return said


def _seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def _account(claims: list[RecordedClaim]) -> Account:
    account = Account.opened()
    for claim in claims:
        account, _ = account.after(claim)
    return account


def main() -> None:
    """Print the ratios."""
    a_claim: dict[int, float] = {}
    for size, origins in _SIZES:
        given = rows(size, origins)
        rounds = max(1, 2_000 // size)
        claims = [RecordedClaim.model_validate(row) for row in given]
        floor = min(
            _seconds(lambda given=given: [RecordedClaim.model_validate(row) for row in given])  # type: ignore[misc]
            for _ in range(rounds)
        )
        made: list[Account] = []
        taken = min(
            _seconds(lambda claims=claims, made=made: made.append(_account(claims)))  # type: ignore[misc]
            for _ in range(rounds)
        )
        account = made[-1]
        told = _seconds(account.estimates)
        a_claim[size] = taken / size
        print(
            f"reconciling {size:,} claims of {origins:,} origins: {taken / floor:.1f} times validating"
            f" them ({1e6 * taken / size:.0f} µs a claim here); explained in {told / floor:.1f}"
        )
    smallest, largest = min(a_claim), max(a_claim)
    growth = a_claim[largest] / a_claim[smallest]
    print(f"a claim at {largest:,}: {growth:.2f} times one at {smallest:,}")
    for size in (1_000, 10_000):
        claims = [RecordedClaim.model_validate(row) for row in rows(size, 100)]
        tracemalloc.start()
        kept = _account(claims)
        memory, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(
            f"memory of an account of {len(kept.claims):,} claims: {memory / size / 1e3:.1f} kB a claim"
        )
