"""What was found, written to a Parquet file, some thousand rows at a time."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from service.bulk.journal import durable

Item = TypeVar("Item")


@contextmanager
def parquet_file(
    path: Path,
    schema: pa.Schema,
    rows_at_once: int,
    as_table: Callable[[list[Item], pa.Schema], pa.Table],
) -> Iterator[Callable[[Iterable[Item]], None]]:
    """Give what takes the rows of a file, which is whole and on the disk at the block's end."""
    waiting: list[Item] = []
    with durable(path) as temporary, pq.ParquetWriter(temporary, schema, compression="zstd") as writer:

        def write(items: Iterable[Item]) -> None:
            waiting.extend(items)
            if len(waiting) >= rows_at_once:
                writer.write_table(as_table(waiting, schema))
                waiting.clear()

        yield write
        writer.write_table(as_table(waiting, schema))
