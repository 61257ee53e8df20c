"""The `hasila` command as the tests run it.

`hasila` runs it inside this process, `command` in a process of its own that has loaded it already:
loading takes longer than most of what is tested. `HASILA` is the program itself.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from typer.testing import CliRunner

from service.cli import app

HASILA = Path(sys.executable).with_name("hasila")
_AS_IT_IS = "from service.cli import app; app()"
_LOADED = get_context("forkserver")
_LOADED.set_forkserver_preload(["service.cli", "service.serving"])


def hasila(*arguments: str, given: str | bytes = "") -> subprocess.CompletedProcess[bytes]:
    """Run the command on what is given as standard input."""
    done = CliRunner().invoke(app, arguments, input=given, prog_name="hasila")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout_bytes, done.stderr_bytes)


def command(folder: Path, *arguments: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """Run the command to its end in a folder, with these settings."""
    errors = folder / "errors"
    with tempfile.TemporaryDirectory() as outside:
        written = Path(outside) / "out"
        with started(folder, arguments, settings, out=written, errors=errors) as process:
            process.join(60)
            code = process.exitcode
        assert code is not None, "the command did not end"
        told = errors.read_text(encoding="utf-8")
        errors.unlink()
        return subprocess.CompletedProcess(arguments, code, written.read_text(encoding="utf-8"), told)


@contextmanager
def started(
    folder: Path,
    arguments: tuple[str, ...],
    settings: dict[str, object],
    *,
    out: Path,
    errors: Path,
    script: str | None = None,
) -> Iterator[ForkServerProcess]:
    """Run the command in a process of its own, killed at the end of the block if it still lives.

    What it writes goes to `out` and `errors`. A `script` takes the place of the command, to break what
    it would do.
    """
    named = {f"HASILA_{name.upper()}": str(value) for name, value in settings.items()}
    process = _LOADED.Process(
        target=_run, args=(folder, arguments, named, out, errors, script or _AS_IT_IS)
    )
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def _run(
    folder: Path,
    arguments: tuple[str, ...],
    settings: dict[str, str],
    out: Path,
    errors: Path,
    script: str,
) -> None:
    os.chdir(folder)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HASILA_")}
    os.environ.clear()
    os.environ.update(kept | settings)
    for path, standard in ((out, sys.stdout), (errors, sys.stderr)):
        with path.open("a") as file:
            os.dup2(file.fileno(), standard.fileno())
    sys.argv = ["hasila", *arguments]
    exec(script, {"__name__": "__main__"})  # noqa: S102 - our own
