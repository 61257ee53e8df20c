"""Two, implied by a dual: "قتيلان", "جنديين". Only of nouns that the lexicon knows as people."""

from collections.abc import Mapping
from functools import cache

from reconcile import lexicon
from reconcile.folding import fold_words
from reconcile.numbers import particles


def dual_forms(noun: str) -> tuple[str, ...]:
    """Return the dual of a singular noun in its cases, as it is told from other forms.

    The ending is ان / ين; ة becomes ت before it. The construct ends in ا and is kept for the feminine
    only: قتيلا is first of all the accusative of one.
    """
    stem = noun[:-1] + "ت" if noun.endswith("ة") else noun
    construct = (stem + "ا",) if noun.endswith("ة") else ()
    return (stem + "ان", stem + "ين", *construct)


@cache
def dual_words() -> frozenset[str]:
    """Return the folded duals of people, without particles; what can be a plural is left out."""
    words = lexicon.language("ar")
    singulars = [noun for casualty in words.casualties for noun in casualty.singular]
    # Among the plurals, for it follows numbers above ten: "جثة", "ضحية".
    singulars += [
        form
        for casualty in words.casualties
        for form in (*casualty.plural, *casualty.counted_plural)
        if form.endswith("ة")
    ]
    plurals = [form for casualty in words.casualties for form in casualty.plural]
    plurals += words.persons.many()
    nouns = [noun for noun in (*singulars, *words.persons.singulars()) if " " not in noun]
    forms = fold_words(form for noun in nouns for form in dual_forms(noun))
    no_duals = (*plurals, *lexicon.arabic_numbers().names.look_alikes)
    return frozenset(forms).difference(fold_words(no_duals))


@cache
def duals() -> Mapping[str, tuple[str, str]]:
    """Return the duals of people in every form with joined particles, each split into the two."""
    return particles.joined(dual_words())
