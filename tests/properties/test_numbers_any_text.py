"""Whatever the text: no error, honest spans, and sentences that do not depend on one another."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reconcile.numbers import read_numbers

LANGUAGES = st.sampled_from(["ar", "en"])
WORDS = st.sampled_from(
    [
        "ثلاثة",
        "وعشرون",
        "مئة",
        "ألف",
        "آلاف",
        "و",
        "نصف",
        "مليون",
        "في",
        "المئة",
        "عام",
        "خُمس",
        "17",
        "٣",
        ",",
        "-",
        "(",
        ")",
        "4",
        "three",
        "hundred",
        "and",
        "dozen",
        "million",
        "of",
        "قتيلا",
        "الستين",
        "\u200f",
        ".",
        "\n",
        "أ.ف.ب",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=12).map(" ".join), st.lists(WORDS).map("".join))


@given(TEXTS, LANGUAGES)
@example("\ud83d", "ar")
@example("\u202b\u202e" * 50 + "٣" + "\u202c" * 100, "ar")
@example("İ ثلاثة", "ar")
@example("0\u064bتلت0ﻵ", "ar")  # a mark dropped and a ligature drawn apart: as long as before
def test_spans_are_in_range_ascending_disjoint_and_quote_the_text(text: str, language: str) -> None:
    end = 0
    for number in read_numbers(text, language):
        assert end <= number.start < number.end <= len(text)
        assert text[number.start : number.end] == number.exact
        assert 0 <= number.value <= 10**15
        end = number.end


@given(
    st.lists(TEXTS.filter(lambda text: "\n" not in text and not text.endswith(".")), max_size=4),
    LANGUAGES,
)
def test_a_text_is_read_as_its_sentences_are(sentences: list[str], language: str) -> None:
    for stop in ("\n", ". "):
        values = [n.value for n in read_numbers(stop.join(sentences), language)]
        apart = [n.value for sentence in sentences for n in read_numbers(sentence, language)]
        assert values == apart


@given(
    st.integers(0, 9999),
    st.integers(0, 9999),
    st.lists(st.sampled_from(["شجرة", "باب", "كتاب", "غيمة"]), min_size=1),
)
def test_unrelated_words_between_two_numbers_change_neither(
    first: int, second: int, between: list[str]
) -> None:
    text = f"{first} {' '.join(between)} {second}"
    assert [number.value for number in read_numbers(text)] == [first, second]


@pytest.mark.parametrize(
    "unit", ["7", "7 ", "٣,", "ثلاثة و", "ألف و", "ال", "(4) ", "\u202b7", "مليون ونصف "]
)
def test_a_long_text_without_sentences_is_read(unit: str) -> None:
    text = unit * 20_000
    for number in read_numbers(text):
        assert text[number.start : number.end] == number.exact


def test_ten_megabytes_of_digits_are_no_count() -> None:
    assert read_numbers("7" * 10_000_000) == ()
