"""What goes wrong in real data, a test a kind: names invented, figures as they were seen."""

from reconcile import reconcile
from reconcile.model import Category, Estimate, RecordedClaim, Retraction, Role, Status
from tests.reconcile.saying import at_least, claim, hours

MINISTRY, POLICE, ARMY = "وزارة الصحة", "شرطة الوادي", "الجيش"
OBSERVERS, AGENCY, HOSPITAL = "مرصد النخيل", "وكالة النهر", "مستشفى الوادي"
SOME = {"low": 1, "high": None, "qualifier": "vague", "term": "some"}


def killed(*claims: RecordedClaim, policy: str = "agreement") -> Estimate:
    return reconcile(claims, policy=policy).estimates[Category.KILLED]


def test_a_stale_copy_printed_after_the_newer_figure_does_not_win() -> None:
    for older, newer in ((85, 128), (10, 13)):
        copy = claim(9, None, older, publisher="صحيفة السنبلة")
        found = killed(claim(0, MINISTRY, older), claim(5, MINISTRY, newer), copy)
        assert (found.low, found.best, found.high) == (newer, newer, newer)


def test_a_copy_nine_days_on_does_not_win_either() -> None:
    copy = claim(24 * 9, MINISTRY, 29, publisher="صحيفة السنبلة")
    assert killed(claim(0, MINISTRY, 29), claim(30, MINISTRY, 25), copy).best == 25


def test_an_overcount_comes_down_where_the_maximum_never_does() -> None:
    claims = (
        claim(0, OBSERVERS, 62),
        claim(5, MINISTRY, 45),
        claim(6, POLICE, 45),
        claim(7, HOSPITAL, 45),
    )
    assert killed(*claims).best == 45
    assert killed(*claims, policy="maximum").best == 62


def test_a_sum_over_two_days_is_not_the_toll_of_one() -> None:
    over_two_days = claim(3, OBSERVERS, 62, since=hours(-24))
    assert killed(claim(0, OBSERVERS, 61), over_two_days).high == 61


def test_the_children_in_one_hospital_are_a_part_of_the_toll() -> None:
    part = claim(0, HOSPITAL, 29, scope="subset")
    found = killed(part, claim(6, MINISTRY, 51))
    assert (found.low, found.best, found.high) == (51, 51, 51)
    assert killed(part, claim(6, MINISTRY, 51), claim(9, None, 29)).best == 51, "reprinted as the toll"


def test_an_official_figure_falls_and_rises_again() -> None:
    said = [claim(hour, POLICE, n) for hour, n in enumerate((39, 38, 43))]
    assert [killed(*said[: steps + 1]).best for steps in range(3)] == [39, 38, 43]


def test_a_figure_that_its_author_deleted_has_no_weight_wherever_it_is_quoted() -> None:
    deleted = claim(0, OBSERVERS, 150)
    quoted = claim(3, OBSERVERS, 150, publisher="صحيفة السنبلة")
    claims = deleted, quoted, claim(1, MINISTRY, 90)
    taken_back = [
        Retraction(claim_id=c.id, recorded_at=hours(9), reason="deleted by its author")
        for c in (deleted, quoted)
    ]
    found = reconcile(claims, retractions=taken_back).estimates[Category.KILLED]
    assert (found.low, found.best, found.high) == (90, 90, 90)
    assert [s.role for s in found.standings].count(Role.EXCLUDED) == 2


def test_a_slip_of_a_digit_waits_for_a_second_voice() -> None:
    assert killed(claim(0, MINISTRY, 200), claim(1, None, 2000)).best == 200
    assert killed(claim(0, MINISTRY, 2000), claim(1, None, 200)).best == 2000
    assert killed(claim(0, MINISTRY, 2271), claim(1, None, 2771), claim(2, MINISTRY, 2280)).best == 2280


def test_the_rescued_printed_as_dead_do_not_become_the_toll() -> None:
    rescued = claim(0, MINISTRY, 68, category="rescued")
    assert killed(claim(0, MINISTRY, 12), rescued, claim(1, None, 68)).best == 12


def test_a_force_that_has_losses_and_two_figures_that_differ_are_contested() -> None:
    found = killed(claim(0, ARMY, SOME), claim(1, OBSERVERS, 18), claim(2, AGENCY, 16))
    assert (found.status, found.low, found.high) == (Status.CONTESTED, 16, 18)


def test_no_report_is_unknown_and_an_explicit_none_is_zero() -> None:
    assert reconcile([]).estimates == {}
    none = {"low": 0, "high": 0, "qualifier": "zero"}
    found = killed(claim(0, POLICE, none))
    assert (found.low, found.best, found.high) == (0, 0, 0)


def test_five_outlets_that_quote_one_official_are_one_source() -> None:
    relays = [
        claim(
            hour,
            MINISTRY,
            7,
            publisher=f"صحيفة {hour}",
            attribution={"source": MINISTRY, "via": [AGENCY]},
        )
        for hour in range(5)
    ]
    found = killed(*relays)
    assert (found.status, found.origins) == (Status.SINGLE_SOURCE, (MINISTRY,))
    assert killed(*relays, claim(6, POLICE, at_least(7))).status is Status.CORROBORATED


def test_a_toll_that_grew_is_no_disagreement() -> None:
    found = killed(claim(0, POLICE, 3), claim(2, OBSERVERS, 5), claim(4, MINISTRY, 9))
    assert (found.low, found.best, found.high) == (9, 9, 9)
    assert found.status is Status.DEVELOPING
