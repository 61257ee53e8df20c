"""Archives: a pool against one process, files against bare extraction, memory, and Spark's overhead.

Work is measured by the processor time it takes, where it runs in one process; the pool by the clock too,
with one process and two in turn, beside two processes that share nothing but the machine, whose load is
told. The reports are generated.
"""

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import quantiles

import pyarrow as pa
import pyarrow.parquet as pq

from bench.news import news
from service.bulk import kinds
from service.bulk.archive import files_of, parts_of
from service.bulk.extracting import extract_archive
from service.bulk.reading import rows_of
from service.bulk.reconciling import reconcile_archive
from service.bulk.rows import REPORT_COLUMNS, ArchivedReport, Question, claims_of_report

_REPORTS = 16_000
_SHORT, _SHORT_ROUNDS = 8_000, 15
_POOLED = 120_000
"""Enough reports that starting weighs little, on a fast machine too: archives are larger."""
_APART, _WARM = 16_000, 200
_SENTENCES = 10
_ROUNDS = 3
_SKEWED = 100_000
_SMALL, _LARGE = 2_000, 22_000
"""Of how many reports Spark's overhead is told apart from its rate."""


def reports(count: int) -> Iterator[dict[str, str]]:
    """Yield reports of ten sentences, one in twenty sentences with a count, twenty an incident."""
    draw = random.Random(2026)  # noqa: S311 - a mix, not a secret
    paragraphs = news(20_000).split(". ")
    for place in range(count):
        first = draw.randrange(len(paragraphs) - _SENTENCES)
        yield {
            "id": f"r{place}",
            "incident": f"i{place // 20}",
            "publisher": f"صحيفة {place % 9}",
            "published_at": f"2026-03-{1 + place % 28:02}T{place // 28 % 24:02}:00:00Z",
            "language": "ar",
            "text": ". ".join(paragraphs[first : first + _SENTENCES]),
        }


def parquet(path: Path, count: int) -> Path:
    """Write reports as Parquet, two hundred a row group."""
    rows = reports(count)
    schema = pa.schema({name: pa.string() for name in REPORT_COLUMNS if name != "url"})
    with pq.ParquetWriter(path, schema) as writer:
        while some := list(islice(rows, 200)):
            writer.write_table(pa.Table.from_pylist(some, schema))
    return path


def _silent(*_: int) -> None:
    """Tell nobody how far it is."""


def _taken(clock: Callable[[], float], work: Callable[[], object]) -> float:
    start = clock()
    work()
    return clock() - start


