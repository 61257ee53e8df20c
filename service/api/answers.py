"""The last answers to the usual question: what is the toll, as now known, by the default policy?"""

from collections import OrderedDict
from threading import Lock
from typing import Final

from reconcile.estimation.account import Account

MOST_BYTES: Final = 64_000_000
"""How large all answers that are kept may be together."""


class Answers:
    """Answers as bytes, one an incident; each is good as long as its account is the very same value."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[str, tuple[Account, bytes]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def known(self, incident_id: str, account: Account) -> bytes | None:
        """Return the answer that was made of an account, if it is kept."""
        with self._lock:
            kept = self._kept.get(incident_id)
            if kept is None or kept[0] is not account:
                return None
            self._kept.move_to_end(incident_id)
            return kept[1]

    def keep(self, incident_id: str, account: Account, answer: bytes) -> bytes:
        """Keep an answer, in place of an older one and of those not asked for longest; return it."""
        with self._lock:
            self._forget(self._kept.pop(incident_id, None))
            self._kept[incident_id] = (account, answer)
            self._bytes += len(answer)
            while self._bytes > self._most_bytes:
                self._forget(self._kept.popitem(last=False)[1])
        return answer

    def _forget(self, kept: tuple[Account, bytes] | None) -> None:
        self._bytes -= len(kept[1]) if kept else 0
