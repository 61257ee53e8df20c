"""A text that a reader tries: its claims, and the estimate they give. Nothing is recorded."""

from dataclasses import dataclass
from datetime import datetime

from reconcile import extract
from reconcile.estimation.reconciliation import current_account
from service.pages.cards import Card, cards
from service.pages.language import Language
from service.pages.marked import MarkedText, marked_text


@dataclass(frozen=True, slots=True)
class Tried:
    """What a text says, and what comes of it."""

    marked: MarkedText
    cards: tuple[Card, ...]


def tried(language: Language, text: str, now: datetime) -> Tried:
    """Return the claims of a text that is taken to be published now, and what they come to."""
    claims = extract(text, published_at=now)
    account = current_account(claims)
    return Tried(marked_text(language, text, claims), cards(language, account, chosen=None))
