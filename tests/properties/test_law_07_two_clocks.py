"""Law 7: what was known at T is the estimate of what was recorded by T; revisions replay to it."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from reconcile import reconcile
from reconcile.model import RecordedClaim, Retraction
from tests.properties.readings import estimate, figures, last_figures
from tests.properties.strategies import LAST_MINUTE, coupled_records, minutes, policies, records


def assert_known_then(
    policy: str, record: tuple[list[RecordedClaim], list[Retraction]], moment: datetime
) -> None:
    """Assert that what was known at a moment is the history of what was recorded by then."""
    claims, retractions = record
    then = reconcile(
        [claim for claim in claims if claim.recorded_at <= moment],
        retractions=[retraction for retraction in retractions if retraction.recorded_at <= moment],
        policy=policy,
    )
    assert reconcile(claims, retractions=retractions, known_at=moment, policy=policy) == then


@given(policies(), records(), minutes(last=LAST_MINUTE + 10))
def test_known_at_is_the_record_cut_at_that_moment(
    policy: str, record: tuple[list[RecordedClaim], list[Retraction]], moment: datetime
) -> None:
    assert_known_then(policy, record, moment)


@given(policies(), coupled_records(), minutes(last=LAST_MINUTE + 10))
def test_known_at_is_the_same_cut_where_categories_bound_each_other(
    policy: str, record: tuple[list[RecordedClaim], list[Retraction]], moment: datetime
) -> None:
    assert_known_then(policy, record, moment)


@given(policies(), records(), minutes())
def test_as_of_leaves_out_what_speaks_of_later(
    policy: str, record: tuple[list[RecordedClaim], list[Retraction]], moment: datetime
) -> None:
    claims, _ = record
    earlier = [claim for claim in claims if claim.as_of <= moment]
    assert reconcile(claims, as_of=moment, policy=policy) == reconcile(earlier, policy=policy)


@given(policies(), records())
def test_the_last_revision_is_the_current_estimate(
    policy: str, record: tuple[list[RecordedClaim], list[Retraction]]
) -> None:
    claims, retractions = record
    history = reconcile(claims, retractions=retractions, policy=policy)
    assert last_figures(history) == figures(estimate(claims, retractions, policy=policy))


@given(policies(), records())
def test_each_revision_starts_where_the_last_one_ended(
    policy: str, record: tuple[list[RecordedClaim], list[Retraction]]
) -> None:
    claims, retractions = record
    history = reconcile(claims, retractions=retractions, policy=policy)
    reached = None
    for number, revision in enumerate(history.revisions, start=1):
        assert revision.number == number
        if reached is None:
            assert revision.before is None or revision.before.low is None
        else:
            assert revision.before == reached
        assert revision.after != revision.before
        reached = revision.after


@given(policies(), st.data())
def test_revisions_follow_the_record(policy: str, data: st.DataObject) -> None:
    claims, retractions = data.draw(records())
    times = [r.recorded_at for r in reconcile(claims, retractions=retractions, policy=policy).revisions]
    assert times == sorted(times)
