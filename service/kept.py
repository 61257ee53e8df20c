"""What was made of an incident's account, kept as long as the ledger's is the very same value."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from reconcile.estimation.account import Account

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """Values by key, as many as are together no larger than `most`; those used last stay."""

    def __init__(self, most: int, size: Callable[[Value], int]) -> None:
        self._most = most
        self._size_of = size
        self._values: OrderedDict[Key, tuple[Account, Value]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def known(self, key: Key, account: Account) -> Value | None:
        """Return the value that was made of an account, if it is kept."""
        with self._lock:
            kept = self._values.get(key)
            if kept is None or kept[0] is not account:
                return None
            self._values.move_to_end(key)
            return kept[1]

    def keep(self, key: Key, account: Account, value: Value) -> Value:
        """Keep a value, in place of an older one and of those not asked for longest; return it."""
        with self._lock:
            self._forget(self._values.pop(key, None))
            self._values[key] = (account, value)
            self._size += self._size_of(value)
            while self._size > self._most:
                self._forget(self._values.popitem(last=False)[1])
        return value

    def _forget(self, kept: tuple[Account, Value] | None) -> None:
        self._size -= self._size_of(kept[1]) if kept else 0
