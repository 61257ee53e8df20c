"""What is finished, on disk: so that a run that was killed goes on where it was.

A part's files are written under another name, brought to the disk and renamed; then so is its record,
which alone says that it is finished. All follows from the input and the options, so that a run that was
broken off and taken up again leaves the same bytes as one that was not. `journal.json` names input and
options: with others, a folder is refused.
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self

from service import __version__
from service.bulk.differences import difference_between
from service.bulk.unusable import Unusable

JOURNAL: Final = "journal.json"
REJECTS: Final = "rejects.jsonl"
_UNFINISHED: Final = "unfinished"
_HALF_WRITTEN: Final = ".half-written"
_ENDING_SECONDS: Final = 2.0
"""How long the processes of a run that was killed may take to end; they hold its folder until then."""

Record = dict[str, Any]
"""What is known of a finished part, as JSON holds it."""


@contextmanager
def durable(path: Path) -> Iterator[Path]:
    """Give a name to write to; at the block's end, what was written is `path`, whole and on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}{_HALF_WRITTEN}")
    try:
        yield temporary
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno and error.filename is None:
            raise OSError(error.errno, os.strerror(error.errno), str(path)) from error
        raise
    _synchronize(temporary)
    temporary.replace(path)
    _synchronize(path.parent)


def _synchronize(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def as_text(record: Record) -> str:
    """Return a record as it is written, without the end of its last line."""
    return json.dumps(record, ensure_ascii=False, indent=1)


def _write(path: Path, record: Record) -> None:
    with durable(path) as temporary:
        temporary.write_text(f"{as_text(record)}\n", encoding="utf-8")


def begun(command: str, inputs: Sequence[Record], options: Record) -> Record:
    """Return how a journal begins: what is done, with what, by which version."""
    return {"command": command, "version": __version__, "options": options, "inputs": list(inputs)}


class Journal:
    """The journal of a folder that a command writes to; held by one run at a time."""

    def __init__(self, folder: Path, command: str, inputs: Sequence[Record], options: Record) -> None:
        self.folder = folder
        self.unfinished = folder / _UNFINISHED
        self._begun = begun(command, inputs, options)
        self._result: Record | None = None

    def __enter__(self) -> Self:
        """Hold the folder, and find out what is finished in it.

        Raises:
            Unusable: it is none, holds something else, or another run holds it.
        """
        if self.folder.exists() and not self.folder.is_dir():
            raise Unusable(f"{self.folder}: it is a file; name a new or an empty folder to write to")
        self.folder.mkdir(parents=True, exist_ok=True)
        self._held = os.open(self.folder, os.O_RDONLY)
        try:
            self._hold()
        except BaseException:
            os.close(self._held)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Let the folder go."""
        os.close(self._held)

    def _hold(self) -> None:
        if not _locked(self._held):
            raise Unusable(f"{self.folder}: another run is writing to it")
        path = self.folder / JOURNAL
        if path.exists():
            known = read_record(path)
            self._refuse_another(known)
            self._result = known.get("result")
            if self._result is not None:
                shutil.rmtree(self.unfinished, ignore_errors=True)
        elif any(not file.name.startswith(".") for file in self.folder.iterdir()):
            raise Unusable(f"{self.folder}: it holds other files; name a new or an empty folder")
        else:
            _write(path, self._begun)
        self._clean()

    def _refuse_another(self, known: Record) -> None:
        if difference := difference_between(known, self._begun):
            raise Unusable(f"{self.folder}: {difference}")

    def _clean(self) -> None:
        """Remove what a run that was killed left half written, and nothing else that is hidden."""
        for left in self.folder.rglob(f".*{_HALF_WRITTEN}"):
            left.unlink()

    # -- parts

    @property
    def result(self) -> Record | None:
        """What the command did in all, once it is finished."""
        return self._result

    def is_finished(self, stage: str, number: int) -> bool:
        """Tell whether a part is finished."""
        return _record_path(self.unfinished, stage, number).exists()

    def record(self, stage: str, number: int) -> Record:
        """Return what is known of a finished part."""
        return read_record(_record_path(self.unfinished, stage, number))

    def finish(self, result: Record, rejects: Iterator[Mapping[str, object]]) -> Record:
        """Write the rejects and the journal's end; what was kept for going on is then removed."""
        with durable(self.folder / REJECTS) as temporary, temporary.open("w", encoding="utf-8") as file:
            count = 0
            for reject in rejects:
                file.write(json.dumps(reject, ensure_ascii=False) + "\n")
                count += 1
        self._result = result | {"rejects": count}
        _write(self.folder / JOURNAL, self._begun | {"result": self._result})
        shutil.rmtree(self.unfinished, ignore_errors=True)
        return self._result


def _locked(descriptor: int) -> bool:
    """Lock a folder; tell whether it could be done."""
    give_up = time.monotonic() + _ENDING_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > give_up:
                return False
            time.sleep(0.01)
        else:
            return True


def _record_path(unfinished: Path, stage: str, number: int) -> Path:
    return unfinished / f"{stage}-{number:05}.json"


def write_record(unfinished: Path, stage: str, number: int, record: Record) -> None:
    """Say that a part is finished; everything else of it must be on the disk."""
    _write(_record_path(unfinished, stage, number), record)


def read_record(path: Path) -> Record:
    """Return a journal, or a part's record.

    Raises:
        Unusable: it can't be read.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Unusable(f"{path}: it can't be read: {error}") from None
    if not isinstance(found, dict):
        raise Unusable(f"{path}: it is no journal")
    return found
