"""Bounds across categories: casualties, dying of wounds, the missing who are found."""

from reconcile import reconcile
from reconcile.model import Category, Estimate, RecordedClaim, Status
from tests.reconcile.saying import at_least, claim

MINISTRY, CLINIC, OBSERVERS = "وزارة الصحة", "عيادة النخيل", "مرصد النخيل"


def estimate(category: str, *claims: RecordedClaim) -> Estimate:
    return reconcile(claims).estimates[Category(category)]


def span(category: str, *claims: RecordedClaim) -> tuple[int | None, int | None]:
    found = estimate(category, *claims)
    return (found.low, found.high)


def of(category: str, hour: float, source: str, n: int | dict[str, object]) -> RecordedClaim:
    return claim(hour, source, n, category=category)


def test_all_casualties_are_at_least_the_killed_and_the_injured_together() -> None:
    killed, injured = of("killed", 0, MINISTRY, 4), of("injured", 0, MINISTRY, 9)
    found = estimate("casualties", of("casualties", 0, CLINIC, at_least(6)), killed, injured)
    assert (found.low, found.high) == (13, None)
    assert set(found.low_claims) == {killed.id, injured.id}


def test_the_sum_needs_casualties_that_somebody_spoke_of() -> None:
    both = of("killed", 0, MINISTRY, 4), of("injured", 0, MINISTRY, 9)
    assert Category.CASUALTIES not in reconcile(both).estimates


def test_the_killed_are_casualties_though_nobody_counted_the_injured() -> None:
    said = of("casualties", 0, CLINIC, at_least(6))
    assert span("casualties", said, of("killed", 0, MINISTRY, 9)) == (9, None)
    assert span("casualties", said, of("injured", 0, MINISTRY, 9)) == (9, None)
    nobody = of("casualties", 0, CLINIC, {"low": 0, "high": 0, "qualifier": "zero"})
    assert span("casualties", nobody, of("killed", 1, MINISTRY, 3)) == (3, None)


def test_who_dies_of_wounds_is_one_casualty_and_not_two() -> None:
    before = of("killed", 0, MINISTRY, 5), of("injured", 0, MINISTRY, 10)
    died = of("killed", 2, MINISTRY, 8)
    for whole in (15, 16, 18):
        found = estimate("casualties", *before, died, of("casualties", 3, CLINIC, whole))
        assert (found.low, found.high) == (whole, whole)
        assert found.status is not Status.CONTESTED
    for too_few in (14, 5):
        found = estimate("casualties", *before, died, of("casualties", 3, CLINIC, too_few))
        assert (found.low, found.status) == (too_few, Status.CONTESTED)


def test_who_may_have_died_of_wounds_is_taken_off_only_where_that_ends_a_contradiction() -> None:
    before = of("killed", 0, MINISTRY, 5), of("injured", 0, MINISTRY, 10)
    died = of("killed", 2, MINISTRY, 8)
    assert span("casualties", *before, died, of("casualties", 3, CLINIC, at_least(6))) == (18, None)


def test_an_older_total_of_casualties_that_the_sum_outgrows_is_a_lower_bound() -> None:
    said = of("casualties", 0, CLINIC, 10)
    later = of("killed", 2, MINISTRY, 4), of("injured", 2, MINISTRY, 9)
    assert span("casualties", said, *later) == (13, None)


def test_a_later_total_of_casualties_below_the_sum_is_contested() -> None:
    found = estimate(
        "casualties",
        of("killed", 0, MINISTRY, 4),
        of("injured", 0, MINISTRY, 9),
        of("casualties", 2, CLINIC, 10),
    )
    assert found.status is Status.CONTESTED
    assert (found.low, found.best, found.high) == (10, 10, None)


def test_no_more_are_killed_or_injured_than_there_are_casualties() -> None:
    said = of("casualties", 1, MINISTRY, 30)
    assert span("killed", said, of("killed", 0, CLINIC, at_least(5))) == (5, 30)
    assert span("injured", said, of("injured", 0, CLINIC, at_least(5))) == (5, 30)
    assert span("missing", said, of("missing", 0, CLINIC, at_least(5))) == (5, None)


def test_the_killed_can_outgrow_an_older_total_of_casualties() -> None:
    assert span("killed", of("casualties", 0, MINISTRY, 10), of("killed", 3, CLINIC, 12)) == (12, 12)


def test_more_killed_than_a_later_total_of_casualties_is_contested() -> None:
    claims = of("killed", 0, CLINIC, 12), of("casualties", 3, MINISTRY, 10)
    assert estimate("killed", *claims).status is Status.CONTESTED
    assert span("killed", *claims) == (10, 12)


def test_claims_of_other_categories_that_set_a_bound_stand_beside() -> None:
    parts = of("killed", 3, CLINIC, 5), of("injured", 3, MINISTRY, 7)
    whole = of("casualties", 0, MINISTRY, 10)
    found = estimate("casualties", whole, *parts)
    assert (found.low, {s.claim_id for s in found.beside}) == (12, {part.id for part in parts})
    (standing,) = found.standings
    assert standing.reason == "True as a lower bound: those killed or injured, told later, are more."


def test_who_dies_of_wounds_is_no_longer_injured_and_contradicts_nobody() -> None:
    before = of("killed", 0, MINISTRY, 3), of("injured", 0, MINISTRY, 12)
    fall = of("injured", 5, CLINIC, 11)
    assert estimate("injured", *before, fall).status is Status.CONTESTED
    found = estimate("injured", *before, of("killed", 5, MINISTRY, 4), fall)
    assert found.status is not Status.CONTESTED
    assert (found.low, found.high) == (11, 11)
    reasons = {standing.claim_id: standing.reason for standing in found.standings}
    assert reasons[before[1].id] == "Less those who have died, or were found, since: 12 then."


def test_a_fall_of_the_injured_beyond_the_rise_of_the_killed_is_contested() -> None:
    before = of("killed", 0, MINISTRY, 3), of("injured", 0, MINISTRY, 12)
    later = of("killed", 5, MINISTRY, 4), of("injured", 5, CLINIC, 10)
    found = estimate("injured", *before, *later)
    assert (found.status, found.low, found.high) == (Status.CONTESTED, 10, 12)


def test_of_the_injured_before_anybody_counted_the_killed_nobody_is_known_to_have_died() -> None:
    said = [
        of("injured", 0, "A", 10),
        of("killed", 1, "K", 1),
        of("injured", 2, "B", 10),
        of("injured", 3, "C", 8),
        of("killed", 4, "K", 5),
    ]
    assert estimate("injured", *said).status is Status.CONTESTED
    assert estimate("injured", *said[1:]).status is not Status.CONTESTED


def test_the_missing_are_found_dead_or_alive() -> None:
    before = [
        of(category, 0, MINISTRY, n) for category, n in (("missing", 9), ("killed", 2), ("rescued", 1))
    ]
    later = [of("killed", 5, MINISTRY, 4), of("rescued", 5, MINISTRY, 4), of("missing", 5, CLINIC, 4)]
    assert span("missing", *before, *later) == (4, 4)


def test_a_claim_can_revise_the_estimate_of_another_category() -> None:
    first = [of("casualties", 0, CLINIC, at_least(6)), of("injured", 0, OBSERVERS, 9)]
    last = of("killed", 1, MINISTRY, 4)
    revisions = [r for r in reconcile([*first, last]).revisions if r.claim_id == last.id]
    assert [(r.category, r.after.low) for r in revisions] == [("killed", 4), ("casualties", 13)]
    assert "of the killed, وزارة الصحة says 4" in revisions[1].sentence
