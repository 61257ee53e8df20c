"""`hasila replay`: past events from CSV, a score a policy, a trace of one event."""

import csv
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reconcile.estimation.origins import origin
from reconcile.estimation.policies import POLICIES
from reconcile.estimation.replay import Final
from reconcile.estimation.revisions import arrival
from reconcile.model import Category, Qualifier, RecordedClaim, Scope
from service.replaying import PastEvents, UnusableTable
from tests.service.commands import hasila
from tests.service.test_cli import rows

CLAIMS = """\
event_id,seq,published_at,outlet,attribution,origin_source,category,lo,hi,qualifier,scope,status,note
bridge,1,2031-05-04T09:00:00Z,جريدة النهر,,(unattributed),killed,,,vague,total,initial,
bridge,2,2031-05-04T10:00:00Z,جريدة النهر,,(unattributed),killed,8,8,approx,total,update,
bridge,3,2031-05-04T10:30:00Z,وكالة الضفة,,Agency <- Rescue chief,killed,10,10,exact,total,,"a, note"
bridge,4,2031-05-04T11:00:00Z,وكالة الضفة,,Rescue chief,killed_or_injured,30,,at_least,total,update,
bridge,5,2031-05-04T12:00:00Z,وكالة الضفة,,Rescue chief,killed,70,70,exact,cumulative,window,
bridge,6,2031-05-04T12:00:00Z,وكالة الضفة,,Ministry,injured,0,0,none,total,update,
flood,1,2031-05-04T12:00:00Z,وكالة الضفة,,Ministry,killed,3,3,exact,total,update,
"""
FINALS = """\
event_id,event,event_date,category,final_lo,final_hi,basis,certainty
bridge,A bridge,2031-05-04,killed,10,10,invented,final
bridge,A bridge,2031-05-04,injured,5,,invented,lower_bound
flood,A flood,2031-05-04,killed,9,9,invented,open
"""


@pytest.fixture
def tables(tmp_path: Path) -> Callable[..., tuple[str, str]]:
    """Write both tables and return their paths."""

    def write(claims: str = CLAIMS, finals: str = FINALS) -> tuple[str, str]:
        paths = (tmp_path / "claims.csv", tmp_path / "finals.csv")
        for path, text in zip(paths, (claims, finals), strict=True):
            path.write_text(text, encoding="utf-8")
        return str(paths[0]), str(paths[1])

    return write


def test_a_row_becomes_a_claim_and_what_was_known_later_does_not() -> None:
    events = PastEvents()
    events.read_claims("claims.csv", CLAIMS)
    bridge = events.claims["bridge"]
    assert events.faults == []
    assert [claim.count.qualifier for claim in bridge] == [
        "vague", "about", "exact", "at_least", "exact", "zero",
    ]  # fmt: skip
    assert [claim.category for claim in bridge[3:]] == ["casualties", "killed", "injured"]
    assert [claim.scope for claim in bridge[3:5]] == [Scope.TOTAL, Scope.HISTORICAL]
    assert [origin(claim).name for claim in bridge[1:3]] == ["جريدة النهر", "Rescue chief"]
    assert bridge[2].attribution.via == ("Agency",)


def test_a_final_toll_that_settles_nothing_measures_nothing() -> None:
    events = PastEvents()
    events.read_finals("finals.csv", FINALS)
    assert events.finals == {("bridge", Category.KILLED): Final(10, 10)}


def test_each_policy_gets_a_line(tables: Callable[..., tuple[str, str]]) -> None:
    done = hasila("replay", *tables(), "--format", "jsonl")
    assert done.returncode == 0
    scores = {row["policy"]: row for row in rows(done)}
    assert list(scores) == list(POLICIES)
    assert scores["latest"] == {
        "policy": "latest",
        "steps": 3,
        "mean_error": pytest.approx(0.2 / 3),
        "coverage": pytest.approx(2 / 3),
        "totals": 2,
        "mean_error_at_totals": pytest.approx(0.1),
    }


def test_policies_category_and_convention_can_be_chosen(
    tables: Callable[..., tuple[str, str]],
) -> None:
    asked = ["--policy", "acled", "--policy", "ucdp", "--category", "injured", "--convention", "acled"]
    scores = rows(hasila("replay", *tables(), "--format", "jsonl", *asked))
    assert [(row["policy"], row["steps"], row["mean_error"]) for row in scores] == [
        ("acled", 0, None),
        ("ucdp", 0, None),
    ]


def test_a_trace_shows_claim_estimate_and_reason(tables: Callable[..., tuple[str, str]]) -> None:
    paths = tables()
    steps = rows(hasila("replay", *paths, "--format", "jsonl", "--trace", "bridge"))
    assert [(step["claim"]["count"]["low"], step["estimate"]["best"]) for step in steps] == [
        (None, None), (8, 8), (10, 10), (70, 10),
    ]  # fmt: skip
    assert [step["error"] for step in steps] == [None, pytest.approx(0.2), 0.0, 0.0]
    assert steps[2]["reason"] == "Killed raised from 7–9 to 10: Rescue chief says 10."
    assert steps[3]["reason"] == "A figure of another event."
    table = hasila("replay", *paths, "--trace", "bridge", "--policy", "latest").stdout.decode()
    assert "bridge under latest" in table
    assert "mean error" in hasila("replay", *paths).stdout.decode()


