"""The account of an incident against a naive model that starts from nothing at every step.

Claims of coupled categories arrive late and early, are repeated, relayed and retracted. After every
step the account, which takes one event at a time, must say what is said by one that is given all claims
at once; its range must be that of the model's sweep over its positions; and what it revised must lead
from its last figures to these.
"""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from reconcile.estimation.account import Account
from reconcile.model import Category, Figures, RecordedClaim, Retraction, SourceProfile
from tests.properties.strategies import SOURCES, coupled_claims, policies, relay
from tests.reconcile.hearings import agreements

PARTY = SourceProfile.model_validate({"name": SOURCES[2], "kind": "party"})


class AccountAgainstModel(RuleBasedStateMachine):
    """Drives an account; `record` and `retracted` are the naive model's whole state."""

    @initialize(policy=policies(), with_party=st.booleans())
    def open(self, policy: str, with_party: bool) -> None:
        self.empty = Account.opened(policy=policy, profiles=[PARTY] if with_party else [])
        self.account = self.empty
        self.record: dict[str, RecordedClaim] = {}
        self.retracted: set[str] = set()
        self.reached: dict[Category, Figures] = {}

    @rule(said=coupled_claims())
    def claim(self, said: RecordedClaim) -> None:
        self.take(said)

    @rule(data=st.data(), minutes=st.integers(0, 5))
    def relay(self, data: st.DataObject, minutes: int) -> None:
        if self.record:
            heard = data.draw(st.sampled_from(sorted(self.record)))
            self.take(relay(self.record[heard], "صحيفة جيم", minutes))

    def take(self, said: RecordedClaim) -> None:
        if said.id not in self.record:
            self.record[said.id] = said
            self.follow(said)

    @rule(data=st.data())
    def retract(self, data: st.DataObject) -> None:
        live = sorted(self.record.keys() - self.retracted)
        if live:
            claim_id = data.draw(st.sampled_from(live))
            self.retracted.add(claim_id)
            at = self.record[claim_id].recorded_at + timedelta(hours=1)
            self.follow(Retraction(claim_id=claim_id, recorded_at=at, reason="withdrawn"))

    def follow(self, event: RecordedClaim | Retraction) -> None:
        self.account, revisions = self.account.after(event)
        for revision in revisions:
            before = revision.before if revision.before and revision.before.low is not None else None
            reached = self.reached.get(revision.category)
            assert (reached if reached and reached.low is not None else None) == before
            self.reached[revision.category] = revision.after
        assert self.account.revisions >= len(revisions)

    @invariant()
    def says_what_one_says_that_is_given_all_at_once(self) -> None:
        at_once = self.empty.with_record(self.record.values(), self.retracted)
        assert self.account.estimates() == at_once.estimates()

    @invariant()
    def revisions_lead_to_the_figures(self) -> None:
        for category, estimate in self.account.estimates().items():
            said = Figures(**{name: getattr(estimate, name) for name in Figures.model_fields})
            if said.low is not None or category in self.reached:
                assert self.reached[category] == said

    @invariant()
    def spans_what_the_sweep_over_its_positions_spans(self) -> None:
        for heard in self.account.alone.values():
            regions = agreements(heard.positions)
            span = heard.sweep
            if not regions:
                assert span.interval is None
                continue
            assert span.interval is not None
            assert (span.interval.low, span.interval.high) == (regions[0].low, regions[-1].high)
            assert span.contested == (len(regions) > 1)


TestAccount = AccountAgainstModel.TestCase
TestAccount.settings = settings(stateful_step_count=25, deadline=None)
