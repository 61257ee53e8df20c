"""Law 8: previous, historical and denied figures never move a bound."""

from hypothesis import given
from hypothesis import strategies as st

from reconcile.model import RecordedClaim, Role, Scope
from tests.properties.readings import estimate, figures, reading
from tests.properties.strategies import claims, histories, policies


@st.composite
def weightless_claims(draw: st.DrawFn) -> RecordedClaim:
    """An earlier toll's figure, another event's, or one that its text denies."""
    scope = draw(st.sampled_from([Scope.PREVIOUS, Scope.HISTORICAL, Scope.TOTAL]))
    update = {"scope": scope, "denied": scope is Scope.TOTAL, "id": "weightless"}
    return draw(claims()).model_copy(update=update)


@given(policies(), histories(), weightless_claims())
def test_what_has_no_weight_moves_nothing(
    policy: str, history: list[RecordedClaim], weightless: RecordedClaim
) -> None:
    before = estimate(history, policy=policy)
    after = estimate([*history, weightless], policy=policy)
    assert after is not None
    if before is None:
        assert figures(after) == (None, None, None)
    else:
        assert reading(after) == reading(before)
    roles = {standing.claim_id: standing.role for standing in after.standings}
    assert roles["weightless"] is Role.EXCLUDED
