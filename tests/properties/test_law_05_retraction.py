"""Law 5: retracting a claim gives the estimate there would have been without it."""

from hypothesis import given
from hypothesis import strategies as st

from reconcile.model import RecordedClaim, Retraction
from tests.properties.readings import all_readings, estimate, figures, reading
from tests.properties.strategies import coupled_records, policies, records


@given(policies(), records())
def test_retracted_claims_might_as_well_not_be_there(
    policy: str, record: tuple[list[RecordedClaim], list[Retraction]]
) -> None:
    claims, retractions = record
    gone = {retraction.claim_id for retraction in retractions}
    kept = [claim for claim in claims if claim.id not in gone]
    with_retractions, without = (
        estimate(claims, retractions, policy=policy),
        estimate(kept, policy=policy),
    )
    if without is None:
        assert figures(with_retractions) == (None, None, None)
    else:
        assert reading(with_retractions) == reading(without)


@given(policies(), st.data())
def test_the_retracted_claim_stays_on_the_list(policy: str, data: st.DataObject) -> None:
    claims, retractions = data.draw(records())
    found = estimate(claims, retractions, policy=policy)
    listed = {standing.claim_id for standing in found.standings} if found else set()
    assert listed == {claim.id for claim in claims}


@given(policies(), coupled_records())
def test_a_retraction_is_felt_in_every_category(
    policy: str, record: tuple[list[RecordedClaim], list[Retraction]]
) -> None:
    claims, retractions = record
    gone = {retraction.claim_id for retraction in retractions}
    kept = [claim for claim in claims if claim.id not in gone]
    assert all_readings(claims, retractions, policy) == all_readings(kept, policy=policy)
