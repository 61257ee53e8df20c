"""The time a figure speaks of, where the text says it: "حتى مساء الأحد", "as of Monday evening".

A report tells it by days and hours of its own place, so it is told from when it was published: a weekday
is the last one, today's among them, and so is a date without a year; a part of a day counts to its end;
nothing is later than the report.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from reconcile import lexicon
from reconcile.extraction.dates import date_end, midnight_of
from reconcile.extraction.reading import Mention
from reconcile.extraction.sentences import Sentence
from reconcile.folding import fold_word, fold_words
from reconcile.lexicon.language import Sign
from reconcile.lexicon.moments import DayPart

Said = TypeVar("Said")

_LONGEST = 7
"""How many words may tell a moment: "حتى الساعة 10 من مساء يوم الأحد"."""
_NOON, _END = 12, 24
_OPENING = 1
"""Up to which token a moment opens its sentence."""
_FIRST_YEAR, _LAST_YEAR = 2, 9998
_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?")


@dataclass(frozen=True, slots=True)
class _Words:
    """What single words of a language say of a moment."""

    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    days_ago: Mapping[str, int]
    parts: Mapping[str, DayPart]
    clock: frozenset[str]
    between: frozenset[str]
    zones: frozenset[str]
    last: frozenset[str]

    def tell(self, sentence: Sentence, at: int) -> bool:
        """Tell whether the token at `at` says something of a moment, or may stand among those that do.

        A number does beside a word for the clock: the 12 of "حتى مساء الأحد 12" are a toll.
        """
        word = sentence.word(at)
        if _clock(word) is not None:
            part = self.parts.get(sentence.word(at + 1))
            timed = sentence.word(at - 1) in self.clock or (part is not None and part.with_hour)
            return timed or ":" in word
        known = (self.weekdays, self.days_ago, self.parts, self.clock, self.between, self.last)
        return any(word in words for words in known)


@dataclass(frozen=True, slots=True)
class _Moment:
    """A moment that the tokens `first` up to `after` tell."""

    first: int
    after: int
    at: datetime


@dataclass(frozen=True, slots=True)
class _Day:
    """A day by the midnight that opens it, the words that do not tell it, and whether any do."""

    midnight: datetime
    rest: Sequence[str]
    told: bool


def moments(
    sentence: Sentence, mentions: Sequence[Mention], published_at: datetime
) -> Mapping[int, datetime]:
    """Return up to when figures count that say so, by the token that their mention begins with."""
    told = _moment(sentence, published_at) if mentions else None
    return dict.fromkeys(_figures_of(told, sentence, mentions), told.at) if told else {}


def _moment(sentence: Sentence, published_at: datetime) -> _Moment | None:
    """Return up to when a sentence counts, None where it tells no moment, or more than one."""
    if not _FIRST_YEAR < published_at.year < _LAST_YEAR:  # a week off, there may be no time
        return None
    found = [
        told for at in sorted(sentence.places(Sign.UP_TO)) if (told := _told(sentence, at, published_at))
    ]
    return found[0] if len(found) == 1 else None


def _figures_of(told: _Moment, sentence: Sentence, mentions: Sequence[Mention]) -> frozenset[int]:
    """Return where the mentions begin whose figures count up to a moment.

    Where it opens the sentence, these are all up to the first mark behind one; else those that stand
    right beside it, with nothing but their verb and what "and" joins between: a curfew "until Sunday
    after 12 were killed" says nothing of the twelve.
    """
    if told.first <= _OPENING:
        first = min(mention.first for mention in mentions)
        end = sentence.next_mark(first)
        return frozenset(mention.first for mention in mentions if told.after <= mention.first < end)
    beside: set[int] = set()
    edge = told.first
    for mention in sorted(mentions, key=lambda one: -one.first):
        if mention.after <= edge and _only_says(sentence, mention.after, edge):
            beside.add(mention.first)
            edge = mention.first
    behind = (one.first for one in mentions if one.first - told.after in (0, 1))
    return frozenset(beside.union(at for at in behind if _only_says(sentence, told.after, at)))


def _only_says(sentence: Sentence, first: int, after: int) -> bool:
    """Tell whether between two tokens stands only what happened to those counted, or "and"."""
    marked = sentence.marked
    glue = (Sign.PASSIVE, Sign.HAVE, Sign.ADVERBS, Sign.AND)
    return all(
        at in marked.casualties or at in marked.persons or any(sentence.sign(sign, at) for sign in glue)
        for at in range(first, after)
    )


def _told(sentence: Sentence, at: int, published_at: datetime) -> _Moment | None:
    opened = sentence.places(Sign.UP_TO)[at]
    words = _words(sentence.language)
    end, dated = opened.after, False
    while end < at + _LONGEST:
        after = date_end(sentence.tokens.texts, end, words.months)
        dated = dated or after > end
        if after == end and not words.tell(sentence, end):
            break
        end = max(after, end + 1)
    said = [sentence.word(near) for near in range(opened.after, end)]
    if dated and _names_somebody(sentence, end):
        return None
    if sentence.word(end) in words.zones or _counts_people(sentence, end, said):
        return None
    when = _resolved(said, words, published_at)
    return _Moment(at, end, when) if when else None


def _names_somebody(sentence: Sentence, end: int) -> bool:
    """Tell the date in "killed by 17 November militants" and that of "10 March last year"."""
    named = end in sentence.marked.strange or end in sentence.marked.persons
    return named and not sentence.heads_first


def _counts_people(sentence: Sentence, end: int, said: Sequence[str]) -> bool:
    """Tell the 12 of "حتى الساعة 12 قتيلا" and of "حتى الساعة 12 منهم أطفال", which are no hour."""
    if not said or _clock(said[-1]) is None or ":" in said[-1]:
        return False
    part = sentence.sign(Sign.PART, end) is not None
    return part or end in sentence.marked.persons or end in sentence.marked.casualties


def _resolved(said: Sequence[str], words: _Words, published_at: datetime) -> datetime | None:
    """Return the moment that some words tell, None where they tell none."""
    day = _day(said, words, published_at)
    if day is None:
        return None
    part = next((words.parts[word] for word in day.rest if word in words.parts), None)
    clock = next((time for word in day.rest if (time := _clock(word)) is not None), None)
    if not day.told and part is None and clock is None:
        return None
    if clock is not None and part is not None and not part.with_hour:
        return None
    when = day.midnight + _into_the_day(part, clock)
    if clock is not None and not day.told and when > published_at:
        when -= timedelta(days=1)  # "as of 6 p.m.", read the next morning
    return min(when, published_at)


def _day(said: Sequence[str], words: _Words, published_at: datetime) -> _Day | None:
    """Return the day that some words tell, the report's where they tell none; None for "30 February"."""
    ends = ((at, date_end(said, at, words.months)) for at in range(len(said)))
    if date := next(((at, end) for at, end in ends if end > at), None):
        midnight = midnight_of(said, date[0], words.months, published_at)
        return _Day(midnight, (*said[: date[0]], *said[date[1] :]), told=True) if midnight else None
    weekday = next((words.weekdays[word] for word in said if word in words.weekdays), None)
    ago = next((words.days_ago[word] for word in said if word in words.days_ago), None)
    midnight = published_at.replace(hour=0, minute=0, second=0, microsecond=0)
    if weekday is not None:
        days = (midnight.weekday() - weekday) % 7
        midnight -= timedelta(days=7 if days == 0 and not words.last.isdisjoint(said) else days)
    elif ago is not None:
        midnight -= timedelta(days=ago)
    return _Day(midnight, said, told=weekday is not None or ago is not None)


