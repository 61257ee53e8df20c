"""The reading of one sentence: what the stages that look for mentions know and leave for each other."""

from collections.abc import Mapping
from typing import NamedTuple

from reconcile.extraction.constructions import add_constructions
from reconcile.extraction.forms import CasualtyWord, Form, IdiomWord
from reconcile.extraction.phrases import Found
from reconcile.extraction.quantities import Quantity
from reconcile.extraction.sentences import Sentence
from reconcile.extraction.voice import told_apart
from reconcile.lexicon.language import CountsAt, Sign
from reconcile.model import Category, Count, Qualifier, Scope
from reconcile.numbers import particles

NOUNS = frozenset({Form.SINGULAR, Form.DUAL, Form.PLURAL, Form.COUNTED_PLURAL, Form.EVENT_PLURAL})
"""Forms that a number counts."""
GOVERNORS = frozenset({Form.EVENT, Form.EVENT_PLURAL, Form.VERB, Form.ACTIVE})
"""Forms that govern a number: what befell so many."""
SAID = frozenset({Form.VERB, Form.PREDICATE})
"""Forms that are said of people before them."""
VERB = frozenset({Form.VERB})
"""The form of a verb, alone."""
QUOTES = frozenset("\"'«»“”")
LONGEST_PHRASE = 5
"""How many words a verb or event may have: "search goes on for"."""
_TURNING_HEADS_FIRST = (Sign.SUBSET, Sign.TURNS)
_TURNING = (*_TURNING_HEADS_FIRST, Sign.AGED, Sign.AND, Sign.REPORTS)
"""Signs at which a clause can end, or pass over a bracket."""
_NO_PEOPLE = frozenset({Sign.AGES, Sign.CASES, Sign.THINGS, Sign.SHARES})
"""Signs of what is counted and is no people."""
_VERBS = frozenset({Form.PREDICATE, Form.ACTIVE})
"""Forms that end the noun phrase before them."""
_DUAL_ENDINGS = ("ين", "ان")
"""How two end, and an adjective of theirs."""
_LONGEST_NOUN = 5
"""How many words a number may count where its noun is the last of them: "3 local aid workers"."""
_LONGEST_ADJECTIVES = 8
"""How many words may stand from an article to its noun: "a 7-year-old girl"."""
_SERVICES = frozenset({Category.INJURED, Category.RESCUED, Category.HOSPITALIZED})
"""What crews and cars are called by: ambulance, rescue."""
_RELAY_REACH = 6
"""How many words a relay may be named in."""
FOR, BY = "ل", "ب"
"""Particles: on whom something is for, and on what something was done by."""
_FOR_THE = "لل"
_LONGEST_CAMP = 3
"""How many words may name a camp between "مخيم" and those whom it is for."""
_LONGEST_NEEDED = 3
"""How many words what an idiom needs may have."""
_IDIOM_REACH = 20
"""How many words an idiom may span."""
_DONE_REACH = 4
"""How many words may tell when something was done, between the verb and what it was."""


class Mention(NamedTuple):
    """A count of a category: the tokens `first` up to `after` say it, `start` is in the original.

    `why`: the rule that read it, in a few words.
    """

    category: Category
    count: Count  # type: ignore[assignment]  # nobody asks a tuple's own count
    scope: Scope
    first: int
    after: int
    start: int
    why: str
    denied: bool = False


class Counted(NamedTuple):
    """What a quantity counts: the category, the token after all that says so, and why.

    `also`: what else is said to have befallen all of them: "kidnapped and killed".
    """

    category: Category
    after: int
    why: str
    also: tuple[Category, ...] = ()


