"""Law 11: where both are bounded, the range under `airwars` contains the range under `agreement`."""

from hypothesis import given

from reconcile.model import RecordedClaim, Retraction
from tests.properties.readings import estimate, figures
from tests.properties.strategies import records


@given(records())
def test_the_range_of_all_claims_contains_the_range_of_their_agreement(
    record: tuple[list[RecordedClaim], list[Retraction]],
) -> None:
    low, _, high = figures(estimate(*record, policy="agreement"))
    widest_low, _, widest_high = figures(estimate(*record, policy="airwars"))
    assert (low is None) == (widest_low is None)
    if low is not None and widest_low is not None:
        assert widest_low <= low
    if high is not None and widest_high is not None:
        assert high <= widest_high
