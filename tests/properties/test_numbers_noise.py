"""Law 9, second half: particles, marks and invisible characters change neither value nor words."""

from hypothesis import given
from hypothesis import strategies as st
from ovos_number_parser.numbers_ar import pronounce_number_ar

from reconcile.numbers import read_numbers

HARMLESS = st.sampled_from(
    ["\u064e", "\u064c", "\u0652", "\u0640", "\u200f", "\u202b", "\u2069", "\ufeff"]
)
PARTICLES = st.sampled_from(["و", "ف", "ب", "ل", "ك", "وب", "فل", "وك"])
VALUES = st.one_of(st.integers(3, 199), st.integers(0, 10**6))


@given(VALUES, st.sampled_from(["nominative", "oblique"]), PARTICLES)
def test_a_joined_particle_is_no_part_of_the_number(value: int, case: str, particle: str) -> None:
    words = pronounce_number_ar(value, case=case)
    (number,) = read_numbers(particle + words)
    assert (number.value, number.exact) == (value, words)


@given(VALUES, st.sampled_from(["ب", "ل", "و", "ال", "الـ", "بالـ", "لـ"]))
def test_a_particle_before_digits(value: int, particle: str) -> None:
    (number,) = read_numbers(f"{particle}{value}")
    assert (number.value, number.exact) == (value, str(value))


@given(st.data())
def test_marks_and_direction_marks_change_nothing(data: st.DataObject) -> None:
    value = data.draw(VALUES)
    words = pronounce_number_ar(value, case="nominative")
    noise = data.draw(st.lists(HARMLESS, min_size=len(words), max_size=len(words)))
    where = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    # A fifth and a seventh differ from five and seven by one mark: damma is not among the noise.
    noisy = "".join(
        c + (n if w and c != " " else "") for c, n, w in zip(words, noise, where, strict=True)
    )
    (number,) = read_numbers(noisy)
    assert number.value == value
    assert noisy[number.start : number.end] == number.exact
    kept = "".join(c for c in number.exact if c in words)
    assert kept == words


@given(VALUES)
def test_presentation_forms_are_letters(value: int) -> None:
    shaped = {"ا": "ﺍ", "ل": "ﻟ", "ث": "ﺛ", "م": "ﻣ", "ة": "ﺔ", "س": "ﺳ", "ع": "ﻋ"}
    words = pronounce_number_ar(value, case="nominative")
    text = "".join(shaped.get(letter, letter) for letter in words)
    (number,) = read_numbers(text)
    assert (number.value, number.exact) == (value, text)
