"""Reading numbers: digits of any script and words of any spelling, whole or not at all."""

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile import read_numbers
from reconcile.fields import LARGEST_COUNT
from reconcile.numbers import Written


def values(text: str) -> list[int]:
    return [number.value for number in read_numbers(text)]


SCRIPTS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９")


@given(st.integers(0, 999), st.sampled_from(SCRIPTS))
def test_a_number_in_the_digits_of_any_script_reads_back_whole(n: int, script: str) -> None:
    digits = "".join(script[int(digit)] for digit in str(n))
    (number,) = read_numbers(f"وصل {digits} نازحا")
    assert (number.value, number.exact, number.written) == (n, digits, Written.DIGITS)


WORDS = ("ثلاثة", "مئة", "مئتان", "عشر", "خمسون", "ألف", "آلاف", "مليون", "نصف", "أحد", "لواء", "بـ")
PIECES = (*WORDS, *"والبـ ()٣۴５12,.٬%\n", "12", "\u00a0", "\u200f", "\u064e", "ﻼ", "\ud800")


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_is_read_without_error_into_ascending_disjoint_spans(text: str) -> None:
    numbers = read_numbers(text)
    assert all(text[number.start : number.end] == number.exact != "" for number in numbers)
    assert all(before.end <= after.start for before, after in pairwise(numbers))
    assert all(0 <= number.value <= LARGEST_COUNT for number in numbers)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234 نازحا", 1234),
        ("1.234 نازحا", 1234),
        ("١٬٢٣٤ نازحا", 1234),
        ("12’345 نازحا", 12345),
        ("12\u00a0345 نازحا", 12345),
        ("12\u202f345 نازحا", 12345),
        ("١2 نازحا", 12),
        ("1\u200f2 نازحا", 12),
        ("007 نازحا", 7),
        ("3 آلاف و200 نازح", 3200),
        ("1,5 مليون نازح", 1_500_000),
        ("2.25 مليون نازح", 2_250_000),
        ("٢٫٥ مليون نازح", 2_500_000),
        ("15 ألفا و300 نازح", 15_300),
        ("20 ألف نازح", 20_000),
        (f"{LARGEST_COUNT}", LARGEST_COUNT),
        ("12 345 نازحا", 12345),
        ("７，３２５ نازحا", 7325),
    ],
)
def test_digits_grouped_or_before_a_scale_are_one_number(text: str, value: int) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    "text",
    ["1,23,4", "1,234.567", "12,34,5", "2.5 نازح", "٢٫٥", "½", f"{LARGEST_COUNT + 1}", "9" * 5000],
)
def test_what_can_not_be_read_whole_is_not_read(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("مئة وعشرون", 120),
        ("مئة و عشرون", 120),
        ("ثلاثمائة وخمس وأربعين", 345),
        ("ألف وواحد", 1001),
        ("ألفان", 2000),
        ("ألفين وخمسمئة", 2500),
        ("ألفي نازح", 2000),
        ("تلات آلاف وميتين", 3200),
        ("الف ومئه واربعه", 1104),
        ("خمسة وعشرون ألفا", 25_000),
        ("اثنا عشر ألفا وثلاثمئة", 12_300),
        ("مئتي ألف", 200_000),
        ("مليون ومئتا ألف وثلاثة", 1_200_003),
        ("ثلاثة ملايين ومئتين وخمسين ألفا", 3_250_000),
        ("مليون ونصف", 1_500_000),
        ("مليون وربع المليون", 1_250_000),
        ("نصف مليون", 500_000),
        ("ربع مليون", 250_000),
        ("ملياري", 2_000_000_000),
        ("ثَلَاثَـــةٌ وأربعـون", 43),
        ("ﺛﻼﺛﻮن", 30),
        ("تلاتة", 3),
        ("تنين", 2),
        ("تلاتين", 30),
        ("تلتميه", 300),
        ("ألفا نازح", 2000),
        ("مليونا نازح", 2_000_000),
    ],
)
def test_numbers_in_words_are_read_whole(text: str, value: int) -> None:
    assert values(text) == [value]


