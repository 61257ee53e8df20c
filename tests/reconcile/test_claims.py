"""Extraction as a whole: a text in, dated and attributed claims with their words out."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from reconcile import UnknownLanguage, extract
from reconcile.extraction.claims import CONTEXT
from reconcile.extraction.sentences import sentences
from reconcile.model import Attribution, Category, Claim, Count, Evidence, Qualifier, Scope

DAWN = datetime(2031, 5, 4, 5, tzinfo=UTC)
STORY = (
    "انهار جسر وادي الريحان فجرا فوق عدد من المراكب.\n"
    "أعلنت بلدية وادي الريحان مقتل أربعة صيادين، بينهم 3 فتيان، وإصابة نحو 20 آخرين في حصيلة أولية.\n"
    "ونقلت صحيفة المرفأ عن مصدر طبي أن مستشفى النخيل استقبل ١١ جريحا.\n"
    "وأكدت نقابة الصيادين أن البلاغ رقم 17 وصل الساعة 4:30 دون تسجيل أي وفيات في الضفة الأخرى."
)


def evidence(claim: Claim) -> Evidence:
    assert claim.evidence is not None
    return claim.evidence


def summary(claim: Claim) -> tuple[str, int | None, str, str | None]:
    return (claim.category.value, claim.count.low, claim.scope.value, claim.attribution.source)


def test_a_report_is_read_into_its_claims_in_text_order() -> None:
    claims = extract(STORY)
    assert [summary(claim) for claim in claims] == [
        ("killed", 4, "total", "بلدية وادي الريحان"),
        ("killed", 3, "subset", "بلدية وادي الريحان"),
        ("injured", 20, "total", "بلدية وادي الريحان"),
        ("injured", 11, "subset", "مصدر طبي"),
        ("killed", 0, "total", "نقابة الصيادين"),
    ]
    assert claims[3].attribution.via == ("صحيفة المرفأ",)
    assert claims[2].count.qualifier is Qualifier.ABOUT
    starts = [evidence(claim).start for claim in claims]
    assert starts == sorted(starts)


def test_evidence_is_the_exact_words_and_what_stands_around_them() -> None:
    claims = extract(STORY)
    assert [evidence(claim).exact for claim in claims] == [
        *("أربعة صيادين", "3 فتيان", "20 آخرين", "١١ جريحا", "دون تسجيل أي وفيات")
    ]
    for found in map(evidence, claims):
        assert STORY[found.start : found.end] == found.exact
        assert STORY[: found.start].endswith(found.prefix)
        assert STORY[found.end :].startswith(found.suffix)
        assert len(found.prefix) == CONTEXT


def test_evidence_at_the_ends_of_a_text_has_no_context() -> None:
    (claim,) = extract("4 قتلى")
    assert evidence(claim) == Evidence(exact="4 قتلى", start=0, end=6)


def test_evidence_keeps_the_marks_of_the_original() -> None:
    text = "سقوط ثَلَاثَـــةِ \u200fقَتْلى\u200f هنا"
    (claim,) = extract(text)
    assert claim.count == Count(low=3, high=3, qualifier=Qualifier.EXACT)
    assert evidence(claim).exact == "ثَلَاثَـــةِ \u200fقَتْلى"


@pytest.mark.parametrize(
    "number", ["23", "٢٣", "۲۳", "２３", "2\u200f3", "ثلاثة وعشرين", "ثلاثة و عشرين", "ثَلاثـةٍ وعشرين"]
)
def test_digits_of_any_script_and_words_are_the_same_claim(number: str) -> None:
    (claim,) = extract(f"أعلنت بلدية الوادي مقتل {number} عاملا", publisher="المرفأ")
    assert claim.model_copy(update={"evidence": None}) == Claim(
        category=Category.KILLED,
        count=Count(low=23, high=23, qualifier=Qualifier.EXACT),
        attribution=Attribution(source="بلدية الوادي"),
        publisher="المرفأ",
    )


def test_a_claim_carries_its_publisher_and_speaks_of_the_time_of_publication() -> None:
    (claim,) = extract("4 قتلى", publisher="صحيفة المرفأ", published_at=DAWN)
    assert claim.publisher == "صحيفة المرفأ"
    assert (claim.published_at, claim.as_of) == (DAWN, DAWN)


def test_a_text_of_unknown_date_and_publisher_makes_claims_without_them() -> None:
    (claim,) = extract("4 قتلى")
    assert (claim.publisher, claim.published_at, claim.as_of) == (None, None, None)


def test_any_offset_is_a_date() -> None:
    published_at = DAWN.astimezone(timezone(timedelta(hours=3)))
    assert extract("4 قتلى", published_at=published_at)[0].published_at == DAWN


def test_a_date_without_an_offset_is_refused() -> None:
    with pytest.raises(ValidationError, match="timezone"):
        extract("4 قتلى", published_at=DAWN.replace(tzinfo=None))


def test_an_empty_publisher_is_refused() -> None:
    with pytest.raises(ValidationError, match="publisher"):
        extract("4 قتلى", publisher="")


@pytest.mark.parametrize("text", ["", "هدأت الريح مساء"])
def test_a_faulty_argument_is_refused_whatever_the_text(text: str) -> None:
    with pytest.raises(ValidationError):
        extract(text, published_at=DAWN.replace(tzinfo=None))


def test_a_language_without_a_lexicon_is_refused() -> None:
    with pytest.raises(UnknownLanguage, match="ar"):
        extract("4 قتلى", language="xx")


@pytest.mark.parametrize("text", ["", " \n\t", "هدأت الريح مساء وعاد الصيادون", "؟!…", "\ud800", "17"])
def test_a_text_without_casualties_makes_no_claim(text: str) -> None:
    assert extract(text) == []


@pytest.mark.parametrize(
    ("text", "preliminary"),
    [
        ("سقوط 4 قتلى في حصيلة أولية", [True]),
        ("حصيلة غير نهائية: 4 قتلى", [True]),
        ("سقوط 4 قتلى في حصيلة نهائية", [False]),
        ("سقوط 4 قتلى. وهي حصيلة أولية لمسعفين عن 9 جرحى", [False, True]),
        ("قالت البلدية إن 4 عمال قتلوا، وقال طبيب في حصيلة أولية إن 9 عمال أصيبوا", [False, True]),
    ],
)
def test_a_figure_called_a_first_toll_is_preliminary(text: str, preliminary: list[bool]) -> None:
    assert [claim.preliminary for claim in extract(text)] == preliminary


@pytest.mark.parametrize(
    ("text", "final"),
    [
        ("الحصيلة النهائية للحريق 19 قتيلا و40 جريحا", [True, True]),
        ("أعلنت البلدية في حصيلة نهائية مقتل 19 عاملا بينهم أربع نساء", [True, False]),
        ("بلغ العدد النهائي للقتلى 19", [True]),
        ("سقوط 19 قتيلا في حصيلة غير نهائية", [False]),
        ("سقوط 19 قتيلا، ولم تصدر الحصيلة النهائية بعد", [False]),
        ("قتل 19 شخصا بانتظار الحصيلة النهائية", [False]),
        ("قالت البلدية إن 4 قتلوا، وقال طبيب في حصيلة نهائية إن 9 قتلوا", [False, True]),
        ("The final toll is 19 dead and 40 injured, the council said.", [True, True]),
        ("In its latest and final count the ministry said 19 people died.", [True]),
        ("19 people died, but that is not the final toll.", [False]),
        ("19 people died; the final toll could be higher.", [False]),
    ],
)
def test_a_total_called_the_last_word_is_final(text: str, final: list[bool]) -> None:
    assert [claim.final for claim in extract(text)] == final


@pytest.mark.parametrize("end", [". ", "\n", "! ", "؟ ", "… "])
def test_a_sentence_ends_what_its_words_govern(end: str) -> None:
    text = f"ربما تأخر المسعفون{end}سقط 4 قتلى"
    assert [claim.count.low for claim in extract(text)] == [4]


def test_the_points_of_an_abbreviation_end_no_sentence() -> None:
    assert len(list(sentences("نقلت أ.ف.ب عن مصدر طبي سقوط 4 قتلى. وأصيب 2.", "ar"))) == 2


@pytest.mark.parametrize(
    ("text", "source"),
    [("نقلت أ.ف.ب عن مصدر طبي سقوط 4 قتلى", "مصدر طبي"), ("سقط 4 قتلى وفق أ.ف.ب", "أ.ف.ب")],
)
def test_an_abbreviation_is_one_name(text: str, source: str) -> None:
    assert [claim.attribution.source for claim in extract(text)] == [source]


def test_a_brigade_number_a_year_and_a_street_are_no_claims() -> None:
    assert extract("قرب شارع 40، وصل اللواء ٥٥ عام 2019 إلى مدرسة شهداء النخيل") == []


PIECES = [
    "قتل",
    "قتلى",
    "جريحان",
    "إصابات",
    "دون",
    "لا",
    "بينهم",
    "أعلنت",
    "الشرطة",
    "نفت",
    "وفق",
    "عن",
    "من",
]
TEXTS = st.text() | st.lists(st.sampled_from([*PIECES, "٣", "12", "عشرات", ":", "،", ".", "\n"])).map(
    " ".join
)


@given(TEXTS)
def test_any_text_makes_claims_whose_words_stand_where_they_say(text: str) -> None:
    found = [evidence(claim) for claim in extract(text)]
    assert all(text[words.start : words.end] == words.exact for words in found)
    assert [words.start for words in found] == sorted(words.start for words in found)


def test_the_seed_article_makes_the_five_claims_of_the_worked_example(shared: Path) -> None:
    claims = extract((shared / "seed_article_ar.txt").read_text(encoding="utf-8"))
    security, agency = "مصادر أمنية عراقية", ("وكالة الصحافة الفرنسية",)
    one, three = (Count(low=n, high=n, qualifier=Qualifier.EXACT) for n in (1, 3))
    killed, *injured = claims
    assert (killed.category, killed.count, killed.scope) == (Category.KILLED, one, Scope.TOTAL)
    assert killed.attribution == Attribution(source=security, via=agency)
    assert evidence(killed).exact == "قتيل"
    number_of, first_toll, hospital, force = injured
    assert {claim.category for claim in injured} == {Category.INJURED}
    assert number_of.count == Count(low=2, high=None, qualifier=Qualifier.VAGUE, term="number_of")
    assert number_of.attribution == killed.attribution
    assert (first_toll.count, first_toll.scope, first_toll.preliminary) == (three, Scope.TOTAL, True)
    assert first_toll.attribution == Attribution(source=security)
    assert (hospital.count, hospital.scope, hospital.preliminary) == (three, Scope.SUBSET, False)
    assert (force.count.low, force.count.high, force.count.qualifier) == (1, None, Qualifier.VAGUE)
    assert evidence(force).exact == "إصابات"
    assert force.attribution.source is not None
    assert "الحشد" in force.attribution.source
    assert not any(claim.denied for claim in claims)
