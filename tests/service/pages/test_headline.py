"""Headlines say figures as a person would, and never a zero for what is unknown."""

import pytest

from reconcile.model import Category, Figures, Grade, Status
from service.pages.headline import headline, toll
from service.pages.language import LANGUAGES, language


def figures(low: int | None, high: int | None, status: Status = Status.SINGLE_SOURCE) -> Figures:
    best = None if low is None or high is None else low
    return Figures(low=low, best=best, high=high, status=status, grade=Grade.WEAK)


SAID = [
    (3, 3, Status.SINGLE_SOURCE, "3 killed, single source", "3 قتلى، مصدر واحد"),
    (16, 18, Status.CONTESTED, "16–18 killed, contested", "من 16 إلى 18 قتيلا، موضع خلاف"),
    (2, None, Status.DEVELOPING, "at least 2 killed, developing", "قتيلان على الأقل، قيد التطور"),
    (0, 0, Status.SINGLE_SOURCE, "no one killed, single source", "لا قتلى، مصدر واحد"),
    (0, 4, Status.CONTESTED, "up to 4 killed, contested", "4 قتلى على الأكثر، موضع خلاف"),
    (1, 2, Status.CONTESTED, "1–2 killed, contested", "من 1 إلى 2 من القتلى، موضع خلاف"),
    (1_500, 1_500, Status.STABLE, "1,500 killed, stable", "1,500 قتيل، مستقرة"),
    (None, None, Status.UNQUANTIFIED, "no figure yet", "لا رقم بعد"),
]


@pytest.mark.parametrize(("low", "high", "status", "english", "arabic"), SAID)
def test_as_a_person_says_it(
    low: int | None, high: int | None, status: Status, english: str, arabic: str
) -> None:
    asked = figures(low, high, status)
    assert headline(language("en"), Category.KILLED, asked) == english
    assert headline(language("ar"), Category.KILLED, asked) == arabic


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_category_can_be_said(code: str, category: Category) -> None:
    for low, high in [(None, None), (0, 0), (1, 1), (2, 2), (5, 5), (11, 11), (3, 200), (4, None)]:
        said = toll(language(code), category, figures(low, high))
        assert said
        assert "{" not in said
        if low is None:
            assert "0" not in said
    assert toll(language(code), category, None) == toll(language(code), category, figures(None, None))


def test_one_casualty_is_one() -> None:
    assert toll(language("en"), Category.CASUALTIES, figures(1, 1)) == "1 casualty"
    assert toll(language("en"), Category.CASUALTIES, figures(2, 2)) == "2 casualties"
