"""Arabic duals told from plurals that are written alike: "شرطيين" are two policemen, or many.

One more who is called the third tells that they were two, "مقتل شرطيين وإصابة ثالث", and so do a verb
of two behind them, "إن شرطيين قتلا", and what two have, "وفاة عاملين إثر سقوطهما". Vowel marks would
tell it too ("شرطيَّين"), but marks change no claim: two at least is true of both.
"""

from dataclasses import replace

from reconcile.extraction.forms import CasualtyWord, Form
from reconcile.extraction.phrases import Found
from reconcile.extraction.sentences import Sentence
from reconcile.lexicon.language import Sign

_OBLIQUE = "ين"
_OF_TWO, _OF_MANY = "ا", ("وا", "نا")
"""How a verb in the past ends that two did, and that more did."""
_THEIRS = "هما"
"""How it is written what two have."""
_OF_OTHERS = frozenset({"بينهما", "فيهما", "كلاهما", "كليهما", "أحدهما", "احدهما"})
"""Words of two that tell nobody's: who they are stands before them, or anywhere."""
_LONG_ENOUGH = 6
"""How many letters a word has at least that is taken for a dual by its end."""
_THIRD_REACH = 14
"""How many words behind two a third may be told of."""

_Noun = Found[CasualtyWord] | Found[Form]


def duals_told(sentence: Sentence) -> Sentence:
    """Return an Arabic sentence in which the plurals that are known to be duals are duals."""
    marked = sentence.marked
    told = any(_did_two(sentence, at) for at in marked.casualties)
    told = told or any(word.endswith(_THEIRS) for word in sentence.tokens.texts)
    if Sign.THIRD not in marked.signs and not told:
        return sentence
    persons = {at: _as_dual(p) if _are_two(sentence, p) else p for at, p in marked.persons.items()}
    nouns = {at: _noun_as_dual(w) if _are_two(sentence, w) else w for at, w in marked.casualties.items()}
    return replace(sentence, marked=marked._replace(casualties=nouns, persons=persons))


def _as_dual(person: Found[Form]) -> Found[Form]:
    return person._replace(meaning=Form.DUAL) if person.meaning is Form.PLURAL else person


def _noun_as_dual(word: Found[CasualtyWord]) -> Found[CasualtyWord]:
    if word.meaning.form is not Form.PLURAL:
        return word
    return word._replace(meaning=word.meaning._replace(form=Form.DUAL))


def _are_two(sentence: Sentence, noun: _Noun) -> bool:
    """Tell the policemen of "مقتل شرطيين وإصابة ثالث", whom no number counts, from "3 شرطيين"."""
    one_word = noun.after == noun.first + 1 and sentence.word(noun.first).endswith(_OBLIQUE)
    if not one_word or noun.definite:
        return False
    numbers = {number.after for number in sentence.numbers}
    if noun.first in numbers:
        return False
    verb = noun.after
    if sentence.word(verb).endswith(_OBLIQUE):  # "سائقين مدنيين قتلا"
        verb += 1
    if _have_something(sentence, verb):
        return True
    thirds = (at for at in sentence.places(Sign.THIRD) if noun.after <= at < noun.after + _THIRD_REACH)
    return _did_two(sentence, verb) or any(_is_somebody(sentence, at) for at in thirds)


def _have_something(sentence: Sentence, after: int) -> bool:
    """Tell "وفاة عاملين إثر سقوطهما"; not "مقتل مارين في نزاع بين عشيرتين على أرضهما"."""
    for at in range(after, sentence.next_mark(after)):
        word = sentence.word(at)
        if word.endswith(_THEIRS):
            return word not in _OF_OTHERS or at == after  # "شرطيين أحدهما ضابط"
        if _can_be_two(sentence, at):
            return False
    return False


def _can_be_two(sentence: Sentence, at: int) -> bool:
    """Tell the "عشيرتين" and "طفلان" of whom what is two's may be, from "جنين" and "لبنان"."""
    word, person = sentence.word(at), sentence.marked.persons.get(at)
    dual = len(word) >= _LONG_ENOUGH and word.endswith(_OBLIQUE) and not word.startswith("ال")
    return dual or (person is not None and person.meaning is Form.DUAL)


def _did_two(sentence: Sentence, at: int) -> bool:
    """Tell the verb of "إن جنديين قتلا", whose ending says that it is said of two."""
    verb = sentence.marked.casualties.get(at)
    if verb is None or verb.meaning.form is not Form.VERB or verb.prefix:
        return False
    of_two = sentence.word(at).endswith(_OF_TWO) and not sentence.word(at).endswith(_OF_MANY)
    return of_two and ends_clause(sentence, verb.after)


def ends_clause(sentence: Sentence, at: int) -> bool:
    """Tell whether what stands behind a verb is no object of it: "قتلا في", not "قتلا شرطيا"."""
    if sentence.is_mark(at) or sentence.word(at).startswith("و"):
        return True
    return any(sentence.sign(sign, at) for sign in (Sign.BEFORE_NOUNS, Sign.WHEN, Sign.ENDS_COUNT))


def _is_somebody(sentence: Sentence, third: int) -> bool:
    """Tell "إصابة ثالث" and "جندي ثالث" from "ثالث هجوم"."""
    marked, before = sentence.marked, third - 1
    return before in marked.casualties or before in marked.persons
