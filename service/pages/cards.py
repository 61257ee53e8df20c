"""The toll of each category in a few words, at the head of a page."""

from dataclasses import dataclass

from reconcile.estimation.account import Account
from reconcile.model import Category, Figures
from service.pages.headline import toll
from service.pages.language import Language


@dataclass(frozen=True, slots=True)
class Card:
    """The toll of a category in a few words."""

    category: Category
    name: str
    toll: str
    status: str | None
    status_name: str
    means: str
    best: str
    grade: str
    origins: str
    is_chosen: bool


def cards(language: Language, account: Account, chosen: Category | None) -> tuple[Card, ...]:
    """Return the cards of an account's categories."""
    return tuple(
        _card(language, account, category, category is chosen) for category in account.categories
    )


def _card(language: Language, account: Account, category: Category, is_chosen: bool) -> Card:
    figures = account.rulings[category].figures
    origins = {position.origin for position in account.heard[category].positions}
    known = figures.low is not None
    return Card(
        category=category,
        name=language.text(f"category.{category}"),
        toll=toll(language, category, figures),
        status=figures.status if known else None,
        status_name=language.text(f"status.{figures.status}") if known else "",
        means=language.text(f"status_means.{figures.status}"),
        best=_best(language, figures),
        grade=language.text(f"grade.{figures.grade}"),
        origins=language.text("origins_count", n=len(origins)),
        is_chosen=is_chosen,
    )


def _best(language: Language, figures: Figures) -> str:
    """Return what is to be said of the best figure beside the range, "" where that says it all."""
    if figures.low is None or (figures.low == figures.best == figures.high):
        return ""
    if figures.best is None:
        return language.text("incident.no_best")
    return language.text("incident.best", n=figures.best)
