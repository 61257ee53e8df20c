"""Attribution: who says a figure, through whom, and whether they deny it."""

import pytest

from reconcile import extract
from reconcile.model import Claim

Said = tuple[int | None, str | None, tuple[str, ...]]


def said(text: str) -> list[Said]:
    return [(c.count.low, c.attribution.source, c.attribution.via) for c in extract(text)]


def only(text: str) -> Claim:
    (claim,) = extract(text)
    return claim


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("أعلنت بلدية وادي الريحان مقتل 3 عمال", "بلدية وادي الريحان"),
        ("قال مسؤول محلي إن 3 عمال قتلوا", "مسؤول محلي"),
        ("قال مسؤول محلي لوكالة المرفأ إن 3 عمال قتلوا", "مسؤول محلي"),
        ("وأكّدت إدارةُ الميناء سقوط 3 قتلى", "إدارةُ الميناء"),
        ("أفاد الدفاع المدني بمقتل 3 عمال", "الدفاع المدني"),
        ("أحصت لجنة الإنقاذ اليوم 3 قتلى", "لجنة الإنقاذ"),
        ("أحصت لجنة الإنقاذ 3 قتلى", "لجنة الإنقاذ"),
        ("إدارة الميناء تعلن مقتل 3 عمال", "إدارة الميناء"),
    ],
)
def test_a_reporting_verb_names_the_source(text: str, source: str) -> None:
    assert said(text) == [(3, source, ())]


@pytest.mark.parametrize(
    ("text", "source", "via"),
    [
        ("نقلت وكالة النورس عن مصدر طبي سقوط 3 قتلى", "مصدر طبي", "وكالة النورس"),
        ("ونقل مراسل القناة عن شهود عيان أن 3 عمال قتلوا", "شهود عيان", "مراسل القناة"),
        ("أفادت قناة السنبلة نقلا عن مصدر طبي بمقتل 3 عمال", "مصدر طبي", "قناة السنبلة"),
        ("ذكرت صحيفة المرفأ مقتل 3 عمال، وفق الدفاع المدني", "الدفاع المدني", "صحيفة المرفأ"),
    ],
)
def test_a_relay_is_no_source(text: str, source: str, via: str) -> None:
    assert said(text) == [(3, source, (via,))]


@pytest.mark.parametrize(
    ("text", "source", "via"),
    [
        ("ذكرت صحيفة المرفأ أن وزارة الصحة أعلنت مقتل 3 عمال", "وزارة الصحة", ["صحيفة المرفأ"]),
        ("أفادت صحيفة المرفأ بأن مسؤولا محليا قال إن 3 عمال قتلوا", "مسؤولا محليا", ["صحيفة المرفأ"]),
        ("قتل 3 عمال بحسب وكالة النورس نقلا عن مصدر طبي", "مصدر طبي", ["وكالة النورس"]),
        ("قتل 3 عمال، وفق ما أفادت وكالة النورس نقلا عن الشرطة", "الشرطة", ["وكالة النورس"]),
        (
            "نقلت صحيفة المرفأ عن وكالة النورس عن مصدر طبي أن 3 عمال قتلوا",
            "مصدر طبي",
            ["صحيفة المرفأ", "وكالة النورس"],
        ),
        ("Seagull News reported that the mayor said 3 died", "the mayor", ["Seagull News"]),
        ("According to Seagull News, police said 3 people died", "police", ["Seagull News"]),
        ("3 people died, according to Seagull News, citing a medic", "a medic", ["Seagull News"]),
        ("3 people died, Seagull News reported, quoting police", "police", ["Seagull News"]),
        ("Citing officials, the channel said 3 people died", "officials", ["the channel"]),
    ],
)
def test_a_report_of_a_report_is_a_chain(text: str, source: str, via: list[str]) -> None:
    assert said(text) == [(3, source, tuple(via))]


def test_a_source_that_denies_passes_nothing_on() -> None:
    (claim,) = extract("نفت الوزارة أن تكون الشرطة أعلنت مقتل 3 عمال")
    assert claim.attribution.via == ()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("وفق الدفاع المدني، قتل 3 عمال", "الدفاع المدني"),
        ("بحسب إدارة المنجم قتل 3 عمال", "إدارة المنجم"),
        ("قتل 3 عمال، وفق الدفاع المدني", "الدفاع المدني"),
        ("قتل 3 عمال بحسب إدارة المنجم", "إدارة المنجم"),
        ("قتل 3 عمال وفقا للشرطة", "الشرطة"),
        ("قتل 3 عمال حسبما أعلنت إدارة المنجم", "إدارة المنجم"),
        ("قتل 3 عمال وفق ما أفاد مسؤول محلي", "مسؤول محلي"),
        ("قتل 3 عمال، نقلا عن شهود عيان", "شهود عيان"),
    ],
)
def test_according_to_names_the_source_before_or_after(text: str, source: str) -> None:
    assert said(text) == [(3, source, ())]


@pytest.mark.parametrize("text", ["إدارة المنجم: 3 قتلى", "إدارة المنجم: مقتل 3 عمال في انهيار"])
def test_a_heading_with_a_colon_names_the_source(text: str) -> None:
    assert said(text) == [(3, "إدارة المنجم", ())]


