"""What the entries of a language file spell out: each form of a word, and what it means."""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from reconcile import lexicon
from reconcile.extraction import inflection
from reconcile.extraction.phrases import Meaning, Phrasebook, gapped
from reconcile.folding import fold_word, fold_words
from reconcile.lexicon.language import CasualtyWords, CountsAt, Idiom, Language, Sign
from reconcile.model import Category


class Form(Enum):
    """In what shape a word names casualties or persons.

    A verb governs a number behind it, or is said of people before it. English has forms for the one
    (active: "killing 3"), for the other (predicate: "3 died") and for both, which the words around them
    tell apart (participle: "killed 3", "3 were killed").
    """

    __hash__ = object.__hash__  # looked up all the time; that of an enum is several times slower

    SINGULAR = "singular"
    DUAL = "dual"
    PLURAL = "plural"
    COUNTED_PLURAL = "counted plural"
    EVENT = "event"
    EVENT_PLURAL = "event plural"
    VERB = "verb"
    ACTIVE = "active"
    PARTICIPLE = "participle"
    PREDICATE = "predicate"
    LABEL = "label"
    STATE = "state"


class CasualtyWord(NamedTuple):
    """A word of the casualty vocabulary: its category and the form it stands in."""

    category: Category
    form: Form
    of_people: bool = False
    """It means the category only of people who are counted or named: "ضبطت 20 مهربا"."""
    by_force: bool = False
    """It means the category only beside a force: "الجيش أخد أربع شباب"."""


class IdiomWord(NamedTuple):
    """A verb that means a category with one of the folded words `needed` after it.

    `counts_at`: where the people stand whom it counts (`CountsAt`).
    """

    category: Category
    needed: frozenset[str]
    counts_at: CountsAt


class Around(NamedTuple):
    """What must stand around a verb for it to mean a category; a list that is None asks for nothing.

    The meaning of an end is what must follow it within a few words, "to … hospital", or None.
    """

    category: Category
    form: Form
    ends: Phrasebook[Phrasebook[bool] | None] | None
    subjects: Phrasebook[bool] | None
    objects: Phrasebook[bool] | None
    unless: Phrasebook[bool] | None


def meanings(entries: Iterable[tuple[Meaning, Iterable[str]]]) -> Iterator[tuple[str, Meaning]]:
    """Return each form with its meaning, of meanings with their forms."""
    return ((form, meaning) for meaning, forms in entries for form in forms)


def sign_forms(language: Language) -> Iterator[tuple[str, Sign]]:
    """Yield every form of the signs: as listed, and in Arabic the cases and duals of some nouns."""
    yield from meanings(language.signs.items())
    yield from ((month, Sign.YEARS) for month in language.signs[Sign.MONTHS])
    if language.language == "ar":
        yield from (  # "لكن مصدرا طبيا قال", "شهدت حادثا مشابها"
            (form, sign)
            for sign in (Sign.SPEAKERS, Sign.ACCIDENT)
            for noun in language.signs[sign]
            for form in inflection.arabic_singular(noun)
            if form != noun
        )
        yield from (  # "أصاب صاروخان محطة"
            (inflection.arabic_dual_subject(noun), Sign.THINGS) for noun in language.signs[Sign.THINGS]
        )


def idiom_forms(language: Language) -> Iterator[tuple[str, IdiomWord]]:
    """Yield every verb of an idiom, with what it needs."""
    for idiom in every_idiom(language):
        needed = frozenset(map(fold_word, idiom.needs))
        meaning = IdiomWord(idiom.category, needed, idiom.counts_at)
        yield from ((verb, meaning) for verb in idiom.verbs)


def construction_forms(language: Language) -> Iterator[tuple[str, Around]]:
    """Yield every verb of a construction, with what must stand around it."""
    for built in language.constructions:
        lists = (built.subjects, built.objects, built.unless)
        subjects, objects, unless = (
            Phrasebook((form, True) for form in forms) if forms else None for forms in lists
        )
        for form, verbs in (
            (Form.ACTIVE, built.active),
            (Form.PARTICIPLE, built.participles),
            (Form.PREDICATE, built.predicates),
        ):
            around = Around(built.category, form, gapped(built.ends), subjects, objects, unless)
            yield from ((verb, around) for verb in verbs)


def every_idiom(language: Language) -> Iterator[Idiom]:
    """Yield the idioms of a language, and those that a rule makes of its events: "تم إنقاذهم"."""
    yield from language.idioms
    if not language.heads_first:
        return
    for words in language.casualties:
        events = (event for event in words.events if " " not in event)
        whose = tuple(form for event in events for form in inflection.arabic_owned(event))
        if whose:
            done = language.signs[Sign.PASSIVE]
            yield Idiom(category=words.category, verbs=done, needs=whose, counts_at=CountsAt.BEFORE)


