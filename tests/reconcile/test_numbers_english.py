"""English numbers, and what in English looks like one."""

import pytest

from reconcile.numbers import read_numbers

COUNTS = [
    ("one hundred and five", 105),
    ("a hundred and five", 105),
    ("twenty-three", 23),
    ("twenty three", 23),
    ("two hundred twenty-five", 225),
    ("two thousand and nineteen", 2019),
    ("one thousand, two hundred", 1200),
    ("five hundred thousand", 500_000),
    ("two million five hundred thousand", 2_500_000),
    ("half a million", 500_000),
    ("a quarter of a million", 250_000),
    ("one and a half million", 1_500_000),
    ("1.5 million", 1_500_000),
    ("1,234", 1234),
    ("a dozen", 12),
    ("two dozen", 24),
    ("half a dozen", 6),
    ("a score", 20),
    ("Three", 3),
    ("zero", 0),
]
NO_COUNTS = [
    "in 2019",
    "April 17, 2019",
    "17 April",
    "21st",
    "twenty-first",
    "the third",
    "dozens of people",
    "scores",
    "hundreds",
    "tens of thousands",
    "several hundred",
    "a few thousand",
    "Covid-19",
    "50 percent",
    "50%",
    "$5 million",
    "5 million dollars",
    "no one",
    "two thirds",
    "three-quarters",
    "a ten-year-old boy",
    "9/11",
    "10:30",
    "10 am",
    "Highway 6",
    "Brigade 17",
    "an hour",
    "5km",
    "2031-05-12",
]


@pytest.mark.parametrize(("text", "value"), COUNTS)
@pytest.mark.parametrize("frame", ["{}", "at least {} were hurt", "({})", "killing {}, police said"])
def test_counts_are_read_whole(text: str, value: int, frame: str) -> None:
    (number,) = read_numbers(frame.format(text), "en")
    assert (number.value, number.exact) == (value, text)


@pytest.mark.parametrize("text", NO_COUNTS)
def test_dates_shares_ranks_prices_and_names_are_no_counts(text: str) -> None:
    assert read_numbers(text, "en") == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("between 20 and 30", [20, 30]),
        ("five or six", [5, 6]),
        ("killed 10, wounded 20", [10, 20]),
        ("twenty and thirty", [20, 30]),
        ("10-15 people", [10, 15]),
    ],
)
def test_neighbours_are_never_summed(text: str, values: list[int]) -> None:
    assert [number.value for number in read_numbers(text, "en")] == values
