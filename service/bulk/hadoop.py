"""Files wherever Spark finds them: on this machine, in a cluster, in an object store."""

from collections.abc import Iterable
from itertools import islice
from typing import Any, Final

from py4j.protocol import Py4JJavaError
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
        self._parquet = spark._jvm.org.apache.parquet.hadoop.ParquetFileReader
        self._input = spark._jvm.org.apache.parquet.hadoop.util.HadoopInputFile
        self._settings = spark._jsc.hadoopConfiguration()

    def _at(self, path: str) -> tuple[Any, Any]:
        at = self._path(path)
        return at, at.getFileSystem(self._settings)

    def exists(self, path: str) -> bool:
        """Tell whether there is such a file or folder."""
        at, system = self._at(path)
        return bool(system.exists(at))

    def listed(self, path: str) -> dict[str, Record]:
        """Return name, size and time of change of each file of a folder, by name; or of the file.

        They are found by their whole paths. What is hidden is left aside, as Spark does.
        """
        at, system = self._at(path)
        found = {
            str(file.getPath().toString()): {
                "file": str(file.getPath().getName()),
                "bytes": file.getLen(),
                "modified_ns": file.getModificationTime() * 1_000_000,
            }
            for file in system.listStatus(at)
            if file.isFile() and not file.getPath().getName().startswith((".", "_"))
        }
        return dict(sorted(found.items(), key=lambda file: str(file[1]["file"])))

    def columns(self, path: str) -> list[str]:
        """Return the columns of a Parquet file, by its end alone.

        Raises:
            Unusable: it can't be read; the message says why.
        """
        try:
            opened = self._parquet.open(self._input.fromPath(self._path(path), self._settings))
        except Py4JJavaError as error:
            raise Unusable(_why(error.java_exception.getMessage(), path)) from None
        try:
            return [str(field.getName()) for field in opened.getFileMetaData().getSchema().getFields()]
        finally:
            opened.close()

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


def _why(message: str | None, path: str) -> str:
    """Return what Java says of a file, without the path that it begins with."""
    said, _, _ = (message or "").partition("\n")
    about_it = said.removeprefix(f"{path} ")
    return f"it {about_it}" if about_it != said else f"it can't be read: {said}"
