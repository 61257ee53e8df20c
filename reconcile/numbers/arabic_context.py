"""Does a number phrase count, in Arabic, or does it name, date, price or share out?"""

from functools import cache, lru_cache

from reconcile.numbers import arabic, arabic_words, implied, particles
from reconcile.numbers.arabic_names import Forms, names
from reconcile.numbers.digits import can_be_year, heads_figure
from reconcile.numbers.phrase import Grammar, Phrase
from reconcile.numbers.tokens import Tokens

_EARLIEST_YEAR, _EARLIEST_IN_WORDS = 1000, 1900
"""From when on a number behind a month is its year, and from when on where it is written in words."""
_ROUND = "00"
_AND = "و"
_DASHES = ("-", "–")
_SHORTEST_CODE = 3
"""How many digits the area code of a telephone number has at least."""
_INDEFINITE = "ا"  # the ending of "شخصا"


def counts(tokens: Tokens, phrase: Phrase) -> tuple[bool, int]:
    """Return whether `phrase` counts, and the token after it and the "في المئة" that belongs to it."""
    first = phrase.first
    before, after = tokens.text(first - 1), tokens.text(phrase.after)
    share = _length_of(tokens, phrase.after, names().percent)
    if share:
        return False, phrase.after + share
    name = (
        _is_named(tokens, phrase)
        or _is_dated(tokens, phrase)
        or _is_year(tokens, phrase)
        or _is_definite_name(tokens, phrase)
        or _is_part_of_a_word(tokens, first, phrase.after)
        or _is_telephone(tokens, first)
        or _is_score(tokens, phrase)
        or _is_first_of_measures(tokens, phrase)
        or before in names().share_signs
        or "/" in before  # "1/2 مليون"
        or after in names().currencies
    )
    return not name, phrase.after


def _length_of(tokens: Tokens, at: int, forms: Forms) -> int:
    for form in forms.get(tokens.text(at), ()):
        if form[1:] in ((), (tokens.text(at + 1),)):
            return len(form)
    return 0


