"""Counts, figures and claims as a person says them, in English."""

from reconcile.model import Claim, Count, Figures, Qualifier


def count_in_words(count: Count) -> str:
    """Return a count in words: "3", "at least 5", "10–15", "2 or more (number of)"."""
    if count.qualifier is Qualifier.VAGUE:
        bounds = f"{count.low or 1} or more" if count.high is None else f"{count.low or 0}–{count.high}"
        return f"{bounds} ({(count.term or 'vague').replace('_', ' ')})"
    plain = range_in_words(count.low, count.high)
    return f"about {plain}" if count.qualifier is Qualifier.ABOUT else plain


def figures_in_words(figures: Figures) -> str:
    """Return the range of an estimate in words: "3", "16–18", "at least 2", "unknown"."""
    return range_in_words(figures.low, figures.high)


def range_in_words(low: int | None, high: int | None) -> str:
    """Return bounds in words; null is no bound."""
    if low is None:
        return "unknown" if high is None else f"at most {high}"
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low}–{high}"


def words_of(claim: Claim) -> str:
    """Return the words that state a claim, quoted; of one recorded as a bare figure, the figure."""
    return f"“{claim.evidence.exact}”" if claim.evidence else count_in_words(claim.count)
