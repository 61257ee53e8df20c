"""A row that can't be used is named, with its line and the reason, and loses no good one."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from service.bulk import archive, grouping, reading
from service.bulk.extracting import extract_archive
from service.bulk.kinds import REPORTS
from service.bulk.reconciling import reconcile_archive
from service.bulk.rows import LONGEST_TEXT, Question
from service.bulk.unusable import Unusable
from tests.service.bulk.archives import Row, hasila, held, reports, silent, write


def _rejects(out: Path) -> list[Row]:
    return [json.loads(line) for line in (out / "rejects.jsonl").read_text("utf-8").splitlines()]


GOOD = reports(1)[0] | {"language": "ar", "text": "مقتل ثلاثة أشخاص في انهيار مبنى."}

BAD = [
    (GOOD | {"text": " "}, "text:"),
    (GOOD | {"text": "أ" * (LONGEST_TEXT + 1)}, "200,001 characters"),
    (GOOD | {"published_at": "2026-03-01"}, "published_at:"),
    (GOOD | {"published_at": 5}, "published_at:"),
    (GOOD | {"language": "xx"}, "xx"),
    (GOOD | {"incident": None}, "incident: Field required"),
    (GOOD | {"publisher": ""}, "publisher:"),
    (GOOD | {"id": ["a"]}, "id:"),
    (GOOD | {"id": "a\ud83d"}, "id:"),
    (GOOD | {"incident": "a\ud83d", "text": " "}, "text:"),
    (["a list"], "not a JSON object"),
]


def test_each_bad_row_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    rows: list[object] = [GOOD]
    for bad, _ in BAD:
        rows += [bad, GOOD]
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n{", encoding="utf-8")
    counted = extract_archive(path, tmp_path / "out", 1, silent)
    found = _rejects(tmp_path / "out")
    assert counted == {"reports": 24, "claims": 12, "rejects": 12}
    assert [reject["line"] for reject in found] == [*range(2, 24, 2), 25]
    for reject, (bad, reason) in zip(found, BAD, strict=False):
        assert reason in reject["reason"]
        assert reject["file"] == "reports.jsonl"
        if isinstance(bad, dict) and isinstance(bad["id"], str):
            assert reject["id"] == bad["id"].replace("\ud83d", "?")


def test_lines_are_counted_over_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = reports(50)
    whole = write(tmp_path / "reports.jsonl", rows)
    lines = whole.read_bytes().splitlines(keepends=True)
    whole.write_bytes(b"".join([*lines[:20], b"\n", b"bad\n", *lines[20:], b"bad"]))
    extract_archive(whole, tmp_path / "at once", 1, silent)
    for size in (1, 2_000, 7_777):
        monkeypatch.setattr(archive, "PART_BYTES", size)
        if size == 1:
            parts = archive.parts_of([whole], REPORTS)
            assert [part.number for part in parts] == list(range(whole.stat().st_size))
            read = [row for part in parts for _, row in reading.rows_of(part, ())]
            assert sum(isinstance(row, dict) for row in read) == 50
            continue
        out = tmp_path / str(size)
        extract_archive(whole, out, 1, silent)
        assert [reject["line"] for reject in _rejects(out)] == [22, 53]
        assert held(out / "claims") == held(tmp_path / "at once" / "claims")


def test_a_line_beyond_all_measure_is_one_reject(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LONGEST_LINE", 1_000)
    path = tmp_path / "reports.jsonl"
    good = json.dumps(GOOD).encode()
    path.write_bytes(good + b"\n" + b"x" * 5_000 + b"\n" + good)
    assert extract_archive(path, tmp_path / "out", 1, silent)["claims"] == 2
    (reject,) = _rejects(tmp_path / "out")
    assert (reject["line"], reject["reason"]) == (2, "the line is longer than 1,000 bytes")


def test_parquet_is_read_as_json_lines_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = reports(60)
    table = pa.Table.from_pylist(rows).append_column("extra", pa.array(range(60)))
    spoiled = pa.array([b"\xff", *(row["text"].encode() for row in rows[1:])]).view(pa.string())
    table = table.set_column(table.column_names.index("text"), "text", spoiled)
    pq.write_table(table, tmp_path / "reports.parquet", row_group_size=7)
    monkeypatch.setattr(archive, "PART_ROWS", 20)
    assert len(archive.parts_of([tmp_path / "reports.parquet"], REPORTS)) == 3
    extract_archive(tmp_path / "reports.parquet", tmp_path / "a", 1, silent)
    extract_archive(write(tmp_path / "r.jsonl", rows[1:]), tmp_path / "b", 1, silent)
    assert held(tmp_path / "a" / "claims") == held(tmp_path / "b" / "claims")
    (reject,) = _rejects(tmp_path / "a")
    assert reject["line"] == 1
    assert "text" in reject["reason"]


def test_a_missing_column_is_told_at_once(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": ["a"]}), tmp_path / "reports.parquet")
    answer = hasila("extract", tmp_path / "reports.parquet", tmp_path / "out")
    assert answer.returncode == 2
    assert "no column incident, publisher, published_at, text" in answer.stderr


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    for path in (tmp_path, tmp_path / "a.txt", tmp_path / "nowhere"):
        with pytest.raises(Unusable):
            extract_archive(path, tmp_path / "out", 1, silent)


def test_a_claim_that_cannot_stand_is_named(tmp_path: Path) -> None:
    claim: Row = {
        "incident": "حريق",
        "id": "first",
        "category": "killed",
        "count": {"low": 3, "high": 3, "qualifier": "exact"},
        "published_at": "2026-03-01T10:00:00Z",
    }
    taken_back = {"claim_id": "last", "recorded_at": "2026-03-02T10:00:00Z", "reason": "a slip"}
    rows: list[Row] = [
        claim,
        claim | {"count": {"low": 4, "high": 4, "qualifier": "exact"}},
        claim | {"id": "late", "as_of": "2026-03-05T10:00:00Z"},
        claim | {"id": "bare", "incident": None},
        claim | {"id": "odd", "category": "lost"},
        claim
        | {"id": "last", "count": {"low": 9, "high": 9, "qualifier": "exact"}, "retraction": taken_back},
    ]
    path = write(tmp_path / "claims.jsonl", rows)
    counted = reconcile_archive(path, tmp_path / "out", Question(), 1, silent)
    reasons = {(reject["line"], reject["id"]) for reject in _rejects(tmp_path / "out")}
    assert reasons == {(2, "first"), (3, "late"), (4, "bare"), (5, "odd")}
    assert counted["estimates"] == 1
    (estimate,) = held(tmp_path / "out" / "estimates")
    assert (estimate["low"], estimate["high"]) == (3, 3), "the retracted 9 has no weight"
    assert counted["revisions"] == 3


def test_many_parts_and_buckets_answer_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = tmp_path / "claims"
    extract_archive(write(tmp_path / "reports.jsonl", reports(60)), claims, 1, silent)
    coded = write(tmp_path / "coded.jsonl", json.loads(json.dumps(held(claims / "claims"), default=str)))
    reconcile_archive(claims, tmp_path / "at once", Question(), 1, silent)
    monkeypatch.setattr(archive, "PART_BYTES", 20_000)
    monkeypatch.setattr(grouping, "_CLAIMS_A_BUCKET", 40)
    reconcile_archive(coded, tmp_path / "in parts", Question(), 1, silent)
    assert len(list((tmp_path / "in parts" / "estimates").iterdir())) > 1
    for kind in ("estimates", "revisions"):
        assert held(tmp_path / "in parts" / kind) == held(tmp_path / "at once" / kind)


def test_a_struct_without_a_field_that_may_be_left_out_is_a_claim(tmp_path: Path) -> None:
    bare = {"low": 3, "high": 3, "qualifier": "exact"}
    whole = {"low": 4, "high": None, "qualifier": "at_least", "term": None, "unit": "persons"}
    rows = [
        {
            "incident": "a",
            "category": "killed",
            "count": count,
            "attribution": attribution,
            "published_at": f"2026-03-0{day}T00:00:00Z",
        }
        for day, count, attribution in (
            (1, bare, {"source": "A"}),
            (2, whole, {"source": "B", "via": ["C"]}),
        )
    ]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "claims.parquet")
    reconcile_archive(tmp_path / "claims.parquet", tmp_path / "out", Question(), 1, silent)
    assert _rejects(tmp_path / "out") == []
