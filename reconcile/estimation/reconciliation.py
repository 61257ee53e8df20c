"""Claims to one estimate a category, and the sequence of claims to the sequence of revisions."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from reconcile.estimation.conventions import Convention, convention_named
from reconcile.estimation.policies import policy_named
from reconcile.estimation.policies.policy import Policy
from reconcile.estimation.positions import Position, positions
from reconcile.estimation.revisions import Event, revise
from reconcile.model import (
    Category,
    Claim,
    Estimate,
    History,
    RecordedClaim,
    Retraction,
    Revision,
)


class ImpossibleRecord(ValueError):
    """Claims or retractions that can't stand together; the message names the claim."""


def estimate(
    category: Category,
    claims: Iterable[RecordedClaim],
    *,
    retracted: Collection[str] = (),
    policy: Policy,
    convention: Convention,
) -> Estimate:
    """Return the estimate that one category's claims make, in any order.

    Args:
        category: of all the claims.
        claims: each id once.
        retracted: the ids of the claims taken back.
        policy: how positions make figures.
        convention: how vague words are read.
    """
    held = positions(claims, retracted=retracted, convention=convention)
    ruling = policy.rule(held.positions, held.stands)
    return Estimate(
        **dict(ruling.figures),
        category=category,
        origins=tuple(speaker.name for speaker in sorted({p.origin for p in held.positions})),
        low_claims=_claim_ids(ruling.low),
        best_claims=_claim_ids(ruling.best),
        high_claims=_claim_ids(ruling.high),
        standings=held.standings,
        policy=policy.method,
        convention=convention.method,
    )


def _claim_ids(setters: Iterable[Position]) -> tuple[str, ...]:
    return tuple(sorted({claim.id for position in setters for claim in position.claims}))


def reconcile(
    claims: Iterable[Claim],
    *,
    retractions: Iterable[Retraction] = (),
    policy: str = "agreement",
    convention: str = "literal",
    as_of: datetime | None = None,
    known_at: datetime | None = None,
) -> History:
    """Return the estimate of each category, and the revisions that led to it.

    Args:
        claims: of one incident, in any order; each dated by `published_at`. A plain `Claim` counts as
            recorded when it was published.
        retractions: of some of those claims.
        policy: the name of a policy.
        convention: the name of a convention for vague words.
        as_of: leave out claims that speak of a later time: what do we now think the toll was then?
        known_at: leave out what was recorded later: what would we have answered then?

    Raises:
        ImpossibleRecord: a claim has no date, two different claims share an id, or a retraction names
            no claim or precedes it.
        UnknownPolicy, UnknownConvention: the message lists those there are.
    """
    account = Account(policy_named(policy), convention_named(convention))
    known = _known(claims, retractions, as_of, known_at)
    revisions = []
    events: list[Event] = [*known.claims, *known.retractions]
    for event in sorted(events, key=arrival):
        account, revision = account.after(event)
        if revision:
            revisions.append(revision)
    return History(estimates=_listed(account.estimates), revisions=tuple(revisions))


def current_estimates(
    claims: Iterable[Claim],
    *,
    retractions: Iterable[Retraction] = (),
    policy: str = "agreement",
    convention: str = "literal",
    as_of: datetime | None = None,
    known_at: datetime | None = None,
) -> dict[Category, Estimate]:
    """Return the estimates of `reconcile` without the revisions; arguments and errors are the same."""
    known = _known(claims, retractions, as_of, known_at)
    retracted = (retraction.claim_id for retraction in known.retractions)
    account = Account.of(known.claims, retracted, policy=policy, convention=convention)
    return _listed(account.estimates)


def _listed(estimates: Mapping[Category, Estimate]) -> dict[Category, Estimate]:
    return {category: estimates[category] for category in Category if category in estimates}


@dataclass(frozen=True, slots=True)
class _Known:
    claims: list[RecordedClaim]
    retractions: list[Retraction]


def _known(
    claims: Iterable[Claim],
    retractions: Iterable[Retraction],
    as_of: datetime | None,
    known_at: datetime | None,
) -> _Known:
    """Return what had been recorded by `known_at` and speaks of no later time than `as_of`."""
    for name, moment in (("as_of", as_of), ("known_at", known_at)):
        if moment is not None and moment.utcoffset() is None:
            raise ImpossibleRecord(f"{name} has no offset, so it is no moment")
    record = _record(claims)
    taken_back = _retractions(retractions, record)
    kept = [
        claim
        for claim in record.values()
        if (as_of is None or claim.as_of <= as_of)
        and (known_at is None or claim.recorded_at <= known_at)
    ]
    ids = {claim.id for claim in kept}
    effective = [
        retraction
        for retraction in taken_back
        if retraction.claim_id in ids and (known_at is None or retraction.recorded_at <= known_at)
    ]
    return _Known(kept, effective)


