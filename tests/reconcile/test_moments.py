"""The time a figure speaks of, where its text says up to when it counts."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile import extract

_HERE = timezone(timedelta(hours=3))
_PUBLISHED = datetime(2026, 3, 16, 9, 30, tzinfo=_HERE)
"""A Monday."""


def spoken_of(
    text: str, published_at: datetime = _PUBLISHED
) -> list[tuple[int | None, datetime | None]]:
    """Return the lower bound of each claim, and the time that it speaks of."""
    return [(claim.count.low, claim.as_of) for claim in extract(text, published_at=published_at)]


def on(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return a moment of March 2026 where the report was published."""
    return datetime(2026, 3, day, hour, minute, tzinfo=_HERE)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("بلغت حصيلة القتلى حتى مساء الأحد 12.", on(16)),
        ("حتى الساعة 18:00 سقط 12 قتيلا.", on(15, 18)),
        ("حتى الساعة ٨ صباحا سقط 12 قتيلا.", on(16, 8)),
        ("بحلول مساء أمس قتل 12 شخصا.", on(16)),
        ("قتل 12 شخصا لغاية ظهر يوم السبت.", on(14, 13)),
        ("حتى يوم الاثنين قتل 12 شخصا.", _PUBLISHED),
        ("حتى يوم الثلاثاء الماضي، قتل 12 شخصا.", on(11)),
        ("As of Sunday evening, 12 people had died.", on(16)),
        ("Twelve people had been killed by 6 p.m. on Saturday.", on(14, 18)),
        ("The toll stood at 12 as of 8:15 a.m.", on(16, 8, 15)),
        ("By noon on Sunday 12 people had died.", on(15, 12)),
        ("Twelve people died as of 12 a.m. on Sunday.", on(15)),
        ("As of 14 March, 12 people had been killed.", on(15)),
        ("As of March 14, 2026, 12 people had been killed.", on(15)),
        ("As of 6 p.m. on 14 March, 12 people had been killed.", on(14, 18)),
        ("As of 20 March, 12 people had been killed.", on(20).replace(year=2025) + timedelta(days=1)),
        ("حتى 14 آذار/مارس قتل 12 شخصا.", on(15)),
        ("حتى يوم 14 مارس 2026 بلغ عدد القتلى 12.", on(15)),
        ("حتى مساء 13 كانون الثاني قتل 12 شخصا.", on(1) - timedelta(days=46)),
        ("حتى يوم السبت 14 مارس قتل 12 شخصا.", on(15)),
        ("بلغ عدد القتلى 12 حتى 15 مارس.", _PUBLISHED.replace(hour=0, minute=0)),
    ],
)
def test_a_figure_speaks_of_the_moment_up_to_which_it_counts(text: str, moment: datetime) -> None:
    assert spoken_of(text) == [(12, moment)]


@pytest.mark.parametrize(
    "text",
    [
        "قتل 12 شخصا.",
        "قتل 12 شخصا حتى الآن.",
        "قتل 12 شخصا أمس.",
        "قتل 12 شخصا حتى صباح اليوم.",
        "Twelve people were killed by gunmen.",
        "Twelve people were killed by 2 gunmen on Sunday.",
        "Twelve people were killed by 10 night raiders.",
        "علقت الدراسة حتى يوم الأحد بعد مقتل 12 شخصا.",
        "A curfew was imposed until Sunday morning after 12 people were killed.",
        "He is in custody until Sunday for killing 12 people.",
        "As of 06:00 GMT 12 people had died.",
        "As of 30 February, 12 people had died.",
        "As of 14 March 2027 12 people had died.",
        "Twelve people were killed by May.",
        "حتى مارس قتل 12 شخصا.",
        "قتل 12 شخصا حتى الساعة 2 ليلا.",
        "بلغ عدد القتلى حتى الساعة 12 قتيلا.",
        "Twelve people were killed as of " + "1" * 5000 + ".",
    ],
)
def test_a_figure_that_counts_up_to_no_other_moment_speaks_of_its_report_s(text: str) -> None:
    assert spoken_of(text)[0] == (12, _PUBLISHED)


def test_a_moment_is_that_of_the_figures_no_mark_parts_from_it() -> None:
    text = "وكان عدد القتلى 10 حتى مساء أمس، قبل أن يرتفع إلى 15."
    assert spoken_of(text) == [(10, on(16)), (15, _PUBLISHED)]


def test_a_moment_that_opens_a_sentence_is_that_of_its_figures_up_to_the_first_mark() -> None:
    assert spoken_of("حتى مساء السبت، سقط 5 قتلى و9 جرحى.") == [(5, on(15)), (9, on(15))]
    text = "Until yesterday 3 people were missing, now 9 are dead."
    assert spoken_of(text) == [(3, on(16)), (9, _PUBLISHED)]


def test_what_and_joins_counts_up_to_the_same_moment() -> None:
    assert spoken_of("سقط 5 قتلى و9 جرحى حتى مساء السبت.") == [(5, on(15)), (9, on(15))]


def test_last_monday_in_a_report_of_monday_is_a_week_before() -> None:
    assert spoken_of("حتى يوم الاثنين الماضي قتل 12 شخصا.") == [(12, on(10))]


@pytest.mark.parametrize("year", [2, 9998])
def test_at_the_ends_of_time_no_moment_is_told(year: int) -> None:
    published_at = datetime(year, 1, 3, tzinfo=UTC)
    assert spoken_of("As of Sunday, 12 people had died.", published_at) == [(12, published_at)]


def test_two_moments_leave_it_open_which_is_whose() -> None:
    text = "5 dead by Friday night and 8 dead by Sunday night."
    assert {as_of for _, as_of in spoken_of(text)} == {_PUBLISHED}


def test_without_a_time_of_publication_no_moment_is_known() -> None:
    (claim,) = extract("قتل 12 شخصا حتى مساء الأحد.")
    assert claim.as_of is None


_DAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد", "أمس", "اليوم")
_PARTS = ("فجر", "صباح", "ظهر", "عصر", "مساء")


@given(
    st.sampled_from(_DAYS),
    st.sampled_from(_PARTS),
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_a_figure_speaks_of_no_moment_later_than_its_report_nor_more_than_a_week_before(
    day: str, part: str, published_at: datetime
) -> None:
    ((_, as_of),) = spoken_of(f"بلغ عدد القتلى 12 حتى {part} {day}.", published_at)
    assert as_of is not None
    assert published_at - timedelta(days=7) <= as_of <= published_at
