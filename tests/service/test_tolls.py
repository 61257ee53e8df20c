"""Real events, replayed: the estimate comes down when it should, and goes on when it should."""

from pathlib import Path

import pytest

from reconcile.estimation.replay import Step, replay, score
from reconcile.model import Category, Status
from service.replaying import PastEvents
from tests.service.test_replay import SETS


def events(shared: Path, name: str) -> PastEvents:
    claims, finals = (shared / "tolls" / file for file in SETS[name])
    found = PastEvents()
    found.read_claims(claims.name, claims.read_text(encoding="utf-8"))
    found.read_finals(finals.name, finals.read_text(encoding="utf-8"))
    return found


def steps(shared: Path, name: str, event: str) -> tuple[Step, ...]:
    return replay(events(shared, name).claims[event], Category.KILLED, policy="agreement")


@pytest.mark.parametrize(
    ("name", "event", "tolls"),
    [
        ("first", "genoa_2018", [39, 38, 43]),
        ("timelines", "brussels2016", [31, 28, 31, 35, 32]),
        ("timelines", "srilanka2019", [359, 253]),
        ("timelines", "kalsu2024", [1, 3, 1]),
    ],
)
def test_best_follows_the_toll_up_and_down(
    shared: Path, name: str, event: str, tolls: list[int]
) -> None:
    followed = iter([step.estimate.best for step in steps(shared, name, event)])
    assert all(toll in followed for toll in tolls), "each in turn, others between them"


def test_sources_that_never_agreed_leave_the_toll_contested(shared: Path) -> None:
    last = steps(shared, "first", "sadr_city_2018")[-1].estimate
    assert last.status is Status.CONTESTED
    assert (last.low, last.high) == (16, 17), "an unnamed reprint of 18 does not bring it back"


@pytest.mark.parametrize(("name", "most"), [("timelines", 0.172), ("noisy", 0.21)])
def test_agreement_is_no_worse_than_the_best_simple_rule(shared: Path, name: str, most: float) -> None:
    past = events(shared, name)
    found = score(
        (replay(claims, Category.KILLED, policy="agreement"), final)
        for event, claims in past.claims.items()
        if (final := past.finals.get((event, Category.KILLED)))
    )
    assert found.mean_error is not None
    assert found.mean_error <= most
