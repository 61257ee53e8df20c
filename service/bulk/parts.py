"""The parts of an archive, done one by one: which are left, how far it is, where their rows stand."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Protocol, TypeVar

from service.bulk.journal import Journal, Record
from service.bulk.pool import done
from service.bulk.reading import Part, rows_of
from service.bulk.rows import Read

Advance = Callable[[int, int], None]
"""Is told how far a command is: of the work's size, how much is done, and how much there is."""


_REJECTED: Final = "rejected"


class Task(Protocol):
    """What is done at a time: a part of an archive, or a bucket of claims."""

    @property
    def number(self) -> int:
        """Which it is of its stage, from 0."""

    @property
    def size(self) -> int:
        """How much it is of the work."""


Todo = TypeVar("Todo", bound=Task)


def finish(
    journal: Journal,
    stage: str,
    tasks: Sequence[Todo],
    work: Callable[[Todo], None],
    processes: int,
    advance: Advance,
) -> list[Record]:
    """Do the tasks that are not finished, in any order; return what is known of each, in order.

    What they left out may be as much as the archive, and stays on the disk: `rejected` reads it.
    """
    whole = sum(task.size for task in tasks)
    open_tasks = [task for task in tasks if not journal.is_finished(stage, task.number)]
    so_far = whole - sum(task.size for task in open_tasks)
    advance(so_far, whole)
    for task, _ in done(work, open_tasks, min(processes, max(1, len(open_tasks)))):
        so_far += task.size
        advance(so_far, whole)
    return [_counts(journal.record(stage, task.number)) for task in tasks]


def _counts(record: Record) -> Record:
    return {name: value for name, value in record.items() if name != _REJECTED}


def rejected(journal: Journal, stage: str, tasks: Iterable[Task]) -> Iterator[list[Record]]:
    """Yield the rejects of each task, in order, one task's at a time."""
    return (journal.record(stage, task.number)[_REJECTED] for task in tasks)


def lines_before(parts: Sequence[Part], records: Sequence[Record]) -> list[int]:
    """Return how many lines of its file come before each part, by what is known of the parts."""
    before: list[int] = []
    file, lines = None, 0
    for part, record in zip(parts, records, strict=True):
        if part.file != file:
            file, lines = part.file, 0
        before.append(lines)
        lines += record["lines"]
    return before


def rejects_in_place(
    journal: Journal, stage: str, parts: Sequence[Part], records: Sequence[Record]
) -> Iterator[Record]:
    """Yield the rejects of parts, in order, with the line of the file in place of that of the part."""
    before_each = lines_before(parts, records)
    for rejects, before in zip(rejected(journal, stage, parts), before_each, strict=True):
        for reject in rejects:
            yield reject | {"line": reject["line"] and reject["line"] + before}


class Counted:
    """Rows of a part on their way through; `lines` and `rows` say how many have passed."""

    def __init__(self, part: Part, columns: Sequence[str]) -> None:
        self._part = part
        self._columns = columns
        self.lines = 0
        self.rows = 0

    def __iter__(self) -> Iterator[tuple[int, Read | None]]:
        """Yield each row, None for a blank line, with its number in the part; 0: the whole file."""
        for number, row in rows_of(self._part, self._columns):
            self.lines = number
            self.rows += row is not None and number > 0
            yield number, row
