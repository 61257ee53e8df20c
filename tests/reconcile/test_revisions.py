"""Revisions: each kind of change from a small history, with the sentence that says why."""

from datetime import UTC, datetime, timedelta

import pytest

from reconcile import reconcile
from reconcile.estimation.wording import ARABIC, ENGLISH, figures_in_words
from reconcile.model import (
    Category,
    Figures,
    Grade,
    RecordedClaim,
    Retraction,
    Revision,
    RevisionKind,
    Status,
)

START = datetime(2031, 5, 4, tzinfo=UTC)
HARBOUR, CLINIC = "إدارة الميناء", "عيادة النخيل"

Fields = dict[str, object]


def exactly(n: int) -> Fields:
    return {"low": n, "high": n, "qualifier": "exact"}


def span(low: int | None, high: int | None, qualifier: str) -> Fields:
    return {"low": low, "high": high, "qualifier": qualifier}


def claim(hour: int, source: str, count: Fields, **fields: object) -> RecordedClaim:
    said: Fields = {
        "category": "killed",
        "count": count,
        "attribution": {"source": source},
        "published_at": START + timedelta(hours=hour),
    }
    return RecordedClaim.model_validate(said | fields)


def revisions(*claims: RecordedClaim, retractions: tuple[Retraction, ...] = ()) -> tuple[Revision, ...]:
    return reconcile(claims, retractions=retractions).revisions


FEW, TENS = span(3, 9, "vague") | {"term": "few"}, span(20, 99, "vague") | {"term": "tens"}
NINE, FOUR = claim(0, HARBOUR, exactly(9)), claim(1, CLINIC, exactly(4))

LAST_CHANGE: list[tuple[str, list[RecordedClaim], RevisionKind, str]] = [
    (
        "the first figure",
        [NINE],
        RevisionKind.INITIAL,
        f"Killed: 9, where nothing was known: {HARBOUR} says 9.",
    ),
    (
        "an origin raises its figure",
        [NINE, claim(1, HARBOUR, exactly(12))],
        RevisionKind.RAISED,
        f"Killed raised from 9 to 12: {HARBOUR} says 12.",
    ),
    (
        "a vague word gives way to a larger one",
        [claim(0, HARBOUR, FEW), claim(1, HARBOUR, TENS)],
        RevisionKind.RAISED,
        f"Killed raised from 3–9 to 20–99: {HARBOUR} says 20–99 (tens).",
    ),
    (
        "an origin corrects its figure downward",
        [NINE, claim(1, HARBOUR, exactly(7))],
        RevisionKind.CORRECTED,
        f"Killed corrected from 9 to 7: {HARBOUR} says 7.",
    ),
    (
        "a vague word gives way to a smaller one",
        [claim(0, HARBOUR, TENS), claim(1, HARBOUR, FEW)],
        RevisionKind.LOWERED,
        f"Killed lowered from 20–99 to 3–9: {HARBOUR} says 3–9 (few).",
    ),
    (
        "an upper limit closes the range",
        [claim(0, HARBOUR, span(9, 20, "range")), claim(1, CLINIC, span(None, 15, "at_most"))],
        RevisionKind.NARROWED,
        f"Killed narrowed from 9–20 to 9–15: {CLINIC} says at most 15.",
    ),
    (
        "an origin opens its figure",
        [NINE, claim(1, HARBOUR, span(9, None, "at_least"))],
        RevisionKind.WIDENED,
        f"Killed widened from 9 to at least 9: {HARBOUR} says at least 9.",
    ),
    (
        "a later origin says less",
        [NINE, FOUR],
        RevisionKind.CONTESTED,
        f"Killed contested, 4–9 after 9: {CLINIC} says 4.",
    ),
    (
        "it comes to agree",
        [NINE, FOUR, claim(2, CLINIC, exactly(9))],
        RevisionKind.SETTLED,
        f"Killed no longer contested: 9 after 4–9: {CLINIC} says 9.",
    ),
    (
        "a second origin says the same",
        [NINE, claim(1, CLINIC, exactly(9))],
        RevisionKind.CONFIRMED,
        f"Killed stays 9, now corroborated: {CLINIC} says 9.",
    ),
]


@pytest.mark.parametrize(
    ("claims", "kind", "sentence"), [row[1:] for row in LAST_CHANGE], ids=[row[0] for row in LAST_CHANGE]
)
def test_a_change_has_a_kind_and_a_sentence(
    claims: list[RecordedClaim], kind: RevisionKind, sentence: str
) -> None:
    last = revisions(*claims)[-1]
    assert (last.kind, last.sentence) == (kind, sentence)
    assert (last.claim_id, last.recorded_at) == (claims[-1].id, claims[-1].recorded_at)


