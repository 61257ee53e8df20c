"""Connections: those that don't get to the point are closed, for which uvicorn sets no time."""

import asyncio
import socket

import h11
from starlette.responses import Response
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.errors import Problem

_LAST = {"Connection": "close"}


def impatient_protocol(seconds: float) -> type[asyncio.Protocol]:
    """Return uvicorn's HTTP/1.1, closing connections whose headers aren't all here after `seconds`."""

    class Impatient(H11Protocol):
        _deadline: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            _send_at_once(transport)
            self._watch()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._watch()

        def connection_lost(self, exc: Exception | None) -> None:
            if self._deadline:
                self._deadline.cancel()
            super().connection_lost(exc)

        def send_400_response(self, msg: str) -> None:
            """Answer what is no HTTP as every other fault is."""
            problem = Problem(400, "invalid-http", f"{msg} See RFC 9112.", headers=_LAST)
            self.transport.write(_as_sent(self.conn, problem.response()))
            self.transport.close()

        def _watch(self) -> None:
            """Let the time run while headers are awaited, from their first byte or the connection on."""
            awaited = self.conn.their_state is h11.IDLE
            if awaited and self._deadline is None:
                self._deadline = self.loop.call_later(seconds, self.transport.close)
            elif not awaited and self._deadline:
                self._deadline.cancel()
                self._deadline = None

    return Impatient


def _send_at_once(transport: asyncio.Transport) -> None:
    """Let an answer's head and body go as they are written.

    asyncio does so for sockets that it opened; on ours the body would wait until the head is
    acknowledged, which a client puts off for some 40 ms.
    """
    transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _as_sent(connection: h11.Connection, answer: Response) -> bytes:
    head = h11.Response(status_code=answer.status_code, headers=answer.raw_headers)
    parts = (head, h11.Data(data=bytes(answer.body)), h11.EndOfMessage())
    return b"".join(connection.send(part) or b"" for part in parts)
