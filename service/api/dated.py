"""Claims as they are sent to be recorded: what the ledger takes, by whatever way it comes."""

from typing import Annotated, Self

from pydantic import AfterValidator, model_validator

from reconcile.fields import Moment
from reconcile.model import Claim, Count, Evidence
from service.api.labels import Label
from service.api.pages import LAST_NUMBER


def _without_nul(count: Count) -> Count:
    if "\0" in (count.term or ""):
        raise ValueError("term holds a NUL character, which no store and no reader can do with")
    return count


def _from_a_text(evidence: Evidence) -> Evidence:
    for name in ("exact", "prefix", "suffix"):
        if "\0" in getattr(evidence, name):
            raise ValueError(f"{name} holds a NUL character, which no text can hold")
    if evidence.end > LAST_NUMBER:
        raise ValueError(f"no text is so long that its words end at {evidence.end:,}")
    return evidence


class DatedClaim(Claim):
    """A claim as it is sent to be recorded: dated; the ledger gives it its id and `recorded_at`."""

    count: Annotated[Count, AfterValidator(_without_nul)]
    evidence: Annotated[Evidence, AfterValidator(_from_a_text)] | None = None
    publisher: Label | None = None
    published_at: Moment

    @model_validator(mode="after")
    def _counts_from_before_it_counts_until(self) -> Self:
        until = self.as_of or self.published_at
        if self.since is not None and self.since > until:
            since = self.since.isoformat()
            raise ValueError(f"since ({since}) is later than the figure itself, {until.isoformat()}")
        return self
