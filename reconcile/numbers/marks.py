"""Vowel marks that tell one word from another of the same letters."""

from itertools import groupby

from pyarabic import araby

from reconcile.folding import fold_word


def is_told_apart(written: str, word: str) -> bool:
    """Tell whether `written` bears, letter by letter, every mark that `word` bears.

    Both have the same letters after folding; "خُمس" is told from "خمس" by its damma.
    """
    ours, theirs = _marked_letters(written), _marked_letters(word)
    return len(ours) == len(theirs) and all(
        wanted <= found for found, wanted in zip(ours, theirs, strict=True)
    )


def _marked_letters(text: str) -> list[frozenset[str]]:
    letters: list[frozenset[str]] = []
    for is_mark, run in groupby(text, key=lambda c: c in araby.TASHKEEL):
        if is_mark:
            if letters:
                letters[-1] = frozenset(run)
        else:
            letters += [frozenset()] * len(fold_word("".join(run)))
    return letters
