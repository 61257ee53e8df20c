"""Evidence as Web Annotation selectors, with which other tools find the words in the text."""

from typing import Literal

from pydantic import Field

from reconcile.fields import Frozen
from reconcile.model import Evidence
from service.store.records import LedgerClaim


class TextQuoteSelector(Frozen):
    """The words, and what stands before and after them (Web Annotation Data Model, 4.2.4)."""

    type: Literal["TextQuoteSelector"] = "TextQuoteSelector"
    exact: str
    prefix: str
    suffix: str


class TextPositionSelector(Frozen):
    """Where the words stand in the report's text, in code points (Web Annotation Data Model, 4.2.5)."""

    type: Literal["TextPositionSelector"] = "TextPositionSelector"
    start: int
    end: int


Selectors = tuple[TextQuoteSelector, TextPositionSelector]


class ShownClaim(LedgerClaim):
    """A claim in the ledger, on request with its evidence, if it has any, as selectors."""

    selectors: Selectors | None = Field(default=None, exclude_if=lambda value: value is None)


def with_selectors(claim: LedgerClaim) -> ShownClaim:
    """Return a claim with its evidence as selectors, where it has evidence."""
    found = claim.evidence
    return ShownClaim(**dict(claim), selectors=selectors_of(found) if found else None)


def selectors_of(evidence: Evidence) -> Selectors:
    """Return evidence as selectors: its words and its place say the same."""
    quote = TextQuoteSelector(exact=evidence.exact, prefix=evidence.prefix, suffix=evidence.suffix)
    return (quote, TextPositionSelector(start=evidence.start, end=evidence.end))
