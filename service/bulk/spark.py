"""The same on Spark: `mapInArrow` to extract, `applyInArrow` by incident to reconcile.

What becomes of a row is decided by `rows`, as everywhere. Spark reads, divides, groups and writes; of
what it is good at, nothing is made by hand. An incident is a group: it has to fit into one process,
which some 10^5 claims do.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final

import pyarrow as pa
from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from service.bulk.archive import row_of_line, rows_of_batch
from service.bulk.columns import claims_table
from service.bulk.extracting import CLAIMS_FOLDER, NEEDED, REPORTS_FOLDER
from service.bulk.journal import Record
from service.bulk.reconciling import ESTIMATES_FOLDER, REVISIONS_FOLDER, rows_one_by_one
from service.bulk.rows import (
    REPORT_COLUMNS,
    Found,
    Place,
    Question,
    Read,
    Reject,
    claims_coded,
    claims_read,
    reconciled,
)
from service.bulk.schemas import CLAIMS, ESTIMATES, PLACED_CLAIMS, REJECTS, REVISIONS
from service.bulk.unusable import Unusable
from service.jsonlines import Row

REJECTS_FOLDER: Final = "rejects"
_ROWS_A_BATCH: Final = 1_000

Answers = Callable[[Iterator[tuple[Place, Read]]], Iterator[Found | Reject]]


def session(master: str | None, settings: Mapping[str, str] | None = None) -> SparkSession:
    """Return a Spark session; without a master, that of spark-submit or of Spark's own settings."""
    if master and master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # its workers need what we have
    builder = SparkSession.builder.appName("hasila")
    builder = builder.master(master) if master else builder
    ours = {
        "spark.sql.session.timeZone": "UTC",
        # Spark's default is a kind of timestamp that others read without its time zone.
        "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(_ROWS_A_BATCH),
        "spark.ui.showConsoleProgress": "false",
    }
    for name, value in {**ours, **(settings or {})}.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


# -- extraction


def extract_archive(spark: SparkSession, source: str, out: str) -> Record:
    """Extract the claims of an archive into a folder that does not exist yet.

    Raises:
        Unusable: the archive or the folder can't be used.
    """
    rows = _rows(spark, source, REPORTS_FOLDER, NEEDED, REPORT_COLUMNS)
    found = _mapped(rows, claims_read, CLAIMS)
    return _written(found, out, {"claim": CLAIMS_FOLDER})


def _rows(
    spark: SparkSession, source: str, inner: str, needed: tuple[str, ...], columns: tuple[str, ...]
) -> DataFrame:
    """Return the rows of an archive and their file: columns, or a line of JSON as bytes."""
    path = _inside(spark, source, inner)
    if _has_parquet(spark, path):
        table = spark.read.option("pathGlobFilter", "*.parquet").parquet(path)
        missing = [name for name in needed if name not in table.columns]
        if missing:
            raise Unusable(f"{source}: it has no column {', '.join(missing)}")
        return table.select(*(c for c in columns if c in table.columns), "_metadata.file_name")
    # Text as bytes: what is not UTF-8 spoils its own line only.
    lines = spark.read.option("pathGlobFilter", "*.jsonl").text(path, lineSep="\n")
    return lines.selectExpr("CAST(value AS BINARY) AS json_line", "_metadata.file_name")


def _files(spark: SparkSession, path: str) -> tuple[Any, Any]:
    """Return Hadoop's path and the file system it is on."""
    if spark._jvm is None:
        raise Unusable("Spark Connect knows no files; name a master")
    at = spark._jvm.org.apache.hadoop.fs.Path(path)
    return at, at.getFileSystem(spark._jsc.hadoopConfiguration())


def _inside(spark: SparkSession, source: str, inner: str) -> str:
    at, system = _files(spark, source)
    if not system.exists(at):
        raise Unusable(f"{source}: no such file or folder")
    within, _ = _files(spark, f"{source.rstrip('/')}/{inner}")
    return str(within) if system.exists(within) else source


def _has_parquet(spark: SparkSession, path: str) -> bool:
    at, system = _files(spark, path)
    names = [str(file.getPath().getName()) for file in system.listStatus(at)]
    if any(name.endswith(".parquet") for name in names):
        return True
    if any(name.endswith(".jsonl") for name in names):
        return False
    raise Unusable(f"{path}: give files that end in .jsonl or .parquet, or a folder of them")


def _mapped(rows: DataFrame, answers: Answers, schema: pa.Schema) -> DataFrame:
    """Answer rows: each answer is a claim or a reject, and the other column is null."""
    both = pa.schema({"claim": pa.struct(schema), "reject": pa.struct(REJECTS)})
    return rows.mapInArrow(partial(_answered, answers, schema), from_arrow_schema(both))


