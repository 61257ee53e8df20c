"""Reconciliation on one machine: claims grouped by incident, then a file of answers a bucket."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from service.bulk.archive import Part, files_of, parts_of
from service.bulk.extracting import CLAIMS_FOLDER, Advance, finish_parts, rejects_in_place
from service.bulk.grouping import STAGE, Grouping, buckets_for, group_part, incidents_of, lines_before
from service.bulk.journal import Journal, Record, durable, read_record, write_record
from service.bulk.pool import done
from service.bulk.rows import Question, Told, reconciled
from service.bulk.schemas import ESTIMATES, REVISIONS
from service.jsonlines import Row

ESTIMATES_FOLDER: Final = "estimates"
REVISIONS_FOLDER: Final = "revisions"
NEEDED: Final = ("incident", "category", "count", "published_at")
_STAGE: Final = "reconcile"
_ROWS_AT_ONCE: Final = 2_000


@dataclass(frozen=True, slots=True)
class _Work:
    """What a process needs to know to reconcile a bucket."""

    out: Path
    records: Path
    grouping: Grouping
    grouped: tuple[Path, ...]
    before: tuple[int, ...]
    question: Question


def reconcile_archive(
    source: Path, out: Path, question: Question, processes: int, advance: Advance
) -> Record:
    """Reconcile claims incident by incident, going on where an earlier run was broken off.

    Raises:
        Unusable: the claims or the folder can't be used.
    """
    files = files_of(source, CLAIMS_FOLDER)
    parts = parts_of(files, NEEDED)
    with Journal(out, "reconcile", files, question.asked()) as journal:
        if journal.result is not None:
            return journal.result
        grouping = Grouping(journal.unfinished, buckets_for(parts))
        # Grouping takes about a tenth of the time, which the bar shows as it is.
        group = partial(group_part, grouping)
        finish_parts(journal, STAGE, parts, group, processes, _share(advance, 0.0, 0.1))
        grouped = [journal.record(STAGE, part.number) for part in parts]
        _finish_buckets(journal, grouping, parts, question, processes, _share(advance, 0.1, 1.0))
        records = [journal.record(_STAGE, bucket) for bucket in range(grouping.buckets)]
        names = ("claims", "incidents", "estimates", "revisions")
        result = {name: sum(record[name] for record in records) for name in names}
        return journal.finish(result, _rejects(parts, grouped, records))


def _share(advance: Advance, begin: float, end: float) -> Advance:
    def told(so_far: int, whole: int) -> None:
        advance(round(1000 * (begin + (end - begin) * so_far / max(whole, 1))), 1000)

    return told


def _rejects(parts: list[Part], grouped: list[Record], records: Iterable[Record]) -> Iterator[Record]:
    yield from rejects_in_place(parts, grouped)
    for record in records:
        yield from record["rejected"]


def _finish_buckets(
    journal: Journal,
    grouping: Grouping,
    parts: list[Part],
    question: Question,
    processes: int,
    advance: Advance,
) -> None:
    work = _Work(
        out=journal.folder,
        records=journal.unfinished,
        grouping=grouping,
        grouped=tuple(journal.record_path(STAGE, part.number) for part in parts),
        before=tuple(lines_before(journal, parts)),
        question=question,
    )
    buckets = [n for n in range(grouping.buckets) if not journal.is_finished(_STAGE, n)]
    so_far = grouping.buckets - len(buckets)
    for _ in done(partial(_reconcile_bucket, work), buckets, min(processes, max(1, len(buckets)))):
        so_far += 1
        advance(so_far, grouping.buckets)


def _reconcile_bucket(work: _Work, bucket: int) -> None:
    record: Record = {"claims": 0, "incidents": 0, "estimates": 0, "revisions": 0, "rejected": []}
    name = f"part-{bucket:05}.parquet"
    with (
        _writer(work.out / ESTIMATES_FOLDER / name, ESTIMATES) as write_estimates,
        _writer(work.out / REVISIONS_FOLDER / name, REVISIONS) as write_revisions,
    ):
        for told, claims in _told(work, bucket):
            write_estimates(told.estimates)
            write_revisions(told.revisions)
            record["incidents"] += 1
            record["claims"] += claims
            record["estimates"] += len(told.estimates)
            record["revisions"] += len(told.revisions)
            record["rejected"] += (reject.as_row() for reject in told.rejects)
    write_record(work.records / f"{_STAGE}-{bucket:05}.json", record)


def _told(work: _Work, bucket: int) -> Iterator[tuple[Told, int]]:
    grouped = [read_record(path) for path in work.grouped]
    for incident, claims in incidents_of(work.grouping, grouped, work.before, bucket):
        yield reconciled(incident, rows_one_by_one(claims), work.question), claims.num_rows


def rows_one_by_one(table: pa.Table) -> Iterator[Row]:
    """Yield the rows of a table without holding all of them as objects."""
    for batch in table.to_batches(max_chunksize=1_000):
        yield from batch.to_pylist()


@contextmanager
def _writer(path: Path, schema: pa.Schema) -> Iterator[Callable[[list[Row]], None]]:
    """Give what takes rows for a Parquet file, and writes some thousand of them at a time."""
    waiting: list[Row] = []
    with durable(path) as temporary, pq.ParquetWriter(temporary, schema, compression="zstd") as writer:

        def write(rows: list[Row]) -> None:
            waiting.extend(rows)
            if len(waiting) >= _ROWS_AT_ONCE:
                writer.write_table(pa.Table.from_pylist(waiting, schema))
                waiting.clear()

        yield write
        writer.write_table(pa.Table.from_pylist(waiting, schema))