def test_a_bad_row_is_named_and_loses_no_good_one(tables: Callable[..., tuple[str, str]]) -> None:
    bad = (
        "bridge,7,yesterday,وكالة,,,killed,3,3,exact,total,,\n"
        "bridge,8,2031-05-04T12:00:00Z,وكالة,,,killed,many,,exact,total,,\n"
        "bridge,3,2031-05-04T12:00:00Z,وكالة,,,killed,3,3,exact,total,,\n"
        "bridge,9,2031-05-04T12:00:00Z,وكالة,,,killed,3,4,exact,total,,\n"
        "bridge,10,2031-05-04T12:00:00Z\n"
    )
    finals = FINALS + "flood,,,killed,9,3,,final\n"
    done = hasila("replay", *tables(CLAIMS + bad, finals), "--format", "jsonl")
    assert done.returncode == 1
    assert rows(done)[0]["steps"] == 3
    complaints = done.stderr.decode().splitlines()
    for complaint, words in zip(
        complaints,
        (
            "line 9 left out: published_at: ",
            "line 10 left out: lo: ",
            "line 11 left out: bridge has a claim 3 already",
            "line 12 left out: ",
            "line 13 left out: outlet: ",
            "line 5 left out: final_lo (9) is above final_hi (3)",
        ),
        strict=True,
    ):
        assert words in complaint


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--trace", "quake"], "there is no event 'quake'; there are: bridge, flood"),
        (["--policy", "guess"], "there are: agreement, airwars"),
        (["--convention", "guess"], "there are: literal, none"),
    ],
)
def test_what_cannot_be_replayed_is_said_in_one_line(
    tables: Callable[..., tuple[str, str]], options: list[str], complaint: str
) -> None:
    done = hasila("replay", *tables(), *options)
    assert (done.returncode, done.stdout) == (2, b"")
    assert complaint in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1


def test_a_table_without_a_column_is_refused() -> None:
    with pytest.raises(UnusableTable, match=r"claims.csv has no column hi, lo"):
        PastEvents().read_claims("claims.csv", CLAIMS.replace(",lo,hi,", ",low,high,"))
    with pytest.raises(UnusableTable, match="has no column"):
        PastEvents().read_finals("finals.csv", "")


SETS = {
    "first": ("claims.csv", "finals.csv"),
    "timelines": ("timelines_claims.csv", "timelines_finals.csv"),
    "noisy": ("noisy_claims.csv", "timelines_finals.csv"),
}
SIMPLE_RULES = {
    "first": (0.288, 0.520, 0.263),
    "timelines": (0.172, 0.212, 0.223),
    "noisy": (0.312, 0.603, 0.237),
}
"""Mean errors of latest, maximum and median of the three newest origins, published with the sets."""


@pytest.mark.parametrize("name", SETS)
def test_the_error_is_the_one_that_simple_rules_were_published_with(shared: Path, name: str) -> None:
    events = PastEvents()
    claims, finals = (shared / "tolls" / file for file in SETS[name])
    events.read_claims(claims.name, claims.read_text(encoding="utf-8"))
    events.read_finals(finals.name, finals.read_text(encoding="utf-8"))
    assert events.faults == []
    coded = csv.DictReader(claims.read_text(encoding="utf-8").splitlines())
    origins = {f"{row['event_id']}/{int(row['seq']):06}": row["origin_source"] for row in coded}
    errors = [
        [final.error(best) for best in bests]
        for (event, category), final in events.finals.items()
        if category is Category.KILLED
        for bests in _simple(events.claims[event], origins)
    ]
    means = tuple(round(statistics.fmean(rule), 3) for rule in zip(*errors, strict=True))
    assert means == SIMPLE_RULES[name]


def _simple(
    claims: list[RecordedClaim], origins: dict[str, str]
) -> Iterator[tuple[float, float, float]]:
    """Yield what three simple rules answer after each total that states a number; they see no other."""
    numbers: list[float] = []
    newest: dict[str, float] = {}
    for claim in sorted(claims, key=arrival):
        total = claim.category is Category.KILLED and claim.scope is Scope.TOTAL
        stated = [n for n in (claim.count.low, claim.count.high) if n]
        if total and stated and claim.count.qualifier is not Qualifier.VAGUE:
            number = statistics.fmean(stated)
            numbers.append(number)
            newest.pop(origins[claim.id], None)
            newest[origins[claim.id]] = number
            yield number, max(numbers), statistics.median_low(list(newest.values())[-3:])


def test_events_whose_long_names_begin_alike_are_two() -> None:
    header, _, first, *_ = CLAIMS.splitlines()
    rest = first.removeprefix("bridge")
    events = PastEvents()
    events.read_claims("c.csv", "\n".join([header, "x" * 85 + "A" + rest, "x" * 85 + "B" + rest]))
    assert events.faults == []
    assert len(events.claims) == 2


def test_a_final_toll_is_no_negative_number_and_stands_once() -> None:
    header, final, *_ = FINALS.splitlines()
    events = PastEvents()
    negative = final.replace("10,10", "-3,-1").replace("bridge", "flood")
    events.read_finals("f.csv", "\n".join([header, final, final.replace("10,10", "50,50"), negative]))
    assert list(events.finals.values()) == [Final(10, 10)]
    assert "line 3 left out: bridge has a final toll of killed already" in events.faults[0]
    assert "line 4 left out: final_lo" in events.faults[1]
