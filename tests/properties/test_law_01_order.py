"""Law 1: the estimate does not depend on the order in which claims arrive."""

from hypothesis import given
from hypothesis import strategies as st

from reconcile import reconcile
from tests.properties.readings import estimate, reading
from tests.properties.strategies import coupled_histories, histories, policies


@given(policies(), st.data())
def test_any_order_of_the_same_record_gives_the_same_history(policy: str, data: st.DataObject) -> None:
    history = data.draw(histories(smallest=2))
    shuffled = data.draw(st.permutations(history))
    assert reconcile(shuffled, policy=policy) == reconcile(history, policy=policy)


@given(policies(), st.data())
def test_late_arrival_does_not_move_the_figures(policy: str, data: st.DataObject) -> None:
    # At most one claim a moment: between two of one moment, the model lets the record decide.
    history = list({claim.as_of: claim for claim in data.draw(histories(smallest=2))}.values())
    shuffled = data.draw(st.permutations(history))
    again = [
        claim.model_copy(update={"recorded_at": other.recorded_at})
        for claim, other in zip(history, shuffled, strict=True)
    ]
    assert reading(estimate(again, policy=policy)) == reading(estimate(history, policy=policy))


@given(policies(), st.data())
def test_nor_does_the_order_matter_where_categories_bound_each_other(
    policy: str, data: st.DataObject
) -> None:
    history = data.draw(coupled_histories(smallest=2))
    shuffled = data.draw(st.permutations(history))
    assert reconcile(shuffled, policy=policy) == reconcile(history, policy=policy)
