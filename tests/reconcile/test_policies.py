"""The same positions under each recorder's rule, side by side."""

from datetime import UTC, datetime, timedelta

import pytest

from reconcile import reconcile
from reconcile.estimation.policies import POLICIES, UnknownPolicy, policy_named
from reconcile.model import Attribution, Category, Claim, Count, Grade, Qualifier, Status
from tests.reconcile.test_agreement import Said, at_least, at_most, between, held, part, stated

Range = tuple[int | None, int | None, int | None]
RECORDERS = ("airwars", "ucdp", "acled", "latest", "maximum")

READINGS: list[tuple[list[Said], tuple[Range, Range, Range, Range, Range]]] = [
    ([], ((None, None, None),) * 5),
    ([stated("a", 4)], ((4, 4, 4),) * 5),
    ([stated("a", 9), stated("b", 4)], ((4, 4, 9), (4, 4, 9), (4, 4, 4), (4, 4, 4), (9, 9, 9))),
    # The figure that most state is likelier than a newer one.
    (
        [stated("a", 9), stated("b", 9), stated("c", 4)],
        ((4, 4, 9), (4, 9, 9), (4, 4, 4), (4, 4, 4), (9, 9, 9)),
    ),
    # A lower bound that somebody goes beyond is no low estimate, but it was claimed.
    ([at_least("a", 3), stated("b", 5)], ((3, 5, 5), (5, 5, 5), (5, 5, 5), (5, 5, 5), (5, 5, 5))),
    (
        [stated("a", 5), at_least("b", 8)],
        ((5, 8, None), (5, 8, None), (5, 5, 5), (8, 8, None), (8, 8, None)),
    ),
    # A part is no total, and an upper limit alone is no figure.
    ([part("a", 7), stated("b", 5)], ((5, 5, 5),) * 5),
    ([part("a", 7)], ((7, None, None),) * 5),
    ([stated("a", 5), at_most("b", 9)], ((0, 5, 9), (5, 5, 5), (5, 5, 5), (5, 5, 5), (5, 5, 5))),
    ([at_most("a", 9)], ((0, None, 9),) * 5),
    ([between("a", 4, 9)], ((4, 4, 9),) * 5),
]


@pytest.mark.parametrize(("said", "ranges"), READINGS)
def test_each_recorder_reads_the_same_positions_by_its_own_rule(
    said: list[Said], ranges: tuple[Range, ...]
) -> None:
    for name, expected in zip(RECORDERS, ranges, strict=True):
        found = policy_named(name).rule(held(*said)).figures
        assert (name, (found.low, found.best, found.high)) == (name, expected)


@pytest.mark.parametrize("name", RECORDERS)
def test_status_and_grade_say_what_the_evidence_is_whatever_the_rule(name: str) -> None:
    for said in ([stated("a", 4)], [stated("a", 4), stated("b", 4)], [stated("a", 9), stated("b", 4)]):
        found, agreed = (policy_named(n).rule(held(*said)).figures for n in (name, "agreement"))
        assert (found.status, found.grade) == (agreed.status, agreed.grade)
    nothing = policy_named(name).rule(held()).figures
    assert (nothing.status, nothing.grade) == (Status.UNQUANTIFIED, Grade.NONE)


def claim(hour: int, n: int, source: str | None) -> Claim:
    return Claim(
        category=Category.KILLED,
        count=Count(low=n, high=n, qualifier=Qualifier.EXACT),
        attribution=Attribution(source=source),
        publisher="صحيفة الضفة",
        published_at=datetime(2031, 5, 4, tzinfo=UTC) + timedelta(hours=hour),
    )


def test_a_figure_nobody_is_named_for_is_heard_where_there_is_no_better_one() -> None:
    named, unnamed = claim(0, 9, "وزارة الصحة"), claim(1, 4, None)
    for policy in ("ucdp", "acled"):
        for claims, expected in (([named, unnamed], 9), ([unnamed], 4)):
            found = reconcile(claims, policy=policy).estimates[Category.KILLED]
            assert (found.low, found.best, found.high) == (expected,) * 3


def test_each_policy_goes_by_its_name_and_version() -> None:
    assert {name: policy.method.name for name, policy in POLICIES.items()} == {n: n for n in POLICIES}
    assert set(POLICIES) == {"agreement", *RECORDERS}
    with pytest.raises(UnknownPolicy, match="agreement, airwars, ucdp, acled, latest, maximum"):
        policy_named("guess")
