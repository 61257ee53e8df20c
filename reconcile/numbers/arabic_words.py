"""The words of Arabic numbers: what part of a number each can be, with and without particles."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from reconcile import lexicon
from reconcile.folding import fold_word
from reconcile.numbers import particles
from reconcile.numbers.digits import part_signs

AND = "و"
_JOINED_THOUSANDS = ("لاف", "الاف")  # "تلتلاف", "خمستالاف"
_INDEFINITE = "ا"  # the ending of "ثلاثا", "ألفا"


class Parts(NamedTuple):
    """What a word can be in a number, and its value as each; None is what it can not be."""

    unit: int | None = None
    bound_unit: int | None = None
    teen: int | None = None
    """The second word of a teen."""
    teens: int | None = None
    """A teen in one word."""
    tens: int | None = None
    hundred: int | None = None
    hundreds: int | None = None
    hundreds_or_dead: int | None = None
    """Hundreds, unless it says that somebody is dead."""
    hundreds_many: int | None = None
    """Hundreds after a unit."""
    scale: int | None = None
    two_scales: int | None = None
    scales: int | None = None
    two_of: int | None = None
    """Two of a scale, before a noun."""
    thousands: int | None = None
    """Thousands in one word."""
    ordinal: int | None = None
    fraction: int | None = None
    two_fractions: int | None = None
    fractions: int | None = None
    """A fraction after a unit."""
    less: int | None = None
    """What takes off what follows."""
    point: int | None = None
    """What stands before decimals."""

    def can_open(self) -> bool:
        """Tell whether a number can begin with the word."""
        return self._replace(hundreds_many=None, fractions=None, less=None, point=None) != NOTHING


NOTHING = Parts()


@cache
def vocabulary() -> Mapping[str, Parts]:
    """Return the value of every word, folded and without particles, as each part it can be."""
    words = lexicon.arabic_numbers()
    table: dict[str, dict[str, int]] = {}

    def add(part: str, values: Mapping[int, Sequence[str]]) -> None:
        for value, forms in values.items():
            for form in forms:
                table.setdefault(fold_word(form), {})[part] = value

    accusative = {
        value: [*forms, *(form + _INDEFINITE for form in forms if form[-1] not in "ةا")]
        for value, forms in words.units.items()
    }
    add("unit", accusative)
    add("teens", words.teens)
    add("bound_unit", words.bound_units)
    add("tens", words.tens)
    add("fraction", words.fractions)
    add("two_fractions", words.two_fractions)
    add("fractions", words.many_fractions)
    add("less", {1: words.less})
    add("point", {1: words.point})
    add("teen", {10: words.teen})
    add("hundred", {100: words.hundred})
    add("hundreds", {200: words.two_hundred})
    add("hundreds_many", {100: words.hundreds_many})
    joined_hundred = (*words.hundred, *words.joined_hundred)
    add("hundreds", _in_one_word(100, words.hundred_stems, joined_hundred))
    add("hundreds_or_dead", words.hundreds_or_dead)
    add("teens", _in_one_word(1, words.teen_stems, words.teen_endings))
    add("thousands", _in_one_word(1000, words.thousand_stems, _JOINED_THOUSANDS))
    for scale in words.scales:
        add("scale", {scale.value: (*scale.one, *scale.two_of)})
        add("two_scales", {scale.value: scale.two})
        add("scales", {scale.value: scale.many})
        add("two_of", {scale.value: scale.two_of})
    add("ordinal", {1: words.names.ordinals})
    return {word: Parts(**values) for word, values in table.items()}


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


@cache
def followers() -> frozenset[str]:
    """Return what a number goes on with, apart from digits: "و", "آلاف", "وعشرين", "½"."""
    return part_signs().union((AND,), stems(), (AND + word for word in stems()))


def parts_of(word: str) -> Parts:
    """Return what a word can be, whatever particles it carries."""
    found = joined_forms().get(word)
    return vocabulary()[found[1]] if found else NOTHING


@cache
def openings() -> frozenset[str]:
    """Return every word that can open a number, joined particles included."""
    opening = {word for word, parts in vocabulary().items() if parts.can_open()}
    return frozenset(form for form, (_, word) in joined_forms().items() if word in opening)


@cache
def before_nouns() -> frozenset[str]:
    """Return the words whose value the word behind them tells: "ألفا", "ميت"."""
    numbers = lexicon.arabic_numbers()
    forms = [form for scale in numbers.scales for form in scale.two_of]
    forms += (form for dead in numbers.hundreds_or_dead.values() for form in dead)
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
