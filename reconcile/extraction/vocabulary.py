"""A language file, compiled: one look at a sentence finds every word of it that means something."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from typing import Any

from reconcile import lexicon
from reconcile.extraction import inflection
from reconcile.extraction.phrases import Found, Marks, Meaning, Phrasebook
from reconcile.folding import fold_word
from reconcile.lexicon.language import VERBAL, CasualtyWords, Language, Sign, VagueTerm
from reconcile.model import Category, Qualifier
from reconcile.numbers import particles
from reconcile.numbers.tokens import Tokens
from reconcile.scanning import Scan

_ARTICLE = "ال"
_EXCEPTION_REACH = 6
"""How many words after a casualty word can rule it out."""
_OBJECT_REACH = 2
"""The same where objects stand right behind their verb: "killed the proposal"."""


class Form(Enum):
    """In what shape a word names casualties or persons.

    A verb governs a number behind it, or is said of people before it. English has forms for the one
    (active: "killing 3"), for the other (predicate: "3 died") and for both, which the words around them
    tell apart (participle: "killed 3", "3 were killed").
    """

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


@dataclass(frozen=True, slots=True)
class CasualtyWord:
    """A word of the casualty vocabulary: its category and the form it stands in."""

    category: Category
    form: Form
    of_people: bool = False
    """It means the category only of people who are counted or named: "ضبطت 20 مهربا"."""


@dataclass(frozen=True, slots=True)
class IdiomWord:
    """A verb that means a category with one of the folded words `needed` after it."""

    category: Category
    needed: frozenset[str]
    counts_at_verb: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """Every word of a sentence that means something, by the token it begins with."""

    casualties: Marks[CasualtyWord]
    states: Marks[CasualtyWord]
    idioms: tuple[Found[IdiomWord], ...]
    persons: Marks[Form]
    hedges_before: Marks[Qualifier]
    hedges_after: Marks[Qualifier]
    hedges_before_label: Marks[Qualifier]
    vague: Marks[VagueTerm]
    signs: Mapping[Sign, Marks[Sign]]

    def meanings(self) -> list[tuple[int, int, str]]:
        """Return what every marked word means: its first token, the token after it, the meaning."""
        casualties = (*self.casualties.values(), *self.states.values())
        named = [
            (w.first, w.after, f"{w.meaning.category} ({w.meaning.form.value})") for w in casualties
        ]
        named += (
            (i.first, i.after, f"{i.meaning.category} (if its idiom is whole)") for i in self.idioms
        )
        named += ((p.first, p.after, f"person ({p.meaning.value})") for p in self.persons.values())
        hedges = (self.hedges_before, self.hedges_after, self.hedges_before_label)
        named += ((h.first, h.after, f"hedge: {h.meaning}") for book in hedges for h in book.values())
        named += ((v.first, v.after, f"vague: {v.meaning.term}") for v in self.vague.values())
        named += (
            (s.first, s.after, f"sign: {s.meaning}")
            for book in self.signs.values()
            for s in book.values()
        )
        return sorted(named)


class _Signs(dict[Sign, dict[int, Found[Sign]]]):
    """The signs of a sentence; one that is not there has no places."""

    def __missing__(self, _: Sign) -> dict[int, Found[Sign]]:
        return {}


class Vocabulary:
    """The phrasebooks of one language."""

    def __init__(self, language: Language) -> None:
        quantities = language.quantities
        self._casualties = Phrasebook(_casualty_forms(language))
        self._states = Phrasebook(
            (form, CasualtyWord(words.category, Form.STATE))
            for words in language.casualties
            for form in words.states
        )
        self._idioms = Phrasebook(_idiom_forms(language))
        self._exceptions = Phrasebook(
            (verb, Phrasebook((form, True) for form in exclusion.excludes))
            for exclusion in language.exceptions
            for verb in exclusion.verbs
        )
        self._persons = Phrasebook(_person_forms(language))
        self._hedges_before = Phrasebook(_meanings(quantities.before.items()))
        self._hedges_after = Phrasebook(_meanings(quantities.after.items()))
        self._hedges_before_label = Phrasebook(_meanings(quantities.before_label.items()))
        self._vague = Phrasebook((form, term) for term in quantities.vague for form in term.forms)
        self._signs = Phrasebook(_meanings(language.signs.items()))
        self._books: tuple[Phrasebook[Any], ...] = (
            self._casualties,
            self._states,
            self._idioms,
            self._persons,
            self._hedges_before,
            self._hedges_after,
            self._hedges_before_label,
            self._vague,
            self._signs,
        )
        self._known = frozenset[str]().union(*(book.first_words for book in self._books))
        self._joins_particles = language.joins_particles
        self._articles = frozenset(map(fold_word, language.articles))
        self.heads_first = language.heads_first
        self._entries = lru_cache(maxsize=1 << 16)(self._find_entries)
        self.scan = Scan(self._triggers(language), digits=False)

    def _triggers(self, language: Language) -> set[str]:
        """Return the words without one of which a sentence makes no claim."""
        losses = Phrasebook((form, True) for form in language.signs[Sign.LOSSES])
        telling: tuple[Phrasebook[Any], ...] = (self._casualties, self._states, losses)
        first = {word for book in telling for word in book.telling_first_words}
        later = {word for book in telling for word in book.telling_later_words}
        later |= {fold_word(word) for idiom in language.idioms for word in idiom.needs}
        if not self._joins_particles:
            return first | later
        return set(particles.joined(first | later))

    def mark(self, tokens: Tokens) -> Marked:
        """Return every word among the tokens that means something."""
        places: list[list[tuple[int, str]]] = [[] for _ in self._books]
        for at, word in enumerate(tokens.texts):
            for number, prefix in self._entries(word):
                places[number].append((at, prefix))

        articles = {at for at, word in enumerate(tokens.texts) if word in self._articles}

        def find(book: Phrasebook[Meaning]) -> dict[int, Found[Meaning]]:
            marks: dict[int, Found[Meaning]] = {}
            for at, prefix in places[self._books.index(book)]:
                if at not in marks:
                    found = next(book.at(tokens, at, prefix, article=at - 1 in articles), None)
                    marks |= {at: found} if found else {}
            return marks

        signs = _Signs()
        for at, prefix in places[-1]:
            for sign in self._signs.at(tokens, at, prefix):
                if sign.definite and sign.meaning in VERBAL:
                    continue
                signs.setdefault(sign.meaning, {}).setdefault(at, sign)
        idioms = places[self._books.index(self._idioms)]
        return Marked(
            self._meant(tokens, find(self._casualties)),
            find(self._states),
            tuple(idiom for at, p in idioms for idiom in self._idioms.at(tokens, at, p)),
            find(self._persons),
            find(self._hedges_before),
            find(self._hedges_after),
            find(self._hedges_before_label),
            find(self._vague),
            signs,
        )

    def _meant(
        self, tokens: Tokens, casualties: dict[int, Found[CasualtyWord]]
    ) -> dict[int, Found[CasualtyWord]]:
        """Leave out what an exception rules out: "قضى ليلته"."""
        kept = {}
        for at, found in casualties.items():
            exceptions = self._exceptions.at(tokens, at, found.prefix)
            furthest = _EXCEPTION_REACH if self.heads_first else _OBJECT_REACH
            reach = range(found.after, min(found.after + furthest, len(tokens)))
            if not any(next(e.meaning.at(tokens, near, ""), None) for e in exceptions for near in reach):
                kept[at] = found
        return kept

    def _find_entries(self, word: str) -> tuple[tuple[int, str], ...]:
        """Return the phrasebooks in which something begins with a word, with its particles taken off."""
        return tuple(
            (number, prefix)
            for prefix in self._find_particles(word)
            for number, book in enumerate(self._books)
            if word[len(prefix) :] in book.first_words
        )

    def _find_particles(self, word: str) -> tuple[str, ...]:
        """Return the fewest particles that leave a known word, and the article if it does too."""
        if not self._joins_particles:
            return ("",) if word in self._known else ()
        split = particles.split(word, self._known)
        if split is None:
            return ()
        article = split[0] == "" and word.startswith(_ARTICLE) and word[len(_ARTICLE) :] in self._known
        return ("", _ARTICLE) if article else (split[0],)


def _meanings(entries: Iterable[tuple[Meaning, Iterable[str]]]) -> Iterator[tuple[str, Meaning]]:
    return ((form, meaning) for meaning, forms in entries for form in forms)


def _idiom_forms(language: Language) -> Iterator[tuple[str, IdiomWord]]:
    for idiom in language.idioms:
        needed = frozenset(map(fold_word, idiom.needs))
        meaning = IdiomWord(idiom.category, needed, idiom.counts_at == "verb")
        yield from ((verb, meaning) for verb in idiom.verbs)


def _casualty_forms(language: Language) -> Iterator[tuple[str, CasualtyWord]]:
    """Yield every form of the casualty vocabulary, each once, the most telling first."""
    seen: set[str] = set()
    for words in language.casualties:
        for form, entry in _forms_of(words, language.language):
            if fold_word(entry) not in seen:
                seen.add(fold_word(entry))
                yield entry, CasualtyWord(words.category, form, entry in words.people_verbs)


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
    yield from ((Form.VERB, entry) for entry in (*words.verbs, *words.people_verbs))
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


def _person_forms(language: Language) -> Iterator[tuple[str, Form]]:
    forms: dict[str, Form] = {}
    arabic = language.language == "ar"
    for noun in language.persons.nouns:
        forms |= dict.fromkeys(inflection.arabic_singular(noun) if arabic else [noun], Form.SINGULAR)
        forms |= dict.fromkeys(inflection.arabic_dual(noun) if arabic else [], Form.DUAL)
    if arabic:
        for look_alike in lexicon.arabic_numbers().names.look_alikes:
            forms.pop(look_alike, None)
    for kin in language.persons.kin:
        forms |= dict.fromkeys(inflection.arabic_kin(kin) if arabic else [kin], Form.SINGULAR)
        forms |= dict.fromkeys(inflection.arabic_kin_dual(kin) if arabic else [], Form.DUAL)
    forms |= dict.fromkeys(language.persons.plurals, Form.PLURAL)
    forms |= dict.fromkeys(language.persons.pairs, Form.DUAL)
    yield from forms.items()


@cache
def vocabulary(code: str) -> Vocabulary:
    """Return the compiled vocabulary of the language with the ISO 639-1 `code`.

    Raises:
        UnknownLanguage: the language has no lexicon.
    """
    return Vocabulary(lexicon.language(code))
