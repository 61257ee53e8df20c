"""Run the README's example, and write what it prints into it.

In the section "An example", every ```sh block runs, in order, in one shell; where a ```text or ```json
block follows, it holds what the commands print. They run in a fresh folder that holds the installation
as .venv, against a service on a free port in place of 127.0.0.1:8000.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

README = Path(__file__).parents[1] / "README.md"

_EXAMPLE = re.compile(r"(?<=\n## An example\n).*?(?=\n## )", re.DOTALL)
_COMMANDS = re.compile(r"```sh\n([^`]*)```\n")
_WITH_OUTPUT = re.compile(r"(```sh\n[^`]*```\n\n```(?:text|json)\n)[^`]*|```sh\n[^`]*```\n")
_ADDRESS = "127.0.0.1:8000"
_END_OF_BLOCK = "-- end of block --"
_PATIENCE_SECONDS = 20


def example_run(readme: str) -> str:
    """Return the README's text with the output of the example's commands as it is now.

    Raises:
        subprocess.CalledProcessError: a command failed.
        TimeoutError: the service did not start.
    """
    found = _EXAMPLE.search(readme)
    if found is None:
        raise ValueError('the README has no section "An example"')
    example = found.group()
    outputs = iter(_outputs(_COMMANDS.findall(example)))

    def renewed(block: re.Match[str]) -> str:
        output = next(outputs)
        return block.group() if block[1] is None else block[1] + output

    return readme.replace(example, _WITH_OUTPUT.sub(renewed, example))


def _outputs(blocks: list[str]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / ".venv").symlink_to(sys.prefix)
        with service(place) as address:
            script = "".join(f"{block}\necho '{_END_OF_BLOCK}'\n" for block in blocks)
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", script.replace(_ADDRESS, address)],  # noqa: S607
                cwd=place,
                stdout=subprocess.PIPE,
                check=True,
                text=True,
                timeout=60,
            )
    return done.stdout.split(f"{_END_OF_BLOCK}\n")


@contextmanager
def service(place: Path, *options: str) -> Iterator[str]:
    """Serve a fresh ledger in a folder; yield its host and port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.prefix) / "bin/hasila"), "serve", "--port", str(port), *options]
    quiet = os.environ | {"HASILA_LOG_LEVEL": "error"}
    process = subprocess.Popen(command, cwd=place, env=quiet, stdout=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/readyz")
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str) -> None:
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < give_up:
        try:
            with urlopen(url):  # noqa: S310 - our own address
                return
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(f"{url} does not answer")


if __name__ == "__main__":
    README.write_text(example_run(README.read_text(encoding="utf-8")), encoding="utf-8")
