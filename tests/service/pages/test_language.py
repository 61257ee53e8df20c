"""Both languages say the same things, in the plural forms, numbers and dates of their readers."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given
from markupsafe import Markup

from reconcile.estimation.origins import Origins
from reconcile.estimation.reconciliation import current_account
from reconcile.model import Category, RecordedClaim, Retraction
from service.pages import language as languages
from service.pages.language import LANGUAGES, Language, chosen, language, messages, own
from service.pages.reasons import is_known, reason
from tests.properties.strategies import coupled_records, policies

PAGES = Path(languages.__file__).parent
PLACE = re.compile(r"{(\w+)}")
MOMENT = datetime(2026, 3, 1, 6, 10, tzinfo=UTC)


def _forms(message: object) -> list[str]:
    return [message] if isinstance(message, str) else list(dict(message).values())  # type: ignore[call-overload]


def test_every_language_has_every_sentence() -> None:
    english = messages("en")
    for code in LANGUAGES:
        assert messages(code).keys() == english.keys()
        for key, message in messages(code).items():
            assert isinstance(message, str) is isinstance(english[key], str), key


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_plural_has_exactly_the_forms_of_its_language(code: str) -> None:
    forms = set(Locale(code).plural_form.tags) | {"other"}
    for key, message in messages(code).items():
        if not isinstance(message, str):
            assert set(message) == forms, key


def test_translations_have_the_places_of_the_english() -> None:
    english = messages("en")
    for key, message in messages("ar").items():
        known = {name for form in _forms(english[key]) for name in PLACE.findall(form)}
        for form in _forms(message):
            assert set(PLACE.findall(form)) <= known, key
        if isinstance(message, str):
            assert set(PLACE.findall(message)) == known, key


def test_every_sentence_is_used_and_every_one_used_is_there() -> None:
    sources = [*PAGES.glob("*.py"), *PAGES.glob("templates/*.html")]
    text = "\n".join(source.read_text("utf-8") for source in sources)
    known = messages("en")
    named = set(re.findall(r"['\"]([a-z][\w.-]*)['\"]", text))
    started = set(re.findall(r"['\"]([a-z_]+\.[a-z_]*\.?)(?:['\"] ~|{)", text))  # 'status.' ~ kind
    started |= {"reason."}
    asked = set(re.findall(r"\b(?:t|words|text|html)\(\s*['\"]([\w.-]+)['\"]", text)) - started
    assert asked <= known.keys()
    unused = {key for key in known if not key.startswith(tuple(started))} - named
    assert unused == set()


ARABIC_KILLED = [
    (1, "قتيل واحد"),
    (2, "قتيلان"),
    (3, "3 قتلى"),
    (10, "10 قتلى"),
    (11, "11 قتيلا"),
    (99, "99 قتيلا"),
    (100, "100 قتيل"),
    (103, "103 قتلى"),
    (1_200, "1,200 قتيل"),
]


@pytest.mark.parametrize(("number", "said"), ARABIC_KILLED)
def test_arabic_counts_as_arabic_does(number: int, said: str) -> None:
    assert language("ar").text("toll.count.killed", n=number) == said


def test_nothing_is_counted_as_nothing_in_arabic() -> None:
    assert language("ar").text("chart.claims", n=0) == "لا أقوال."


READERS = [
    (None, "", "en_001", "1 March 2026, 06:10 UTC"),
    (None, "en-US,en;q=0.9", "en_US", "March 1, 2026, 06:10 UTC"),
    (None, "ar-LB", "ar_LB", "1 آذار 2026، 06:10 بالتوقيت العالمي"),
    (None, "ar-EG,en;q=0.5", "ar_EG", "1 مارس 2026، 06:10 بالتوقيت العالمي"),
    (None, "fr-FR, fr;q=0.9, ar;q=0.4", "ar", "1 مارس 2026، 06:10 بالتوقيت العالمي"),
    (None, "en;q=0.2, ar-IQ;q=0.8", "ar_IQ", "1 آذار 2026، 06:10 بالتوقيت العالمي"),
    ("ar", "en-GB", "ar", "1 مارس 2026، 06:10 بالتوقيت العالمي"),
    ("en", "ar-LB, en-GB;q=0.1", "en_GB", "1 March 2026, 06:10 UTC"),
    ("xx", "ar-ZZ", "ar", "1 مارس 2026، 06:10 بالتوقيت العالمي"),
    (None, "ar;q=0, en", "en_001", "1 March 2026, 06:10 UTC"),
    (None, "*;q=x, ;;, " + "a" * 500, "en_001", "1 March 2026, 06:10 UTC"),
]


@pytest.mark.parametrize(("code", "accepted", "locale", "written"), READERS)
def test_a_reader_gets_their_language_and_their_dates(
    code: str | None, accepted: str, locale: str, written: str
) -> None:
    found = chosen(code, accepted)
    assert str(found.locale) == locale
    assert found.moment(MOMENT) == written


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_put_into_a_sentence_is_escaped_and_isolated(code: str) -> None:
    hostile = "<b>{0}{n}</b>\u202e"
    said = language(code).html("incidents.found", q=hostile)
    assert Markup("<bdi>&lt;b&gt;{0}{n}&lt;/b&gt;\u202e</bdi>") in said
    assert f"\u2068{hostile}\u2069" in language(code).text("incidents.found", q=hostile)
    assert "\u2068" not in language(code).text("incidents.found", q=own("words of ours"))


@given(policies(), coupled_records())
def test_every_reason_of_the_domain_is_known_in_every_language(
    policy: str, record: tuple[list[RecordedClaim], list[Retraction]]
) -> None:
    claims, retractions = record
    by_id = {claim.id: claim for claim in claims}
    for estimate in current_account(claims, retractions=retractions, policy=policy).estimates().values():
        for standing in (*estimate.standings, *estimate.beside):
            assert is_known(standing.reason), standing.reason
            for code in LANGUAGES:
                assert "<bdi lang=" not in reason(language(code), standing, by_id, Origins())


def test_every_reason_that_the_domain_writes_is_known() -> None:
    domain = Path(__file__).parents[3] / "reconcile" / "estimation"
    text = "".join((domain / name).read_text("utf-8") for name in ("hearing.py", "standings.py"))
    written = re.findall(r'(?<!")"([A-Z][^"\n]+\.)"', text)
    assert len(written) >= sum(key.startswith("reason.") for key in messages("en")) - 1
    for sentence in written:
        assert is_known(sentence.replace("{who}", "AFP").replace("{words}", "3")), sentence


def test_each_category_has_a_name_in_each_language() -> None:
    for code in LANGUAGES:
        spoken: Language = language(code)
        assert len({spoken.text(f"category.{category}") for category in Category}) == len(Category)


def test_dates_written_out_in_arabic_are_isolated_else_they_are_read_backwards() -> None:
    date = re.compile(r"\d+-\d+")
    dated = [text for text in map(str, messages("ar").values()) if date.search(text)]
    assert dated
    for text in dated:
        assert not date.search(re.sub("\u2066[^\u2069]*\u2069", "", text)), text