class Reading:
    """One sentence, its quantities, and the casualty words that are still to be counted."""

    def __init__(self, sentence: Sentence, quantities: tuple[Quantity, ...]) -> None:
        self.sentence = sentence
        self.casualties = told_apart(sentence, _meant(sentence), quantities)
        self.counted = {at: q for q in quantities for at in range(q.first, q.after)}
        emphases = [q for q in quantities if q.count.low in (1, 2) and self._emphasises(q)]
        spans = [self._emphasis(quantity) for quantity in emphases]
        self.emphasis = dict(spans)
        """Numbers that repeat what the noun before them counts: "قتيلا واحدا", "شخصان (2)"."""
        self.emphasised = {first: q.count for (first, _), q in zip(spans, emphases, strict=True)}
        if emphases:
            quantities = tuple(q for q in quantities if q not in emphases)
            self.counted = {at: q for q in quantities for at in range(q.first, q.after)}
        self.quantities = quantities
        self.spent = {at for q in quantities for at in range(q.opens, q.after)}
        """Tokens that a mention has used up."""
        self.turning = _turning(sentence, self.counted)
        self.plain = sentence.marked.strange.difference(self.casualties, self.counted)
        """Words that mean nothing to any stage."""
        self.telling = self.turning.union(self.casualties, sentence.marked.persons)
        """The tokens that name or count somebody, or at which a clause can end."""
        self.categories = {word.meaning.category for word in self.casualties.values()}
        """What the sentence can tell of."""
        self._ends = {word.after for word in self.casualties.values()}
        self._last = max(self.casualties, default=-1)
        self._nouns: dict[int, int] = {}

    def _emphasis(self, quantity: Quantity) -> tuple[int, int]:
        """Return where a number that repeats another begins and ends, its brackets included."""
        bracketed = self._is_bracketed(quantity)
        first = quantity.first - bracketed
        return first - self._is_adjective(first - 1), quantity.after + bracketed

    def _is_bracketed(self, quantity: Quantity) -> bool:
        word = self.sentence.word
        return word(quantity.first - 1) == "(" and word(quantity.after) == ")"

    def _is_adjective(self, at: int) -> bool:
        """Tell the second word of "مسؤولين أمنيين اثنين", which ends as the noun before it."""
        word, noun = self.sentence.word(at), self.sentence.word(at - 1)
        if not (self.sentence.heads_first and word.endswith(_DUAL_ENDINGS) and word[-2:] == noun[-2:]):
            return False
        nouns = self.casualties.keys() | self.sentence.marked.persons.keys()
        return at not in nouns and at - 1 in nouns

    def _emphasises(self, quantity: Quantity) -> bool:
        if quantity.count.low == 1 == quantity.count.high and quantity.first - 1 in self.counted:
            return True  # "20 واحد"
        if quantity.count.low == 1 and self.sentence.sign(Sign.FAMILIES, quantity.first - 1):
            return True  # "12 شخصا من عائلة واحدة"
        at = quantity.first - 1 - self._is_bracketed(quantity)
        at -= self._is_adjective(at)
        noun, person = self.casualties.get(at), self.sentence.marked.persons.get(at)
        hedged = quantity.opens < quantity.first or quantity.is_vague
        if hedged or (noun is None and person is None):
            return False
        if (noun and noun.definite) or (person and person.definite):
            return False
        form = noun.meaning.form if noun else person.meaning if person else None
        if form is Form.PLURAL and self.sentence.word(at).endswith("ين"):
            form = Form.DUAL  # "مفقودين اثنين"
        number = 1 if form is Form.SINGULAR else 2
        counts = form in (Form.SINGULAR, Form.DUAL)
        return counts and quantity.count.low == number and quantity.count.high in (number, None)

    def casualty(self, at: int, forms: frozenset[Form] | None = None) -> Found[CasualtyWord] | None:
        """Return the casualty word at a token, if it is in one of the forms; in any if none is given."""
        found = self.casualties.get(at)
        return found if found and (forms is None or found.meaning.form in forms) else None

    def person(self, at: int) -> Found[Form] | None:
        """Return the person noun at a token."""
        return self.sentence.marked.persons.get(at)

    def behind(self, quantity: Quantity) -> int:
        """Return the token after a quantity and a hedge right behind it: "50+ شهيدا"."""
        hedge = self.sentence.marked.hedges_after.get(quantity.after)
        return hedge.after if hedge else quantity.after

    def tells_from(self, first: int) -> bool:
        """Tell whether there is a casualty word from a token on."""
        return first <= self._last

    def tells_before(self, at: int) -> bool:
        """Tell whether a casualty word ends right before a token."""
        return at in self._ends

    def negate(self, at: int) -> None:
        """Take away the casualty word at a token: it tells of nobody."""
        self.spent.add(at)
        self.casualties.pop(at, None)
        self._nouns.clear()

    def noun_at(self, quantity: Quantity) -> int:
        """Return where the noun that a quantity counts stands: behind it, or behind "of"."""
        at = self._nouns.get(quantity.first)
        if at is None:
            at = self._nouns[quantity.first] = self._find_noun(quantity)
        return at

    def _find_noun(self, quantity: Quantity) -> int:
        at = self.behind(quantity)
        at = self.emphasis.get(at, at)  # "15 واحد متصابين"
        if self.casualty(at, NOUNS):
            return at  # "أربع حالات قتل"
        if self.sentence.sign(Sign.CASES, at):
            return at + 1
        if self.sentence.word(at) in QUOTES:
            return at + 1
        of = self.sentence.sign(Sign.OF, at)
        return self.head_from(of.after if of else at)

    def head_from(self, first: int) -> int:
        """Return where the noun of a noun phrase stands whose words begin at a token.

        Where adjectives stand before their noun, it is the last known one: "Syrian army soldiers".
        """
        head, sentence = first, self.sentence
        if sentence.heads_first:
            return first
        for at in range(first, first + _LONGEST_NOUN):
            ends = sentence.ends_phrase(at)
            ends = ends or sentence.sign(Sign.DETERMINERS, at) is not None
            if ends or sentence.sign(Sign.ENDS_COUNT, at) or at in self.counted:
                break
            if self.casualty(at, _VERBS) and at > first:
                break
            if sentence.sign(Sign.OF, at) and self.person(head):
                break  # "residents of coastal villages"
            known = self.person(at) or self.casualty(at, NOUNS) or sentence.sign(Sign.FAMILIES, at)
            if known or sentence.sign(Sign.THINGS, at):
                head = at
        return head

    def is_and(self, quantity: Quantity) -> bool:
        """Tell whether "and" joins a quantity to what stands before it: "وثلاثة", "و3", "and 3"."""
        before = self.sentence.word(quantity.opens - 1)
        opening = self.sentence.word(quantity.opens)
        hedged = quantity.opens < quantity.first and opening.startswith("و")
        onto = quantity.joined and opening.startswith("و")
        listed = opening == "و" or before in ("و", "and", "&")
        return onto or hedged or listed or self.sentence.ending(Sign.AND, quantity.opens) is not None

    def counts_thing(self, quantity: Quantity) -> bool:
        """Tell whether a quantity counts no people: "3 غارات", "20 في المئة"."""
        sentence, at = self.sentence, self.noun_at(quantity)
        at = quantity.after if sentence.heads_first else at
        if self.casualty(at, NOUNS) or sentence.sign(Sign.FAMILIES, at):
            return False
        told = quantity.definite and not self.person(at) and self._is_of_known_thing(quantity)
        few = quantity.count.high in (1, 2) and (self._is_of_thing(quantity) or self._is_each(quantity))
        if told or few:
            return True  # "ليلة واحدة"
        if not sentence.tells(_NO_PEOPLE):
            return False
        if sentence.sign(Sign.AGES, quantity.after):
            return True
        cases = sentence.sign(Sign.CASES, at)
        if cases and cases.prefix == "" and not self.casualty(at + 1):  # not "12 بحالة خطرة"
            return not self._are_people(quantity)
        thing = sentence.sign(Sign.THINGS, at)
        # "أدخل عشرة المستشفى": what a number counts bears no article unless the number does.
        known = thing and sentence.heads_first and thing.prefix.endswith("ال") and not quantity.is_vague
        known = known or self._is_day_told(at)
        return bool((thing and not known) or sentence.sign(Sign.SHARES, at))

    def _is_day_told(self, at: int) -> bool:
        """Tell the day of "ارتفع إلى 59 يوم الجمعة", which tells when, from those of "59 يوما"."""
        sentence = self.sentence
        when = sentence.sign(Sign.WHEN, at) and sentence.sign(Sign.WHEN, at + 1)
        return when is not None and sentence.word(at + 1).startswith("ال")

    def _are_people(self, quantity: Quantity) -> bool:
        """Tell the cases of "الوفيات 12 حالة", "حالات الخطف 12 حالة" and "نقلت 3 حالات إلى المستشفى"."""
        governor = self.casualty(quantity.opens - 1)
        if governor and governor.meaning.category is Category.HOSPITALIZED:
            return True
        before = (word for word in self.casualties.values() if word.first < quantity.first)
        return any(
            word.meaning.form in (Form.EVENT_PLURAL, Form.PLURAL)
            and (word.meaning.category is Category.KILLED or self.sentence.sign(Sign.CASES, word.first))
            for word in before
        )

    def _is_each(self, quantity: Quantity) -> bool:
        """Tell the one of "مقابل 1500 يورو للشخص الواحد"."""
        person = self.person(quantity.opens - 1) if quantity.definite else None
        return person is not None and person.prefix == _FOR_THE

    def _is_of_known_thing(self, quantity: Quantity) -> bool:
        """Tell the 24 of "الساعات الـ24 الماضية"."""
        thing = self.sentence.sign(Sign.THINGS, quantity.opens - 1)
        described = self.sentence.word(quantity.after).startswith("ال")
        return thing is not None and thing.prefix.endswith("ال") and described

    def _is_of_thing(self, quantity: Quantity) -> bool:
        """Tell whether a one or two stands behind a thing, or behind a noun that nobody knows."""
        before = quantity.first - 1
        if self.sentence.sign(Sign.THINGS, before):
            return not quantity.joined  # "مدير المستشفى واثنان"
        attached = quantity.count.high == 1 and quantity.opens == quantity.first and not quantity.joined
        if not (self.sentence.heads_first and attached):
            return False
        if self.sentence.sign(Sign.ACCIDENT, before):
            return True  # "في معركة واحدة"
        known = self.casualty(before) or self.person(before) or self.sentence.is_mark(before)
        return not known and not any(before in found for found in self.sentence.marked.signs.values())

    def counts_people(self, quantity: Quantity) -> bool:
        """Tell whether a quantity counts persons, or nothing that is named."""
        sentence, at = self.sentence, quantity.after
        if (
            self.person(self.noun_at(quantity))
            or self.person(at)
            or sentence.sign(Sign.FAMILIES, at)
            or sentence.sign(Sign.OTHERS, at)
        ):
            return True
        if quantity.count.high in (1, 2) and quantity.count.qualifier is Qualifier.EXACT:
            return bool(sentence.sign(Sign.OF, at)) or sentence.is_mark(at) or self.is_alone(quantity)
        if sentence.is_mark(at) or sentence.sign(Sign.OF, at) or self.is_alone(quantity):
            return True
        return any(found.first == at for found in sentence.marked.hedges_after.values())

    def is_alone(self, quantity: Quantity) -> bool:
        """Tell whether what follows a quantity is no noun that it could count."""
        sentence, at = self.sentence, quantity.after
        if not sentence.heads_first and at not in sentence.marked.hedges_before:
            at += sentence.sign(Sign.INCREMENT, at) is not None  # "14 more in", not "4 more than"
        return sentence.sign(Sign.ENDS_COUNT, at) is not None or sentence.word(at).startswith("و")

    def determined(self, at: int) -> int:
        """Return where the article or adjective stands that opens the noun at a token: "a young man"."""
        sentence = self.sentence
        if sentence.heads_first:
            return at
        for before in range(at, max(at - _LONGEST_ADJECTIVES, -1), -1):
            if sentence.sign(Sign.DETERMINERS, before):
                return before
            parts = sentence.ends_phrase(before)
            if parts or (sentence.sign(Sign.ENDS_COUNT, before) and before < at):
                break
        return at

    def joins(self, at: int) -> bool:
        """Tell the noun phrase that "and" joins to the one before it: "a man and his two sons"."""
        return not self.sentence.heads_first and self.opens_with_and(self.determined(at))

    def opens_with_and(self, at: int) -> bool:
        """Tell whether "and" stands before a token or is joined to it: "وثلاثة", "and three"."""
        joined = self.sentence.word(at).startswith("و")
        return joined or self.sentence.ending(Sign.AND, at) is not None


