"""The event or verb before a quantity, which says what befell so many."""

from reconcile.extraction.adverbials import verb_across
from reconcile.extraction.clauses import after_person, is_named, opens_aside, quoted
from reconcile.extraction.forms import CasualtyWord, Form
from reconcile.extraction.parts import bars
from reconcile.extraction.phrases import Found
from reconcile.extraction.quantities import Quantity
from reconcile.extraction.reading import (
    BY,
    FOR,
    GOVERNORS,
    LONGEST_PHRASE,
    NOUNS,
    QUOTES,
    SAID,
    VERB,
    Counted,
    Reading,
)
from reconcile.extraction.sentences import Sentence
from reconcile.lexicon.language import Sign
from reconcile.model import Category

_REACH = 11
"""How many words a verb or event may stand before the number it governs."""
_SUBJECT_REACH = 7
"""How many words somebody may be told in, before the verb that is said of them."""
_FEMININE_RELATIVE = "يه"
"""How words such as سورية end, folded."""
_PLURAL = frozenset({Form.PLURAL})
_BEFALLING = frozenset({Form.EVENT, Form.EVENT_PLURAL, Form.VERB})
THEM = ("هم", "هما", "هن")
"""How people are meant at the end of a word: "احتجزهم", "أحدهم"."""
_LUMPED = ({Category.KILLED, Category.INJURED}, {Category.KILLED, Category.MISSING})
"""What is told of the same people together, not of how many each: "قتل وأصيب 12", "قضى أو فقد 40"."""
_LONGEST_BRACKET = 6
"""How many words the age of somebody may take in brackets."""
_FORCE_REACH = 4
"""How many words may tell of who takes captives, between the verb and them."""
_EXCEPT_REACH = 4
"""How many words behind a negated verb may stand before those it does count."""
_OBJECT_REACH = 3
"""The same, where the word for the people is not known: only the verb's subject may stand between."""


