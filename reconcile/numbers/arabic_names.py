"""The words beside an Arabic number that tell whether it counts, folded for look-up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reconcile import lexicon
from reconcile.folding import fold_word, fold_words
from reconcile.lexicon.language import Language, Sign
from reconcile.numbers import arabic_words, implied, particles

_INDEFINITE = "ا"  # the ending of "شخصا", "درهما"

Forms = Mapping[str, tuple[tuple[str, ...], ...]]
"""Forms of one or two words, by their first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the lexicon lists under these names, with particles and endings where they occur."""

    definite: frozenset[str]
    named_by_number: frozenset[str]
    named_if_definite: frozenset[str]
    named_in_twos: frozenset[str]
    """The duals of `named_by_number`, which two numbers follow."""
    years: frozenset[str]
    before_year: frozenset[str]
    months: frozenset[str]
    long_months: Forms
    of: frozenset[str]
    pair: frozenset[str]
    between: frozenset[str]
    scores: frozenset[str]
    telephones: frozenset[str]
    percent: Forms
    share_signs: frozenset[str]
    currencies: frozenset[str]
    people: frozenset[str]
    """The lexicon's words for people, which numbers count."""
    things: frozenset[str]
    """Its words for other things that numbers count."""
    befell: frozenset[str]
    """What leads to a count and is no part of a name: "قتل5", "نحو80", "بينهم3"."""
    leads_to_count: frozenset[str]
    """What a figure alone stands behind: "وصل لميتين", "نحو ميتين", "مات ميتين"."""
    subset: frozenset[str]
    """What a part of a count follows: "2014 بينهم 5 أطفال"."""
    verbs: frozenset[str]
    """Its verbs, which no number counts."""

    def before(self) -> frozenset[str]:
        """Return every word that, before any number, could mean that it does not count."""
        return self.named_by_number.union(
            self.named_in_twos,
            self.years,
            self.months,
            (form[-1] for forms in self.long_months.values() for form in forms),
            self.pair,
            self.telephones,
            self.share_signs,
            "/",  # "1/2 مليون"
        )

    def after(self) -> frozenset[str]:
        """Return every word that, after a number, could mean that it does not count."""
        seconds = (form for form in arabic_words.joined_forms() if form.startswith(arabic_words.AND))
        return self.months.union(
            self.currencies, self.pair, self.of, self.long_months, self.percent, seconds
        )


@cache
def names() -> Names:
    """Return the words, as the lexicon has them."""
    words = lexicon.language("ar")
    listed, signs = lexicon.arabic_numbers().names, words.signs
    return Names(
        definite=_folded(listed.definite_names),
        named_by_number=_joined(listed.named_by_number),
        named_if_definite=_joined(listed.named_if_definite),
        named_in_twos=_joined(
            two for noun in listed.named_by_number for two in implied.dual_forms(noun)
        ),
        years=_joined(listed.years),
        before_year=_joined(listed.before_year),
        months=_folded(listed.months),
        long_months=_split(listed.long_months),
        of=_folded(listed.of),
        pair=_folded(listed.pair),
        between=_joined(listed.between),
        scores=_joined(listed.scores),
        telephones=_joined(listed.telephones),
        percent=_split(listed.percent),
        share_signs=_folded(listed.share_signs),
        currencies=_with_accusatives(listed.currencies),
        people=_people(words),
        things=_with_accusatives(signs[Sign.THINGS]),
        befell=_joined(_opening_a_count(words)),
        leads_to_count=_joined(_leading_to_a_count(words)),
        subset=_folded(signs[Sign.SUBSET]),
        verbs=_verbs(words),
    )


def _opening_a_count(words: Language) -> Iterator[str]:
    for casualty in words.casualties:
        yield from (*casualty.verbs, *casualty.past, *casualty.present, *casualty.events)
        yield from (*casualty.people_verbs, *casualty.plural)
    for hedges in words.quantities.before.values():
        yield from (hedge for hedge in hedges if " " not in hedge)
    for idiom in words.idioms:
        yield from (*idiom.verbs, *idiom.needs)
    for sign in (Sign.SUBSET, Sign.REACHES, Sign.RISE, Sign.BEFORE_NOUNS, Sign.RANGE_OPENS, Sign.WHEN):
        yield from words.signs[sign]


def _leading_to_a_count(words: Language) -> Iterator[str]:
    for casualty in words.casualties:
        yield from (*casualty.past, *casualty.present, *casualty.events)
    for hedges in words.quantities.before.values():
        yield from (hedge.split()[-1] for hedge in hedges)
    yield from words.signs[Sign.REACHES]
    yield from words.signs[Sign.RISE]


def _people(words: Language) -> frozenset[str]:
    persons = words.persons
    forms = [*persons.singulars(), *persons.many(), *words.signs[Sign.FAMILIES]]
    for casualty in words.casualties:
        forms += (*casualty.singular, *casualty.plural, *casualty.counted_plural)
    return _with_accusatives(forms)


def _verbs(words: Language) -> frozenset[str]:
    forms = [*words.signs[Sign.REPORTS], *words.signs[Sign.RISE]]
    for casualty in words.casualties:
        forms += (*casualty.verbs, *casualty.past, *casualty.present)
    for idiom in words.idioms:
        forms += idiom.verbs
    return _folded(forms)


def _folded(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_words(forms))


def _joined(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(particles.joined(_folded(forms)))


def _split(forms: Sequence[str]) -> Forms:
    split = [tuple(fold_word(form).split()) for form in forms]
    return {form[0]: tuple(other for other in split if other[0] == form[0]) for form in split}


def _with_accusatives(forms: Iterable[str]) -> frozenset[str]:
    return _folded(form + ending for form in forms for ending in ("", _INDEFINITE))
