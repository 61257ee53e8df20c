"""What changes no claim: another digit script, marks, other places, sentences about something else."""

from hypothesis import given
from hypothesis import strategies as st

from reconcile import extract
from reconcile.model import Claim
from tests.samples import Sample, samples

READ = [sample for sample in samples("arabic") if sample.read and sample.claims]
SAMPLES = st.sampled_from(READ)
MARKS = st.sampled_from(["\u064e", "\u0650", "\u0652", "\u0640", "\u200f"])
NOTHING = (
    "افتتح المعرض أبوابه مساء أمس. ",
    "وتوقعت الأرصاد أمطارا غزيرة. ",
    "The council met on Monday. ",
    "وناقش المجلس خطة الطرق الجديدة.\n",
)
PLACES = ("عين السنديان", "تل الورد", "بئر الحجر", "وادي القرنفل", "بلدة الغدير")
SENTENCES = (
    "قتل 4 عمال في {}",
    "أعلنت الشرطة إصابة خمسة أشخاص قرب {} بينهم طفلان",
    "ارتفعت حصيلة القتلى في {} من 5 إلى 8",
    "نفى مجلس {} مقتل أحد",
    "لا تزال 3 عائلات محاصرة في {}، بحسب الإسعاف",
    "استشهاد شاب وإصابة آخر برصاص في {}",
)

Said = list[tuple[object, ...]]


def said(claims: list[Claim]) -> Said:
    """Return what claims say, wherever it stands and however it is written."""
    return [
        (claim.category, claim.count, claim.scope, claim.denied, claim.preliminary) for claim in claims
    ]


@given(SAMPLES, st.sampled_from(["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９"]))
def test_another_digit_script_changes_no_claim(sample: Sample, digits: str) -> None:
    text = sample.text
    assert said(extract(text.translate(str.maketrans("0123456789", digits)))) == said(extract(text))


@given(SAMPLES, st.data())
def test_marks_within_words_change_no_claim(sample: Sample, data: st.DataObject) -> None:
    text = sample.text
    places = data.draw(st.sets(st.integers(1, len(text) - 1), max_size=12))
    marks = {place: data.draw(MARKS) for place in places}
    noisy = "".join(
        marks.get(at, "") + letter if text[at - 1].isalpha() and letter.isalpha() else letter
        for at, letter in enumerate(text)
    )
    claims = extract(noisy)
    assert said(claims) == said(extract(text))
    assert all(
        noisy[c.evidence.start : c.evidence.end] == c.evidence.exact for c in claims if c.evidence
    )


@given(st.sampled_from(SENTENCES), st.sampled_from(PLACES), st.sampled_from(PLACES))
def test_another_place_changes_no_claim(sentence: str, one: str, other: str) -> None:
    assert said(extract(sentence.format(one))) == said(extract(sentence.format(other)))


@given(SAMPLES, st.lists(st.sampled_from(NOTHING), max_size=3), st.lists(st.sampled_from(NOTHING)))
def test_sentences_about_something_else_change_no_claim(
    sample: Sample, before: list[str], after: list[str]
) -> None:
    text = sample.text
    assert said(extract("".join(before) + text + ".\n" + "".join(after))) == said(extract(text))


@given(st.lists(SAMPLES, min_size=2, max_size=4))
def test_reports_beside_each_other_make_the_claims_of_each(chosen: list[Sample]) -> None:
    texts = [sample.text for sample in chosen]
    each = [claim for text in texts for claim in said(extract(text))]
    assert said(extract("\n".join(texts))) == each


@given(st.text(), st.sampled_from(["ar", "en", None]))
def test_no_text_of_any_kind_raises_and_every_span_quotes_it(text: str, language: str | None) -> None:
    for claim in extract(text, language=language):
        assert claim.evidence is not None
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.exact


@given(st.integers(390, 400), st.sampled_from(SENTENCES))
def test_a_text_longer_than_any_sentence_is_cut_even_at_a_number(words: int, told: str) -> None:
    told = told.format("عين السنديان")
    assert said(extract(told + " ثم" * words + " 5" * 10)) == said(extract(told))
