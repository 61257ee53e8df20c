"""Requests that ask at the same moment share a thread and a commit, and nothing else."""

import asyncio
from collections.abc import Sequence
from itertools import count
from typing import Any

import pytest
from sqlalchemy import event

from reconcile import reconcile
from reconcile.model import Incident
from service.store.carriers import Carriers
from service.store.ledger import NotInLedger
from service.store.transactions import Line, Piece
from tests.service.test_durability import opened
from tests.service.test_ledger import _claim


class Recording:
    """A line that keeps what was done together, and refuses "bad"."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.line = Line(self._do)

    def _do(self, works: Sequence[str]) -> Sequence[str]:
        self.batches.append(list(works))
        if "bad" in works:
            raise LookupError("bad")
        return [work.upper() for work in works]


class Unmanned(Line):
    """A line that no thread can be had for."""

    def __init__(self) -> None:
        super().__init__(lambda works: works)

    def do_all(self, works: Sequence[Any]) -> Sequence[Piece]:
        raise RuntimeError(f"can't start a thread for {len(works)}")


def test_what_is_asked_at_once_is_carried_together() -> None:
    recording = Recording()

    async def ask() -> list[str]:
        carriers = Carriers()
        asked = [carriers.do(recording.line, work) for work in "abc"]
        first = await asyncio.gather(*asked)
        return [*first, await carriers.do(recording.line, "d")]

    assert asyncio.run(ask()) == ["A", "B", "C", "D"]
    assert recording.batches == [["a", "b", "c"], ["d"]]


def test_nobodys_failure_is_anothers() -> None:
    recording = Recording()

    async def ask() -> list[Any]:
        carriers = Carriers()
        asked = [carriers.do(recording.line, work) for work in ("a", "bad", "c")]
        return await asyncio.gather(*asked, return_exceptions=True)

    first, bad, last = asyncio.run(ask())
    assert (first, last) == ("A", "C")
    assert isinstance(bad, LookupError)


def test_what_nobody_waits_for_any_more_is_done_all_the_same() -> None:
    recording = Recording()

    async def ask() -> str:
        carriers = Carriers()
        gone = asyncio.create_task(carriers.do(recording.line, "gone"))
        waiting = asyncio.create_task(carriers.do(recording.line, "b"))
        await asyncio.sleep(0)
        gone.cancel()
        return str(await waiting)

    assert asyncio.run(ask()) == "B"
    assert recording.batches == [["gone", "b"]]


def test_nobody_waits_for_a_thread_that_never_comes() -> None:
    async def ask() -> list[Any]:
        carriers, line = Carriers(), Unmanned()
        asked = [carriers.do(line, work) for work in "ab"]
        told = await asyncio.gather(*asked, return_exceptions=True)
        return [*told, *await asyncio.gather(carriers.do(line, "c"), return_exceptions=True)]

    for told in asyncio.run(asyncio.wait_for(ask(), 30)):
        assert isinstance(told, RuntimeError)


def test_lines_do_not_wait_for_each_other() -> None:
    fast, slow = Recording(), Recording()

    async def ask() -> None:
        carriers = Carriers()
        with slow.line._turn:  # somebody else's turn
            late = asyncio.create_task(carriers.do(slow.line, "a"))
            assert await carriers.do(fast.line, "b") == "B"
            assert slow.batches == []
        assert await late == "A"

    asyncio.run(ask())


def test_claims_recorded_at_once_share_a_commit(database_url: str) -> None:
    with opened(database_url) as ledger:
        incident = ledger.open_incident(Incident(title="انهيار مبنى")).id
        commits = count()
        event.listen(ledger._engine, "commit", lambda _: next(commits))

        async def record() -> list[Any]:
            asked = [ledger.record_claims_together(incident, [_claim(n, n)]) for n in range(1, 6)]
            nowhere = ledger.record_claims_together("nowhere", [_claim(9, 9)])
            return await asyncio.gather(*asked, nowhere, return_exceptions=True)

        *taken, refused = asyncio.run(record())
        assert isinstance(refused, NotInLedger)
        if not database_url.startswith("sqlite"):  # there an incident is a line of its own
            assert next(commits) == 1
        kept = ledger.claims(incident)
        assert [claim.number for claim in kept] == [1, 2, 3, 4, 5]
        assert [one.claims[0].id for one in taken] == [claim.id for claim in kept]
        assert tuple(ledger.revisions(incident)) == reconcile(kept).revisions


def test_a_claim_for_an_incident_that_is_not_there_is_refused(database_url: str) -> None:
    with opened(database_url) as ledger, pytest.raises(NotInLedger):
        asyncio.run(ledger.record_claims_together("nowhere", [_claim(1, 1)]))
