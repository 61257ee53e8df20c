"""Claims to one estimate a category, and the sequence of claims to the sequence of revisions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reconcile.estimation.account import Account
from reconcile.estimation.record import Record, record_of
from reconcile.estimation.revisions import Event, arrival
from reconcile.model import Claim, History, RecordedClaim, Retraction, Revision, SourceProfile


class NoMoment(ValueError):
    """A time to ask by that has no offset; the message names it."""


def reconcile(
    claims: Iterable[Claim],
    *,
    retractions: Iterable[Retraction] = (),
    policy: str = "agreement",
    convention: str = "literal",
    profiles: Iterable[SourceProfile] = (),
    as_of: datetime | None = None,
    known_at: datetime | None = None,
) -> History:
    """Return the estimate of each category, and the revisions that led to it.

    Args:
        claims: of one incident, in any order; each dated by `published_at`. A plain `Claim` counts as
            recorded when it was published. What can't stand is named in `refused`, and the rest is
            reconciled (`record.py` has the rules).
        retractions: of some of those claims.
        policy: the name of a policy.
        convention: the name of a convention for vague words.
        profiles: what is known of sources.
        as_of: leave out claims that speak of a later time: what do we now think the toll was then?
        known_at: leave out what was recorded later: what would we have answered then?

    Raises:
        NoMoment: `as_of` or `known_at` has no offset.
        UnknownPolicy, UnknownConvention: the message lists those there are.
        ConflictingProfiles: two profiles claim one name.
    """
    account = Account.opened(policy=policy, convention=convention, profiles=profiles)
    record = record_of(claims, retractions)
    known = _known(record, as_of, known_at)
    events: list[Event] = [*known.claims, *known.retractions]
    revisions: list[Revision] = []
    for event in sorted(events, key=arrival):
        account, caused = account.after(event)
        revisions += caused
    return History(
        estimates=account.estimates(), revisions=tuple(revisions), refused=tuple(record.refused)
    )


def current_account(
    claims: Iterable[Claim],
    *,
    retractions: Iterable[Retraction] = (),
    policy: str = "agreement",
    convention: str = "literal",
    profiles: Iterable[SourceProfile] = (),
    as_of: datetime | None = None,
    known_at: datetime | None = None,
) -> Account:
    """Return the account in which `reconcile` ends; arguments and errors are the same."""
    account = Account.opened(policy=policy, convention=convention, profiles=profiles)
    known = _known(record_of(claims, retractions), as_of, known_at)
    retracted = (retraction.claim_id for retraction in known.retractions)
    return account.with_record(known.claims, retracted)


@dataclass(frozen=True, slots=True)
class _Known:
    claims: list[RecordedClaim]
    retractions: list[Retraction]


def _known(record: Record, as_of: datetime | None, known_at: datetime | None) -> _Known:
    """Return what had been recorded by `known_at` and speaks of no later time than `as_of`."""
    for name, moment in (("as_of", as_of), ("known_at", known_at)):
        if moment is not None and moment.utcoffset() is None:
            raise NoMoment(f"{name} has no offset, so it is no moment")
    kept = [
        claim
        for claim in record.claims
        if (as_of is None or claim.as_of <= as_of)
        and (known_at is None or claim.recorded_at <= known_at)
    ]
    ids = {claim.id for claim in kept}
    effective = [
        retraction
        for retraction in record.retractions
        if retraction.claim_id in ids and (known_at is None or retraction.recorded_at <= known_at)
    ]
    return _Known(kept, effective)
