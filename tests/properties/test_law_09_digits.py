"""Law 9: a number in the digits of any script, and in words, makes the same claim."""

import num2words2
from hypothesis import given
from hypothesis import strategies as st

from reconcile import extract

_SCRIPTS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９")


def _words(n: int, language: str = "en") -> str:
    return str(num2words2.num2words(n, lang=language))  # type: ignore[no-untyped-call]


def _said(text: str) -> list[tuple[str, int | None, int | None, str]]:
    return [
        (claim.category.value, claim.count.low, claim.count.high, claim.scope.value)
        for claim in extract(text)
    ]


@given(st.integers(3, 99_999), st.sampled_from(_SCRIPTS))
def test_the_script_of_the_digits_makes_no_difference(n: int, digits: str) -> None:
    written = str(n).translate(str.maketrans("0123456789", digits))
    assert _said(f"قتل {written} شخصا في الزلزال") == [("killed", n, n, "total")]
    assert _said(f"The quake killed {written} people.") == [("killed", n, n, "total")]


@given(st.integers(3, 99_999))
def test_a_number_in_words_is_the_same_claim(n: int) -> None:
    assert _said(f"The quake killed {_words(n)} people.") == [("killed", n, n, "total")]


@given(st.integers(3, 999))
def test_an_arabic_number_in_words_is_the_same_claim(n: int) -> None:
    assert _said(f"قتل {_words(n, 'ar')} شخصا في الزلزال") == [("killed", n, n, "total")]
