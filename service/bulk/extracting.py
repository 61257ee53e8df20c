"""Extraction on one machine: a part of the archive in, a file of claims out."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from service.bulk import kinds
from service.bulk.archive import files_of, identity, parts_of
from service.bulk.columns import claims_table
from service.bulk.journal import Journal, Record, write_record
from service.bulk.parts import Advance, Counted, finish, rejects_in_place
from service.bulk.reading import Part, placed
from service.bulk.rows import REPORT_COLUMNS, Reject, claims_read, read_words
from service.bulk.schemas import CLAIMS
from service.bulk.writing import parquet_file

_CLAIMS_AT_ONCE: Final = 5_000
_STAGE: Final = "extract"


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
    parts = parts_of(files_of(source, kinds.REPORTS), kinds.REPORTS)
    claims = out / kinds.CLAIMS.folder
    with Journal(out, "extract", identity(parts), {}) as journal:
        if journal.result is not None:
            return journal.result
        read_words()
        work = partial(_extract_part, _Work(claims, journal.unfinished))
        records = finish(journal, _STAGE, parts, work, processes, advance)
        claims.mkdir(exist_ok=True)
        result = {
            "reports": sum(record["rows"] for record in records),
            "claims": sum(record["claims"] for record in records),
        }
        return journal.finish(result, rejects_in_place(journal, _STAGE, parts, records))


def _extract_part(work: _Work, part: Part) -> None:
    counted = Counted(part, REPORT_COLUMNS)
    rejected: list[Record] = []
    claims = 0
    path = work.claims / f"part-{part.number:05}.parquet"
    with _no_cycles_sought(), parquet_file(path, CLAIMS, _CLAIMS_AT_ONCE, claims_table) as write:
        for found in claims_read(placed(part, counted)):
            if isinstance(found, Reject):
                rejected.append(found.as_row())
            else:
                claims += 1
                write([found])
    record = {"lines": counted.lines, "rows": counted.rows, "claims": claims, "rejected": rejected}
    write_record(work.records, _STAGE, part.number, record)


@contextmanager
def _no_cycles_sought() -> Iterator[None]:
    """Leave the collector of cycles off: a part makes hardly any, among very many objects in use."""
    sought = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if sought:
            gc.enable()
