"""Mentions: so many, of whom, in which sense."""

import pytest

from reconcile.extraction.mentions import mentions
from reconcile.extraction.quantities import quantities
from reconcile.extraction.sentences import sentences

Said = tuple[str, int | None, int | None, str]


def said(text: str) -> list[Said]:
    return [
        (mention.category.value, mention.count.low, mention.count.high, mention.scope.value)
        for sentence in sentences(text, "ar")
        for mention in mentions(sentence, quantities(sentence))[0]
    ]


def killed(n: int, scope: str = "total") -> Said:
    return ("killed", n, n, scope)


def injured(n: int, scope: str = "total") -> Said:
    return ("injured", n, n, scope)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سقط 4 قتلى", killed(4)),
        ("خلف الحريق ٤ ضحايا", killed(4)),
        ("وبين الركاب 4 مصابين", injured(4)),
        ("سجلت 4 وفيات", killed(4)),
        ("سجلت 6 إصابات", injured(6)),
        ("القتلى: 21", killed(21)),
        ("عدد الجرحى 33", injured(33)),
    ],
)
def test_a_casualty_noun_before_or_after_the_number_says_of_whom(text: str, expected: Said) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل 7 أشخاص", killed(7)),
        ("لقي 7 بحارة حتفهم", killed(7)),
        ("قتل في انهيار المنجم 7 عمال", killed(7)),
        ("أصيب 9 عمال", injured(9)),
        ("7 أشخاص قتلوا", killed(7)),
        ("مصرع 7 بحارة", killed(7)),
        ("بوفاة 7 من الركاب", killed(7)),
        ("إصابة ما لا يقل عن 9 عمال", ("injured", 9, None, "total")),
        ("إصابة العشرات", ("injured", 20, 99, "total")),
        pytest.param("أودى الحريق بحياة 7 عمال", killed(7)),
    ],
)
def test_a_verb_or_an_event_counts_whom_it_befell(text: str, expected: Said) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سقوط قتيلين", killed(2)),
        ("مقتل جنديين", killed(2)),
        ("قتلت طفلتان", killed(2)),
        ("إصابة طفلتين", injured(2)),
        ("مقتل طفلتا الحارس", killed(2)),
        ("جريحان اثنان", injured(2)),
        ("سقط قتيلا الشرطة", killed(2)),
        ("سقوط قتيل", killed(1)),
        ("إصابة شخص", injured(1)),
        ("قتل شاب", killed(1)),
        ("مقتل رجل يبلغ 45 عاما", killed(1)),
        ("وفاة جريح", killed(1)),
    ],
)
def test_a_dual_or_a_bare_singular_is_a_number(text: str, expected: Said) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("عدد من الجرحى", ("injured", 2, None, "total")),
        ("عشرات القتلى", ("killed", 20, 99, "total")),
        ("سقوط جرحى", ("injured", 2, None, "total")),
        ("وقوع إصابات", ("injured", 1, None, "total")),
        pytest.param(
            *("العشرات من القتلى", ("killed", 20, 99, "total")),
        ),
        pytest.param(
            *("عشرات الآلاف من الجرحى", ("injured", 20_000, 99_999, "total")),
        ),
    ],
)
def test_vague_words_and_bare_plurals_bound_the_count(text: str, expected: Said) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتيل وجريحان", [killed(1), injured(2)]),
        ("3 قتلى و5 جرحى", [killed(3), injured(5)]),
        ("قتل 3 أشخاص وأصيب 5 آخرون", [killed(3), injured(5)]),
        ("مقتل ثلاثة وإصابة خمسة", [killed(3), injured(5)]),
        ("قتل وأصيب 12", [("casualties", 12, 12, "total")]),
        ("مقتل وإصابة 12 عاملا", [("casualties", 12, 12, "total")]),
        ("15 قتيلا وجريحا", [("casualties", 15, 15, "total")]),
        ("عشرات القتلى والجرحى", [("casualties", 20, 99, "total")]),
    ],
)
def test_killed_and_injured_are_separate_unless_the_text_joins_them(
    text: str, expected: list[Said]
) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("دون وقوع إصابات", "injured"),
        ("من دون تسجيل أي وفيات", "killed"),
        ("لا قتلى", "killed"),
        ("0 قتلى", "killed"),
        pytest.param("لم يسفر الانهيار عن إصابات", "injured"),
        pytest.param("لم تسفر العاصفة عن سقوط قتلى", "killed"),
    ],
)
def test_an_explicit_no_casualties_is_zero(text: str, category: str) -> None:
    assert said(text) == [(category, 0, 0, "total")]


