"""The reader's language: its sentences, plurals and dates.

The sentences are data, a file a language in `languages/`; CLDR (by Babel) knows which plural form a
number takes, and how a date is written in the reader's country.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.localedata import exists
from markupsafe import Markup, escape

from reconcile.estimation.wording import ARABIC, ENGLISH, Wording

Plural = Mapping[str, str]
"""A sentence by CLDR's plural category of its {n}; `other` is always there."""

Messages = Mapping[str, str | Plural]

PLURALS: Final = frozenset({"zero", "one", "two", "few", "many", "other"})
LANGUAGES: Final = ("en", "ar")
"""The languages there are; the first is for a reader who asks for none of them."""

_WORDINGS: Final = {"en": ENGLISH, "ar": ARABIC}
_WITHOUT_COUNTRY: Final = {"en": "en_001", "ar": "ar"}
_FIRST_STRONG, _POP = "\u2068", "\u2069"


class NoSuchMessage(KeyError):
    """A template asks for a sentence that the language's file does not have."""


@dataclass(frozen=True, slots=True)
class Language:
    """How one reader is spoken to. What is put into a sentence is isolated, so that no name turns it."""

    code: str
    locale: Locale
    messages: Messages
    wording: Wording

    @property
    def direction(self) -> str:
        """The direction of the page, `ltr` or `rtl`."""
        return self.locale.text_direction

    def has(self, key: str) -> bool:
        """Tell whether there is such a sentence."""
        return key in self.messages

    def html(self, key: str, **values: object) -> Markup:
        """Return a sentence as HTML; {n} chooses its plural form.

        Names and numbers are escaped, and names isolated; markup stays as it is.
        """
        filled = {name: _as_html(value, self) for name, value in values.items()}
        return escape(self._chosen(key, values)).format(**filled)

    def text(self, key: str, **values: object) -> str:
        """Return a sentence as plain text, for attributes and titles."""
        filled = {name: _as_text(value, self) for name, value in values.items()}
        return self._chosen(key, values).format(**filled)

    def number(self, number: int) -> str:
        """Return a number in Western digits, its thousands parted by commas.

        Not as the reader's country parts them: in Beirut 40,000 is written 40.000, which others read as
        forty. The sentences of revisions have these digits too, in either language.
        """
        return f"{number:,}"

    def day(self, moment: datetime) -> str:
        """Return the day of a moment in UTC, as the reader's country writes it."""
        return format_date(moment.astimezone(UTC), format="long", locale=self.locale)

    def short_day(self, moment: datetime) -> str:
        """Return the day and month of a moment in UTC, for the axis of a chart."""
        pattern = "d MMM" if self.code == "ar" or self.locale.territory != "US" else "MMM d"
        return format_date(moment.astimezone(UTC), format=pattern, locale=self.locale)

    def moment(self, moment: datetime) -> str:
        """Return a moment in words, in UTC, which is named."""
        clock = f"{moment.astimezone(UTC):%H:%M}"
        return self.text("moment", day=_Plain(self.day(moment)), clock=_Plain(clock))

    def time(self, moment: datetime) -> Markup:
        """Return a moment as an HTML element that machines read too."""
        written = moment.astimezone(UTC).isoformat()
        return Markup('<time datetime="{}">{}</time>').format(written, self.moment(moment))

    def _chosen(self, key: str, values: Mapping[str, object]) -> str:
        message = self.messages.get(key)
        if message is None:
            raise NoSuchMessage(f"{self.code}.toml has no {key!r}")
        if isinstance(message, str):
            return message
        count = values["n"]
        form = self.locale.plural_form(count if isinstance(count, int) else 0)
        return message.get(form, message["other"])


class _Plain(str):
    """Words of the page's own, which need no isolation."""

    __slots__ = ()


def own(words: str) -> str:
    """Return words in the page's own language: put into a sentence, they are part of it."""
    return _Plain(words)


def _as_html(value: object, language: Language) -> Markup:
    if isinstance(value, Markup):
        return value
    if isinstance(value, _Plain):
        return escape(str(value))
    if isinstance(value, int):
        return escape(language.number(value))
    return Markup("<bdi>{}</bdi>").format(value)


def _as_text(value: object, language: Language) -> str:
    if isinstance(value, _Plain):
        return str(value)
    if isinstance(value, int):
        return language.number(value)
    return f"{_FIRST_STRONG}{value}{_POP}"


@cache
def messages(code: str) -> Messages:
    """Return the sentences of a language, by dotted key."""
    file = resources.files(__package__) / "languages" / f"{code}.toml"
    return dict(_flat("", tomllib.loads(file.read_text("utf-8"))))


def _flat(prefix: str, table: Mapping[str, object]) -> list[tuple[str, str | Plural]]:
    found: list[tuple[str, str | Plural]] = []
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, str) or (isinstance(value, dict) and value.keys() <= PLURALS):
            found.append((key, value))
        elif isinstance(value, dict):
            found += _flat(f"{key}.", value)
    return found


@cache
def language(code: str, country: str | None = None) -> Language:
    """Return a language, as it is written in a country, if CLDR knows of it there."""
    name = f"{code}_{country}"
    name = name if country and exists(name) else _WITHOUT_COUNTRY[code]
    return Language(code, Locale.parse(name), messages(code), _WORDINGS[code])


_RANGE = re.compile(
    r"([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}))?(?:-[a-z0-9-]+)?(?:;q=([01](?:\.\d+)?))?"
)
_MOST_RANGES = 20


def chosen(code: str | None, accepted: str) -> Language:
    """Return the language for a reader.

    Args:
        code: what the reader has chosen, if anything.
        accepted: the Accept-Language header, which also tells the country; "" if there is none.
    """
    wanted = _accepted(accepted)
    if code not in LANGUAGES:
        code = next((each for each, _ in wanted if each in LANGUAGES), LANGUAGES[0])
    country = next((place for each, place in wanted if each == code and place), None)
    return language(code, country)


def _accepted(header: str) -> list[tuple[str, str | None]]:
    """Return the languages and countries of an Accept-Language header, the most wanted first."""
    found = []
    for part in header.lower().split(",")[:_MOST_RANGES]:
        match = _RANGE.fullmatch(part.replace(" ", ""))
        weight = float(match[3] or 1) if match else 0.0
        if match and weight:
            found.append((-weight, match[1], match[2].upper() if match[2] else None))
    return [(code, country) for _, code, country in sorted(found, key=lambda each: each[0])]
