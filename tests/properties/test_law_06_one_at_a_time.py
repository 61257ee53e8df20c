"""Law 6: one claim at a time equals all at once."""

from hypothesis import given

from reconcile import reconcile
from reconcile.estimation.revisions import Event, arrival
from reconcile.model import History, RecordedClaim, Retraction, Status
from tests.properties.strategies import coupled_records, policies, records


@given(policies(), records())
def test_each_step_extends_the_history_of_the_steps_before(
    policy: str, record: tuple[list[RecordedClaim], list[Retraction]]
) -> None:
    claims, retractions = record
    unordered: list[Event] = [*claims, *retractions]
    events = sorted(unordered, key=arrival)
    history = History(estimates={}, revisions=())
    for steps in range(1, len(events) + 1):
        known = events[:steps]
        before = history
        history = reconcile(
            [event for event in known if isinstance(event, RecordedClaim)],
            retractions=[event for event in known if isinstance(event, Retraction)],
            policy=policy,
        )
        assert history.revisions[: len(before.revisions)] == before.revisions
        assert len(history.revisions) <= len(before.revisions) + 1
    assert history == reconcile(claims, retractions=retractions, policy=policy)


@given(policies(), coupled_records())
def test_revisions_of_every_category_lead_to_its_estimate(
    policy: str, record: tuple[list[RecordedClaim], list[Retraction]]
) -> None:
    claims, retractions = record
    history = reconcile(claims, retractions=retractions, policy=policy)
    reached = {revision.category: revision.after for revision in history.revisions}
    for category, found in history.estimates.items():
        after = reached.get(category)
        figures = (found.low, found.best, found.high, found.status)
        nothing = (None, None, None, Status.UNQUANTIFIED)
        assert figures == ((after.low, after.best, after.high, after.status) if after else nothing)
