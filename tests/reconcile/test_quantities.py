"""Quantities: hedges, ranges and words in place of numbers."""

import pytest

from reconcile.extraction.quantities import Quantity, quantities
from reconcile.extraction.sentences import cut
from reconcile.folding import fold
from reconcile.model import Count, Qualifier
from reconcile.numbers.passages import Passage

Q = Qualifier
Bounds = tuple[Qualifier, int | None, int | None]


def read(text: str) -> list[Quantity]:
    folded = fold(text)
    (sentence,) = cut(Passage(folded, 0, len(folded.text), 0), "ar")
    return list(quantities(sentence))


def bounds(count: Count) -> Bounds:
    return (count.qualifier, count.low, count.high)


def counted(text: str) -> list[Bounds]:
    return [bounds(quantity.count) for quantity in read(text)]


@pytest.mark.parametrize(
    "text", ["12 عاملا", "اثنا عشر عاملا", "١٢ عاملا", "باثني عشر عاملا", "الاثني عشر عاملا"]
)
def test_a_number_without_a_hedge_is_exact(text: str) -> None:
    assert counted(text) == [(Q.EXACT, 12, 12)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أكثر من 12 عاملا", (Q.MORE_THAN, 13, None)),
        ("ما يزيد على 12 عاملا", (Q.MORE_THAN, 13, None)),
        ("ما يزيد عن ١٢ عاملا", (Q.MORE_THAN, 13, None)),
        ("يربو على اثني عشر عاملا", (Q.MORE_THAN, 13, None)),
        ("تجاوز 12 عاملا", (Q.MORE_THAN, 13, None)),
        ("بأكثر من 12 عاملا", (Q.MORE_THAN, 13, None)),
        ("ما لا يقل عن 12 عاملا", (Q.AT_LEAST, 12, None)),
        ("لا تقل عن 12 عاملا", (Q.AT_LEAST, 12, None)),
        ("على الأقل 12 عاملا", (Q.AT_LEAST, 12, None)),
        ("12 عاملا على الأقل", (Q.AT_LEAST, 12, None)),
        ("12 فأكثر", (Q.AT_LEAST, 12, None)),
        ("12 أو أكثر", (Q.AT_LEAST, 12, None)),
        ("أقل من 12 عاملا", (Q.LESS_THAN, 0, 11)),
        ("دون 12 عاملا", (Q.LESS_THAN, 0, 11)),
        ("لا يتجاوز 12 عاملا", (Q.AT_MOST, 0, 12)),
        ("لا يزيد على 12 عاملا", (Q.AT_MOST, 0, 12)),
        ("بحد أقصى 12 عاملا", (Q.AT_MOST, 0, 12)),
        ("12 عاملا بحد أقصى", (Q.AT_MOST, 0, 12)),
        ("12 عاملا على الأكثر", (Q.AT_MOST, 0, 12)),
        ("نحو 12 عاملا", (Q.ABOUT, 12, 12)),
        ("حوالي 12 عاملا", (Q.ABOUT, 12, 12)),
        ("حوالى 12 عاملا", (Q.ABOUT, 12, 12)),
        ("قرابة 12 عاملا", (Q.ABOUT, 12, 12)),
        ("زهاء 12 عاملا", (Q.ABOUT, 12, 12)),
        ("12 عاملا تقريبا", (Q.ABOUT, 12, 12)),
        pytest.param("يناهز 12 عاملا", (Q.ABOUT, 12, 12)),
    ],
)
def test_a_hedge_changes_what_a_number_claims(text: str, expected: Bounds) -> None:
    assert counted(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 عاملا، نحو 30 متطوعا", [(Q.EXACT, 12, 12), (Q.ABOUT, 30, 30)]),
        ("نحو 12 عاملا و30 متطوعا", [(Q.ABOUT, 12, 12), (Q.EXACT, 30, 30)]),
        ("12 عاملا، على الأقل حتى الظهر", [(Q.EXACT, 12, 12)]),
    ],
)
def test_a_hedge_belongs_to_its_own_number(text: str, expected: list[Bounds]) -> None:
    assert counted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "بين 10 و15 عاملا",
        "ما بين 10 و 15 عاملا",
        "بين عشرة وخمسة عشر عاملا",
        "من 10 إلى 15 عاملا",
        pytest.param("10 حتى 15 عاملا"),
        "10-15 عاملا",
        "١٠ – ١٥ عاملا",
    ],
)
def test_two_numbers_with_a_word_of_range_are_one_quantity(text: str) -> None:
    assert counted(text) == [(Q.RANGE, 10, 15)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 و15 عاملا", [(Q.EXACT, 10, 10), (Q.EXACT, 15, 15)]),
        ("بين 15 و10 عمال", [(Q.EXACT, 15, 15), (Q.EXACT, 10, 10)]),
        ("بين 10 و10 عمال", [(Q.EXACT, 10, 10), (Q.EXACT, 10, 10)]),
        ("بين 10 عمال و15 متطوعا", [(Q.EXACT, 10, 10), (Q.EXACT, 15, 15)]),
        ("ارتفع من 10 إلى 15 عاملا", [(Q.EXACT, 10, 10), (Q.EXACT, 15, 15)]),
    ],
)
def test_two_numbers_that_make_no_range_stay_two(text: str, expected: list[Bounds]) -> None:
    assert counted(text) == expected


