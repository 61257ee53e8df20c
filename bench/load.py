"""A load from a process of its own: some connections that ask one thing after another."""

import asyncio
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context


@dataclass(frozen=True, slots=True)
class Load:
    """What a load took: requests a second, and the time under which 99 % of them were answered."""

    a_second: float
    p99: float


def request(method: str, path: str, body: bytes = b"", media: str = "application/json") -> bytes:
    """Return an HTTP request, as sent on a connection that stays open."""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
    kind = f"Content-Type: {media}\r\n" if body else ""
    return f"{head}{kind}\r\n".encode() + body


def load(port: int, requests: Sequence[bytes], *, connections: int, a_second: float = 0) -> Load:
    """Send requests over some connections, each taking the next when its last is answered.

    Args:
        port: where a server listens on this machine.
        requests: what to send, each once.
        connections: how many are open at once.
        a_second: at most so many requests a second; 0: as many as are answered.

    Raises:
        RuntimeError: the server answered one with an error.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_load, port, list(requests), connections, a_second).result()


def _load(port: int, requests: list[bytes], connections: int, a_second: float) -> Load:
    return asyncio.run(_send(port, requests, connections, a_second))


async def _send(port: int, requests: list[bytes], connections: int, a_second: float) -> Load:
    taken: list[float] = []
    waiting = iter(enumerate(requests))
    start = time.perf_counter()

    async def connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for place, one in waiting:
            if a_second:
                await asyncio.sleep(max(0.0, start + place / a_second - time.perf_counter()))
            sent = time.perf_counter()
            writer.write(one)
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            if not head.startswith("http/1.1 2"):
                raise RuntimeError(f"the server answered {head.splitlines()[0]!r}")
            await _body(reader, head)
            taken.append(time.perf_counter() - sent)
        writer.close()

    await asyncio.gather(*(connection() for _ in range(connections)))
    seconds = time.perf_counter() - start
    return Load(len(taken) / seconds, sorted(taken)[int(len(taken) * 0.99)])


async def _body(reader: asyncio.StreamReader, head: str) -> None:
    fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
    if "content-length" in fields:
        await reader.readexactly(int(fields["content-length"]))
        return
    while size := int(await reader.readline(), 16):  # in chunks
        await reader.readexactly(size + 2)
    await reader.readline()
