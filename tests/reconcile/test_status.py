"""How settled an estimate is when days pass, and when its source calls it final."""

import pytest

from reconcile import reconcile
from reconcile.model import Category, Estimate, Grade, RecordedClaim, RevisionKind, Status
from tests.reconcile.saying import at_least, claim, hours

MINISTRY, CLINIC, OBSERVERS = "وزارة الصحة", "عيادة النخيل", "مرصد النخيل"


def killed(*claims: RecordedClaim) -> Estimate:
    return reconcile(claims).estimates[Category.KILLED]


@pytest.mark.parametrize(("hour", "status"), [(71, Status.CORROBORATED), (72, Status.STABLE)])
def test_a_corroborated_figure_that_three_days_have_not_changed_is_stable(
    hour: float, status: Status
) -> None:
    found = killed(claim(0, MINISTRY, 12), claim(1, CLINIC, 12), claim(hour, OBSERVERS, at_least(10)))
    assert (found.best, found.status, found.grade) == (12, status, Grade.FAIR)


def test_a_reprint_after_three_days_settles_nothing() -> None:
    first = claim(0, MINISTRY, 12), claim(1, CLINIC, 12)
    again = claim(99, MINISTRY, 12, publisher="صحيفة أخرى")
    assert killed(*first, again).status is Status.CORROBORATED


def test_one_voice_alone_is_never_stable() -> None:
    assert killed(claim(0, MINISTRY, 12), claim(99, CLINIC, at_least(3))).status is Status.DEVELOPING


def test_a_figure_that_its_source_calls_final_is_final_until_somebody_contradicts_it() -> None:
    final = claim(5, MINISTRY, 12, final=True)
    assert killed(claim(0, MINISTRY, 10), final).status is Status.FINAL
    assert killed(final, claim(9, CLINIC, 11)).status is Status.CONTESTED
    assert killed(final, claim(9, MINISTRY, 13)).status is Status.SINGLE_SOURCE


def test_a_figure_over_another_window_has_no_weight() -> None:
    over_two_days = claim(2, OBSERVERS, 62, since=hours(-24))
    found = killed(claim(0, OBSERVERS, 61), over_two_days)
    assert (found.low, found.best, found.high) == (61, 61, 61)


def test_who_takes_back_its_own_higher_figure_corrects_it() -> None:
    last = reconcile([claim(0, MINISTRY, 39), claim(1, MINISTRY, 38)]).revisions[-1]
    assert last.kind is RevisionKind.CORRECTED
    assert last.sentence == "Killed corrected from 39 to 38: وزارة الصحة says 38."
    assert last.sentence_ar == "القتلى: صُححت الحصيلة، فكانت 39 وصارت 38، بحسب وزارة الصحة: 38."