def _is_definite_name(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell "الأحد", the day, and "الست", the title."""
    alone = phrase.definite and phrase.after == phrase.first + 1
    return alone and _stem(tokens.texts[phrase.first]) in names().definite


def _stem(word: str) -> str:
    return word[len(arabic_words.particles_of(word)) :]


def _is_part_of_a_word(tokens: Tokens, first: int, after: int) -> bool:
    """Tell the 19 of "كوفيد-19" and the 52 of "B52"; "قتل5" and "بالمدينة18 مهاجرا" lack a space."""
    if not tokens.touches(first) or not tokens.is_digits(first):
        return False
    before = tokens.texts[first - 1]
    if tokens.is_word(first - 1):
        opens = particles.are_particles(before) or before in names().befell
        return not (opens or tokens.text(after) in names().people)
    dash = before in ("-", "_") and tokens.touches(first - 1)
    return dash and tokens.is_word(first - 2)


def _is_dated(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell "17 نيسان", "17 من نيسان" and "نيسان 2019"."""
    if _is_before_month(tokens, phrase):
        return True
    earliest = _EARLIEST_IN_WORDS if phrase.in_words else _EARLIEST_YEAR
    if (phrase.value or 0) < earliest:  # "في نيسان 15 قتيلا" and "خلال أكتوبر ألفا وخمسمئة" count
        return False
    before = phrase.first - 1
    return (
        tokens.text(before) in names().months or _length_of(tokens, before - 1, names().long_months) > 0
    )


def _is_before_month(tokens: Tokens, phrase: Phrase) -> bool:
    at = phrase.after + (tokens.text(phrase.after) in names().of)
    return tokens.text(at) in names().months or _length_of(tokens, at, names().long_months) > 0


def _is_first_of_measures(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell the first halves of "10 إلى 15 نيسان", "بين 5 و10 في المئة", "10-15 مليون دولار"."""
    at = phrase.after
    word = tokens.text(at)
    by_and = word.startswith(_AND)
    if word in names().pair:
        at += 1
    elif not by_and:
        return False
    second = arabic.read_at(tokens, at) if at < len(tokens) else None
    if second is None:
        return False
    if _is_before_month(tokens, second):
        return True
    if by_and and tokens.text(phrase.first - 1) not in names().between:
        return False
    is_price = tokens.text(second.after) in names().currencies
    return is_price or _length_of(tokens, second.after, names().percent) > 0


def _is_named(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell "اللواء 17", "القرارين 242 و338", "شارع الستين" and "سنة ألفين"; "في شارع ثلاثة" counts."""
    first = phrase.first
    before = first - 1
    if (
        tokens.touches(first)
        and particles.are_particles(tokens.texts[before])
        and tokens.texts[before] != _AND
    ):
        before -= 1
    listed, word = names(), tokens.text(before)
    if tokens.text(phrase.after) in listed.people:
        return False
    if word in listed.years or (phrase.definite and word in listed.named_if_definite):
        return True
    in_words_alone = phrase.in_words and not phrase.definite
    if in_words_alone:
        return False
    if word in listed.named_by_number or word in listed.named_in_twos:
        return not tokens.is_digits(before - 1)  # "خلال 24 ساعة 11 وفاة"
    return _is_second(tokens, first) and tokens.text(first - 3) in listed.named_in_twos


def _is_second(tokens: Tokens, at: int) -> bool:
    """Tell the second of two numbers in digits: "242 و338"."""
    return tokens.text(at - 1) in names().pair and tokens.is_digits(at - 2)


def _is_year(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell "منذ 2011", "صيف 2014", "عامي 2012 و2013", "2023-2024"; "في 2019 قرية" counts."""
    first = phrase.first
    if (
        phrase.after != first + 1
        or not can_be_year(tokens.texts[first])
        or _is_counted(tokens, first + 1)
    ):
        return False
    if tokens.text(first - 1) in names().before_year or heads_figure(tokens, first):
        return True
    if _is_second(tokens, first) and can_be_year(tokens.text(first - 2)):
        return _are_years(tokens, first - 2)
    paired = tokens.text(first + 1) in names().pair and can_be_year(tokens.text(first + 2))
    return paired and _are_years(tokens, first)


def _are_years(tokens: Tokens, at: int) -> bool:
    """Tell "بين 2012 و2015" and "2023-2024", where no noun follows."""
    before = tokens.text(at - 1)
    if before in names().years or before in names().before_year:
        return not _is_counted(tokens, at + 3)
    ranging = before in names().between or tokens.text(at + 1) in _DASHES
    rising = tokens.texts[at] < tokens.texts[at + 2]
    return ranging and rising and not _may_be_counted(tokens, at + 3)


def _is_counted(tokens: Tokens, at: int) -> bool:
    """Tell whether what a number counts surely stands at `at`; after a round number, whether it may."""
    word = tokens.text(at)
    if word in names().people or word in names().things or word in names().subset:
        return True
    may_be = word.endswith(_INDEFINITE) or tokens.texts[at - 1].endswith(_ROUND)
    return may_be and _may_be_counted(tokens, at)


def _may_be_counted(tokens: Tokens, at: int) -> bool:
    return arabic.is_noun(tokens, at) and tokens.text(at) not in names().verbs


def _is_telephone(tokens: Tokens, first: int) -> bool:
    """Tell "هاتف 555-1234" and "+963 11 234 5678", and the one of "5+1"."""
    if not tokens.is_digits(first):
        return False
    if _is_area_code(tokens, first) or _is_area_code(tokens, first - 2):
        return True
    for at in range(first - 1, first - 4, -1):
        if tokens.text(at) in names().telephones:
            return True
        if not (tokens.is_digits(at) or tokens.text(at) in _DASHES):
            return False
    return False


def _is_area_code(tokens: Tokens, at: int) -> bool:
    """Tell the 0599 of "0599-123456", which no count begins as."""
    code = tokens.text(at)
    dialled = len(code) >= _SHORTEST_CODE and code.startswith("0") and tokens.is_digits(at)
    joined = tokens.text(at + 1) in _DASHES and tokens.touches(at + 1) and tokens.touches(at + 2)
    return dialled and joined and tokens.is_digits(at + 2)


def _is_score(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell "فاز 1-2", and "2-1", which falls as no range does; "قتل 5-3" is a range backwards."""
    first = phrase.first - 2 if tokens.text(phrase.first - 1) in _DASHES else phrase.first
    sides = (first, first + 2)
    if tokens.text(first + 1) not in _DASHES or not all(tokens.is_digits(at) for at in sides):
        return False
    if _may_be_counted(tokens, first + 3):
        return False
    before, home, away = (tokens.text(at) for at in (first - 1, *sides))
    dense = all(tokens.touches(at + 1) for at in (first, first + 1))
    falls = dense and len(home) == len(away) == 1 and home >= away
    return before in names().scores or (falls and before not in names().befell)


def _stem_start(tokens: Tokens, at: int) -> int:
    word = tokens.texts[at]
    return 1 if word.startswith(_AND) and arabic.is_and_eleven(tokens, at) else _joined_letters(word)


@lru_cache(maxsize=1 << 12)
def _joined_letters(word: str) -> int:
    found = implied.duals().get(word)
    return len((found[0] if found else arabic_words.particles_of(word)).removesuffix("ال"))


@cache
def grammar() -> Grammar:
    """Return the grammar of Arabic."""
    openings, twos = arabic_words.openings(), frozenset(implied.duals())
    return Grammar(
        openings,
        arabic.read_at,
        counts,
        _stem_start,
        twos,
        openings | twos,
        arabic_words.continues(),
        arabic_words.before_nouns(),
        names().before(),
        names().after(),
    )
