"""The output of one step given to another is refused, with what it holds and what is wanted."""

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from service.bulk.extracting import extract_archive
from service.bulk.journal import Journal
from service.bulk.reconciling import reconcile_archive
from service.bulk.rows import Question
from service.bulk.unusable import Unusable
from tests.service.bulk.archives import hasila, held, reports, silent, write


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What each step has and makes: reports, claims, told."""
    folder = tmp_path_factory.mktemp("made")
    archive = write(folder / "reports" / "a.jsonl", [*reports(20), {"id": "no text"}])
    rows = [row | {"language": "ar"} for row in reports(20)]
    (folder / "columns").mkdir()
    pq.write_table(pa.Table.from_pylist(rows), folder / "columns" / "a.parquet")
    extract_archive(archive, folder / "claims", 1, silent)
    reconcile_archive(folder / "claims", folder / "told", Question(), 1, silent)
    return folder


MISTAKEN = [
    ("extract", "claims", "the claims that hasila bulk extract wrote; this command takes reports"),
    ("extract", "claims/claims", "holds claims, which hasila bulk reconcile"),
    ("extract", "claims/rejects.jsonl", "holds rejects, which a command left out"),
    ("extract", "told", "the estimates that hasila bulk reconcile wrote"),
    ("reconcile", "told", "the estimates that hasila bulk reconcile wrote; this command takes claims"),
    ("reconcile", "told/estimates", "holds estimates"),
    ("reconcile", "told/revisions", "holds revisions"),
    (
        "reconcile",
        "reports",
        "which hasila bulk extract reads; this command takes claims",
    ),
    ("reconcile", "columns", "holds reports"),
    ("load", "told", "the estimates that hasila bulk reconcile wrote; this command takes claims"),
    ("load", "reports/a.jsonl", "holds reports"),
]


@pytest.mark.parametrize(("command", "given", "told"), MISTAKEN)
def test_what_another_step_takes_is_refused(
    command: str, given: str, told: str, made: Path, tmp_path: Path
) -> None:
    out = [] if command == "load" else [tmp_path / "out"]
    url = f"sqlite:///{tmp_path}/ledger.sqlite"
    answer = hasila(command, made / given, *out, database_url=url)
    assert answer.returncode == 2
    assert told in answer.stderr.replace("\n", " ")
    assert not (tmp_path / "out").exists()


def test_an_unfinished_step_is_refused(made: Path, tmp_path: Path) -> None:
    with Journal(tmp_path / "claims", "extract", [], {}):
        shutil.copytree(made / "claims" / "claims", tmp_path / "claims" / "claims")
    with pytest.raises(Unusable, match="extract is not finished there"):
        reconcile_archive(tmp_path / "claims", tmp_path / "told", Question(), 1, silent)


def test_claims_that_keep_their_texts_are_claims(made: Path, tmp_path: Path) -> None:
    claims = held(made / "claims" / "claims")
    archive = tmp_path / "coded.parquet"
    pq.write_table(pa.Table.from_pylist([claim | {"text": "kept"} for claim in claims]), archive)
    counted = reconcile_archive(archive, tmp_path / "told", Question(), 1, silent)
    assert (counted["claims"], counted["rejects"]) == (len(claims), 0)


def test_one_row_of_another_kind_is_a_reject(tmp_path: Path) -> None:
    strange = {"incident": "a", "category": "killed", "count": {}}
    archive = write(tmp_path / "reports.jsonl", [strange, *reports(5)])
    counted = extract_archive(archive, tmp_path / "out", 1, silent)
    assert (counted["reports"], counted["rejects"]) == (6, 1)
