"""Positions: what each origin holds, rule by rule, and what became of every claim."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from reconcile.estimation.intervals import Interval
from reconcile.estimation.position import Position
from reconcile.model import RecordedClaim, Role, Standing
from tests.reconcile.hearings import heard, standings_of

START = datetime(2031, 5, 4, tzinfo=UTC)
HARBOUR, CLINIC, POLICE = "إدارة الميناء", "عيادة النخيل", "شرطة الوادي"

Count = dict[str, object]


def exactly(n: int) -> Count:
    return {"low": n, "high": n, "qualifier": "exact"}


def at_least(n: int) -> Count:
    return {"low": n, "high": None, "qualifier": "at_least"}


TENS: Count = {"low": 20, "high": 99, "qualifier": "vague", "term": "tens"}
NUMBER_OF: Count = {"low": 2, "high": None, "qualifier": "vague", "term": "number_of"}


def claim(hour: int, source: str | None, count: int | Count, **fields: object) -> RecordedClaim:
    said = {
        "category": "killed",
        "count": exactly(count) if isinstance(count, int) else count,
        "attribution": {"source": source},
        "published_at": START + timedelta(hours=hour),
    }
    return RecordedClaim.model_validate(said | fields)


class Outcome(NamedTuple):
    positions: tuple[Position, ...]
    standings: tuple[Standing, ...]


def hear(*claims: RecordedClaim, retracted: tuple[str, ...] = ()) -> Outcome:
    return Outcome(heard(claims, retracted).positions, standings_of(claims, retracted))


def held(heard: Outcome) -> dict[str, tuple[int, int | None]]:
    """Return the one interval that each origin holds."""
    assert len({position.origin for position in heard.positions}) == len(heard.positions)
    return {p.origin.name: (p.interval.low, p.interval.high) for p in heard.positions}


def roles(heard: Outcome, *claims: RecordedClaim) -> list[Role]:
    standings = {standing.claim_id: standing.role for standing in heard.standings}
    return [standings[claim.id] for claim in claims]


LEFT = (claim(0, HARBOUR, 4), claim(1, HARBOUR, 9))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"denied": True}, "Denied"),
        ({"scope": "previous"}, "earlier figure"),
        ({"scope": "historical"}, "another event"),
    ],
)
def test_1_a_denied_previous_or_historical_figure_has_no_weight(
    fields: dict[str, object], reason: str
) -> None:
    heard = hear(claim(0, HARBOUR, 9, **fields))
    assert heard.positions == ()
    assert heard.standings[0].role is Role.EXCLUDED
    assert reason in heard.standings[0].reason


def test_1_a_retracted_figure_has_no_weight_and_the_one_before_it_stands_again() -> None:
    first, second = claim(0, HARBOUR, 4), claim(1, HARBOUR, 9)
    heard = hear(first, second, retracted=(second.id,))
    assert held(heard) == {HARBOUR: (4, 4)}
    assert roles(heard, first, second) == [Role.COUNTED, Role.EXCLUDED]


def test_2_an_origin_that_says_a_figure_again_adds_nothing() -> None:
    first, again = claim(0, HARBOUR, 4), claim(5, HARBOUR, 4, publisher="صحيفة المرفأ")
    heard = hear(again, first)
    assert [position.newest for position in heard.positions] == [first]
    assert roles(heard, first, again) == [Role.COUNTED, Role.REPEATED]
    assert {s.claim_id: s.because_of for s in heard.standings}[again.id] == first.id


def test_2_an_origin_under_another_of_its_names_is_the_same_voice() -> None:
    first, again = claim(0, "فرانس برس", 4), claim(1, "AFP", 4)
    assert roles(hear(first, again), first, again) == [Role.COUNTED, Role.REPEATED]


def test_2_a_figure_attributed_to_nobody_is_its_publishers() -> None:
    first, again = claim(0, "صحيفة المرفأ", 4), claim(1, None, 4, publisher="صحيفة المرفأ")
    assert roles(hear(first, again), again) == [Role.REPEATED]


def test_2_an_old_figure_reprinted_under_its_old_source_does_not_come_back() -> None:
    assert held(hear(*LEFT, claim(2, HARBOUR, 4))) == {HARBOUR: (9, 9)}


@pytest.mark.parametrize(("older", "newer"), [(4, 9), (9, 4)])
def test_3_the_newest_total_of_an_origin_wins_upward_and_downward(older: int, newer: int) -> None:
    first, second = claim(0, HARBOUR, older), claim(1, HARBOUR, newer)
    heard = hear(second, first)
    assert held(heard) == {HARBOUR: (newer, newer)}
    assert roles(heard, first, second) == [Role.SUPERSEDED, Role.COUNTED]
    assert {s.claim_id: s.because_of for s in heard.standings}[first.id] == second.id


def test_3_newest_means_the_time_spoken_of_not_the_time_recorded() -> None:
    late = claim(0, HARBOUR, 4, recorded_at=START + timedelta(days=3))
    assert held(hear(late, claim(1, HARBOUR, 9))) == {HARBOUR: (9, 9)}


def test_3_of_two_totals_of_one_moment_the_later_recorded_wins_then_the_later_in_the_text() -> None:
    later = START + timedelta(hours=1)
    assert held(hear(claim(0, HARBOUR, 4, recorded_at=later), claim(0, HARBOUR, 9))) == {HARBOUR: (4, 4)}
    before, after = ({"exact": "x", "start": start, "end": start + 1} for start in (3, 70))
    ends = (claim(0, HARBOUR, 4, evidence=after), claim(0, HARBOUR, 9, evidence=before))
    assert held(hear(*ends)) == {HARBOUR: (4, 4)}


def test_3_of_two_totals_alike_in_all_times_the_id_decides() -> None:
    assert held(hear(claim(0, HARBOUR, 9, id="b"), claim(0, HARBOUR, 4, id="a"))) == {HARBOUR: (9, 9)}


def test_3_a_vague_word_that_does_not_contradict_the_figure_replaces_nothing() -> None:
    figure, word = claim(0, HARBOUR, 24), claim(1, HARBOUR, TENS)
    assert held(hear(figure, word)) == {HARBOUR: (24, 24)}
    assert roles(hear(figure, word), figure, word) == [Role.COUNTED, Role.SUPERSEDED]


def test_3_a_vague_word_that_contradicts_the_figure_replaces_it_and_a_figure_a_vague_word() -> None:
    assert held(hear(claim(0, HARBOUR, 4), claim(1, HARBOUR, TENS))) == {HARBOUR: (20, 99)}
    assert held(hear(claim(0, HARBOUR, TENS), claim(1, HARBOUR, 24))) == {HARBOUR: (24, 24)}


def test_3_a_newer_vague_word_replaces_an_older_vague_word() -> None:
    assert held(hear(claim(0, HARBOUR, NUMBER_OF), claim(1, HARBOUR, TENS))) == {HARBOUR: (20, 99)}


def test_4_a_figure_that_another_origin_left_behind_is_stale() -> None:
    repeat = claim(2, CLINIC, 4)
    heard = hear(*LEFT, repeat)
    assert held(heard) == {HARBOUR: (9, 9)}
    assert roles(heard, repeat) == [Role.STALE]
    assert HARBOUR in {s.claim_id: s.reason for s in heard.standings}[repeat.id]


def test_4_a_figure_left_behind_comes_back_when_a_second_origin_means_it() -> None:
    seconds = claim(2, CLINIC, 4), claim(3, POLICE, 4)
    assert held(hear(*LEFT, *seconds)) == {HARBOUR: (9, 9), CLINIC: (4, 4), POLICE: (4, 4)}
    assert roles(hear(*LEFT, *seconds), *seconds) == [Role.COUNTED, Role.COUNTED]


def test_4_a_second_outlet_of_the_same_origin_is_no_second_voice() -> None:
    relays = claim(2, CLINIC, 4, publisher="المرفأ"), claim(3, CLINIC, 4, publisher="السنبلة")
    assert held(hear(*LEFT, *relays)) == {HARBOUR: (9, 9)}


@pytest.mark.parametrize("hour", [0, 1])
def test_4_a_figure_said_no_later_than_it_was_left_behind_is_no_repeat(hour: int) -> None:
    said = claim(hour, CLINIC, 4, recorded_at=START + timedelta(days=1))
    assert roles(hear(*LEFT, said), said) == [Role.COUNTED]


def test_4_an_origin_that_has_moved_on_from_a_stale_figure_no_longer_means_it() -> None:
    waiting, newer, second = claim(2, CLINIC, 4), claim(3, CLINIC, 9), claim(4, POLICE, 4)
    assert held(hear(*LEFT, waiting, newer, second))[CLINIC] == (9, 9)


def test_4_an_origin_means_only_the_newest_figure_it_repeats() -> None:
    left = claim(0, HARBOUR, 4), claim(1, HARBOUR, 5), claim(2, HARBOUR, 9)
    repeats = claim(3, CLINIC, 4), claim(4, CLINIC, 5), claim(5, POLICE, 4)
    assert held(hear(*left, *repeats)) == {HARBOUR: (9, 9)}


@pytest.mark.parametrize(
    ("count", "fields"),
    [
        (3, {"scope": "subset"}),
        (at_least(3), {"scope": "subset"}),
        ({**exactly(3), "unit": "families"}, {}),
        (3, {"scope": "increment"}),
    ],
)
def test_5_a_part_families_or_a_lone_increment_bound_the_total_from_below(
    count: int | Count, fields: dict[str, object]
) -> None:
    (position,) = hear(claim(0, CLINIC, count, **fields)).positions
    assert position.interval == Interval(3, None)
    assert (position.is_total, position.figure) == (False, None)


def test_5_a_part_holds_until_its_origin_gives_a_newer_total() -> None:
    part, total = claim(1, CLINIC, 6, scope="subset"), claim(2, CLINIC, 4)
    assert held(hear(part, total)) == {CLINIC: (4, 4)}
    assert roles(hear(part, total), part) == [Role.SUPERSEDED]
    kept = hear(part, claim(2, HARBOUR, 7), claim(1, CLINIC, 5)).positions
    assert sorted((p.interval.low, p.is_total) for p in kept) == [(5, True), (6, False), (7, True)]


def test_5_increments_add_to_the_total_of_their_origin() -> None:
    more = claim(1, HARBOUR, 3, scope="increment"), claim(2, HARBOUR, 2, scope="increment")
    (position,) = hear(claim(0, HARBOUR, 4), *more).positions
    assert (position.interval, position.figure) == (Interval(9, 9), 9)
    assert position.newest == more[1]


def test_5_an_open_increment_opens_the_total_and_leaves_no_figure() -> None:
    (position,) = hear(claim(0, HARBOUR, 4), claim(1, HARBOUR, at_least(2), scope="increment")).positions
    assert (position.interval, position.figure) == (Interval(6, None), None)


def test_5_an_increment_before_the_newest_total_is_in_it() -> None:
    more = claim(1, HARBOUR, 3, scope="increment")
    heard = hear(claim(0, HARBOUR, 4), more, claim(2, HARBOUR, 8))
    assert held(heard) == {HARBOUR: (8, 8)}
    assert roles(heard, more) == [Role.SUPERSEDED]


def test_6_an_older_total_that_a_later_one_starts_above_is_a_lower_bound_only() -> None:
    older, later = claim(0, HARBOUR, 4), claim(1, CLINIC, 9)
    assert held(hear(older, later)) == {HARBOUR: (4, None), CLINIC: (9, 9)}
    standings = {standing.claim_id: standing for standing in hear(older, later).standings}
    assert standings[older.id].because_of == later.id
    assert "lower bound" in standings[older.id].reason


@pytest.mark.parametrize(
    ("hour", "count", "fields"),
    [(1, 3, {}), (1, 4, {}), (0, 9, {}), (1, at_least(4), {}), (1, 9, {"scope": "subset"})],
    ids=["lower", "equal", "of the same moment", "no higher start", "a part"],
)
def test_6_what_is_no_growth_leaves_the_older_total_closed(
    hour: int, count: int | Count, fields: dict[str, object]
) -> None:
    assert held(hear(claim(0, HARBOUR, 4), claim(hour, CLINIC, count, **fields)))[HARBOUR] == (4, 4)


def test_every_claim_has_one_standing_and_positions_come_oldest_first() -> None:
    claims = [claim(3, POLICE, 7), claim(1, CLINIC, 7), claim(2, HARBOUR, 7), claim(4, HARBOUR, 7)]
    heard = hear(*claims)
    assert sorted(s.claim_id for s in heard.standings) == sorted(c.id for c in claims)
    assert [position.origin.name for position in heard.positions] == [CLINIC, HARBOUR, POLICE]
