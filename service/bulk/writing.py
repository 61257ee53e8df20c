"""What was found, written to a Parquet file, some thousand rows at a time."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from service.bulk.journal import durable

Item = TypeVar("Item")

_ROWS_A_TABLE: Final = 256
"""How many rows are held as objects before they become columns, which are smaller."""


@contextmanager
def parquet_file(
    path: Path,
    schema: pa.Schema,
    rows_a_group: int,
    as_table: Callable[[list[Item], pa.Schema], pa.Table],
) -> Iterator[Callable[[Iterable[Item]], None]]:
    """Give what takes the rows of a file, which is whole and on the disk at the block's end."""
    waiting: list[Item] = []
    group: list[pa.Table] = []
    with durable(path) as temporary, pq.ParquetWriter(temporary, schema, compression="zstd") as writer:

        def write(items: Iterable[Item]) -> None:
            waiting.extend(items)
            if len(waiting) < _ROWS_A_TABLE:
                return
            group.append(as_table(waiting, schema))
            waiting.clear()
            if sum(table.num_rows for table in group) >= rows_a_group:
                writer.write_table(pa.concat_tables(group))
                group.clear()

        yield write
        writer.write_table(pa.concat_tables([*group, as_table(waiting, schema)]))
