"""Rows written to a Parquet file, some thousand at a time."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from service.bulk.journal import durable
from service.jsonlines import Row


@contextmanager
def parquet_file(
    path: Path, schema: pa.Schema, rows_at_once: int
) -> Iterator[Callable[[Iterable[Row]], None]]:
    """Give what takes rows for a file, which is whole and on the disk at the block's end."""
    waiting: list[Row] = []
    with durable(path) as temporary, pq.ParquetWriter(temporary, schema, compression="zstd") as writer:

        def write(rows: Iterable[Row]) -> None:
            waiting.extend(rows)
            if len(waiting) >= rows_at_once:
                writer.write_table(pa.Table.from_pylist(waiting, schema))
                waiting.clear()

        yield write
        writer.write_table(pa.Table.from_pylist(waiting, schema))
