"""Counts that "و" joins, and counts that a rise adds: no part passes for a total."""

import pytest

from reconcile import extract

Said = tuple[str, int | None, str]


def said(text: str) -> list[Said]:
    return [(c.category.value, c.count.low, c.scope.value) for c in extract(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("قتل 4 جنود و6 مدنيين في كمين.", [4, 6]),
        ("قتل شخصان في المرفأ وثلاثة في السوق.", [2, 3]),
        ("مقتل ثلاثة رجال وامرأتين وطفل بانهيار جدار.", [3, 2, 1]),
        ("قتل رجل وزوجته وأربعة من أطفالهما.", [1, 1, 4]),
        ("مصرع أب وأم وثلاثة أطفال غرقا.", [1, 1, 3]),
        ("مقتل 3 في المرفأ و٤ في السوق", [3, 4]),
    ],
)
def test_joined_counts_without_a_sum_are_parts(text: str, parts: list[int]) -> None:
    assert said(text) == [("killed", part, "subset") for part in parts]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("مقتل 3 أشخاص وإصابة 5 آخرين.", [("killed", 3, "total"), ("injured", 5, "total")]),
        ("سقوط 4 قتلى و9 جرحى.", [("killed", 4, "total"), ("injured", 9, "total")]),
        ("مقتل 3 عمال و5 سيارات محترقة.", [("killed", 3, "total")]),
        ("إن 7 أشخاص قتلوا وأصيب 9.", [("killed", 7, "total"), ("injured", 9, "total")]),
    ],
)
def test_a_count_with_a_category_of_its_own_is_joined_to_nothing(text: str, claims: list[Said]) -> None:
    assert said(text) == claims


@pytest.mark.parametrize(
    "text", ["سقوط 50 شخصا بين قتيل وجريح", "سقوط العشرات بين قتيل وجريح", "سقوط عشرين بين قتيل ومصاب"]
)
def test_between_killed_and_injured_separates_neither(text: str) -> None:
    (claim,) = said(text)
    assert claim[0] == "casualties"
    assert claim[2] == "total"


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "ارتفاع عدد قتلى الانهيار إلى 15 بعد وفاة جريحين.",
            [("killed", 15, "total"), ("killed", 2, "increment")],
        ),
        (
            "ارتفع عدد القتلى بمقدار 4 ليصل إلى 44.",
            [("killed", 4, "increment"), ("killed", 44, "total")],
        ),
    ],
)
def test_what_a_rise_adds_is_an_increment(text: str, claims: list[Said]) -> None:
    assert said(text) == claims


def test_families_are_counted_as_families() -> None:
    (claim,) = extract("مقتل 3 عائلات في الانهيار")
    assert (claim.count.unit.value, claim.count.low, claim.evidence and claim.evidence.exact) == (
        "families",
        3,
        "3 عائلات",
    )


@pytest.mark.parametrize(
    "text", ["لم تقتل الغارة 5 أشخاص.", "قتل 20% من الركاب وعددهم 50.", "مقتل ثلث الركاب وعددهم 30."]
)
def test_negated_counts_and_shares_are_no_claims(text: str) -> None:
    assert said(text) == []