def _answered(
    answers: Answers, schema: pa.Schema, batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        found: list[Found] = []
        rejects: list[Row] = []
        for answer in answers(_placed(batch)):
            if isinstance(answer, Reject):
                rejects.append(answer.as_row())
            else:
                found.append(answer)
        yield _beside(claims_table(found, schema), pa.Table.from_pylist(rejects, REJECTS))


def _beside(claims: pa.Table, rejects: pa.Table) -> pa.RecordBatch:
    """Return claims and, below them, rejects, each as a column of structs."""
    kinds = {"claim": claims, "reject": rejects}
    rows = [pa.table({name: table.to_struct_array()}) for name, table in kinds.items()]
    whole = pa.concat_tables(rows, promote_options="default").combine_chunks()
    return pa.RecordBatch.from_arrays(
        [pa.concat_arrays(column.chunks) for column in whole.columns], names=list(kinds)
    )


def _placed(batch: pa.RecordBatch) -> Iterator[tuple[Place, Read]]:
    for row in rows_of_batch(batch):
        if isinstance(row, dict):
            place = Place(row.pop("file_name"))
            read = row_of_line(row["json_line"]) if "json_line" in row else row
        else:
            place, read = Place(), row
        if read is not None:
            yield place, read


# -- reconciliation


def reconcile_archive(spark: SparkSession, source: str, out: str, question: Question) -> Record:
    """Reconcile claims incident by incident into a folder that does not exist yet.

    Raises:
        Unusable: the claims or the folder can't be used.
    """
    path = _inside(spark, source, CLAIMS_FOLDER)
    rejected = None
    if _has_parquet(spark, path):
        claims = spark.read.option("pathGlobFilter", "*.parquet").parquet(path)
        claims = claims.selectExpr("*", "_metadata.file_name AS file")
    else:
        found = _mapped(_rows(spark, source, CLAIMS_FOLDER, (), ()), claims_coded, PLACED_CLAIMS)
        found = found.persist()
        claims = found.where("claim IS NOT NULL").select("claim.*")
        rejected = found.where("reject IS NOT NULL").selectExpr(
            "NULL AS estimate", "NULL AS revision", "reject"
        )
    answers = _schema_of_answers()
    grouped = claims.groupBy("incident").applyInArrow(
        _reconciler(question, answers), from_arrow_schema(answers)
    )
    whole = grouped if rejected is None else grouped.unionByName(rejected)
    return _written(whole, out, {"estimate": ESTIMATES_FOLDER, "revision": REVISIONS_FOLDER})


def _schema_of_answers() -> pa.Schema:
    kinds = {"estimate": ESTIMATES, "revision": REVISIONS, "reject": REJECTS}
    return pa.schema({name: pa.struct(schema) for name, schema in kinds.items()})


def _reconciler(
    question: Question, schema: pa.Schema
) -> Callable[[tuple[pa.Scalar, ...], pa.Table], pa.Table]:
    def answer(key: tuple[pa.Scalar, ...], claims: pa.Table) -> pa.Table:  # Spark reads these hints
        told = reconciled(key[0].as_py(), rows_one_by_one(claims), question)
        answers: list[Row] = [{"estimate": row} for row in told.estimates]
        answers += ({"revision": row} for row in told.revisions)
        answers += ({"reject": reject.as_row()} for reject in told.rejects)
        return pa.Table.from_pylist(answers, schema)

    return answer


# -- writing


def _written(answers: DataFrame, out: str, folders: Mapping[str, str]) -> Record:
    """Write each kind of answer to its folder; count what was written."""
    answers = answers.persist()
    counted = {}
    try:
        for kind, folder in folders.items():
            rows = answers.where(f"{kind} IS NOT NULL").select(f"{kind}.*")
            rows.write.option("compression", "zstd").parquet(f"{out}/{folder}")
            counted[folder] = rows.count()
        rejects = answers.where("reject IS NOT NULL").selectExpr(
            "to_json(reject, map('ignoreNullFields', 'false'))"
        )
        rejects.write.text(f"{out}/{REJECTS_FOLDER}")
        counted["rejects"] = rejects.count()
    except AnalysisException as error:
        if "PATH_ALREADY_EXISTS" not in str(error):
            raise
        raise Unusable(
            f"{out}: it exists; Spark begins anew, so name another folder or remove it"
        ) from None
    finally:
        answers.unpersist()
    return counted
