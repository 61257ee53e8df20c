"""Writers that wait for one another share a transaction, and nothing else."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from threading import Event
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from reconcile import reconcile
from reconcile.model import Incident, Report
from service.store.ledger import CannotCorrect, Ledger, NotInLedger
from service.store.transactions import Line, Lines
from tests.service.test_durability import opened
from tests.service.test_ledger import NOW, _claim


class Held:
    """A line whose first piece of work is held until others wait behind it."""

    def __init__(self, together: Callable[[Sequence[Any]], Sequence[Any]]) -> None:
        self.batches: list[list[Any]] = []
        self._together = together
        self._go_on, self._begun = Event(), Event()
        self._line = Line(self._do)

    def _do(self, works: Sequence[Any]) -> Sequence[Any]:
        self.batches.append(list(works))
        if works == ["first"]:
            self._begun.set()
            assert self._go_on.wait(30)
        return self._together(works)

    def answers(self, others: Sequence[Any]) -> list[Any]:
        """Return the answer to each of the others, or what it raised."""

        def told(work: Any) -> Any:
            try:
                return self._line.do(work)
            except (LookupError, OperationalError, KeyboardInterrupt) as error:
                return error

        with ThreadPoolExecutor(len(others) + 1) as pool:
            first = pool.submit(told, "first")
            assert self._begun.wait(30)
            rest = [pool.submit(told, work) for work in others]
            wait_until_stand_in(self._line, len(others))
            self._go_on.set()
            assert first.result() == "FIRST"
            return [one.result() for one in rest]


def wait_until_stand_in(line: Line, amount: int) -> None:
    while len(line._waiting) < amount:
        Event().wait(0.001)


def test_what_waits_is_done_together_and_each_gets_its_own_answer() -> None:
    held = Held(lambda works: [work.upper() for work in works])
    assert held.answers(["a", "b", "c"]) == ["A", "B", "C"]
    assert [len(batch) for batch in held.batches] == [1, 3]


def test_nobodys_failure_is_anothers() -> None:
    def together(works: Sequence[str]) -> list[str]:
        if "bad" in works:
            raise LookupError("bad")
        return [work.upper() for work in works]

    held = Held(together)
    first, bad, last = held.answers(["a", "bad", "c"])
    assert (first, last) == ("A", "C")
    assert isinstance(bad, LookupError)
    assert sorted(len(batch) for batch in held.batches) == [1, 1, 1, 1, 3]


def test_a_database_out_of_reach_is_not_asked_again_for_each() -> None:
    def together(works: Sequence[str]) -> list[str]:
        if works != ["first"]:
            raise OperationalError("COMMIT", {}, Exception("away"))
        return [work.upper() for work in works]

    held = Held(together)
    assert all(isinstance(answer, OperationalError) for answer in held.answers(["a", "b"]))
    assert [len(batch) for batch in held.batches] == [1, 2]


def test_nobody_takes_for_done_what_was_broken_off() -> None:
    def together(works: Sequence[str]) -> list[str]:
        if works != ["first"]:
            raise KeyboardInterrupt
        return [work.upper() for work in works]

    held = Held(together)
    assert all(isinstance(answer, KeyboardInterrupt) for answer in held.answers(["a", "b"]))


def test_a_line_lasts_as_long_as_anybody_stands_in_it() -> None:
    lines = Lines(lambda works: works)
    line = lines.of("a")
    assert lines.of("a") is line
    assert lines.of("b") is not line
    del line
    assert len(lines._lines) == 0


def test_writers_at_once_share_commits_and_each_is_told_what_it_added(database_url: str) -> None:
    """The first commit is held until the others wait; they then need one more."""
    with opened(database_url) as ledger:
        incident = ledger.open_incident(Incident(title="انهيار مبنى")).id
        known = ledger.record_claims(incident, [_claim(90, 0)]).claims[0]
        commits = count()
        line = ledger._lines.of("" if database_url.startswith("sqlite") else incident)
        go_on, begun = Event(), Event()

        @event.listens_for(ledger._engine, "commit")
        def wait_for_the_others(_: object) -> None:
            if next(commits) == 0:
                begun.set()
                assert go_on.wait(30)

        with ThreadPoolExecutor(8) as pool:
            first = pool.submit(ledger.record_claims, incident, [_claim(1, 1)])
            assert begun.wait(30)
            others = [pool.submit(ledger.record_claims, incident, [_claim(n, n)]) for n in range(2, 6)]
            again = pool.submit(ledger.record_claims, incident, [_claim(2, 2)])
            back = pool.submit(ledger.retract, incident, known.id, "a slip")
            wait_until_stand_in(line, 6)
            go_on.set()
            taken = [first.result(), *(other.result() for other in others)]
        assert next(commits) == 2
        assert sum(one.added for one in (*taken, again.result())) == 5
        assert again.result().claims[0].id == taken[1].claims[0].id
        kept = ledger.claims(incident)
        assert [claim.number for claim in kept] == list(range(1, 7))
        retraction = back.result()[0]
        moments = {retraction.recorded_at, *(claim.recorded_at for claim in kept)}
        assert len(moments) == 7, "each thing has a moment of its own"
        replayed = reconcile(kept, retractions=[retraction])
        assert tuple(ledger.revisions(incident)) == replayed.revisions
        assert ledger.account(incident).estimates() == replayed.estimates


def test_what_one_request_cannot_do_is_not_done_in_part(database_url: str) -> None:
    with opened(database_url) as ledger:
        incident = ledger.open_incident(Incident(title="انهيار مبنى")).id

        def record(entry: Any) -> Any:
            return entry.record_claims([_claim(1, 1)])

        def fail(entry: Any) -> Any:
            entry.record_claims([_claim(2, 2)])
            raise CannotCorrect("it can't be")

        with pytest.raises(CannotCorrect):
            ledger._enter_together([(incident, record), (incident, fail)])
        with pytest.raises(NotInLedger):
            ledger._enter_together([(incident, record), ("nowhere", record)])
        assert ledger.claims(incident) == []
        assert ledger.account(incident).estimates() == {}
        (taken,) = ledger._enter_together([(incident, record)])
        assert [claim.number for claim in ledger.claims(incident)] == [taken.claims[0].number] == [1]


def test_a_report_without_claims_has_a_moment_of_its_own(database_url: str) -> None:
    with opened(database_url) as ledger:
        standing = Ledger(ledger._engine, lambda: NOW)
        incident = standing.open_incident(Incident(title="انهيار مبنى")).id
        report = Report(text="لا شيء", publisher="صحيفة", published_at=NOW)
        (reported, _), recorded = standing._enter_together(
            [
                (incident, lambda entry: entry.record_report(report, [])),
                (incident, lambda entry: entry.record_claims([_claim(1, 1)])),
            ]
        )
        assert recorded.claims[0].recorded_at - reported.recorded_at >= timedelta(microseconds=1)
