"""The last answers to the usual question: what is the toll, as now known, by the default policy?"""

from typing import Final

from service.kept import Kept

MOST_BYTES: Final = 64_000_000
"""How large all answers that are kept may be together."""


class Answers(Kept[str, bytes]):
    """Answers as bytes, one an incident."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        super().__init__(most_bytes, len)
