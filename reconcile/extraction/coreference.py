"""Short names for who was named in full before: "الوزارة" behind "وزارة الصحة", "the same officer".

They are one voice, so a claim names it in full, as the text does. Where it may be another's, as "In
Lebanon, the army" behind "the Israeli army", the short name stays.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise, takewhile

from reconcile import lexicon
from reconcile.extraction.frame import Frame
from reconcile.extraction.frames import frames_before
from reconcile.extraction.sentences import DASHES, Sentence
from reconcile.folding import fold_word
from reconcile.lexicon.language import Sign
from reconcile.lexicon.sources import plain_name
from reconcile.numbers import particles

_FURTHEST = 6
"""How many sentences back somebody may have been named in full."""
_ARTICLES = {"ar": particles.ARTICLE, "en": "the "}
_DATELINE = frozenset((":", *DASHES))
"""What ends a place before its report: "بيروت –", "Sudan:"."""
_LONGEST_DATELINE = 6
"""How many tokens a dateline may have."""
_OWNS = ("'s", "’s")
_OF_ORIGIN = ("ي", "يه")
"""How Arabic adjectives of a country end, once folded."""


def named_in_full(sentence: Sentence, told: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """Return the frames of a sentence, each short name of a source in full where the text has that."""
    return tuple(
        frame._replace(source=_in_full(frame.source, sentence.language, _before(sentence, told, at)))
        if frame.source and _noun(frame.source, sentence.language)
        else frame
        for at, frame in enumerate(told)
    )


def _before(sentence: Sentence, told: tuple[Frame, ...], at: int) -> Iterator[str]:
    """Yield the sources named before a frame, the last one first: under a dateline, there only."""
    yield from (frame.source for frame in reversed(told[:at]) if frame.source)
    if _has_dateline(sentence, told[at]):
        return
    elsewhere = _is_elsewhere(sentence, told[at])
    for earlier in frames_before(sentence, _FURTHEST):
        # Each once: many short names ask for the sources of one sentence.
        for source in dict.fromkeys(frame.source for frame in reversed(earlier) if frame.source):
            if elsewhere and _is_of_a_place(source, sentence.language):
                return
            yield source


def _is_elsewhere(sentence: Sentence, frame: Frame) -> bool:
    """Tell the army of "In Lebanon, the army"; not of "وفي بيان قال الجيش" and "In July, the army"."""
    opens = sentence.sign(Sign.ELSEWHERE, 0)
    if opens is None or opens.after >= frame.first:
        return False
    if sentence.heads_first:
        return sentence.sign(Sign.OCCASIONS, opens.after) is None
    when = sentence.sign(Sign.YEARS, opens.after) or sentence.sign(Sign.ENDS_COUNT, opens.after)
    return when is None and sentence.written(opens.after, opens.after + 1).istitle()


def _has_dateline(sentence: Sentence, frame: Frame) -> bool:
    """Tell the army of "بيروت – أعلن الجيش"; not of "Update: the army", "One man – a medic – died"."""
    if sentence.sign(Sign.ALERTS, 0):
        return False
    marks = [at for at in range(frame.first) if sentence.word(at) in _DATELINE]
    return len(marks) == 1 and marks[0] <= _LONGEST_DATELINE


def _is_of_a_place(name: str, language: str) -> bool:
    """Tell the army of a country and the police of a town, as far as names show it.

    In English a capital does, within the name; in Arabic an adjective of origin, or a noun that has no
    article behind one that has none: "الجيش اللبناني", "شرطة كراتشي", but "وزارة الصحة".
    """
    first, *others = name.split()  # the first word may have its capital from the sentence
    if language != "ar":
        return any(word[:1].isupper() for word in others) or first.endswith(_OWNS)
    plain = map(fold_word, others)
    return any(word.endswith(_OF_ORIGIN) or not word.startswith(_ARTICLES["ar"]) for word in plain)


def _in_full(short: str, language: str, before: Iterator[str]) -> str:
    noun, last = _noun(short, language), None
    for name in before:
        of_any = _can_be_any(name, language)
        if of_any or _noun(name, language) is None:
            if _can_be(name, noun, language):  # behind "the army" and "the Navy's army", of both
                of_both = any(_noun(other, language) == noun for other in before)
                return short if of_both or _is_known_as(name, short) else name
            if of_any and noun in _words(Sign.BODIES, language):
                return short  # "The group" behind a rights group and Hamas
            last = last or name
    return last if last and _is_whoever_spoke(short, noun, language) else short


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
    body = noun in _words(Sign.BODIES, language) and noun in name.split()  # "the group Amnesty"
    named = body or noun in _words(Sign.TITLES, language) | _words(Sign.OFFICES, language)
    core = takewhile(lambda word: word not in _words(Sign.WHOSE, language), words)
    return any(word == noun and (named or not after) for word, after in pairwise([*core, ""]))


@lru_cache(maxsize=1 << 12)
def _can_be_any(name: str, language: str) -> bool:
    """Tell the names that say not what they are of: "Hamas", and no "medics"."""
    words = {word.removeprefix(_ARTICLES["ar"]) for word in fold_word(name).split()}
    named = not words.isdisjoint(_words(Sign.NAMES_OF_BODIES, language))
    return named or _is_listed(name) or words.isdisjoint(_words(Sign.SPEAKERS, language))


def _is_whoever_spoke(short: str, noun: str | None, language: str) -> bool:
    """Tell "المصدر ذاته"; of "الجيش نفسه" it is said that the army spoke too."""
    same = not _words(Sign.SAME, language).isdisjoint(fold_word(short).split())
    return same and noun in _words(Sign.WHOEVER, language)


@cache
def _words(sign: Sign, language: str) -> frozenset[str]:
    return frozenset(map(fold_word, lexicon.language(language).signs[sign]))