def test_taking_a_claim_back_is_a_revision_that_gives_the_reason() -> None:
    later = START + timedelta(hours=5)
    taken_back = Retraction(claim_id=FOUR.id, recorded_at=later, reason="misread")
    last = revisions(NINE, FOUR, retractions=(taken_back,))[-1]
    assert (last.kind, last.claim_id, last.recorded_at) == (RevisionKind.RETRACTED, FOUR.id, later)
    assert last.sentence == (
        f"Killed went from 4–9 to 9: the claim 4 of {CLINIC} was retracted (misread)."
    )


def test_every_kind_of_revision_is_reached_here() -> None:
    reached = {kind for _, _, kind, _ in LAST_CHANGE} | {RevisionKind.RETRACTED}
    assert reached == set(RevisionKind)


def test_a_figure_after_the_only_one_was_taken_back_is_initial_again() -> None:
    taken_back = Retraction(claim_id=NINE.id, recorded_at=NINE.recorded_at, reason="misread")
    kinds = [revision.kind for revision in revisions(NINE, FOUR, retractions=(taken_back,))]
    assert kinds == [RevisionKind.INITIAL, RevisionKind.RETRACTED, RevisionKind.INITIAL]


def test_the_sentence_quotes_the_words() -> None:
    words = {"exact": "تسعة قتلى", "start": 0, "end": 9}
    (first,) = revisions(claim(0, HARBOUR, exactly(9), evidence=words))
    assert first.sentence.endswith(f"{HARBOUR} says “تسعة قتلى”.")


def test_a_claim_that_changes_nothing_makes_no_revision() -> None:
    again = claim(1, HARBOUR, exactly(9), publisher="صحيفة المرفأ")
    lower_bound = claim(2, HARBOUR, exactly(2), scope="subset")
    assert len(revisions(NINE, again, lower_bound)) == 1


@pytest.mark.parametrize("fields", [{"denied": True}, {"scope": "previous"}, {"scope": "historical"}])
def test_a_first_claim_without_weight_makes_no_revision(fields: Fields) -> None:
    assert revisions(claim(0, HARBOUR, exactly(9), **fields)) == ()


def test_revisions_are_numbered_in_the_order_things_became_known_across_categories() -> None:
    injured = claim(2, CLINIC, exactly(30), category="injured")
    late = claim(0, HARBOUR, exactly(9), recorded_at=START + timedelta(hours=9))
    found = revisions(late, injured, FOUR)
    assert [(r.number, r.category) for r in found] == [
        (1, Category.KILLED),
        (2, Category.INJURED),
        (3, Category.KILLED),
    ]
    assert [r.claim_id for r in found] == [FOUR.id, injured.id, late.id]


def test_each_revision_begins_where_the_one_before_ended() -> None:
    found = revisions(NINE, FOUR, claim(2, CLINIC, exactly(9)))
    assert found[0].before is None
    assert [revision.before for revision in found[1:]] == [revision.after for revision in found[:-1]]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(None, None, "unknown"), (3, 3, "3"), (16, 18, "16–18"), (2, None, "at least 2"), (0, 0, "0")],
)
def test_a_range_is_said_as_a_person_says_it(low: int | None, high: int | None, words: str) -> None:
    figures = Figures(low=low, best=None, high=high, status=Status.UNQUANTIFIED, grade=Grade.NONE)
    assert figures_in_words(figures) == words


def test_claims_recorded_at_once_are_heard_by_the_time_they_speak_of() -> None:
    together = START + timedelta(hours=9)
    grown = [
        claim(hour, HARBOUR, exactly(n), recorded_at=together, id=id_)
        for hour, n, id_ in ((0, 3, "c"), (1, 5, "b"), (2, 8, "a"))
    ]
    said = [(revision.kind, revision.after.best) for revision in revisions(*reversed(grown))]
    assert said == [(RevisionKind.INITIAL, 3), (RevisionKind.RAISED, 5), (RevisionKind.RAISED, 8)]


def test_the_best_figure_is_said_where_the_range_stays_and_only_it_moved() -> None:
    before, after = (
        Figures(low=253, best=best, high=359, status=Status.CONTESTED, grade=Grade.WEAK)
        for best in (253, 290)
    )
    assert ENGLISH.figures(after, before) == "253–359 (best 290)"
    assert ARABIC.figures(before, after) == "من 253 إلى 359 (الأفضل 253)"
    assert ENGLISH.figures(after, None) == ENGLISH.figures(after, after) == "253–359"


def test_a_range_in_arabic_is_no_second_from() -> None:
    said = revisions(claim(0, "A", exactly(3)), claim(1, "B", exactly(4)), claim(2, "A", exactly(7)))
    assert said
    assert all("من من" not in revision.sentence_ar for revision in said)
