"""What is said of people once they are counted."""

from reconcile.extraction.clauses import after_noun, clause_after, quoted, words_after
from reconcile.extraction.forms import CasualtyWord, Form
from reconcile.extraction.governing import (
    event_at,
    is_negated,
    remains_before,
    rescue_before,
    tells_object,
)
from reconcile.extraction.parts import is_parted, said_further, said_of_all, told_of_whole, whole_of
from reconcile.extraction.phrases import Found
from reconcile.extraction.quantities import Quantity
from reconcile.extraction.reading import GOVERNORS, NOUNS, SAID, Counted, Reading
from reconcile.extraction.sentences import COMMAS, Sentence
from reconcile.extraction.voice import is_passive
from reconcile.lexicon.language import Sign
from reconcile.model import Category

_PREDICATE_REACH = 9
"""How many words what is said of people may stand after their number."""
_WHERE_REACH = 6
"""How many more where and when may take: "of the 8 wounded in the fire at the plant have died"."""
_INVERTED_REACH = 14
"""How many words may stand from "killed" to "were" in "Killed in the attack on the camp were"."""
_DESCRIBED = 3
"""How many words may tell whose men they are, before among whom they are."""
_FOUND_REACH = 3
"""How many more where the missing are found again."""
_JOINED_REACH = 5
"""How many words who they are may take before more of them are joined."""
_SHORTEST_FEMININE = 3
"""A verb of so many letters that ends in "ت" has it in its root."""
_FAMILY_REACH = 5
"""How many words a family may stand before how many it has."""
_DIED = "مات"
"""A verb whose last letter is of its root."""
_ANY = frozenset(Category)
_DEAD = frozenset({Category.KILLED})
_PEOPLE_ONLY = frozenset({Category.AFFECTED, Category.HOSPITALIZED})
"""What can be said of things too: houses are affected, meals go to hospital."""
_LOST = frozenset({Category.MISSING, Category.AFFECTED})
"""What people can be until their fate is told."""
_FATES = frozenset({Category.RESCUED, Category.KILLED})
"""What becomes of the missing."""
_MAY_DIE = frozenset({Category.INJURED, Category.HOSPITALIZED, Category.CAPTURED})
"""Of whom it is told later that they died."""
LASTING = frozenset({Category.DISPLACED, Category.CAPTURED})
"""What people can be long before anything is told of them."""
BEFALL = frozenset({Category.KILLED, Category.INJURED, Category.MISSING})
"""What then befalls them."""
_PLURAL = frozenset({Form.PLURAL})
_DECIDING = frozenset({Category.RESCUED, Category.MISSING})
"""What is said of people decides over the verb before them: alive, or still missing."""


