"""The columns of the Parquet files: of claims, estimates and revisions.

A column has the name, and the meaning, of the field of the model it holds; moments are in UTC.
"""

from typing import Final

import pyarrow as pa

_MOMENT: Final = pa.timestamp("us", "UTC")
_COUNT: Final = pa.struct(
    {
        "low": pa.int64(),
        "high": pa.int64(),
        "qualifier": pa.string(),
        "term": pa.string(),
        "unit": pa.string(),
    }
)
_EVIDENCE: Final = pa.struct(
    {
        "exact": pa.string(),
        "prefix": pa.string(),
        "suffix": pa.string(),
        "start": pa.int64(),
        "end": pa.int64(),
    }
)
_RETRACTION: Final = pa.struct({"claim_id": pa.string(), "recorded_at": _MOMENT, "reason": pa.string()})
_FIGURES: Final = {
    "low": pa.int64(),
    "best": pa.int64(),
    "high": pa.int64(),
    "status": pa.string(),
    "grade": pa.string(),
}
_METHOD: Final = pa.struct({"name": pa.string(), "version": pa.int64()})
_STANDING: Final = pa.struct(
    {
        "claim_id": pa.string(),
        "origin": pa.string(),
        "role": pa.string(),
        "reason": pa.string(),
        "because_of": pa.string(),
    }
)

CLAIMS: Final = pa.schema(
    {
        "incident": pa.string(),
        "report_id": pa.string(),
        "id": pa.string(),
        "category": pa.string(),
        "count": _COUNT,
        "scope": pa.string(),
        "denied": pa.bool_(),
        "preliminary": pa.bool_(),
        "final": pa.bool_(),
        "attribution": pa.struct({"source": pa.string(), "via": pa.list_(pa.string())}),
        "evidence": _EVIDENCE,
        "publisher": pa.string(),
        "published_at": _MOMENT,
        "as_of": _MOMENT,
        "since": _MOMENT,
        "recorded_at": _MOMENT,
        "retraction": _RETRACTION,
    }
)
"""What `hasila bulk extract` writes, and `reconcile` and `load` read."""

PLACED_CLAIMS: Final = pa.schema([*CLAIMS, pa.field("file", pa.string()), pa.field("line", pa.int64())])
"""Claims on their way, with the place they were read at."""

ESTIMATES: Final = pa.schema(
    {
        "incident": pa.string(),
        "category": pa.string(),
        **_FIGURES,
        "origins": pa.list_(pa.string()),
        "low_claims": pa.list_(pa.string()),
        "best_claims": pa.list_(pa.string()),
        "high_claims": pa.list_(pa.string()),
        "standings": pa.list_(_STANDING),
        "policy": _METHOD,
        "convention": _METHOD,
    }
)

REVISIONS: Final = pa.schema(
    {
        "incident": pa.string(),
        "number": pa.int64(),
        "category": pa.string(),
        "kind": pa.string(),
        "before": pa.struct(_FIGURES),
        "after": pa.struct(_FIGURES),
        "claim_id": pa.string(),
        "recorded_at": _MOMENT,
        "sentence": pa.string(),
        "sentence_ar": pa.string(),
    }
)

REJECTS: Final = pa.schema(
    {
        "reason": pa.string(),
        "file": pa.string(),
        "line": pa.int64(),
        "id": pa.string(),
        "incident": pa.string(),
    }
)


def as_claims(table: pa.Table, schema: pa.Schema = CLAIMS) -> pa.Table:
    """Return a table of claims with the columns of `schema`: those it lacks are null, others go.

    Raises:
        ValueError: a column holds what can't be; the message names it.
    """
    columns = []
    for wanted in schema:
        try:
            columns.append(
                table.column(wanted.name).cast(wanted.type)
                if wanted.name in table.column_names
                else pa.nulls(table.num_rows, wanted.type)
            )
        except pa.ArrowException as error:
            raise ValueError(f"column {wanted.name}: {error}") from None
    return pa.Table.from_arrays(columns, schema=schema)
