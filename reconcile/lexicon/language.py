"""The shape of a language file: what a linguist may write in it."""

from enum import StrEnum

from pydantic import model_validator

from reconcile.fields import Frozen
from reconcile.lexicon.moments import MomentWords
from reconcile.lexicon.numerals import ArabicNumbers, EnglishNumbers
from reconcile.model import Category, Count, Qualifier

Words = tuple[str, ...]


class Sign(StrEnum):
    """What a word or phrase tells a reader beside what it names; each is explained in the files."""

    __hash__ = str.__hash__  # looked up all the time; that of an enum is several times slower

    # what a quantity counts
    RANGE_OPENS = "range_opens"
    RANGE_TO = "range_to"
    AND = "and"
    OR = "or"
    FROM = "from"
    TO = "to"
    OUT_OF = "out_of"
    RATES = "rates"
    RATE_JOINS = "rate_joins"
    YEARLY = "yearly"
    OF = "of"
    PASSIVE = "passive"
    ADVERBS = "adverbs"
    DETERMINERS = "determiners"
    INDEFINITE = "indefinite"
    ANY_OF = "any_of"
    ENDS_COUNT = "ends_count"
    WHEN = "when"
    WHERE = "where"
    BY = "by"
    ABOARD = "aboard"
    ON_BOARD = "on_board"
    CASES = "cases"
    MOURNS = "mourns"
    THIRD = "third"
    PASSENGERS = "passengers"
    EVACUATES = "evacuates"
    VESSELS = "vessels"
    OFF = "off"
    FINDS = "finds"
    ORDINALS = "ordinals"
    RANK = "rank"
    EACH_OF = "each_of"
    BOTH = "both"
    TOTAL = "total"
    THEIR_TOTAL = "their_total"
    REACHES = "reaches"
    FAMILIES = "families"
    THINGS = "things"
    SHARES = "shares"
    ONE_OF = "one_of"
    ONE_AMONG = "one_among"
    EVERY = "every"
    ALL = "all"
    OTHERS = "others"
    RELATIVES_OF = "relatives_of"
    PARENTS = "parents"
    IDENTIFIES = "identifies"
    NAMES = "names"
    TITLES = "titles"
    GIVEN_NAMES = "given_names"
    MIXED_OPENS = "mixed_opens"
    # scope
    SUBSET = "subset"
    PART = "part"
    MADE_OF = "made_of"
    BEFORE_NOUNS = "before_nouns"
    PARTS_OPEN = "parts_open"
    AMONG = "among"
    TURNS = "turns"
    FALLS = "falls"
    FORCES = "forces"
    AGES = "ages"
    AGED = "aged"
    HOSPITAL = "hospital"
    RECEIVES = "receives"
    INCREMENT = "increment"
    ADDED_BY = "added_by"
    RISE = "rise"
    PREVIOUS = "previous"
    CORRECTS = "corrects"
    WAS = "was"
    HISTORICAL = "historical"
    SIMILAR = "similar"
    AGO = "ago"
    SPANS = "spans"
    SEQUEL = "sequel"
    PAST_DATE = "past_date"
    MONTHS = "months"
    YEARS = "years"
    BUILT = "built"
    LAST_YEAR = "last_year"
    OF_WOUNDS = "of_wounds"
    THEN = "then"
    AFTERWARDS = "afterwards"
    CONTRASTS = "contrasts"
    SINCE = "since"
    UP_TO = "up_to"
    # denial, zero and what is not asserted
    DENIES = "denies"
    NOT = "not"
    NONE = "none"
    NOBODY = "nobody"
    ANY = "any"
    TIMELESS = "timeless"
    UNKNOWN = "unknown"
    ASKS = "asks"
    BETWEEN_NEGATION = "between_negation"
    LOSSES = "losses"
    LOSSES_KILLED = "losses_killed"
    LOSSES_INJURED = "losses_injured"
    PRELIMINARY = "preliminary"
    FINAL = "final"
    AWAITED = "awaited"
    HYPOTHESIS = "hypothesis"
    ATTEMPTS = "attempts"
    FOILS = "foils"
    EXCEPT = "except"
    RETURNS = "returns"
    DISCHARGED = "discharged"
    LEAVES = "leaves"
    RELEASE = "release"
    # other worlds: sport, disease, fiction, courts
    SPORT = "sport"
    ACCIDENT = "accident"
    DISEASE = "disease"
    FICTION = "fiction"
    # who says it
    REPORTS = "reports"
    RESPONSIBILITY = "responsibility"
    DEEDS = "deeds"
    CONTINUES = "continues"
    LOOKS_BACK = "looks_back"
    BUT = "but"
    ASIDES = "asides"
    SAME = "same"
    WHOEVER = "whoever"
    BODIES = "bodies"
    NAMES_OF_BODIES = "names_of_bodies"
    OFFICES = "offices"
    WHOSE = "whose"
    ELSEWHERE = "elsewhere"
    OCCASIONS = "occasions"
    ALERTS = "alerts"
    UNDOES = "undoes"
    QUOTING = "quoting"
    RECOUNTED = "recounted"
    ACCUSES = "accuses"
    ADDRESSES = "addresses"
    RELAYS = "relays"
    ASCRIBES = "ascribes"
    OWN_STATEMENT = "own_statement"
    PERFECT = "perfect"
    UNHURT = "unhurt"
    EVERYONE = "everyone"
    RELAYED_FROM = "relayed_from"
    ACCORDING_TO = "according_to"
    NEEDS_PARTICLE = "needs_particle"
    WHENCE = "whence"
    THAT = "that"
    OPENS_RESULT = "opens_result"
    WHAT = "what"
    HAVE = "have"
    WHICH = "which"
    NO_SOURCE = "no_source"
    PRONOUNS = "pronouns"
    MEDIA = "media"
    SPEAKERS = "speakers"
    SPEAKS_BEHIND = "speaks_behind"
    NAME_ENDS = "name_ends"
    CLAUSES = "clauses"
    ADDRESSEES = "addressees"
    LIKEWISE = "likewise"