def _into_the_day(part: DayPart | None, clock: tuple[int, int] | None) -> timedelta:
    if clock is None:
        return timedelta(hours=part.until if part else _END)
    hour, minute = clock
    if part and hour <= _NOON:
        hour = hour % _NOON + (_NOON if part.afternoon else 0)
    return timedelta(hours=hour, minutes=minute)


def _clock(word: str) -> tuple[int, int] | None:
    """Return the hour and minute of "10" and "18:30"."""
    found = _CLOCK.fullmatch(word)
    if found is None:
        return None
    time = int(found[1]), int(found[2] or 0)
    return time if time < (_END, 0) and time[1] < 60 else None  # noqa: PLR2004 - minutes of an hour


@cache
def _words(language: str) -> _Words:
    words = lexicon.language(language).moments
    return _Words(
        _by_word((day, forms) for day, forms in enumerate(words.weekdays)),
        _by_word((month, forms) for month, forms in enumerate(words.months, start=1)),
        _by_word(words.days_ago.items()),
        _by_word((part, part.forms) for part in words.parts),
        *(frozenset(fold_words(said)) for said in (words.clock, words.between, words.zones, words.last)),
    )


def _by_word(entries: Iterable[tuple[Said, Iterable[str]]]) -> Mapping[str, Said]:
    return MappingProxyType({fold_word(form): said for said, forms in entries for form in forms})
