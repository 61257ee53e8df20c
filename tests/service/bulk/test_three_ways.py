"""The service, a pool of processes and Spark give the same estimates and revisions."""

import json
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession
from sqlalchemy import Engine

from reconcile import extract
from reconcile.model import Incident, Report
from service.bulk import extracting, reconciling
from service.bulk import spark as on_spark
from service.bulk.rows import ArchivedReport, Question, estimate_row, revision_row
from service.bulk.schemas import ESTIMATES, REVISIONS
from service.bulk.unusable import Unusable
from service.store.engine import migrate, open_engine
from service.store.ledger import Ledger
from tests.service.bulk.archives import INCIDENTS, Row, held, reports, silent, write

REPORTS = reports(60)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("archive") / "reports.jsonl", REPORTS)


@pytest.fixture(scope="module")
def pooled(archive: Path) -> Path:
    extracting.extract_archive(archive, archive.parent / "claims", 2, silent)
    told = archive.parent / "told"
    reconciling.reconcile_archive(archive.parent / "claims", told, Question(), 2, silent)
    return told


class _Published:
    """A clock that shows when the report at hand was published."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    """The answers of the service's ledger to which every report was posted when it was published."""
    engine: Engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('ledger') / 'ledger.sqlite'}")
    migrate(engine)
    clock = _Published()
    ledger = Ledger(engine, clock)
    told: dict[str, list[Row]] = {"estimates": [], "revisions": []}
    clock.now = datetime.fromisoformat("2026-01-01T00:00:00Z")
    opened = {name: ledger.open_incident(Incident(title=name)).id for name in INCIDENTS}
    for row in REPORTS:
        named = ArchivedReport.model_validate(row)
        report = Report.model_validate({name: row[name] for name in row if name in Report.model_fields})
        clock.now = report.published_at
        said = extract(
            report.text,
            language=report.language,
            publisher=report.publisher,
            published_at=report.published_at,
        )
        ledger.record_report(opened[named.incident], report, said)
    for name, incident in opened.items():
        estimates = ledger.account(incident).estimates().values()
        told["estimates"] += (estimate_row(name, estimate) for estimate in estimates)
        told["revisions"] += (revision_row(name, one) for one in ledger.revisions(incident))
    engine.dispose()
    return told


@pytest.mark.parametrize(("kind", "schema"), [("estimates", ESTIMATES), ("revisions", REVISIONS)])
def test_the_pool_answers_as_the_service(
    kind: str, schema: pa.Schema, pooled: Path, served: dict[str, list[Row]]
) -> None:
    as_stored = pa.Table.from_pylist(served[kind], schema).to_pylist()
    assert len(as_stored) > 10
    assert sorted(held(pooled / kind), key=repr) == sorted(as_stored, key=repr)


def test_spark_answers_as_the_pool(
    spark: SparkSession, archive: Path, pooled: Path, tmp_path: Path
) -> None:
    claims, told = tmp_path / "claims", tmp_path / "told"
    extracted = on_spark.extract_archive(spark, str(archive), str(claims))
    assert held(claims / "claims") == held(archive.parent / "claims" / "claims")
    assert extracted == _journal(claims)["result"] == _journal(archive.parent / "claims")["result"]
    reconciled = on_spark.reconcile_archive(spark, str(claims), str(told), Question())
    for kind in ("estimates", "revisions"):
        assert held(told / kind) == held(pooled / kind)
    assert reconciled == _journal(told)["result"] == _journal(pooled)["result"]
    again = tmp_path / "told by the pool"
    assert reconciling.reconcile_archive(claims, again, Question(), 1, silent) == reconciled


def _journal(folder: Path) -> Row:
    found: Row = json.loads((folder / "journal.json").read_text("utf-8"))
    return found


def _rejects(folder: Path) -> list[Row]:
    rows = map(json.loads, (folder / "rejects.jsonl").read_text("utf-8").splitlines())
    return [row | {"line": None} for row in rows]  # Spark counts no lines


def test_spark_rejects_what_the_pool_rejects(spark: SparkSession, tmp_path: Path) -> None:
    archive = write(tmp_path / "reports.jsonl", REPORTS[:5])
    with archive.open("ab") as file:
        file.write(b'no json\n{"id": 7, "incident": "a", "text": "\xff"}\n\n{"id": 8}\n')
    here = extracting.extract_archive(archive, tmp_path / "here", 1, silent)
    there = on_spark.extract_archive(spark, str(archive), str(tmp_path / "there"))
    assert here == there
    assert here["rejects"] == 3
    assert held(tmp_path / "here" / "claims") == held(tmp_path / "there" / "claims")
    assert _rejects(tmp_path / "here") == _rejects(tmp_path / "there")


def test_a_parquet_file_that_can_not_be_read_loses_no_other(spark: SparkSession, tmp_path: Path) -> None:
    archive = tmp_path / "in"
    archive.mkdir()
    for place, name in enumerate(("a.parquet", "ب [x] +.parquet")):
        pq.write_table(pa.Table.from_pylist(REPORTS[place::2]), archive / name)
    whole = (archive / "a.parquet").read_bytes()
    (archive / "cut.parquet").write_bytes(whole[: len(whole) // 2])
    (archive / "empty.parquet").write_bytes(b"")
    pq.write_table(pa.table({"best": [1], "standings": [1]}), archive / "told.parquet")
    (archive / "_SUCCESS.parquet").write_bytes(b"")
    here = extracting.extract_archive(archive, tmp_path / "here", 1, silent)
    there = on_spark.extract_archive(spark, str(archive), str(tmp_path / "there"))
    assert here == there
    assert here["rejects"] == 3
    assert held(tmp_path / "here" / "claims") == held(tmp_path / "there" / "claims")
    rejects = _rejects(tmp_path / "there")
    assert [row["file"] for row in rejects] == ["cut.parquet", "empty.parquet", "told.parquet"]
    assert rejects[1]["reason"] == "it is not a Parquet file (length is too low: 0)"
    assert "it holds estimates" in rejects[2]["reason"]
    inputs = _journal(tmp_path / "there")["inputs"]
    assert ["fault" in file for file in inputs] == [False, True, True, True, False]
    for name in ("a.parquet", "ب [x] +.parquet"):
        (archive / name).unlink()
    with pytest.raises(Unusable, match="none of 3 files can be used"):
        on_spark.extract_archive(spark, str(archive), str(tmp_path / "none"))


def test_spark_names_a_file_as_it_is_named(spark: SparkSession, tmp_path: Path) -> None:
    archive = write(tmp_path / "تقارير [x] +%20.jsonl", [{"id": "no report"}])
    on_spark.extract_archive(spark, str(tmp_path), str(tmp_path / "out"))
    assert [row["file"] for row in _rejects(tmp_path / "out")] == [archive.name]


def test_spark_refuses_what_is_no_input_and_no_new_folder(spark: SparkSession, pooled: Path) -> None:
    archive, claims = pooled.parent / "reports.jsonl", pooled.parent / "claims"
    with pytest.raises(Unusable, match="the claims that hasila bulk extract wrote"):
        on_spark.extract_archive(spark, str(claims), str(pooled.parent / "new"))
    with pytest.raises(Unusable, match="holds estimates, which hasila bulk reconcile wrote"):
        on_spark.reconcile_archive(
            spark, str(pooled / "estimates"), str(pooled.parent / "new"), Question()
        )
    with pytest.raises(Unusable, match="it exists; Spark begins anew"):
        on_spark.extract_archive(spark, str(archive), str(claims))
    assert not (pooled.parent / "new").exists()
