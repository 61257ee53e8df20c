"""The same on Spark: `mapInArrow` to extract, `applyInArrow` by incident to reconcile.

What becomes of a row is decided by `rows`, as everywhere. Spark reads, divides, groups and writes; of
what it is good at, nothing is made by hand. An incident is a group: it has to fit into one process,
which some 10^5 claims do.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Final

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as of
from pyspark.sql.pandas.types import from_arrow_schema

from service.bulk import kinds, schemas
from service.bulk.archive import refuse_what_a_command_wrote
from service.bulk.columns import claims_table
from service.bulk.hadoop import Files
from service.bulk.journal import JOURNAL, REJECTS, Record, as_text, begun
from service.bulk.kinds import Kind
from service.bulk.reading import LINES, PARQUET, row_of_line, rows_of_batch
from service.bulk.reconciling import rows_one_by_one
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
from service.bulk.schemas import CLAIMS, ESTIMATES, PLACED_CLAIMS, REVISIONS
from service.bulk.unusable import Unusable
from service.jsonlines import Row

_ROWS_A_BATCH: Final = 1_000
_FILE_NAME: Final = "url_decode(replace(_metadata.file_name, '+', '%2B')) AS file"
"""The name of a row's file, which Spark gives as an address has it."""
_ENGINE: Final[Record] = {"engine": "spark"}
_REJECT: Final = pa.struct(schemas.REJECTS)
_COUNTED: Final = pa.struct({"claims": pa.int64(), "incidents": pa.int64()})

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
    files = Files(spark)
    archive = _archive(files, source, kinds.REPORTS)
    journal = begun("extract", archive.inputs, _ENGINE)
    rows = _rows(spark, archive, REPORT_COLUMNS)
    found = _mapped(rows, claims_read, CLAIMS)
    return _written(files, found, out, journal, {"claim": kinds.CLAIMS.folder}, archive.unread)


@dataclass(frozen=True, slots=True)
class Archive:
    """The files of one format in a folder: what Spark is to read, and which files it can't."""

    paths: tuple[str, ...]
    ending: str
    inputs: tuple[Record, ...]
    unread: tuple[Reject, ...] = ()


def _archive(files: Files, source: str, wanted: Kind) -> Archive:
    if not files.exists(source):
        raise Unusable(f"{source}: no such file or folder")
    refuse_what_a_command_wrote(source, _journal_in(files, source), wanted)
    within = f"{source.rstrip('/')}/{wanted.folder}"
    path = within if files.exists(within) else source
    listed = files.listed(path)
    for ending in (PARQUET, LINES):
        if inputs := {at: file for at, file in listed.items() if file["file"].endswith(ending)}:
            whole = Archive((path,), ending, tuple(inputs.values()))
            return _readable(files, whole, inputs, wanted) if ending == PARQUET else whole
    raise Unusable(f"{path}: give files that end in {LINES} or {PARQUET}, or a folder of them")


def _readable(files: Files, archive: Archive, inputs: Mapping[str, Record], wanted: Kind) -> Archive:
    """Return an archive without the Parquet files that can't be read: one of them would stop Spark."""
    faults = {at: fault for at in inputs if (fault := _fault(files, at, wanted))}
    if not faults:
        return archive
    if len(faults) == len(inputs):
        at, fault = next(iter(faults.items()))
        more = f" (and none of {len(faults):,} files can be used)" if len(faults) > 1 else ""
        raise Unusable(f"{at}: {fault}{more}")
    return Archive(
        tuple(_literal(at) for at in inputs if at not in faults),
        archive.ending,
        tuple(file | ({"fault": faults[at]} if at in faults else {}) for at, file in inputs.items()),
        tuple(Reject(fault, inputs[at]["file"]) for at, fault in faults.items()),
    )


def _fault(files: Files, path: str, wanted: Kind) -> str | None:
    try:
        return kinds.unfit(files.columns(path), wanted)
    except Unusable as error:
        return str(error)


def _literal(path: str) -> str:
    """Return a path that Spark takes for no pattern of paths."""
    return re.sub(r"([\[\]{}*?\\])", r"\\\1", path)


def _journal_in(files: Files, folder: str) -> object:
    try:
        return json.loads(files.read(f"{folder.rstrip('/')}/{JOURNAL}") or b"null")
    except ValueError:
        return None


def _table(spark: SparkSession, archive: Archive) -> DataFrame:
    return spark.read.option("pathGlobFilter", f"*{PARQUET}").parquet(*archive.paths)


def _rows(spark: SparkSession, archive: Archive, columns: tuple[str, ...]) -> DataFrame:
    """Return the rows of an archive and their file: columns, or a line of JSON as bytes."""
    if archive.ending == PARQUET:
        table = _table(spark, archive)
        return table.selectExpr(*(c for c in columns if c in table.columns), _FILE_NAME)
    # Text as bytes: what is not UTF-8 spoils its own line only.
    lines = spark.read.option("pathGlobFilter", f"*{LINES}").text(list(archive.paths), lineSep="\n")
    return lines.selectExpr("CAST(value AS BINARY) AS json_line", _FILE_NAME)


