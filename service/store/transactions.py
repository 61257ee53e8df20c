"""A transaction that writes, tried again where the database asks for it."""

import random
import time
from collections.abc import Callable
from typing import Final, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

Result = TypeVar("Result")

_ATTEMPTS: Final = 5
_LONGEST_PAUSE_SECONDS: Final = 0.1
_SERIALIZATION_FAILURE, _DEADLOCK = "40001", "40P01"


def transact(engine: Engine, work: Callable[[Connection], Result]) -> Result:
    """Return what `work` returns, done in one transaction that is committed by then.

    PostgreSQL can undo a transaction because of another one; `work` is then done anew, a few times
    at most. It must therefore change nothing but through its connection.
    """
    writer = engine.execution_options(writes=True)
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
