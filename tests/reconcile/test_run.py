"""The run: which of the figures stated one after another stands, row by row of the model's table."""

from datetime import UTC, datetime, timedelta

import pytest

from reconcile.estimation.intervals import Interval
from reconcile.estimation.origins import origin
from reconcile.estimation.reconciliation import current_account
from reconcile.estimation.run import Run, Statement
from reconcile.model import Category, RecordedClaim, Status
from tests.reconcile import hearings

START = datetime(2031, 5, 4, tzinfo=UTC)
MINISTRY, POLICE = "وزارة الصحة", "شرطة الوادي"
OBSERVERS, MEDICS, VILLAGERS = "مرصد النخيل", "أطباء", "أهالي"

Said = tuple[str | None, int | dict[str, object]]


def recorded(*said: Said) -> list[RecordedClaim]:
    """Return what each source has said, an hour apart."""
    return [
        RecordedClaim.model_validate(
            {
                "category": "killed",
                "count": {"low": count, "high": count, "qualifier": "exact"}
                if isinstance(count, int)
                else count,
                "attribution": {"source": source},
                "publisher": "a newspaper",
                "published_at": START + timedelta(hours=hour),
            }
        )
        for hour, (source, count) in enumerate(said)
    ]


def stands(*said: Said) -> int | None:
    """Return the figure that stands after each source has said its own."""
    heard = hearings.heard(recorded(*said))
    return heard.stands.figure if heard.stands else None


def test_nothing_stated_leaves_nothing_standing() -> None:
    assert stands() is None
    assert stands((MINISTRY, {"low": 2, "high": None, "qualifier": "vague", "term": "some"})) is None


@pytest.mark.parametrize(("source", "count"), [(MINISTRY, 50), (OBSERVERS, 50), (None, 15)])
def test_a_rise_goes_on_with_the_run(source: str | None, count: int) -> None:
    assert stands((POLICE, 10), (source, count)) == count


def test_an_unnamed_leap_waits_for_a_named_second_voice() -> None:
    assert stands((POLICE, 10), (None, 40)) == 10
    assert stands((POLICE, 10), (None, 40), (MEDICS, 40)) == 40


@pytest.mark.parametrize("source", [MINISTRY, POLICE])
def test_an_office_can_tell_a_fall(source: str) -> None:
    assert stands((POLICE, 39), (source, 38)) == 38


def test_a_fall_that_somebody_else_tells_waits_for_a_second_voice() -> None:
    assert stands((POLICE, 30), (OBSERVERS, 12)) == 30
    assert stands((POLICE, 30), (OBSERVERS, 12), (MEDICS, 12)) == 12


def test_whoever_told_the_figure_can_correct_it() -> None:
    assert stands((POLICE, 20), (OBSERVERS, 30), (OBSERVERS, 24)) == 24


def test_a_figure_that_was_left_behind_is_a_reprint_until_two_origins_mean_it() -> None:
    assert stands((POLICE, 10), (POLICE, 14), (OBSERVERS, 10)) == 14
    assert stands((POLICE, 10), (POLICE, 14), (OBSERVERS, 10), (MEDICS, 10)) == 10


def test_an_origin_that_repeats_what_it_left_moves_nothing() -> None:
    assert stands((POLICE, 10), (POLICE, 14), (POLICE, 10)) == 14


@pytest.mark.parametrize(
    "count",
    [
        {"low": 30, "high": None, "qualifier": "at_least"},
        {"low": 40, "high": 40, "qualifier": "about"},
        {"low": 30, "high": 50, "qualifier": "range"},
    ],
)
def test_what_allows_the_figure_that_stands_changes_nothing(count: dict[str, object]) -> None:
    assert stands((POLICE, 40), (MINISTRY, count)) == 40


def test_an_office_that_speaks_for_the_first_time_has_counted_so_far() -> None:
    assert stands((OBSERVERS, 30), (MINISTRY, 12)) == 30
    assert stands((OBSERVERS, 30), (MINISTRY, 12), (POLICE, 12)) == 12


def test_an_office_that_spoke_before_can_correct_itself() -> None:
    assert stands((MINISTRY, 28), (OBSERVERS, 40), (MINISTRY, 20)) == 20


def test_a_named_recount_by_a_little_less_is_believed() -> None:
    assert stands((POLICE, 39), (OBSERVERS, 38)) == 38


def test_an_unnamed_leap_from_its_own_figure_goes_on() -> None:
    assert stands((None, 10), (None, 40)) == 40


def test_no_lower_than_is_no_second_voice_for_a_fall() -> None:
    at_least: dict[str, object] = {"low": 12, "high": None, "qualifier": "at_least"}
    assert stands((POLICE, 30), (MEDICS, at_least), (OBSERVERS, 12)) == 30


def test_what_an_origin_no_longer_says_seconds_nothing() -> None:
    assert stands((POLICE, 10), ("نهر", 2), ("نهر", 10), (OBSERVERS, 2)) == 10


def test_without_an_office_the_middle_stands_once_a_figure_was_taken_down() -> None:
    growth = ((OBSERVERS, 10), (MEDICS, 12), (VILLAGERS, 90))
    assert stands(*growth) == 90, "growth is no disagreement"
    assert stands(*growth, (MEDICS, 20), (OBSERVERS, 20)) == 20
    assert stands(*growth, (VILLAGERS, 60), (OBSERVERS, 61), (MEDICS, 80)) == 61
    assert stands(*growth, (VILLAGERS, 60), (OBSERVERS, 61), (MEDICS, 80), (POLICE, 82)) == 82


def test_a_slip_above_at_least_is_neither_best_nor_the_whole_range() -> None:
    at_least: dict[str, object] = {"low": 290, "high": None, "qualifier": "at_least"}
    claims = recorded((POLICE, 290), (POLICE, at_least), (None, 2900))
    found = current_account(claims).estimates()[Category.KILLED]
    assert (found.low, found.best, found.high) == (290, 290, 2900)
    assert found.status is Status.CONTESTED


def test_every_earlier_run_stays_valid() -> None:
    one, two = (
        Statement(origin(said), figure, Interval(figure, figure), (said,), named=True, official=True)
        for figure, said in zip((10, 14), recorded((POLICE, 10), (MINISTRY, 14)), strict=True)
    )
    earlier = Run().hear(one)
    later = earlier.hear(two)
    assert earlier.stands == one
    assert later.stands == two
    assert earlier.hear(two) == later


def test_what_was_doubted_no_longer_is_once_what_stands_comes_near_it() -> None:
    said = recorded((POLICE, 10), (None, 16))
    assert hearings.heard(said).held.doubted
    assert not hearings.heard(recorded((POLICE, 10), (None, 16), (POLICE, 15))).held.doubted
