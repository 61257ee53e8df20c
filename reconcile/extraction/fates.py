"""What else a verb says of somebody: that they died later, that nobody follows whom they did it to."""

from reconcile.extraction.adverbials import verb_across
from reconcile.extraction.bare import ONE, written
from reconcile.extraction.forms import CasualtyWord
from reconcile.extraction.governing import tells_object
from reconcile.extraction.phrases import Found
from reconcile.extraction.reading import VERB, Mention, Reading
from reconcile.extraction.sentences import Sentence
from reconcile.lexicon.language import Sign
from reconcile.model import Category

_FURTHEST_OBJECT = 10
"""How many words when and where may take before whom something was done to."""
_LEAD_ON = (Sign.THEN, Sign.AFTERWARDS)
"""What goes on with those just told of: "الذي توفي", "ثم توفي"."""
_MAY_DIE = frozenset({Category.INJURED, Category.HOSPITALIZED, Category.CAPTURED, Category.MISSING})
_DOER_REACH = 4
"""How many words before captives may name who took them."""
_DEATH_REACH = 12
"""How many words behind somebody hurt their death may be told."""


def dead_later(reading: Reading, hurt: Mention) -> Mention:
    """Return the death of "أصيب شاب برصاصة وتوفي بعد ساعات": one person, told of once, as killed."""
    if not reading.sentence.heads_first or hurt.count != ONE or hurt.category not in _MAY_DIE:
        return hurt
    word = _death_behind(reading, hurt)
    if word is None or _is_of_many(reading.sentence, word):
        return hurt
    return _as_dead(reading, hurt, word)._replace(after=word.after)


def and_later(reading: Reading, befell: Mention) -> list[Mention]:
    """Return what is told of several with their death, if it is told behind.

    Captives who were killed are both ("خطف ثلاثة ثم أعدموا"); who was hurt and died is dead.
    """
    sentence = reading.sentence
    if befell.category not in _MAY_DIE or not sentence.heads_first or befell.count == ONE:
        return [befell]
    word = _death_behind(reading, befell)
    if word is None:
        return [befell]
    doers = range(befell.first - _DOER_REACH, befell.first)
    doer = any(reading.person(at) or sentence.sign(Sign.SPEAKERS, at) for at in doers)
    # "خطف مسلحون ثلاثة ثم قتلوا" can tell of the gunmen, "ثم قتلوهم" can't.
    if not tells_object(reading, word) and (doer or not _is_of_many(sentence, word)):
        return [befell]
    dead = _as_dead(reading, befell, word)
    return [befell, dead] if befell.category is Category.CAPTURED else [dead]


def _as_dead(reading: Reading, before: Mention, word: Found[CasualtyWord]) -> Mention:
    reading.spent.update(range(word.first, word.after))
    why = f"{before.why}, and died: «{written(reading, word)}»"
    return before._replace(category=Category.KILLED, why=why)


def _death_behind(reading: Reading, hurt: Mention) -> Found[CasualtyWord] | None:
    """Return the verb of dying behind somebody, joined and said of them, before anybody else is told."""
    sentence = reading.sentence
    for at in range(hurt.after, min(hurt.after + _DEATH_REACH, len(sentence))):
        word = reading.casualty(at, VERB)
        if word and word.meaning.category is Category.KILLED and word.first not in reading.spent:
            told = word.prefix in ("و", "ف") or any(sentence.ending(sign, at) for sign in _LEAD_ON)
            return word if told and is_whole(reading, word) else None
        another = at in reading.counted and not reading.counts_thing(reading.counted[at])
        if another or reading.person(at) or (word and word.first not in reading.spent):
            return None
    return None


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
