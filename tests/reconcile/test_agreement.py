"""The policy agreement: regions, bounds, the best figure, status and grade."""

from datetime import UTC, datetime, timedelta

import pytest

from reconcile.estimation.intervals import Interval
from reconcile.estimation.origins import Origin
from reconcile.estimation.policies.agreement import AGREEMENT, agreements
from reconcile.estimation.policies.policy import Ruling
from reconcile.estimation.positions import Position
from reconcile.model import Category, Count, Grade, Qualifier, RecordedClaim, Status

START = datetime(2031, 5, 4, tzinfo=UTC)

Bounds = tuple[int, int | None]
Said = tuple[str, int, int | None, int | None]
"""Who says it, the interval, and the figure stated, if any."""


def stated(origin: str, n: int) -> Said:
    return (origin, n, n, n)


def at_least(origin: str, n: int) -> Said:
    return (origin, n, None, n)


def part(origin: str, n: int) -> Said:
    return (origin, n, None, None)


def at_most(origin: str, n: int) -> Said:
    return (origin, 0, n, None)


def between(origin: str, low: int, high: int) -> Said:
    return (origin, low, high, low)


def held(*said: Said) -> tuple[Position, ...]:
    """Return positions in the order they are heard; the id of a position's claim is its place."""
    return tuple(
        Position(
            Origin(who, who), Interval(low, high), figure, (figure, high) != (None, None), (_claim(at),)
        )
        for at, (who, low, high, figure) in enumerate(said)
    )


def _claim(at: int) -> RecordedClaim:
    count = Count(low=1, high=1, qualifier=Qualifier.EXACT)
    when = START + timedelta(hours=at)
    return RecordedClaim(category=Category.KILLED, count=count, published_at=when, id=str(at))


def rule(*said: Said) -> Ruling:
    return AGREEMENT.rule(held(*said), None)


def figures(*said: Said) -> tuple[int | None, int | None, int | None]:
    found = rule(*said).figures
    return (found.low, found.best, found.high)


REGIONS: list[tuple[list[Bounds], list[Bounds]]] = [
    ([(4, 4)], [(4, 4)]),
    ([(4, 9), (6, 12)], [(6, 9)]),
    ([(4, 9), (9, 12)], [(9, 9)]),
    ([(4, 8), (9, 12)], [(4, 8), (9, 12)]),
    ([(4, 4), (4, 4)], [(4, 4)]),
    ([(4, None), (9, 9)], [(9, 9)]),
    ([(4, None), (9, None)], [(9, None)]),
    ([(4, 4), (9, None)], [(4, 4), (9, None)]),
    ([(0, 5), (9, 9), (0, None)], [(0, 5), (9, 9)]),
    ([(1, 5), (4, 8), (7, 10)], [(4, 5), (7, 8)]),
    ([(1, 20), (3, 4), (8, 9), (15, 16)], [(3, 4), (8, 9), (15, 16)]),
]


@pytest.mark.parametrize(("intervals", "regions"), REGIONS)
def test_an_agreement_covers_the_totals_that_its_positions_share(
    intervals: list[Bounds], regions: list[Bounds]
) -> None:
    said = [(str(at), low, high, None) for at, (low, high) in enumerate(intervals)]
    for order in (said, said[::-1]):
        found = agreements(held(*order))
        assert [(a.region.low, a.region.high) for a in found] == regions


def test_an_agreement_holds_every_position_that_reaches_its_region_and_no_other() -> None:
    positions = held(between("a", 1, 5), between("b", 4, 8), between("c", 7, 10), at_least("d", 1))
    low, high = agreements(positions)
    assert {p.origin.key for p in low.positions} == {"a", "b", "d"}
    assert {p.origin.key for p in high.positions} == {"b", "c", "d"}


def test_no_positions_make_no_agreement() -> None:
    assert agreements(()) == ()


def test_one_region_makes_the_range_the_intersection() -> None:
    assert figures(between("a", 4, 9), between("b", 6, 12)) == (6, 6, 9)