def _mapped(rows: DataFrame, answers: Answers, schema: pa.Schema) -> DataFrame:
    """Answer rows: each answer is a claim, a reject or a count, and the other columns are null."""
    both = pa.schema(
        {"claim": pa.struct(schema), "reject": _REJECT, "counted": pa.struct({"reports": pa.int64()})}
    )
    return rows.mapInArrow(partial(_answered, answers, schema), from_arrow_schema(both))


def _answered(
    answers: Answers, schema: pa.Schema, batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        found: list[Found] = []
        rejects: list[Row] = []
        placed = list(_placed(batch))
        for answer in answers(iter(placed)):
            if isinstance(answer, Reject):
                rejects.append(answer.as_row())
            else:
                found.append(answer)
        counted = pa.Table.from_pylist([{"reports": len(placed)}])
        yield _below_each_other(
            claim=claims_table(found, schema),
            reject=pa.Table.from_pylist(rejects, schemas.REJECTS),
            counted=counted,
        )


def _below_each_other(**kinds_of_answers: pa.Table) -> pa.RecordBatch:
    """Return tables one below the other, each as a column of structs."""
    rows = [pa.table({name: table.to_struct_array()}) for name, table in kinds_of_answers.items()]
    whole = pa.concat_tables(rows, promote_options="default").combine_chunks()
    return pa.RecordBatch.from_arrays(
        [pa.concat_arrays(column.chunks) for column in whole.columns], names=list(kinds_of_answers)
    )


def _placed(batch: pa.RecordBatch) -> Iterator[tuple[Place, Read]]:
    for row in rows_of_batch(batch):
        if isinstance(row, dict):
            place = Place(row.pop("file"))
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
    files = Files(spark)
    archive = _archive(files, source, kinds.CLAIMS)
    journal = begun("reconcile", archive.inputs, _ENGINE | question.asked())
    rejected = None
    if archive.ending == PARQUET:
        claims = _table(spark, archive).selectExpr("*", _FILE_NAME)
    else:
        found = _mapped(_rows(spark, archive, ()), claims_coded, PLACED_CLAIMS).persist()
        claims = found.where("claim IS NOT NULL").select("claim.*")
        rejected = found.where("reject IS NOT NULL").selectExpr(
            "NULL AS estimate", "NULL AS revision", "reject", "NULL AS counted"
        )
    answers = _schema_of_answers()
    grouped = claims.groupBy("incident").applyInArrow(
        _reconciler(question, answers), from_arrow_schema(answers)
    )
    whole = grouped if rejected is None else grouped.unionByName(rejected)
    folders = {"estimate": kinds.ESTIMATES.folder, "revision": kinds.REVISIONS.folder}
    return _written(files, whole, out, journal, folders, archive.unread)


def _schema_of_answers() -> pa.Schema:
    answers = {"estimate": pa.struct(ESTIMATES), "revision": pa.struct(REVISIONS), "reject": _REJECT}
    return pa.schema(answers | {"counted": _COUNTED})


def _reconciler(
    question: Question, schema: pa.Schema
) -> Callable[[tuple[pa.Scalar, ...], pa.Table], pa.Table]:
    def answer(key: tuple[pa.Scalar, ...], claims: pa.Table) -> pa.Table:  # Spark reads these hints
        told = reconciled(key[0].as_py(), rows_one_by_one(claims), question)
        answers: list[Row] = [{"estimate": row} for row in told.estimates]
        answers += ({"revision": row} for row in told.revisions)
        answers += ({"reject": reject.as_row()} for reject in told.rejects)
        answers.append({"counted": {"claims": claims.num_rows, "incidents": 1}})
        return pa.Table.from_pylist(answers, schema)

    return answer


# -- writing


def _written(
    files: Files,
    answers: DataFrame,
    out: str,
    journal: Record,
    folders: Mapping[str, str],
    unread: Iterable[Reject],
) -> Record:
    """Write each kind of answer to its folder, then rejects and journal; return what was counted."""
    if files.exists(out):
        raise Unusable(f"{out}: it exists; Spark begins anew, so name another folder or remove it")
    files.write(f"{out}/{JOURNAL}", [as_text(journal)])
    answers = answers.persist()
    try:
        for kind, folder in folders.items():
            rows = answers.where(f"{kind} IS NOT NULL").select(f"{kind}.*")
            rows.write.option("compression", "zstd").parquet(f"{out}/{folder}")
        result = _counts(answers, folders)
        rejects = answers.where("reject IS NOT NULL").select("reject.*").toLocalIterator()
        left_out = chain((reject.as_row() for reject in unread), (reject.asDict() for reject in rejects))
        told = (json.dumps(reject, ensure_ascii=False) for reject in left_out)
        result["rejects"] = files.write(f"{out}/{REJECTS}", told)
    finally:
        answers.unpersist()
    files.write(f"{out}/{JOURNAL}", [as_text(journal | {"result": result})])
    return result


def _counts(answers: DataFrame, folders: Mapping[str, str]) -> Record:
    """Return how much of each was read, and how much was written."""
    sums = [of.sum(f"counted.{name}").alias(name) for name in answers.select("counted.*").columns]
    written = [of.count(kind).alias(folder) for kind, folder in folders.items()]
    (counted,) = answers.agg(*sums, *written).collect()
    return {name: count or 0 for name, count in counted.asDict().items()}
