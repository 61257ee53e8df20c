"""Short names for who was named in full before: "الوزارة" behind "وزارة الصحة", "the same officer".

They are one voice, so a claim names it in full, as the text does.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise, takewhile

from reconcile import lexicon
from reconcile.extraction.frame import Frame
from reconcile.extraction.frames import frames
from reconcile.extraction.quantities import quantities
from reconcile.extraction.sentences import Sentence, sentences_before
from reconcile.folding import fold_word
from reconcile.lexicon.language import Sign

_FURTHEST = 6
"""How many sentences back somebody may have been named in full."""
_ARTICLES = {"ar": "ال", "en": "the "}
_LEADS_ON = frozenset({"of", "for", "in", "at", "from", "on", "with"})
"""What says in English where a source is, or whose."""


def named_in_full(sentence: Sentence, told: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """Return the frames of a sentence, each short name of a source in full where the text has that."""
    return tuple(
        frame._replace(source=_in_full(frame.source, sentence.language, _before(sentence, told[:at])))
        if frame.source and _head(frame.source, sentence.language)
        else frame
        for at, frame in enumerate(told)
    )


def _before(sentence: Sentence, told: tuple[Frame, ...]) -> Iterator[str]:
    """Yield the sources that were named before, the last one first."""
    yield from (frame.source for frame in reversed(told) if frame.source)
    for earlier in sentences_before(sentence, _FURTHEST):
        named = frames(earlier, quantities(earlier))
        yield from (frame.source for frame in reversed(named) if frame.source)


def _in_full(short: str, language: str, before: Iterable[str]) -> str:
    head = _head(short, language)
    last = None
    for name in before:
        if _head(name, language) is None:
            if _can_be(name, head, language):
                return name
            last = last or name
    return last if last and _is_same(short, language) else short


@lru_cache(maxsize=1 << 12)
def _head(name: str, language: str) -> str | None:
    """Return the noun of a short name, its article taken off; None where it says more than that."""
    words, article = fold_word(name).split(), _ARTICLES[language]
    if words and words[0] in _same(language):
        words = words[1:]
    known = " ".join(words).startswith(article)
    noun = " ".join(word for word in words if word not in _same(language)).removeprefix(article)
    listed = lexicon.sources().names(lexicon.sources().key(name))
    return noun if known and noun and " " not in noun and not listed else None


def _can_be(name: str, head: str | None, language: str) -> bool:
    """Tell whether a full name can be shortened to a noun.

    In Arabic to its first, in English to its last, which a name may follow: to the officer of "a Guard
    officer" and "officer Omar Nasser", and not to the army of "a spokesman for the army".
    """
    words = name.split()
    if language == "ar":
        return fold_word(words[0]).removeprefix(_ARTICLES["ar"]) == head
    core = list(takewhile(lambda word: word.lower() not in _LEADS_ON, words))
    ends = pairwise([*core, ""])
    return any(fold_word(noun) == head and (not after or after.istitle()) for noun, after in ends)


def _is_same(name: str, language: str) -> bool:
    return not _same(language).isdisjoint(fold_word(name).split())


@cache
def _same(language: str) -> frozenset[str]:
    """Return the words that say of a source that it is the one before: "ذاته", "same"."""
    return frozenset(map(fold_word, lexicon.language(language).signs[Sign.SAME]))
