"""English numbers: does a phrase count, or does it name, date, rank, price or share out?"""

from functools import cache

from reconcile import lexicon
from reconcile.numbers import english_phrases
from reconcile.numbers.digits import can_be_year, heads_figure, part_signs
from reconcile.numbers.english_phrases import HYPHENS
from reconcile.numbers.phrase import Grammar, Phrase
from reconcile.numbers.tokens import Tokens

_DAY_DIGITS = 2
_AND = "and"
_MAY = "may"  # a month and a verb


def counts(tokens: Tokens, phrase: Phrase) -> tuple[bool, int]:
    """Return whether `phrase` counts, and the token after it and the "per cent" that belongs to it."""
    names = lexicon.english_numbers().names
    share = _percent(tokens, phrase.after)
    if share:
        return False, phrase.after + share
    before, after = tokens.text(phrase.first - 1), tokens.text(phrase.after)
    if _opens_a_word(tokens, phrase):
        return False, phrase.after + 1
    name = (
        english_phrases.is_vague(tokens, phrase.first)
        or before in names.share_signs
        or after in names.currencies
        or after in names.times
        or (after in HYPHENS and tokens.text(phrase.after + 1) in names.ages)
        or (phrase.value == 1 and before in names.negations)
        or _is_named(tokens, phrase)
        or _is_part_of_a_word(tokens, phrase.first)
        or _is_dated(tokens, phrase)
        or _is_year(tokens, phrase)
        or _is_first_of_measures(tokens, phrase)
        or _is_second_of_measures(tokens, phrase.first)
        or _is_telephone(tokens, phrase.first)
        or _is_score(tokens, phrase)
    )
    return not name, phrase.after


def _percent(tokens: Tokens, at: int) -> int:
    """Return how many tokens the "per cent" at `at` takes."""
    first, second = tokens.text(at), tokens.text(at + 1)
    return next((len(form) for form in _shares() if form in ((first,), (first, second))), 0)


@cache
def _shares() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(form.split()) for form in lexicon.english_numbers().names.percent)


