"""Reconciling claims of one incident, all at once and one at a time, against validating them.

All at once the account takes in the claims and rules on each category once. One at a time it takes each
claim and says what it revises. Then it gives the estimates with all that stands behind them. Claims
come from ten origins at a hundred claims to a thousand at 10^5; beside that stands what the 100,000th
claim of one incident costs next to its 100th. There are two mixes. Calm: figures of two categories
grow, are said again, and one claim in seven speaks of an earlier time than the claim before. Rough: four
categories that read each other, relays, slips, counts that contradict, parts, vague bounds, and one
claim in ten that is up to five minutes late.
"""

import gc
import random
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from time import process_time
from typing import TypeVar

from reconcile.estimation.account import Account
from reconcile.model import RecordedClaim

Given = TypeVar("Given")
Row = dict[str, object]

_START = datetime(2026, 3, 1, tzinfo=UTC)
_SIZES = ((100, 10), (1_000, 100), (10_000, 300), (100_000, 1_000))
"""How many claims, and of how many origins."""
_FEW_AND_MANY_ORIGINS = (10, 100, 1_000)
_FINAL = {"killed": 240, "injured": 900, "missing": 60, "casualties": 1_140}


def calm(size: int, origins: int) -> list[Row]:
    """Return claims of one incident as JSON objects, drawn by a fixed seed."""
    draw = random.Random(2026)  # noqa: S311 - a mix, not a secret
    said: list[Row] = []
    for place in range(size):
        toll = 3 + 200 * place // size
        heard = _START + timedelta(minutes=place)
        said.append(
            {
                "category": draw.choice(("killed", "killed", "injured")),
                "count": _exactly(max(1, toll - draw.choice((0, 0, 0, 1, 2)))),
                "attribution": {"source": f"مصدر {draw.randrange(origins)}"},
                "published_at": heard - timedelta(minutes=draw.choice((0, 0, 0, 0, 0, 0, 5))),
                "recorded_at": heard,
            }
        )
    return said


def rough(size: int, origins: int) -> list[Row]:
    """Return claims of one incident that contradict each other, as JSON objects."""
    draw = random.Random(1)  # noqa: S311 - a mix, not a secret
    said: list[Row] = []
    for place in range(size):
        heard = _START + timedelta(seconds=30 * place)
        relayed = bool(said) and not draw.randrange(5)
        claim = dict(draw.choice(said[-200:])) if relayed else _rough(draw, place / size, origins)
        late = 0 if draw.randrange(10) else draw.randint(1, 300)
        claim |= {
            "publisher": f"صحيفة {draw.randrange(40)}",
            "published_at": heard - timedelta(seconds=late),
            "recorded_at": heard,
        }
        said.append(claim)
    return said


def _rough(draw: random.Random, progress: float, origins: int) -> Row:
    """Return what a source says when the toll has gone `progress` of its way, from 0 to 1."""
    category = draw.choice(["killed"] * 5 + ["injured"] * 4 + ["missing", "casualties"])
    toll = 3 + int(_FINAL[category] * progress**0.5)
    figure = max(1, toll - draw.choice((0, 0, 0, 0, 1, 2)))
    source: str | None = f"مصدر {draw.randrange(origins)}"
    count, scope = _exactly(figure), "total"
    match draw.choices(("plain", "loose", "part", "apart", "slip"), (74, 10, 10, 5, 1)):
        case ["slip"]:
            count, source = _exactly(10 * figure), None
        case ["apart"]:
            count = _exactly(max(1, toll - draw.randint(3, 3 + toll // 4)))
        case ["loose"]:
            loose = (("at_least", None), ("about", figure), ("range", figure + 5))
            qualifier, high = draw.choice(loose)
            count = {"low": figure, "high": high, "qualifier": qualifier}
        case ["part"]:
            count = _exactly(draw.randint(1, 1 + toll // 8))
            scope = draw.choice(("subset", "subset", "subset", "increment"))
    attribution = {"source": source, "via": ["وكالة النهر"]}
    return {"category": category, "count": count, "scope": scope, "attribution": attribution}


def _exactly(figure: int) -> Row:
    return {"low": figure, "high": figure, "qualifier": "exact"}


def _least_seconds(rounds: int, work: Callable[[Given], object], given: Given) -> float:
    """Return the least processor time that some rounds of `work` take, garbage of others left out."""
    taken = []
    for _ in range(rounds):
        gc.collect()
        start = process_time()
        work(given)
        taken.append(process_time() - start)
    return min(taken)


def _account(claims: list[RecordedClaim], account: Account | None = None) -> Account:
    account = account or Account.opened()
    for claim in claims:
        if claim.id not in account.claims:
            account, _ = account.after(claim)
    return account


def _at_once(claims: list[RecordedClaim]) -> Account:
    return Account.opened().having_heard({claim.id: claim for claim in claims}.values())


def main() -> None:
    """Print the ratios."""
    for mix in (calm, rough):
        _compare(mix)
        for origins in _FEW_AND_MANY_ORIGINS:
            _compare_late_with_early(mix, origins)
    for size in (1_000, 10_000):
        claims = [RecordedClaim.model_validate(row) for row in calm(size, 100)]
        tracemalloc.start()
        kept = _account(claims)
        memory, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(
            f"memory of an account of {len(kept.claims):,} claims: {memory / size / 1e3:.1f} kB a claim"
        )


def _compare(mix: Callable[[int, int], list[Row]]) -> None:
    for way, take_in in (("at once", _at_once), ("one at a time", _account)):
        a_claim: dict[int, float] = {}
        for size, origins in _SIZES:
            given = mix(size, origins)
            claims = [RecordedClaim.model_validate(row) for row in given]
            rounds = max(1, 4_000 // size)
            floor = _least_seconds(rounds, _validated, given)
            taken = _least_seconds(rounds, take_in, claims)
            told = _least_seconds(rounds, Account.estimates, take_in(claims))
            a_claim[size] = taken / size
            print(
                f"{size:,} {mix.__name__} claims of {origins:,} origins, {way}: {taken / floor:.1f}"
                f" times validating them ({1e6 * taken / size:.0f} µs a claim here);"
                f" explained in {told / floor:.1f}"
            )
        smallest, largest = min(a_claim), max(a_claim)
        growth = a_claim[largest] / a_claim[smallest]
        print(f"a {mix.__name__} claim, {way}, at {largest:,}: {growth:.2f} times one at {smallest:,}")


def _compare_late_with_early(mix: Callable[[int, int], list[Row]], origins: int) -> None:
    """Print what the last claims of one incident cost beside those around its hundredth."""
    claims = [RecordedClaim.model_validate(row) for row in mix(100_000, origins)]
    early, late = (
        _least_seconds(rounds, partial(_account, account=_at_once(claims[:first])), claims[first:after])
        / (after - first)
        for first, after, rounds in ((50, 150, 20), (99_000, 100_000, 3))
    )
    print(
        f"the 100,000th {mix.__name__} claim of an incident of {origins:,} origins: {late / early:.2f}"
        f" times the 100th ({1e6 * late:.0f} µs here)"
    )


def _validated(given: list[Row]) -> list[RecordedClaim]:
    return [RecordedClaim.model_validate(row) for row in given]