def _turning(sentence: Sentence, counted: Mapping[int, Quantity]) -> set[int]:
    """Return the tokens at which a clause can end, or pass over a bracket: all others go on with it."""
    signs = _TURNING_HEADS_FIRST if sentence.heads_first else _TURNING
    marks = set(range(len(sentence))) - sentence.marked.spoken
    return marks.union(counted, *map(sentence.places, signs))


def _meant(sentence: Sentence) -> dict[int, Found[CasualtyWord]]:
    """Return the casualty words of a sentence; an idiom is one where it is whole.

    "لقي … مصرعهم" is, "لقي … ترحيبا" is not.
    """
    found = {
        at: word
        for at, word in sentence.marked.casualties.items()
        if _has_its_force(sentence, word)
        and not (_is_name(sentence, word) if word.meaning.form in NOUNS else _is_service(sentence, word))
    }
    for idiom in sentence.marked.idioms:
        at = None if _relays(sentence, idiom.first) else _completed(sentence, idiom)
        if at is None:
            continue
        meaning = CasualtyWord(idiom.meaning.category, _form_of(sentence, idiom))
        if idiom.meaning.counts_at is CountsAt.NEEDED:
            if not _is_counted(sentence, found, at):
                found[at] = Found(meaning, at, at + 1, "", definite=False)
        elif idiom.first not in found or found[idiom.first].after <= idiom.after:
            definite = particles.is_definite(idiom.prefix)
            found[idiom.first] = Found(meaning, idiom.first, idiom.after, idiom.prefix, definite)
    add_constructions(sentence, found)
    return found


