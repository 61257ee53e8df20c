"""Revisions: what changed between two estimates, by which claim, said in one plain sentence."""

from reconcile.estimation.origins import origin
from reconcile.estimation.wording import figures_in_words, words_of
from reconcile.model import (
    Estimate,
    Figures,
    RecordedClaim,
    Retraction,
    Revision,
    RevisionKind,
    Status,
)

Event = RecordedClaim | Retraction
"""What can change an estimate: a claim recorded, or one taken back."""

_CHANGES = {
    RevisionKind.INITIAL: "{category}: {after}, where nothing was known",
    RevisionKind.RAISED: "{category} raised from {before} to {after}",
    RevisionKind.LOWERED: "{category} lowered from {before} to {after}",
    RevisionKind.NARROWED: "{category} narrowed from {before} to {after}",
    RevisionKind.WIDENED: "{category} widened from {before} to {after}",
    RevisionKind.CONTESTED: "{category} contested, {after} after {before}",
    RevisionKind.SETTLED: "{category} no longer contested: {after} after {before}",
    RevisionKind.CONFIRMED: "{category} stays {after}, now {status}",
    RevisionKind.RETRACTED: "{category} went from {before} to {after}",
}


def revise(
    number: int,
    before: Estimate | None,
    after: Estimate,
    cause: RecordedClaim,
    retraction: Retraction | None = None,
) -> Revision | None:
    """Return the revision that leads from one estimate to the next, or None if the figures stand.

    Args:
        number: the revision's place in its incident's history, from 1.
        before: the estimate before, None if there was none.
        after: the estimate after.
        cause: the claim that was recorded or, with `retraction`, taken back.
        retraction: why and when it was taken back.
    """
    old = _figures(before) if before else None
    new = _figures(after)
    if old == new or (old is None and new.low is None):
        return None
    kind = RevisionKind.RETRACTED if retraction else _kind(old, new)
    return Revision(
        number=number,
        category=after.category,
        kind=kind,
        before=old,
        after=new,
        claim_id=cause.id,
        recorded_at=(retraction or cause).recorded_at,
        sentence=_sentence(kind, after, old, cause, retraction),
    )


def _figures(estimate: Estimate) -> Figures:
    return Figures(**{name: getattr(estimate, name) for name in Figures.model_fields})


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
    kind: RevisionKind,
    after: Estimate,
    old: Figures | None,
    cause: RecordedClaim,
    retraction: Retraction | None,
) -> str:
    change = _CHANGES[kind].format(
        category=after.category.capitalize(),
        before=figures_in_words(old) if old else "unknown",
        after=figures_in_words(after),
        status=after.status.replace("_", " "),
    )
    who = origin(cause).name
    words = words_of(cause)
    if retraction:
        return f"{change}: the claim {words} of {who} was retracted ({retraction.reason})."
    return f"{change}: {who} says {words}."