VERBAL = frozenset(
    {Sign.RISE, Sign.CORRECTS, Sign.REPORTS, Sign.RELAYS, Sign.RECEIVES, Sign.DENIES, Sign.NOT, Sign.WAS}
)
"""Signs that are verbs, which bear no article: "العدل" is no "عدل"."""


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


class QuantityWords(Frozen):
    """Hedges and vague words."""

    before: dict[Qualifier, Words]
    before_label: dict[Qualifier, Words]
    after: dict[Qualifier, Words]
    vague: tuple[VagueTerm, ...]


class CasualtyWords(Frozen):
    """The vocabulary of one category; each list is explained in the files."""

    category: Category
    singular: Words = ()
    dual: Words = ()
    plural: Words = ()
    counted_plural: Words = ()
    events: Words = ()
    event_plural: Words = ()
    past: Words = ()
    present: Words = ()
    verbs: Words = ()
    people_verbs: Words = ()
    force_verbs: Words = ()
    active: Words = ()
    participles: Words = ()
    predicates: Words = ()
    states: Words = ()
    labels: Words = ()


class CountsAt(StrEnum):
    """Where an idiom has whom it counts: about its verb, behind the words it needs, or before it."""

    VERB = "verb"
    NEEDED = "needed"
    BEFORE = "before"


class Idiom(Frozen):
    """Words that mean a category only with one of the words they `need` after them."""

    category: Category
    verbs: Words
    needs: Words
    counts_at: CountsAt = CountsAt.VERB


class Construction(Frozen):
    """Verbs that mean a category of people where certain words stand around them: "took 3 into custody".

    `active` verbs have whom it befell behind them, `predicates` before, `participles` on either side. Of
    each list that is not empty one must stand: of `ends` behind the verb in its clause ("…" is a few
    words), of `objects` on either side, of `subjects` before it. Of `unless` none may stand from the
    verb on, nor right before an active one.
    `found_by`: the words to look for, where its ends, or its verbs if it has none, are not the rarest.
    """

    category: Category
    active: Words = ()
    participles: Words = ()
    predicates: Words = ()
    ends: Words = ()
    subjects: Words = ()
    objects: Words = ()
    unless: Words = ()
    found_by: Words = ()

    def telling(self) -> Words:
        """Return the words without one of which no sentence is read for it."""
        return self.found_by or self.ends or (*self.active, *self.participles, *self.predicates)


class Exclusion(Frozen):
    """Casualty words that mean none with one of the words they `exclude` after them."""

    verbs: Words
    excludes: Words


class PersonWords(Frozen):
    """What numbers count: people.

    `regular`: nouns whose other forms follow a rule of the language, so that only one is listed.
    `things`: what such a noun in the singular may only describe: "a Syrian town".
    """

    nouns: Words
    regular: Words = ()
    plurals: Words
    pairs: Words = ()
    kin: Words
    kin_plurals: Words = ()
    look_alikes: Words = ()
    things: Words = ()

    def singulars(self) -> Words:
        """Return every noun for one person."""
        return (*self.nouns, *self.regular)

    def many(self) -> Words:
        """Return every plural."""
        return self.plurals


class ArabicPersons(PersonWords):
    """Regular nouns have a feminine and sound plurals: مهندس مهندسة مهندسون مهندسين مهندسات."""

    def singulars(self) -> Words:
        """Return every noun for one person, of either sex."""
        return (*super().singulars(), *(noun + "ة" for noun in self.regular))

    def many(self) -> Words:
        """Return every plural, those that follow the rule too."""
        sound = (noun + ending for noun in self.regular for ending in ("ون", "ين", "ات"))
        return (*super().many(), *sound)


class EnglishPersons(PersonWords):
    """Regular nouns have a plural: guard guards, gunman gunmen, boxer boxers."""

    def many(self) -> Words:
        """Return every plural, those that follow the rule too."""
        return (*super().many(), *map(_english_plural, self.regular))


def _english_plural(noun: str) -> str:
    if noun.endswith("man") and noun != "german":
        return noun.removesuffix("man") + "men"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun.removesuffix("y") + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


class Language(Frozen):
    """A language file, but for its numbers, which every grammar has in a shape of its own.

    `joins_particles`: whether words carry joined particles, as in Arabic. `articles`: those that are
    words by themselves. `abbreviations`: those written with a full stop, which ends no sentence.
    `heads_first`: whether a verb stands before its subject, and a noun before its adjectives.
    """

    language: str
    joins_particles: bool
    articles: Words = ()
    abbreviations: Words = ()
    heads_first: bool
    quantities: QuantityWords
    casualties: tuple[CasualtyWords, ...]
    idioms: tuple[Idiom, ...]
    constructions: tuple[Construction, ...] = ()
    exceptions: tuple[Exclusion, ...] = ()
    persons: PersonWords
    moments: MomentWords
    signs: dict[Sign, Words]

    @model_validator(mode="after")
    def _every_sign_has_an_entry(self) -> "Language":
        missing = [sign.value for sign in Sign if sign not in self.signs]
        if missing:
            raise ValueError(f"signs has no entry for {', '.join(missing)}; an empty list is one")
        return self


class Arabic(Language):
    """The Arabic file, whole."""

    persons: ArabicPersons
    numbers: ArabicNumbers


class English(Language):
    """The English file, whole."""

    persons: EnglishPersons
    numbers: EnglishNumbers
