"""The account of an incident: all that is known of it so far, and what one more event changes.

A frozen value: `after` an event it is another one. An event costs what its transcript costs, and a
ruling on each category that it can change, however many came before it.
"""

from __future__ import annotations  # the persistent maps have no [] at run time

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from rpds import HashTrieMap, HashTrieSet

from reconcile.estimation.conventions import convention_named
from reconcile.estimation.crossing import depending_on, said_beside
from reconcile.estimation.heard import Heard
from reconcile.estimation.hearing import Hearing, Method
from reconcile.estimation.origins import Origins
from reconcile.estimation.policies import policy_named
from reconcile.estimation.policies.policy import Policy, Ruling
from reconcile.estimation.position import Position
from reconcile.estimation.revisions import Cause, Event, revise
from reconcile.estimation.standings import standings, standings_beside
from reconcile.estimation.transcript import Transcript
from reconcile.model import (
    Category,
    Estimate,
    Figures,
    RecordedClaim,
    Retraction,
    Revision,
    SourceProfile,
)


@dataclass(frozen=True, slots=True)
class Account:
    """An incident's claims so far and what they make.

    `claims` holds them by id, live and retracted ones; `alone` what was heard of each category by
    itself, `heard` read with the others; `rulings` what the policy makes of that; `revisions` how many.
    """

    policy: Policy
    method: Method
    claims: HashTrieMap[str, RecordedClaim] = HashTrieMap()
    retracted: HashTrieSet[str] = HashTrieSet()
    transcripts: Mapping[Category, Transcript] = field(default_factory=dict)
    alone: Mapping[Category, Heard] = field(default_factory=dict)
    heard: Mapping[Category, Heard] = field(default_factory=dict)
    rulings: Mapping[Category, Ruling] = field(default_factory=dict)
    revisions: int = 0

    @classmethod
    def opened(
        cls,
        *,
        policy: str = "agreement",
        convention: str = "literal",
        profiles: Iterable[SourceProfile] = (),
    ) -> Account:
        """Return the account of an incident that nobody has spoken of yet.

        Raises:
            UnknownPolicy, UnknownConvention: the message lists those there are.
            ConflictingProfiles: two profiles claim one name.
        """
        method = Method(convention_named(convention), Origins(profiles))
        return cls(policy_named(policy), method)

    def with_record(
        self, claims: Iterable[RecordedClaim], retracted: Iterable[str], *, revisions: int = 0
    ) -> Account:
        """Return this account, still empty, with a valid record taken in, its history not replayed."""
        return replace(self._taking_in(claims, retracted)[0], revisions=revisions)

    def under(self, policy: str) -> Account:
        """Return what another policy makes of the same claims; nothing is heard again.

        Raises:
            UnknownPolicy: the message lists those there are.
        """
        ruling = policy_named(policy)
        rulings = {category: ruling.rule(heard) for category, heard in self.heard.items()}
        return replace(self, policy=ruling, rulings=rulings)

    def having_heard(self, events: Iterable[Event]) -> Account:
        """Return the account with several events taken in, each as `after` takes it, ruled on once.

        What it makes in the end is the same; which revisions each would have caused is not asked.
        """
        return self._taking_in(*_told_apart(events))[0]

    def after(self, event: Event) -> tuple[Account, tuple[Revision, ...]]:
        """Return the account with `event` taken in, and the revisions it caused.

        The event is a claim not yet in the account, or the retraction of one that is and that has not
        been retracted before.
        """
        heard, concerned = self._taking_in(*_told_apart((event,)))
        retraction = event if isinstance(event, Retraction) else None
        claim = self.claims[event.claim_id] if isinstance(event, Retraction) else event
        cause = Cause(claim, self.method.origins.origin(claim), retraction)
        revisions: list[Revision] = []
        for category in concerned:
            number = self.revisions + len(revisions) + 1
            before, after = self.rulings.get(category), heard.rulings[category]
            if before is not after and (revision := revise(number, category, before, after, cause)):
                revisions.append(revision)
        count = self.revisions + len(revisions)
        return replace(heard, revisions=count) if revisions else heard, tuple(revisions)

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories that anybody spoke of, in their order."""
        return tuple(category for category in Category if category in self.transcripts)

    def figures(self) -> dict[Category, Figures]:
        """Return the figures of each category, without what stands behind them."""
        return {category: self.rulings[category].figures for category in self.categories}

    def estimates(self) -> dict[Category, Estimate]:
        """Return the estimates with all that stands behind them; linear in the claims."""
        return {category: self.estimate(category) for category in self.categories}

    def estimate(self, category: Category) -> Estimate:
        """Return the estimate of a category that somebody spoke of; linear in its claims."""
        transcript = self.transcripts[category]
        heard, ruling = self.heard[category], self.rulings[category]
        held = heard.positions
        low, high = ruling.setters_of_low(heard), ruling.setters_of_high(heard)
        setting = {claim.id: claim for position in (*low, *high) for claim in position.claims}
        others = [claim for claim in setting.values() if claim.category is not category]
        return Estimate(
            **dict(ruling.figures),
            category=category,
            origins=tuple(speaker.name for speaker in sorted({p.origin for p in held})),
            low_claims=_claim_ids(low),
            best_claims=_claim_ids([ruling.best] if ruling.best else []),
            high_claims=_claim_ids(high),
            standings=standings(transcript, heard, ruling.best),
            beside=standings_beside(others, self.method.origins),
            policy=self.policy.method,
            convention=self.method.convention.method,
        )

    def _taking_in(
        self, came: Iterable[RecordedClaim], taken_back: Iterable[str]
    ) -> tuple[Account, tuple[Category, ...]]:
        """Return the account with claims taken in, and some of all of them taken back, by their ids.

        Also the categories that they can have changed.
        """
        by_id, going = {claim.id: claim for claim in came}, list(taken_back)
        claims = self.claims.update(by_id)
        spoken_of: dict[Category, tuple[list[RecordedClaim], list[RecordedClaim]]] = {}
        for claim in by_id.values():
            spoken_of.setdefault(claim.category, ([], []))[0].append(claim)
        for id_ in going:
            spoken_of.setdefault(claims[id_].category, ([], []))[1].append(claims[id_])
        transcripts = dict(self.transcripts)
        for category, said in spoken_of.items():
            so_far = transcripts.get(category) or Transcript(Hearing(self.method))
            transcripts[category] = so_far.having_heard(*said)
        alone = dict(self.alone)
        for category in spoken_of:
            hearing, before = transcripts[category].hearing, self.transcripts.get(category)
            if before is None or before.hearing is not hearing:
                alone[category] = hearing.heard()
        concerned = dict.fromkeys(
            c for spoken in spoken_of for c in depending_on(spoken) if c in transcripts
        )
        heard, rulings = self._ruled(concerned, alone)
        account = Account(
            self.policy,
            self.method,
            claims,
            self.retracted.update(going),
            transcripts,
            alone,
            heard,
            rulings,
            self.revisions,
        )
        return account, tuple(concerned)

    def _ruled(
        self, categories: Iterable[Category], alone: Mapping[Category, Heard]
    ) -> tuple[Mapping[Category, Heard], Mapping[Category, Ruling]]:
        """Return all that was heard and ruled, some categories anew by what now was heard alone."""
        heard, rulings = dict(self.heard), dict(self.rulings)
        for category in categories:
            before, beside = heard.get(category), said_beside(category, alone)
            heard_more = self.alone.get(category) is not alone[category]
            if before is None or heard_more or before.beside != beside:
                heard[category] = together = alone[category].read_with(beside)
                rulings[category] = self.policy.rule(together)
        return heard, rulings


def _claim_ids(setters: Iterable[Position]) -> tuple[str, ...]:
    return tuple(sorted({claim.id for position in setters for claim in position.claims}))


def _told_apart(events: Iterable[Event]) -> tuple[list[RecordedClaim], list[str]]:
    """Return the claims among events, and the ids of those taken back."""
    claims: list[RecordedClaim] = []
    taken_back: list[str] = []
    for event in events:
        if isinstance(event, Retraction):
            taken_back.append(event.claim_id)
        else:
            claims.append(event)
    return claims, taken_back
