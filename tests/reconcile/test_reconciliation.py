"""Reconciliation: what record is possible, which policy and clock answer, and what comes out."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reconcile import extract, reconcile
from reconcile.estimation.conventions import UnknownConvention
from reconcile.estimation.policies import UnknownPolicy
from reconcile.estimation.reconciliation import current_account
from reconcile.model import Category, Claim, Grade, History, RecordedClaim, Retraction, Role, Status

START = datetime(2031, 5, 4, tzinfo=UTC)
HARBOUR, CLINIC = "إدارة الميناء", "عيادة النخيل"

Fields = dict[str, object]
Figures = tuple[int | None, int | None, int | None]


def hours(n: int) -> datetime:
    return START + timedelta(hours=n)


def claim(hour: int, source: str, n: int, **fields: object) -> RecordedClaim:
    said: Fields = {
        "category": "killed",
        "count": {"low": n, "high": n, "qualifier": "exact"},
        "attribution": {"source": source},
        "published_at": hours(hour),
    }
    return RecordedClaim.model_validate(said | fields)


def retraction(claim_id: str, hour: int, reason: str = "misread") -> Retraction:
    return Retraction(claim_id=claim_id, recorded_at=hours(hour), reason=reason)


def figures(history: History, category: Category = Category.KILLED) -> Figures:
    found = history.estimates[category]
    return (found.low, found.best, found.high)


def test_an_undated_claim_is_refused_by_its_place() -> None:
    dated, undated = extract("4 قتلى", published_at=START) + extract("9 قتلى")
    history = reconcile([dated, undated])
    (refusal,) = history.refused
    assert (refusal.what, refusal.place, refusal.claim_id) == ("claim", 2, None)
    assert "has no date" in refusal.reason
    assert figures(history) == (4, 4, 4), "the other claim is reconciled all the same"


def test_two_different_claims_with_one_id_are_refused() -> None:
    history = reconcile([claim(0, HARBOUR, 4, id="same"), claim(0, HARBOUR, 9, id="same")])
    assert refused(history) == [("claim", 2, "two different claims have the id 'same'")]
    assert figures(history) == (4, 4, 4)


def refused(history: History) -> list[tuple[str, int, str]]:
    return [(refusal.what, refusal.place, refusal.reason) for refusal in history.refused]


def test_a_claim_of_a_time_long_after_its_record_is_refused() -> None:
    ahead = claim(0, HARBOUR, 9, as_of=hours(25))
    history = reconcile([claim(0, CLINIC, 4, as_of=hours(24)), ahead])
    ((what, place, reason),) = refused(history)
    assert (what, place) == ("claim", 2)
    assert "2031-05-05T01:00" in reason
    assert figures(history) == (4, 4, 4)


class _Placed(RecordedClaim):
    """A claim that knows more than what is said: the report it stands in."""

    report_id: str | None = None


def test_one_claim_that_stands_in_two_reports_is_one() -> None:
    said = claim(0, HARBOUR, 4)
    twice = [_Placed(**said.model_dump(), report_id=report) for report in ("a", "b")]
    history = reconcile(twice)
    assert refused(history) == []
    assert figures(history) == (4, 4, 4)


def test_a_claim_recorded_twice_is_one_claim_known_since_the_first_time() -> None:
    first, again = claim(0, HARBOUR, 4), claim(0, HARBOUR, 4, recorded_at=hours(7))
    assert reconcile([again, first]) == reconcile([first])
    assert reconcile([again, first], known_at=hours(1)) == reconcile([first])


def test_the_retraction_of_an_unknown_claim_is_refused() -> None:
    history = reconcile([claim(0, HARBOUR, 4)], retractions=[retraction("lost", 1)])
    assert refused(history) == [("retraction", 1, "the retraction of 'lost' names no claim")]
    assert figures(history) == (4, 4, 4)


def test_a_retraction_before_its_claim_was_recorded_is_refused() -> None:
    late = claim(3, HARBOUR, 4)
    history = reconcile([late], retractions=[retraction(late.id, 2)])
    reason = f"claim {late.id!r} is retracted before it was recorded"
    assert refused(history) == [("retraction", 1, reason)]
    assert figures(history) == (4, 4, 4)


def test_of_two_retractions_of_a_claim_the_first_counts() -> None:
    said = claim(0, HARBOUR, 4)
    twice = [retraction(said.id, 5, "second thought"), retraction(said.id, 2, "misread")]
    history = reconcile([said], retractions=twice)
    assert [revision.recorded_at for revision in history.revisions] == [hours(0), hours(2)]
    assert history == reconcile([said], retractions=twice[1:])


def test_an_unknown_policy_is_refused_and_the_known_ones_listed() -> None:
    with pytest.raises(UnknownPolicy, match=r"'guess' is unknown; there are: .*agreement"):
        reconcile([], policy="guess")


def test_an_unknown_convention_is_refused_and_the_known_ones_listed() -> None:
    with pytest.raises(UnknownConvention, match=r"'guess' is unknown; there are: literal, none, acled"):
        reconcile([], convention="guess")


def test_nothing_reported_is_no_estimate_and_not_zero() -> None:
    assert reconcile([]) == History(estimates={}, revisions=())


@pytest.mark.parametrize(
    ("convention", "expected"), [("literal", (20, None, 99)), ("none", (1, None, None))]
)
def test_the_convention_decides_what_a_vague_word_stands_for(convention: str, expected: Figures) -> None:
    history = reconcile(extract("عشرات القتلى", published_at=START), convention=convention)
    assert figures(history) == expected
    assert history.estimates[Category.KILLED].convention.name == convention
    assert history.estimates[Category.KILLED].policy.name == "agreement"


def test_an_estimate_names_its_origins_and_the_claims_behind_each_figure() -> None:
    high, low = claim(0, HARBOUR, 9), claim(1, CLINIC, 4)
    found = reconcile([high, low]).estimates[Category.KILLED]
    assert set(found.origins) == {HARBOUR, CLINIC}
    assert found.low_claims == (low.id,)
    assert found.best_claims == (high.id,), "no second origin means the fall"
    assert found.high_claims == (high.id,)
    assert {standing.claim_id for standing in found.standings} == {low.id, high.id}


def test_categories_are_estimated_apart() -> None:
    injured = claim(0, HARBOUR, 30, category="injured")
    history = reconcile([injured, claim(0, HARBOUR, 4)])
    assert list(history.estimates) == [Category.KILLED, Category.INJURED]
    assert figures(history) == (4, 4, 4)
    assert figures(history, Category.INJURED) == (30, 30, 30)


def test_a_plain_claim_counts_as_recorded_when_it_was_published() -> None:
    said = Claim.model_validate(claim(2, HARBOUR, 4).model_dump(exclude={"id", "recorded_at"}))
    (revision,) = reconcile([said]).revisions
    assert revision.recorded_at == hours(2)
    assert revision.claim_id == claim(2, HARBOUR, 4).id


def test_as_of_asks_what_we_now_think_the_toll_then_was() -> None:
    claims = [claim(0, HARBOUR, 4), claim(5, HARBOUR, 9)]
    corrected = claim(9, HARBOUR, 6, as_of=hours(1))
    assert figures(reconcile([*claims, corrected], as_of=hours(2))) == (6, 6, 6)
    assert figures(reconcile([*claims, corrected], as_of=hours(5))) == (9, 9, 9)
    assert reconcile(claims, as_of=START - timedelta(hours=1)).estimates == {}


def test_known_at_asks_what_we_would_have_answered_then() -> None:
    claims = [claim(0, HARBOUR, 4), claim(1, HARBOUR, 9, recorded_at=hours(5))]
    assert figures(reconcile(claims, known_at=hours(4))) == (4, 4, 4)
    assert figures(reconcile(claims, known_at=hours(5))) == (9, 9, 9)


def test_known_at_forgets_the_retractions_to_come() -> None:
    first, second = claim(0, HARBOUR, 4), claim(1, HARBOUR, 9)
    taken_back = [retraction(second.id, 6)]
    for known_at, expected in ((5, (9, 9, 9)), (6, (4, 4, 4))):
        history = reconcile([first, second], retractions=taken_back, known_at=hours(known_at))
        assert figures(history) == expected


def test_a_retracted_claim_stays_in_the_list_without_weight() -> None:
    said = claim(0, HARBOUR, 4)
    found = reconcile([said], retractions=[retraction(said.id, 1)]).estimates[Category.KILLED]
    assert (found.low, found.best, found.high, found.status) == (None, None, None, Status.UNQUANTIFIED)
    assert [standing.role for standing in found.standings] == [Role.EXCLUDED]


def test_the_estimates_alone_are_those_of_the_whole_history() -> None:
    claims = [claim(0, HARBOUR, 4), claim(1, CLINIC, 9), claim(1, CLINIC, 3, category="missing")]
    taken_back = [retraction(claims[0].id, 8)]
    for known_at in (hours(0), hours(1), hours(9)):
        alone = current_account(claims, retractions=taken_back, known_at=known_at).estimates()
        assert alone == reconcile(claims, retractions=taken_back, known_at=known_at).estimates


def test_a_moment_without_an_offset_is_refused_plainly() -> None:
    with pytest.raises(ValueError, match="offset"):
        reconcile([claim(0, HARBOUR, 4)], as_of=START.replace(tzinfo=None))


def test_the_seed_article_makes_the_estimates_of_the_worked_example(shared: Path) -> None:
    text = (shared / "seed_article_ar.txt").read_text(encoding="utf-8")
    history = reconcile(extract(text, publisher="صحيفة المرفأ", published_at=START))
    assert set(history.estimates) == {Category.KILLED, Category.INJURED}
    assert figures(history) == (1, 1, 1)
    assert figures(history, Category.INJURED) == (3, 3, 3)
    killed, injured = history.estimates[Category.KILLED], history.estimates[Category.INJURED]
    assert (killed.status, killed.grade) == (Status.SINGLE_SOURCE, Grade.WEAK)
    assert (injured.status, injured.grade) == (Status.DEVELOPING, Grade.WEAK)


def test_a_figure_that_its_origin_has_loosened_since_still_stands_and_says_so() -> None:
    at_least: Fields = {"low": 30, "high": None, "qualifier": "at_least"}
    said = [claim(0, HARBOUR, 30), claim(1, HARBOUR, 30, count=at_least)]
    killed = reconcile(said).estimates[Category.KILLED]
    first, _ = killed.standings
    assert killed.best_claims == (first.claim_id,)
    assert first.role is Role.SUPERSEDED
    assert first.reason == "Its figure still stands: its origin now says at least 30."
