"""HEAD is answered as GET is, without the body."""

from anyio import CancelScope
from anyio.lowlevel import checkpoint
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Heads:
    """Middleware that lets the routes of GET answer HEAD. An endless stream ends with its headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        scope["method"] = "GET"
        with CancelScope() as streaming:

            async def answer(message: Message) -> None:
                if message["type"] == "http.response.start":
                    await send(message)
                    await send({"type": "http.response.body", "body": b""})
                elif message.get("more_body"):
                    streaming.cancel()
                    await checkpoint()  # where it ends

            await self._app(scope, receive, answer)
