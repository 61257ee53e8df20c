"""Short names for who was named in full before: one voice, named as the text names it."""

import pytest

from reconcile import extract, reconcile
from reconcile.model import Category, RecordedClaim, Status
from tests.reconcile.saying import START


def sources(text: str) -> list[str | None]:
    return [claim.attribution.source for claim in extract(text)]


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("قالت وزارة الصحة في المدينة إن 4 قتلوا. وقالت الوزارة إن 6 أصيبوا.", "وزارة الصحة في المدينة"),
        ("وثق مرصد النخيل مقتل 4. وبحسب المصدر ذاته، أصيب 6.", "مرصد النخيل"),
        ("قال مصدر في الشرطة إن 4 قتلوا. وقال المصدر نفسه إن 6 أصيبوا.", "مصدر في الشرطة"),
        ("قالت وزارة الصحة إن 4 قتلوا، وأضافت الوزارة أن 6 أصيبوا.", "وزارة الصحة"),
        ("قال مرصد النخيل إن 4 قتلوا. وقال المرصد إن 6 أصيبوا.", "مرصد النخيل"),
        ("قالت وزارة الصحة إن 4 قتلوا. وفي بيان قالت الوزارة إن 6 أصيبوا.", "وزارة الصحة"),
        ("The aid group said four died. Medics said five did. The group said six were hurt.", None),
        ("The Palmish army said four died.\nUpdate: the army said six were hurt.", None),
        ("The Palmish army said four died. In July, the army said six were hurt.", None),
        ("Sheriff Omar Nasser said four died. The sheriff said six were hurt.", None),
        ("The health ministry said four died. In Figland, the ministry said six were hurt.", None),
        ("The health ministry of Palmtown said four died. The ministry said six were hurt.", None),
        ("A harbour officer said four died. Six were hurt, according to the same officer.", None),
        ("Mayor Omar Nasser said four died. The roads are closed. The mayor said six were hurt.", None),
    ],
)
def test_a_short_name_is_the_one_that_the_text_has_in_full(text: str, full: str | None) -> None:
    first, *_, second = sources(text)
    assert second == first
    assert full in (None, first)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("وقال المصدر إن 6 أصيبوا.", "المصدر"),
        ("قال مرصد النخيل إن 4 قتلوا. وقالت الوزارة إن 6 أصيبوا.", "الوزارة"),
        ("A spokesman for the army said four died. The army said six were hurt.", "The army"),
        ("Harbour police said four died. The mayor said six were hurt.", "The mayor"),
        ("The Palmish army said four died. In Figland, the army said six were hurt.", "the army"),
        ("قال الجيش النخيلي إن 4 قتلوا. وفي تينستان، أعلن الجيش إصابة 6 جنود.", "الجيش"),
        ("أعلنت وزارة الصحة مقتل 4.\nتينستان: أعلنت الوزارة إصابة 6.", "الوزارة"),
        ("قالت وزارة الصحة إن 4 قتلوا. وأكد الجيش نفسه إصابة 6.", "الجيش نفسه"),
        (
            "A rights group said four died. Palmgas said five died. The group said six were hurt.",
            "The group",
        ),
        ("Navy Radio said four died. The navy said six were hurt.", "The navy"),
        ("Police Chief Omar Nasser said four died. The police said six were hurt.", "The police"),
        ("قالت الشرطة إن 4 قتلوا. وقالت شرطة المرور إن 5 قتلوا. وقالت الشرطة إن 6 أصيبوا.", "الشرطة"),
    ],
)
def test_a_short_name_that_fits_nobody_before_stays_as_written(text: str, short: str) -> None:
    assert sources(text)[-1] == short


def test_a_ministry_and_the_ministry_corroborate_nothing() -> None:
    text = "قالت وزارة الصحة في المدينة إن 4 قتلوا. وأكدت الوزارة أن 4 قتلوا."
    found = extract(text, publisher="صحيفة النخيل", published_at=START)
    recorded = [RecordedClaim.model_validate(dict(claim)) for claim in found]
    estimate = reconcile(recorded).estimates[Category.KILLED]
    assert estimate.status is Status.SINGLE_SOURCE
    assert estimate.origins == ("وزارة الصحة في المدينة",)
