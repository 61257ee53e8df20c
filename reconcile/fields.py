"""What the fields of every value may hold: words, names, numbers and moments; and what is refused."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import TzInfo

LARGEST_COUNT = 10**15
"""A number above this is a serial number or a slip, never a count of people."""


class Frozen(BaseModel):
    """A value that never changes and knows no field it was not told of."""

    model_config = ConfigDict(frozen=True, extra="forbid")


_NUMBERS = (int, float)


def _refuse_what_is_no_number(value: object) -> object:
    # Lax validation would read false as 0 deaths and "12" as 12; strict would refuse the legal 12.0.
    if isinstance(value, bool) or not isinstance(value, _NUMBERS):
        # Not a TypeError: pydantic reports a ValueError as a fault of the field.
        raise ValueError("this is a number, neither text nor true or false")  # noqa: TRY004
    return value


Headcount = Annotated[int, Field(ge=0, le=LARGEST_COUNT), BeforeValidator(_refuse_what_is_no_number)]
"""A whole number of people (or families), 0 to 10^15."""

Whole = Annotated[int, Field(ge=0), BeforeValidator(_refuse_what_is_no_number)]
"""A whole number that counts or places things, from 0."""

Ordinal = Annotated[int, Field(ge=1), BeforeValidator(_refuse_what_is_no_number)]
"""A whole number that names a place in an order, from 1."""

Share = Annotated[float, Field(ge=0, le=1), BeforeValidator(_refuse_what_is_no_number)]
"""A number from 0 to 1."""

YesOrNo = Annotated[bool, Field(strict=True)]
"""True or false, and nothing that reads like it."""

Total = Annotated[int, Field(ge=0)]
"""A whole number that an estimate states; sums and margins can pass the largest count."""

_SPEAKS = r"^[^\x00]*[^\x00\s][^\x00]*$"  # no store and no reader can do with NUL


def _refuse_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("it holds a NUL character, which no store and no reader can do with")
    return text


def _refuse_half_a_character(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        # What is cut by UTF-16 units, as JavaScript does, can end between the two of one character.
        raise ValueError(f"half a character (a lone surrogate) at {error.start}") from None
    return text


Characters = Annotated[str, AfterValidator(_refuse_half_a_character)]
"""Any text of whole characters."""

Words = Annotated[
    str,
    # The whole pattern goes through all of a long text, and slowly; its two halves are soon done.
    Field(min_length=1, pattern=r"[^\x00\s]", json_schema_extra={"pattern": _SPEAKS}),
    AfterValidator(_refuse_nul),
]
"""A text that is not blank."""

LONGEST_NAME = 500
"""How many characters a name may have."""

Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, pattern=_SPEAKS)]
"""A source, publisher, title or place as written, 1 to 500 characters, not blank."""


def _refuse_what_is_no_time(value: object) -> object:
    # pydantic would take a number for seconds since 1970, a time without an offset after all.
    if isinstance(value, datetime) or (isinstance(value, str) and not _reads_as_number(value)):
        return value
    raise ValueError("give a date and time with an offset, such as 2026-03-01T09:30:00+03:00")


def _reads_as_number(text: str) -> bool:
    if ":" in text:  # as in most times, and in no number: float() finds that out slowly
        return False
    try:
        float(text)
    except ValueError:
        return False
    return True


_EARLIEST, _LATEST = datetime(2, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


def _refuse_the_ends_of_time(moment: datetime) -> datetime:
    # Beyond them no time in UTC, and none a few days off, can be told. Years are compared sooner.
    if not _EARLIEST.year < moment.year < _LATEST.year - 1 and not _EARLIEST <= moment < _LATEST:
        raise ValueError("give a time between the years 2 and 9998")
    return moment


_QUARTER = timedelta(minutes=15)
_ZONES: dict[timedelta | None, timezone] = {
    quarters * _QUARTER: timezone(quarters * _QUARTER) for quarters in range(-60, 61)
}


def _of_a_shared_zone(moment: datetime) -> datetime:
    # Read from text, each moment has a zone of its own; those of one are compared 15 times sooner.
    zone = _ZONES.get(moment.utcoffset()) if type(moment.tzinfo) is TzInfo else None
    return moment if zone is None else moment.replace(tzinfo=zone)


Moment = Annotated[
    AwareDatetime,
    BeforeValidator(_refuse_what_is_no_time),
    AfterValidator(_refuse_the_ends_of_time),
    AfterValidator(_of_a_shared_zone),
]
"""A date and time with an offset (RFC 3339), in the years 2 to 9998."""

Reason = Annotated[str, Field(min_length=1, max_length=2000, pattern=_SPEAKS)]
"""Why, in words, 1 to 2,000 characters, not blank."""
