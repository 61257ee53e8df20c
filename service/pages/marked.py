"""A text with its claims marked in place, for a report in the ledger and for one that is tried."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from reconcile.model import Claim
from service.pages.claim_rows import SaidRow, said_row
from service.pages.language import Language
from service.pages.marking import pieces
from service.pages.visible import visible

MOST_MARKED: Final = 300
"""How many claims of one text are marked and listed; more make no page that a person reads."""


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A stretch of text; `claims` are the numbers, from 1, of those whose words it is."""

    text: Markup
    claims: tuple[int, ...]
    begins: tuple[int, ...]
    category: str


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text in pieces, and its claims, numbered from 1; `all` counts those not shown too."""

    pieces: tuple[MarkedPiece, ...]
    rows: tuple[SaidRow, ...]
    all: int


def marked_text(language: Language, text: str, claims: Sequence[Claim]) -> MarkedText:
    """Return a text with the claims that it makes; claims without words in it are only listed."""
    shown = claims[:MOST_MARKED]
    spans = [(c.evidence.start, c.evidence.end) if c.evidence else (0, 0) for c in shown]
    return MarkedText(
        pieces=tuple(
            MarkedPiece(
                text=visible(piece.text),
                claims=tuple(place + 1 for place in piece.covered_by),
                begins=tuple(place + 1 for place in piece.begins),
                category=shown[piece.covered_by[0]].category if piece.covered_by else "",
            )
            for piece in pieces(text, spans)
        ),
        rows=tuple(said_row(language, claim) for claim in shown),
        all=len(claims),
    )
