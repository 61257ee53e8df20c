"""What rows are, told by their columns: so that the wrong ones are refused before any work is done."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows of one kind: their folder, the columns that tell them, and those they can't lack."""

    folder: str
    use: str
    signs: frozenset[str]
    needed: tuple[str, ...] = ()

    def told_by(self, columns: Collection[str]) -> bool:
        """Tell whether rows with these columns are of this kind."""
        return self.signs <= set(columns)


REPORTS: Final = Kind(
    "reports",
    "which hasila bulk extract reads",
    frozenset({"text"}),
    ("id", "incident", "publisher", "published_at", "text"),
)
CLAIMS: Final = Kind(
    "claims",
    "which hasila bulk reconcile and hasila bulk load read",
    frozenset({"category", "count"}),
    ("incident", "category", "count", "published_at"),
)
ESTIMATES: Final = Kind(
    "estimates", "which hasila bulk reconcile wrote", frozenset({"best", "standings"})
)
REVISIONS: Final = Kind(
    "revisions", "which hasila bulk reconcile wrote", frozenset({"number", "sentence"})
)
REJECTS: Final = Kind("rejects", "which a command left out", frozenset({"reason", "line"}))
_KINDS: Final = (REPORTS, CLAIMS, ESTIMATES, REVISIONS, REJECTS)


def mistaken(columns: Collection[str], wanted: Kind) -> str | None:
    """Say what rows with these columns are, if they are plainly of another kind than is wanted."""
    if wanted.told_by(columns):
        return None
    other = next((kind for kind in _KINDS if kind.told_by(columns)), None)
    if other is None:
        return None
    return f"it holds {other.folder}, {other.use}; this command takes {wanted.folder}"


def unfit(columns: Collection[str], wanted: Kind) -> str | None:
    """Say why a table with these columns does not do, or None."""
    missing = [name for name in wanted.needed if name not in columns]
    if not missing:
        return None
    return mistaken(columns, wanted) or (
        f"it has no column {', '.join(missing)}; it has {', '.join(columns)}"
    )
