"""What stands beside a number joins it only where a reader would join it."""

import pytest

from reconcile.numbers import read_numbers

ARABIC = [
    ("مساء الاثنين وعشرون جريحا", [20]),
    ("الاثنين والعشرين", [22]),
    ("ألف ونصف السكان", [1000]),
    ("ألف ونصف مليون", [1000, 500_000]),
    ("مليون ونصف", [1_500_000]),
    ("3 ونصف مليون", [3_500_000]),
    ("خمسة ونصف مليون", [5_500_000]),
    ("ألفا نازح", [2000]),
    ("ألفا نزحوا", [1000]),
    ("بلغ ألفا وأصيب 5", [1000, 5]),
    ("قتل ألفا بينهم 5", [1000, 5]),
    ("٣،٥ مليون", [3_500_000]),
    ("44،382 شهيدا", [44_382]),
    ("½ مليون", []),
    ("1/2 مليون", []),
    ("ثلاثة أرباع المليون", [750_000]),
    ("ثلاثة أرباع السكان", []),
    ("1,234.5 مليون", []),
    ("لست متأكدا", []),
    ("وقالت طالبان إن 5 قتلوا", [5]),
    ("الوحدة الوطنية", []),
    ("مقتل سوريين", []),
    ("في نيسان 15 قتيلا", [15]),
    ("في نيسان 2019 قتل 15", [15]),
    ("50 شيكلا", []),
]
ENGLISH = [
    ("four thousand, twelve of them children", [4000, 12]),
    ("one thousand, 200 of them children", [1000, 200]),
    ("one thousand, two hundred", [1200]),
    ("between one hundred and two hundred", [100, 200]),
    ("two hundred and three", [203]),
    ("1.9 million, 90 percent of the population", [1_900_000]),
    ("1,234.5 million", []),
]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [*(("ar", *case) for case in ARABIC), *(("en", *case) for case in ENGLISH)],
)
def test_only_what_belongs_together_is_read_together(
    language: str, text: str, values: list[int]
) -> None:
    assert [number.value for number in read_numbers(text, language)] == values
