"""A pool forks this process where nothing else goes on in it, and spawns processes beside threads."""

import subprocess
import sys
from pathlib import Path

import pytest

_PROGRAM = """
import threading
from service.bulk import pool
from tests.service.bulk import test_pool

def main(beside):
    idle = threading.Event()
    if beside:
        threading.Thread(target=idle.wait).start()
    test_pool.known.append("set before the pool began")
    for _ in range(2):
        for task, told in pool.done(test_pool.what_is_known, range(3), 2):
            print(task, len(told))
    idle.set()

if __name__ == "__main__":
    main({beside})
"""

known: list[str] = []


def what_is_known(_: int) -> list[str]:
    """Return what this process knows: nothing, if it has loaded everything anew."""
    return known


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
@pytest.mark.parametrize(("beside", "expected"), [(False, 1), (True, 0)])
def test_processes_know_what_this_one_does_unless_a_thread_runs(*, beside: bool, expected: int) -> None:
    program = _PROGRAM.replace("{beside}", str(beside))
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    assert run.stderr == ""
    assert sorted(run.stdout.split("\n")) == ["", *(f"{task} {expected}" for task in (0, 0, 1, 1, 2, 2))]
