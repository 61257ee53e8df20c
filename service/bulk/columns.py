"""Claims as columns: each is made at once from all claims, with no row in between.

A column has the name of a field of the claim, or of what `Found` adds to it; the fields of a struct are
those of the value that the claim holds.
"""

from collections.abc import Sequence
from itertools import count
from operator import attrgetter

import pyarrow as pa

from service.bulk.rows import Found


def claims_table(found: Sequence[Found], schema: pa.Schema) -> pa.Table:
    """Return claims as a table with the columns of `schema`, which is `CLAIMS` or `PLACED_CLAIMS`."""
    claims = [one.claim for one in found]
    columns = _Columns()
    made = [columns.made(found if field.name in Found._fields else claims, field) for field in schema]
    return pa.Table.from_arrays(made, schema=schema)


class _Columns:
    """Makes columns; of moments, which take long, one for all that say the same."""

    def __init__(self) -> None:
        self._moments: list[tuple[list[object], pa.Array]] = []

    def made(self, holders: Sequence[object], field: pa.Field) -> pa.Array:
        """Return what this field is in each of some values."""
        return self._column(list(map(attrgetter(field.name), holders)), field.type)

    def _column(self, values: list[object], kind: pa.DataType) -> pa.Array:
        if pa.types.is_struct(kind):
            return self._structs(values, kind)
        if pa.types.is_timestamp(kind):
            return self._of_moments(values, kind)
        return pa.array(values, kind)

    def _structs(self, values: list[object], kind: pa.DataType) -> pa.Array:
        held = [value for value in values if value is not None]
        if not held:
            return pa.nulls(len(values), kind)
        fields = [self.made(held, field) for field in kind]
        structs = pa.StructArray.from_arrays(fields, fields=list(kind))
        if len(held) == len(values):
            return structs
        places = count()
        return structs.take(
            pa.array([None if value is None else next(places) for value in values], pa.int64())
        )

    def _of_moments(self, values: list[object], kind: pa.DataType) -> pa.Array:
        for known, made in self._moments:
            if known == values:
                return made
        made = pa.array(values, kind)
        self._moments.append((values, made))
        return made
