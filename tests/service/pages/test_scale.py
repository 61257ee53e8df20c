"""Scales of a chart, to the ends of time."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from service.pages.scale import padded

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(26, 3, 1, 10, tzinfo=UTC),
        datetime(2, 1, 2, tzinfo=timezone(timedelta(hours=15))),
        datetime(9998, 12, 31, tzinfo=timezone(timedelta(hours=-15))),
    ],
)
def test_a_year_mistyped_leaves_room_for_a_chart(moment: datetime) -> None:
    first, last = padded([moment, NOW])
    assert first <= min(moment, NOW)
    assert last >= max(moment, NOW)


def test_one_moment_has_room_around_it() -> None:
    first, last = padded([NOW])
    assert first < NOW < last
