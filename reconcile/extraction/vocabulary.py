"""A language file, compiled into the phrasebooks that the stages ask."""

from dataclasses import dataclass
from enum import Enum
from functools import cache

from reconcile import lexicon
from reconcile.extraction.phrases import Phrasebook
from reconcile.folding import fold_word
from reconcile.lexicon.language import CasualtyWords, Language, VagueTerm
from reconcile.model import Category, Qualifier
from reconcile.numbers.implied import dual_forms


class Form(Enum):
    """In what shape a word names casualties or persons."""

    SINGULAR = "singular"
    DUAL = "dual"
    PLURAL = "plural"
    COUNTED_PLURAL = "counted plural"
    EVENT = "event"
    EVENT_PLURAL = "event plural"
    VERB = "verb"


@dataclass(frozen=True, slots=True)
class CasualtyWord:
    """A word of the casualty vocabulary: its category and the form it stands in."""

    category: Category
    form: Form


def _accusative(noun: str) -> str:
    return noun if noun[-1] in "ةاىءه" else noun + "ا"


def _casualty_forms(words: CasualtyWords) -> dict[str, CasualtyWord]:
    forms: dict[str, CasualtyWord] = {}

    def add(form: Form, *entries: str) -> None:
        for entry in entries:
            forms.setdefault(entry, CasualtyWord(words.category, form))

    # مصابين is a plural or, unpointed, a dual: "two at least" is true of both, so the plural wins.
    add(Form.PLURAL, *words.plural)
    for noun in words.singular:
        add(Form.SINGULAR, noun, _accusative(noun))
        add(Form.DUAL, *dual_forms(noun))
    add(Form.COUNTED_PLURAL, *words.counted_plural)
    add(Form.EVENT, *words.events)
    add(Form.EVENT_PLURAL, *words.event_plural)
    add(Form.VERB, *words.verbs)
    return forms


def _person_forms(language: Language) -> dict[str, Form]:
    forms: dict[str, Form] = {}
    for noun in language.persons.nouns:
        forms |= dict.fromkeys((noun, _accusative(noun)), Form.SINGULAR)
        forms |= dict.fromkeys(dual_forms(noun), Form.DUAL)
    for look_alike in language.numbers.names.look_alikes:
        forms.pop(look_alike, None)
    forms |= dict.fromkeys(language.persons.kin, Form.SINGULAR)
    return forms | dict.fromkeys(language.persons.plurals, Form.PLURAL)


class Vocabulary:
    """The phrasebooks of one language."""

    def __init__(self, language: Language) -> None:
        quantities, scope, denial = language.quantities, language.scope, language.denial
        said = language.attribution
        self.hedges_before: Phrasebook[Qualifier] = Phrasebook(
            {form: qualifier for qualifier, forms in quantities.before.items() for form in forms}
        )
        self.hedges_after: Phrasebook[Qualifier] = Phrasebook(
            {form: qualifier for qualifier, forms in quantities.after.items() for form in forms}
        )
        self.vague: Phrasebook[VagueTerm] = Phrasebook(
            {form: term for term in quantities.vague for form in term.forms}
        )
        numbers = language.numbers
        shares = (
            *numbers.names.percent,
            *(form for forms in numbers.fractions.values() for form in forms),
        )
        self.shares = Phrasebook.of(shares, True)
        self.between = Phrasebook.of(quantities.range.between, True)
        self.to = frozenset(map(fold_word, quantities.range.to))
        casualties: dict[str, CasualtyWord] = {}
        for words in language.casualties:
            casualties |= _casualty_forms(words)
        for idiom in language.idioms:
            casualties |= dict.fromkeys(idiom.verbs, CasualtyWord(idiom.category, Form.VERB))
        self.casualties: Phrasebook[CasualtyWord] = Phrasebook(casualties)
        self.idioms: Phrasebook[frozenset[str]] = Phrasebook(
            {verb: frozenset(map(fold_word, i.needs)) for i in language.idioms for verb in i.verbs}
        )
        self.persons: Phrasebook[Form] = Phrasebook(_person_forms(language))
        self.families = Phrasebook.of(language.persons.families, True)
        self.things = Phrasebook.of(language.persons.things, True)
        self.totals = Phrasebook.of(scope.total, True)
        self.subset = Phrasebook.of(scope.subset, True)
        self.hospital = Phrasebook.of(scope.hospital, True)
        self.receives = Phrasebook.of(scope.receives, True)
        self.increment = Phrasebook.of(scope.increment, True)
        self.increment_before = Phrasebook.of(scope.increment_before, True)
        self.rise = Phrasebook.of(scope.rise, True)
        self.previous = Phrasebook.of(scope.previous, True)
        self.denials = Phrasebook.of(denial.verbs, True)
        self.negators = Phrasebook.of(denial.negators, True)
        self.none = Phrasebook.of(denial.none, True)
        self.unknown = Phrasebook.of(denial.unknown, True)
        self.between_negation = Phrasebook.of((*denial.between, *denial.none), True)
        self.preliminary = Phrasebook.of(language.preliminary.forms, True)
        self.hypothesis = Phrasebook.of(language.hypothesis.forms, True)
        self.reporting = Phrasebook.of((*said.verbs, *denial.verbs), True)
        self.relaying = Phrasebook.of(said.relay_verbs, True)
        self.relayed_from = Phrasebook.of(said.relayed_from, True)
        self.according_to = Phrasebook.of(said.prepositions, True)
        self.what = Phrasebook.of(said.what, True)
        self.no_source = Phrasebook.of(said.no_source, True)
        self.stops = Phrasebook.of(said.stops, True)


@cache
def vocabulary(code: str) -> Vocabulary:
    """Return the compiled vocabulary of the language with the ISO 639-1 `code`.

    Raises:
        UnknownLanguage: the language has no lexicon.
    """
    return Vocabulary(lexicon.language(code))
