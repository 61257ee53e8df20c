"""Answers held back until they are whole: for a middleware that judges or changes all of one."""

from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send


async def hold(
    app: ASGIApp,
    scope: Scope,
    receive: Receive,
    send: Send,
    *,
    wanted: Callable[[Message], bool],
    finish: Callable[[Message, bytes], Awaitable[None]],
) -> None:
    """Let `app` answer; an answer that is wanted is given whole to `finish`, others pass as they come.

    Args:
        app: what answers.
        scope: of the request, as the other arguments of ASGI are.
        receive: likewise.
        send: likewise.
        wanted: tells by the message that starts an answer whether it is to be held.
        finish: sends what becomes of an answer, by that message and the body.
    """
    start: Message | None = None
    body = b""

    async def answer(message: Message) -> None:
        nonlocal start, body
        if message["type"] == "http.response.start" and wanted(message):
            start = message
        elif start is None:
            await send(message)
        else:
            body += message.get("body", b"")
            if not message.get("more_body", False):
                await finish(start, body)

    await app(scope, receive, answer)
