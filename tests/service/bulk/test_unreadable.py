"""A file that can't be read is named among the rejects with its reason, and loses no other."""

import json
import os
from errno import EACCES
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from service.bulk import archive as archives
from service.bulk.extracting import extract_archive
from service.bulk.reconciling import reconcile_archive
from service.bulk.rows import Question
from service.bulk.unusable import Unusable
from tests.service.bulk.archives import Row, hasila, held, reports, silent, write

ROWS = reports(30)
SOUND = ROWS[:10]


def _rejects(out: Path) -> list[Row]:
    return [json.loads(line) for line in (out / "rejects.jsonl").read_text("utf-8").splitlines()]


def _table(path: Path, rows: list[Row], **options: object) -> Path:
    path.parent.mkdir(exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows), path, **options)
    return path


def _cut(path: Path) -> None:
    whole = _table(path, ROWS).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def _no_parquet(path: Path) -> None:
    path.write_text("not Parquet at all")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _lacks_a_column(path: Path) -> None:
    _table(path, [{"id": "a", "incident": "b"}])


def _is_a_folder(path: Path) -> None:
    path.mkdir()


def _leads_nowhere(path: Path) -> None:
    path.symlink_to("nowhere")


def _never_ends(path: Path) -> None:
    os.mkfifo(path)


def _holds_claims(path: Path) -> None:
    write(path, [{"incident": "a", "category": "killed", "count": {}, "published_at": "2026-03-01"}])


SPOILED = [
    ("cut.parquet", _cut, "not Parquet"),
    ("text.parquet", _no_parquet, "not Parquet"),
    ("empty.parquet", _empty, "not Parquet"),
    ("narrow.parquet", _lacks_a_column, "no column publisher, published_at, text"),
    ("old.parquet", _is_a_folder, "a folder"),
    ("old.jsonl", _is_a_folder, "a folder"),
    ("link.jsonl", _leads_nowhere, "No such file"),
    ("link.parquet", _leads_nowhere, "No such file"),
    ("pipe.jsonl", _never_ends, "no regular file"),
    ("more.jsonl.gz", _no_parquet, "ends in neither .jsonl nor .parquet"),
    ("claims.jsonl", _holds_claims, "it holds claims, which hasila bulk reconcile"),
]


@pytest.mark.parametrize(("name", "spoil", "reason"), SPOILED, ids=[name for name, _, _ in SPOILED])
def test_a_file_that_can_not_be_read_is_named(
    name: str, spoil: object, reason: str, tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    write(archive / "a.jsonl", SOUND)
    assert callable(spoil)
    spoil(archive / name)
    _table(archive / "z.parquet", ROWS[10:])
    counted = extract_archive(archive, tmp_path / "out", 1, silent)
    assert (counted["reports"], counted["rejects"]) == (30, 1)
    (reject,) = _rejects(tmp_path / "out")
    assert (reject["file"], reject["line"]) == (name, None)
    assert reason in reject["reason"]
    extract_archive(write(tmp_path / "sound.jsonl", ROWS), tmp_path / "sound", 1, silent)
    assert held(tmp_path / "out" / "claims") == held(tmp_path / "sound" / "claims")


def test_a_forbidden_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "archive" / "a.jsonl", SOUND)
    forbidden = write(tmp_path / "archive" / "b.jsonl", SOUND)
    opened = Path.open

    def refused(path: Path, *arguments: Any, **options: Any) -> Any:  # root may open everything
        if path == forbidden:
            raise PermissionError(EACCES, os.strerror(EACCES), str(path))
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refused)
    extract_archive(tmp_path / "archive", tmp_path / "out", 1, silent)
    (reject,) = _rejects(tmp_path / "out")
    assert (reject["file"], reject["reason"]) == ("b.jsonl", "Permission denied")


def test_the_command_tells_it_and_ends_with_1(tmp_path: Path) -> None:
    write(tmp_path / "archive" / "a.jsonl", SOUND)
    _cut(tmp_path / "archive" / "b.parquet")
    answer = hasila("extract", tmp_path / "archive", tmp_path / "out")
    assert answer.returncode == 1
    assert "1 left out, with the reason of each" in answer.stderr


