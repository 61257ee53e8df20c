"""Law 2: a claim recorded twice, or a relay of an origin already heard, changes only the list."""

from hypothesis import assume, given
from hypothesis import strategies as st

from reconcile import reconcile
from tests.properties.readings import all_readings, estimate, reading
from tests.properties.strategies import (
    PUBLISHERS,
    coupled_histories,
    histories,
    policies,
    relay,
)


@given(policies(), st.data())
def test_a_claim_recorded_twice_is_one_claim(policy: str, data: st.DataObject) -> None:
    history = data.draw(histories(smallest=1))
    twice = data.draw(st.sampled_from(history))
    assert reconcile([*history, twice], policy=policy) == reconcile(history, policy=policy)


@given(policies(), st.data())
def test_a_relay_adds_nothing_but_a_line(policy: str, data: st.DataObject) -> None:
    history = data.draw(histories(smallest=1))
    quoted = data.draw(st.sampled_from(history))
    assume(quoted.attribution.source is not None)
    again = relay(quoted, data.draw(st.sampled_from(PUBLISHERS)), data.draw(st.integers(1, 9)))
    assume(again.id not in {claim.id for claim in history})
    before, after = estimate(history, policy=policy), estimate([*history, again], policy=policy)
    assert after is not None
    assert reading(after) == reading(before)
    assert len(after.standings) == len(history) + 1


@given(policies(), st.data())
def test_nor_does_a_relay_move_another_category(policy: str, data: st.DataObject) -> None:
    history = data.draw(coupled_histories(smallest=1))
    quoted = data.draw(st.sampled_from(history))
    assume(quoted.attribution.source is not None)
    again = relay(quoted, data.draw(st.sampled_from(PUBLISHERS)), data.draw(st.integers(1, 9)))
    assume(again.id not in {claim.id for claim in history})
    assert all_readings([*history, again], policy=policy) == all_readings(history, policy=policy)
