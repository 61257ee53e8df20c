"""The words of Arabic numbers: what part of a number each can be, with and without particles."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from reconcile import lexicon
from reconcile.folding import fold_word
from reconcile.numbers import particles
from reconcile.numbers.digits import part_signs

AND = "و"
_JOINED_THOUSANDS = ("لاف", "الاف")  # "تلتلاف", "خمستالاف"
_INDEFINITE = "ا"  # the ending of "ثلاثا", "ألفا"


class Part(StrEnum):
    """What a word can be in a number."""

    UNIT = "unit"
    BOUND_UNIT = "bound unit"
    TEEN = "second word of a teen"
    TEENS = "teen in one word"
    TENS = "tens"
    HUNDRED = "hundred"
    HUNDREDS = "hundreds"
    HUNDREDS_MANY = "hundreds, after a unit"
    SCALE = "scale"
    TWO_SCALES = "two scales"
    SCALES = "scales"
    TWO_OF = "two of a scale, before a noun"
    THOUSANDS = "thousands in one word"
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    TWO_FRACTIONS = "two of a fraction"
    FRACTIONS = "fractions, after a unit"
    LESS = "takes off what follows"
    POINT = "before decimals"


Parts = Mapping[Part, int]
"""What a word can be in a number, and its value as each."""

NOTHING: Parts = MappingProxyType({})

_NEVER_FIRST = frozenset({Part.HUNDREDS_MANY, Part.FRACTIONS, Part.LESS, Part.POINT})


@cache
def vocabulary() -> Mapping[str, Parts]:
    """Return the value of every word, folded and without particles, as each part it can be."""
    words = lexicon.arabic_numbers()
    table: dict[str, dict[Part, int]] = {}

    def add(part: Part, values: Mapping[int, Sequence[str]]) -> None:
        for value, forms in values.items():
            for form in forms:
                table.setdefault(fold_word(form), {})[part] = value

    accusative = {
        value: [*forms, *(form + _INDEFINITE for form in forms if form[-1] not in "ةا")]
        for value, forms in words.units.items()
    }
    add(Part.UNIT, accusative)
    add(Part.TEENS, words.teens)
    add(Part.BOUND_UNIT, words.bound_units)
    add(Part.TENS, words.tens)
    add(Part.FRACTION, words.fractions)
    add(Part.TWO_FRACTIONS, words.two_fractions)
    add(Part.FRACTIONS, words.many_fractions)
    add(Part.LESS, {1: words.less})
    add(Part.POINT, {1: words.point})
    add(Part.TEEN, {10: words.teen})
    add(Part.HUNDRED, {100: words.hundred})
    add(Part.HUNDREDS, {200: words.two_hundred})
    add(Part.HUNDREDS_MANY, {100: words.hundreds_many})
    joined_hundred = (*words.hundred, *words.joined_hundred)
    add(Part.HUNDREDS, _in_one_word(100, words.hundred_stems, joined_hundred))
    add(Part.THOUSANDS, _in_one_word(1000, words.thousand_stems, _JOINED_THOUSANDS))
    for scale in words.scales:
        add(Part.SCALE, {scale.value: (*scale.one, *scale.two_of)})
        add(Part.TWO_SCALES, {scale.value: scale.two})
        add(Part.SCALES, {scale.value: scale.many})
        add(Part.TWO_OF, {scale.value: scale.two_of})
    add(Part.ORDINAL, {0: words.names.ordinals})
    return table


def _in_one_word(
    of: int, stems: Mapping[int, Sequence[str]], endings: Sequence[str]
) -> dict[int, list[str]]:
    return {
        of * value: [stem + ending for stem in forms for ending in endings]
        for value, forms in stems.items()
    }


@cache
def joined_forms() -> Mapping[str, tuple[str, str]]:
    """Return every number word with its joined particles, split into the two; look-alikes left out."""
    forms = particles.joined(vocabulary())
    for word in lexicon.arabic_numbers().names.look_alikes:
        forms.pop(fold_word(word), None)
    return forms


@cache
def stems() -> Mapping[str, Parts]:
    """Return the vocabulary, and each of its words with the article."""
    words = vocabulary()
    return {**{particles.ARTICLE + word: parts for word, parts in words.items()}, **words}


def parts_of(word: str) -> Parts:
    """Return what a word can be, whatever particles it carries."""
    found = joined_forms().get(word)
    return vocabulary()[found[1]] if found else NOTHING


@cache
def openings() -> frozenset[str]:
    """Return every word that can open a number, joined particles included."""
    words = vocabulary()
    forms = joined_forms().items()
    return frozenset(form for form, (_, word) in forms if not _NEVER_FIRST.issuperset(words[word]))


@cache
def before_nouns() -> frozenset[str]:
    """Return the words that are two of a scale before a noun, and else one: "ألفا"."""
    forms = (form for scale in lexicon.arabic_numbers().scales for form in scale.two_of)
    return frozenset(particles.joined(map(fold_word, forms)))


@cache
def continues() -> frozenset[str]:
    """Return what a number can go on with, apart from digits: "مليون 200 ألف", "3 1/2 مليون"."""
    return part_signs().union(joined_forms(), AND)


def vocabulary_words() -> frozenset[str]:
    """Return every word, folded and without particles, that numbers are made of."""
    return frozenset(vocabulary())


@cache
def no_noun() -> frozenset[str]:
    """Return the words that follow a number and are not what it counts."""
    return frozenset(map(fold_word, lexicon.arabic_numbers().names.no_noun))


@cache
def of_words() -> frozenset[str]:
    """Return the words for "of": between a day and its month, before a whole."""
    return frozenset(map(fold_word, lexicon.arabic_numbers().names.of))


def particles_of(word: str) -> str:
    """Return the particles joined to a number word."""
    found = joined_forms().get(word)
    return found[0] if found else ""
