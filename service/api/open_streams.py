"""How many streams of revisions are open."""

from collections.abc import Iterator
from contextlib import contextmanager


class OpenStreams:
    """A count of the streams that one process serves at once."""

    def __init__(self) -> None:
        self.open = 0

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """Count a stream until the block ends."""
        self.open += 1
        try:
            yield
        finally:
            self.open -= 1
