"""The arithmetic of a replay: what a step is, how far off an answer is, what a score counts."""

from datetime import UTC, datetime, timedelta

import pytest

from reconcile.estimation.replay import Final, Score, replay, score
from reconcile.model import (
    Attribution,
    Category,
    Count,
    Figures,
    Grade,
    Qualifier,
    RecordedClaim,
    Scope,
    Status,
)

START = datetime(2031, 5, 4, tzinfo=UTC)


def claim(hour: int, n: int | None, source: str, **more: object) -> RecordedClaim:
    qualifier = Qualifier.VAGUE if n is None else Qualifier.EXACT
    said = {
        "category": Category.KILLED,
        "count": Count(low=n, high=n, qualifier=qualifier),
        "attribution": Attribution(source=source),
        "published_at": START + timedelta(hours=hour),
    }
    return RecordedClaim.model_validate(said | more)


@pytest.mark.parametrize(
    ("final", "best", "error"),
    [
        (Final(20, 20), 20, 0.0),
        (Final(16, 18), 17, 0.0),
        (Final(20, 20), 15, 0.25),
        (Final(20, 20), 45, 1.25),
        (Final(10, 30), 5, 0.25),
        (Final(20, 20), None, 1.0),
        (Final(0, 0), 3, 3.0),
    ],
)
def test_an_error_is_the_distance_over_the_middle(final: Final, best: int | None, error: float) -> None:
    assert final.error(best) == error


@pytest.mark.parametrize(
    ("low", "high", "held"),
    [(16, 18, True), (10, None, True), (16, 17, False), (17, None, False), (None, None, False)],
)
def test_a_range_holds_a_final_toll_whole_or_not_at_all(
    low: int | None, high: int | None, held: bool
) -> None:
    figures = Figures(low=low, best=None, high=high, status=Status.DEVELOPING, grade=Grade.WEAK)
    assert Final(16, 18).is_held_by(figures) is held


EVENT = [
    claim(0, None, "وزارة الصحة"),
    claim(1, 8, "وزارة الصحة"),
    claim(2, 5, "المستشفى", scope=Scope.SUBSET),
    claim(3, 40, "الدفاع المدني", category=Category.INJURED),
    claim(4, 10, "وزارة الصحة"),
]


def test_a_step_is_every_claim_of_the_category_in_the_order_it_became_known() -> None:
    steps = replay(EVENT[::-1], Category.KILLED, policy="latest")
    assert [step.claim for step in steps] == [EVENT[0], EVENT[1], EVENT[2], EVENT[4]]
    assert [step.estimate.best for step in steps] == [None, 8, 8, 10]
    assert [step.quantified for step in steps] == [False, True, True, True]


def test_a_step_says_why_its_estimate_is_what_it_is() -> None:
    steps = replay(EVENT, Category.KILLED, policy="latest")
    assert steps[3].reason == "Killed raised from 8 to 10: وزارة الصحة says 10."
    assert steps[2].revision is None or steps[2].reason == steps[2].revision.sentence


def test_a_score_counts_from_the_first_figure_on() -> None:
    steps = replay(EVENT, Category.KILLED, policy="latest")
    assert score([(steps, Final(16, 16))]) == Score(
        steps=3,
        mean_error=(0.5 + 0.5 + 0.375) / 3,
        coverage=0.0,
        totals=2,
        mean_error_at_totals=(0.5 + 0.375) / 2,
    )


def test_nothing_to_measure_is_no_error_of_zero() -> None:
    assert score([]) == Score(0, None, None, 0, None)
