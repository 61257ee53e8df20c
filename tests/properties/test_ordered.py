"""An order kept in chunks is a sorted list, whatever was put in and taken out."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from reconcile.estimation.ordered import Ordered

Item = tuple[int, str]

ITEMS = st.tuples(st.integers(0, 40), st.sampled_from("abcdefgh"))


@st.composite
def exchanges(draw: st.DrawFn) -> list[tuple[list[Item], list[Item]]]:
    """Draw what is taken out of an order and put into it, turn by turn; the first turn can fill it."""
    present = draw(st.sets(ITEMS, max_size=250))
    turns: list[tuple[list[Item], list[Item]]] = [([], sorted(present))]
    for _ in range(draw(st.integers(0, 12))):
        old = draw(st.sets(st.sampled_from(sorted(present)), max_size=60)) if present else set[Item]()
        new = draw(st.sets(ITEMS, max_size=30)) - (present - old)
        present = (present - old) | new
        turns.append((list(old), list(new)))
    return turns


@given(exchanges(), st.tuples(st.integers(-1, 41)))
def test_it_is_a_sorted_list(turns: list[tuple[list[Item], list[Item]]], place: tuple[int]) -> None:
    order: Ordered[Item] = Ordered()
    kept = list[Item]()
    for old, new in turns:
        before, listed_before = order, list(kept)
        order = order.exchanged(old, new)
        kept = sorted([item for item in kept if item not in old] + new)
        assert list(order) == kept
        assert list(before) == listed_before
        assert list(reversed(order)) == kept[::-1]
        assert bool(order) == bool(kept)
        if kept:
            assert order.last == kept[-1]
        assert order.below(place) == max((item for item in kept if item < place), default=None)
        assert list(order.starting(place)) == [item for item in kept if item >= place]


@given(st.integers(1, 600), st.randoms(use_true_random=False))
def test_a_change_touches_few(size: int, chance: Random) -> None:
    order: Ordered[Item] = Ordered()
    numbers = list(range(size))
    chance.shuffle(numbers)
    for number in numbers:
        order = order.exchanged((), [(number, "a")])
    chance.shuffle(numbers)
    for number in numbers:
        changed = order.exchanged([(number,)], [(number, "b")])
        # Taking out can join two chunks and part them anew, putting in can part one.
        assert len({*changed.chunks} - {*order.chunks}) <= 4
        assert all(0 < len(chunk) <= 64 for chunk in changed.chunks)
        assert all(len(chunk) > 7 for chunk in changed.chunks[:-1])
        order = order.exchanged([(number,)], ())
    assert not order
