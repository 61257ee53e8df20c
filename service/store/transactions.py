"""Transactions that write: tried again where the database asks for it, shared by those that wait."""

import random
import time
from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, Final, TypeVar
from weakref import WeakValueDictionary

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

Result = TypeVar("Result")

_ATTEMPTS: Final = 5
_LONGEST_PAUSE_SECONDS: Final = 0.1
_SERIALIZATION_FAILURE, _DEADLOCK = "40001", "40P01"

OUT_OF_REACH: Final = (InterfaceError, OperationalError, PoolTimeoutError)
"""What is raised where the database does not answer, or not in time."""


def transact(writer: Engine, work: Callable[[Connection], Result]) -> Result:
    """Return what `work` returns, done in one transaction that is committed by then.

    `writer` is an engine whose option `writes` is set. PostgreSQL can undo a transaction because of
    another one; `work` is then done anew, a few times at most. It must therefore change nothing but
    through its connection.
    """
    for _ in range(_ATTEMPTS - 1):
        try:
            with writer.begin() as connection:
                return work(connection)
        except DBAPIError as error:
            if not _undone_by_another(error):
                raise
        time.sleep(random.uniform(0, _LONGEST_PAUSE_SECONDS))  # noqa: S311 - not a secret
    with writer.begin() as connection:
        return work(connection)


def _undone_by_another(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in (_SERIALIZATION_FAILURE, _DEADLOCK)


Work = Any  # each piece of work has an answer of its own type, which only who waits for it knows


class Piece:
    """A piece of work that somebody waits for, and what came of it: an answer, or an error."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.answer: Any = None
        self.error: BaseException | None = None
        self.is_done = False


class Line:
    """Threads that wait for one another's transaction: the next one does what all of them wait for.

    So many commits become one, without a thread of its own and without a pause to wait in. `together`
    does pieces of work and returns an answer for each once all are committed. If it raises, none is
    done, and each is done anew by itself, so that nobody's failure is another's.
    """

    def __init__(self, together: Callable[[Sequence[Work]], Sequence[Any]]) -> None:
        self._together = together
        self._waiting: deque[Piece] = deque()
        self._turn = Lock()

    def do(self, work: Work) -> Any:
        """Return what came of `work`, once it is committed; raise what it raised."""
        (piece,) = self.do_all([work])
        if piece.error is not None:
            raise piece.error
        return piece.answer

    def do_all(self, works: Sequence[Work]) -> Sequence[Piece]:
        """Return what came of several pieces of work, each once it is committed."""
        mine = [Piece(work) for work in works]
        self._waiting.extend(mine)
        with self._turn:
            if not all(piece.is_done for piece in mine):
                self._do([self._waiting.popleft() for _ in range(len(self._waiting))])
        return mine

    def _do(self, pieces: Sequence[Piece]) -> None:
        try:
            answers = self._together([piece.work for piece in pieces])
        except BaseException as error:  # whatever it is, nobody may go on as if it had been done
            alone = isinstance(error, Exception) and not isinstance(error, OUT_OF_REACH)
            if alone and len(pieces) > 1:
                for piece in pieces:
                    self._do([piece])
                return
            for piece in pieces:
                piece.error, piece.is_done = error, True
        else:
            for piece, answer in zip(pieces, answers, strict=True):
                piece.answer, piece.is_done = answer, True


class Lines:
    """A line for each name, as long as anybody stands in it."""

    def __init__(self, together: Callable[[Sequence[Work]], Sequence[Any]]) -> None:
        self._together = together
        self._lines: WeakValueDictionary[str, Line] = WeakValueDictionary()
        self._lock = Lock()

    def of(self, name: str) -> Line:
        """Return the line of a name."""
        with self._lock:
            line = self._lines.get(name)
            if line is None:
                line = self._lines[name] = Line(self._together)
            return line
