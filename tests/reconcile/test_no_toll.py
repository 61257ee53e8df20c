"""What stands beside casualty words and is no toll: ages, rates, returns, other things' losses."""

import pytest

from reconcile import extract

Said = tuple[str, int | None, str]


def said(text: str) -> list[Said]:
    return [(claim.category.value, claim.count.low, claim.scope.value) for claim in extract(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Omar Hadi, aged 34, was killed.",
        "The average age of those killed was 34.",
        "متوسط أعمار القتلى 34",
        "قتل سامر، 12، وأخوه في القصف",
    ],
)
def test_an_age_is_no_toll(text: str) -> None:
    assert not said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Omar Hadi, 34, was not injured.",
        "Omar Hadi, 34, could be killed, his lawyer said.",
        "Omar Hadi, 34, was nearly killed.",
        "Omar Hadi, 34, saw his brother killed.",
        "Omar Hadi, 34, whose son was killed in the attack, left.",
        "The wife of Omar Hadi, 34, was killed.",
    ],
)
def test_somebody_told_by_name_and_age_is_no_victim_of_what_befell_others(text: str) -> None:
    assert not [claim for claim in extract(text) if claim.evidence and "Omar" in claim.evidence.exact]


def test_one_victim_told_by_name_and_age_is_no_toll() -> None:
    assert said("Omar Hadi, 34, was killed in the attack.") == [("killed", 1, "subset")]


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/news/34-dead-in-fire",
        "www.example.org/12-killed",
        "مقتل 5 أشخاص https://example.org/قتل-12",
        "5 people were killed (https://example.org/34-killed).",
    ],
)
def test_a_web_address_tells_nothing(text: str) -> None:
    assert said(text) == ([("killed", 5, "total")] if "5" in text else [])


def test_people_are_counted_whose_ages_are_told() -> None:
    assert said("Two boys aged 12 and 14 were killed.") == [("killed", 2, "total")]
    assert said("قتل طفلان يبلغان من العمر 12 و14 عاما") == [("killed", 2, "total")]


@pytest.mark.parametrize(
    "text",
    [
        "Smoking kills 8 million people a year.",
        "Road accidents kill 1,200 people every year in the country.",
        "يقتل التدخين 8 ملايين شخص سنويا",
    ],
)
def test_how_many_die_every_year_is_no_toll(text: str) -> None:
    assert not said(text)


@pytest.mark.parametrize(
    "text",
    ["ذبح المزارع 10 خراف", "خطف المهاجم هدفين", "شيع الآلاف جثمان الشهيد", "غادر المستشفى 20 مصابا"],
)
def test_who_did_it_who_mourns_and_who_goes_home_are_no_victims(text: str) -> None:
    assert not said(text)


def test_mourners_are_not_counted_with_those_they_mourn() -> None:
    assert said("شيع آلاف الأهالي جثامين 3 شهداء") == [("killed", 3, "total")]


def test_who_leaves_the_hospital_is_not_joined_to_the_dead() -> None:
    assert said("Five were killed and 12 were released from hospital.") == [("killed", 5, "total")]


@pytest.mark.parametrize(
    "text",
    ["The 3 missing hikers were found alive.", "Three hikers who went missing were found alive."],
)
def test_the_missing_who_are_found_alive_are_rescued(text: str) -> None:
    assert said(text) == [("rescued", 3, "total")]


def test_each_label_keeps_its_own_number() -> None:
    expected = [("killed", 5, "total"), ("injured", 12, "total")]
    assert said("بلغ عدد القتلى 5 وعدد الجرحى 12") == expected


def test_only_the_earlier_toll_is_previous_when_it_is_corrected() -> None:
    text = "Eight people were killed and 20 injured, correcting an earlier toll of 9 dead."
    assert said(text) == [("killed", 8, "total"), ("injured", 20, "total"), ("killed", 9, "previous")]


@pytest.mark.parametrize(
    "text",
    [
        "A series of bombings killed 12 people.",
        "Twelve soldiers died during a military exercise.",
    ],
)
def test_words_of_the_stage_silence_no_attack(text: str) -> None:
    assert said(text) == [("killed", 12, "total")]


@pytest.mark.parametrize(
    "text",
    [
        "أصدر القضاء مذكرات توقيف بحق 16 مسؤولا",
        "أكد الوزير أن 9 من المصابين غادروا المستشفى",
        "وطالب الأهالي بالكشف عن مصير أبنائهم",
        "وصل ياسر إلى المدينة برفقة 20 مسؤولا",
        "حررت الشرطة مخالفات بحق 30 سائقا",
        "أخلت المحكمة سبيل أربعة متهمين",
    ],
)
def test_warrants_tickets_names_and_the_discharged_are_no_toll(text: str) -> None:
    assert not said(text)


def test_families_who_are_consoled_are_not_captured() -> None:
    assert said("أعرب الرئيس عن تعازيه لأسر 33 شخصا قضوا في السيول") == [("killed", 33, "total")]
