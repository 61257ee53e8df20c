"""Does a number phrase count, in Arabic, or does it name, date, price or share out?"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from reconcile import lexicon
from reconcile.folding import fold_word
from reconcile.numbers import arabic, arabic_words, implied, particles
from reconcile.numbers.phrase import Grammar, Phrase
from reconcile.numbers.tokens import Kind, Token, touch

_EARLIEST_YEAR = 1000

Forms = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Names:
    definite: frozenset[str]
    named_by_number: frozenset[str]
    years: frozenset[str]
    months: frozenset[str]
    long_months: Forms
    of: frozenset[str]
    percent: Forms
    share_signs: frozenset[str]
    currencies: frozenset[str]
    before: frozenset[str]
    """Every word that, before a number, could mean that it does not count."""
    after: frozenset[str]
    """Every word that, after a number, could mean that it does not count."""


@cache
def _names() -> _Names:
    names = lexicon.arabic_numbers().names

    def folded(forms: Sequence[str]) -> frozenset[str]:
        return frozenset(map(fold_word, forms))

    def words(forms: Sequence[str]) -> Forms:
        return tuple(tuple(fold_word(form).split()) for form in forms)

    named = frozenset(particles.joined(folded(names.named_by_number)))
    years = frozenset(particles.joined(folded(names.years)))
    months, signs, currencies = (
        folded(names.months),
        folded(names.share_signs),
        folded(names.currencies),
    )
    long_months, percent = words(names.long_months), words(names.percent)
    return _Names(
        folded(names.definite_names),
        named,
        years,
        months,
        long_months,
        folded(names.of),
        percent,
        signs,
        currencies,
        before=named.union(years, months, signs, (form[-1] for form in long_months)),
        after=months.union(currencies, folded(names.of), (form[0] for form in (*long_months, *percent))),
    )


def counts(tokens: Sequence[Token], phrase: Phrase) -> tuple[bool, int]:
    """Return whether `phrase` counts, and the token after it and the "في المئة" that belongs to it."""
    names, first = _names(), phrase.first
    joined = first > 0 and touch(tokens[first - 1], tokens[first])
    before, after = _word(tokens, first - 1), _word(tokens, phrase.after)
    if not (
        joined or phrase.definite or before in names.before or after in names.after or "/" in before
    ):
        return True, phrase.after
    share = _length_of(tokens, phrase.after, names.percent)
    if share:
        return False, phrase.after + share
    name = (
        _is_definite_name(tokens, phrase)
        or _is_part_of_a_word(tokens, first)
        or _is_dated(tokens, phrase)
        or _is_named(tokens, phrase)
        or before in names.share_signs
        or "/" in before  # "1/2 مليون"
        or after in names.currencies
    )
    return not name, phrase.after


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def _length_of(tokens: Sequence[Token], at: int, forms: Forms) -> int:
    first = _word(tokens, at)
    for form in forms:
        if form[0] == first and form[1:] in ((), (_word(tokens, at + 1),)):
            return len(form)
    return 0


def _is_definite_name(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Tell "الأحد", the day, and "الست", the title."""
    alone = phrase.after == phrase.first + 1
    return alone and phrase.definite and _stem(tokens[phrase.first].text) in _names().definite


def _stem(word: str) -> str:
    return word[len(arabic_words.particles_of(word)) :]


def _is_part_of_a_word(tokens: Sequence[Token], first: int) -> bool:
    """Tell the 19 of "كوفيد-19" and the 52 of "B52"."""
    if (
        tokens[first].kind is not Kind.DIGITS
        or first == 0
        or not touch(tokens[first - 1], tokens[first])
    ):
        return False
    before = tokens[first - 1]
    if before.kind is Kind.WORD:
        return not particles.are_particles(before.text)
    dash = before.text in ("-", "_") and first > 1 and touch(tokens[first - 2], before)
    return dash and tokens[first - 2].kind is Kind.WORD


def _is_dated(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Tell "17 نيسان", "17 من نيسان" and "نيسان 2019"."""
    names = _names()
    after = phrase.after + (_word(tokens, phrase.after) in names.of)
    if _is_month(tokens, after):
        return True
    before = phrase.first - 1
    after_month = (
        _word(tokens, before) in names.months or _length_of(tokens, before - 1, names.long_months) > 0
    )
    return after_month and (phrase.value or 0) >= _EARLIEST_YEAR  # "في نيسان 15 قتيلا" counts


def _is_month(tokens: Sequence[Token], at: int) -> bool:
    names = _names()
    return _word(tokens, at) in names.months or _length_of(tokens, at, names.long_months) > 0


def _is_named(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Tell "اللواء 17", "شارع الستين" and "سنة ألفين"; "في شارع ثلاثة" counts."""
    before = phrase.first - 1
    if (
        before >= 0
        and touch(tokens[before], tokens[phrase.first])
        and particles.are_particles(tokens[before].text)
    ):
        before -= 1
    names, word = _names(), _word(tokens, before)
    if word in names.years:
        return True
    in_words_alone = phrase.in_words and not phrase.definite
    return not in_words_alone and word in names.named_by_number


def _stem_start(tokens: Sequence[Token], at: int) -> int:
    word = tokens[at].text
    if arabic.is_and_eleven(tokens, at):
        return 1
    found = implied.duals().get(word)
    return len((found[0] if found else arabic_words.particles_of(word)).removesuffix("ال"))


@cache
def grammar() -> Grammar:
    """Return the grammar of Arabic."""
    openings, twos = arabic_words.openings(), frozenset(implied.duals())
    return Grammar(
        openings, arabic.read_at, counts, _stem_start, twos, openings | twos, arabic_words.goes_on
    )
