"""What a key can be good for."""

from enum import StrEnum


class Scope(StrEnum):
    """What a key is good for; each scope implies those before it."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"

    def allows(self, asked: "Scope") -> bool:
        """Tell whether a key of this scope may do what asks for `asked`."""
        order = list(Scope)
        return order.index(self) >= order.index(asked)
