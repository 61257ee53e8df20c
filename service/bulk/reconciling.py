"""Reconciliation on one machine: claims grouped by incident, then a file of answers a bucket."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

import pyarrow as pa

from service.bulk import kinds
from service.bulk.archive import files_of, identity, parts_of
from service.bulk.grouping import (
    STAGE,
    Bucket,
    Grouping,
    buckets_for,
    buckets_of,
    group_part,
    incidents_of,
)
from service.bulk.journal import Journal, Record, write_record
from service.bulk.parts import Advance, finish, rejected, rejects_in_place
from service.bulk.rows import Question, reconciled
from service.bulk.schemas import ESTIMATES, REVISIONS
from service.bulk.writing import parquet_file
from service.jsonlines import Row

_STAGE: Final = "reconcile"
_ROWS_AT_ONCE: Final = 2_000


@dataclass(frozen=True, slots=True)
class _Work:
    """What a process needs to know to reconcile a bucket."""

    out: Path
    records: Path
    question: Question


def reconcile_archive(
    source: Path, out: Path, question: Question, processes: int, advance: Advance
) -> Record:
    """Reconcile claims incident by incident, going on where an earlier run was broken off.

    Raises:
        Unusable: the claims or the folder can't be used.
    """
    parts = parts_of(files_of(source, kinds.CLAIMS), kinds.CLAIMS)
    with Journal(out, "reconcile", identity(parts), question.asked()) as journal:
        if journal.result is not None:
            return journal.result
        grouping = Grouping(journal.unfinished, buckets_for(parts))
        # Grouping takes about a tenth of the time, which the bar shows as it is.
        group = partial(group_part, grouping)
        grouped = finish(journal, STAGE, parts, group, processes, _share(advance, 0.0, 0.1))
        buckets = buckets_of(grouping, parts, grouped)
        work = partial(_reconcile_bucket, _Work(out, journal.unfinished, question))
        records = finish(journal, _STAGE, buckets, work, processes, _share(advance, 0.1, 1.0))
        names = ("claims", "incidents", "estimates", "revisions")
        result = {name: sum(record[name] for record in records) for name in names}
        rejects = chain(
            rejects_in_place(journal, STAGE, parts, grouped),
            chain.from_iterable(rejected(journal, _STAGE, buckets)),
        )
        return journal.finish(result, rejects)


def _share(advance: Advance, begin: float, end: float) -> Advance:
    def told(so_far: int, whole: int) -> None:
        advance(round(1000 * (begin + (end - begin) * so_far / max(whole, 1))), 1000)

    return told


def _reconcile_bucket(work: _Work, bucket: Bucket) -> None:
    record: Record = {"claims": 0, "incidents": 0, "estimates": 0, "revisions": 0, "rejected": []}
    name = f"part-{bucket.number:05}.parquet"
    with (
        _file(work.out / kinds.ESTIMATES.folder / name, ESTIMATES) as write_estimates,
        _file(work.out / kinds.REVISIONS.folder / name, REVISIONS) as write_revisions,
    ):
        for incident, claims in incidents_of(bucket):
            told = reconciled(incident, rows_one_by_one(claims), work.question)
            write_estimates(told.estimates)
            write_revisions(told.revisions)
            record["incidents"] += 1
            record["claims"] += claims.num_rows
            record["estimates"] += len(told.estimates)
            record["revisions"] += len(told.revisions)
            record["rejected"] += (reject.as_row() for reject in told.rejects)
    write_record(work.records, _STAGE, bucket.number, record)


def _file(path: Path, schema: pa.Schema) -> AbstractContextManager[Callable[[Iterable[Row]], None]]:
    return parquet_file(path, schema, _ROWS_AT_ONCE, pa.Table.from_pylist)


def rows_one_by_one(table: pa.Table) -> Iterator[Row]:
    """Yield the rows of a table without holding all of them as objects."""
    for batch in table.to_batches(max_chunksize=1_000):
        yield from batch.to_pylist()
