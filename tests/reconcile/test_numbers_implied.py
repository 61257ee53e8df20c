"""Duals imply two; numbers beyond the scale, years and ranks imply nothing."""

import pytest

from reconcile.numbers import Written, read_numbers


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("قتيلان في المرفأ", "قتيلان"),
        ("مقتل جنديين", "جنديين"),
        ("وطفلتان", "طفلتان"),
        ("القتيلان", "القتيلان"),
        ("العثور على جثتين", "جثتين"),
        ("وضحيتان", "ضحيتان"),
        ("رضيعين", "رضيعين"),
        ("مهندسان", "مهندسان"),
        ("امرأتان", "امرأتان"),
    ],
)
def test_the_dual_of_people_is_two(text: str, exact: str) -> None:
    (number,) = read_numbers(text)
    assert (number.value, number.exact, number.written) == (2, exact, Written.DUAL)


@pytest.mark.parametrize("text", ["شخصان اثنان", "اثنان"])
def test_a_dual_and_its_number_are_one_two(text: str) -> None:
    assert [number.value for number in read_numbers(text)] == [2]


def test_a_dual_before_another_number_counts() -> None:
    assert [number.value for number in read_numbers("قتيلان وثلاثة جرحى")] == [2, 3]


@pytest.mark.parametrize("text", ["مدنيين", "معتقلين", "يومان", "بحرين", "إيران", "لبنان", "ميدان"])
def test_what_can_be_a_plural_or_is_no_person_implies_nothing(text: str) -> None:
    assert read_numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ألف ألف", 10**6),
        ("ألف وخمسمئة مليون", 1_500_000_000),
        ("ألف تريليون", 10**15),
        ("طنعش", 12),
        ("تلتاشر", 13),
        ("نصف دزينة", 6),
        ("مئة وأحد عشر", 111),
    ],
)
def test_rare_forms_are_read_whole(text: str, value: int) -> None:
    (number,) = read_numbers(text)
    assert (number.value, number.exact) == (value, text)


@pytest.mark.parametrize(
    "text",
    [
        "ألف ألف تريليون",
        "ألفا تريليون",
        "12,5",
        "1,23,4",
        "مليون وثلث",
        "الثالث والعشرون",
        "سنة ألفين",
        "B52",
    ],
)
def test_what_cannot_be_a_count_is_passed_over_whole(text: str) -> None:
    assert read_numbers(text) == ()


@pytest.mark.parametrize("text", ["وأحد عشر", "وإحدى عشرة"])
def test_and_eleven_is_eleven_without_the_and(text: str) -> None:
    (number,) = read_numbers(text)
    assert (number.value, number.exact) == (11, text[1:])


def test_one_and_twenty_keeps_its_first_letter() -> None:
    (number,) = read_numbers("واحد وعشرون")
    assert (number.value, number.exact) == (21, "واحد وعشرون")
