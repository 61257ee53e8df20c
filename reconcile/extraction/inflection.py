"""The forms that a word of a language file takes, where they follow a rule."""

from collections.abc import Iterable

from reconcile.numbers.implied import dual_forms

_PAST_ENDINGS = ("", "ت", "وا", "و", "ا", "تا", "ن", "نا")
_PRESENT_ENDINGS = ("", "ون", "وا", "ان", "ن")
_OWNERS = ("ه", "ها", "هم", "هما", "هن")
_SEATS = "ءؤئ"
_NO_ACCUSATIVE_ENDING = "ةاىءه"


def arabic_past(verb: str) -> Iterable[str]:
    """Return the third persons of a sound verb, "we", and "…them": قتل قتلت قتلوا قتلنا قتلهم قتلتهم."""
    return [verb + ending for ending in (*_PAST_ENDINGS, "هم", "تهم")]


def arabic_present(verb: str) -> Iterable[str]:
    """Return the third persons of a present, with either sex: يقتل تقتل يقتلون."""
    return [sex + verb[1:] + ending for sex in "يت" for ending in _PRESENT_ENDINGS]


def arabic_singular(noun: str) -> Iterable[str]:
    """Return a noun and its indefinite accusative, of two words the first's: قتيل قتيلا."""
    first, *rest = noun.split()
    if first[-1] in _NO_ACCUSATIVE_ENDING:
        return [noun]
    return [noun, " ".join((first + "ا", *rest))]


def arabic_owned(noun: str) -> Iterable[str]:
    """Return a noun with whose it is: زوجه زوجها زوجهم زوجهما زوجهن."""
    return [stem + owner for stem in _before_suffixes(noun) for owner in _OWNERS]


def _before_suffixes(noun: str) -> Iterable[str]:
    """Return a noun before whose it is, a hamza at its end on every seat: إجلاءهم إجلاؤهم."""
    stem = _before_suffix(noun)
    return [stem[:-1] + seat for seat in _SEATS] if stem.endswith(_SEATS[0]) else [stem]


def arabic_kin_dual(noun: str) -> Iterable[str]:
    """Return the duals of a noun of kin with whose they are: نجليه نجلاه نجليها."""
    return [_before_suffix(noun) + ending + owner for ending in ("ي", "ا") for owner in _OWNERS]


def _before_suffix(noun: str) -> str:
    return noun[:-1] + "ت" if noun.endswith("ة") else noun


def arabic_dual_subject(noun: str) -> str:
    """Return the dual of a noun in the nominative, of two words the first's: صاروخان."""
    first, *rest = noun.split()
    nominative, *_ = dual_forms(first)
    return " ".join((nominative, *rest))


def arabic_dual(noun: str) -> Iterable[str]:
    """Return the duals of a noun; of two words the first in its construct: رجلا أمن, رجلي أمن."""
    first, *rest = noun.split()
    if not rest:
        return (*dual_forms(noun), noun[:-1] + "تي") if noun.endswith("ة") else dual_forms(noun)
    return [" ".join((_before_suffix(first) + ending, *rest)) for ending in ("ا", "ي")]