MASCULINE = ["صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
FEMININE = ["صفر", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"]
STEMS = ["", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]


@dataclass(frozen=True)
class Spelling:
    """One consistent way to write a number: gender, case, and the words for a hundred."""

    feminine: bool
    oblique: bool
    split: bool
    hundred: str
    joint: str

    def __call__(self, n: int) -> str:
        hundreds, rest = divmod(n, 100)
        parts = [self.hundreds(hundreds)] if hundreds else []
        parts += [self.below_hundred(rest)] if rest or not hundreds else []
        return self.joint.join(parts)

    def hundreds(self, n: int) -> str:
        two = self.hundred[:-1] + ("تين" if self.oblique else "تان")
        several = STEMS[n] + (" " if self.split else "") + self.hundred
        return {1: self.hundred, 2: two}.get(n, several)

    def below_hundred(self, n: int) -> str:
        units = FEMININE if self.feminine else MASCULINE
        tens, unit = divmod(n, 10)
        if n <= 10:
            return units[n]
        if tens == 1:
            two = ("اثنت" if self.feminine else "اثن") + ("ي" if self.oblique else "ا")
            first = {1: "إحدى" if self.feminine else "أحد", 2: two}.get(unit, units[unit])
            return f"{first} {'عشرة' if self.feminine else 'عشر'}"
        ten = STEMS[tens] + ("ين" if self.oblique else "ون")
        return f"{units[unit]}{self.joint}{ten}" if unit else ten


@pytest.mark.parametrize("feminine", [False, True], ids=["masculine", "feminine"])
@pytest.mark.parametrize("oblique", [False, True], ids=["nominative", "oblique"])
@pytest.mark.parametrize("split", [False, True], ids=["joined", "split"])
@pytest.mark.parametrize(("hundred", "joint"), [("مئة", " و"), ("مائة", " و"), ("مئة", " و ")])
def test_every_number_below_a_thousand_is_read_from_its_words(
    *, feminine: bool, oblique: bool, split: bool, hundred: str, joint: str
) -> None:
    spell = Spelling(feminine, oblique, split, hundred, joint)
    misread = {spell(n): values(spell(n)) for n in range(1000) if values(spell(n)) != [n]}
    assert misread == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("بين 20 و30 نازحا", [20, 30]),
        ("15 و18", [15, 18]),
        ("20-30", [20, 30]),
        ("20–30", [20, 30]),
        ("خمسة وعشرة", [5, 10]),
        ("عشرين وثلاثين", [20, 30]),
        ("خمسة ستة", [5, 6]),
        ("ثلاثة، أربعة", [3, 4]),
        ("3 رجال و4 نساء", [3, 4]),
    ],
)
def test_neighbours_are_never_summed(text: str, found: list[int]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "value", "exact"),
    [
        ("عاد بثلاثة نازحين", 3, "ثلاثة"),
        ("فأربعة نازحين", 4, "أربعة"),
        ("لخمسة نازحين", 5, "خمسة"),
        ("كعشرة نازحين", 10, "عشرة"),
        ("وبثلاثين نازحا", 30, "ثلاثين"),
        ("عن الثلاثين نازحا", 30, "الثلاثين"),
        ("و12 نازحا", 12, "12"),
        ("الـ12 نازحا", 12, "12"),
        ("وبالـ١٥ نازحا", 15, "١٥"),
        ("بـ 7 نازحين", 7, "7"),
    ],
)
def test_joined_particles_are_no_part_of_the_number(text: str, value: int, exact: str) -> None:
    assert [(number.value, number.exact) for number in read_numbers(text)] == [(value, exact)]


@pytest.mark.parametrize(
    ("text", "written"), [("12", "digits"), ("اثنا عشر", "words"), ("3 آلاف", "mixed")]
)
def test_a_number_tells_how_it_is_written(text: str, written: str) -> None:
    assert [number.written.value for number in read_numbers(text)] == [written]


@pytest.mark.parametrize("text", ["أربعة (4)", "4 (أربعة)", "أربعة (٤)", "خمسة وعشرون (25)"])
def test_a_number_restated_in_brackets_is_one_number(text: str) -> None:
    assert [number.exact for number in read_numbers(f"وصل {text} نازحين")] == [text]


def test_another_number_in_brackets_is_another_number() -> None:
    assert values("أربعة (5)") == [4, 5]


NO_COUNTS = [
    "نيسان 2019",
    "2031-05-12",
    "17 من نيسان",
    "%70 من المياه",
    "٪٧٠ من المياه",
    "القرن السابع عشر",
    "خُمس السكان",
    "ألّف كتابا",
    "الست نوال",
    *("يوم الأحد", "مساء الاثنين", "الاثنين والثلاثاء", "الأربعاء والخميس"),
    *("عام 1948", "سنة ١٩٩٩", "مارس 2021", "17 نيسان", "3/5/2031", "الساعة 10:30", "الساعة 9"),
    *("اللواء 17", "لواء ٢٨", "الكتيبة 9", "كتيبة الأربعين", "الفرقة 4", "شارع السبعين", "شارع 40"),
    *("ساحة الثلاثين", "القرار 242", "المادة 7", "الطابق 12", "عيار 23"),
    *("70%", "٧٠٪", "30 %", "70 في المئة", "سبعون بالمئة", "30 بالمائة"),
    *("سبعينات القرن", "عشيرة", "ثمن الخبز", "المرتبة الثالثة", "العشرات", "مئات", "لا أحد"),
]


@pytest.mark.parametrize("text", NO_COUNTS)
def test_days_years_units_streets_and_shares_are_no_counts(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    "text", ["تضم 3 ألوية", "تضم ثلاثة ألوية", "عبر الشارع ثلاثة رجال", "وفي 3 شوارع"]
)
def test_a_count_beside_what_numbers_name_is_a_count(text: str) -> None:
    assert values(text) == [3]


@pytest.mark.parametrize(
    ("text", "language"),
    [("خمسة كوادريليون", "ar"), ("five quadrillion", "en"), ("3 quintillion", "en")],
)
def test_a_number_above_the_largest_is_not_cut_short(text: str, language: str) -> None:
    assert read_numbers(text, language) == ()
