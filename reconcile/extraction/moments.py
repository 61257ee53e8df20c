"""The time a figure speaks of, where the text says it: "حتى مساء الأحد", "as of Monday evening".

A report tells it by days and hours of its own place, so it is told from when it was published: a weekday
is the last one, today's among them; a part of a day counts to its end; nothing is later than the report.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from reconcile import lexicon
from reconcile.extraction.sentences import Sentence
from reconcile.folding import fold_word
from reconcile.lexicon.language import Sign
from reconcile.lexicon.moments import DayPart

Said = TypeVar("Said")

_LONGEST = 7
"""How many words may tell a moment: "حتى الساعة 10 من مساء يوم الأحد"."""
_NOON, _END = 12, 24
_OPENING = 1
"""Up to which token a moment opens its sentence, and holds for all of it."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What single words of a language say of a moment."""

    weekdays: Mapping[str, int]
    days_ago: Mapping[str, int]
    parts: Mapping[str, DayPart]
    clock: frozenset[str]
    between: frozenset[str]

    def tell(self, sentence: Sentence, at: int) -> bool:
        """Tell whether the token at `at` says something of a moment, or may stand among those that do.

        A number does beside a word for the clock: the 12 of "حتى مساء الأحد 12" are a toll.
        """
        word = sentence.word(at)
        if _clock(word) is not None:
            timed = sentence.word(at - 1) in self.clock or sentence.word(at + 1) in self.parts
            return timed or ":" in word
        known = (self.weekdays, self.days_ago, self.parts, self.clock, self.between)
        return any(word in words for words in known)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that the tokens `first` up to `after` tell."""

    first: int
    after: int
    at: datetime


def moment(sentence: Sentence, published_at: datetime) -> Moment | None:
    """Return up to when a sentence counts, None where it tells no moment, or more than one."""
    found = [
        told for at in sorted(sentence.places(Sign.UP_TO)) if (told := _told(sentence, at, published_at))
    ]
    return found[0] if len(found) == 1 else None


def holds(told: Moment, sentence: Sentence, first: int) -> bool:
    """Tell whether a moment is that of the figure at a token.

    One that opens the sentence is; another if no mark parts it from the figure.
    """
    if told.first <= _OPENING:
        return True
    return sentence.first_mark(min(first, told.first), max(first, told.first)) is None


def _told(sentence: Sentence, at: int, published_at: datetime) -> Moment | None:
    opened = sentence.places(Sign.UP_TO)[at]
    words = _words(sentence.language)
    end = opened.after
    while end < at + _LONGEST and words.tell(sentence, end):
        end += 1
    said = [sentence.word(near) for near in range(opened.after, end)]
    when = _resolved(said, words, published_at)
    return Moment(at, end, when) if when else None


def _resolved(said: list[str], words: _Words, published_at: datetime) -> datetime | None:
    """Return the moment that some words tell, None where they tell none."""
    weekday = next((words.weekdays[word] for word in said if word in words.weekdays), None)
    ago = next((words.days_ago[word] for word in said if word in words.days_ago), None)
    part = next((words.parts[word] for word in said if word in words.parts), None)
    clock = next((time for word in said if (time := _clock(word)) is not None), None)
    if all(told is None for told in (weekday, ago, part, clock)):
        return None
    midnight = published_at.replace(hour=0, minute=0, second=0, microsecond=0)
    if weekday is not None:
        midnight -= timedelta(days=(midnight.weekday() - weekday) % 7)
    elif ago is not None:
        midnight -= timedelta(days=ago)
    when = midnight + _into_the_day(part, clock)
    dated = weekday is not None or ago is not None
    if clock is not None and not dated and when > published_at:
        when -= timedelta(days=1)  # "as of 6 p.m.", read the next morning
    return min(when, published_at)


def _into_the_day(part: DayPart | None, clock: tuple[int, int] | None) -> timedelta:
    if clock is None:
        return timedelta(hours=part.until if part else _END)
    hour, minute = clock
    if part and hour <= _NOON:
        hour = hour % _NOON + (_NOON if part.afternoon else 0)
    return timedelta(hours=hour, minutes=minute)


def _clock(word: str) -> tuple[int, int] | None:
    """Return the hour and minute of "10" and "18:30"."""
    hour, _, minute = word.partition(":")
    if not (hour.isdecimal() and (minute or "0").isdecimal()):
        return None
    time = int(hour), int(minute or 0)
    return time if time < (_END, 0) and time[1] < 60 else None  # noqa: PLR2004 - minutes of an hour


@cache
def _words(language: str) -> _Words:
    words = lexicon.language(language).moments
    return _Words(
        _by_word((day, forms) for day, forms in enumerate(words.weekdays)),
        _by_word(words.days_ago.items()),
        _by_word((part, part.forms) for part in words.parts),
        frozenset(map(fold_word, words.clock)),
        frozenset(map(fold_word, words.between)),
    )


def _by_word(entries: Iterable[tuple[Said, Iterable[str]]]) -> Mapping[str, Said]:
    return MappingProxyType({fold_word(form): said for said, forms in entries for form in forms})