def casualty_forms(language: Language) -> Iterator[tuple[str, CasualtyWord]]:
    """Yield every form of the casualty vocabulary, each once, the most telling first."""
    listed = {word for words in language.casualties for word in _as_listed(words)}
    # "لجأن" is folded to "لجان", the committees: a noun that is listed is no form of a verb.
    seen = set(fold_words(language.signs[Sign.SPEAKERS])) - set(fold_words(listed))
    for words in language.casualties:
        for form, entry in _forms_of(words, language.language):
            if fold_word(entry) not in seen:
                seen.add(fold_word(entry))
                by_force = entry in words.force_verbs
                of_people = by_force or entry in words.people_verbs
                yield entry, CasualtyWord(words.category, form, of_people, by_force)


def _as_listed(words: CasualtyWords) -> Iterable[str]:
    """Return the entries of a category that stand in the lexicon in the form in which they are read."""
    return (
        *words.plural, *words.dual, *words.singular, *words.counted_plural, *words.event_plural,
        *words.verbs, *words.people_verbs, *words.force_verbs, *words.active, *words.participles,
        *words.predicates, *words.labels, *words.events,
    )  # fmt: skip


def _forms_of(words: CasualtyWords, language: str) -> Iterator[tuple[Form, str]]:
    arabic = language == "ar"
    # مصابين is a plural or, unpointed, a dual: "two at least" is true of both, so the plural wins.
    yield from ((Form.PLURAL, entry) for entry in words.plural)
    yield from ((Form.DUAL, entry) for entry in words.dual)
    for noun in words.singular:
        yield from (
            (Form.SINGULAR, form) for form in (inflection.arabic_singular(noun) if arabic else [noun])
        )
        yield from ((Form.DUAL, form) for form in (inflection.arabic_dual(noun) if arabic else []))
    yield from ((Form.COUNTED_PLURAL, entry) for entry in words.counted_plural)
    yield from ((Form.EVENT_PLURAL, entry) for entry in words.event_plural)
    yield from ((Form.VERB, entry) for entry in (*words.verbs, *words.people_verbs, *words.force_verbs))
    yield from ((Form.ACTIVE, entry) for entry in words.active)
    yield from ((Form.PARTICIPLE, entry) for entry in words.participles)
    yield from ((Form.PREDICATE, entry) for entry in words.predicates)
    yield from ((Form.LABEL, entry) for entry in words.labels)
    for verb in words.past:
        yield from ((Form.VERB, form) for form in inflection.arabic_past(verb))
    for verb in words.present:
        yield from ((Form.VERB, form) for form in inflection.arabic_present(verb))
    # Last: "قتل" and "أسر" are verbs more often than verbal nouns.
    yield from ((Form.EVENT, entry) for entry in words.events)


def person_forms(language: Language) -> Iterator[tuple[str, Form]]:
    """Yield every form of the nouns for people, each once; look-alikes are left out."""
    forms: dict[str, Form] = {}
    arabic = language.language == "ar"
    for noun in language.persons.singulars():
        forms |= dict.fromkeys(inflection.arabic_singular(noun) if arabic else [noun], Form.SINGULAR)
        forms |= dict.fromkeys(inflection.arabic_dual(noun) if arabic else [], Form.DUAL)
    if arabic:
        numbers = lexicon.arabic_numbers().names
        for look_alike in (*numbers.look_alikes, *language.persons.look_alikes):
            forms.pop(look_alike, None)
    for kin in language.persons.kin:
        forms |= dict.fromkeys(inflection.arabic_owned(kin) if arabic else [kin], Form.SINGULAR)
        forms |= dict.fromkeys(inflection.arabic_kin_dual(kin) if arabic else [], Form.DUAL)
    # مهندسين is a plural or, unpointed, a dual: the plural wins, as in the casualty words.
    forms |= dict.fromkeys(language.persons.many(), Form.PLURAL)
    forms |= dict.fromkeys(
        (form for kin in language.persons.kin_plurals for form in inflection.arabic_owned(kin)),
        Form.PLURAL,
    )
    forms |= dict.fromkeys(language.persons.pairs, Form.DUAL)
    look_alikes = set(fold_words(language.persons.look_alikes))
    for folded, (form, meaning) in zip(fold_words(forms), forms.items(), strict=True):
        if folded not in look_alikes:
            yield form, meaning
