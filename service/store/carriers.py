"""Threads that carry what requests ask of the ledger: one for all that ask at the same moment.

An event loop that gave each request a thread would change threads once a request, and the first would
be in the ledger before the second had asked. Here they share a thread, and so a commit.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool

from service.store.transactions import Line, Piece, Work

_TURNS = 4
"""Turns of the loop after which a request that has arrived by now waits here too."""

_Asked = tuple[Work, asyncio.Future[Any]]


class Carriers:
    """A thread for each line while somebody waits; all of one event loop."""

    def __init__(self) -> None:
        self._waiting: dict[Line, list[_Asked]] = {}
        self._carrying: set[asyncio.Task[None]] = set()  # the loop alone would not hold them

    async def do(self, line: Line, work: Work) -> Any:
        """Return what came of `work`, done in its line, once it is committed; raise what it raised.

        It is done even if nobody waits for it any more.
        """
        told: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        if line not in self._waiting:
            self._waiting[line] = []
            carrying = asyncio.create_task(self._carry(line))
            self._carrying.add(carrying)
            carrying.add_done_callback(self._carrying.discard)
        self._waiting[line].append((work, told))
        return await told

    async def _carry(self, line: Line) -> None:
        asked: list[_Asked] = []
        try:
            while self._waiting[line]:
                for _ in range(_TURNS):
                    await asyncio.sleep(0)
                asked, self._waiting[line] = self._waiting[line], []
                _tell(asked, await run_in_threadpool(line.do_all, [work for work, _ in asked]))
        except Exception as error:  # there is no thread: nobody may wait for ever
            for _, told in (*asked, *self._waiting[line]):
                if not told.done():
                    told.set_exception(error)
        finally:
            del self._waiting[line]


def _tell(asked: Sequence[_Asked], pieces: Sequence[Piece]) -> None:
    for (_, told), piece in zip(asked, pieces, strict=True):
        if told.done():  # whoever asked is gone
            continue
        if piece.error is None:
            told.set_result(piece.answer)
        else:
            told.set_exception(piece.error)