def _completed(sentence: Sentence, idiom: Found[IdiomWord]) -> int | None:
    """Return where the word stands that an idiom needs, None where it is not near."""
    needs = idiom.meaning.needed
    if idiom.meaning.counts_at is CountsAt.BEFORE:
        return _done(sentence, idiom)
    for at in range(idiom.after, min(idiom.after + _IDIOM_REACH, len(sentence))):
        if sentence.sign(Sign.CONTRASTS, at):
            return None  # "انتشلت جثتين، بينما أخرج ثلاثة أحياء"
        if _opens_one_of(needs, sentence, at):
            return at
    return None


def _opens_one_of(needs: frozenset[str], sentence: Sentence, at: int) -> bool:
    """Tell whether a needed word, or phrase such as "لحالات اختناق", begins at a token."""
    first = sentence.word(at)
    if first in needs or _without_particle(first) in needs:
        return True
    phrases = (sentence.tokens.texts[at : at + length] for length in range(2, _LONGEST_NEEDED + 1))
    return any(" ".join(phrase) in needs for phrase in phrases)


def _done(sentence: Sentence, idiom: Found[IdiomWord]) -> int | None:
    """Return where it stands what was done in "تم أمس إنقاذهم"; not in "لم يتم إنقاذهم"."""
    at = idiom.after
    while sentence.sign(Sign.WHEN, at) and at < idiom.after + _DONE_REACH:
        at += 1
    negated = sentence.ending(Sign.NOT, idiom.first) is not None
    return at if sentence.word(at) in idiom.meaning.needed and not negated else None


