"""A language file, compiled: one look at a sentence finds every word of it that means something."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache, lru_cache
from typing import Any, NamedTuple

from reconcile import lexicon
from reconcile.extraction.forms import (
    Around,
    CasualtyWord,
    Form,
    IdiomWord,
    casualty_forms,
    construction_forms,
    every_idiom,
    idiom_forms,
    meanings,
    person_forms,
    sign_forms,
)
from reconcile.extraction.phrases import Found, Marks, Phrase, Phrasebook
from reconcile.folding import fold_word, fold_words
from reconcile.lexicon.language import VERBAL, Language, Sign, VagueTerm
from reconcile.model import Qualifier
from reconcile.numbers import particles
from reconcile.numbers.tokens import Tokens
from reconcile.scanning import Scan

_AND = "و"
_EXCEPTION_REACH = 6
"""How many words after a casualty word can rule it out."""
_OBJECT_REACH = 2
"""The same where objects stand right behind their verb: "killed the proposal"."""


class Kind(Enum):
    """What is looked for in a sentence beside signs."""

    CASUALTY = "casualty"
    STATE = "state"
    IDIOM = "idiom"
    CONSTRUCTION = "construction"
    PERSON = "person"
    HEDGE_BEFORE = "hedge before"
    HEDGE_AFTER = "hedge after"
    HEDGE_BEFORE_LABEL = "hedge before label"
    VAGUE = "vague"

    __hash__ = object.__hash__  # looked up all the time


class Marked(NamedTuple):
    """Every word of a sentence that means something, by the token it begins with.

    `signs` has those that are there.
    """

    casualties: Marks[CasualtyWord]
    states: Marks[CasualtyWord]
    idioms: Sequence[Found[IdiomWord]]
    constructions: Sequence[Found[Around]]
    persons: Marks[Form]
    hedges_before: Marks[Qualifier]
    hedges_after: Marks[Qualifier]
    hedges_before_label: Marks[Qualifier]
    vague: Marks[VagueTerm]
    signs: Mapping[Sign, Marks[Sign]]
    spoken: frozenset[int]
    """The tokens that are words or numbers, not punctuation."""
    strange: frozenset[int]
    """Those of them that open nothing the vocabulary knows."""

    def meanings(self) -> list[tuple[int, int, str]]:
        """Return what every marked word means: its first token, the token after it, the meaning."""
        casualties = (*self.casualties.values(), *self.states.values())
        named = [
            (w.first, w.after, f"{w.meaning.category} ({w.meaning.form.value})") for w in casualties
        ]
        named += (
            (i.first, i.after, f"{i.meaning.category} (if its idiom is whole)") for i in self.idioms
        )
        named += (
            (v.first, v.after, f"{v.meaning.category} (if its construction is whole)")
            for v in self.constructions
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


class _Opening(NamedTuple):
    """A phrase that a word opens once `prefix` is taken off, and what it is looked for as.

    `is_named`: an article before it makes it definite, as no sign is.
    """

    kind: Kind | Sign
    phrase: Phrase[Any]
    prefix: str
    definite: bool
    is_named: bool


class _Known(NamedTuple):
    """All that a word can open: by itself, and where a certain word stands behind it.

    `followed` has what it opens by itself too, so that one look-up answers.
    """

    alone: tuple[_Opening, ...]
    followed: Mapping[str, tuple[_Opening, ...]]
    is_spoken: bool


_IDIOM, _CONSTRUCTION = Kind.IDIOM, Kind.CONSTRUCTION


class Vocabulary:
    """The phrasebooks of one language, and all that each word can mean by itself."""

    def __init__(self, language: Language) -> None:
        quantities = language.quantities
        self._casualties = Phrasebook(casualty_forms(language))
        self._states = Phrasebook(
            (form, CasualtyWord(words.category, Form.STATE))
            for words in language.casualties
            for form in words.states
        )
        self._exceptions = Phrasebook(
            (verb, Phrasebook((form, True) for form in exclusion.excludes))
            for exclusion in language.exceptions
            for verb in exclusion.verbs
        )
        self._books: Mapping[Kind, Phrasebook[Any]] = {
            Kind.CASUALTY: self._casualties,
            Kind.STATE: self._states,
            Kind.IDIOM: Phrasebook(idiom_forms(language)),
            Kind.CONSTRUCTION: Phrasebook(construction_forms(language)),
            Kind.PERSON: Phrasebook(person_forms(language)),
            Kind.HEDGE_BEFORE: Phrasebook(meanings(quantities.before.items())),
            Kind.HEDGE_AFTER: Phrasebook(meanings(quantities.after.items())),
            Kind.HEDGE_BEFORE_LABEL: Phrasebook(meanings(quantities.before_label.items())),
            Kind.VAGUE: Phrasebook((form, term) for term in quantities.vague for form in term.forms),
        }
        self._signs = Phrasebook(sign_forms(language))
        self._known = self._signs.first_words.union(*(b.first_words for b in self._books.values()))
        self._things = frozenset(fold_words(language.persons.things))
        self._joins_particles = language.joins_particles
        self._articles = frozenset(map(fold_word, language.articles))
        self.heads_first = language.heads_first
        self._known_of = lru_cache(maxsize=1 << 16)(self._find_known)
        self.triggers = self._triggers(language)
        """The words without one of which a sentence makes no claim."""
        self.scan = Scan(self.triggers, digits=False)

    def _triggers(self, language: Language) -> set[str]:
        losses = Phrasebook((form, True) for form in language.signs[Sign.LOSSES])
        built = Phrasebook((form, True) for each in language.constructions for form in each.telling())
        telling: tuple[Phrasebook[Any], ...] = (self._casualties, self._states, losses, built)
        common = set(fold_words(language.signs[Sign.NAME_ENDS]))  # "فيها"
        if not self._joins_particles:  # "ran over", "could not be found"
            common |= set(fold_words(language.signs[Sign.ENDS_COUNT]))
        first = {word for book in telling for word in book.telling_first_words(common)}
        later = {word for book in telling for word in book.telling_later_words(common)}
        first |= {word for idiom in every_idiom(language) for word in _rarer(idiom.verbs, idiom.needs)}
        if not self._joins_particles:
            return first | later
        return set(particles.joined(first | later))

    def mark(self, tokens: Tokens) -> Marked:
        """Return every word among the tokens that means something."""
        marks: defaultdict[Any, dict[int, Found[Any]]] = defaultdict(dict)
        idioms: list[Found[IdiomWord]] = []
        constructions: list[Found[Around]] = []
        spoken: list[int] = []
        strange: list[int] = []
        texts = tokens.texts
        following = [*texts[1:], ""]
        for at, (alone, followed, is_spoken) in enumerate(map(self._known_of, texts)):
            openings = followed.get(following[at], alone) if followed else alone
            if is_spoken:
                spoken.append(at)
            if not openings:
                if is_spoken:
                    strange.append(at)
                continue
            article = at > 0 and texts[at - 1] in self._articles
            for kind, phrase, prefix, joined_article, is_named in openings:
                after = phrase.after(tokens, at) if phrase.rest else at + 1
                if after is None:
                    continue
                definite = joined_article or (article and is_named)
                found = Found(phrase.meaning, at, after, prefix, definite)
                if kind is _IDIOM:
                    idioms.append(found)
                elif kind is _CONSTRUCTION:
                    constructions.append(found)
                else:  # the longest comes first
                    marks[kind].setdefault(at, found)
        _take_back_hedges(marks[Kind.HEDGE_BEFORE], constructions)
        return Marked(
            self._meant(tokens, marks.pop(Kind.CASUALTY, {})),
            marks.pop(Kind.STATE, {}),
            idioms,
            constructions,
            self._people(following, marks.pop(Kind.PERSON, {})),
            marks.pop(Kind.HEDGE_BEFORE, {}),
            marks.pop(Kind.HEDGE_AFTER, {}),
            marks.pop(Kind.HEDGE_BEFORE_LABEL, {}),
            marks.pop(Kind.VAGUE, {}),
            marks,
            frozenset(spoken),
            frozenset(strange),
        )

    def _people(
        self, following: Sequence[str], persons: dict[int, Found[Form]]
    ) -> dict[int, Found[Form]]:
        """Leave out the Syrian of "a Syrian town"; `following`: the word behind each token."""
        if not self._things:
            return persons
        return {
            at: person
            for at, person in persons.items()
            if person.meaning is not Form.SINGULAR or following[person.after - 1] not in self._things
        }

    def _meant(
        self, tokens: Tokens, casualties: dict[int, Found[CasualtyWord]]
    ) -> dict[int, Found[CasualtyWord]]:
        """Leave out what an exception rules out: "قضى ليلته"."""
        kept = {}
        for at, found in casualties.items():
            stem = tokens.texts[at][len(found.prefix) :]
            if stem not in self._exceptions.first_words or not self._is_ruled_out(tokens, stem, found):
                kept[at] = found
        return kept

    def _is_ruled_out(self, tokens: Tokens, stem: str, found: Found[CasualtyWord]) -> bool:
        furthest = _EXCEPTION_REACH if self.heads_first else _OBJECT_REACH
        reach = range(found.after, min(found.after + furthest, len(tokens)))
        return any(
            exception.after(tokens, found.first) and exception.meaning.stands_at(tokens, near)
            for exception in self._exceptions.opening(stem)
            for near in reach
        )

    def _find_known(self, word: str) -> _Known:
        """Return what a word can open, with its particles taken off, the longest phrases first."""
        found = [
            _Opening(kind, phrase, prefix, particles.is_definite(prefix), kind in self._books)
            for prefix in self._find_particles(word)
            for kind, phrase in self._opened_by(word[len(prefix) :])
        ]
        found = [opening for opening in found if not (opening.definite and opening.kind in VERBAL)]
        following = {opening.phrase.rest[0] for opening in found if opening.phrase.rest}
        return _Known(
            tuple(opening for opening in found if not opening.phrase.rest),
            {
                after: tuple(o for o in found if not o.phrase.rest or o.phrase.rest[0] == after)
                for after in following
            },
            word[0].isalnum(),
        )

    def _opened_by(self, stem: str) -> Iterator[tuple[Kind | Sign, Phrase[Any]]]:
        for kind, book in self._books.items():
            yield from ((kind, phrase) for phrase in book.opening(stem))
        yield from ((phrase.meaning, phrase) for phrase in self._signs.opening(stem))

    def _find_particles(self, word: str) -> tuple[str, ...]:
        """Return the fewest particles that leave a known word, and the article if it does too."""
        if not self._joins_particles:
            return ("",) if word in self._known else ()
        split = particles.split(word, self._known)
        if split is None:
            return ()
        prefix, stem = split
        if stem.startswith(particles.ARTICLE) and stem[len(particles.ARTICLE) :] in self._known:
            return (prefix, prefix + particles.ARTICLE)  # "الشرطة" opens a phrase, and "شرطة" is known
        if prefix == "" and word.startswith(_AND) and self._is_function_word(word):
            return ("", _AND)  # "ولا" is listed, and "لا" is in it
        return (prefix,)

    def _is_function_word(self, word: str) -> bool:
        """Tell a word with signs only, that begins with "and" before another."""
        named = any(book.opening(word) for book in self._books.values())
        return not named and word[len(_AND) :] in self._known


def _take_back_hedges(hedges: dict[int, Found[Any]], constructions: Iterable[Found[Around]]) -> None:
    """Take away the hedges that are a part of a verb: "ran over two"."""
    for verb in constructions:
        for at in range(verb.first + 1, verb.after):
            hedges.pop(at, None)


def _rarer(verbs: Sequence[str], needs: Sequence[str]) -> set[str]:
    """Return which words of an idiom to look for, folded: those without a short one, which are rarer."""
    return set(map(fold_word, verbs if min(map(len, verbs)) > min(map(len, needs)) else needs))


@cache
def vocabulary(code: str) -> Vocabulary:
    """Return the compiled vocabulary of the language with the ISO 639-1 `code`.

    Raises:
        UnknownLanguage: the language has no lexicon.
    """
    return Vocabulary(lexicon.language(code))