@dataclass(frozen=True, slots=True)
class Account:
    """An incident's claims so far and the estimates they make; `after` an event it is another one.

    `revisions` counts those so far. `claims` are live and retracted ones, by category.
    """

    policy: Policy
    convention: Convention
    claims: Mapping[Category, tuple[RecordedClaim, ...]] = field(default_factory=dict)
    retracted: frozenset[str] = frozenset()
    estimates: Mapping[Category, Estimate] = field(default_factory=dict)
    revisions: int = 0

    @classmethod
    def of(
        cls,
        claims: Iterable[RecordedClaim],
        retracted: Iterable[str],
        *,
        revisions: int = 0,
        policy: str = "agreement",
        convention: str = "literal",
    ) -> "Account":
        """Return the account of a record that is already valid, without replaying its history."""
        sorted_out: dict[Category, tuple[RecordedClaim, ...]] = {}
        for claim in claims:
            sorted_out[claim.category] = (*sorted_out.get(claim.category, ()), claim)
        account = cls(
            policy_named(policy),
            convention_named(convention),
            claims=sorted_out,
            retracted=frozenset(retracted),
            revisions=revisions,
        )
        estimates = {category: account._estimate(category) for category in sorted_out}
        return replace(account, estimates=estimates)

    def after(self, event: Event) -> tuple["Account", Revision | None]:
        """Return the account with `event` taken in, and the revision it caused, if any.

        The event is a claim not yet in the account, or the retraction of one that is.
        """
        if isinstance(event, Retraction):
            cause, retraction = self._claim(event.claim_id), event
            heard = replace(self, retracted=self.retracted | {cause.id})
        else:
            cause, retraction = event, None
            of_category = (*self.claims.get(cause.category, ()), cause)
            heard = replace(self, claims={**self.claims, cause.category: of_category})
        category = cause.category
        estimate_ = heard._estimate(category)
        revision = revise(self.revisions + 1, self.estimates.get(category), estimate_, cause, retraction)
        estimates = {**self.estimates, category: estimate_}
        count = self.revisions + (revision is not None)
        return replace(heard, estimates=estimates, revisions=count), revision

    def _estimate(self, category: Category) -> Estimate:
        return estimate(
            category,
            self.claims[category],
            retracted=self.retracted,
            policy=self.policy,
            convention=self.convention,
        )

    def _claim(self, claim_id: str) -> RecordedClaim:
        return next(c for claims in self.claims.values() for c in claims if c.id == claim_id)


def arrival(event: Event) -> tuple[datetime, bool, int, str]:
    """Return the order in which events became known; those of one moment as their text has them."""
    if isinstance(event, Retraction):
        return (event.recorded_at, True, 0, event.claim_id)
    start = event.evidence.start if event.evidence else 0
    return (event.recorded_at, False, start, event.id)


def _record(claims: Iterable[Claim]) -> dict[str, RecordedClaim]:
    record: dict[str, RecordedClaim] = {}
    for place, claim in enumerate(claims, start=1):
        recorded = _recorded(claim, place)
        known = record.get(recorded.id)
        if known is None or recorded.recorded_at < known.recorded_at:
            record[recorded.id] = recorded
        if known and known.model_copy(update={"recorded_at": recorded.recorded_at}) != recorded:
            raise ImpossibleRecord(f"two different claims have the id {recorded.id!r}")
    return record


def _recorded(claim: Claim, place: int) -> RecordedClaim:
    if isinstance(claim, RecordedClaim):
        return claim
    if claim.published_at is None:
        raise ImpossibleRecord(f"claim {place} has no date; give it published_at with an offset")
    said = {name: value for name, value in dict(claim).items() if value is not None}
    return RecordedClaim.model_validate(said)


def _retractions(
    retractions: Iterable[Retraction], record: dict[str, RecordedClaim]
) -> list[Retraction]:
    first: dict[str, Retraction] = {}
    for retraction in sorted(retractions, key=arrival):
        claim = record.get(retraction.claim_id)
        if claim is None:
            raise ImpossibleRecord(f"the retraction of {retraction.claim_id!r} names no claim")
        if retraction.recorded_at < claim.recorded_at:
            raise ImpossibleRecord(f"claim {claim.id!r} is retracted before it was recorded")
        first.setdefault(claim.id, retraction)
    return list(first.values())
