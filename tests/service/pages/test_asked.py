"""An address is read as a question; what is wrong in it is told, and loses nothing else."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.estimation.course import Clock
from reconcile.model import Category
from service.pages.asked import Question, question

WHOLE = {
    "as_of": "2026-03-01T09:30",
    "known_at": "2026-03-01T12:30:00+03:00",
    "policy": "airwars",
    "convention": "em-dat",
    "category": "injured",
    "clock": "known_at",
    "which": "counting",
    "claims_page": "3",
}


def test_a_whole_question_is_read() -> None:
    asked, faults = question(WHOLE)
    assert faults == ()
    nine = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    assert (asked.as_of, asked.known_at) == (nine, nine)
    assert (asked.policy, asked.convention, asked.category) == ("airwars", "em-dat", Category.INJURED)
    assert (asked.clock, asked.which, asked.claims_page) == (Clock.KNOWN_AT, "counting", 3)
    assert question(asked.parameters(claims_page=3)) == (asked, ())


def test_nothing_asks_for_the_usual() -> None:
    assert question({}) == (Question(), ())
    assert Question().parameters() == {}
    assert not Question().asks_more


@pytest.mark.parametrize(
    ("name", "given_"),
    [
        ("as_of", "yesterday"),
        ("known_at", "2026-13-01"),
        ("policy", "mine"),
        ("convention", "x"),
        ("category", "dead"),
        ("clock", "wall"),
        ("which", "best"),
        ("claims_page", "0"),
        ("claims_page", "-1"),
        ("claims_page", "٣"),
        ("revisions_page", "9" * 5_000),
        ("as_of", "0001-01-01T00:00:00+14:00"),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_is_read(name: str, given_: str) -> None:
    asked, (fault,) = question(WHOLE | {name: given_})
    assert fault.field == name
    assert given_.startswith(fault.given)
    expected, _ = question({key: value for key, value in WHOLE.items() if key != name})
    assert asked == expected


@given(st.dictionaries(st.sampled_from([*WHOLE, "revisions_page", "x"]), st.text(max_size=40)))
def test_any_address_is_some_question(parameters: dict[str, str]) -> None:
    asked, _ = question(parameters)
    again, faults = question(asked.parameters(claims_page=asked.claims_page))
    assert faults == ()
    assert again.parameters() == asked.parameters()


def test_a_picker_loses_nothing_that_was_known() -> None:
    moment = datetime(2026, 3, 1, 9, 30, 0, 123_456, tzinfo=UTC)
    assert Question(known_at=moment).picked("known_at") == "2026-03-01T09:30:00.124"
    assert Question(as_of=moment.replace(microsecond=0)).picked("as_of") == "2026-03-01T09:30"
    assert Question().picked("as_of") == ""