def _opens_a_word(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell "21st" and "5km": digits with letters right behind them, but for "3k", three thousand."""
    last = phrase.after - 1
    if phrase.after >= len(tokens) or not tokens.is_digits(last):
        return False
    return tokens.is_word(phrase.after) and tokens.touches(phrase.after)


def _is_part_of_a_word(tokens: Tokens, first: int) -> bool:
    """Tell the 19 of "Covid-19" and the 52 of "B52"."""
    if not tokens.is_digits(first) or first == 0 or not tokens.touches(first):
        return False
    if tokens.is_word(first - 1):
        return True
    dash = tokens.texts[first - 1] in HYPHENS and tokens.touches(first - 1)
    return dash and tokens.is_word(first - 2)


def _is_named(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell "Highway 6" and "No. 4"."""
    names = lexicon.english_numbers().names
    named = tokens.text(phrase.first - 1).removesuffix(".") in names.named_by_number
    if any(tokens.text(phrase.first - back) in names.people for back in (2, 3)):
        return False  # "the injured number 140", "deaths now number 19"
    return named and not phrase.in_words and tokens.text(phrase.after) not in names.people


def _is_dated(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell "17 April", "April 17", "April 10-15" and "April 17, 2019"; "in April 17 people" counts."""
    names = lexicon.english_numbers().names
    if phrase.in_words:
        return False
    if _is_before_month(tokens, phrase):
        return True
    first = phrase.first
    if tokens.text(first - 1) in names.months:
        in_it = tokens.text(first - 2) == "in" and tokens.text(first).isdigit()
        return not (in_it and _is_noun(tokens, phrase.after) and not can_be_year(tokens.text(first)))
    after_date = tokens.text(first - 1) == "," and tokens.text(first - 3) in names.months
    return after_date and can_be_year(tokens.text(first))


def _is_before_month(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell "17 April" and "on 5 May"; "5 may die" counts."""
    names = lexicon.english_numbers().names
    month = tokens.text(phrase.after)
    if month not in names.months or phrase.in_words:
        return False
    at = phrase.after + 1
    verb_follows = at < len(tokens) and tokens.is_word(at)
    return month != _MAY or not verb_follows or tokens.text(phrase.first - 1) == "on"


def _is_first_of_measures(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell the first halves of "10 to 15 April", "between 5 and 10 percent", "10-15 million dollars"."""
    names, at = lexicon.english_numbers().names, phrase.after
    ranging = tokens.text(at) == _AND and tokens.text(phrase.first - 1) in names.between
    if not (ranging or tokens.text(at) in names.pair) or at + 1 >= len(tokens):
        return False
    second = english_phrases.read_at(tokens, at + 1)
    if second is None:
        return False
    is_price = tokens.text(second.after) in names.currencies
    return is_price or _is_before_month(tokens, second) or _percent(tokens, second.after) > 0


def _is_second_of_measures(tokens: Tokens, first: int) -> bool:
    """Tell the second halves of "$10-15 million" and "April 10-15"."""
    names = lexicon.english_numbers().names
    if tokens.text(first - 1) not in names.pair or not tokens.is_digits(first - 2):
        return False
    opening = tokens.text(first - 3)
    return opening in names.share_signs or (
        opening in names.months and len(tokens.text(first)) <= _DAY_DIGITS
    )


def _is_year(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell "in 2019", "after 2003,", "the 1967 war", "2023-2024"; "killing of 2019 people" counts."""
    names, first = lexicon.english_numbers().names, phrase.first
    if phrase.after != first + 1 or not can_be_year(tokens.text(first)):
        return False
    before, after = tokens.text(first - 1), tokens.text(first + 1)
    if before in names.before_year or heads_figure(tokens, first):
        return True
    if before in names.the:
        return _is_noun(tokens, first + 1) and after not in names.people
    if before in names.perhaps_before_year and not _is_noun(tokens, first + 1):
        return before not in names.between or _are_years(tokens, first)
    return _are_years(tokens, first) or _are_years(tokens, first - 2)


def _are_years(tokens: Tokens, at: int) -> bool:
    """Tell the two of "between 2015 and 2018" and "2023-2024", where no noun follows."""
    names = lexicon.english_numbers().names
    if not (can_be_year(tokens.text(at)) and can_be_year(tokens.text(at + 2))):
        return False
    before, parting = tokens.text(at - 1), tokens.text(at + 1)
    ranging = parting in HYPHENS or (parting in ("to", _AND) and before in ("from", *names.between))
    return ranging and tokens.texts[at] < tokens.texts[at + 2] and not _is_noun(tokens, at + 3)


def _is_noun(tokens: Tokens, at: int) -> bool:
    """Tell whether what a number counts can stand at `at`."""
    is_word = at < len(tokens) and tokens.is_word(at)
    return is_word and tokens.texts[at] not in lexicon.english_numbers().names.no_noun


def _is_telephone(tokens: Tokens, first: int) -> bool:
    """Tell "call 555-1234" and "+1 555 123 4567"."""
    names = lexicon.english_numbers().names
    if not tokens.is_digits(first):
        return False
    for at in range(first - 1, first - 4, -1):
        if tokens.text(at) in names.telephones:
            return True
        if not (tokens.is_digits(at) or tokens.text(at) in HYPHENS):
            return False
    return False


def _is_score(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell "won 1-2", and "a 5-4 ruling", which falls as no range does."""
    names = lexicon.english_numbers().names
    first = phrase.first - 2 if tokens.text(phrase.first - 1) in HYPHENS else phrase.first
    sides = (first, first + 2)
    if tokens.text(first + 1) not in HYPHENS or not all(tokens.is_digits(at) for at in sides):
        return False
    if tokens.text(first + 3) in names.people:
        return False
    before, home, away = (tokens.text(at) for at in (first - 1, *sides))
    dense = all(tokens.touches(at + 1) for at in (first, first + 1))
    return before in names.scores or (dense and len(home) == len(away) == 1 and home >= away)


def _tells_before() -> frozenset[str]:
    names = lexicon.english_numbers().names
    return english_phrases.vague_before().union(
        HYPHENS,
        part_signs(),
        names.share_signs,
        names.negations,
        names.named_by_number,
        names.months,
        names.pair,
        names.telephones,
        (",",),  # "April 17, 2019"
    )


def _tells_after() -> frozenset[str]:
    names = lexicon.english_numbers().names
    first_of_shares = (form[0] for form in _shares())
    return frozenset(
        (*names.currencies, *names.times, *names.months, *names.pair, _AND, *HYPHENS)
    ).union(first_of_shares)


@cache
def grammar() -> Grammar:
    """Return the grammar of English."""
    openings = english_phrases.openings()
    return Grammar(
        openings,
        english_phrases.read_at,
        counts,
        lambda _tokens, _at: 0,
        frozenset(),
        openings,
        english_phrases.continues(),
        frozenset(),
        _tells_before(),
        _tells_after(),
    )
