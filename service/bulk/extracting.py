"""Extraction on one machine: a part of the archive in, a file of claims out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from service.bulk.archive import Part, files_of, parts_of, placed, rows_of
from service.bulk.journal import Journal, Record, durable, write_record
from service.bulk.pool import done
from service.bulk.rows import REPORT_COLUMNS, Read, Reject, claims_read
from service.bulk.schemas import CLAIMS
from service.jsonlines import Row

CLAIMS_FOLDER: Final = "claims"
REPORTS_FOLDER: Final = "reports"
NEEDED: Final = ("id", "incident", "publisher", "published_at", "text")
_CLAIMS_AT_ONCE: Final = 5_000
_STAGE: Final = "extract"

Advance = Callable[[int, int], None]
"""Is told how far a command is: of the work's size, how much is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What a process needs to know: where the files go."""

    claims: Path
    records: Path


def extract_archive(source: Path, out: Path, processes: int, advance: Advance) -> Record:
    """Extract the claims of an archive into a folder, going on where an earlier run was broken off.

    Raises:
        Unusable: the archive or the folder can't be used.
    """
    files = files_of(source, REPORTS_FOLDER)
    parts = parts_of(files, NEEDED)
    with Journal(out, "extract", files, {}) as journal:
        if journal.result is not None:
            return journal.result
        work = partial(_extract_part, _Work(out / CLAIMS_FOLDER, journal.unfinished))
        finish_parts(journal, _STAGE, parts, work, processes, advance)
        records = [journal.record(_STAGE, part.number) for part in parts]
        (out / CLAIMS_FOLDER).mkdir(exist_ok=True)
        result = {
            "reports": sum(record["rows"] for record in records),
            "claims": sum(record["claims"] for record in records),
        }
        return journal.finish(result, rejects_in_place(parts, records))


def finish_parts(
    journal: Journal,
    stage: str,
    parts: Sequence[Part],
    work: Callable[[Part], None],
    processes: int,
    advance: Advance,
) -> None:
    """Do the parts that are not finished, in any order."""
    whole = sum(part.size for part in parts)
    open_parts = [part for part in parts if not journal.is_finished(stage, part.number)]
    so_far = whole - sum(part.size for part in open_parts)
    advance(so_far, whole)
    for part, _ in done(work, open_parts, min(processes, max(1, len(open_parts)))):
        so_far += part.size
        advance(so_far, whole)


def rejects_in_place(parts: Sequence[Part], records: Sequence[Record]) -> Iterator[Record]:
    """Yield the rejects of parts, in order, with the line of the file in place of that of the part."""
    file, before = None, 0
    for part, record in zip(parts, records, strict=True):
        if part.file != file:
            file, before = part.file, 0
        for reject in record["rejected"]:
            yield reject | {"line": reject["line"] and reject["line"] + before}
        before += record["lines"]


class Counted:
    """Rows of a part on their way through; `lines` and `rows` say how many have passed."""

    def __init__(self, part: Part, columns: Sequence[str]) -> None:
        self._part = part
        self._columns = columns
        self.lines = 0
        self.rows = 0

    def __iter__(self) -> Iterator[tuple[int, Read | None]]:
        """Yield each row, or None for a blank line, with its number in the part."""
        for number, row in rows_of(self._part, self._columns):
            self.lines = number
            self.rows += row is not None
            yield number, row


def _extract_part(work: _Work, part: Part) -> None:
    counted = Counted(part, REPORT_COLUMNS)
    rejected: list[Record] = []
    claims = 0
    with (
        durable(work.claims / f"part-{part.number:05}.parquet") as temporary,
        pq.ParquetWriter(temporary, CLAIMS, compression="zstd") as writer,
    ):
        waiting: list[Row] = []
        for found in claims_read(placed(part, counted)):
            if isinstance(found, Reject):
                rejected.append(found.as_row())
                continue
            claims += 1
            waiting.append(found)
            if len(waiting) == _CLAIMS_AT_ONCE:
                writer.write_table(pa.Table.from_pylist(waiting, CLAIMS))
                waiting.clear()
        writer.write_table(pa.Table.from_pylist(waiting, CLAIMS))
    write_record(
        work.records / f"{_STAGE}-{part.number:05}.json",
        {"lines": counted.lines, "rows": counted.rows, "claims": claims, "rejected": rejected},
    )