def test_where_no_file_can_be_read_nothing_is_begun(tmp_path: Path) -> None:
    for name in ("a.parquet", "b.parquet"):
        (tmp_path / "archive").mkdir(exist_ok=True)
        _cut(tmp_path / "archive" / name)
    answer = hasila("extract", tmp_path / "archive", tmp_path / "out")
    assert answer.returncode == 2
    assert "a.parquet: not Parquet" in answer.stderr.replace("\n", "")
    assert "none of 2 files can be used" in answer.stderr.replace("\n", " ")
    assert not (tmp_path / "out").exists()


def _spoil_a_column(path: Path, row_group: int, name: str) -> None:
    """Overwrite what a row group of a Parquet file says in a column."""
    with pq.ParquetFile(path) as opened:
        group = opened.metadata.row_group(row_group)
        columns = [group.column(place) for place in range(group.num_columns)]
    (column,) = [column for column in columns if column.path_in_schema == name]
    offset = column.dictionary_page_offset or column.data_page_offset
    whole = bytearray(path.read_bytes())
    whole[offset : offset + column.total_compressed_size] = b"\xff" * column.total_compressed_size
    path.write_bytes(whole)


@pytest.mark.parametrize("spoiled", [0, 1, 3])
def test_a_spoiled_row_group_loses_no_other(
    spoiled: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "PART_ROWS", 20)
    archive = _table(tmp_path / "reports.parquet", ROWS, row_group_size=8)
    _spoil_a_column(archive, spoiled, "text")
    extract_archive(archive, tmp_path / "out", 1, silent)
    first, after = spoiled * 8, min(spoiled * 8 + 8, len(ROWS))
    (reject,) = _rejects(tmp_path / "out")
    assert reject["line"] == first + 1
    assert f"from this row on, {after - first} can't be read" in reject["reason"]
    rest = ROWS[:first] + ROWS[after:]
    extract_archive(write(tmp_path / "rest.jsonl", rest), tmp_path / "rest", 1, silent)
    assert held(tmp_path / "out" / "claims") == held(tmp_path / "rest" / "claims")


def test_lines_after_a_spoiled_row_group_are_counted_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "PART_ROWS", 8)
    rows = [*ROWS[:29], ROWS[29] | {"text": " "}]
    _spoil_a_column(_table(tmp_path / "r.parquet", rows, row_group_size=8), 1, "text")
    extract_archive(tmp_path / "r.parquet", tmp_path / "out", 1, silent)
    assert [reject["line"] for reject in _rejects(tmp_path / "out")] == [9, 30]


def test_claims_that_can_not_be_read_lose_no_others(tmp_path: Path) -> None:
    extract_archive(write(tmp_path / "reports.jsonl", ROWS), tmp_path / "claims", 1, silent)
    claims = held(tmp_path / "claims" / "claims")
    archive = tmp_path / "archive"
    _table(archive / "a.parquet", claims, row_group_size=8)
    _spoil_a_column(archive / "a.parquet", 1, "category")
    _table(archive / "b.parquet", [claims[0] | {"count": "three"}, claims[1] | {"count": None}])
    _cut(archive / "c.parquet")
    counted = reconcile_archive(archive, tmp_path / "told", Question(), 1, silent)
    assert counted["claims"] == len(claims) - 8
    places = [(reject["file"], reject["line"]) for reject in _rejects(tmp_path / "told")]
    assert places == [("a.parquet", 9), ("b.parquet", 1), ("b.parquet", 2), ("c.parquet", None)]
    reasons = [reject["reason"] for reject in _rejects(tmp_path / "told")]
    assert "count" in reasons[1]
    assert "count" in reasons[2]


def test_a_file_that_can_be_read_by_now_is_not_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "archive" / "a.jsonl", SOUND)
    (tmp_path / "archive" / "b.jsonl").symlink_to(tmp_path / "later.jsonl")
    extract_archive(tmp_path / "archive", tmp_path / "out", 1, silent)
    write(tmp_path / "later.jsonl", SOUND)
    with pytest.raises(Unusable, match=r"b\.jsonl can be read now"):
        extract_archive(tmp_path / "archive", tmp_path / "out", 1, silent)
