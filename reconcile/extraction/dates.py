"""Days of the calendar among the words that tell a moment: "March 12, 2026", "12 آذار/مارس"."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from reconcile.extraction.sentences import COMMAS
from reconcile.numbers.digits import can_be_year

_DAY = re.compile(r"\d{1,2}")
_PARTS_NAMES = "/"
"""What parts two names of one month: "آذار/مارس"."""

Months = Mapping[str, int]
"""The months by their names, folded, and those of two words by both."""


def _month_at(words: Sequence[str], at: int, months: Months) -> tuple[int, int] | None:
    """Return the month that a name among `words` at `at` says, and where the name ends."""
    for length in (2, 1):
        month = months.get(" ".join(words[at : at + length]))
        if month is not None:
            return month, at + length
    return None


def date_end(words: Sequence[str], first: int, months: Months) -> int:
    """Return where the date that begins at `first` ends, `first` where none does."""
    told = _read(words, first, months)
    return told[3] if told else first


def midnight_of(
    words: Sequence[str], first: int, months: Months, published_at: datetime
) -> datetime | None:
    """Return the midnight that opens the day told at `first`, where the report was published.

    Without a year it is the last such day before the report. None where there is no date, no such day
    ("30 February"), or one after the report.
    """
    told = _read(words, first, months)
    if told is None:
        return None
    day, month, year, _ = told
    years = (published_at.year, published_at.year - 1) if year is None else (year,)
    return next(
        (m for y in years if (m := _midnight(y, month, day, published_at)) and m <= published_at), None
    )


def _read(words: Sequence[str], first: int, months: Months) -> tuple[int, int, int | None, int] | None:
    """Return day, month, year if told, and where the date ends."""
    day_first = bool(_DAY.fullmatch(_word(words, first)))
    named = _month_at(words, first + day_first, months)
    if named is None:
        return None
    month, end = named
    if _word(words, end) == _PARTS_NAMES and (again := _month_at(words, end + 1, months)):
        end = again[1]
    if not day_first and not _DAY.fullmatch(_word(words, end)):
        return None
    day = int(_word(words, first if day_first else end))
    end += not day_first
    comma = _word(words, end) in COMMAS
    year = _word(words, end + comma)
    return (day, month, int(year), end + comma + 1) if can_be_year(year) else (day, month, None, end)


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def _midnight(year: int, month: int, day: int, published_at: datetime) -> datetime | None:
    try:
        return published_at.replace(
            year=year, month=month, day=day, hour=0, minute=0, second=0, microsecond=0
        )
    except ValueError:
        return None
