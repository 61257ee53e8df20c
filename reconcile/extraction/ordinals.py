"""Ordinals that tell of one more: "وأصيب ثالث", "and a third was wounded"."""

from reconcile.extraction.bare import ONE, TWO, bare_mention, verb_after, verb_before
from reconcile.extraction.forms import CasualtyWord, Form
from reconcile.extraction.phrases import Found
from reconcile.extraction.reading import SAID, Mention, Reading
from reconcile.lexicon.language import Sign
from reconcile.model import Category

_NEAR = 4
"""How many words may stand between one more and what is told of them."""


def one_more(reading: Reading, at: int, before: list[Mention]) -> Mention | None:
    """Read "وأصيب ثالث", "إصابة رابع" and "وأن ثالثا أصيب", but not "اغتيال ثاني رئيس"."""
    ordinal = reading.sentence.sign(Sign.ORDINALS, at)
    if ordinal is None:
        return None
    event = verb_before(reading, at)
    if event is None and (elsewhere := _befell_elsewhere(reading, ordinal, before)):
        return bare_mention(reading, ordinal, elsewhere, ONE, "one more, elsewhere")
    if event is None:
        event = _said_of_another(reading, ordinal)
    elif reading.person(ordinal.after) or not (
        event.meaning.form is Form.VERB or _is_last(reading, ordinal.after)
    ):
        return None
    return bare_mention(reading, ordinal, event.meaning.category, ONE, "one more") if event else None


def _befell_elsewhere(reading: Reading, ordinal: Found[Sign], before: list[Mention]) -> Category | None:
    """Return what befell the third of "قتل شخصان في الخليل وثالث في نابلس", as the two before."""
    sentence = reading.sentence
    third = sentence.sign(Sign.THIRD, ordinal.first) if before and ordinal.prefix == "و" else None
    if third is None or sentence.sign(Sign.WHERE, ordinal.after) is None:
        return None
    last = before[-1]
    told = (*range(last.after, ordinal.first), *range(ordinal.after, ordinal.after + _NEAR))
    others = any(reading.casualty(at) or at in sentence.marked.states for at in told)
    others = others or any(at in reading.counted for at in range(last.after, ordinal.first))
    two = last.count.low == last.count.high == TWO.low
    return last.category if two and not others else None


def _said_of_another(reading: Reading, ordinal: Found[Sign]) -> Found[CasualtyWord] | None:
    """Return the verb of "وأن ثالثا أصيب"; not that of "الجندي الثالث قتل"."""
    before = ordinal.first - 1
    behind_noun = reading.person(before) or reading.casualty(before) or before in reading.plain
    behind_noun = behind_noun or reading.sentence.sign(Sign.SPEAKERS, before) is not None
    if not reading.sentence.heads_first:  # "and a third was wounded", not "a third of"
        last = _is_last(reading, ordinal.after) or reading.casualty(
            ordinal.after, SAID
        )  # "a third died"
        return verb_after(reading, ordinal.after, _NEAR) if last else None
    if ordinal.definite:
        return None
    return _still_missing(reading, ordinal) or (
        None if behind_noun else verb_after(reading, ordinal.after, 1)
    )


def _still_missing(reading: Reading, ordinal: Found[Sign]) -> Found[CasualtyWord] | None:
    """Return what is said in "وأن رابعا ما زال مفقودا" and "فيما لا يزال ثالث في عداد المفقودين"."""
    if reading.person(ordinal.first - 1):  # "جندي ثالث"
        return None
    states = reading.sentence.marked.states
    state = next((states[at] for at in range(ordinal.after, ordinal.after + 4) if at in states), None)
    if state is None or state.prefix or state.meaning.category is not Category.MISSING:
        return None
    reading.spent.update(range(state.first, state.after))
    return state


def _is_last(reading: Reading, after: int) -> bool:
    """Tell whether no noun stands at a token that an ordinal before it is of, and no "of"."""
    sentence = reading.sentence
    if not sentence.heads_first and sentence.sign(Sign.OF, after):  # "a third of them"
        return False
    ends = sentence.is_mark(after) or sentence.sign(Sign.ENDS_COUNT, after)
    return bool(ends) or (sentence.heads_first and sentence.word(after).startswith(("ب", "و")))
