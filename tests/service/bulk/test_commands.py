"""What the command says, and what it says where an extra is missing."""

import subprocess
import sys
from errno import ENOSPC
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.errors import PySparkException

from service.bulk import spark as on_spark
from service.bulk.extracting import extract_archive
from tests.service import commands
from tests.service.bulk.archives import files, hasila, held, reports, silent, write

_WITHOUT = """
import sys
sys.modules[{missing!r}] = None
from service.cli import app
app({arguments!r})
"""


@pytest.mark.parametrize(
    ("missing", "arguments", "extra"),
    [
        ("pyarrow", [], "hasila[bulk]"),
        ("pyspark", ["--engine", "spark"], "hasila[spark]"),
        ("pyarrow", ["--engine", "spark"], "hasila[spark]"),
    ],
)
def test_a_missing_extra_is_named(
    missing: str, arguments: list[str], extra: str, tmp_path: Path
) -> None:
    archive = write(tmp_path / "reports.jsonl", reports(1))
    given = ["bulk", "extract", str(archive), str(tmp_path / "out"), *arguments]
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT.format(missing=missing, arguments=given)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert f"{missing} is not installed" in done.stderr
    assert extra in done.stderr
    assert "Traceback" not in done.stderr


def test_the_counts_are_told(tmp_path: Path) -> None:
    archive = write(tmp_path / "reports.jsonl", [*reports(5), {"id": "bad"}])
    answer = hasila("extract", archive, tmp_path / "claims")
    assert answer.returncode == 1
    assert "│ reports │        6 │" in answer.stdout
    assert str(tmp_path / "claims" / "rejects.jsonl") in answer.stderr.replace("\n", "")


@pytest.mark.parametrize("kind", ["jsonl", "parquet", "one report without a claim"])
def test_an_archive_without_a_claim_is_one(kind: str, tmp_path: Path) -> None:
    archive = tmp_path / ("reports.parquet" if kind == "parquet" else "reports.jsonl")
    if kind == "parquet":
        columns = ("id", "incident", "publisher", "published_at", "text")
        pq.write_table(pa.table({name: pa.array([], pa.string()) for name in columns}), archive)
    else:
        calm = reports(1)[0] | {"text": "طقس جميل."}
        write(archive, [] if kind == "jsonl" else [calm])
    claims, told = tmp_path / "claims", tmp_path / "told"
    for arguments in (("extract", archive, claims), ("reconcile", claims, told), ("load", claims)):
        answer = hasila(*arguments, database_url=f"sqlite:///{tmp_path}/ledger.sqlite")
        assert answer.returncode == 0, answer.stderr
        assert arguments[0] == "load" or "There is no claim in it." in answer.stderr
    assert held(told / "estimates") == []


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--policy", "mean", "mean"),
        ("--convention", "odd", "odd"),
        ("--as-of", "2026-03-01", "no time with an offset"),
        ("--profiles", "nowhere.jsonl", "No such file"),
        ("--master", "local[2]", "add --engine spark"),
    ],
)
def test_a_wrong_option_is_told_before_anything_is_done(
    option: str, value: str, told: str, tmp_path: Path
) -> None:
    answer = hasila("reconcile", tmp_path, tmp_path / "out", option, value)
    assert answer.returncode == 2
    assert told in answer.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("extract", "", "out"), "it is empty; name a file or a folder"),
        (("extract", "reports.jsonl", ""), "it is empty; name a file or a folder"),
        (("reconcile", " ", "out"), "it is empty; name a file or a folder"),
        (("load", ""), "it is empty; name a file or a folder"),
        (("extract", "reports.jsonl", "reports.jsonl"), "it is a file; name a new or an empty folder"),
    ],
)
def test_names_that_can_not_be_meant_are_refused(
    arguments: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    write(tmp_path / "reports.jsonl", reports(1))
    answer = commands.command(tmp_path, "bulk", *arguments)
    assert answer.returncode == 2
    assert told in " ".join(answer.stderr.replace("│", " ").split())
    assert [file.name for file in tmp_path.iterdir()] == ["reports.jsonl"]


def test_where_the_disk_is_full_the_file_is_named_and_the_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, out = write(tmp_path / "reports.jsonl", reports(20)), tmp_path / "out"

    def full(*_: object) -> None:
        raise OSError(ENOSPC, "Error writing bytes to file")  # as Arrow says it, without a name

    with monkeypatch.context() as broken:
        broken.setattr(pq.ParquetWriter, "write_table", full)
        arguments = ["bulk", "extract", str(archive), str(out), "--processes", "1"]
        answer = commands.hasila(*arguments)
    assert answer.returncode == 2
    told = " ".join(answer.stderr.decode().split())
    assert "part-00000.parquet: No space left on device; with more room, the same command" in told
    assert commands.hasila(*arguments).returncode == 0
    extract_archive(archive, tmp_path / "undisturbed", 1, silent)
    assert files(out) == files(tmp_path / "undisturbed")


def test_what_spark_can_not_do_is_told_without_its_stack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise PySparkException("cut.parquet is not a Parquet file\n\tat org.apache.spark.Many(lines)")

    monkeypatch.setattr(on_spark, "session", lambda *_: SimpleNamespace(stop=lambda: None))
    monkeypatch.setattr(on_spark, "extract_archive", fails)
    answer = commands.hasila("bulk", "extract", str(tmp_path), str(tmp_path / "o"), "--engine", "spark")
    assert answer.returncode == 2
    told = " ".join(answer.stderr.decode().split())
    assert told.endswith("what it wrote is not whole: cut.parquet is not a Parquet file")


def test_where_rejects_can_not_be_written_nothing_is_loaded(tmp_path: Path) -> None:
    hasila("extract", write(tmp_path / "reports.jsonl", reports(2)), tmp_path / "claims")
    rejects = ("--rejects", tmp_path / "nowhere" / "rejects.jsonl")
    url = f"sqlite:///{tmp_path}/ledger.sqlite"
    answer = hasila("load", tmp_path / "claims", *rejects, database_url=url)
    assert answer.returncode == 2
    assert "No such file" in answer.stderr
    assert not (tmp_path / "ledger.sqlite").exists()


def test_the_commands_of_the_readme_run(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    script = readme.split("\n## Archives\n")[1].split("```sh\n")[1].split("```")[0]
    write(tmp_path / "reports.jsonl", reports(5))
    (tmp_path / ".venv").symlink_to(sys.prefix)
    done = subprocess.run(["bash", "-euc", script], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "hasila.sqlite").exists()
    assert {folder.name for folder in (tmp_path / "told").iterdir()} >= {"estimates", "revisions"}
