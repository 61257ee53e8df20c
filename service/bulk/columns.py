"""Claims as columns: each is made at once from all claims, with no row in between.

A column has the name of a field of the claim, or of what `Found` adds to it; the fields of a struct are
those of the value that the claim holds.
"""

from collections.abc import Sequence

import pyarrow as pa

from service.bulk.rows import Found


def claims_table(found: Sequence[Found], schema: pa.Schema) -> pa.Table:
    """Return claims as a table with the columns of `schema`, which is `CLAIMS` or `PLACED_CLAIMS`."""
    claims = [one.claim for one in found]
    columns = [
        _column(_values(found if field.name in Found._fields else claims, field.name), field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _values(holders: Sequence[object], name: str) -> list[object]:
    return [None if holder is None else getattr(holder, name) for holder in holders]


def _column(values: list[object], kind: pa.DataType) -> pa.Array:
    if not pa.types.is_struct(kind):
        return pa.array(values, kind)
    fields = [_column(_values(values, field.name), field.type) for field in kind]
    absent = pa.array([value is None for value in values], pa.bool_())
    return pa.StructArray.from_arrays(fields, fields=list(kind), mask=absent)
