"""Spellings of dialects and of haste, each read whole."""

import pytest

from reconcile.numbers import read_numbers

TEENS = {
    11: "حداشر أحداشر حداعش هداعش احدعش حداش حضاش",
    12: "اتناشر اثناشر اطناشر طنعش طناعش ثنعش اثناعشر طناش ثناعش",
    13: "تلتاشر تلطعش تلتعش تلاتعش ثلاثتعش ثلثطعش ثلطاش تلطاش ثلاثطعش",
    14: "أربعتاشر أربعطعش أربعتعش ربعطاش",
    15: "خمستاشر خمسطعش خمستعش خمسطاش",
    16: "ستاشر سطعش ستطعش ستعش سطاش",
    17: "سبعتاشر سبعطعش سبعتعش",
    18: "تمنتاشر تمنطعش تمنتعش ثمنتعش ثمنطاش تمنطاش",
    19: "تسعتاشر تسعطعش تسعتعش",
}
HUNDREDS = {
    100: "مئة مائة مئه مية ميه ماية مأة",
    200: "مئتين مائتين ميتين مأتين",
    300: "تلتمية تلتميت ثلثمئة ثلثمائة ثلاثمأة ثلاثماية",
    400: "أربعميت ربعمية",
    500: "خمسمية خمسميت خمسماية",
    600: "ستمية ستميت",
    700: "سبعمية سبعميت",
    800: "تمنمية تمنميت ثمنمية ثمانميه",
    900: "تسعمية تسعميت",
}
THOUSANDS = {
    3000: "تلتلاف تلتالاف تلاتلاف ثلثلاف",
    4000: "أربعتلاف أربعتالاف",
    5000: "خمستلاف خمستالاف",
    6000: "ستتلاف ستالاف",
    7000: "سبعتلاف",
    8000: "تمنتلاف",
    9000: "تسعتلاف",
    10_000: "عشرتلاف عشرتالاف",
    1_000_000: "مليون ميليون میلیون",
}
WORDS = [
    (word, value)
    for table in (TEENS, HUNDREDS, THOUSANDS)
    for value, words in table.items()
    for word in words.split()
]


@pytest.mark.parametrize(("word", "value"), WORDS)
@pytest.mark.parametrize("frame", ["{}", "استشهد {} شخص", "{}، حسب الأهالي"])
def test_a_spelling_of_a_dialect_is_read(word: str, value: int, frame: str) -> None:
    (number,) = read_numbers(frame.format(word))
    assert (number.value, number.exact) == (value, word)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("واحد وعشرين", 21),
        ("تنين وعشرين", 22),
        ("ثنين وثلاثين", 32),
        ("خمسميت ألف", 500_000),
        ("تلتلاف وميتين وخمسين", 3250),
        ("مية وخمستعش", 115),
        ("إحدى عشر", 11),
        ("اثني عشرة", 12),
        ("ثلاثة عشرة", 13),
        ("خمس عشر", 15),
        ("ألف و مئتين و خمسين", 1250),
    ],
)
def test_a_number_of_several_words_is_read_as_it_is_said(text: str, value: int) -> None:
    (number,) = read_numbers(text)
    assert (number.value, number.exact) == (value, text)


@pytest.mark.parametrize("text", ["عثر عليه ميت", "مئات الضحايا", "فاصلة", "أرباع السكان", "إلا قليلا"])
def test_what_only_looks_like_one_is_no_number(text: str) -> None:
    assert read_numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("نزحت ميت عيلة", [100]),
        ("ميت ألف نازح", [100_000]),
        ("تلات ميت شخص", [300]),
        ("ألف وميتين شهيد", [1200]),
        ("ميتين وخمسين نازح", [250]),
        ("وصل العدد لميتين", [200]),
        ("حوالي ميتين", [200]),
        ("لقاو خمسة ميتين وتسعة مفقودين", [5, 9]),
        ("لقاو 5 ميتين", [5]),
        ("عثروا على أطفال ميتين", []),
        ("لقوا راجل ميت قدام بيته", []),
        ("البحر الميت", []),
    ],
)
def test_hundreds_are_told_from_the_dead(text: str, values: list[int]) -> None:
    assert [number.value for number in read_numbers(text)] == values
