"""Law 6: one claim at a time equals all at once."""

from hypothesis import given

from reconcile import reconcile
from reconcile.estimation.revisions import Event, arrival
from reconcile.model import History, RecordedClaim, Retraction
from tests.properties.strategies import policies, records


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
