"""A pool of processes that takes one task after another, and ends when its parent does.

Its processes are forks of this one where nothing else goes on in it: they have what it has loaded, and
begin at once. A fork beside other threads could wait for ever for a lock that one of them held; beside
threads, and on systems whose libraries bear no fork, processes are spawned and load everything anew.
"""

import gc
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from threading import Thread, active_count
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
    with _started(processes) as pool:
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


def _started(processes: int) -> ProcessPoolExecutor:
    forks = sys.platform == "linux" and active_count() == 1
    context = get_context("fork" if forks else "spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_begin)
    with warnings.catch_warnings():
        # Python 3.12 and newer also count threads of C libraries, which themselves prepare for a fork.
        warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
        pool.submit(os.getpid)  # with the first task all forks begin
    return pool


def _begin() -> None:
    gc.freeze()  # what was loaded before a fork stays, and stays shared
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's affair
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that was killed can't stop its processes, and they would wait for tasks for ever."""
    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)
