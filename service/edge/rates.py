"""How often one caller may ask: a bucket of tokens each, refilled at a steady rate."""

import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_CALLERS = 10_000


class Buckets:
    """A bucket a caller: `burst` tokens at first, `rate` more a second, never above `burst`.

    A rate of 0 sets no limit. Only the callers seen last are remembered, so that many addresses fill no
    memory; a forgotten one begins with a full bucket. `now` tells seconds that never go back.
    """

    def __init__(self, rate: float, burst: int, now: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._burst = burst
        self._now = now
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str) -> float:
        """Take a token; return 0, or how many seconds to wait where there is none."""
        if self._rate == 0:
            return 0.0
        now = self._now()
        tokens, since = self._buckets.pop(caller, (float(self._burst), now))
        tokens = min(self._burst, tokens + (now - since) * self._rate)
        taken = 1 if tokens >= 1 else 0
        self._buckets[caller] = (tokens - taken, now)
        if len(self._buckets) > _MOST_CALLERS:
            self._buckets.popitem(last=False)
        return 0.0 if taken else (1 - tokens) / self._rate
