"""What else a verb says of somebody: that they died later, that nobody follows whom they did it to."""

from reconcile.extraction.adverbials import verb_across
from reconcile.extraction.bare import ONE, written
from reconcile.extraction.forms import CasualtyWord
from reconcile.extraction.phrases import Found
from reconcile.extraction.reading import VERB, Mention, Reading
from reconcile.extraction.sentences import Sentence
from reconcile.lexicon.language import Sign
from reconcile.model import Category

_FURTHEST_OBJECT = 10
"""How many words when and where may take before whom something was done to."""
_MAY_DIE = frozenset({Category.INJURED, Category.HOSPITALIZED, Category.CAPTURED, Category.MISSING})
_DEATH_REACH = 12
"""How many words behind somebody hurt their death may be told."""


def dead_later(reading: Reading, hurt: Mention) -> Mention:
    """Return the death of "أصيب شاب برصاصة وتوفي بعد ساعات": one person, told of once, as killed."""
    sentence = reading.sentence
    if not sentence.heads_first or hurt.count != ONE or hurt.category not in _MAY_DIE:
        return hurt
    for at in range(hurt.after, min(hurt.after + _DEATH_REACH, len(sentence))):
        word = reading.casualty(at, VERB)
        if word and word.meaning.category is Category.KILLED and word.first not in reading.spent:
            told = word.prefix in ("و", "ف") or sentence.ending(Sign.THEN, at) is not None
            if not (told and is_whole(reading, word)) or _is_of_many(sentence, word):
                return hurt
            reading.spent.update(range(word.first, word.after))
            why = f"{hurt.why}, and died: «{written(reading, word)}»"
            return hurt._replace(category=Category.KILLED, after=word.after, why=why)
        another = at in reading.counted and not reading.counts_thing(reading.counted[at])
        if another or reading.person(at) or reading.casualty(at, VERB):
            return hurt
    return hurt


def _is_of_many(sentence: Sentence, verb: Found[CasualtyWord]) -> bool:
    return sentence.word(verb.first).endswith(("وا", "ا", "ون"))


def is_whole(reading: Reading, verb: Found[CasualtyWord]) -> bool:
    """Tell the verb that nobody follows to whom it was done."""
    sentence = reading.sentence
    ends = sentence.is_mark(verb.after) or sentence.sign(Sign.ENDS_COUNT, verb.after)
    if ends and _has_object(reading, verb):
        return False
    word = sentence.word(verb.after)
    manner = word.endswith("ا") and not reading.person(verb.after)  # "توفيت اختناقا"
    goes_on = reading.casualty(verb.after, VERB)  # "أحد جنوده استشهد وأصيب ثلاثة"
    another = goes_on is not None and goes_on.prefix == "و"
    return bool(ends) or word.startswith("ب") or manner or another


def _has_object(reading: Reading, verb: Found[CasualtyWord]) -> bool:
    """Tell "المهاجم قتل على الفور حارسين", where adverbials part the verb from whom it was done to."""
    near = range(verb.after + 1, verb.after + 1 + _FURTHEST_OBJECT)
    told = (at for at in near if reading.person(at) or at in reading.counted)
    return any(verb_across(reading, at) is verb for at in told)
