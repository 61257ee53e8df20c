"""The course of a toll is what the questions by either clock answer, moment by moment."""

from collections.abc import Sequence
from datetime import datetime

from hypothesis import given

from reconcile.estimation.account import Account
from reconcile.estimation.course import Clock, Turn, course
from reconcile.estimation.policies import POLICIES
from reconcile.estimation.reconciliation import current_account
from reconcile.model import Category, Figures, RecordedClaim, Retraction
from tests.properties.strategies import coupled_records, policies

Record = tuple[list[RecordedClaim], list[Retraction]]
MANY = 10_000


def _known(figures: dict[Category, Figures]) -> dict[Category, Figures]:
    """Leave out categories of which nothing is known: whoever took all back said nothing."""
    return {category: found for category, found in figures.items() if found.low is not None}


def _at(turns: dict[Category, tuple[Turn, ...]], moment: datetime) -> dict[Category, Figures]:
    past = {
        category: [turn.figures for turn in of_category if turn.at <= moment]
        for category, of_category in turns.items()
    }
    return _known({category: figures[-1] for category, figures in past.items() if figures})


def _asked(record: Record, policy: str, clock: Clock, moment: datetime) -> dict[Category, Figures]:
    made = current_account(
        record[0],
        retractions=record[1],
        policy=policy,
        as_of=moment if clock is Clock.AS_OF else None,
        known_at=moment if clock is Clock.KNOWN_AT else None,
    ).estimates()
    return _known({category: estimate.figures() for category, estimate in made.items()})


def _moments(record: Record, clock: Clock) -> Sequence[datetime]:
    claims, retractions = record
    if clock is Clock.AS_OF:
        return [claim.as_of for claim in claims]
    return [claim.recorded_at for claim in claims] + [taken.recorded_at for taken in retractions]


@given(policies(), coupled_records())
def test_at_every_moment_it_is_what_the_question_by_its_clock_answers(
    policy: str, record: Record
) -> None:
    for clock in Clock:
        turns = course(Account.opened(policy=policy), *record, clock, MANY)
        for moment in _moments(record, clock):
            assert _at(turns, moment) == _asked(record, policy, clock, moment)


@given(policies(), coupled_records())
def test_with_few_moments_it_ends_the_same_and_invents_none(policy: str, record: Record) -> None:
    for clock in Clock:
        opened = Account.opened(policy=policy)
        whole, few = (course(opened, *record, clock, most) for most in (MANY, 3))
        for category, turns in few.items():
            assert len(turns) <= 3
            for turn in turns:
                assert turn.figures == _at(whole, turn.at).get(category, turn.figures)
            assert turns[-1].figures == whole[category][-1].figures


@given(coupled_records())
def test_another_policy_rules_on_what_was_heard(record: Record) -> None:
    account = current_account(record[0], retractions=record[1])
    for policy in POLICIES:
        asked = current_account(record[0], retractions=record[1], policy=policy).estimates()
        assert account.under(policy).estimates() == asked


def test_nobody_spoke() -> None:
    assert course(Account.opened(), [], [], Clock.AS_OF, MANY) == {}
