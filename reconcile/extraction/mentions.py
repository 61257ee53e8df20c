"""Quantities and casualty words to mentions: so many, of whom, in which sense.

Four readings, in this order, each for what the ones before left over: a quantity with a casualty noun
("3 جرحى"), a quantity that a verb or event governs ("مقتل ثلاثة أشخاص"), a quantity inside a stated
total ("بينهم 5 أطفال"), and a noun that is itself the count ("قتيل", "جنديان", "إصابات").
"""

from dataclasses import dataclass, replace

from reconcile.extraction.phrases import Found
from reconcile.extraction.quantities import Quantity
from reconcile.extraction.sentences import Sentence
from reconcile.extraction.vocabulary import CasualtyWord, Form, Vocabulary
from reconcile.model import Category, Count, Qualifier, Scope, Unit

_REACH = 6
"""How many words a verb or label may stand from the number it governs."""
_IDIOM_REACH = 15
"""How many words an idiom may span."""
_NEAR = 3
"""How many words a bare person may stand from its verb, or a verb from the person before it."""

_NOUNS = (Form.SINGULAR, Form.DUAL, Form.PLURAL, Form.COUNTED_PLURAL, Form.EVENT_PLURAL)
_GOVERNORS = (Form.EVENT, Form.EVENT_PLURAL, Form.VERB)
_BARE_PLURAL_LOW = {Form.PLURAL: 2, Form.EVENT_PLURAL: 1}
"""Literal lower bounds of uncounted plurals: wounded people are two at least, injuries one."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A count of a category: the tokens `first` up to `after` say it, `start` is in the original."""

    category: Category
    count: Count
    scope: Scope
    first: int
    after: int
    start: int