def test_several_regions_make_a_contested_range_that_spans_them() -> None:
    ruling = rule(stated("a", 9), stated("b", 4))
    assert figures(stated("a", 9), stated("b", 4)) == (4, 4, 9)
    assert (ruling.figures.status, ruling.figures.grade) == (Status.CONTESTED, Grade.CONTESTED)


def test_a_contested_range_that_is_open_above_stays_open() -> None:
    assert figures(stated("a", 4), at_least("b", 9)) == (4, 9, None)


def test_best_is_the_newest_figure_inside_the_range() -> None:
    assert figures(stated("a", 6), between("b", 4, 9)) == (6, 6, 6)
    assert figures(between("b", 4, 9), at_least("a", 6)) == (6, 6, 9)
    assert figures(between("a", 6, 9), between("b", 7, 12)) == (7, 7, 9)


def test_best_is_never_a_midpoint() -> None:
    assert figures(stated("a", 4), stated("b", 20), at_most("c", 30))[1] == 20


@pytest.mark.parametrize("said", [part("a", 4), at_most("a", 4), ("a", 20, 99, None)])
def test_what_states_no_figure_leaves_best_unknown(said: Said) -> None:
    assert figures(said) == (said[1], None, said[2])
    assert rule(said).figures.status is Status.UNQUANTIFIED
    assert rule(said).best == ()


def test_each_bound_leads_back_to_the_positions_that_set_it() -> None:
    ruling = rule(at_least("a", 4), at_most("b", 9), stated("c", 6), part("d", 2))
    found = [[p.origin.key for p in setters] for setters in (ruling.low, ruling.best, ruling.high)]
    assert found == [["c"], ["c"], ["c"]]
    ruling = rule(at_least("a", 4), at_most("b", 9), part("d", 4))
    found = [[p.origin.key for p in setters] for setters in (ruling.low, ruling.best, ruling.high)]
    assert [sorted(setters) for setters in found] == [["a", "d"], ["a"], ["b"]]


STATUSES = [
    ([], Status.UNQUANTIFIED, Grade.NONE),
    ([part("a", 4), part("b", 6)], Status.UNQUANTIFIED, Grade.NONE),
    ([at_most("a", 4)], Status.UNQUANTIFIED, Grade.NONE),
    ([stated("a", 4)], Status.SINGLE_SOURCE, Grade.WEAK),
    ([stated("a", 4), part("a", 2)], Status.SINGLE_SOURCE, Grade.WEAK),
    ([stated("a", 4), part("b", 2)], Status.DEVELOPING, Grade.WEAK),
    ([stated("a", 9), at_least("b", 4)], Status.DEVELOPING, Grade.WEAK),
    ([stated("a", 4), at_most("b", 9)], Status.DEVELOPING, Grade.WEAK),
    ([stated("a", 4), stated("b", 4)], Status.CORROBORATED, Grade.FAIR),
    ([stated("a", 4), at_least("b", 4)], Status.CORROBORATED, Grade.FAIR),
    ([stated("a", 6), between("b", 4, 9)], Status.CORROBORATED, Grade.FAIR),
    ([stated("a", 9), stated("b", 4)], Status.CONTESTED, Grade.CONTESTED),
    ([stated("a", 9), stated("b", 9), stated("c", 4)], Status.CONTESTED, Grade.CONTESTED),
]


@pytest.mark.parametrize(("said", "status", "grade"), STATUSES)
def test_status_and_grade_follow_from_who_states_the_figure(
    said: list[Said], status: Status, grade: Grade
) -> None:
    found = rule(*said).figures
    assert (found.status, found.grade) == (status, grade)


def test_nothing_known_is_not_zero() -> None:
    ruling = rule()
    assert (ruling.figures.low, ruling.figures.best, ruling.figures.high) == (None, None, None)
    assert (ruling.low, ruling.best, ruling.high) == ((), (), ())


def test_an_explicit_zero_is_a_figure() -> None:
    assert figures(stated("a", 0)) == (0, 0, 0)
    assert rule(stated("a", 0)).figures.status is Status.SINGLE_SOURCE


def test_the_policy_says_its_name_and_version() -> None:
    assert AGREEMENT.method.name == "agreement"
    assert AGREEMENT.method.version >= 1
