"""Claims of an archive in the ledger: each once, and to the same estimates."""

import json
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from service.bulk import loading as module
from service.bulk.extracting import extract_archive
from service.bulk.loading import SCHEME, Loading
from service.bulk.reconciling import reconcile_archive
from service.bulk.rows import Question, estimate_row, revision_row
from service.store.descriptions import IncidentSearch
from service.store.ledger import Ledger
from service.store.records import RecordedIncident
from tests.service.bulk.archives import INCIDENTS, Row, hasila, held, reports, silent, write
from tests.service.conftest import AFTERWARDS


@pytest.fixture(scope="module")
def claims(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    extract_archive(write(folder / "reports.jsonl", reports(150)), folder / "claims", 1, silent)
    reconcile_archive(folder / "claims", folder / "told", Question(), 1, silent)
    return folder / "claims"


def _loading(ledger: Ledger, rejects: list[Row] | None = None) -> Loading:
    taken = [] if rejects is None else rejects
    return Loading(ledger, lambda: AFTERWARDS, timedelta(minutes=5), taken.append)


def _opened(ledger: Ledger) -> dict[str, RecordedIncident]:
    opened = {one.title: one for one in ledger.incidents(0, 100, IncidentSearch())}
    assert all(
        [(name.scheme, name.id) for name in one.external_ids] == [(SCHEME, title)]
        for title, one in opened.items()
    )
    return opened


def test_what_is_loaded_gives_the_estimates_of_the_archive(ledger: Ledger, claims: Path) -> None:
    loaded = _loading(ledger).load(claims, 1, silent)
    opened = _opened(ledger)
    assert set(opened) == set(INCIDENTS)
    assert loaded.recorded == sum(len(ledger.claims(one.id)) for one in opened.values()) > 100
    estimates = [
        estimate_row(title, estimate)
        for title, one in opened.items()
        for estimate in ledger.account(one.id).estimates().values()
    ]
    told = held(claims.parent / "told" / "estimates")
    assert sorted(_figures(row) for row in estimates) == sorted(_figures(row) for row in told)
    revisions = [
        revision_row(title, one)["sentence"]
        for title, incident in opened.items()
        for one in ledger.revisions(incident.id)
    ]
    told = held(claims.parent / "told" / "revisions")
    assert sorted(revisions) == sorted(row["sentence"] for row in told)


def _figures(row: dict[str, object]) -> tuple[str, ...]:
    names = ("incident", "category", "low", "best", "high", "status", "grade")
    return tuple(str(row[name]) for name in names)


def test_loading_twice_changes_nothing(ledger: Ledger, claims: Path) -> None:
    first = _loading(ledger).load(claims, 1, silent)
    before = {title: ledger.claims(one.id) for title, one in _opened(ledger).items()}
    again = _loading(ledger).load(claims, 1, silent)
    assert (again.recorded, again.known) == (0, first.recorded + first.known)
    assert {title: ledger.claims(one.id) for title, one in _opened(ledger).items()} == before


def test_a_load_that_broke_off_is_taken_up(
    ledger: Ledger, claims: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_CLAIMS_AT_ONCE", 10)
    whole, times = ledger.record_many, iter(range(3))

    def breaks(*arguments: object) -> object:
        if next(times, None) is None:
            raise KeyboardInterrupt
        return whole(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(ledger, "record_many", breaks)
    with pytest.raises(KeyboardInterrupt):
        _loading(ledger).load(claims, 1, silent)
    monkeypatch.setattr(ledger, "record_many", whole)
    loaded = _loading(ledger).load(claims, 1, silent)
    assert loaded.recorded > 0
    assert loaded.known >= 30
    kept = [claim.id for one in _opened(ledger).values() for claim in ledger.claims(one.id)]
    assert len(kept) == loaded.recorded + 30


def test_the_future_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    row = reports(1)[0] | {"published_at": "2027-01-01T00:00:00Z", "text": "مقتل ثلاثة أشخاص."}
    extract_archive(write(tmp_path / "r.jsonl", [row | {"language": "ar"}]), tmp_path / "c", 1, silent)
    rejects: list[Row] = []
    loaded = _loading(ledger, rejects).load(tmp_path / "c", 1, silent)
    assert (loaded.recorded, loaded.rejects) == (0, 1)
    assert [reject["reason"] for reject in rejects] == ["it is dated in the future"]


NOBODY: Row = {"source": None, "via": []}


def _coded(**changes: object) -> Row:
    words = {"exact": "ثلاثة", "prefix": "مقتل ", "suffix": " أشخاص", "start": 5, "end": 10}
    exact: Row = {"low": 3, "high": 3, "qualifier": "exact", "term": None, "unit": "persons"}
    named: Row = {"incident": "a", "category": "killed", "count": exact, "evidence": words}
    said: Row = {"publisher": "صحيفة", "published_at": "2026-03-01T10:00:00Z", "attribution": NOBODY}
    return named | said | changes


NUL = "a\0b"
NOT_TAKEN = [
    (_coded(incident=NUL), "incident:"),
    (_coded(publisher=NUL), "publisher:"),
    (_coded(attribution=NOBODY | {"source": NUL}), "attribution.source:"),
    (_coded(attribution=NOBODY | {"via": ["a", NUL]}), "attribution.via.1:"),
    (_coded(count=_coded()["count"] | {"term": NUL}), "count: term holds a NUL"),
    (_coded(evidence=_coded()["evidence"] | {"prefix": NUL}), "evidence: prefix holds a NUL"),
    (_coded(evidence=_coded()["evidence"] | {"suffix": NUL}), "evidence: suffix holds a NUL"),
    (_coded(evidence=_coded()["evidence"] | {"exact": NUL, "end": 8}), "evidence: exact holds a NUL"),
    (
        _coded(evidence=_coded()["evidence"] | {"start": 2**40, "end": 5 + 2**40}),
        "evidence: no text",
    ),
    (_coded(since="2026-03-01T11:00:00Z"), "since (2026-03-01T11:00:00+00:00) is later than"),
    (_coded(publisher="a\u202eb"), "publisher: character 2 is U+202E"),
]


def _as_parquet(path: Path) -> Path:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    every = dict.fromkeys(name for row in rows for name in row)
    table = pa.table({name: [row.get(name) for row in rows] for name in every})
    pq.write_table(table, path.with_suffix(".parquet"))
    return path.with_suffix(".parquet")


@pytest.mark.parametrize("ending", [".jsonl", ".parquet"])
def test_what_the_service_would_refuse_is_left_out(ledger: Ledger, tmp_path: Path, ending: str) -> None:
    good = _coded(count=_coded()["count"] | {"low": 7, "high": 7})
    source = write(tmp_path / "claims.jsonl", [*(row for row, _ in NOT_TAKEN), good])
    if ending == ".parquet":
        source = _as_parquet(source)
    rejects: list[Row] = []
    loaded = _loading(ledger, rejects).load(source, 1, silent)
    assert (loaded.recorded, loaded.rejects) == (1, len(NOT_TAKEN)), rejects
    (opened,) = _opened(ledger).values()
    assert [claim.count.low for claim in ledger.claims(opened.id)] == [7]
    found = {reject["line"]: reject["reason"] for reject in rejects}
    for line, (_, reason) in enumerate(NOT_TAKEN, start=1):
        assert found[line].startswith(reason)


def test_the_command_loads(claims: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    answer = hasila("load", claims, "--processes", 1, database_url=url)
    assert answer.returncode == 0, answer.stderr
    assert "claims recorded" in answer.stdout


@pytest.mark.parametrize("to_file", [True, False])
def test_the_command_names_what_it_left_out(to_file: bool, tmp_path: Path) -> None:
    row = reports(1)[0] | {"published_at": "2999-01-01T00:00:00Z", "text": "مقتل ثلاثة أشخاص."}
    extract_archive(write(tmp_path / "r.jsonl", [row | {"language": "ar"}]), tmp_path / "c", 1, silent)
    kept = tmp_path / "rejects.jsonl"
    options = ["--rejects", kept] if to_file else []
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    answer = hasila("load", tmp_path / "c", "--processes", 1, *options, database_url=url)
    assert answer.returncode == 1
    told = kept.read_text(encoding="utf-8") if to_file else answer.stderr
    assert '"reason": "it is dated in the future"' in told.replace("\n", " ")
