"""Law 2: a claim recorded twice, or a relay of an origin already heard, changes only the list."""

from hypothesis import assume, given
from hypothesis import strategies as st

from reconcile import reconcile
from tests.properties.readings import estimate, reading
from tests.properties.strategies import PUBLISHERS, histories, relay


@given(st.data())
def test_a_claim_recorded_twice_is_one_claim(data: st.DataObject) -> None:
    history = data.draw(histories(smallest=1))
    twice = data.draw(st.sampled_from(history))
    assert reconcile([*history, twice]) == reconcile(history)


@given(st.data())
def test_a_relay_adds_nothing_but_a_line(data: st.DataObject) -> None:
    history = data.draw(histories(smallest=1))
    quoted = data.draw(st.sampled_from(history))
    assume(quoted.attribution.source is not None)
    again = relay(quoted, data.draw(st.sampled_from(PUBLISHERS)), data.draw(st.integers(1, 9)))
    assume(again.id not in {claim.id for claim in history})
    before, after = estimate(history), estimate([*history, again])
    assert after is not None
    assert reading(after) == reading(before)
    assert len(after.standings) == len(history) + 1
