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
    ("2 million 500 thousand", 2_500_000),
    ("2 million and 500 thousand", 2_500_000),
    ("1 million 200 thousand 300", 1_200_300),
    ("a million and a half", 1_500_000),
    ("two million and a quarter", 2_250_000),
    ("one-and-a-half million", 1_500_000),
    ("three and a quarter million", 3_250_000),
    ("two and a half dozen", 30),
    ("three quarters of a million", 750_000),
    ("three-quarters of a million", 750_000),
    ("quarter of a million", 250_000),
    ("half-a-dozen", 6),
    ("2 1/2 million", 2_500_000),
    ("2½ million", 2_500_000),
    ("three point five million", 3_500_000),
    ("two point two five million", 2_250_000),
    ("two-hundred-and-fifty", 250),
    ("nine-hundred-and-ninety-nine", 999),
    ("twenty-five hundred", 2500),
    ("nineteen hundred", 1900),
    ("hundred", 100),
    ("hundred and five", 105),
    ("thousand", 1000),
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
    *(
        "summer 2014",
        "summer of 2014",
        "2023-2024",
        "between 2015 and 2018",
        "the 1967 war",
        "after 2003,",
    ),
    *("5 May", "on 5 May the army", "12 May 2019", "April 10-15", "10-15 April", "from 10 to 15 April"),
    *("10-15 percent", "10 to 15 percent", "between 10 and 15 per cent", "5 or 6%"),
    *(
        "$10-15 million",
        "10-15 million dollars",
        "5 million rupees",
        "500 lira",
        "20 cents",
        "USD 5 million",
    ),
    *("won 3-0", "2-1", "a 5-4 ruling", "won 1-2", "call 555-1234", "+1 555 123 4567"),
    *("Channel 12", "Boeing 737", "Category 5", "the third million", "a third of a million"),
    *("many thousand", "a couple of hundred", "another one"),
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
        ("5-3 people", [5, 3]),
        ("two million and half a million", [2_500_000]),
        ("a million and half of the children", [1_000_000]),
        ("one-third of a billion", []),
        ("one-fifth of a million", [200_000]),
        ("two million and 1,500", [2_000_000, 1500]),
        ("1 million, 500 thousand of them children", [1_000_000, 500_000]),
        ("at one point five people", [1, 5]),
        ("in March 15 people", [15]),
        ("on March 15 rebels", []),
        ("12 may have died", [12]),
        ("killing of 2014 people", [2014]),
        ("rose to 2019", [2019]),
        ("the 2014 dead", [2014]),
        ("between 2000 and 2010 people", [2000, 2010]),
        ("level 5 people", [5]),
    ],
)
def test_neighbours_are_never_summed(text: str, values: list[int]) -> None:
    assert [number.value for number in read_numbers(text, "en")] == values
