"""The run: which of the figures stated one after another stands, row by row of the model's table."""

from datetime import UTC, datetime, timedelta

import pytest

from reconcile.estimation.conventions import convention_named
from reconcile.estimation.positions import positions
from reconcile.model import RecordedClaim

START = datetime(2031, 5, 4, tzinfo=UTC)
MINISTRY, POLICE = "وزارة الصحة", "شرطة الوادي"
OBSERVERS, MEDICS, VILLAGERS = "مرصد النخيل", "أطباء", "أهالي"

Said = tuple[str | None, int | dict[str, object]]


def stands(*said: Said) -> int | None:
    """Return the figure that stands after each source has said its own, an hour apart."""
    claims = [
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
    heard = positions(claims, retracted=(), convention=convention_named("literal"))
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


def test_without_an_office_the_middle_of_the_three_newest_origins_stands() -> None:
    assert stands((OBSERVERS, 10), (MEDICS, 12), (VILLAGERS, 90)) == 12
    assert stands((OBSERVERS, 10), (MEDICS, 12), (VILLAGERS, 90), (POLICE, 91)) == 91