def test_the_numbers_of_a_range_share_the_scale_after_the_second() -> None:
    assert counted("بين 10 و15 ألف عامل") == [(Q.RANGE, 10_000, 15_000)]


@pytest.mark.parametrize(
    ("text", "term", "low", "high"),
    [
        ("عدد من العمال", "number_of", 2, None),
        ("عددا كبيرا من العمال", "number_of", 2, None),
        ("العديد من العمال", "number_of", 2, None),
        ("بضعة عمال", "few", 3, 9),
        ("بضع عاملات", "few", 3, 9),
        ("عشرات العمال", "tens", 20, 99),
        ("بعشرات العمال", "tens", 20, 99),
        ("مئات العمال", "hundreds", 200, 999),
        ("مِئاتُ العمال", "hundreds", 200, 999),
        ("آلاف العمال", "thousands", 2000, 9999),
        ("عشرات الآلاف من العمال", "tens_of_thousands", 20_000, 99_999),
        ("مئات الآلاف من العمال", "hundreds_of_thousands", 200_000, 999_999),
        pytest.param(
            *("بضعة آلاف من العمال", "few_of_thousands", 3000, 9999),
        ),
        pytest.param(
            *("بضع مئات من العمال", "few_of_hundreds", 300, 999),
        ),
    ],
)
def test_a_vague_word_states_its_literal_bounds(
    text: str, term: str, low: int, high: int | None
) -> None:
    assert counted(text) == [(Q.VAGUE, low, high)]
    assert [quantity.count.term for quantity in read(text)] == [term]


def test_vague_words_joined_by_and_are_not_multiplied() -> None:
    assert counted("عشرات ومئات العمال") == [(Q.VAGUE, 20, 99), (Q.VAGUE, 200, 999)]


def test_thousands_after_a_number_are_no_vague_word() -> None:
    assert counted("3 آلاف عامل") == [(Q.EXACT, 3000, 3000)]


@pytest.mark.parametrize("text", ["0 عمال", "صفر عمال", "٠ عمال", "نحو 0 عمال"])
def test_a_number_that_is_zero_is_an_explicit_zero(text: str) -> None:
    assert counted(text) == [(Q.ZERO, 0, 0)]


def test_quantities_come_in_text_order() -> None:
    assert [quantity.count.low for quantity in read("عشرات العمال و12 ممرضا وبضعة أطباء")] == [20, 12, 3]


@pytest.mark.parametrize(("text", "start"), [("بثلاثة عمال", 1), ("وعشرات العمال", 1), ("الثلاثة", 0)])
def test_a_quantity_begins_after_its_joined_particles(text: str, start: int) -> None:
    assert [quantity.start for quantity in read(text)] == [start]


def test_a_text_without_numbers_has_no_quantity() -> None:
    assert counted("هدأت الريح مساء وعاد العمال إلى بيوتهم") == []
