"""The record that claims and retractions make: each id once, and what can't stand left out, by name.

One refused claim never keeps the others from being reconciled.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from reconcile.estimation.revisions import arrival
from reconcile.model import Claim, RecordedClaim, Refusal, Retraction

SKEW = timedelta(days=1)
"""How far a claim may speak of a time after its record: clocks differ, and some days begin elsewhere."""


@dataclass(slots=True)
class Record:
    """Claims, each id once, their retractions, each claim's first, and what was refused."""

    claims: list[RecordedClaim] = field(default_factory=list)
    retractions: list[Retraction] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def record_of(claims: Iterable[Claim], retractions: Iterable[Retraction]) -> Record:
    """Return the record of claims and retractions given in any order.

    A claim given twice is known since the earlier time. Refused are: a claim without a date, one that
    speaks of a time after its record by more than `SKEW`, another claim under an id that is taken, a
    retraction of no claim, and one that precedes its claim.
    """
    record = Record()
    by_id: dict[str, RecordedClaim] = {}
    for place, claim in enumerate(claims, start=1):
        reason, recorded = _recorded(claim)
        known = by_id.get(recorded.id) if recorded else None
        if recorded and known and _is_another(recorded, known):
            reason = f"two different claims have the id {known.id!r}"
        if reason or recorded is None:
            record.refused.append(_refusal("claim", place, recorded.id if recorded else None, reason))
        elif known is None or recorded.recorded_at < known.recorded_at:
            by_id[recorded.id] = recorded
    record.claims = list(by_id.values())
    _take_back(record, by_id, retractions)
    return record


def _refusal(what: Literal["claim", "retraction"], place: int, id_: str | None, reason: str) -> Refusal:
    return Refusal(what=what, place=place, claim_id=id_, reason=reason)


def _recorded(claim: Claim) -> tuple[str, RecordedClaim | None]:
    """Return what is wrong with a claim, "" if nothing is, and the claim as recorded, if it can be."""
    if not isinstance(claim, RecordedClaim):
        if claim.published_at is None:
            return "it has no date; give it published_at with an offset", None
        said = {name: value for name, value in dict(claim).items() if value is not None}
        claim = RecordedClaim.model_validate(said)
    if claim.as_of - claim.recorded_at > SKEW:
        ahead = f"as_of, {_said(claim.as_of)}, is more than a day after recorded_at"
        return f"{ahead}, {_said(claim.recorded_at)}", claim
    return "", claim


def _said(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _is_another(claim: RecordedClaim, known: RecordedClaim) -> bool:
    """Tell whether two claims of one id say different things; two reports can hold the same words."""
    return any(getattr(claim, field) != getattr(known, field) for field in Claim.model_fields)


def _take_back(
    record: Record, by_id: dict[str, RecordedClaim], retractions: Iterable[Retraction]
) -> None:
    first: dict[str, Retraction] = {}
    placed = sorted(enumerate(retractions, start=1), key=lambda item: (arrival(item[1]), item[0]))
    for place, retraction in placed:
        claim = by_id.get(retraction.claim_id)
        if claim is None:
            reason = f"the retraction of {retraction.claim_id!r} names no claim"
        elif retraction.recorded_at < claim.recorded_at:
            reason = f"claim {claim.id!r} is retracted before it was recorded"
        else:
            first.setdefault(claim.id, retraction)
            continue
        record.refused.append(_refusal("retraction", place, retraction.claim_id, reason))
    record.retractions = list(first.values())
