"""The lexicon: languages, and the names that sources go by."""

from collections import Counter
from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from reconcile import UnknownLanguage, extract, lexicon, read_numbers
from reconcile.extraction.reading import _LONGEST_NEEDED
from reconcile.lexicon.language import Idiom, VagueTerm
from reconcile.lexicon.numerals import Scale
from reconcile.lexicon.sources import SourceEntry, Sources, SourcesFile, plain_name
from reconcile.model import Category, Qualifier


def book(*entries: tuple[str, tuple[str, ...]]) -> Sources:
    return Sources(SourcesFile(sources=tuple(SourceEntry(key=key, names=n) for key, n in entries)))


@pytest.mark.parametrize("code", ["xx", "AR", "", "arabic", "../ar"])
def test_an_unknown_language_is_refused_and_the_known_ones_listed(code: str) -> None:
    with pytest.raises(UnknownLanguage) as refused:
        lexicon.language(code)
    listed = str(refused.value).rpartition("reads: ")[2]
    assert listed.split(", ") == sorted(lexicon.LANGUAGES)
    assert repr(code) in str(refused.value)


def test_reading_numbers_in_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownLanguage):
        read_numbers("12", "xx")


@pytest.mark.parametrize("code", sorted(lexicon.LANGUAGES))
def test_every_listed_language_has_a_valid_file_that_covers_the_dead_and_the_injured(code: str) -> None:
    covered = {words.category for words in lexicon.language(code).casualties}
    assert covered >= {Category.KILLED, Category.INJURED}


@pytest.mark.parametrize("code", lexicon.LANGUAGES)
def test_no_list_of_a_language_has_a_word_twice(code: str) -> None:
    doubled = {
        path: twice
        for path, words in lists_in(lexicon.language(code).model_dump(mode="json"))
        if (twice := [word for word, times in Counter(words).items() if times > 1])
    }
    assert doubled == {}


def lists_in(value: object, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Yield the lists of words in a language, each with its place."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from lists_in(part, f"{path}/{name}")
    elif isinstance(value, list):
        words = [word for word in value if isinstance(word, str)]
        if words:
            yield path, words
        for place, part in enumerate(value):
            yield from lists_in(part, f"{path}/{place}")


def test_a_language_is_read_once() -> None:
    assert lexicon.language("ar") is lexicon.language("ar")


@pytest.mark.parametrize("code", sorted(lexicon.LANGUAGES))
def test_every_vague_word_makes_a_count_with_its_term(code: str) -> None:
    counts = [term.count() for term in lexicon.language(code).quantities.vague]
    assert {count.qualifier for count in counts} == {Qualifier.VAGUE}
    assert len({count.term for count in counts}) == len(counts)


def test_a_vague_word_with_bounds_in_the_wrong_order_is_refused() -> None:
    with pytest.raises(ValidationError, match="above high"):
        VagueTerm(term="few", forms=("بضعة",), low=9, high=3)


def test_an_unknown_field_in_a_language_file_is_refused() -> None:
    with pytest.raises(ValidationError, match="plural"):
        Idiom.model_validate(
            {"category": "killed", "verbs": ["لقي"], "needs": ["حتفه"], "plural": ["x"]}
        )


def test_a_scale_below_a_dozen_is_refused() -> None:
    with pytest.raises(ValidationError):
        Scale(value=10, one=("عشرة",), two=(), many=(), two_of=())


@pytest.mark.parametrize(
    "name",
    [
        "AFP",
        "afp",
        "فرانس برس",
        "أ ف ب",
        "أ.ف.ب",
        "ا ف ب",
        "وكالة الصحافة الفرنسيّة",
        "Agence France‑Presse",
    ],
)
def test_every_alias_of_a_source_finds_its_key(name: str) -> None:
    assert lexicon.sources().key(name) == "afp"


@pytest.mark.parametrize("name", ["Associated Press", "The Associated Press", "THE ASSOCIATED PRESS"])
def test_the_article_and_capitals_do_not_part_a_source_from_its_name(name: str) -> None:
    assert lexicon.sources().key(name) == "ap"


def test_a_key_leads_back_to_the_names_listed() -> None:
    known = book(("harbour-daily", ("صحيفة الميناء", "الميناء")))
    assert known.names(known.key("الميناء")) == ("صحيفة الميناء", "الميناء")


def test_an_unlisted_source_is_known_by_its_plain_name_alone() -> None:
    known = book(("harbour-daily", ("صحيفة الميناء",)))
    assert known.key("إذاعة النخيل") == known.key("اذاعه النخيل") != known.key("صحيفة الميناء")
    assert known.names(known.key("إذاعة النخيل")) == ()


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("الدفاع المدني", "دفاع المدني"),
        ("  الدفاع   المدني. ", "دفاع المدني"),
        ("«الدفاع المدني»", "دفاع المدني"),
        ("The Harbour Daily", "harbour daily"),
        ("The", "the"),
        ("الله", "الله"),
        ("Harbour Rescue Office (HRO)", "harbour rescue office"),
        ("Ministry of Harbours (MoH)", "ministry of harbours"),
        ("Ministry of Defence (UK)", "ministry of defence uk"),
        ("(HRO)", "hro"),
        ("Health ministry (Gaza)", "health ministry gaza"),
        ("Harbour's rescue office", "harbour rescue office"),
        ("The rebels’ council", "rebels council"),
    ],
)
def test_a_plain_name_has_no_article_no_punctuation_and_single_spaces(written: str, plain: str) -> None:
    assert plain_name(written) == plain


@pytest.mark.parametrize("name", ["صحيفة الميناء", "صحيفه الميناء", "«صحيفة الميناء»"])
def test_two_sources_that_share_a_name_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"'harbour'.*'port'"):
        book(("harbour", ("صحيفة الميناء",)), ("port", ("الرصيف", name)))


def test_a_source_may_list_a_name_twice() -> None:
    assert book(("harbour", ("الميناء", "ميناء"))).key("الميناء") == "harbour"


@pytest.mark.parametrize("entry", [{"key": "Harbour", "names": ["x"]}, {"key": "harbour", "names": []}])
def test_a_source_without_a_plain_key_or_a_name_is_refused(entry: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        SourceEntry.model_validate(entry)


@pytest.mark.parametrize("code", ["ar", "en"])
def test_what_an_idiom_needs_is_no_longer_than_is_looked_for(code: str) -> None:
    for idiom in lexicon.language(code).idioms:
        for needed in idiom.needs:
            assert len(needed.split()) <= _LONGEST_NEEDED, needed


def test_an_idiom_can_need_a_phrase() -> None:
    (claim,) = extract("تعرض 15 طالبا لحالات اختناق.", language="ar")
    assert (claim.category, claim.count.low, claim.count.high) == ("injured", 15, 15)
