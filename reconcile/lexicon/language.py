"""The shape of a language file: what a linguist may write in it."""

from pydantic import model_validator

from reconcile.lexicon.numerals import ArabicNumbers
from reconcile.model import Category, Count, Frozen, Qualifier

Words = tuple[str, ...]


class VagueTerm(Frozen):
    """A word in place of a number, with its literal bounds."""

    term: str
    forms: Words
    low: int
    high: int | None = None

    @model_validator(mode="after")
    def _bounds_make_a_count(self) -> "VagueTerm":
        self.count()
        return self

    def count(self) -> Count:
        """Return the count that the word states under the convention `literal`."""
        return Count(low=self.low, high=self.high, qualifier=Qualifier.VAGUE, term=self.term)


class RangeWords(Frozen):
    """What stands before and between the two numbers of a range."""

    between: Words
    to: Words


class QuantityWords(Frozen):
    """Hedges, ranges and vague words."""

    before: dict[Qualifier, Words]
    after: dict[Qualifier, Words]
    range: RangeWords
    vague: tuple[VagueTerm, ...]


class CasualtyWords(Frozen):
    """The vocabulary of one category."""

    category: Category
    singular: Words
    plural: Words
    counted_plural: Words
    events: Words
    event_plural: Words
    verbs: Words


class Idiom(Frozen):
    """A verb that means a category only with one of the words it `needs` after it."""

    category: Category
    verbs: Words
    needs: Words


class PersonWords(Frozen):
    """What numbers count: people, and what is not people."""

    nouns: Words
    plurals: Words
    kin: Words
    families: Words
    things: Words


class ScopeWords(Frozen):
    """What narrows a figure to a part, a place or an earlier time."""

    total: Words
    subset: Words
    hospital: Words
    receives: Words
    increment: Words
    increment_before: Words
    rise: Words
    previous: Words


class DenialWords(Frozen):
    """Denials, and negations that make a zero or an unknown."""

    verbs: Words
    negators: Words
    none: Words
    unknown: Words
    between: Words


class Forms(Frozen):
    """A plain list of forms."""

    forms: Words


class AttributionWords(Frozen):
    """Who says it: verbs, prepositions, and where a source's name ends."""

    verbs: Words
    relay_verbs: Words
    relayed_from: Words
    prepositions: Words
    what: Words
    no_source: Words
    stops: Words


class Language(Frozen):
    """A language file, whole."""

    language: str
    numbers: ArabicNumbers
    quantities: QuantityWords
    casualties: tuple[CasualtyWords, ...]
    idioms: tuple[Idiom, ...]
    persons: PersonWords
    scope: ScopeWords
    denial: DenialWords
    preliminary: Forms
    hypothesis: Forms
    attribution: AttributionWords
