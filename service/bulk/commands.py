"""`hasila bulk`: archives from a terminal."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import timedelta
from enum import StrEnum
from errno import ENOSPC
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from reconcile.estimation.conventions import UnknownConvention, convention_named
from reconcile.estimation.origins import ConflictingProfiles, Origins
from reconcile.estimation.policies import UnknownPolicy, policy_named
from reconcile.model import SourceProfile
from service import jsonlines
from service.bulk.unusable import Unusable
from service.settings import Settings
from service.terminal import (
    SOME_FAILED,
    AsOf,
    ConventionName,
    KnownAt,
    PolicyName,
    ProfilesFile,
    complain,
    give_up,
    moment,
    tell,
)

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from service.bulk.rows import Question

bulk = typer.Typer(
    help="Archives: millions of reports, on one machine or on Spark.", no_args_is_help=True
)


class Engine(StrEnum):
    """What does the work."""

    PROCESSES = "processes"
    SPARK = "spark"


def _named(path: str) -> str:
    """Refuse an empty name, such as that of a variable that is not set: it would be this folder."""
    if not path.strip():
        raise typer.BadParameter("it is empty; name a file or a folder")
    return path


Out = Annotated[str, typer.Argument(metavar="OUT", help="The folder to write to.", callback=_named)]
EngineChoice = Annotated[Engine, typer.Option(help="processes: on this machine. spark: on Spark.")]
Processes = Annotated[
    int | None, typer.Option(min=1, help="How many processes. [default: one a processor]")
]
Master = Annotated[
    str | None, typer.Option(help="Spark's master, such as local[2] or spark://host:7077.")
]


@contextmanager
def _told_kindly(engine: Engine = Engine.PROCESSES, master: str | None = None) -> Iterator[None]:
    """Say what is missing or unusable in a sentence, in place of a traceback."""
    if master is not None and engine is not Engine.SPARK:
        raise give_up("--master says where Spark runs: add --engine spark, or leave it out")
    try:
        yield
    except ImportError as error:
        package = (error.name or "").partition(".")[0]
        if package not in ("pyarrow", "pandas", "pyspark"):
            raise
        extra = "spark" if engine is Engine.SPARK else "bulk"
        raise give_up(
            f"{package} is not installed; this needs the extra: pip install 'hasila[{extra}]'"
        ) from None
    except Unusable as error:
        raise give_up(str(error)) from None
    except BrokenProcessPool:
        raise give_up("a process was killed; the same command goes on where this one was") from None
    except KeyboardInterrupt:
        raise give_up("stopped; the same command goes on where this one was") from None
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        then = "; with more room, the same command goes on" if error.errno == ENOSPC else ""
        raise give_up(f"{where}{error.strerror or error}{then}") from None


@contextmanager
def _progress(description: str) -> Iterator[Callable[[int, int], None]]:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:.0f} %"))
    bar = Progress(
        *columns,
        TimeRemainingColumn(),
        transient=True,
        console=console,
        disable=not console.is_terminal,
        auto_refresh=False,  # no thread of its own: beside one, processes can't be forked
    )
    with bar:
        task = bar.add_task(description, total=None)
        yield lambda so_far, whole: bar.update(task, completed=so_far, total=whole, refresh=True)


def _sum_up(title: str, counted: Mapping[str, int], out: str | None, rejects: str) -> None:
    """Print what was done, and end with 1 if something was left out."""
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column("what")
    table.add_column("how many", justify="right")
    for what, count in counted.items():
        table.add_row(what, f"{count:,}")
    Console().print(table)
    if counted.get("claims") == 0:
        tell("There is no claim in it.")
    if out:
        tell(f"Written to {out}.")
    if counted["rejects"]:
        complain(f"{counted['rejects']:,} left out, with the reason of each: {rejects}")
        raise typer.Exit(SOME_FAILED)


def _processors() -> int:
    """Return how many processors this process may use."""
    can_tell = hasattr(os, "sched_getaffinity")  # not everywhere
    return len(os.sched_getaffinity(0)) if can_tell else 1


@contextmanager
def _spark(master: str | None) -> Iterator["SparkSession"]:
    from py4j.protocol import Py4JJavaError  # noqa: PLC0415 - an extra
    from pyspark.errors import PySparkException, PySparkRuntimeError  # noqa: PLC0415

    from service.bulk import spark  # noqa: PLC0415

    try:
        session = spark.session(master)
    except PySparkRuntimeError as error:
        raise give_up(
            f"Spark does not start ({error.getCondition()}); it needs Java 17 or newer, on Debian and "
            "Ubuntu: apt-get install openjdk-17-jre-headless"
        ) from None
    try:
        yield session
    except (PySparkException, Py4JJavaError) as error:
        raise give_up(
            f"Spark could not do it, and what it wrote is not whole: {_first_words(error)}"
        ) from None
    finally:
        session.stop()


def _first_words(error: Exception) -> str:
    """Return what an error of Spark says before it tells where in Spark it was."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    whole = " ".join(lines)
    return whole.partition(" at org.apache.")[0].partition("JVM stacktrace:")[0][:500].strip()