def decided(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read what decides whatever the verb before says: "9 على قيد الحياة", "3 في عداد المفقودين"."""
    if is_parted(reading, quantity):
        return None  # the 8 of "5 of the 8 missing were found alive"
    said = _state(reading, quantity, _DECIDING) or _found_again(reading, quantity)
    return said or _known_trapped(reading, quantity)


def _known_trapped(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "البحث عن تسعة عمال محاصرين": those who are known to be trapped are not missing."""
    searched = event_at(reading, quantity)
    if searched is None or searched.meaning.category is not Category.MISSING:
        return None
    after = after_noun(reading, quantity)
    trapped = reading.casualty(after, _PLURAL)
    if trapped is None or trapped.meaning.category is not Category.AFFECTED:
        return None
    reading.spent.update((searched.first, trapped.first))
    return Counted(trapped.meaning.category, after, f"of whom is said {quoted(reading, trapped)}")


def _found_again(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "3 missing hikers were found alive" and "3 who had been wounded have died"."""
    heads_first = reading.sentence.heads_first
    if reading.categories.isdisjoint(_LOST if heads_first else _LOST | _MAY_DIE):
        return None
    after = after_noun(reading, quantity)
    who = None if heads_first else reading.sentence.sign(Sign.WHICH, after)
    fates = frozenset[Category]()
    for word in words_after(reading, quantity.after, _PREDICATE_REACH + _FOUND_REACH):
        category = word.meaning.category
        if category in fates and word.meaning.form in SAID:
            reading.spent.update(range(word.first, word.after))
            return Counted(category, after, f"of whom is said {quoted(reading, word)}")
        if category in _LOST:
            fates = _FATES
            if told := _fate_told_far(reading, word, after):
                return told
        elif category in _MAY_DIE and who:
            fates = fates or _DEAD
        else:
            return None
    return None


def _fate_told_far(reading: Reading, lost: Found[CasualtyWord], after: int) -> Counted | None:
    """Read the end of "two people trapped by the flames near the lake were found dead"."""
    sentence = reading.sentence
    said = None if sentence.heads_first else said_further(reading, lost)
    if said is None or said.meaning.category not in _FATES:
        return None
    between = range(lost.after, said.first)
    others = any(at in reading.counted or sentence.sign(Sign.AND, at) for at in between)
    return None if others else counted_by(reading, said, after)


def described(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read what else is said of people once they are counted: "4 بلا مأوى"."""
    return _state(reading, quantity, _ANY)


def _state(reading: Reading, quantity: Quantity, categories: frozenset[Category]) -> Counted | None:
    states = reading.sentence.marked.states
    if not states or remains_before(reading, quantity) or _is_of_noun_before(reading, quantity):
        return None  # "جثامين أربعة متسلقين مفقودين"
    after = after_noun(reading, quantity)
    for at in clause_after(reading, after, _PREDICATE_REACH):
        state = states.get(at)
        left = state and reading.sentence.ending(Sign.FROM, at)  # "أنقذ ثلاثة من تحت الأنقاض"
        if state and not left and state.prefix == "" and state.meaning.category in categories:
            perhaps = reading.sentence.has(Sign.HYPOTHESIS, after, state.first)  # "قد يضطرون إلى النزوح"
            if perhaps or _is_of_others(reading, quantity, state):
                return None
            reading.spent.update(range(state.first, state.after))
            return Counted(state.meaning.category, after, f"of whom is said {quoted(reading, state)}")
        if reading.casualty(at, GOVERNORS):
            return None
    return None


def _is_of_others(reading: Reading, quantity: Quantity, state: Found[CasualtyWord]) -> bool:
    """Tell a state of one word that is no state of those a quantity counts.

    "تظاهر الآلاف تضامنا مع أسرى"; but "لا يزال العشرات مفقودين".
    """
    if state.after > state.first + 1:
        return False
    crowd = quantity.is_vague and quantity.definite and state.first > quantity.after
    if crowd or _is_theirs(reading, state):
        return True
    found = reading.sentence.has(Sign.FINDS, 0, quantity.first)
    return state.meaning.category is Category.RESCUED and not found  # "ثلاثة أحياء سكنية"


def _is_theirs(reading: Reading, state: Found[CasualtyWord]) -> bool:
    """Tell the displaced of "قصف خيمة نازحين", whose tent it is."""
    thing = reading.sentence.ending(Sign.THINGS, state.first)
    return thing is not None and not thing.definite and state.meaning.category is Category.DISPLACED


def predicate(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "21 فلسطينيا استشهدوا": the verb after the people."""
    if not _has_subject(reading, quantity) or _is_of_noun_before(reading, quantity):
        return None
    if is_parted(reading, quantity):
        return _said_of_whole(reading, quantity)
    return _died_of_whole(reading, quantity) or _said_behind(reading, quantity)


def _said_behind(reading: Reading, quantity: Quantity) -> Counted | None:
    sentence, heads_first = reading.sentence, reading.sentence.heads_first
    after = after_noun(reading, quantity)
    first = after if heads_first else min(after, reading.behind(quantity))  # "12 wounded soldiers"
    words = words_after(reading, first, _PREDICATE_REACH + _relative_reach(reading, after))
    for word in words:
        said = word.meaning.form in SAID
        if said and word.definite and not heads_first:  # "2 of the wounded died"
            continue
        if said and _is_of_those(reading, quantity, word, words[-1]):
            continue
        if is_negated(reading, word) or _comes_second(reading, quantity, word):
            return None
        if said and word.prefix == "" and _agrees(reading, quantity, word):
            # "500 شخص قد يموتون"; but the fear of "14 more feared missing" is of the word itself
            if sentence.has(Sign.HYPOTHESIS, after, word.first + heads_first):
                return None
            if not _can_befall(reading, quantity, word):
                return None
            return counted_by(reading, word, after)._replace(also=_killed_too(reading, word))
        if word.first >= after:
            return None
    return _said_of_list(reading, quantity, after)


def _comes_second(reading: Reading, quantity: Quantity, word: Found[CasualtyWord]) -> bool:
    """Tell the second verb of "خطف ثلاثة ثم أعدموهم" and "حررت القوات 6 بحارة احتجزهم مهربون"."""
    theirs = tells_object(reading, word) and rescue_before(reading, quantity) is not None
    return theirs or reading.sentence.ending(Sign.AFTERWARDS, word.first) is not None


def _relative_reach(reading: Reading, after: int) -> int:
    """Return how much further a verb may stand behind "6 workers at the plant where fire broke out"."""
    told = reading.sentence.has(Sign.THEN, after, after + _PREDICATE_REACH)
    return _WHERE_REACH if told and not reading.sentence.heads_first else 0


def _is_of_those(
    reading: Reading, quantity: Quantity, word: Found[CasualtyWord], last: Found[CasualtyWord]
) -> bool:
    """Tell the first verb of "155 of those pulled from the rubble were taken to hospital"."""
    sentence = reading.sentence
    of_those = None if sentence.heads_first else sentence.sign(Sign.PART, quantity.after)
    opens = of_those is not None and of_those.after == word.first
    return opens and last.first > word.first and is_passive(sentence, last.first)


def counted_by(reading: Reading, word: Found[CasualtyWord], after: int) -> Counted:
    """Return what people count up to the token `after`, of whom a word is said; it is used up."""
    reading.spent.add(word.first)
    return Counted(word.meaning.category, after, f"of whom is said {quoted(reading, word)}")


def _killed_too(reading: Reading, taken: Found[CasualtyWord]) -> tuple[Category, ...]:
    """Read what became of the captives of "abducted from their homes and killed"."""
    sentence = reading.sentence
    if sentence.heads_first or taken.meaning.category is not Category.CAPTURED:
        return ()
    for at in range(taken.after, taken.after + _PREDICATE_REACH):
        if joins := sentence.sign(Sign.AND, at):
            break
        word = reading.casualty(at)
        fate = word is not None and word.meaning.category is not Category.DISPLACED  # "from their homes"
        others = fate or at in reading.counted or sentence.sign(Sign.PASSIVE, at) is not None
        if others or (sentence.ends_phrase(at) and sentence.word(at) not in COMMAS):
            return ()  # "arrested after a man was stabbed and killed"
    else:
        return ()
    first = joins.after
    while passed := sentence.sign(Sign.ADVERBS, first) or sentence.sign(Sign.PASSIVE, first):
        first = passed.after
    killed = reading.casualty(first, SAID)
    if killed is None or killed.meaning.category is not Category.KILLED:
        return ()
    if not (sentence.is_mark(killed.after) or sentence.sign(Sign.ENDS_COUNT, killed.after)):
        return ()  # "arrested over a fire that tore through a bar and killed 12"
    reading.spent.update(range(killed.first, killed.after))
    return (Category.KILLED,)


def inverted(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "Killed were three soldiers" and "The dead were two nurses", where who they are ends it."""
    word = said_before(reading, quantity.opens) if reading.counts_people(quantity) else None
    return counted_by(reading, word, after_noun(reading, quantity)) if word else None


def said_before(reading: Reading, opens: int) -> Found[CasualtyWord] | None:
    """Return the verb of "Killed were three soldiers" and "Killed was a boy", before who they were."""
    sentence = reading.sentence
    are = None if sentence.heads_first else sentence.ending(Sign.PASSIVE, opens)
    if are is None:
        return None
    first = are.first
    while first > max(0, are.first - _INVERTED_REACH) and not _parts_verb(sentence, first - 1):
        first -= 1
    said = [word for at in range(first, are.first) if (word := reading.casualty(at))]
    word = said[0] if said else None
    opens = reading.determined(word.first) if word else 0
    opens += sentence.sign(Sign.THAT, opens) is not None  # "said that killed were 3"
    opens -= opens > first and sentence.sign(Sign.ADVERBS, opens - 1) is not None  # "Also killed"
    if word is None or len(said) > 1 or opens != first:
        return None
    named = word.definite and word.after == are.first
    return word if word.meaning.form in SAID or named else None


def _parts_verb(sentence: Sentence, at: int) -> bool:
    """Tell what "Killed in the city's port were" stands behind: a mark, "that", who said so."""
    said = sentence.sign(Sign.REPORTS, at) or sentence.sign(Sign.THAT, at)
    return sentence.ends_phrase(at) or said is not None


def _said_of_whole(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read the 8 of "5 of the 8 missing were found dead": what follows is said of the 5."""
    told = told_of_whole(reading, quantity)
    if told is None or told.meaning.form not in SAID:
        return None
    return counted_by(reading, told, after_noun(reading, quantity))


def _died_of_whole(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read the two of "two of the 30 injured later died", who are injured no more."""
    at = whole_of(reading, quantity.after)
    told = told_of_whole(reading, reading.counted[at]) if at else None
    said = _fate_of(reading, told) if told else None
    return counted_by(reading, said, quantity.after) if said else None


def _fate_of(reading: Reading, told: Found[CasualtyWord]) -> Found[CasualtyWord] | None:
    """Return what is said further of those hurt or lost: that they died, or are found."""
    if told.meaning.category is Category.KILLED:
        return None
    lost = told.meaning.category is not Category.INJURED
    fates = _FATES if lost else _DEAD  # "7 of the 23 miners trapped were brought out alive"
    behind = words_after(reading, told.after, _PREDICATE_REACH + _WHERE_REACH)
    said = behind[0] if behind else said_further(reading, told)
    known = said is not None and said.meaning.category in fates and said.meaning.form in SAID
    return said if known else None


def _is_of_noun_before(reading: Reading, quantity: Quantity) -> bool:
    """Tell the eleven of "اثنين من المصابين الأحد عشر فارقا الحياة", of whom it is not said.

    And the sixty of "ثلث المصابين الستين في العناية المركزة".
    """
    noun, sentence = reading.casualty(quantity.opens - 1, NOUNS), reading.sentence
    of = (
        sentence.ending(Sign.OF, noun.first) or sentence.ending(Sign.SHARES, noun.first)
        if noun
        else None
    )
    return bool(noun and noun.definite and of and quantity.definite)


def _said_of_list(reading: Reading, quantity: Quantity, after: int) -> Counted | None:
    """Read the first of "three soldiers, a driver and two civilians died", of whom it is said too."""
    sentence = reading.sentence
    if not reading.counts_people(quantity):
        return None
    if sentence.heads_first:
        return _said_of_joined(reading, quantity)
    if sentence.ending(Sign.REACHES, quantity.opens) and sentence.has(Sign.TOTAL, 0, quantity.opens):
        return None  # "the number of dead has reached 47, and 23 were hurt"
    opens = after + (sentence.word(after) in COMMAS)
    joins = sentence.sign(Sign.AND, opens)
    opens = joins.after if joins else opens
    also = next((q for q in reading.quantities if q.opens == opens > after), None)
    if also is None or sentence.sign(Sign.PART, also.after):  # "fifteen, three of whom died"
        return None
    if reading.casualty(also.after):  # "including 50 children, and 1,835 wounded"
        return None
    said = predicate(reading, also)
    return Counted(said.category, after, said.why) if said else None


def _said_of_joined(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read the first of "أن ثلاثة من رجال الأمن وسبعة مدنيين لقوا حتفهم", of whom it is said too."""
    near = range(quantity.after, quantity.after + _JOINED_REACH)
    also = next((reading.counted[at] for at in near if at in reading.counted), None)
    if also is None or not reading.is_and(also):
        return None
    between = range(quantity.after, also.first)
    if any(reading.sentence.is_mark(at) or reading.casualty(at) for at in between):
        return None
    said = predicate(reading, also)
    return Counted(said.category, after_noun(reading, quantity), said.why) if said else None


def _has_subject(reading: Reading, quantity: Quantity) -> bool:
    """Tell whether a quantity counts what a verb behind it can be said of."""
    sentence, noun = reading.sentence, reading.noun_at(quantity)
    named = reading.person(noun) or sentence.sign(Sign.FAMILIES, noun) or noun != quantity.after
    if named or not sentence.heads_first or quantity.is_vague or sentence.sign(Sign.SUBSET, noun):
        return True
    near = reading.casualty(noun, SAID) or reading.casualty(noun + 1, SAID)  # "11 واحد ماتوا"
    turns_away = sentence.is_mark(noun) or sentence.sign(Sign.CLAUSES, noun)  # "19 فيما البحث …"
    return near is not None and not turns_away


def death_of(
    reading: Reading, quantity: Quantity, noun: Found[CasualtyWord]
) -> Found[CasualtyWord] | None:
    """Return the verb of dying that is said of those a noun names: "40 معتقلا فارقوا الحياة".

    Of refugees and prisoners, who were that before, what else befell them too: "4 نازحين أصيبوا".
    """
    if noun.meaning.category is Category.KILLED:
        return None
    fates = BEFALL if noun.meaning.category in LASTING else frozenset({Category.KILLED})
    known = reading.counted.get(noun.after) if noun.definite else None
    after = known.after if known and known.definite else noun.after  # "اثنين من المصابين الأحد عشر"
    for word in words_after(reading, after, _PREDICATE_REACH):
        if noun.meaning.category not in LASTING and _is_said_of_joined(reading, after, word.first):
            return None
        dying = word.meaning.category in fates and word.meaning.form is Form.VERB
        return word if dying and word.prefix == "" and _agrees(reading, quantity, word) else None
    return None


def treatment_of(
    reading: Reading, quantity: Quantity, noun: Found[CasualtyWord]
) -> Found[CasualtyWord] | None:
    """Return what says that survivors went to hospital: "18 من الناجين نقلوا إلى المستشفى"."""
    sentence = reading.sentence
    of = sentence.sign(Sign.OF, quantity.after) if sentence.heads_first else None
    if of is None or not noun.definite or noun.meaning.category is not Category.RESCUED:
        return None
    states = sentence.marked.states
    for at in clause_after(reading, noun.after, _PREDICATE_REACH):
        said = reading.casualty(at, SAID) or states.get(at)
        if said:
            return said if said.meaning.category is Category.HOSPITALIZED and not said.prefix else None
    return None


def _is_said_of_joined(reading: Reading, first: int, verb: int) -> bool:
    """Tell the verb of "30 جريحا ورجلان ماتا", said of those whom "and" joins to the hurt."""
    near = range(first, verb) if reading.sentence.heads_first else range(0)
    return any(reading.person(at) and reading.opens_with_and(at) for at in near)


def among(reading: Reading, quantity: Quantity) -> Counted | None:
    """Read "3 children were among 12 people killed": of them is said what is said of all."""
    if Sign.AMONG not in reading.sentence.marked.signs:
        return None
    after = after_noun(reading, quantity)
    word = said_of_all(reading, _past_description(reading, after))
    if word is None:
        return None
    return Counted(word.meaning.category, after, f"among those {quoted(reading, word)}")


def _past_description(reading: Reading, after: int) -> int:
    """Return the token after the words with an article of "اثنين من عناصر الإنقاذ بين القتلى"."""
    sentence, end = reading.sentence, after + _DESCRIBED
    if not sentence.heads_first:
        return after
    return next((at for at in range(after, end) if not sentence.word(at).startswith("ال")), end)


def _can_befall(reading: Reading, quantity: Quantity, word: Found[CasualtyWord]) -> bool:
    """Tell whether what is said can be of people: houses are affected too."""
    if reading.sentence.heads_first:
        return True
    captives = reading.casualty(reading.noun_at(quantity), NOUNS) is not None  # "24 captives freed"
    people = captives or reading.counts_people(quantity)
    if word.meaning.of_people and not (people or word.first == reading.behind(quantity)):  # "2 shot"
        return False  # "12 tables were taken to the hospital"
    names_none = word.first <= reading.behind(quantity) + 1
    return names_none or people or word.meaning.category not in _PEOPLE_ONLY


def _agrees(reading: Reading, quantity: Quantity, verb: Found[CasualtyWord]) -> bool:
    """Tell whether a verb after people can speak of them: of several people it is a plural."""
    word = reading.sentence.word(verb.first)
    if verb.meaning.form is Form.PREDICATE or not reading.sentence.heads_first:
        return True
    if reading.sentence.ending(Sign.FROM, verb.first):  # "فرار ثلاثة سجناء من سجن"
        return False
    if quantity.count.low == 1 == quantity.count.high:
        return True
    if _are_families(reading, quantity, word):
        return True
    if word.endswith("ت") and len(word) <= _SHORTEST_FEMININE:
        return False  # "مات"
    return word.endswith(("و", "وا", "ون", "ا", "ت", "ن", "هم")) or verb.after > verb.first + 1


def _are_families(reading: Reading, quantity: Quantity, verb: str) -> bool:
    """Tell "مئات العائلات تغادر" and "عائلة سورية مؤلفة من خمسة أفراد قضت", spoken of as of one."""
    sentence, opens = reading.sentence, quantity.opens
    if sentence.sign(Sign.FAMILIES, quantity.after):
        return verb.startswith("ت")
    family = sentence.has(Sign.FAMILIES, opens - _FAMILY_REACH, opens)
    feminine = verb.endswith("ت") and verb != _DIED
    return family and feminine and sentence.ending(Sign.OF, opens) is not None
