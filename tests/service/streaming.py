"""A server of the tests' own, on a free port, for what only a real connection shows."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from service.serving import StoppingServer


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """Serve an application from a thread; yield its address, and stop it as a signal would."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning")
    server = StoppingServer(config, app.state.stopping)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the server did not start")
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)
        assert not thread.is_alive(), "the server did not stop"
