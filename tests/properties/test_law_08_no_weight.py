"""Law 8: previous, historical and denied figures never move a bound."""

from hypothesis import given
from hypothesis import strategies as st

from reconcile.model import Category, RecordedClaim, Role, Scope
from tests.properties.readings import all_readings, estimate, figures, reading
from tests.properties.strategies import COUPLED, claims, coupled_histories, histories, policies


@st.composite
def weightless_claims(draw: st.DrawFn) -> RecordedClaim:
    """An earlier toll's figure, another event's or window's, or one that its text denies."""
    said = draw(claims())
    update: dict[str, object] = draw(
        st.sampled_from(
            [
                {"scope": Scope.PREVIOUS},
                {"scope": Scope.HISTORICAL},
                {"denied": True},
                {"since": said.as_of},
            ]
        )
    )
    return said.model_copy(update=update | {"id": "weightless"})


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


@given(policies(), coupled_histories(), weightless_claims(), st.sampled_from(COUPLED))
def test_nor_does_it_move_another_category(
    policy: str, history: list[RecordedClaim], weightless: RecordedClaim, category: Category
) -> None:
    weightless = weightless.model_copy(update={"category": category})
    assert all_readings([*history, weightless], policy=policy) == all_readings(history, policy=policy)
