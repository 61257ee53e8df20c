"""What may be said another way without changing a claim: its words, what parts them, who says it."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile import extract
from reconcile.lexicon import language
from reconcile.lexicon.language import Construction
from reconcile.model import Category

CATEGORIES = {words.category: words for words in language("ar").casualties}
TOLD_OF = (Category.KILLED, Category.INJURED, Category.MISSING, Category.CAPTURED)
NOT_OF_ONE_NUMBER = {
    "ارتقى",
    "صرع",
    "اغتال",
    "أصاب",
    "أسر",
    "سبى",
    "استرهن",
    "ووري الثرى",
    "أباد",
    "فتك",
}
"""Verbs that tell of their object, or mean something else right before a number."""
VERBS = [
    (category, verb)
    for category in TOLD_OF
    for verb in CATEGORIES[category].past
    if verb not in NOT_OF_ONE_NUMBER
]
EVENTS = [(category, event) for category in TOLD_OF for event in CATEGORIES[category].events]
ADVERBIALS = (
    "أمس",
    "فجر اليوم",
    "مساء السبت",
    "صباح أمس الأحد",
    "في بلدة الغدير",
    "في حي الوردة وسط العاصمة",
    "خلال الساعات الـ24 الماضية",
    "في غارة إسرائيلية",
    "جراء القصف",
    "بنيران مجهولين",
    "(الخميس)",
    "على الفور",
)
VICTIMS = ("ثلاثة عمال", "12 شخصا", "شاب", "طفلان", "مدير المدرسة", "نحو 40 مصليا", "عشرات المدنيين")
SAYING = ("قتل {}", "وأصيب {}", "فقتل {}", "استشهد {}", "توفي {}", "وجرح {}")
SOURCES = (
    "وزارة الصحة",
    "الدفاع المدني",
    "مصدر طبي",
    "مسعفون",
    "المتحدث باسم الشرطة سامر عادل",
    "الادعاء العام",
    "هيئة الإسعاف والطوارئ",
    "المجلس النرويجي للاجئين",
    "طبيب في المستشفى",
    "منظمة إنقاذ الطفولة",
)
BEHIND = ("، بحسب {}.", "، وفق {}", " حسب {}.", "، وفق ما نقل عن {}.")
TOLLS = (
    "قتل 4 عمال في حريق",
    "إصابة خمسة أشخاص قرب عين السنديان",
    "لم تسجل أي إصابات",
    "قتيلان في شجار",
)
CAUSES = ("الانفجار", "انهيار مبنى من 5 طوابق", "انقلاب حافلة تقل 45 راكبا", "سقوط 12 صاروخا على البلدة")
RESULTS = ("يسفر {} عن", "يؤد {} إلى", "يتسبب {} في سقوط", "يسفر {} عن وقوع")

NO_VERB_OF_ITS_OWN = {"taken away", "carrying"}
"""Verbs that another entry claims in some frames: "taken away by", "carrying 9 people"."""


def counts(text: str) -> list[tuple[object, ...]]:
    """Return what the claims of a text say, but not where."""
    return [(claim.category, claim.count, claim.scope) for claim in extract(text)]


@pytest.mark.parametrize(("category", "verb"), VERBS)
def test_every_verb_of_a_category_counts_who_follows_it(category: Category, verb: str) -> None:
    (claim,) = extract(f"{verb} 12 شخصا في المدينة.")
    assert (claim.category, claim.count.low) == (category, 12)


@pytest.mark.parametrize(("category", "event"), EVENTS)
def test_every_verbal_noun_of_a_category_counts_who_follows_it(category: Category, event: str) -> None:
    (claim,) = extract(f"أعلنت الشرطة {event} 12 شخصا.")
    assert (claim.category, claim.count.low) == (category, 12)


@given(
    st.sampled_from(SAYING),
    st.sampled_from(VICTIMS),
    st.lists(st.sampled_from(ADVERBIALS), min_size=1, max_size=2, unique=True),
)
def test_when_and_where_between_a_verb_and_its_victims_change_no_claim(
    saying: str, victims: str, adverbials: list[str]
) -> None:
    between = saying.format(" ".join([*adverbials, victims])) + "."
    assert counts(between) == counts(saying.format(victims) + ".") != []


@given(st.sampled_from(TOLLS), st.sampled_from(BEHIND), st.sampled_from(SOURCES))
def test_a_source_behind_a_toll_changes_only_who_says_it(toll: str, behind: str, source: str) -> None:
    said = toll + behind.format(source)
    assert counts(said) == counts(toll) != []
    assert {claim.attribution.source for claim in extract(said)} == {source}


@given(st.sampled_from(RESULTS), st.sampled_from(CAUSES))
def test_what_did_not_result_in_injuries_injured_nobody(result: str, cause: str) -> None:
    (claim,) = extract(f"لم {result.format(cause)} إصابات.")
    assert (claim.category, claim.count.low, claim.count.high) == (Category.INJURED, 0, 0)


@pytest.mark.parametrize("built", language("en").constructions)
def test_every_construction_counts_whom_it_befell(built: Construction) -> None:
    for text in framed(built):
        claims = [(claim.category, claim.count.low) for claim in extract(text, language="en")]
        assert (text, claims) == (text, [(built.category, 9)])


def framed(built: Construction) -> Iterator[str]:
    """Yield sentences of a construction: its verbs active, passive and without "were"."""
    who, whom = (built.subjects or ("crews",))[0], (built.objects or ("people",))[0]
    by = f"by the {who}" if built.subjects else ""
    for end in (end.replace("…", "nearby") for end in built.ends or ("",)):
        for verb in (*built.active, *built.participles):
            if verb not in NO_VERB_OF_ITS_OWN:
                yield f"Later the {who} {verb} nine {whom} {end}."
        for verb in built.participles:
            if verb not in NO_VERB_OF_ITS_OWN:
                yield f"Nine {whom} were {verb} {end} {by}."
                yield f"Nine {whom} {verb} {end} {by} on Sunday."
        for verb in built.predicates:
            yield f"Nine {who if built.subjects else whom} {verb} {end}."
