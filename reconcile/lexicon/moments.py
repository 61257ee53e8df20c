"""The shape of the words for days and times, in a language file."""

from pydantic import Field

from reconcile.fields import Frozen

Words = tuple[str, ...]


class DayPart(Frozen):
    """A part of the day; `until`: the hour at which it is over, 24 for the end of the day.

    `afternoon`: an hour on a clock of twelve that is of this part comes after noon. `with_hour`: an hour
    with it is of one day; one of the night can be of two.
    """

    forms: Words
    until: int = Field(ge=1, le=24)
    afternoon: bool = False
    with_hour: bool = True


class MomentWords(Frozen):
    """The words that tell up to when a figure counts.

    `weekdays`: Monday first; `months`: January first, names of two words too; `days_ago`: by how many
    days, from "0", which is today; `clock`: what stands before an hour; `between`: what may stand among
    all these and says nothing; `zones`: words of another place's time; `last`: what makes the report's
    own weekday that of a week before.
    """

    weekdays: tuple[Words, ...] = Field(min_length=7, max_length=7)
    months: tuple[Words, ...] = Field(min_length=12, max_length=12)
    days_ago: dict[int, Words]
    parts: tuple[DayPart, ...]
    clock: Words
    between: Words
    zones: Words
    last: Words
