"""Each sentence in its own language, unless one is given."""

import pytest

from reconcile import UnknownLanguage, explain, extract
from reconcile.model import Category

MIXED = "قتل 3 عمال في المنجم. At least 7 miners were injured, police said.\nوفقد اثنان من المسعفين."


def said(text: str, language: str | None = None) -> list[tuple[Category, int | None]]:
    return [(claim.category, claim.count.low) for claim in extract(text, language=language)]


def test_a_text_of_two_languages_is_read_sentence_by_sentence() -> None:
    assert said(MIXED) == [(Category.KILLED, 3), (Category.INJURED, 7), (Category.MISSING, 2)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ar", [(Category.KILLED, 3), (Category.MISSING, 2)]), ("en", [(Category.INJURED, 7)])],
)
def test_a_language_that_is_given_is_the_only_one_read(
    language: str, expected: list[tuple[Category, int]]
) -> None:
    assert said(MIXED, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "أعلنت شركة ACME مقتل 3 عمال في مصنع Riverside",
        "مقتل 3 في حادث #السلامة_المرورية https://example.org/a",
    ],
)
def test_foreign_words_in_an_arabic_sentence_leave_it_arabic(text: str) -> None:
    assert said(text) == [(Category.KILLED, 3)]


def test_markup_is_read_as_text() -> None:
    (claim,) = extract("<p onclick='x()'>قتل 4 عمال</p><script>alert(7)</script>")
    assert (claim.category, claim.count.low) == (Category.KILLED, 4)
    assert claim.evidence is not None
    assert claim.evidence.suffix == "</p><script>alert(7)</script>"


@pytest.mark.parametrize("read", [extract, explain])
def test_an_unknown_language_is_refused_whatever_the_text(read: object) -> None:
    assert callable(read)
    with pytest.raises(UnknownLanguage, match="it reads: ar, en"):
        list(read("12", language="tlh"))


def test_markup_has_no_language() -> None:
    text = '<div class="body wounded-story full-width"><p class="lead">قتل 5 أشخاص</p></div>'
    assert said(text) == [(Category.KILLED, 5)]
