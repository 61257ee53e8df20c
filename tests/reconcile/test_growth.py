"""Growth: what is kept claim by claim is what a look at all totals finds."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from reconcile.estimation.holding import Holding
from reconcile.estimation.intervals import Interval
from reconcile.estimation.origins import Origin
from reconcile.estimation.position import Position
from reconcile.estimation.positions import Positions
from reconcile.model import Attribution, Category, Count, Qualifier, RecordedClaim

START = datetime(2031, 5, 4, tzinfo=UTC)
VOICES = "abcdef"


class Word(NamedTuple):
    """What a voice comes to hold: a total, or none, and what it means if the total is doubted."""

    voice: str
    total: tuple[int, int, int | None] | None  # minutes after the start, low, high
    doubted: bool
    meant: tuple[int, int, int | None] | None


def totals() -> st.SearchStrategy[tuple[int, int, int | None]]:
    return st.tuples(st.integers(0, 8), st.integers(0, 9), st.none() | st.integers(0, 4)).map(
        lambda drawn: (drawn[0], drawn[1], None if drawn[2] is None else drawn[1] + drawn[2])
    )


def words() -> st.SearchStrategy[Word]:
    return st.builds(
        Word,
        voice=st.sampled_from(VOICES),
        total=st.none() | totals(),
        doubted=st.booleans(),
        meant=st.none() | totals(),
    )


def position(voice: str, total: tuple[int, int, int | None]) -> Position:
    minutes, low, high = total
    claim = RecordedClaim(
        category=Category.KILLED,
        count=Count(low=low, high=None, qualifier=Qualifier.AT_LEAST),
        attribution=Attribution(source=voice),
        published_at=START + timedelta(minutes=minutes),
    )
    return Position(Origin(voice, voice), Interval(low, high), low, is_total=True, claims=(claim,))


def holding(word: Word) -> Holding:
    if word.total is None:
        return Holding()
    positions = (position(word.voice, word.total),)
    if not word.doubted:
        return Holding(positions)
    meant = None if word.meant is None else position(word.voice, word.meant)
    return Holding(positions, doubted=True, still_meant=meant)


@given(st.lists(words(), max_size=25))
def test_what_is_outgrown_is_what_a_later_total_starts_above(said: list[Word]) -> None:
    held, holdings = Positions(), dict[str, Holding]()
    for word in said:
        holdings[word.voice] = holding(word)
        held = held.with_voice(word.voice, holdings[word.voice])
    openers = [opener for one in holdings.values() for opener in one.openers]
    standing = set()
    for key, one in holdings.items():
        for total in one.positions:
            outgrowers = [opener for opener in openers if total.is_outgrown_by(opener)]
            highest = max((opener.interval.low for opener in outgrowers), default=None)
            found = held.growth.outgrowing(total)
            assert (found.interval.low if found else None) == highest
            assert found is None or total.is_outgrown_by(found)
            if not outgrowers and total.interval.high is not None:
                standing.add((total.interval.high, key))
    assert [one[:2] for one in held.growth.standing] == sorted(standing)
    assert held.lowest_high() == min((high for high, _ in standing), default=None)


@given(st.lists(words(), max_size=12))
def test_the_order_in_which_voices_come_does_not_matter(said: list[Word]) -> None:
    last = {word.voice: word for word in said}
    one_way, other_way = Positions(), Positions()
    for word in said:
        one_way = one_way.with_voice(word.voice, holding(word))
    for word in sorted(last.values(), key=lambda word: word.voice, reverse=True):
        other_way = other_way.with_voice(word.voice, holding(word))
    assert [step[:3] for step in one_way.growth.steps] == [step[:3] for step in other_way.growth.steps]
    assert one_way.lowest_high() == other_way.lowest_high()