def test_a_category_with_a_colon_is_no_source() -> None:
    assert said("القتلى: 21") == [(21, None, ())]


@pytest.mark.parametrize(
    "text", ["قتل 3 عمال في انهيار المنجم", "بحسب المعلومات، قتل 3 عمال", "وأضاف أن 3 عمال قتلوا"]
)
def test_a_figure_that_nobody_named_says_has_no_source(text: str) -> None:
    assert said(text) == [(3, None, ())]


@pytest.mark.parametrize("end", [". ", "\n", "؟ "])
def test_a_verb_that_names_no_one_continues_the_last_source(end: str) -> None:
    text = f"أعلنت إدارة المنجم مقتل 3 عمال{end}وأضافت أن 9 عمال أصيبوا"
    assert said(text) == [(3, "إدارة المنجم", ()), (9, "إدارة المنجم", ())]


def test_a_sentence_without_a_frame_does_not_inherit_the_last_source() -> None:
    text = "أعلنت إدارة المنجم مقتل 3 عمال. وفي الوادي المجاور أصيب 9 عمال"
    assert said(text) == [(3, "إدارة المنجم", ()), (9, None, ())]


def test_each_frame_of_a_sentence_governs_what_follows_it() -> None:
    text = "أعلنت إدارة المنجم مقتل 3 عمال، فيما أفاد الدفاع المدني بإصابة 9"
    assert said(text) == [(3, "إدارة المنجم", ()), (9, "الدفاع المدني", ())]


def test_one_source_speaks_for_all_the_figures_after_it() -> None:
    text = "أعلنت إدارة المنجم مقتل 3 عمال وإصابة 9"
    assert said(text) == [(3, "إدارة المنجم", ()), (9, "إدارة المنجم", ())]


def test_a_source_after_its_figures_speaks_for_all_of_them() -> None:
    text = "مقتل 3 عمال وإصابة 9، وفق الدفاع المدني"
    assert said(text) == [(3, "الدفاع المدني", ()), (9, "الدفاع المدني", ())]


def test_a_name_too_long_to_be_one_is_not_taken_for_a_source() -> None:
    works = "طرق وجسور وأنفاق ومرافئ ومطارات ومحطات ومواقف وساحات وحدائق وملاعب ومسابح"
    crowd = f"رئيس لجنة صيانة {works} المدينة القديمة"
    assert said(f"قال {crowd} إن 3 عمال قتلوا") == [(3, None, ())]


def test_a_name_of_more_letters_than_a_name_may_have_is_none() -> None:
    assert said("قتل 3 عمال، وفق مصدر " + "ا" * 600) == [(3, None, ())]


@pytest.mark.parametrize(
    "text",
    ["نفت إدارة المنجم مقتل 3 عمال", "نفى مسؤول محلي أن يكون 3 عمال قتلوا", "لا صحة لمقتل 3 عمال"],
)
def test_a_figure_that_its_source_denies_is_denied(text: str) -> None:
    assert only(text).denied


def test_a_denial_keeps_its_source() -> None:
    assert only("نفت إدارة المنجم مقتل 3 عمال").attribution.source == "إدارة المنجم"


@pytest.mark.parametrize(
    "text",
    [
        "لا تنفي إدارة المنجم مقتل 3 عمال",
        "ولم تنفِ إدارة المنجم مقتل 3 عمال",
        "نفت إدارة المنجم الإهمال، وأعلنت الشرطة مقتل 3 عمال",
        "أعلنت الشرطة مقتل 3 عمال، ونفت إدارة المنجم الإهمال",
        "نفت إدارة المنجم الإهمال. وقتل 3 عمال",
    ],
)
def test_a_figure_that_nobody_denies_is_not_denied(text: str) -> None:
    assert not only(text).denied


@pytest.mark.parametrize(
    "text",
    [
        "لا تنفي إدارة المنجم مقتل 3 عمال",
        pytest.param("لم تنف إدارة المنجم مقتل 3 عمال"),
    ],
)
def test_who_did_not_deny_a_figure_is_its_source(text: str) -> None:
    assert said(text) == [(3, "إدارة المنجم", ())]


def test_a_later_figure_of_the_denier_is_not_denied() -> None:
    first, second = extract("نفت إدارة المنجم مقتل 3 عمال، وأكدت إصابة 9")
    assert (first.denied, second.denied) == (True, False)


def test_a_verb_before_its_casualty_word_continues_the_last_source() -> None:
    text = "أعلنت إدارة المنجم مقتل 3 عمال. وأكدت إصابة 9"
    assert said(text) == [(3, "إدارة المنجم", ()), (9, "إدارة المنجم", ())]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("قالت الشرطة إن 5 قتلوا، لكن مصدرا طبيا أكد مقتل سبعة", "مصدرا طبيا"),
        ("قالت الشرطة إن 5 قتلوا، بيد أن ناطقا باسم الجيش قال إن سبعة قتلوا", "ناطقا باسم الجيش"),
        ("قالت الشرطة إن 5 قتلوا، إلا أن مسؤولا محليا قال إن سبعة قتلوا", "مسؤولا محليا"),
    ],
)
def test_a_speaker_in_the_accusative_is_a_source(text: str, source: str) -> None:
    assert [(low, by) for low, by, _ in said(text)] == [(5, "الشرطة"), (7, source)]
