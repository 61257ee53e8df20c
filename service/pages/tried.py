"""A text that a reader tries: its claims, and the estimate they give. Nothing is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reconcile import extract
from reconcile.estimation.account import Account
from reconcile.estimation.reconciliation import current_account
from reconcile.model import Category, Claim
from service.pages.incident import Card, card
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
    return Tried(marked_text(language, text, claims), _cards(language, current_account(claims), claims))


def _cards(language: Language, account: Account, claims: Sequence[Claim]) -> tuple[Card, ...]:
    spoken_of = {claim.category for claim in claims}
    return tuple(
        card(
            language,
            category,
            account.rulings[category].figures,
            len({position.origin for position in account.heard[category].positions}),
            is_chosen=False,
        )
        for category in Category
        if category in spoken_of
    )
