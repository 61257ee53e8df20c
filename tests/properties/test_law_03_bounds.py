"""Law 3: low ≤ best ≤ high, and each bound is a live claim's bound, or a sum the model defines."""

import pytest
from hypothesis import given

from reconcile import reconcile
from reconcile.estimation.conventions import convention_named
from reconcile.estimation.intervals import figure, interval
from reconcile.estimation.origins import Origin, origin
from reconcile.estimation.policies import POLICIES
from reconcile.model import Category, RecordedClaim, Retraction, Role
from tests.properties.strategies import coupled_records, records

each_policy = pytest.mark.parametrize("policy", POLICIES)
LITERAL = convention_named("literal")


@each_policy
@given(records())
def test_low_best_and_high_are_in_order(
    policy: str, record: tuple[list[RecordedClaim], list[Retraction]]
) -> None:
    claims, retractions = record
    for found in reconcile(claims, retractions=retractions, policy=policy).estimates.values():
        known = [f for f in (found.low, found.best, found.high) if f is not None]
        assert known == sorted(known)
        if found.low is None:
            assert found.best is None
            assert found.high is None


@each_policy
@given(records())
def test_every_bound_is_stated_by_the_claims_named_for_it(
    policy: str, record: tuple[list[RecordedClaim], list[Retraction]]
) -> None:
    claims, retractions = record
    by_id = {claim.id: claim for claim in claims}
    found = reconcile(claims, retractions=retractions, policy=policy).estimates.get(Category.KILLED)
    if found is None or found.low is None:
        return
    roles = {standing.claim_id: standing.role for standing in found.standings}
    for ids, bound in ((found.low_claims, "low"), (found.high_claims, "high")):
        named = [by_id[claim_id] for claim_id in ids]
        assert named
        assert {roles[claim.id] for claim in named} == {Role.COUNTED}
        total = getattr(found, bound)
        stated = {getattr(interval(claim.count, LITERAL), bound) for claim in named}
        assert total is None or total in stated | _sums(named, bound)
    if found.best is not None:
        named = [by_id[claim_id] for claim_id in found.best_claims]
        assert found.best in {figure(claim) for claim in named} | _sums(named, "figure")


def _sums(claims: list[RecordedClaim], part: str) -> set[int]:
    """The sums that the model defines: an origin's total and the increments it announced since."""
    by_origin: dict[Origin, list[int | None]] = {}
    for claim in claims:
        by_origin.setdefault(origin(claim), []).append(_part(claim, part))
    return {sum(n for n in parts if n is not None) for parts in by_origin.values() if None not in parts}


def _part(claim: RecordedClaim, part: str) -> int | None:
    """The figure of a total ("about 2" states 2), else a bound of what its words allow."""
    allowed = interval(claim.count, LITERAL)
    stated = figure(claim)
    figure_ = allowed.low if stated is None else stated
    return {"low": allowed.low, "high": allowed.high, "figure": figure_}[part]


@each_policy
@given(records())
def test_a_retracted_or_denied_claim_sets_nothing(
    policy: str, record: tuple[list[RecordedClaim], list[Retraction]]
) -> None:
    claims, retractions = record
    dead = {retraction.claim_id for retraction in retractions}
    dead |= {claim.id for claim in claims if claim.denied}
    for found in reconcile(claims, retractions=retractions, policy=policy).estimates.values():
        assert not dead & {*found.low_claims, *found.best_claims, *found.high_claims}


@each_policy
@given(coupled_records())
def test_every_figure_names_live_claims_of_its_own_or_a_coupled_category(
    policy: str, record: tuple[list[RecordedClaim], list[Retraction]]
) -> None:
    claims, retractions = record
    dead = {retraction.claim_id for retraction in retractions}
    live = {claim.id for claim in claims if not claim.denied} - dead
    for found in reconcile(claims, retractions=retractions, policy=policy).estimates.values():
        known = [f for f in (found.low, found.best, found.high) if f is not None]
        assert known == sorted(known)
        for figure_, ids in (
            (found.low, found.low_claims),
            (found.best, found.best_claims),
            (found.high, found.high_claims),
        ):
            assert figure_ is None or ids
            assert live.issuperset(ids)
