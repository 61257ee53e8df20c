"""A pool of processes that takes one task after another, and ends when its parent does."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from threading import Thread
from typing import Final, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

_WAITING_A_PROCESS: Final = 2
"""How many tasks are handed over ahead, so that no process waits for the parent."""


def done(
    work: Callable[[Task], Result], tasks: Iterable[Task], processes: int
) -> Iterator[tuple[Task, Result]]:
    """Yield tasks with what `work` returns for each, as they end, in any order.

    One process is this one. `work` and tasks have to be picklable; of the tasks, only some are held at a
    time.

    Raises:
        BrokenProcessPool: a process was killed.
    """
    if processes == 1:
        for task in tasks:
            yield task, work(task)
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_begin) as pool:
        waiting = iter(tasks)
        underway: dict[Future[Result], Task] = {}
        try:
            while True:
                for task in islice(waiting, processes * _WAITING_A_PROCESS - len(underway)):
                    underway[pool.submit(work, task)] = task
                if not underway:
                    return
                ended, _ = wait(underway, return_when=FIRST_COMPLETED)
                for future in ended:
                    yield underway.pop(future), future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's affair
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that was killed can't stop its processes, and they would wait for tasks for ever."""
    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)
