"""The service, a pool of processes and Spark give the same estimates and revisions."""

from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest
from pyspark.sql import SparkSession
from sqlalchemy import Engine

from reconcile import extract
from reconcile.model import Incident, Report
from service.bulk import extracting, reconciling
from service.bulk import spark as on_spark
from service.bulk.rows import ArchivedReport, Question, estimate_row, revision_row
from service.bulk.schemas import ESTIMATES, REVISIONS
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
    on_spark.extract_archive(spark, str(archive), str(tmp_path / "claims"))
    assert held(tmp_path / "claims" / "claims") == held(archive.parent / "claims" / "claims")
    on_spark.reconcile_archive(spark, str(tmp_path / "claims"), str(tmp_path / "told"), Question())
    for kind in ("estimates", "revisions"):
        assert held(tmp_path / "told" / kind) == held(pooled / kind)


def test_spark_rejects_what_the_pool_rejects(spark: SparkSession, tmp_path: Path) -> None:
    archive = write(tmp_path / "reports.jsonl", REPORTS[:5])
    with archive.open("ab") as file:
        file.write(b'no json\n{"id": 7, "incident": "a", "text": "\xff"}\n\n{"id": 8}\n')
    here = extracting.extract_archive(archive, tmp_path / "here", 1, silent)
    there = on_spark.extract_archive(spark, str(archive), str(tmp_path / "there"))
    assert here["rejects"] == there["rejects"] == 3
    assert held(tmp_path / "here" / "claims") == held(tmp_path / "there" / "claims")
