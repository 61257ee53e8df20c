"""Replay: an event's claims one by one under a policy, and how far each answer is from the final toll.

Pure arithmetic, for measuring policies against events whose toll was settled later. The final toll is
never an input of the estimate.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reconcile.estimation.account import Account
from reconcile.estimation.intervals import figure
from reconcile.estimation.revisions import arrival
from reconcile.model import Category, Estimate, Figures, RecordedClaim, Revision, SourceProfile


@dataclass(frozen=True, slots=True)
class Final:
    """The toll of an event as it was settled later, or the bounds between which it stayed disputed."""

    low: int
    high: int

    def error(self, best: float | None) -> float:
        """Return how far a best figure is off: 0 inside the bounds, else the distance over the middle.

        No figure is as far off as 0 is from a toll that is known exactly: 1.
        """
        if best is None:
            return 1.0
        distance = max(self.low - best, best - self.high, 0)
        return distance / max((self.low + self.high) / 2, 1)

    def is_held_by(self, figures: Figures) -> bool:
        """Tell whether the whole of it lies in low..high, which may be open above."""
        if figures.low is None:
            return False
        return figures.low <= self.low and (figures.high is None or self.high <= figures.high)


@dataclass(frozen=True, slots=True)
class Step:
    """One claim of an event, and the estimate it led to.

    `revision` is the change it caused, if any. `quantified`: by now somebody has stated a figure of the
    whole; before that there is nothing that an answer could be measured by.
    """

    claim: RecordedClaim
    estimate: Estimate
    revision: Revision | None
    quantified: bool

    @property
    def reason(self) -> str:
        """Why the estimate is what it is after this claim, in a sentence."""
        if self.revision:
            return self.revision.sentence
        return next(s.reason for s in self.estimate.standings if s.claim_id == self.claim.id)


def replay(
    claims: Iterable[RecordedClaim],
    category: Category,
    *,
    policy: str,
    convention: str = "literal",
    profiles: Iterable[SourceProfile] = (),
) -> tuple[Step, ...]:
    """Return a step for every claim of `category`, in the order in which they became known.

    Claims of other categories are heard too, without being steps.
    """
    account = Account.opened(policy=policy, convention=convention, profiles=profiles)
    steps: list[Step] = []
    quantified = False
    for claim in sorted(claims, key=arrival):
        account, revisions = account.after(claim)
        if claim.category is category:
            quantified = quantified or (figure(claim) is not None and not claim.denied)
            revision = next((r for r in revisions if r.category is category), None)
            steps.append(Step(claim, account.estimate(category), revision, quantified))
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class Score:
    """How a policy did over some events.

    `steps` counts those since a figure was first stated. `mean_error` is their mean error, `coverage`
    the share of them whose range held the final toll. `mean_error_at_totals` is the mean error over the
    `totals`, the steps whose claim is itself a total with a figure: all that simpler rules look at.
    """

    steps: int
    mean_error: float | None
    coverage: float | None
    totals: int
    mean_error_at_totals: float | None


def score(replayed: Iterable[tuple[Sequence[Step], Final]]) -> Score:
    """Return how a policy did over events, each with the steps of its replay and its final toll."""
    errors, held, errors_at_totals = [], [], []
    for steps, final in replayed:
        for step in steps:
            if not step.quantified:
                continue
            error = final.error(step.estimate.best)
            errors.append(error)
            held.append(final.is_held_by(step.estimate))
            if figure(step.claim) is not None:
                errors_at_totals.append(error)
    return Score(
        steps=len(errors),
        mean_error=_mean(errors),
        coverage=_mean(held),
        totals=len(errors_at_totals),
        mean_error_at_totals=_mean(errors_at_totals),
    )


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