def _form_of(sentence: Sentence, idiom: Found[IdiomWord]) -> Form:
    if idiom.meaning.counts_at is CountsAt.BEFORE:
        return Form.PREDICATE
    return Form.VERB if sentence.heads_first else Form.ACTIVE


def _has_its_force(sentence: Sentence, word: Found[CasualtyWord]) -> bool:
    """Tell "الجيش أخد أربع شباب" and "أخد الجيش" from "الولد أخد تلات أقلام"."""
    if not word.meaning.by_force:
        return True
    force = sentence.sign(Sign.FORCES, word.after)
    if force is None and sentence.ending(Sign.FORCES, word.first) is None:
        return False
    taken = force.after if force else word.after
    when = sentence.sign(Sign.WHEN, taken)
    taken = when.after if when else taken
    counted = any(number.first == taken for number in sentence.numbers)
    return counted or taken in sentence.marked.persons  # not in "شدت الشرطة انتباه خمسة سياح"


def _relays(sentence: Sentence, at: int) -> bool:
    """Tell "نقلت رويترز عن طبيب في المستشفى" from who is taken there."""
    if not sentence.sign(Sign.RELAYS, at):
        return False
    told = sentence.has(Sign.MEDIA, at + 1, at + 3) or sentence.sign(Sign.WHENCE, at + 1)
    return bool(told) and sentence.has(Sign.WHENCE, at + 1, at + 1 + _RELAY_REACH)


