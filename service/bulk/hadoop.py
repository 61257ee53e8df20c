"""Files wherever Spark finds them: on this machine, in a cluster, in an object store."""

from collections.abc import Iterable
from itertools import islice
from typing import Any, Final

from pyspark.sql import SparkSession

from service.bulk.journal import Record
from service.bulk.unusable import Unusable

_LINES_AT_ONCE: Final = 1_000


class Files:
    """Files wherever Spark finds them, through Hadoop."""

    def __init__(self, spark: SparkSession) -> None:
        if spark._jvm is None:
            raise Unusable("Spark Connect knows no files; name a master")
        self._path = spark._jvm.org.apache.hadoop.fs.Path
        self._settings = spark._jsc.hadoopConfiguration()

    def _at(self, path: str) -> tuple[Any, Any]:
        at = self._path(path)
        return at, at.getFileSystem(self._settings)

    def exists(self, path: str) -> bool:
        """Tell whether there is such a file or folder."""
        at, system = self._at(path)
        return bool(system.exists(at))

    def listed(self, path: str) -> list[Record]:
        """Return name, size and time of change of each file of a folder, by name; or of the file."""
        at, system = self._at(path)
        found = [
            {
                "file": str(file.getPath().getName()),
                "bytes": file.getLen(),
                "modified_ns": file.getModificationTime() * 1_000_000,
            }
            for file in system.listStatus(at)
            if file.isFile()
        ]
        return sorted(found, key=lambda file: str(file["file"]))

    def read(self, path: str) -> bytes | None:
        """Return what a small file holds; None if there is none."""
        if not self.exists(path):
            return None
        at, system = self._at(path)
        opened = system.open(at)
        try:
            return bytes(opened.readAllBytes())
        finally:
            opened.close()

    def write(self, path: str, lines: Iterable[str]) -> int:
        """Write lines to a file that takes the place of any other; return how many."""
        at, system = self._at(path)
        opened, waiting, count = system.create(at), iter(lines), 0
        try:
            while some := list(islice(waiting, _LINES_AT_ONCE)):
                opened.write(bytearray("".join(f"{line}\n" for line in some).encode()))
                count += len(some)
        finally:
            opened.close()
        return count
