"""The shape of the number vocabulary: a class a grammar, as languages build numbers differently."""

from pydantic import Field

from reconcile.fields import Frozen

Words = tuple[str, ...]
WordSet = frozenset[str]
Values = dict[int, Words]


class Scale(Frozen):
    """An Arabic scale word: its value and its forms, explained in the file."""

    value: int = Field(ge=12)
    one: Words
    two: Words
    many: Words
    two_of: Words


class ArabicNames(Frozen):
    """Where a number in Arabic names, dates, ranks, prices or shares out instead of counting."""

    look_alikes: Words
    definite_names: Words
    ordinals: Words
    named_by_number: Words
    named_if_definite: Words
    years: Words
    before_year: Words
    months: Words
    long_months: Words
    of: Words
    pair: Words
    between: Words
    scores: Words
    telephones: Words
    percent: Words
    share_signs: Words
    currencies: Words
    told_apart_by_marks: Words
    no_noun: Words


class ArabicNumbers(Frozen):
    """The words that Arabic numbers are made of."""

    hundred: Words
    joined_hundred: Words
    hundreds_many: Words
    two_hundred: Words
    teen: Words
    teen_endings: Words
    less: Words
    point: Words
    hundreds_or_dead: Values
    units: Values
    teens: Values
    teen_stems: Values
    bound_units: Values
    tens: Values
    hundred_stems: Values
    thousand_stems: Values
    fractions: Values
    two_fractions: Values
    many_fractions: Values
    scales: tuple[Scale, ...]
    names: ArabicNames


class EnglishNames(Frozen):
    """Where a number in English names, dates, ranks, prices or shares out instead of counting."""

    ordinals: WordSet
    named_by_number: WordSet
    before_year: WordSet
    perhaps_before_year: WordSet
    the: WordSet
    people: WordSet
    no_noun: WordSet
    pair: WordSet
    between: WordSet
    scores: WordSet
    telephones: WordSet
    months: WordSet
    percent: Words
    share_signs: WordSet
    currencies: WordSet
    times: WordSet
    parts: WordSet
    ages: WordSet
    negations: WordSet


class EnglishNumbers(Frozen):
    """The words that English numbers are made of."""

    and_: Words = Field(alias="and")
    one: Words
    hundred: Words
    point: Words
    vague: Words
    units: Values
    teens: Values
    tens: Values
    sets: Values
    scales: Values
    fractions: Values
    many_fractions: Values
    names: EnglishNames
