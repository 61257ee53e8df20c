"""The policy agreement: regions, bounds, the best figure, status and grade."""

from datetime import UTC, datetime

import pytest

from reconcile.estimation.heard import Heard
from reconcile.estimation.intervals import Interval
from reconcile.estimation.origins import Origin
from reconcile.estimation.policies.agreement import AGREEMENT
from reconcile.estimation.policies.policy import Ruling
from reconcile.estimation.position import Position
from reconcile.model import Category, Count, Grade, Qualifier, RecordedClaim, Status
from tests.reconcile.hearings import agreements, heard_of

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


def held(*said: Said) -> Heard:
    """Return positions of one moment, in the order they are heard."""
    return heard_of(positions(*said))


def positions(*said: Said) -> tuple[Position, ...]:
    """Return positions; the id of a position's claim is its place."""
    return tuple(
        Position(
            Origin(who, who), Interval(low, high), figure, (figure, high) != (None, None), (_claim(at),)
        )
        for at, (who, low, high, figure) in enumerate(said)
    )


def _claim(at: int) -> RecordedClaim:
    count = Count(low=1, high=1, qualifier=Qualifier.EXACT)
    return RecordedClaim(category=Category.KILLED, count=count, published_at=START, id=str(at))


def rule(*said: Said) -> Ruling:
    return AGREEMENT.rule(held(*said))


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
        found = agreements(positions(*order))
        assert [(region.low, region.high) for region in found] == regions
        span = held(*order).span
        assert span.interval == Interval(regions[0][0], regions[-1][1])
        assert span.contested == (len(regions) > 1)


def test_no_positions_make_no_agreement() -> None:
    assert agreements(()) == []
    assert held().span.interval is None


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
    assert rule(said).best is None


def test_each_bound_leads_back_to_the_positions_that_set_it() -> None:
    assert setters(at_least("a", 4), at_most("b", 9), stated("c", 6), part("d", 2)) == ["c", "c", "c"]
    assert setters(at_least("a", 4), at_most("b", 9), part("d", 4)) == ["ad", "a", "b"]


def setters(*said: Said) -> list[str]:
    """Return the keys of the origins that set low, best and high."""
    heard, ruling = held(*said), rule(*said)
    found = (
        ruling.setters_of_low(heard),
        (ruling.best,) if ruling.best else (),
        ruling.setters_of_high(heard),
    )
    return ["".join(sorted(position.origin.key for position in setting)) for setting in found]


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
    assert setters() == ["", "", ""]


def test_an_explicit_zero_is_a_figure() -> None:
    assert figures(stated("a", 0)) == (0, 0, 0)
    assert rule(stated("a", 0)).figures.status is Status.SINGLE_SOURCE


def test_the_policy_says_its_name_and_version() -> None:
    assert AGREEMENT.method.name == "agreement"
    assert AGREEMENT.method.version >= 1
