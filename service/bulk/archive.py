"""Archives: a file or a folder of JSON Lines or Parquet, divided into parts.

A part is a range of bytes of a JSON Lines file, or some row groups of a Parquet file. Parts follow from
the files alone, so that the same archive always has the same ones, whoever reads them; an empty file is
an empty part, and so is one that can't be read, which is told with the rows that can't.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from service.bulk import kinds
from service.bulk.journal import JOURNAL, Record
from service.bulk.kinds import Kind
from service.bulk.reading import LINES, PARQUET, Part, rows_of
from service.bulk.unusable import Unusable

PART_BYTES: Final = 2 << 20
"""How much of a JSON Lines file is a part."""
PART_ROWS: Final = 2_000
"""How many rows of a Parquet file are a part, or one row group if that has more."""
_LOOKED_AT: Final = 10
"""How many rows tell what a JSON Lines file holds."""
_ENDINGS: Final = (LINES, PARQUET)
_WRITTEN: Final = {"extract": kinds.CLAIMS, "reconcile": kinds.ESTIMATES}
"""What the commands write."""


def files_of(path: Path, wanted: Kind) -> list[Path]:
    """Return the files of an archive, sorted by name; of a folder, those in its folder of that kind.

    Folders in a folder, and what is hidden, are left aside. Other files are there, for they are to be
    told; `parts_of` finds out what can be read.

    Raises:
        Unusable: there are none that could be.
    """
    if path.is_file():
        found = [path]
    elif path.is_dir():
        refuse_what_a_command_wrote(path, _journal_in(path), wanted)
        folder = path / wanted.folder if (path / wanted.folder).is_dir() else path
        found = sorted(
            file
            for file in folder.iterdir()
            if not file.name.startswith((".", "_")) and (not file.is_dir() or file.suffix in _ENDINGS)
        )
    else:
        raise Unusable(f"{path}: no such file or folder")
    if not any(file.suffix in _ENDINGS for file in found):
        raise Unusable(f"{path}: give files that end in {LINES} or {PARQUET}, or a folder of them")
    return found


def _journal_in(folder: Path) -> object:
    try:
        return json.loads((folder / JOURNAL).read_bytes())
    except (OSError, ValueError):
        return None


def refuse_what_a_command_wrote(source: object, journal: object, wanted: Kind) -> None:
    """Refuse a folder with such a journal, unless a command wrote there, to its end, what is wanted.

    Raises:
        Unusable: it holds something else, or not all.
    """
    command = journal.get("command") if isinstance(journal, dict) else None
    if command not in _WRITTEN or not isinstance(journal, dict):
        return
    written = _WRITTEN[command]
    if written is not wanted:
        raise Unusable(
            f"{source}: it holds the {written.folder} that hasila bulk {command} wrote;"
            f" this command takes {wanted.folder}"
        )
    if "result" not in journal:
        raise Unusable(
            f"{source}: hasila bulk {command} is not finished there; give that command again first"
        )


def parts_of(files: Sequence[Path], wanted: Kind) -> list[Part]:
    """Return the parts of files, in order; a file that can't be read is a part with a fault.

    Raises:
        Unusable: there is no file that can be read.
    """
    found: list[Part] = []
    for file in files:
        found += _parts_of_file(file, wanted, len(found))
    faults = [part for part in found if part.fault is not None]
    if found and len(faults) == len(found):
        more = f" (and none of {len(faults):,} files can be used)" if len(faults) > 1 else ""
        raise Unusable(f"{faults[0].file}: {faults[0].fault}{more}")
    return found


def _parts_of_file(file: Path, wanted: Kind, number: int) -> list[Part]:
    """Return the parts of a file, counted from `number`."""
    try:
        if file.suffix not in _ENDINGS:
            raise Unusable(f"its name ends in neither {LINES} nor {PARQUET}, so it is not read")  # noqa: TRY301
        if not file.is_file():
            _refuse_no_file(file)
        ranges = _row_groups(file, wanted) if file.suffix == PARQUET else _byte_ranges(file, wanted)
        return [Part(place, file, *part) for place, part in enumerate(ranges, start=number)]
    except OSError as error:
        fault = error.strerror or str(error)
    except Unusable as error:
        fault = str(error)
    return [Part(number, file, 0, 0, 0, 0, fault)]


def _refuse_no_file(file: Path) -> None:
    file.stat()  # a link to nowhere
    raise Unusable(
        "it is a folder; give it to a command of its own" if file.is_dir() else "it is no regular file"
    )


def _byte_ranges(file: Path, wanted: Kind) -> list[tuple[int, int, int, None]]:
    length = file.stat().st_size
    looked_at = Part(0, file, 0, length, length)
    seen = [row for _, row in islice(rows_of(looked_at, ()), _LOOKED_AT) if isinstance(row, dict)]
    mistakes = [kinds.mistaken(row, wanted) for row in seen]
    if mistakes and (fault := mistakes[0]) is not None and all(mistakes):
        raise Unusable(fault)
    return [
        (first, after, after - first, None)
        for first in range(0, max(length, 1), PART_BYTES)
        for after in [min(first + PART_BYTES, length)]
    ]


def _row_groups(file: Path, wanted: Kind) -> list[tuple[int, int, int, int]]:
    try:
        with pq.ParquetFile(file) as opened:
            metadata, columns = opened.metadata, opened.schema_arrow.names
    except pa.ArrowException as error:
        raise Unusable(f"not Parquet: {error}") from None
    if fault := kinds.unfit(columns, wanted):
        raise Unusable(fault)
    return list(_ranges(metadata)) or [(0, 0, 0, 0)]


def _ranges(metadata: pq.FileMetaData) -> Iterator[tuple[int, int, int, int]]:
    first = size = count = 0
    for place in range(metadata.num_row_groups):
        group = metadata.row_group(place)
        size, count = size + group.total_byte_size, count + group.num_rows
        if count >= PART_ROWS or place == metadata.num_row_groups - 1:
            yield first, place + 1, size, count
            first, size, count = place + 1, 0, 0


def identity(parts: Sequence[Part]) -> list[Record]:
    """Return what tells an archive from a changed one: each file's name, size and time of change.

    One that can't be read has its fault beside them: it may be mended and have the same size.
    """
    faults = {part.file: part.fault for part in parts}
    return [_identity(file) | ({"fault": fault} if fault else {}) for file, fault in faults.items()]


def _identity(file: Path) -> Record:
    found = file.lstat() if file.is_symlink() and not file.exists() else file.stat()
    return {"file": file.name, "bytes": found.st_size, "modified_ns": found.st_mtime_ns}
