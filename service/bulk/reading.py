"""The rows of a part of an archive, in little memory; what can't be read is told in its place."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import pyarrow as pa
import pyarrow.parquet as pq

from service.bulk.rows import Place, Read
from service.bulk.unusable import Unusable
from service.jsonlines import RowError, rows
from service.settings import Settings

BATCH_ROWS: Final = 256
LONGEST_LINE: Final[int] = Settings.model_fields["max_body_bytes"].default
LINES, PARQUET = ".jsonl", ".parquet"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an archive: bytes `first` to `after` of a file, or its row groups; `rows`, if known.

    `fault` says why the whole file can't be read, if it can't.
    """

    number: int
    file: Path
    first: int
    after: int
    size: int
    rows: int | None = None
    fault: str | None = None

    @property
    def is_parquet(self) -> bool:
        """Tell of which kind the file is."""
        return self.file.suffix == PARQUET


def rows_of(part: Part, columns: Sequence[str]) -> Iterator[tuple[int, Read | None]]:
    """Yield the rows of a part, each with its number in the part, from 1; None: a blank line.

    Number 0 is the file as a whole.
    """
    if part.fault is not None:
        yield 0, RowError(part.fault)
    elif part.is_parquet:
        yield from _rows_of_batches(batches_of(part, columns))
    else:
        with part.file.open("rb") as file:
            for number, line in enumerate(_lines(file, part.first, part.after), start=1):
                yield number, row_of_line(line)


def placed(part: Part, numbered: Iterable[tuple[int, Read | None]]) -> Iterator[tuple[Place, Read]]:
    """Give each row its place, counted from the part's beginning, and leave blank lines out."""
    return ((Place(part.file.name, number or None), row) for number, row in numbered if row is not None)


# -- JSON Lines


def row_of_line(line: bytes) -> Read | None:
    """Return the row of a line of JSON, or what is wrong with it; None if it is blank."""
    if len(line) > LONGEST_LINE:
        return RowError(f"the line is longer than {LONGEST_LINE:,} bytes")
    return next((row for _, row in rows([line])), None)


def _lines(file: IO[bytes], first: int, after: int) -> Iterator[bytes]:
    """Yield the lines that begin in a range of bytes; of one that is too long, only that much."""
    file.seek(max(first - 1, 0))
    if first:
        _skip_line(file)  # it begins before, unless it is but the end of one
    while file.tell() < after and (line := file.readline(LONGEST_LINE + 1)):
        if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            _skip_line(file)
        yield line


def _skip_line(file: IO[bytes]) -> None:
    while (piece := file.readline(1 << 20)) and not piece.endswith(b"\n"):
        pass


# -- Parquet


@dataclass(frozen=True, slots=True)
class Lost:
    """Rows of a Parquet file, one after another, that can't be read, and why."""

    count: int
    reason: str

    def told(self) -> RowError:
        """Return it as what is wrong with the first of the rows."""
        return RowError(f"from this row on, {self.count:,} can't be read: {self.reason}")


def batches_of(part: Part, columns: Sequence[str]) -> Iterator[pa.RecordBatch | Lost]:
    """Yield the rows of a part of a Parquet file, some at a time; a spoiled row group loses no other."""
    with _opened(part.file) as opened:
        chosen = [name for name in columns if name in opened.schema_arrow.names]
        groups = range(part.first, part.after)
        read = 0
        try:
            for batch in _batches(opened, groups, chosen):
                read += batch.num_rows
                yield batch
        except (pa.ArrowException, OSError) as error:
            _only_of_data(error)
            yield from _group_by_group(opened, groups, chosen, read)


@contextmanager
def _opened(file: Path) -> Iterator[pq.ParquetFile]:
    try:
        opened = pq.ParquetFile(file, buffer_size=1 << 20)
    except pa.ArrowException as error:
        raise Unusable(f"{file}: not Parquet: {error}") from None
    with opened:
        yield opened


def _only_of_data(error: Exception) -> None:
    """Raise what is the machine's fault, which is to stop a run that can go on later."""
    if isinstance(error, OSError) and error.errno is not None:
        raise error


def _batches(
    opened: pq.ParquetFile, groups: Sequence[int], columns: list[str]
) -> Iterator[pa.RecordBatch]:
    found: Iterator[pa.RecordBatch] = opened.iter_batches(
        BATCH_ROWS, row_groups=list(groups), columns=columns, use_threads=False
    )
    return found


def _group_by_group(
    opened: pq.ParquetFile, groups: Sequence[int], columns: list[str], read: int
) -> Iterator[pa.RecordBatch | Lost]:
    """Yield the rows of row groups after the first `read`, and for each group what can't be."""
    before = 0
    for group in groups:
        count = opened.metadata.row_group(group).num_rows
        given = min(max(read - before, 0), count)
        before += count
        try:
            passed = 0
            for batch in _batches(opened, [group], columns) if given < count else ():
                fresh = batch.slice(max(given - passed, 0))
                passed += batch.num_rows
                given = max(given, passed)
                yield fresh
        except (pa.ArrowException, OSError) as error:
            _only_of_data(error)
            yield Lost(count - given, str(error))


def _rows_of_batches(
    batches: Iterable[pa.RecordBatch | Lost],
) -> Iterator[tuple[int, Read | None]]:
    number = 0
    for batch in batches:
        if isinstance(batch, Lost):
            yield number + 1, batch.told()
            number += batch.count
            yield number, None
        else:
            yield from enumerate(rows_of_batch(batch), start=number + 1)
            number += batch.num_rows


def rows_of_batch(batch: pa.RecordBatch) -> list[Read]:
    """Return the rows of a batch; text that is not UTF-8 spoils its row only."""
    try:
        found: list[Read] = batch.to_pylist()
    except (ValueError, OverflowError):
        found = [_row_alone(batch.slice(place, 1)) for place in range(batch.num_rows)]
    return found


def _row_alone(batch: pa.RecordBatch) -> Read:
    row = {}
    for name in batch.schema.names:
        try:
            row[name] = batch.column(name)[0].as_py()
        except (ValueError, OverflowError) as error:
            return RowError(f"{name}: it can't be read: {error}")
    return row
