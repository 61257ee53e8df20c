"""Law 9, first half: a number in anyone's words, or in digits of any script, is that number.

The generators are other people's libraries, used as oracles. Found wrong between 0 and 10^12:
num2words2 writes 101,000 as a hundred and "a thousand thousand", and likewise with two and with
larger scales.
"""

import num2words2
import pytest
from arabic_tts_frontend import verbalise
from hypothesis import given
from hypothesis import strategies as st
from ovos_number_parser.numbers_ar import pronounce_number_ar

from reconcile.numbers import read_numbers

LARGEST = 10**12
ROUND = [value * 10**power for value in (1, 2, 3, 10, 11, 12, 15) for power in range(12)]
EDGES = [0, 10, 11, 19, 20, 99, 100, 200, 300, 999, 1000, 1999, 2000, 3000, 10_999, 11_000, 99_999]
EDGES += [10**5, 2 * 10**5, 999_999, 10**6, 2 * 10**6, 10**9, 2 * 10**9, LARGEST]
NEAR = [edge + step for edge in (*ROUND, *EDGES) for step in (-1, 0, 1) if 0 <= edge + step <= LARGEST]
NUMBERS = st.one_of(
    st.integers(0, 120),
    st.sampled_from(NEAR),
    st.integers(0, 10**6),
    st.integers(0, LARGEST),
)


def assert_reads(text: str, value: int, language: str = "ar") -> None:
    """`text` is one number, whole, and nothing but it."""
    found = read_numbers(text, language)
    assert [(number.value, number.exact) for number in found] == [(value, text)], text


@given(NUMBERS)
def test_ovos_nominative(value: int) -> None:
    assert_reads(pronounce_number_ar(value, case="nominative"), value)


@given(NUMBERS)
def test_ovos_oblique(value: int) -> None:
    assert_reads(pronounce_number_ar(value, case="oblique"), value)


@given(NUMBERS, st.booleans())
def test_arabic_tts_frontend(value: int, feminine: bool) -> None:
    assert_reads(verbalise(value, feminine), value)


def _in_words(value: int, language: str) -> str:
    return str(num2words2.num2words(value, lang=language))  # type: ignore[no-untyped-call]


def _is_miswritten(value: int) -> bool:
    groups = (value // 1000**power % 1000 for power in (1, 2, 3, 4))
    return any(group > 100 and group % 100 in (1, 2) for group in groups)


@given(NUMBERS.filter(lambda value: not _is_miswritten(value)))
def test_num2words_arabic(value: int) -> None:
    assert_reads(_in_words(value, "ar"), value)


@given(NUMBERS)
def test_num2words_english(value: int) -> None:
    assert_reads(_in_words(value, "en"), value, "en")


SCRIPTS = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９"]


@given(
    NUMBERS, st.sampled_from(SCRIPTS), st.sampled_from(["", ",", ".", "٬", "\u00a0", "\u202f", " ", "'"])
)
def test_digits_of_any_script_and_grouping(value: int, script: str, separator: str) -> None:
    grouped = f"{value:,}".replace(",", separator)
    assert_reads(grouped.translate(str.maketrans("0123456789", script)), value)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_number_past_the_largest_is_no_count_and_no_part_of_it_is(script: str) -> None:
    for digits in ("1" + "0" * 16, "9" * 16, "1" * 5000):
        assert read_numbers(digits.translate(str.maketrans("0123456789", script))) == ()
