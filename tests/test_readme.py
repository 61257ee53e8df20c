"""The README's example prints what the README says."""

import re
import shutil

import pytest

from scripts.readme import README, example_run

_CHANGING = re.compile(
    r"\b[0-9a-f]{32}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
    r"|(?<=\"recorded_at\": \")[^\"]+"
)


def _lasting(text: str) -> str:
    """The text without ids and times of recording, which differ each time."""
    return _CHANGING.sub("…", text)


@pytest.mark.skipif(
    not (shutil.which("curl") and shutil.which("bash")), reason="the example uses bash and curl"
)
def test_the_example_runs_as_written_and_prints_what_is_written() -> None:
    written = README.read_text(encoding="utf-8")
    assert '"low": 4' in written
    assert _lasting(example_run(written)) == _lasting(written)
