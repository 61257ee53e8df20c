"""The band is drawn where the figures are: pure geometry, from values to paths."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reconcile.estimation.course import Turn
from reconcile.model import Figures, Grade, Status
from service.pages.band import HEIGHT, WIDTH, Said, drawn
from service.pages.scale import Scale, round_moments, round_numbers
from service.pages.thinning import thinned

START = datetime(2026, 3, 1, tzinfo=UTC)


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def turn(hours: float, low: int | None, best: int | None, high: int | None) -> Turn:
    figures = Figures(low=low, best=best, high=high, status=Status.DEVELOPING, grade=Grade.WEAK)
    return Turn(at(hours), figures)


def said(
    hours: float, low: int | None, high: int | None, voice: int = 0, *, counts: bool = True
) -> Said:
    return Said(f"{hours}-{voice}-{low}", at(hours), low, high, voice, counts)


def numbers(path: str) -> list[float]:
    return [float(found) for found in re.findall(r"\d+(?:\.\d+)?", path)]


def test_nothing_is_nothing() -> None:
    assert drawn([], []) is None


def test_a_range_is_an_area_and_its_best_a_line() -> None:
    drawing = drawn([turn(0, 1, 2, 4), turn(2, 3, 4, 4)], [said(0, 2, 2)])
    assert drawing
    assert drawing.closed.count("Z") == 2
    assert drawing.open == ""
    assert drawing.best.count("M") == 1
    assert len(drawing.marks) == 2
    (point,) = drawing.points
    first = numbers(drawing.best)
    assert (point.x, point.y) == (first[0], first[1])


def test_what_is_open_above_is_open_to_the_top() -> None:
    drawing = drawn([turn(0, 3, 3, None)], [said(0, 3, None)])
    assert drawing
    assert drawing.closed == ""
    assert min(numbers(drawing.open)) == min(row.place for row in drawing.rows)
    assert drawing.points[0].whisker is not None


def test_the_line_breaks_where_nobody_states_a_figure() -> None:
    drawing = drawn([turn(0, 3, 3, 3), turn(1, 2, None, None), turn(2, 4, 4, 4)], [])
    assert drawing
    assert drawing.best.count("M") == 2


def test_unknown_is_not_drawn_as_zero() -> None:
    drawing = drawn([turn(0, None, None, None)], [])
    assert drawing
    assert (drawing.closed, drawing.open, drawing.best) == ("", "", "")


def test_a_slip_far_above_the_band_does_not_flatten_it() -> None:
    claims = [said(1, 12, 12), said(2, 40_000, 40_000, counts=False)]
    drawing = drawn([turn(0, 10, 12, 14)], claims)
    assert drawing
    assert drawing.top < 40
    assert [point.beyond for point in drawing.points] == [False, True]
    assert drawing.beyond == 1


def test_a_range_that_a_slip_stretches_goes_on_above_the_scale() -> None:
    drawing = drawn([turn(0, 10, 12, 14), turn(1, 10, 12, 40_000)], [said(1, 40_000, 40_000)])
    assert drawing
    assert (drawing.top, drawing.highest) == (15, 40_000)
    assert drawn([turn(0, 10, 12, 100)], []).highest is None  # type: ignore[union-attr]


def test_thousands_of_claims_are_thinned_and_counted() -> None:
    claims = [said(i / 60, 5 + i % 7, 5 + i % 7, i % 8, counts=i > 4_990) for i in range(5_000)]
    drawing = drawn([turn(0, 5, 6, 11)], claims)
    assert drawing
    assert drawing.claims == 5_000
    assert len(drawing.points) <= 400
    assert sum(point.said.counts for point in drawing.points) == 9
    assert {point.said.voice for point in drawing.points} == set(range(8))


FIGURES = st.tuples(st.integers(0, 500), st.integers(0, 50), st.integers(0, 50), st.booleans())


@given(st.lists(st.tuples(st.integers(0, 10_000), FIGURES), min_size=1, max_size=20))
def test_everything_lies_within_the_plot(
    drawn_from: list[tuple[int, tuple[int, int, int, bool]]],
) -> None:
    turns = [
        turn(minute / 60, low, low + up, None if is_open else low + up + more)
        for minute, (low, up, more, is_open) in sorted(drawn_from)
    ]
    claims = [said(minute / 60, low, low + up) for minute, (low, up, _, _) in drawn_from]
    drawing = drawn(turns, claims)
    assert drawing
    assert all(0 <= point.x <= WIDTH and 0 <= point.y <= HEIGHT for point in drawing.points)
    for path in (drawing.closed, drawing.open, drawing.best, drawing.edges):
        assert all(0 <= number <= WIDTH for number in numbers(path))
    assert len(drawing.columns) <= 6
    assert all(
        column.moment and drawing.first <= column.moment <= drawing.last for column in drawing.columns
    )


@given(st.integers(0, 10**15))
def test_round_numbers_hold_the_highest_in_a_few_steps(highest: int) -> None:
    found = round_numbers(highest)
    assert found[0] == 0
    assert found[-1] > highest
    assert 2 <= len(found) <= 6


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_round_moments_are_round_and_few(start: int, span: int) -> None:
    first = START + timedelta(seconds=start)
    found, are_days = round_moments(first, first + timedelta(seconds=span))
    assert len(found) <= 6
    assert not are_days or all(f"{moment:%H%M%S}" == "000000" for moment in found)


def test_a_scale_keeps_to_its_ends() -> None:
    scale = Scale(0, 10, 100, 0)
    assert [scale.place(value) for value in (-5, 0, 5, 10, 99)] == [100, 100, 50, 0, 0]


@given(st.lists(st.integers(0, 5_000), unique=True), st.integers(2, 60))
def test_thinning_keeps_order_and_what_must_stay(things: list[int], most: int) -> None:
    kept = thinned(things, lambda thing, size: int(thing / size), lambda thing: thing % 500 == 0, most)
    assert len(kept) <= most or len(things) <= most
    places = [things.index(thing) for thing in kept]
    assert places == sorted(places)
    stay = [thing for thing in things if thing % 500 == 0]
    if len(stay) * 2 <= most:
        assert set(stay) <= set(kept)