def adjacent(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "مقتل 3", where the event stands right before."""
    word = event_at(reading, quantity)
    if word is None or _tells_of_others(reading, word) or _wants_people(reading, quantity, word):
        return None
    if word.definite and is_cause(reading, word):
        return None  # "عدد الوفيات بسبب الاختناق 12"
    return _governed_by(reading, quantity, word)


def governed(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "قتل في الغارة 3 أشخاص": the nearest event or verb before the people."""
    known = reading.counts_people(quantity)
    reach = _REACH if known else _OBJECT_REACH
    for at in range(quantity.opens - 1, max(quantity.opens - 2 - reach, -1), -1):
        if at in reading.plain:
            continue
        word = reading.casualty(at)
        if word and is_cause(reading, word):
            continue
        if word and not _stops(reading, at, quantity):
            governs = word.meaning.form in GOVERNORS and not _tells_of_others(reading, word)
            if not governs or _wants_people(reading, quantity, word) or _is_for(reading, quantity, word):
                return None
            return _governed_by(reading, quantity, word)
        strange = not known and reading.sentence.sign(Sign.ENDS_COUNT, at)  # "قتل في 5 مواقع"
        if strange or _stops(reading, at, quantity):
            return None
    return None


def is_cause(reading: Reading, event: Found[CasualtyWord]) -> bool:
    """Tell the poisoning of "عدد الوفيات الناجمة عن التسمم", of which those died who are counted.

    And the prison of "عدد قتلى الهجوم على سجن المدينة".
    """
    sentence = reading.sentence
    led_to = sentence.ending(Sign.BEFORE_NOUNS, event.first) or event.prefix.startswith(BY)
    if event.meaning.form not in _BEFALLING or not led_to:
        return False
    total = min(sentence.places(Sign.TOTAL), default=event.first)
    nouns = (reading.casualty(at, NOUNS) for at in range(total, event.first))
    return any(noun and noun.meaning.category is not event.meaning.category for noun in nouns)


def _governed_by(reading: Reading, quantity: Quantity, word: Found[CasualtyWord]) -> Counted:
    """Return those whom a verb counts; of "took 11 injured people to hospital" what they were stays."""
    noun = reading.noun_at(quantity)
    told = next((w for at in range(quantity.after, noun) if (w := reading.casualty(at, SAID))), None)
    category, why = _govern(reading, word), word
    if told and not overrides(word, told) and category is word.meaning.category:
        category, why = told.meaning.category, told
        reading.spent.update(range(told.first, told.after))
    return Counted(category, after_person(reading, quantity), f"governed by {quoted(reading, why)}")


def _is_for(reading: Reading, quantity: Quantity, word: Found[CasualtyWord]) -> bool:
    """Tell the 400 of "اعتقلت صاحب المطبخ الذي جهز الوليمة لنحو 400"; but "اعتقال السلطات لنحو 40"."""
    hedge = reading.sentence.marked.hedges_before.get(quantity.opens)
    return hedge is not None and hedge.prefix == FOR and word.meaning.form is not Form.EVENT


def _tells_of_others(reading: Reading, word: Found[CasualtyWord]) -> bool:
    """Tell whether a verb is negated, or tells in itself whom it befell."""
    return is_negated(reading, word) or tells_object(reading, word)


def _stops(reading: Reading, at: int, quantity: Quantity) -> bool:
    """Tell whether a verb before the token at `at` no longer governs the quantity."""
    sentence = reading.sentence
    other = sentence.sign(Sign.SHARES, at) or sentence.sign(Sign.RELEASE, at)  # "وأطلق سراح اثنين"
    somebody = other is not None or _is_somebody(reading, at, quantity)
    somebody = somebody or _opens_clause(reading, at, quantity) or _says_more(sentence, at)
    somebody = somebody or opens_aside(reading, at, quantity) or _is_raised(reading, at)
    return somebody or bars(reading, at) or _leaves_object(reading, at)


def _is_raised(reading: Reading, at: int) -> bool:
    """Tell the toll of "نقلت 23 جثة إلى المستشفى، ما يرفع الحصيلة إلى 41", which no verb counts."""
    sentence = reading.sentence
    toll = sentence.heads_first and sentence.sign(Sign.TOTAL, at) is not None
    return toll and sentence.sign(Sign.RISE, at - 1) is not None


def _says_more(sentence: Sentence, at: int) -> bool:
    """Tell the "وأن" of "أن 6 تعرضوا لكسور وأن 22 باتوا", behind which somebody else is told of."""
    that = sentence.sign(Sign.THAT, at)
    if that is not None and sentence.ending(Sign.CONTINUES, at):
        return True  # "نفى وقوع إصابات، قائلا إن سبعة"
    return that is not None and that.prefix.startswith("و")


def _opens_clause(reading: Reading, at: int, quantity: Quantity) -> bool:
    """Tell the "and" of "shot a guard and drove off 38 men", behind which another verb stands."""
    joins = None if reading.sentence.heads_first else reading.sentence.sign(Sign.AND, at)
    between = range(joins.after, quantity.opens) if joins else ()
    return any(near in reading.plain for near in between)


def event_at(reading: Reading, quantity: Quantity) -> Found[CasualtyWord] | None:
    """Return the event or verb right before a quantity and its hedge; "and" ends what it governs."""
    if reading.is_and(quantity):
        return None
    opens = quantity.opens - (reading.sentence.word(quantity.opens - 1) in QUOTES)
    if not reading.tells_before(opens):
        return verb_across(reading, quantity.opens)
    event = _governor_ending(reading, opens)
    return None if event is None or _is_family(reading, event) else event


def _governor_ending(reading: Reading, after: int) -> Found[CasualtyWord] | None:
    """Return the event or verb that ends right before a token, the longest of them."""
    found = (reading.casualty(at, GOVERNORS) for at in range(after - LONGEST_PHRASE, after))
    return next((word for word in found if word and word.after == after), None)


def event_before(reading: Reading, noun: Found[CasualtyWord]) -> Found[CasualtyWord] | None:
    """Return what befell those whom a noun names: "تحرير الرهائن", "تحرير جميع الرهائن"."""
    all_of = reading.sentence.ending(Sign.ALL, noun.first)
    return reading.casualty((all_of.first if all_of else noun.first) - 1, GOVERNORS)


def captor_of(reading: Reading, noun: Found[CasualtyWord], at: int) -> Found[CasualtyWord] | None:
    """Return the verb before the token at `at` in "اعتقلت قوة خاصة متنكرة جريحين", captives now.

    A body is taken too, and is no captive.
    """
    sentence = reading.sentence
    if not sentence.heads_first or Category.CAPTURED not in reading.categories:
        return None
    if noun.meaning.category is Category.KILLED:
        return None
    for before in range(at - 1, max(at - 2 - _FORCE_REACH, -1), -1):
        if word := reading.casualty(before):
            taken = word.meaning.form is Form.VERB and word.meaning.category is Category.CAPTURED
            force = tells_what(reading, word.after) or reading.person(word.after)
            return word if taken and force and not _tells_of_others(reading, word) else None
        another = reading.person(before) and not reading.tells_before(before)
        parts = another or sentence.is_mark(before) or sentence.sign(Sign.ENDS_COUNT, before)
        if parts or before in reading.counted or reading.opens_with_and(before):
            return None
    return None


def _is_family(reading: Reading, word: Found[CasualtyWord]) -> bool:
    """Tell the families of "تعازيه لأسر 33 شخصا" from a capture."""
    return word.prefix.endswith("ل") and reading.sentence.sign(Sign.RELATIVES_OF, word.first) is not None


def rescue_before(reading: Reading, quantity: Quantity) -> Found[CasualtyWord] | None:
    """Return the verb of "حررت القوة 4 رهائن"."""
    found = (reading.casualty(at, GOVERNORS) for at in range(quantity.opens - 6, quantity.opens))
    return next((word for word in found if word and word.meaning.category is Category.RESCUED), None)


def remains_before(reading: Reading, quantity: Quantity) -> Found[CasualtyWord] | None:
    """Return the bodies of "جثامين أربعة أسرى", who are dead."""
    noun = reading.casualty(quantity.opens - 1, _PLURAL)
    if noun is None or noun.definite or reading.is_and(quantity):
        return None
    return noun if noun.meaning.category is Category.KILLED else None


def overrides(event: Found[CasualtyWord], noun: Found[CasualtyWord]) -> bool:
    """Tell whether the event decides over the noun: in "اعتقال 3 جرحى", and not in "إجلاء 3 جرحى"."""
    if event.meaning.category is noun.meaning.category:
        return False
    moved = event.meaning.category in (Category.DISPLACED, Category.HOSPITALIZED, Category.RESCUED)
    return not (moved and noun.meaning.category in (Category.KILLED, Category.INJURED))


def _wants_people(reading: Reading, quantity: Quantity, word: Found[CasualtyWord]) -> bool:
    """Tell whether a verb means its category of people only, and none are counted."""
    if not word.meaning.of_people:
        return False
    at = reading.noun_at(quantity)
    people = reading.person(at) or reading.casualty(at) or quantity.after in reading.emphasis
    return not (people or reading.counts_people(quantity))


def _leaves_object(reading: Reading, at: int) -> bool:
    """Tell the "in" of "killed a man in 3 days", where objects stand right behind their verb."""
    sentence = reading.sentence
    if sentence.heads_first or sentence.sign(Sign.AND, at) or reading.casualty(at):
        return False
    return sentence.is_mark(at) or sentence.sign(Sign.ENDS_COUNT, at) is not None


def _govern(reading: Reading, word: Found[CasualtyWord]) -> Category:
    """Return what a governor counts; "قتل وأصيب 12" does not separate killed from injured."""
    reading.spent.update(range(word.first, word.after))
    sentence = reading.sentence
    joins = sentence.ending(Sign.OR, word.first) or sentence.ending(Sign.AND, word.first)
    end = joins.first if joins else word.first
    also = reading.tells_before(end) and next(
        (w for at in (1, 2, 3) if (w := reading.casualty(end - at)) and w.after == end), None
    )
    if (
        also
        and also.first not in reading.spent
        and not _follows_subject(reading, also)
        and (joins or word.prefix.startswith("و"))
        and also.meaning.form in GOVERNORS
        and {also.meaning.category, word.meaning.category} in _LUMPED
    ):
        reading.spent.add(also.first)
        return Category.CASUALTIES
    return word.meaning.category


def _follows_subject(reading: Reading, verb: Found[CasualtyWord]) -> bool:
    """Tell the verb of "أن جنديين قتلا وجرح أربعة", which is said of those before it."""
    if verb.meaning.form is not Form.VERB:
        return False
    before = verb.first - 1
    one_of = reading.person(before) and reading.sentence.sign(Sign.ONE_AMONG, before - 1)
    if one_of or _is_said_of_one(reading, verb.first):  # "أن أحد جنوده استشهد وأصيب ثلاثة"
        return True
    agrees = reading.sentence.word(verb.first).endswith(("ا", "ان", "ون"))
    return agrees and reading.sentence.heads_first


def is_negated(reading: Reading, word: Found[CasualtyWord]) -> bool:
    """Tell "لم تقتل الغارة 5"; but "لم يقتل سوى ثلاثة" counts, and so does "بعد ما قتل"."""
    sentence = reading.sentence
    negation = sentence.ending(Sign.NOT, word.first) if word.prefix == "" else None
    if negation is None or sentence.has(Sign.EXCEPT, word.first, word.after + _EXCEPT_REACH):
        return False
    return sentence.ending(Sign.ADDED_BY, negation.first) is None


def _is_said_of_one(reading: Reading, verb: int) -> bool:
    """Tell the verb of "إن جنديا من القوة قتل وأصيب أربعة", behind its subject in the accusative."""
    last = _before_bracket(reading.sentence, verb - 1)
    for at in range(last, max(last - _SUBJECT_REACH, -1), -1):
        person = reading.person(at)
        if person and person.meaning is Form.SINGULAR and not person.definite:
            return reading.sentence.word(at).endswith("ا")
        if at in reading.counted or reading.casualty(at) or reading.sentence.is_mark(at):
            return False
    return False


def _before_bracket(sentence: Sentence, at: int) -> int:
    """Return the token before a bracket that ends at one: "جنديا احتياطيا (31 عاما) قتل"."""
    if sentence.word(at) != ")":
        return at
    opens = (
        near for near in range(at, max(at - _LONGEST_BRACKET, -1), -1) if sentence.word(near) == "("
    )
    return next(opens, at + 1) - 1


def tells_object(reading: Reading, word: Found[CasualtyWord]) -> bool:
    """Tell "احتجزهم قراصنة", where whom it befell is in the verb, and who did it behind it."""
    verb = word.meaning.form is Form.VERB and reading.sentence.heads_first
    return verb and reading.sentence.word(word.after - 1).endswith(THEM)


def _is_somebody(reading: Reading, at: int, quantity: Quantity) -> bool:
    """Tell the bare person of "قتل رجل وثلاثة", whom the verb counts first, and who is told by name."""
    if reading.sentence.ending(Sign.ACCORDING_TO, at):
        return False  # "قتل فيها، وفق وزير الدفاع، ثلاثة"
    told = reading.is_and(quantity) and is_named(reading, at)
    if told and (_governor_ending(reading, at) or verb_across(reading, at) or _is_object(reading, at)):
        return True
    person = reading.person(at)
    listed = not reading.sentence.heads_first and reading.is_and(quantity)  # "the driver and six"
    single = bool(person and person.meaning is not Form.PLURAL and (listed or not person.definite))
    if person and not person.prefix and (tells_what(reading, at - 1) or tells_whose(reading, at)):
        return False  # "اعتقلت قوات إسرائيلية 5 شبان", "قتلت طائرة أميركية ثلاثة"
    return single and not _did_it(reading, at, quantity)


def _is_object(reading: Reading, at: int) -> bool:
    """Tell the manager of "أوقفت النيابة مدير المصنع و4 موظفين", right behind who stopped them."""
    force = reading.sentence.sign(Sign.SPEAKERS, at - 1)
    return force is not None and force.definite and reading.casualty(at - 2, VERB) is not None


def tells_what(reading: Reading, at: int) -> bool:
    """Tell a force or a thing, behind which "إسرائيلية" is an adjective and nobody."""
    sentence = reading.sentence
    return bool(sentence.sign(Sign.SPEAKERS, at) or sentence.sign(Sign.THINGS, at))


def tells_whose(reading: Reading, at: int) -> bool:
    """Tell the adjective of "قوات خاصة يمنية", a feminine behind more than its verb."""
    sentence = reading.sentence
    feminine = sentence.heads_first and sentence.word(at).endswith(_FEMININE_RELATIVE)
    return feminine and reading.casualty(at - 1) is None


def _did_it(reading: Reading, at: int, quantity: Quantity) -> bool:
    """Tell the gunman of "قتل مسلح ثلاثة أشخاص", right behind the verb, who did it to so many."""
    verb = reading.casualty(at - 1)
    if verb is None or verb.meaning.form is not Form.VERB or reading.is_and(quantity):
        return False
    sentence = reading.sentence
    between = range(at + 1, quantity.opens)  # "توفي عامل وفقد 300 آخرون وظائفهم"
    parted = any(sentence.is_mark(near) or reading.opens_with_and(near) for near in between)
    parted = parted or sentence.has(Sign.AGED, at, quantity.opens)  # "طفلان يبلغان من العمر 12"
    if parted or not reading.counts_people(quantity):
        return False
    reading.spent.add(at)
    return True
