"""Origins: the innermost source of a claim, one for all the names it goes by."""

from dataclasses import dataclass, field

from reconcile import lexicon
from reconcile.model import Claim


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """An independent voice: `key` is its identity, `name` what people call it."""

    key: str
    name: str = field(compare=False)


UNKNOWN = Origin("", "an unnamed source")
"""The origin of a claim that names neither source nor publisher: all such claims are one voice."""


def is_named(claim: Claim) -> bool:
    """Tell whether the text attributes the claim to somebody, and not to "media reports"."""
    source = claim.attribution.source
    return source is not None and not lexicon.sources().is_nobody(source)


def is_official(claim: Claim) -> bool:
    """Tell whether the claim is attributed to an office, by its name."""
    source = claim.attribution.source
    return source is not None and lexicon.sources().is_official(source)


def origin(claim: Claim) -> Origin:
    """Return the claim's origin: its source, else its publisher, aliases resolved."""
    written = claim.attribution.source or claim.publisher
    if written is None:
        return UNKNOWN
    known = lexicon.sources()
    key = known.key(written)
    return Origin(key, known.name(key) or written)
