"""Revisions: what changed between two rulings, by which claim, said in one plain sentence."""

from dataclasses import dataclass
from datetime import datetime

from reconcile.estimation.origins import Origin
from reconcile.estimation.policies.policy import Ruling
from reconcile.estimation.wording import ARABIC, ENGLISH, Wording
from reconcile.model import Category, Figures, RecordedClaim, Retraction, Revision, RevisionKind, Status

Event = RecordedClaim | Retraction
"""What can change an estimate: a claim recorded, or one taken back."""


def arrival(event: Event) -> tuple[datetime, bool, datetime, int, str]:
    """Return the order in which events became known.

    Those of one moment come by the time they speak of, then as their text has them, so that many
    claims recorded at once are heard in their order and none goes back.
    """
    if isinstance(event, Retraction):
        return (event.recorded_at, True, event.recorded_at, 0, event.claim_id)
    start = event.evidence.start if event.evidence else 0
    return (event.recorded_at, False, event.as_of, start, event.id)


@dataclass(frozen=True, slots=True)
class Cause:
    """What changed an estimate: an origin's claim, recorded or, by a retraction, taken back."""

    claim: RecordedClaim
    origin: Origin
    retraction: Retraction | None = None


def revise(
    number: int, category: Category, before: Ruling | None, after: Ruling, cause: Cause
) -> Revision | None:
    """Return the revision that leads from one ruling to the next, or None if the figures stand.

    Args:
        number: the revision's place in its incident's history, from 1.
        category: whose estimate it is; the cause can be a claim of another.
        before: the ruling before, None if there was none.
        after: the ruling after.
        cause: what changed it.
    """
    old = before.figures if before else None
    new = after.figures
    if old == new or (old is None and new.low is None):
        return None
    kind = RevisionKind.RETRACTED if cause.retraction else _kind(old, new)
    own = before is not None and before.best is not None and before.best.origin == cause.origin
    if kind is RevisionKind.LOWERED and own and cause.claim.category is category:
        kind = RevisionKind.CORRECTED
    return Revision(
        number=number,
        category=category,
        kind=kind,
        before=old,
        after=new,
        claim_id=cause.claim.id,
        recorded_at=(cause.retraction or cause.claim).recorded_at,
        sentence=_sentence(ENGLISH, kind, category, (old, new), cause),
        sentence_ar=_sentence(ARABIC, kind, category, (old, new), cause),
    )


def _kind(old: Figures | None, new: Figures) -> RevisionKind:
    if old is None or old.low is None:
        return RevisionKind.INITIAL
    if (old.status is Status.CONTESTED) != (new.status is Status.CONTESTED):
        return RevisionKind.CONTESTED if new.status is Status.CONTESTED else RevisionKind.SETTLED
    if (old.low, old.best, old.high) == (new.low, new.best, new.high):
        return RevisionKind.CONFIRMED
    if old.best is not None and new.best is not None and old.best != new.best:
        return RevisionKind.RAISED if new.best > old.best else RevisionKind.LOWERED
    return _change_of_range(old, new)


def _change_of_range(old: Figures, new: Figures) -> RevisionKind:
    inside, around = _holds(old, new), _holds(new, old)
    if inside:
        return RevisionKind.NARROWED
    if around:
        return RevisionKind.WIDENED
    raised = (new.low or 0) >= (old.low or 0)
    return RevisionKind.RAISED if raised else RevisionKind.LOWERED


def _holds(outer: Figures, inner: Figures) -> bool:
    below = (outer.low or 0) <= (inner.low or 0)
    above = outer.high is None or (inner.high is not None and inner.high <= outer.high)
    return below and above


def _sentence(
    wording: Wording,
    kind: RevisionKind,
    category: Category,
    figures: tuple[Figures | None, Figures],
    cause: Cause,
) -> str:
    before, after = figures
    change = wording.changes[kind].format(
        category=wording.categories[category],
        before=wording.figures(before, after) if before else wording.unknown,
        after=wording.figures(after, before),
        status=wording.statuses[after.status],
    )
    claim = cause.claim
    said = {
        "change": change,
        "who": wording.name(cause.origin),
        "words": wording.words(claim),
        "other": wording.categories[claim.category].lower(),
    }
    if cause.retraction:
        return wording.taken_back.format(**said, reason=cause.retraction.reason)
    return (wording.says if claim.category is category else wording.says_of_another).format(**said)
