"""Connections: those that don't get to the point are closed, for which uvicorn sets no time."""

import asyncio
import logging
import socket
from uuid import uuid4

import h11
from starlette.responses import Response
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.errors import Problem

log = logging.getLogger("hasila")


def impatient_protocol(seconds: float) -> type[asyncio.Protocol]:
    """Return uvicorn's HTTP/1.1, closing connections whose headers aren't all here after `seconds`."""
    return type("Impatient", (_Impatient,), {"seconds": seconds})


class _Impatient(H11Protocol):
    """Waits `seconds` for a request's headers.

    What is answered here never was a request: it has an id and a line in the log all the same.
    """

    seconds: float
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
        self._refuse(400, "invalid-http", f"{msg} See RFC 9112.")

    def _refuse(self, status: int, kind: str, detail: str) -> None:
        request_id = str(uuid4())
        headers = {"Connection": "close", "X-Request-Id": request_id}
        problem = Problem(status, kind, detail, headers=headers)
        self.transport.write(_as_sent(self.conn, problem.response()))
        self.transport.close()
        told = {"request_id": request_id, "status": status, "reason": kind}
        log.info("no request", extra=told | {"client": self.client and self.client[0]})

    def _watch(self) -> None:
        """Let the time run while headers are awaited, from their first byte or the connection on."""
        awaited = self.conn.their_state is h11.IDLE
        if awaited and self._deadline is None:
            self._deadline = self.loop.call_later(self.seconds, self._give_up)
        elif not awaited and self._deadline:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        """Close the connection; whoever began a request is told why, who said nothing is not."""
        begun, _ = self.conn.trailing_data
        if begun and not self.transport.is_closing():
            self._refuse(408, "too-slow", f"The headers were not all here after {self.seconds:g} s.")
        else:
            self.transport.close()


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
