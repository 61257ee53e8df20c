"""The chart of a category: what is drawn, what is said beside it, and the legend."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from reconcile.estimation.course import Clock
from reconcile.model import Category, Role, Standing
from service.pages.band import Drawing, Said, drawn
from service.pages.claim_rows import figure
from service.pages.headline import headline
from service.pages.language import Language, own
from service.pages.readings import Reading
from service.pages.reasons import called
from service.pages.visible import without_controls
from service.store.records import LedgerClaim

VOICES: Final = 7
"""How many origins have a shape and a colour of their own; the others share one."""


@dataclass(frozen=True, slots=True)
class Voice:
    """An origin in the legend; `place` chooses its shape and colour."""

    place: int
    name: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing of a category, and what is said beside it. `data` is for the script."""

    drawing: Drawing
    heading: str
    summary: str
    voices: tuple[Voice, ...]
    notes: tuple[str, ...]
    labels: tuple[str, ...]
    has_open: bool
    data: Mapping[str, object]


def voices_of(reading: Reading) -> dict[str, int]:
    """Return the place of each origin among those with a shape: those that count come first."""
    if reading.estimate is None:
        return {}
    heard = Counter(standing.origin for standing in reading.estimate.standings)
    counting = {s.origin for s in reading.estimate.standings if s.role is Role.COUNTED}
    ranked = sorted(heard, key=lambda origin: (origin not in counting, -heard[origin], origin))
    if len(ranked) <= VOICES + 1:
        return {origin: place for place, origin in enumerate(ranked)}
    return {origin: min(place, VOICES) for place, origin in enumerate(ranked)}


def chart_of(
    language: Language, reading: Reading, clock: Clock, voices: Mapping[str, int]
) -> Chart | None:
    """Return the chart of the category that a reading looks at, None where nobody spoke."""
    category, estimate = reading.category, reading.estimate
    if category is None or estimate is None:
        return None
    said = [_said(standing, reading, clock, voices) for standing in estimate.standings]
    drawing = drawn(reading.turns, said)
    if drawing is None:
        return None
    names = {name: without_controls(called(language, reading.origins, name)) for name in voices}
    said_by = {standing.claim_id: names[standing.origin] for standing in estimate.standings}
    labels = tuple(
        _label(language, reading.claims[point.said.id], said_by[point.said.id], point.said.at)
        for point in drawing.points
    )
    return Chart(
        drawing=drawing,
        heading=headline(language, category, estimate),
        summary=_summary(language, reading, category, len(said)),
        voices=_legend(language, voices, names),
        notes=_notes(language, drawing),
        labels=labels,
        has_open=bool(drawing.open),
        data=_data(language, category, reading, drawing, labels),
    )


def _said(standing: Standing, reading: Reading, clock: Clock, voices: Mapping[str, int]) -> Said:
    claim = reading.claims[standing.claim_id]
    return Said(
        id=claim.id,
        at=claim.as_of if clock is Clock.AS_OF else claim.recorded_at,
        low=claim.count.low,
        high=claim.count.high,
        voice=voices[standing.origin],
        counts=standing.role is Role.COUNTED,
    )


def _label(language: Language, claim: LedgerClaim, who: str, at: datetime) -> str:
    return language.text(
        "chart.label",
        who=who,
        figure=own(figure(language, claim)),
        moment=own(language.moment(at)),
    )


def _summary(language: Language, reading: Reading, category: Category, claims: int) -> str:
    return language.text(
        "chart.summary",
        toll=own(headline(language, category, reading.estimate)),
        turns=own(language.text("chart.turns", n=len(reading.turns))),
        claims=own(language.text("chart.claims", n=claims)),
    )


def _legend(
    language: Language, voices: Mapping[str, int], names: Mapping[str, str]
) -> tuple[Voice, ...]:
    by_place: dict[int, list[str]] = {}
    for origin, place in voices.items():
        by_place.setdefault(place, []).append(names[origin])
    return tuple(
        Voice(place, named[0] if len(named) == 1 else language.text("chart.others"))
        for place, named in sorted(by_place.items())
    )


def _notes(language: Language, drawing: Drawing) -> tuple[str, ...]:
    notes = []
    if len(drawing.points) < drawing.claims:
        shown = len(drawing.points)
        notes.append(language.text("chart.thinned", shown=shown, n=drawing.claims))
    if drawing.highest is not None:
        notes.append(language.text("chart.higher", highest=drawing.highest))
    if drawing.beyond:
        notes.append(language.text("chart.beyond", n=drawing.beyond))
    return tuple(notes)


def _data(
    language: Language,
    category: Category,
    reading: Reading,
    drawing: Drawing,
    labels: Sequence[str],
) -> dict[str, object]:
    """Return the drawing's values for the script; moments are seconds since 1970, null is no bound."""
    turns = [
        [
            turn.at.timestamp(),
            turn.figures.low,
            turn.figures.best,
            turn.figures.high,
            f"{language.moment(turn.at)}: {headline(language, category, turn.figures)}",
        ]
        for turn in reading.turns
    ]
    points = [
        [p.said.at.timestamp(), p.said.low, p.said.high, p.said.voice, int(p.said.counts), label]
        for p, label in zip(drawing.points, labels, strict=True)
    ]
    return {
        "first": drawing.first.timestamp(),
        "last": drawing.last.timestamp(),
        "top": drawing.top,
        "rows": [row.number for row in drawing.rows],
        "crowded": drawing.is_crowded,
        "turns": turns,
        "points": points,
        "locale": str(language.locale).replace("_", "-"),
    }
