"""Archives: a file or a folder of JSON Lines or Parquet, read part by part, in little memory.

A part is a range of bytes of a JSON Lines file, or some row groups of a Parquet file. Parts follow from
the files alone, so that the same archive always has the same ones, whoever reads them; an empty file is
an empty part.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import pyarrow as pa
import pyarrow.parquet as pq

from service.bulk.rows import Place, Read
from service.bulk.unusable import Unusable
from service.jsonlines import RowError, rows
from service.settings import Settings

PART_BYTES: Final = 2 << 20
"""How much of a JSON Lines file is a part."""
PART_ROWS: Final = 2_000
"""How many rows of a Parquet file are a part, or one row group if that has more."""
BATCH_ROWS: Final = 256
LONGEST_LINE: Final[int] = Settings.model_fields["max_body_bytes"].default
_LINES, _PARQUET = ".jsonl", ".parquet"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an archive: bytes `first` to `after` of a file, or its row groups; `rows`, if known."""

    number: int
    file: Path
    first: int
    after: int
    size: int
    rows: int | None = None

    @property
    def is_parquet(self) -> bool:
        """Tell of which kind the file is."""
        return self.file.suffix == _PARQUET


def files_of(path: Path, inner: str) -> list[Path]:
    """Return the files of an archive, sorted by name; of a folder, those in its folder `inner`, if any.

    Raises:
        Unusable: there are none.
    """
    if path.is_file():
        found = [path]
    elif path.is_dir():
        folder = path / inner if (path / inner).is_dir() else path
        found = sorted(
            file for file in folder.iterdir() if file.is_file() and not file.name.startswith((".", "_"))
        )
    else:
        raise Unusable(f"{path}: no such file or folder")
    usable = [file for file in found if file.suffix in (_LINES, _PARQUET)]
    if not usable:
        raise Unusable(f"{path}: give files that end in {_LINES} or {_PARQUET}, or a folder of them")
    return usable


def parts_of(files: Sequence[Path], needed: Iterable[str]) -> list[Part]:
    """Return the parts of files, in order.

    Raises:
        Unusable: a Parquet file is none, or lacks a column that is needed.
    """
    found: list[Part] = []
    for file in files:
        ranges = _row_groups(file, needed) if file.suffix == _PARQUET else _byte_ranges(file)
        found += [Part(number, file, *part) for number, part in enumerate(ranges, start=len(found))]
    return found


def _byte_ranges(file: Path) -> Iterator[tuple[int, int, int, None]]:
    length = file.stat().st_size
    for first in range(0, max(length, 1), PART_BYTES):
        after = min(first + PART_BYTES, length)
        yield first, after, after - first, None


def _row_groups(file: Path, needed: Iterable[str]) -> list[tuple[int, int, int, int]]:
    try:
        with pq.ParquetFile(file) as opened:
            metadata, columns = opened.metadata, opened.schema_arrow.names
    except (pa.ArrowException, OSError) as error:
        raise Unusable(f"{file}: not Parquet: {error}") from None
    missing = [name for name in needed if name not in columns]
    if missing:
        raise Unusable(f"{file}: it has no column {', '.join(missing)}; it has {', '.join(columns)}")
    groups: list[tuple[int, int, int, int]] = []
    first = size = count = 0
    for place in range(metadata.num_row_groups):
        group = metadata.row_group(place)
        size, count = size + group.total_byte_size, count + group.num_rows
        if count >= PART_ROWS or place == metadata.num_row_groups - 1:
            groups.append((first, place + 1, size, count))
            first, size, count = place + 1, 0, 0
    return groups or [(0, 0, 0, 0)]


# -- JSON Lines


def rows_of(part: Part, columns: Sequence[str]) -> Iterator[tuple[int, Read | None]]:
    """Yield the rows of a part, each with its number in the part, from 1; None: a blank line."""
    if part.is_parquet:
        for number, row in enumerate(_rows_of_batches(part, columns), start=1):
            yield number, row
        return
    with part.file.open("rb") as file:
        for number, line in enumerate(_lines(file, part.first, part.after), start=1):
            yield number, row_of_line(line)


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


def batches_of(part: Part, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a part of a Parquet file, some at a time."""
    with pq.ParquetFile(part.file, buffer_size=1 << 20) as opened:
        names = opened.schema_arrow.names
        yield from opened.iter_batches(
            BATCH_ROWS,
            row_groups=list(range(part.first, part.after)),
            columns=None if columns is None else [name for name in columns if name in names],
            use_threads=False,
        )


def _rows_of_batches(part: Part, columns: Sequence[str]) -> Iterator[Read]:
    for batch in batches_of(part, columns):
        yield from rows_of_batch(batch)


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


def placed(part: Part, numbered: Iterable[tuple[int, Read | None]]) -> Iterator[tuple[Place, Read]]:
    """Give each row its place, counted from the part's beginning, and leave blank lines out."""
    return ((Place(part.file.name, number), row) for number, row in numbered if row is not None)
