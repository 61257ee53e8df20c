"""Short names for who was named in full before: "الوزارة" behind "وزارة الصحة", "the same officer".

They are one voice, so a claim names it in full, as the text does. Where it may be another's, as "In
Lebanon, the army" behind "the Israeli army", the short name stays.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise, takewhile

from reconcile import lexicon
from reconcile.extraction.frame import Frame
from reconcile.extraction.frames import frames
from reconcile.extraction.quantities import quantities
from reconcile.extraction.sentences import DASHES, Sentence, cut
from reconcile.folding import fold_word
from reconcile.lexicon.language import Sign
from reconcile.lexicon.sources import plain_name
from reconcile.numbers.passages import Passage

_FURTHEST = 6
"""How many sentences back somebody may have been named in full."""
_ARTICLES = {"ar": "ال", "en": "the "}
_DATELINE = frozenset((":", *DASHES))
"""What ends a place before its report: "بيروت –", "Sudan:"."""


def named_in_full(sentence: Sentence, told: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """Return the frames of a sentence, each short name of a source in full where the text has that."""
    return tuple(
        frame._replace(source=_in_full(frame.source, sentence.language, _before(sentence, told, at)))
        if frame.source and _noun(frame.source, sentence.language)
        else frame
        for at, frame in enumerate(told)
    )


def _before(sentence: Sentence, told: tuple[Frame, ...], at: int) -> Iterator[str]:
    """Yield the sources named before a frame, the last one first: where it is told elsewhere, there."""
    yield from (frame.source for frame in reversed(told[:at]) if frame.source)
    passage = None if _is_elsewhere(sentence, told[at]) else sentence.passage.before()
    for _ in range(_FURTHEST):
        if passage is None:
            return
        yield from _sources(passage, sentence.language)
        passage = passage.before()


@lru_cache(maxsize=1 << 5)
def _sources(passage: Passage, language: str) -> tuple[str, ...]:
    """Return the sources that a passage names, each once, the last one first."""
    named = [frame.source for told in cut(passage, language) for frame in frames(told, quantities(told))]
    return tuple(dict.fromkeys(source for source in reversed(named) if source))


def _is_elsewhere(sentence: Sentence, frame: Frame) -> bool:
    """Tell the army of "In Lebanon, the army" and "بيروت – أعلن الجيش"; not of "وفي بيان قال الجيش"."""
    if opens := sentence.sign(Sign.ELSEWHERE, 0):
        occasion = sentence.sign(Sign.OCCASIONS, opens.after)
        named = sentence.heads_first or sentence.written(opens.after, opens.after + 1).istitle()
        return opens.after < frame.first and named and occasion is None
    mark = sentence.first_mark(0, frame.first)
    return mark is not None and sentence.word(mark) in _DATELINE


def _in_full(short: str, language: str, before: Iterator[str]) -> str:
    noun = _noun(short, language)
    for name in before:
        if _noun(name, language) is None or _is_listed(name):
            if _is_whoever_spoke(short, noun, language):
                return name
            if _can_be(name, noun, language):  # behind "the army" and "the Navy's army", of both
                of_both = any(_noun(other, language) == noun for other in before)
                return short if of_both or _is_known_as(name, short) else name
            if noun in _words(Sign.BODIES, language):
                return short  # "The group" behind a rights group and Hamas: of both it is said
    return short


@lru_cache(maxsize=1 << 12)
def _noun(name: str, language: str) -> str | None:
    """Return the noun of a short name, its article taken off; None where it says more than that."""
    words, article, same = fold_word(name).split(), _ARTICLES[language], _words(Sign.SAME, language)
    if words and words[0] in same:
        words = words[1:]
    known = " ".join(words).startswith(article)
    noun = " ".join(word for word in words if word not in same).removeprefix(article)
    return noun if known and noun and " " not in noun else None


@lru_cache(maxsize=1 << 12)
def _is_listed(name: str) -> bool:
    """Tell the one-word names that are names, as "الأونروا"."""
    return bool(lexicon.sources().names(lexicon.sources().key(name)))


def _is_known_as(name: str, short: str) -> bool:
    """Tell whether a name begins as one listed beside the short name, which is known alone."""
    sources = lexicon.sources()
    listed = (plain_name(other) for other in sources.names(sources.key(short)))
    return any(" " in other and plain_name(name).startswith(other) for other in listed)


@lru_cache(maxsize=1 << 12)
def _can_be(name: str, noun: str | None, language: str) -> bool:
    """Tell whether a full name can be shortened to a noun.

    In Arabic to its first, in English to its last: to the officer of "a Guard officer", and not to the
    army of "a spokesman for the army". Behind an office the name may follow: "Mayor Omar Nasser".
    """
    words = fold_word(name).split()
    if language == "ar":
        return words[0].removeprefix(_ARTICLES["ar"]) == noun
    named = noun in _words(Sign.TITLES, language)
    core = takewhile(lambda word: word not in _words(Sign.WHOSE, language), words)
    return any(word == noun and (named or not after) for word, after in pairwise([*core, ""]))


def _is_whoever_spoke(short: str, noun: str | None, language: str) -> bool:
    """Tell "المصدر ذاته"; of "الجيش نفسه" it is said that the army spoke too."""
    same = not _words(Sign.SAME, language).isdisjoint(fold_word(short).split())
    return same and noun in _words(Sign.WHOEVER, language)


@cache
def _words(sign: Sign, language: str) -> frozenset[str]:
    return frozenset(map(fold_word, lexicon.language(language).signs[sign]))
