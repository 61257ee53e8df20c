"""Parts of a scale, decimals in words, and several scales in one number."""

import pytest

from reconcile.numbers import read_numbers

ARABIC = [
    ("5 مليون و200 ألف", 5_200_000),
    ("5 مليون 200 ألف", 5_200_000),
    ("مليون 200 ألف", 1_200_000),
    ("مليونين و300 ألف", 2_300_000),
    ("مليون إلا ربعا", 750_000),
    ("مليونان إلا ربع المليون", 1_750_000),
    ("ألف إلا خمسين", 950),
    ("3 مئات", 300),
    ("ثلاث مئات", 300),
    ("5 مئة ألف", 500_000),
    ("ثلاثة أرباع المليون", 750_000),
    ("3 أرباع مليون", 750_000),
    ("مليون وثلاثة أرباع", 1_750_000),
    ("مليون وثلاثة أرباع المليون", 1_750_000),
    ("مليونين ونصف", 2_500_000),
    ("ثلاثة فاصلة خمسة ملايين", 3_500_000),
    ("3 فاصلة 25 مليون", 3_250_000),
    ("3 1/2 مليون", 3_500_000),
    ("2½ مليون", 2_500_000),
]
ARABIC_APART = [
    ("5 مليون 200 شخص", [5_000_000, 200]),
    ("ألف 200 مليون", [1000, 200_000_000]),
    ("لم ينج من ألف إلا خمسون", [1000, 50]),
    ("من الألف إلا خمسون", [1000, 50]),
    ("مليون وثلاثة أرباع السكان", [1_000_000]),
    ("ثلثا مليون", []),
    ("ثلاثة فاصلة خمسة", []),
    ("2 1/2 ساعة", []),
    ("3 أرباع السكان", []),
    ("مئة أرباع المليون", []),
]


@pytest.mark.parametrize(("text", "value"), ARABIC)
@pytest.mark.parametrize("frame", ["{}", "نحو {} نازح", "({})"])
def test_arabic_parts_and_scales_are_read_whole(text: str, value: int, frame: str) -> None:
    (number,) = read_numbers(frame.format(text))
    assert (number.value, number.exact) == (value, text)


@pytest.mark.parametrize(("text", "values"), ARABIC_APART)
def test_what_is_no_part_of_an_arabic_number_is_left_out(text: str, values: list[int]) -> None:
    assert [number.value for number in read_numbers(text)] == values
