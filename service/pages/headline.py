"""Figures as a person would say them: "3 injured, single source", never a zero for what is unknown."""

from reconcile.model import Category, Figures
from service.pages.language import Language, own


def toll(language: Language, category: Category, figures: Figures | None) -> str:
    """Return a range in words: "3 injured", "16–18 killed", "at least 2 missing", "no figure yet"."""
    if figures is None or figures.low is None:
        return language.text("toll.unknown")
    low, high = figures.low, figures.high
    if high is None:
        return language.text("toll.at_least", count=own(_count(language, category, low)))
    if high == 0:
        return language.text(f"toll.none.{category}")
    if low == high:
        return _count(language, category, low)
    if low == 0:
        return language.text("toll.at_most", count=own(_count(language, category, high)))
    return language.text(f"toll.between.{category}", low=low, n=high)


def headline(language: Language, category: Category, figures: Figures | None) -> str:
    """Return the range and how settled it is: "16–18 killed, contested"."""
    said = toll(language, category, figures)
    if figures is None or figures.low is None:
        return said
    status = language.text(f"status.{figures.status}")
    return language.text("toll.with_status", toll=own(said), status=own(status))


def _count(language: Language, category: Category, number: int) -> str:
    return language.text(f"toll.count.{category}", n=number)
