"""Ratios of times taken in one run, so that a machine's speed cancels out."""

import time
from collections.abc import Callable

_ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    """Return the shortest of several runs of `work`, after one that does not count."""
    work()
    times = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def report(what: str, taken: float, yardstick: str, against: float, detail: str = "") -> None:
    """Print how many times as long `what` took as `yardstick` in this run."""
    print(f"{what}: {taken / against:.1f} times {yardstick}{f' ({detail})' if detail else ''}")