class _MentionReader:
    """Reads the mentions of one sentence."""

    def __init__(self, sentence: Sentence, words: Vocabulary, quantities: tuple[Quantity, ...]) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.words = words
        self.quantities = quantities
        self.casualties: dict[int, Found[CasualtyWord]] = {
            at: found
            for at in range(len(self.tokens))
            if (found := words.casualties.at(self.tokens, at)) and self._is_meant(at)
        }
        self.counted = {at: q for q in quantities for at in range(q.first, q.after)}
        # Looked up once: a sentence can be as long as its author is hostile.
        self.first_previous = words.previous.first(self.tokens)
        self.first_rise = words.rise.first(self.tokens)
        self.first_received = max(words.receives.first(self.tokens), words.hospital.first(self.tokens))
        self.spent = set(self.counted)
        self.mentions: list[Mention] = []

    def read(self) -> tuple[Mention, ...]:
        for quantity in self.quantities:
            mention = self._counted(quantity)
            if mention and not self._is_hypothetical(mention.first):
                self.mentions.append(mention)
                self.spent.update(range(mention.first, mention.after))
        for at in range(len(self.tokens)):
            bare = None if at in self.spent else self._bare(at)
            if bare and not self._is_hypothetical(at):
                self.mentions.append(bare)
        return self._coordinated(sorted(self.mentions, key=lambda mention: mention.first))

    def _coordinated(self, found: list[Mention]) -> tuple[Mention, ...]:
        """Add what "و" joins to a mention without a category of its own; then each is only a part.

        "قتل 5 جنود و3 مدنيين": no sum is stated, so neither five nor three is the total.
        """
        places = {mention.first for mention in found} | self.counted.keys() - {
            q.first for q in self.quantities
        }
        joined: list[Mention] = []
        for mention in found:
            part = mention
            while following := self._joined_to(part, places):
                joined += [replace(part, scope=_part_of(part.scope)), following]
                part = following
        parts = {mention.first: mention for mention in (*found, *joined)}
        return tuple(parts[first] for first in sorted(parts))

    def _joined_to(self, mention: Mention, taken: set[int]) -> Mention | None:
        """Return the next count that "و" joins to `mention`, or None."""
        for at in range(mention.after, min(mention.after + _NEAR + 1, len(self.tokens))):
            if self.sentence.is_mark(at) or at in self.casualties or at in taken:
                return None
            quantity = self.counted.get(at)
            if quantity and self._opens_with_and(at):
                if self.words.things.at(self.tokens, quantity.after):
                    return None
                if not self._counts_people(quantity):
                    return None
                person = self.words.persons.at(self.tokens, quantity.after)
                after = person.after if person else quantity.after
                whom = self._mention(quantity, mention.category, after)
                return replace(whom, scope=_part_of(whom.scope))
            person = self.words.persons.at(self.tokens, at)
            if person and person.prefix == "و" and (count := _bare_count(person.meaning)):
                whom = self._alone(at, mention.category, count, person.prefix)
                return replace(whom, scope=_part_of(whom.scope))
        return None

    def _opens_with_and(self, at: int) -> bool:
        """Tell whether a quantity is joined by و: "وثلاثة", "و3"."""
        if self.tokens.texts[at].startswith("و"):
            return True
        return at > 0 and self.tokens.texts[at - 1] == "و"

    def _is_meant(self, at: int) -> bool:
        """Tell whether an idiom is whole: "لقي … مصرعهم" is, "لقي … ترحيبا" is not."""
        idiom = self.words.idioms.at(self.tokens, at)
        if idiom is None:
            return True
        within = self.tokens.texts[idiom.after : idiom.after + _IDIOM_REACH]
        return any(word in idiom.meaning for word in within)

    # -- quantities

    def _counted(self, quantity: Quantity) -> Mention | None:
        if mixed := self._killed_or_injured(quantity):
            return mixed
        noun = self.casualties.get(quantity.after)
        if noun and noun.meaning.form in _NOUNS and noun.prefix in ("", "ال"):
            return self._counted_noun(quantity, noun)
        emphasised = self.casualties.get(quantity.first - 1)
        if emphasised and self._is_emphasis(quantity, emphasised):
            self.spent.add(quantity.first - 1)
            return self._mention(quantity, emphasised.meaning.category, quantity.after)
        if self.words.things.at(self.tokens, quantity.after):
            return None
        category = self._part_of(quantity) or self._governor(quantity) or self._verb_after(quantity)
        if category is None:
            return None
        person = self.words.persons.at(self.tokens, quantity.after)
        return self._mention(quantity, category, person.after if person else quantity.after)

    def _killed_or_injured(self, quantity: Quantity) -> Mention | None:
        """Read "50 شخصا بين قتيل وجريح", which does not separate the two."""
        person = self.words.persons.at(self.tokens, quantity.after)
        at = person.after if person else quantity.after
        first, second = self.casualties.get(at + 1), self.casualties.get(at + 2)
        if not (self.words.between.at(self.tokens, at) and first and second and second.prefix == "و"):
            return None
        end = second.after
        while (more := self.casualties.get(end)) and more.prefix == "و":
            end = more.after
        return self._mention(quantity, Category.CASUALTIES, end)

    def _counted_noun(self, quantity: Quantity, noun: Found[CasualtyWord]) -> Mention:
        """Read "3 جرحى"; of "وفاة 3 جرحى" the event decides; "القتلى والجرحى" are casualties."""
        category = noun.meaning.category
        after = noun.after
        also = self.casualties.get(after)
        if also and also.prefix in ("و", "وال") and also.meaning.form is noun.meaning.form:
            category, after = Category.CASUALTIES, also.after
        event = self.casualties.get(quantity.first - 1)
        if event and _is_event(event):
            self.spent.add(event.first)
            category = event.meaning.category
        return self._mention(quantity, category, after)

    def _is_emphasis(self, quantity: Quantity, noun: Found[CasualtyWord]) -> bool:
        """Tell "قتيلا واحدا" and "جريحان اثنان", where the noun already counts."""
        number = {Form.SINGULAR: 1, Form.DUAL: 2}.get(noun.meaning.form)
        return not noun.definite and quantity.count.low == quantity.count.high == number

    def _part_of(self, quantity: Quantity) -> Category | None:
        """Return the category of the total that "بينهم" splits."""
        if not self.mentions or not self._is_subset(quantity.first):
            return None
        return self.mentions[-1].category

    def _governor(self, quantity: Quantity) -> Category | None:
        """Return the category of the nearest event, verb or label before the quantity."""
        for at in range(quantity.first - 1, max(quantity.first - 2 - _REACH, -1), -1):
            if at in self.counted:
                passed = self.counted[at]
                if self._is_left_behind(passed.first, passed.after) or self._is_added(passed.first):
                    continue
                return None
            if self.words.shares.at(self.tokens, at) or self._is_somebody(at):
                return None
            word = self.casualties.get(at)
            if word is None:
                continue
            adjacent = at == quantity.first - 1 or self._is_hedging(at + 1, quantity.first)
            if word.meaning.form in _GOVERNORS:
                negated = self.words.none.at(self.tokens, at - 1)  # "لم تقتل الغارة 5"
                governs = not negated and (adjacent or self._counts_people(quantity))
            else:
                governs = self._is_label(at, quantity.first)
            return self._govern(word) if governs else None
        return None

    def _is_somebody(self, at: int) -> bool:
        """Tell the bare person of "قتل رجل وثلاثة", whom the verb counts first."""
        person = self.words.persons.at(self.tokens, at)
        return bool(person and not person.definite and person.meaning is not Form.PLURAL)

    def _govern(self, word: Found[CasualtyWord]) -> Category:
        """Return what a governor counts; "قتل وأصيب 12" does not separate killed from injured."""
        self.spent.add(word.first)
        also = self.casualties.get(word.first - 1)
        if (
            also
            and also.first not in self.spent
            and word.prefix == "و"
            and also.meaning.form in _GOVERNORS
        ):
            self.spent.add(also.first)
            return Category.CASUALTIES
        return word.meaning.category

    def _is_hedging(self, first: int, after: int) -> bool:
        hedge = self.words.hedges_before.between(self.tokens, first, after)
        return any(found.after >= after for found in hedge)

    def _counts_people(self, quantity: Quantity) -> bool:
        """Tell whether the quantity counts persons, or nothing that is named."""
        if quantity.count.high in (1, 2):  # "يوم واحد": one and two stand behind what they count
            return bool(self.words.persons.at(self.tokens, quantity.after))
        if self.sentence.is_mark(quantity.after):
            return True
        if self.words.persons.at(self.tokens, quantity.after):
            return True
        following = self.tokens.texts[quantity.after]
        return following in ("من", "في", "علي", "بينهم", "اثر", "جراء") or following.startswith("و")

    def _is_label(self, at: int, quantity_first: int) -> bool:
        """Tell "القتلى: 21" and "عدد القتلى إلى 52", "عدد قتلى الحريق إلى 52"."""
        parting = self.tokens.texts[at + 1 : quantity_first]
        if parting and parting[0] == ":":
            return self.casualties[at].definite
        return bool(self.words.totals.at(self.tokens, at - 1)) and not any(
            not word[0].isalnum() for word in parting
        )

    def _verb_after(self, quantity: Quantity) -> Category | None:
        """Return the category of the verb in "21 فلسطينيا استشهدوا"."""
        if not self.words.persons.at(self.tokens, quantity.after):
            return None
        for at in range(quantity.after + 1, quantity.after + 1 + _NEAR):
            if self.sentence.is_mark(at):
                return None
            word = self.casualties.get(at)
            if word and word.meaning.form is Form.VERB and not word.prefix:
                self.spent.add(at)
                return word.meaning.category
        return None

    # -- nouns that count by themselves

    def _bare(self, at: int) -> Mention | None:
        word = self.casualties.get(at)
        if word is None:
            return self._bare_person(at)
        if word.definite or self._is_construct(at, word.meaning.form):
            return None
        if self._is_unknown(at):
            return None
        if self._is_negated(at):
            return self._nobody(at, word.meaning)
        count = _bare_count(word.meaning.form)
        if count is None:
            return None
        event = self.casualties.get(at - 1)  # of "وفاة جريح" the event decides
        category = event.meaning.category if event and _is_event(event) else word.meaning.category
        return self._alone(at, category, count, word.prefix)

    def _bare_person(self, at: int) -> Mention | None:
        """Read "مقتل جنديين", "أصيب شاب", "بينهم طفلان"."""
        person = self.words.persons.at(self.tokens, at)
        if person is None or person.definite or self._is_negated(at):
            return None
        count = _bare_count(person.meaning) if person.meaning is not Form.PLURAL else None
        category = self._befell(at)
        if count is None or category is None:
            return None
        return self._alone(at, category, count, person.prefix)

    def _befell(self, at: int) -> Category | None:
        if self._is_subset(at, reach=1):
            whole = [mention for mention in self.mentions if mention.first < at]
            return max(whole, key=lambda mention: mention.first).category if whole else None
        for before in range(at - 1, max(at - 1 - _NEAR, -1), -1):
            word = self.casualties.get(before)
            if before in self.spent or self.sentence.is_mark(before):
                return None
            if word:
                near = before == at - 1 or word.meaning.form is Form.VERB
                if _is_event(word) and near:
                    self.spent.add(before)
                    return word.meaning.category
                return None
        return None

    def _is_construct(self, at: int, form: Form) -> bool:
        """Tell "شهداء الأقصى": a noun made definite by the one after it."""
        if form is Form.DUAL or self.sentence.is_mark(at + 1):
            return False
        following = self.tokens.texts[at + 1]
        return following.startswith("ال")

    def _nobody(self, at: int, word: CasualtyWord) -> Mention | None:
        if word.form not in (Form.PLURAL, Form.EVENT_PLURAL, Form.EVENT):
            return None
        first = at
        while first > 0 and self.words.between_negation.at(self.tokens, first - 1):
            first -= 1
        zero = Count(low=0, high=0, qualifier=Qualifier.ZERO)
        start, _ = self.sentence.span(first, at + 1)
        return Mention(word.category, zero, Scope.TOTAL, first, at + 1, start)

    def _is_negated(self, at: int) -> bool:
        """Tell "دون وقوع إصابات" and "لم يسفر الانهيار عن إصابات"."""
        before = at - 1
        while before >= 0 and self.words.between_negation.at(self.tokens, before):
            if self.words.none.at(self.tokens, before):
                return True
            before -= 1
        if before == at - 1:
            return False
        negations = self.words.none.between(self.tokens, before - _NEAR, before + 1)
        return any(self.words.between_negation.at(self.tokens, n.after) for n in negations)

    def _is_unknown(self, at: int) -> bool:
        """Tell "لا أنباء عن إصابات": that nothing is known is no claim."""
        unknown = self.words.unknown.between(self.tokens, at - _REACH, at)
        return any(self.words.none.between(self.tokens, u.first - _NEAR, u.first) for u in unknown)

    # -- what every reading shares

    def _mention(self, quantity: Quantity, category: Category, after: int) -> Mention:
        scope = self._scope(quantity.first, quantity.after)
        count, families = quantity.count, self.words.families.at(self.tokens, quantity.after)
        if families:
            count, after = count.model_copy(update={"unit": Unit.FAMILIES}), families.after
        return Mention(category, count, scope, quantity.first, after, quantity.start)

    def _alone(self, at: int, category: Category, count: Count, prefix: str) -> Mention:
        opening = self.tokens.start(at) + len(prefix)
        start, _ = self.sentence.folded.span(opening, self.tokens.end(at))
        return Mention(category, count, self._scope(at, at + 1), at, at + 1, start)

    def _scope(self, first: int, after: int) -> Scope:
        words, tokens = self.words, self.tokens
        if self.first_previous < first or self._is_left_behind(first, after):
            return Scope.PREVIOUS
        if self._is_subset(first) or self.first_received < first:
            return Scope.SUBSET
        if words.increment.between(tokens, after, after + 2) or self._is_added(first):
            return Scope.INCREMENT
        return Scope.TOTAL

    def _is_added(self, first: int) -> bool:
        """Tell the two of "ارتفع عدد القتلى إلى 15 بعد وفاة جريحين"."""
        before = self.words.increment_before.between(self.tokens, first - 2, first)
        return bool(before) and self.first_rise < first

    def _is_subset(self, at: int, reach: int = 2) -> bool:
        return bool(self.words.subset.between(self.tokens, at - reach, at))

    def _is_left_behind(self, first: int, after: int) -> bool:
        """Tell the 5 of "ارتفعت الحصيلة من 5 إلى 8"."""
        if first == 0 or self.tokens.texts[first - 1] != "من":
            return False
        following = set(self.tokens.texts[after : after + 2])
        return bool(following & self.words.to) and self.first_rise < first

    def _is_hypothetical(self, at: int) -> bool:
        return bool(self.words.hypothesis.between(self.tokens, at - _REACH, at))


def _part_of(scope: Scope) -> Scope:
    return Scope.SUBSET if scope is Scope.TOTAL else scope


def _is_event(word: Found[CasualtyWord]) -> bool:
    return word.meaning.form in (Form.EVENT, Form.VERB)


def _bare_count(form: Form) -> Count | None:
    """Return the count that a noun without a number states, or None."""
    number = {Form.SINGULAR: 1, Form.DUAL: 2}.get(form)
    if number:
        return Count(low=number, high=number, qualifier=Qualifier.EXACT)
    low = _BARE_PLURAL_LOW.get(form)
    if low:
        return Count(low=low, high=None, qualifier=Qualifier.VAGUE, term="some")
    return None


def mentions(
    sentence: Sentence, words: Vocabulary, quantities: tuple[Quantity, ...]
) -> tuple[Mention, ...]:
    """Return the casualty mentions of a sentence, in text order."""
    return _MentionReader(sentence, words, quantities).read()