@bulk.command("extract")
def extract_command(
    reports: Annotated[
        str,
        typer.Argument(
            metavar="IN",
            help="Reports: a .jsonl or .parquet file, or a folder of them, with id, incident, publisher,"
            " published_at, language and text.",
            callback=_named,
        ),
    ],
    out: Out,
    engine: EngineChoice = Engine.PROCESSES,
    processes: Processes = None,
    master: Master = None,
) -> None:
    """Read the casualty claims of every report of an archive; the same command again goes on."""
    with _told_kindly(engine, master):
        from service.bulk import extracting, journal  # noqa: PLC0415 - an extra

        if engine is Engine.SPARK:
            from service.bulk import spark  # noqa: PLC0415

            with _spark(master) as session:
                counted = spark.extract_archive(session, reports, out)
        else:
            with _progress("extracting") as advance:
                counted = extracting.extract_archive(
                    Path(reports), Path(out), processes or _processors(), advance
                )
    _sum_up("Extracted", counted, out, f"{out}/{journal.REJECTS}")


def _profiles(path: str | None) -> tuple[SourceProfile, ...]:
    """Return the profiles of a file; here, where millions of figures hang on them, all or none."""
    found = []
    if path is None:
        return ()
    with Path(path).open("rb") as file:
        for number, row in jsonlines.rows(file):
            try:
                if isinstance(row, jsonlines.RowError):
                    raise row
                found.append(SourceProfile.model_validate(row))
            except (ValidationError, jsonlines.RowError) as error:
                raise give_up(f"{path}: line {number}: {jsonlines.reason(error)}") from None
    return tuple(found)


def _question(
    policy: str, convention: str, profiles: str | None, as_of: str | None, known_at: str | None
) -> "Question":
    from service.bulk.rows import Question  # noqa: PLC0415 - slow to load

    known = _profiles(profiles)
    try:
        policy_named(policy)
        convention_named(convention)
        Origins(known)
    except (UnknownPolicy, UnknownConvention, ConflictingProfiles) as error:
        raise give_up(str(error)) from None
    moments = (moment(as_of, "--as-of"), moment(known_at, "--known-at"))
    return Question(policy, convention, known, *moments)


@bulk.command("reconcile")
def reconcile_command(
    claims: Annotated[
        str,
        typer.Argument(
            metavar="IN",
            help="What extract wrote, or .jsonl or .parquet files of claims with an incident.",
            callback=_named,
        ),
    ],
    out: Out,
    engine: EngineChoice = Engine.PROCESSES,
    processes: Processes = None,
    master: Master = None,
    policy: PolicyName = "agreement",
    convention: ConventionName = "literal",
    profiles: ProfilesFile = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> None:
    """Reconcile the claims of every incident; the same command again goes on."""
    with _told_kindly(engine, master):
        from service.bulk import journal, reconciling  # noqa: PLC0415 - an extra

        question = _question(policy, convention, profiles, as_of, known_at)
        if engine is Engine.SPARK:
            from service.bulk import spark  # noqa: PLC0415

            with _spark(master) as session:
                counted = spark.reconcile_archive(session, claims, out, question)
        else:
            with _progress("reconciling") as advance:
                counted = reconciling.reconcile_archive(
                    Path(claims), Path(out), question, processes or _processors(), advance
                )
    _sum_up("Reconciled", counted, out, f"{out}/{journal.REJECTS}")


@contextmanager
def _left_out(path: str | None) -> Iterator[Callable[[Mapping[str, object]], None]]:
    """Give what takes rejects: into the file named, or to be told at the block's end."""
    with (
        Path(path).open("w", encoding="utf-8") if path else TemporaryFile("w+", encoding="utf-8") as file
    ):
        yield lambda reject: print(json.dumps(reject, ensure_ascii=False), file=file)
        if not path:
            file.seek(0)
            for line in file:
                tell(line.rstrip("\n"))


@bulk.command("load")
def load_command(
    claims: Annotated[
        str,
        typer.Argument(metavar="OUT", help="The folder that extract wrote to.", callback=_named),
    ],
    rejects: Annotated[
        str | None,
        typer.Option(help="A file for what is left out, as JSON Lines. [default: the terminal]"),
    ] = None,
    processes: Processes = None,
) -> None:
    """Record claims in the ledger that HASILA_DATABASE_URL names; what is known changes nothing."""
    with _told_kindly():
        from service import serving  # noqa: PLC0415 - slow to load
        from service.bulk.loading import Loading  # noqa: PLC0415
        from service.settings import UnreadableSettings  # noqa: PLC0415
        from service.store.ledger import Ledger  # noqa: PLC0415

        try:
            settings = Settings()
            skew = timedelta(seconds=settings.max_clock_skew_seconds)
            with (
                _left_out(rejects) as reject,
                serving.opened(settings) as engine,
                _progress("loading") as advance,
            ):
                loading = Loading(Ledger(engine, serving.now), serving.now, skew, reject)
                loaded = loading.load(Path(claims), processes or _processors(), advance)
        except (UnreadableSettings, ValidationError, serving.CannotServe) as error:
            raise give_up(jsonlines.reason(error)) from None
    counted = {
        "incidents": loaded.incidents,
        "claims recorded": loaded.recorded,
        "claims known before": loaded.known,
        "claims retracted": loaded.retracted,
        "rejects": loaded.rejects,
    }
    _sum_up("Loaded", counted, None, rejects or "above")
