"""Claims grouped by incident, out of core: a bucket at a time, whatever the size of the archive.

Every part of the input is sorted into buckets by its incidents' names, in a file of its own; what falls
into one bucket is then read from all of them. Memory holds a bucket, some ten thousand claims as
columns, or the claims of its largest incident.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zlib import crc32

import pyarrow as pa
import pyarrow.compute as pc

from service.bulk.columns import claims_table
from service.bulk.journal import Record, durable, write_record
from service.bulk.parts import Counted, lines_before
from service.bulk.reading import Lost, Part, batches_of, placed, rows_of_batch
from service.bulk.rows import Found, Place, Reject, claims_coded
from service.bulk.schemas import CLAIMS, PLACED_CLAIMS, as_claims

STAGE: Final = "group"
_CLAIMS_A_BUCKET: Final = 25_000
_BYTES_A_CLAIM: Final = 400
_AT_ONCE: Final = 20_000
_MOST_BUCKETS: Final = 512


@dataclass(frozen=True, slots=True)
class Grouping:
    """Where the sorted parts lie, and into how many buckets they are sorted."""

    folder: Path
    buckets: int

    def path(self, number: int) -> Path:
        """Return where the sorted claims of a part lie."""
        return self.folder / f"{STAGE}-{number:05}.arrow"


@dataclass(frozen=True, slots=True)
class Piece:
    """What a sorted part has for a bucket: which batches, and how many lines come before the part."""

    path: Path
    batches: tuple[int, ...]
    lines_before: int


@dataclass(frozen=True, slots=True)
class Bucket:
    """The claims of some incidents, wherever they lie; all of each of these incidents."""

    number: int
    pieces: tuple[Piece, ...]
    size: int = 1


def buckets_for(parts: Sequence[Part]) -> int:
    """Return into how many buckets an archive is best sorted."""
    claims = sum(part.size // _BYTES_A_CLAIM if part.rows is None else part.rows for part in parts)
    return max(1, min(_MOST_BUCKETS, -(-claims // _CLAIMS_A_BUCKET)))


def group_part(grouping: Grouping, part: Part) -> None:
    """Sort a part's claims into buckets."""
    counted = Counted(part, ())
    rejected: list[Record] = []
    by_columns = part.is_parquet and part.fault is None
    tables = (
        _parquet_tables(part, counted, rejected)
        if by_columns
        else _tables(claims_coded(placed(part, counted)), rejected)
    )
    buckets: list[int] = []
    claims = 0
    with (
        durable(grouping.path(part.number)) as temporary,
        pa.OSFile(str(temporary), "wb") as file,
        pa.ipc.new_file(
            file, PLACED_CLAIMS, options=pa.ipc.IpcWriteOptions(compression="zstd")
        ) as writer,
    ):
        for table in tables:
            claims += table.num_rows
            places = _buckets(table.column("incident"), grouping.buckets)
            for bucket in sorted(pc.unique(places).to_pylist()):
                chosen = table.filter(pc.equal(places, bucket)).combine_chunks()
                writer.write_batch(chosen.to_batches()[0])
                buckets.append(bucket)
    record = {
        "lines": counted.lines,
        "claims": claims,
        "rejected": rejected,
        "buckets": buckets,
    }
    write_record(grouping.folder, STAGE, part.number, record)


def _parquet_tables(part: Part, counted: Counted, rejected: list[Record]) -> Iterator[pa.Table]:
    """Yield the claims of a part as they stand in its columns, and count its rows."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches_of(part, CLAIMS.names):
        if not isinstance(batch, Lost):
            waiting.append(batch)
        if waiting and (isinstance(batch, Lost) or sum(map(len, waiting)) >= _AT_ONCE):
            yield from _placed_tables(part, waiting, counted, rejected)
            waiting.clear()
        if isinstance(batch, Lost):
            place = Place(part.file.name, counted.lines + 1)
            rejected.append(Reject(str(batch.told()), *place).as_row())
            counted.lines += batch.count
    if waiting:
        yield from _placed_tables(part, waiting, counted, rejected)


def _placed_tables(
    part: Part, batches: Sequence[pa.RecordBatch], counted: Counted, rejected: list[Record]
) -> Iterator[pa.Table]:
    """Yield batches with the columns of claims and their places; row by row where a column is odd."""
    first = counted.lines + 1
    given = pa.Table.from_batches(batches)
    counted.lines += given.num_rows
    lines = range(first, first + given.num_rows)
    try:
        claims = as_claims(given)
    except ValueError:
        rows = (row for batch in batches for row in rows_of_batch(batch))
        places = (Place(part.file.name, line) for line in lines)
        yield from _tables(claims_coded(zip(places, rows, strict=True)), rejected)
        return
    files = pa.array([part.file.name] * claims.num_rows, pa.string())
    yield claims.append_column("file", files).append_column("line", pa.array(lines, pa.int64()))


def _tables(found: Iterator[Found | Reject], rejected: list[Record]) -> Iterator[pa.Table]:
    waiting: list[Found] = []
    for one in found:
        if isinstance(one, Reject):
            rejected.append(one.as_row())
            continue
        waiting.append(one)
        if len(waiting) == _AT_ONCE:
            yield claims_table(waiting, PLACED_CLAIMS)
            waiting.clear()
    if waiting:
        yield claims_table(waiting, PLACED_CLAIMS)


def _buckets(incidents: pa.ChunkedArray, count: int) -> pa.Array:
    """Return the bucket of each incident; that of an incident without a name is as good as any."""
    named = incidents.combine_chunks().fill_null("").dictionary_encode()
    buckets = [crc32(name.encode()) % count for name in named.dictionary.to_pylist()]
    return pa.array(buckets, pa.int32()).take(named.indices)


def buckets_of(grouping: Grouping, parts: Sequence[Part], records: Sequence[Record]) -> list[Bucket]:
    """Return the buckets that sorted parts were sorted into; `records` say what each part holds."""
    pieces: list[list[Piece]] = [[] for _ in range(grouping.buckets)]
    before = lines_before(parts, records)
    for part, record, lines in zip(parts, records, before, strict=True):
        held: dict[int, list[int]] = {}
        for place, bucket in enumerate(record["buckets"]):
            held.setdefault(bucket, []).append(place)
        for bucket, places in held.items():
            pieces[bucket].append(Piece(grouping.path(part.number), tuple(places), lines))
    return [Bucket(number, tuple(of_bucket)) for number, of_bucket in enumerate(pieces)]


def incidents_of(bucket: Bucket) -> Iterator[tuple[str | None, pa.Table]]:
    """Yield the incidents of a bucket by name, each with its claims in the order of the input."""
    found = [batch for piece in bucket.pieces for batch in _batches(piece)]
    if not found:
        return
    order = [("incident", "ascending"), ("file", "ascending"), ("line", "ascending")]
    table = pa.Table.from_batches(found, PLACED_CLAIMS).sort_by(order).combine_chunks()
    runs = pc.run_end_encode(table.column("incident").chunk(0))
    first = 0
    for name, after in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
        yield name, table.slice(first, after - first)
        first = after


def _batches(piece: Piece) -> Iterator[pa.RecordBatch]:
    with pa.memory_map(str(piece.path)) as file, pa.ipc.open_file(file) as opened:
        for place in piece.batches:
            batch = opened.get_batch(place)
            lines = pc.add(batch.column("line"), piece.lines_before)
            yield batch.set_column(batch.schema.get_field_index("line"), "line", lines)