@pytest.mark.parametrize(
    "text",
    [
        "لا أنباء عن قتلى",
        "دون أنباء عن إصابات",
        pytest.param("ولم ترد أنباء عن إصابات"),
        pytest.param("ولم ترد تقارير فورية عن قتلى"),
    ],
)
def test_what_nobody_knows_is_no_claim(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 قتيلا بينهم 3 أطفال", [killed(12), killed(3, "subset")]),
        ("مقتل 12 عاملا منهم طفلان", [killed(12), killed(2, "subset")]),
        ("إصابة 4 عمال، أحدهم طفل", [injured(4), injured(1, "subset")]),
        pytest.param(
            *("مقتل 4 عمال، بينهم فتى، وإصابة 9", [killed(4), killed(1, "subset"), injured(9)]),
        ),
        ("استقبل مستشفى النخيل 6 جرحى", [injured(6, "subset")]),
        ("وصل إلى مشفى الريحان 6 جرحى", [injured(6, "subset")]),
    ],
)
def test_a_group_or_one_hospital_is_a_subset(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize("text", ["قرب مستشفى النخيل سقط 6 قتلى", "استقبل أهالي الوادي 6 قتلى"])
def test_a_hospital_that_receives_nobody_and_others_who_do_make_no_subset(text: str) -> None:
    assert said(text) == [killed(6)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "ارتفع العدد من 5 قتلى إلى 8 قتلى",
        ),
        pytest.param("ارتفع عدد القتلى من 5 إلى 8"),
        pytest.param("ارتفعت حصيلة القتلى من خمسة إلى ثمانية"),
    ],
)
def test_a_toll_that_rises_goes_from_the_previous_figure_to_the_total(text: str) -> None:
    assert said(text) == [killed(5, "previous"), killed(8)]


def test_an_earlier_toll_quoted_is_previous() -> None:
    assert said("وفي حصيلة سابقة للمسعفين 6 قتلى") == [killed(6, "previous")]


@pytest.mark.parametrize("text", ["سقوط 3 قتلى جدد", "انتشال 3 قتلى إضافيين"])
def test_more_on_top_of_an_earlier_toll_is_an_increment(text: str) -> None:
    assert said(text) == [killed(3, "increment")]


def test_the_toll_of_another_event_is_historical() -> None:
    assert said("وفي انهيار مماثل عام 2009 قتل 40 شخصا") == [killed(40, "historical")]


@pytest.mark.parametrize(
    "text",
    [
        "ربما يسقط 10 قتلى",
        "خشية سقوط 20 قتيلا",
        "لو انهار السد لقتل 100 شخص",
        pytest.param("قد يصل عدد القتلى إلى 200"),
    ],
)
def test_what_is_not_asserted_is_no_mention(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        *("أصيبت 3 سيارات", "دمرت الغارات 12 منزلا", "مستشفى شهداء النخيل", "عبروا جسر الشهداء"),
        *("وصل اللواء 17", "على بعد 20 كيلومترا", "استمر البحث 3 أيام", "اجتمع 5 وزراء"),
        "قضى 20 شخصا ليلتهم في العراء",
        pytest.param("لقي 3 لاعبين ترحيبا حارا"),
        pytest.param("أصيب 30 في المئة من العمال"),
    ],
)
def test_what_counts_no_casualties_is_no_mention(text: str) -> None:
    assert said(text) == []


def test_other_numbers_beside_a_toll_leave_it_alone() -> None:
    assert said("قتل 3 أشخاص على بعد 20 كيلومترا من الطريق 60") == [killed(3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتلت قوات إسرائيلية خمسة فلسطينيين", [("killed", 5, 5, "total")]),
        ("قتلت قوات خاصة يمنية أربعة من المسلحين", [("killed", 4, 4, "total")]),
        ("قتلت طائرات أميركية مسيرة ثلاثة من القادة", [("killed", 3, 3, "total")]),
    ],
)
def test_adjectives_of_who_did_it_are_nobody(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


def test_a_verb_that_names_its_object_says_who_did_it() -> None:
    assert said("تحرير 14 صيادا احتجزهم قراصنة") == [("rescued", 14, 14, "total")]


def test_one_dies_and_others_are_hurt() -> None:
    expected = [("killed", 1, 1, "total"), ("injured", 3, 3, "total")]
    assert said("أعلن الجيش أن أحد جنوده استشهد وأصيب ثلاثة في الغارة") == expected
    assert said("أعلن الجيش أن جنديا قتل وأصيب ثلاثة في الغارة") == expected


def test_a_second_noun_for_the_same_person_is_not_counted() -> None:
    text = "قتل 9 بينهم امرأتان وطفل رضيع وضابط برتبة عقيد"
    parts = [mention for mention in said(text) if mention[3] == "subset"]
    assert [count for _, count, _, _ in parts] == [2, 1, 1]


@pytest.mark.parametrize("text", ["قتل في القصف نحو80 مدنيا", "ارتفع إلى80 عدد القتلى"])
def test_a_number_written_onto_what_leads_to_it_counts(text: str) -> None:
    assert [count for _, count, _, _ in said(text)] == [80]


@pytest.mark.parametrize(
    "text", ["وقبل ثلاث سنوات، أزهق انفجار أرواح 16 عاملا", "أزهق انفجار أرواح 16 عاملا قبل 3 سنوات"]
)
def test_what_happened_years_ago_is_history(text: str) -> None:
    assert said(text) == [("killed", 16, 16, "historical")]


def test_a_hedge_before_the_label_is_of_the_first_figure() -> None:
    assert said("زادت حصيلة القتلى من 12 إلى 19") == [
        ("killed", 12, 12, "previous"),
        ("killed", 19, 19, "total"),
    ]
