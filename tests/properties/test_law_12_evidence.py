"""Law 12: every number in an estimate leads back to a claim, and every claim to its words."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reconcile import extract, reconcile
from reconcile.model import RecordedClaim, Role
from tests.properties.strategies import policies

START = datetime(2026, 3, 1, tzinfo=UTC)
_SENTENCES = (
    "قتل {n} أشخاص وأصيب {m} آخرون، وفق الشرطة.",
    "ارتفع عدد القتلى إلى {n}، حسب وزارة الصحة.",
    "The ministry said {n} people were killed and {m} injured.",
    "استقبل المستشفى {m} جريحا.",
    "At least {n} died, residents said.",
    "نفى الجيش مقتل {n} من جنوده.",
    "سقط {n} شخصا بين قتيل وجريح.",
)


@st.composite
def reports(draw: st.DrawFn) -> list[str]:
    """A few reports of own sentences, their numbers drawn."""
    number = st.integers(3, 40)
    sentence = st.builds(
        lambda text, n, m: str(text).format(n=n, m=m), st.sampled_from(_SENTENCES), number, number
    )
    return draw(st.lists(st.lists(sentence, min_size=1, max_size=3).map(" ".join), max_size=4))


@given(policies(), reports())
def test_every_number_leads_back_to_the_words_it_came_from(policy: str, texts: list[str]) -> None:
    by_id: dict[str, tuple[str, RecordedClaim]] = {}
    for hour, text in enumerate(texts):
        at = START + timedelta(hours=hour)
        for claim in extract(text, publisher="a paper", published_at=at):
            recorded = RecordedClaim.model_validate(dict(claim) | {"recorded_at": at})
            by_id[recorded.id] = (text, recorded)
    history = reconcile([claim for _, claim in by_id.values()], policy=policy)
    for category, found in history.estimates.items():
        roles = {standing.claim_id: standing.role for standing in found.standings}
        beside = {standing.claim_id for standing in found.beside}
        for figure, ids in (
            (found.low, found.low_claims),
            (found.best, found.best_claims),
            (found.high, found.high_claims),
        ):
            assert figure is None or ids
            for claim_id in ids:
                text, claim = by_id[claim_id]
                assert (claim.category is category) == (claim_id not in beside)
                assert claim_id in beside or roles[claim_id] is not Role.EXCLUDED
                assert claim.evidence is not None
                assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.exact
    for revision in history.revisions:
        assert revision.claim_id in by_id
