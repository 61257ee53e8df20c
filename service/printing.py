"""What a person reads: tables of claims, numbers, estimates and revisions."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from reconcile import Number
from reconcile.estimation.origins import origin
from reconcile.estimation.position import precedence
from reconcile.estimation.replay import Final, Score, Step
from reconcile.estimation.wording import count_in_words, figures_in_words
from reconcile.extraction.explanation import SentenceSeen
from reconcile.model import Category, Claim, Estimate, RecordedClaim, Revision

if TYPE_CHECKING:
    from service.store.keys import ApiKey


# Columns of short words and figures, which keep their width on a narrow terminal; sentences give way.
_NEVER_CUT = frozenset(
    {
        "published\n(UTC)",
        "recorded\n(UTC)",
        "category",
        "estimate",
        "range",
        "best",
        "status",
        "grade",
        "became",
        "sets",
        "error",
        "no.",
        "change",
    }
)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in _NEVER_CUT)
    return table


def _moment(at: datetime) -> str:
    """Return a time to the minute in UTC, the date on a line and the time below it."""
    return f"{at.astimezone(UTC):%Y-%m-%d\n%H:%M}"


def claims_table(claims: Iterable[Claim]) -> Table | Text:
    """Return a table of claims, a line each, or that there is none."""
    table = _table("Claims", "category", "count", "scope", "source", "words")
    for claim in claims:
        notes = [claim.scope.value]
        notes += ["denied"] if claim.denied else []
        notes += ["preliminary"] if claim.preliminary else []
        notes += ["final"] if claim.final else []
        source = " ← ".join((*claim.attribution.via, claim.attribution.source or "–"))
        words = claim.evidence.exact if claim.evidence else "–"
        table.add_row(
            claim.category, count_in_words(claim.count), ", ".join(notes), Text(source), Text(words)
        )
    return table if table.row_count else Text("No claims.")


def explanation(sentences: Iterable[SentenceSeen]) -> Group:
    """Return, sentence by sentence, what each stage of extraction saw."""
    return Group(*(part for sentence in sentences for part in _sentence(sentence)))


def _sentence(sentence: SentenceSeen) -> Iterable[Text | Table]:
    yield Text(f"\n{sentence.start}–{sentence.end} ({sentence.language})  {sentence.text}", style="bold")
    words = _table("Words", "words", "meanings")
    for word in sentence.words:
        words.add_row(Text(word.words), ", ".join(word.meanings))
    quantities = _table("Quantities", "words", "count", "why")
    for quantity in sentence.quantities:
        quantities.add_row(Text(quantity.words), count_in_words(quantity.count), Text(quantity.why))
    sources = _table("Sources", "words", "source", "way")
    for source in sentence.sources:
        sources.add_row(Text(source.words), Text(source.source or "–"), source.way)
    claims = _table("Claims", "words", "category", "count", "scope", "why")
    for mention in sentence.mentions:
        count = count_in_words(mention.count)
        scope = ", ".join((mention.scope, *mention.called))
        claims.add_row(Text(mention.words), mention.category, count, scope, Text(mention.why))
    yield from (table for table in (words, quantities, sources) if table.row_count)
    yield claims if sentence.mentions else Text("No claim.")


def numbers_table(numbers: Iterable[Number]) -> Table | Text:
    """Return a table of numbers, a line each, or that there is none."""
    table = _table("Numbers", "value", "words", "from", "to", "written in")
    for number in numbers:
        where = (str(number.start), str(number.end))
        table.add_row(str(number.value), Text(number.exact), *where, number.written.value)
    return table if table.row_count else Text("No numbers.")


def estimates_table(estimates: Iterable[Estimate]) -> Table:
    """Return a table of estimates, a line a category."""
    table = _table("Estimates", "category", "range", "best", "status", "grade", "origins")
    for estimate in estimates:
        table.add_row(
            estimate.category,
            figures_in_words(estimate),
            "–" if estimate.best is None else str(estimate.best),
            estimate.status.replace("_", " "),
            estimate.grade,
            Text("، ".join(estimate.origins)),
        )
    return table


def standings_table(estimate: Estimate, claims: Mapping[str, RecordedClaim]) -> Table:
    """Return a table of what became of each claim of an estimate, and which figure it sets.

    Those of other categories that set a bound stand in it too. `claims` holds all claims by id.
    """
    shown = f"{estimate.category}: {figures_in_words(estimate)}, by {estimate.policy.name}"
    table = _table(shown, "published\n(UTC)", "origin", "says", "count", "became", "sets", "why")
    stood = (*estimate.standings, *estimate.beside)
    for standing in sorted(stood, key=lambda s: precedence(claims[s.claim_id])):
        claim = claims[standing.claim_id]
        table.add_row(
            _moment(claim.published_at),
            Text(standing.origin),
            Text(claim.evidence.exact if claim.evidence else "–"),
            _count_told(claim, estimate.category),
            standing.role,
            "\n".join(_figures_set(estimate, claim.id)) or "–",
            Text(standing.reason),
        )
    return table


def _count_told(claim: RecordedClaim, category: Category) -> str:
    of_another = "" if claim.category is category else f" {claim.category}"
    return f"{count_in_words(claim.count)}{of_another}, {claim.scope}"


def _figures_set(estimate: Estimate, claim_id: str) -> Iterable[str]:
    return (f"{figure} {getattr(estimate, figure)}" for figure in estimate.figures_set_by(claim_id))


def revisions_table(revisions: Iterable[Revision]) -> Table:
    """Return a table of revisions, a line each."""
    table = _table("Revisions", "no.", "recorded\n(UTC)", "change", "why")
    for revision in revisions:
        moment = _moment(revision.recorded_at)
        table.add_row(str(revision.number), moment, revision.kind, Text(revision.sentence))
    return table


def scores_table(scores: Mapping[str, Score]) -> Table:
    """Return a table of how each policy did over past events, a line each."""
    table = _table("Replay", "policy", "mean error", "coverage", "steps", "error at totals", "totals")
    for policy, score in scores.items():
        shares = [score.mean_error, score.coverage, score.mean_error_at_totals]
        error, coverage, at_totals = ("–" if s is None else f"{s:.3f}" for s in shares)
        table.add_row(policy, error, coverage, str(score.steps), at_totals, str(score.totals))
    return table


def _best(estimate: Estimate) -> str:
    return "no best" if estimate.best is None else f"best {estimate.best}"


def trace_table(title: str, steps: Iterable[Step], final: Final | None) -> Table:
    """Return a table of an event's steps: the claim, the estimate after it, and why."""
    table = _table(title, "published\n(UTC)", "origin", "says", "estimate", "error", "why")
    for step in steps:
        claim, found = step.claim, step.estimate
        table.add_row(
            _moment(claim.published_at),
            Text(origin(claim).name),
            f"{count_in_words(claim.count)}, {claim.scope}",
            f"{figures_in_words(found)}\n{_best(found)}\n{found.status.replace('_', ' ')}",
            f"{final.error(found.best):.3f}" if final and step.quantified else "–",
            Text(step.reason),
        )
    return table


def keys_table(keys: "Iterable[ApiKey]") -> Table | Text:
    """Return a table of API keys, a line each, or that there is none."""
    table = _table("Keys", "id", "name", "scope", "made", "revoked")
    for key in keys:
        made, revoked = (
            "–" if moment is None else moment.isoformat(timespec="seconds")
            for moment in (key.created_at, key.revoked_at)
        )
        table.add_row(key.id, Text(key.name), key.scope, made, revoked)
    return table if table.row_count else Text("No keys: on loopback, anybody may call.")
