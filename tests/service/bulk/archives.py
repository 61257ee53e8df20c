"""Archives of our own sentences, and what the outputs of `hasila bulk` hold."""

import json
import random
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq

from tests.samples import samples
from tests.service import commands

Row = dict[str, Any]

INCIDENTS = ("حريق السوق", "انهيار مبنى", "bridge 3")


def reports(count: int, *, seed: int = 1) -> list[Row]:
    """Return reports of a few incidents, in the order of their times, drawn from the samples."""
    draw = random.Random(seed)
    texts = [sample for language in ("arabic", "english") for sample in samples(language)]
    rows = []
    for place in range(count):
        sample = draw.choice(texts)
        day, hour, minute = 1 + place // 720, place // 30 % 24, place % 30 * 2
        rows.append(
            {
                "id": f"r{place}",
                "incident": draw.choice(INCIDENTS),
                "publisher": f"صحيفة {draw.randrange(5)}",
                "published_at": f"2026-03-{day:02}T{hour:02}:{minute:02}:00Z",
                "language": sample.language,
                "text": sample.text,
            }
        )
    return rows


def write(path: Path, rows: list[Row]) -> Path:
    """Write rows as JSON Lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
    )
    return path


def held(folder: Path) -> list[Row]:
    """Return the rows of all Parquet files of a folder, in an order of their own."""
    rows = [row for file in folder.glob("*.parquet") for row in pq.read_table(file).to_pylist()]
    return sorted(rows, key=lambda row: json.dumps(row, default=str))


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, hidden ones too, by its path there."""
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def silent(*_: int) -> None:
    """Tell nobody how far it is."""


def hasila(*arguments: object, **settings: object) -> subprocess.CompletedProcess[str]:
    """Run `hasila bulk` to its end, with these settings."""
    with TemporaryDirectory() as folder:
        return commands.command(Path(folder), "bulk", *map(str, arguments), **settings)


def command(*arguments: object) -> list[str]:
    """Return the command line of `hasila bulk`."""
    return [str(commands.HASILA), "bulk", *map(str, arguments)]
