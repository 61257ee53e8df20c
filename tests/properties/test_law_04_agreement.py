"""Law 4: a new origin's claim that agrees with every position never widens the range.

One corner is settled otherwise, for a reason of the domain: a claim that is the second to mean a
figure left behind brings that figure back, and with it the other origin's change of mind, which was
heard before but not believed. That change, not the new claim, may widen the range.
"""

from hypothesis import assume, given
from hypothesis import strategies as st

from reconcile.estimation.conventions import convention_named
from reconcile.estimation.intervals import interval
from reconcile.model import Attribution, RecordedClaim, Role, Scope
from tests.properties.readings import estimate
from tests.properties.strategies import claims, histories
from tests.reconcile.hearings import heard, standings_of

LITERAL = convention_named("literal")


@st.composite
def agreeing_claims(draw: st.DrawFn) -> tuple[list[RecordedClaim], RecordedClaim]:
    history = draw(histories(smallest=1))
    newcomer = draw(claims()).model_copy(
        update={
            "attribution": Attribution(source="الصليب الأحمر"),
            "scope": Scope.TOTAL,
            "denied": False,
            "id": "newcomer",
        }
    )
    allowed = interval(newcomer.count, LITERAL)
    held = heard(history).positions
    assume(held)
    assume(all(allowed.meets(position.interval) for position in held))
    waiting = {s.claim_id for s in standings_of(history) if s.role is Role.STALE}
    assume(not any(claim.id in waiting and claim.count == newcomer.count for claim in history))
    return history, newcomer


@given(agreeing_claims())
def test_agreement_never_widens(drawn: tuple[list[RecordedClaim], RecordedClaim]) -> None:
    history, newcomer = drawn
    before, after = estimate(history), estimate([*history, newcomer])
    assert before is not None
    assert after is not None
    assert before.low is not None
    assert after.low is not None
    assert after.low >= before.low
    if before.high is not None:
        assert after.high is not None
        assert after.high <= before.high
