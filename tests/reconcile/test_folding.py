"""Folding: many spellings become one, and every folded span leads back to the original words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.folding import fold, fold_word, fold_words


def original_of(text: str, folded_words: str) -> str:
    """Return what stands in `text` where its folding reads `folded_words`."""
    folded = fold(text)
    at = folded.text.index(folded_words)
    start, end = folded.span(at, at + len(folded_words))
    return text[start:end]


SAME_WORD = [
    ("أربعة", "اربعه"),
    ("آلاف", "الاف"),
    ("إصابة", "اصابه"),
    ("ٱلقتلى", "القتلي"),
    ("مسؤول", "مسوول"),
    ("قَتِيلٌ", "قتيل"),
    ("مُصَابَيْنِ", "مصابين"),
    ("هٰذا", "هذا"),
    ("جـــريح", "جريح"),
    ("کشتی", "كشتي"),
    ("ﻗﺘﻴﻞ", "قتيل"),
    ("ﺟﺮﺣﻰ", "جرحي"),
    ("ﺛﻼﺛﺔ", "ثلاثه"),
    ("ﻷطفال", "لاطفال"),
    ("\u200fشهيد\u200e", "شهيد"),
    ("\u202bشهيد\u202c", "شهيد"),
    ("\u2067شهيد\u2069", "شهيد"),
    ("شه\u200dيد", "شهيد"),
    ("شه\u00adيد", "شهيد"),
    ("\ufeffشهيد", "شهيد"),
    ("٤٧", "47"),
    ("۴۷", "47"),
    ("４７", "47"),
    ("Civil DEFENCE", "civil defence"),
    ("İZMİR", "izmir"),
]


@pytest.mark.parametrize(("written", "plain"), SAME_WORD)
def test_one_word_in_many_spellings_folds_to_one(written: str, plain: str) -> None:
    assert fold(written).text == plain


@pytest.mark.parametrize("different", [("جرح", "جرحي"), ("ستة", "ست"), ("عشرة", "عشرات"), ("12", "21")])
def test_different_words_stay_different(different: tuple[str, str]) -> None:
    one, other = different
    assert fold_word(one) != fold_word(other)


@pytest.mark.parametrize(
    "word",
    [
        "أربعة",
        "مسؤول",
        "آلاف",
        "إصابة",
        "هيئة",
        "مئات",
    ],
)
def test_letters_composed_and_decomposed_fold_alike(word: str) -> None:
    decomposed = unicodedata.normalize("NFD", word)
    assert decomposed != word
    assert fold_word(decomposed) == fold_word(word)


SPANS = [
    ("سقط قَتِيلٌ واحدٌ", "قتيل", "قَتِيلٌ"),
    ("سقط جـــريـح هنا", "جريح", "جـــريـح"),
    ("بلغوا \u200f12\u200e مصابا", "12", "12"),
    ("(\u2067٣٤\u2069) جريحا", "34", "٣٤"),
    ("عاد ﻗﺘﻴﻞ إلى أهله", "قتيل", "ﻗﺘﻴﻞ"),
    ("وصل ﺛﻼﺛﺔ عمال", "ثلاثه", "ﺛﻼﺛﺔ"),
    ("مع ﻼ بعدها", "لا", "ﻼ"),
    ("باسم ﷲ نبدأ", "الله", "ﷲ"),
    ("نحو 12\u00a0345 نازحا", "12\u00a0345", "12\u00a0345"),
    ("نحو 12\u202f345 نازحا", "12\u00a0345", "12\u202f345"),
    ("\ud800 سقط \udfff ٣ جرحى", "3 جرحي", "٣ جرحى"),
    ("بعد 😀 قتيل", "قتيل", "قتيل"),
    ("من İZMİR قتيلٌ", "قتيل", "قتيلٌ"),
    ("ق\u0650ت\u0640\u0640ي\u200fل", "قتيل", "ق\u0650ت\u0640\u0640ي\u200fل"),
]


@pytest.mark.parametrize(("text", "folded_words", "original"), SPANS)
def test_a_folded_span_leads_back_to_the_words_as_written(
    text: str, folded_words: str, original: str
) -> None:
    assert original_of(text, folded_words) == original


def test_each_letter_of_a_ligature_leads_back_to_the_whole_ligature() -> None:
    text = "ثﻼث"
    folded = fold(text)
    assert folded.text == "ثلاث"
    assert [folded.span(at, at + 1) for at in range(4)] == [(0, 1), (1, 2), (1, 2), (2, 3)]


def test_a_span_ends_with_the_vowel_marks_of_its_last_letter() -> None:
    text = "ثلاثةٌ وأربعةٌ"
    assert fold(text).span(0, 5) == (0, len("ثلاثةٌ"))


def test_marks_alone_fold_to_nothing() -> None:
    assert fold("\u064b\u0640\u200f\u2069").text == ""


def test_a_text_that_needs_no_folding_is_left_as_it_is() -> None:
    text = "12 قتيل"
    folded = fold(text)
    assert folded.text == text
    assert folded.span(3, 7) == (3, 7)


ANY_TEXT = st.text() | st.text(alphabet="قتيلَـ\u200f\u2069ﻼﷲﷺİأ٣۴５\u00a0\ud800 ")


@given(ANY_TEXT)
def test_every_folded_letter_stands_somewhere_in_the_original(text: str) -> None:
    folded = fold(text)
    spans = [folded.span(at, at + 1) for at in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(ANY_TEXT)
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(st.lists(ANY_TEXT.map(lambda text: text.replace("\n", " "))))
def test_words_folded_at_once_are_those_folded_one_by_one(words: list[str]) -> None:
    assert fold_words(words) == [fold_word(word) for word in words]