def _is_counted(sentence: Sentence, found: Mapping[int, Found[CasualtyWord]], at: int) -> bool:
    """Tell "سقط 14 ضحية", whose noun says who is counted, from "سقط ضحيته 14"."""
    noun = found.get(at)
    counts = noun is not None and noun.meaning.form in NOUNS
    return counts and any(number.after == at for number in sentence.numbers)


def _is_name(sentence: Sentence, word: Found[CasualtyWord]) -> bool:
    """Tell "مستشفى شهداء الأقصى" and "مخيم جباليا للاجئين" from "ودعت البلدة شهيدين"."""
    if Sign.NAMES not in sentence.marked.signs:
        return False
    furthest = word.first - (_LONGEST_CAMP if word.prefix == FOR else 0)
    near = (sentence.ending(Sign.NAMES, at) for at in range(word.first, furthest - 1, -1))
    return any(named is not None and not named.definite for named in near)


def _is_service(sentence: Sentence, word: Found[CasualtyWord]) -> bool:
    """Tell "هيئة الإسعاف" and "rescue workers", where what they do names them."""
    if not sentence.heads_first:
        named = sentence.sign(Sign.SPEAKERS, word.first)
        return named is not None and named.after > word.after
    if not word.definite:
        thing = sentence.ending(Sign.THINGS, word.first) if word.prefix == "" else None
        serves = sentence.sign(Sign.SPEAKERS, word.first)
        names_service = word.meaning.form is Form.EVENT or serves
        if thing and not thing.definite and names_service and word.meaning.category in _SERVICES:
            return True  # "سيارة إسعاف"
        speaker = sentence.ending(Sign.SPEAKERS, word.first)
        if sentence.word(word.first - 1).startswith("ال"):
            speaker = None  # "أكد خفر السواحل إنقاذ 17"
        if serves and speaker and not speaker.definite:
            return True  # "خدمة إسعاف"
        owns = speaker is not None and not speaker.definite and word.meaning.category is Category.RESCUED
        return owns and sentence.word(word.after).startswith("ال")  # "منظمة إنقاذ الطفولة"
    owners = (sentence.ending(sign, word.first) for sign in (Sign.SPEAKERS, Sign.THINGS))
    return any(owner is not None and not owner.definite for owner in owners)  # "سيارات الإسعاف"


def _without_particle(word: str) -> str:
    return word[1:] if word[:1] in "بلو" else word