def _extracted(source: Path, folder: Path, processes: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    extract_archive(source, folder, processes, _silent)


def _read(said: Sequence[ArchivedReport]) -> None:
    """Extract, and do nothing else."""
    for report in said:
        claims_of_report(report)


def _elsewhere(*arguments: object) -> subprocess.Popen[str]:
    """Begin something in a process of its own; it prints a figure."""
    command = [sys.executable, "-m", "bench.bulk", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603


def _told(processes: Sequence[subprocess.Popen[str]]) -> list[float]:
    """Wait for what was begun, and return the figure of each."""
    told = [float(process.communicate()[0]) for process in processes]
    if any(process.returncode for process in processes):
        raise SystemExit("a process failed; what it says stands above")
    return told


def _processor_seconds() -> float:
    """Return the processor time of the processes that this one has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _run(source: Path, out: Path, processes: int) -> tuple[float, float]:
    """Extract an archive in a process of its own; return seconds by the clock and of processors."""
    shutil.rmtree(out, ignore_errors=True)
    used, start = _processor_seconds(), time.perf_counter()
    _told([_elsewhere("archive", source, out, processes)])
    return time.perf_counter() - start, _processor_seconds() - used


def _apart(processes: int) -> float:
    """Return the most processor time that a process takes to extract, alone or beside another."""
    return max(_told([_elsewhere("reports", _APART) for _ in range(processes)]))


def _pool(folder: Path) -> None:
    source = parquet(folder / "pooled.parquet", _POOLED)
    runs: dict[int, list[tuple[float, float]]] = {1: [], 2: []}
    apart: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(_ROUNDS):
        for processes in (1, 2):
            runs[processes].append(_run(source, folder / "out", processes))
            apart[processes].append(_apart(processes))
    (clock, used), (clock_of_two, used_of_two) = (
        tuple(map(min, zip(*taken, strict=True))) for taken in runs.values()
    )
    pooled, most = 2 * used / used_of_two, 2 * min(apart[1]) / min(apart[2])
    print(
        f"extracting {_POOLED:,} reports with two processes: {clock / clock_of_two:.2f} times as fast"
        f" as with one; {pooled:.2f} by the processor time they take, start included, where two that"
        f" only extract and know nothing of each other come to {most:.2f}: {pooled / most:.2f} of that"
        f" ({_POOLED / clock_of_two:,.0f} reports a second here; load {os.getloadavg()[0]:.1f})"
    )


def _files(folder: Path) -> None:
    """Compare the same reports in turn, in short rounds: what else runs here meets both alike."""
    source = parquet(folder / "short.parquet", _SHORT)
    said = _reports_of(source)
    bare, whole = [], []
    for _ in range(_SHORT_ROUNDS):
        bare.append(_taken(time.process_time, partial(_read, said)))
        whole.append(_taken(time.process_time, partial(_extracted, source, folder / "out", 1)))
    ratios = [w / b for w, b in zip(whole, bare, strict=True)]
    low, middle, high = quantiles(ratios)
    print(
        f"Parquet in and out: {middle:.2f} times extraction alone, {low:.2f} to {high:.2f} in half of"
        f" the rounds ({1e6 * min(bare) / _SHORT:.0f} µs a report, and"
        f" {1e6 * (min(whole) - min(bare)) / _SHORT:.0f} more)"
    )


def _reports_of(source: Path) -> list[ArchivedReport]:
    parts = parts_of(files_of(source, kinds.REPORTS), kinds.REPORTS)
    rows = [row for part in parts for _, row in rows_of(part, REPORT_COLUMNS)]
    return [ArchivedReport.model_validate(row) for row in rows]


def _peak(source: Path, out: Path) -> float:
    """Return the most memory, in kilobytes, that a process of its own took to extract an archive."""
    shutil.rmtree(out, ignore_errors=True)
    return _told([_elsewhere("archive", source, out, 1)])[0]


def _memory(folder: Path) -> None:
    small = _peak(parquet(folder / "small.parquet", _REPORTS), folder / "out")
    large = _peak(parquet(folder / "large.parquet", 10 * _REPORTS), folder / "out")
    print(f"memory at 10 times the reports: {large / small:.2f} times ({large / 1e3:.0f} MB at most)")


def claims(path: Path, count: int, incidents: int) -> Path:
    """Write structured claims of some incidents as JSON Lines."""
    draw = random.Random(2026)  # noqa: S311 - a mix, not a secret
    with path.open("w", encoding="utf-8") as file:
        for place in range(count):
            figure = max(1, 3 + 200 * place // count - draw.choice((0, 0, 1, 2)))
            day, minute = divmod(place, 1440)
            claim = {
                "incident": f"i{place % incidents}",
                "category": draw.choice(("killed", "injured")),
                "count": {"low": figure, "high": figure, "qualifier": "exact"},
                "attribution": {"source": f"مصدر {draw.randrange(200)}"},
                "published_at": f"2026-{1 + day // 28:02}-{1 + day % 28:02}"
                f"T{minute // 60:02}:{minute % 60:02}:00Z",
            }
            file.write(json.dumps(claim, ensure_ascii=False) + "\n")
    return path


def _skew(folder: Path) -> None:
    times = {}
    for incidents in (_SKEWED // 100, 1):
        source = claims(folder / f"{incidents}.jsonl", _SKEWED, incidents)
        out = folder / f"told-{incidents}"
        work = partial(reconcile_archive, source, out, Question(), 1, _silent)
        times[incidents] = _taken(time.process_time, work)
    even, one = times.values()
    print(
        f"reconciling {_SKEWED:,} claims of one incident: {one / even:.2f} times those of"
        f" {_SKEWED // 100:,} incidents ({1e6 * even / _SKEWED:.0f} µs a claim; {one:.0f} s)"
    )


def _spark(folder: Path) -> None:
    if shutil.which("java") is None:
        print("Spark: left out, for there is no Java here")
        return
    from service.bulk import spark  # noqa: PLC0415 - only where there is Java

    begin = time.perf_counter()
    session = spark.session(
        "local[2]", {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2"}
    )
    started = time.perf_counter() - begin
    session.sparkContext.setLogLevel("ERROR")
    here: dict[int, float] = {}
    there: dict[int, float] = {}
    for count in (200, _SMALL, _LARGE):  # the first one warms Spark's workers and does not count
        source = parquet(folder / f"spark-{count}.parquet", count)
        work = partial(spark.extract_archive, session, str(source), str(folder / f"spark-{count}"))
        there[count] = _taken(time.perf_counter, work)
        here[count] = _taken(time.perf_counter, partial(_extracted, source, folder / "out", 2))
    session.stop()
    more = (there[_LARGE] - there[_SMALL] - here[_LARGE] + here[_SMALL]) / (_LARGE - _SMALL)
    a_command = there[_SMALL] - here[_SMALL]
    print(
        f"Spark on two threads: {there[_LARGE] / here[_LARGE]:.2f} times the pool of two at {_LARGE:,}"
        f" reports; {1e6 * more:.0f} s more a million reports, {a_command:.1f} s a command,"
        f" {started:.1f} s to start (load {os.getloadavg()[0]:.1f})"
    )


def main() -> None:
    """Print the ratios."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _pool(folder)
        _files(folder)
        _memory(folder)
        _skew(folder)
        _spark(folder)


def _archive(source: str, out: str, processes: str) -> None:
    """Extract an archive and print the most memory that this process took, in kilobytes."""
    extract_archive(Path(source), Path(out), int(processes), _silent)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _reports(count: str) -> None:
    """Extract from reports and print the processor time that it took, in seconds."""
    said = [ArchivedReport.model_validate(report) for report in reports(int(count))]
    _read(said[:_WARM])
    print(_taken(time.process_time, partial(_read, said)))


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            main()
        case ["archive", source, out, processes]:
            _archive(source, out, processes)
        case ["reports", count]:
            _reports(count)
