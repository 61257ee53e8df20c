"""What each recorder's convention makes of the vague words."""

import pytest

from reconcile import lexicon
from reconcile.estimation.conventions import CONVENTIONS, convention_named
from reconcile.model import Count, Qualifier

Bounds = tuple[int, int | None]

NUMBER_OF, FEW, TENS, HUNDREDS, THOUSANDS = (
    next(term for term in lexicon.language("ar").quantities.vague if term.term == name).count()
    for name in ("number_of", "few", "tens", "hundreds", "thousands")
)

READINGS: dict[str, tuple[Bounds, ...]] = {
    "literal": ((2, None), (3, 9), (20, 99), (200, 999), (2000, 9999)),
    "none": ((1, None),) * 5,
    "acled": ((2, None), (3, 9), (10, 99), (100, 999), (2000, 9999)),
    "em-dat": ((2, None), (3, 9), (20, 99), (200, 999), (2000, 9999)),
    "airwars": ((2, None), (3, 9), (12, 24), (200, 999), (2000, 9999)),
}


@pytest.mark.parametrize("name", CONVENTIONS)
def test_a_convention_reads_each_word_as_its_recorder_does(name: str) -> None:
    convention = convention_named(name)
    said = (NUMBER_OF, FEW, TENS, HUNDREDS, THOUSANDS)
    assert tuple(convention.bounds(count) for count in said) == READINGS[name]
    assert convention.method.name == name


def vague(low: int | None, high: int | None, term: str | None) -> Count:
    return Count(low=low, high=high, qualifier=Qualifier.VAGUE, term=term)


def test_dozens_are_not_tens() -> None:
    assert convention_named("acled").bounds(vague(24, 99, "dozens")) == (12, 99)


@pytest.mark.parametrize("name", CONVENTIONS)
@pytest.mark.parametrize(
    "count", [vague(None, None, None), vague(1, 50, "thousands"), vague(None, 5, "tens")]
)
def test_bounds_are_in_order_whatever_a_claim_states(name: str, count: Count) -> None:
    low, high = convention_named(name).bounds(count)
    assert low >= 1
    assert high is None or low <= high


@pytest.mark.parametrize("name", CONVENTIONS)
def test_a_word_without_a_published_number_is_read_literally(name: str) -> None:
    if name != "none":
        assert convention_named(name).bounds(vague(20_000, 99_999, "tens_of_thousands")) == (
            20_000,
            99_999,
        )
