"""A run that was killed goes on, and leaves what an undisturbed one leaves."""

import signal
import subprocess
import time
from pathlib import Path

import pytest

from service.bulk.extracting import extract_archive
from service.bulk.journal import Journal, durable
from service.bulk.reconciling import reconcile_archive
from service.bulk.rows import Question
from service.bulk.unusable import Unusable
from tests.service.bulk.archives import command, files, reports, silent, write

_PATIENCE_SECONDS = 60


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder of many files: each is a part."""
    rows = reports(400)
    for place in range(20):
        write(tmp_path / "archive" / f"{place:02}.jsonl", rows[place * 20 : place * 20 + 20])
    write(tmp_path / "archive" / "20.jsonl", [{"id": "no text"}])
    return tmp_path / "archive"


def _killed(arguments: list[object], out: Path, pattern: str) -> None:
    """Run a command and kill it, as soon as some of its parts are finished and some are not."""
    with subprocess.Popen(command(*arguments), stdout=subprocess.DEVNULL) as process:
        give_up = time.monotonic() + _PATIENCE_SECONDS
        while not list((out / "unfinished").glob(pattern)):
            assert process.poll() is None, "it ended before it could be killed"
            assert time.monotonic() < give_up
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)


def test_a_killed_run_goes_on_to_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    undisturbed, out = tmp_path / "undisturbed", tmp_path / "out"
    extract_archive(archive, undisturbed, 1, silent)
    arguments: list[object] = ["extract", archive, out, "--processes", 2]
    _killed(arguments, out, "extract-*.json")
    finished = {
        part: part.stat().st_mtime_ns
        for record in (out / "unfinished").glob("extract-*.json")
        for part in [out / "claims" / f"part-{record.stem.rsplit('-', 1)[1]}.parquet"]
    }
    assert 0 < len(finished) < 21
    extract_archive(archive, out, 1, silent)
    assert files(out) == files(undisturbed)
    assert {part: part.stat().st_mtime_ns for part in finished} == finished, "no part is done twice"


def test_a_killed_reconciliation_goes_on_to_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    claims, undisturbed, out = (tmp_path / name for name in ("claims", "undisturbed", "out"))
    extract_archive(archive, claims, 1, silent)
    arguments: list[object] = ["reconcile", claims, out, "--processes", 1]
    _killed(arguments, out, "group-*.json")
    reconcile_archive(claims, out, Question(), 1, silent)
    reconcile_archive(claims, undisturbed, Question(), 1, silent)
    assert files(out) == files(undisturbed)


def test_a_finished_run_again_changes_nothing(archive: Path, tmp_path: Path) -> None:
    first = extract_archive(archive, tmp_path / "out", 1, silent)
    before = files(tmp_path / "out")
    assert extract_archive(archive, tmp_path / "out", 1, silent) == first
    assert files(tmp_path / "out") == before


def test_a_changed_archive_is_refused(archive: Path, tmp_path: Path) -> None:
    extract_archive(archive, tmp_path / "out", 1, silent)
    write(archive / "00.jsonl", reports(3))
    with pytest.raises(Unusable, match=r"00.jsonl had [\d,]+ bytes and has "):
        extract_archive(archive, tmp_path / "out", 1, silent)


def test_other_options_are_refused(archive: Path, tmp_path: Path) -> None:
    extract_archive(archive, tmp_path / "claims", 1, silent)
    reconcile_archive(tmp_path / "claims", tmp_path / "out", Question(policy="latest"), 1, silent)
    with pytest.raises(Unusable, match="begun with --policy latest, and this command says --p"):
        reconcile_archive(tmp_path / "claims", tmp_path / "out", Question(policy="maximum"), 1, silent)


def test_a_folder_of_other_files_is_refused(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(Unusable, match="other files"):
        extract_archive(archive, tmp_path / "mine", 1, silent)


def test_hidden_files_of_others_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    others = [out / ".gitignore", out / ".mine" / ".env"]
    for other in others:
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_text("not ours")
    with Journal(out, "extract", [], {}):
        assert [other.read_text() for other in others] == ["not ours"] * 2


def test_what_a_killed_run_left_half_written_is_removed(tmp_path: Path) -> None:
    with Journal(tmp_path / "out", "extract", [], {}):
        pass
    writing = durable(tmp_path / "out" / "claims" / "part-00000.parquet")
    half_written = writing.__enter__()  # and never ended, as where a process was killed
    half_written.write_bytes(b"half")
    with Journal(tmp_path / "out", "extract", [], {}):
        assert not half_written.exists()


def test_two_runs_at_a_time_are_refused(archive: Path, tmp_path: Path) -> None:
    with Journal(tmp_path / "out", "extract", [], {}), pytest.raises(Unusable, match="another run"):
        extract_archive(archive, tmp_path / "out", 1, silent)
