"""An incident as the page shows it: a pure function from what was read to what the template needs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup

from reconcile.estimation.conventions import CONVENTIONS
from reconcile.estimation.course import Clock
from reconcile.estimation.origins import UNKNOWN
from reconcile.estimation.policies import POLICIES
from reconcile.estimation.position import precedence
from reconcile.model import Category, Figures, Revision, Role, Standing
from service.pages.asked import Fault, Question, written
from service.pages.band import Drawing, Said, drawn
from service.pages.claim_rows import CountedRow, counted_row, figure
from service.pages.headline import headline, toll
from service.pages.language import Language, own
from service.pages.readings import Reading, RevisionsPage
from service.pages.visible import without_controls
from service.store.records import LedgerClaim, RecordedIncident

CLAIMS_A_PAGE: Final = 25
VOICES: Final = 7
"""How many origins have a shape and a colour of their own; the others share one."""


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


@dataclass(frozen=True, slots=True)
class Voice:
    """An origin in the legend; `place` chooses its shape and colour."""

    place: int
    name: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing of the chosen category, and what is said beside it. `data` is for the script."""

    drawing: Drawing
    heading: str
    summary: str
    voices: tuple[Voice, ...]
    notes: tuple[str, ...]
    labels: tuple[str, ...]
    has_open: bool
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ClaimsTable:
    """A page of the claims of the chosen category."""

    rows: tuple[CountedRow, ...]
    page: int
    pages: int
    all: int
    counting: int


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """What a policy makes of each category."""

    name: str
    says: str
    is_chosen: bool
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A change of an estimate, with its sentence in the reader's language."""

    number: int
    moment: Markup
    known_at: str
    sentence: str
    kind: str


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """All that the template of an incident needs."""

    id: str
    title: str
    place_and_date: Markup
    recorded: Markup
    external_ids: tuple[str, ...]
    asked: Question
    faults: Mapping[str, str]
    answers: tuple[Markup, ...]
    cards: tuple[Card, ...]
    category: Category | None
    category_name: str
    chart: Chart | None
    claims: ClaimsTable | None
    policies: tuple[PolicyRow, ...]
    policy_categories: tuple[str, ...]
    revisions: tuple[RevisionRow, ...]
    revisions_page: int
    revisions_pages: int
    choices: Mapping[str, tuple[tuple[str, str], ...]]
    api: Mapping[str, str]
    method: tuple[str, str]
    now: str


def incident_page(
    language: Language,
    incident: RecordedIncident,
    asked: Question,
    faults: Sequence[Fault],
    reading: Reading,
    revised: RevisionsPage,
    now: datetime,
) -> IncidentPage:
    """Return what the page of an incident shows."""
    category = reading.category
    voices = _voices(reading)
    policy, convention = reading.account.policy, reading.account.method.convention
    return IncidentPage(
        id=incident.id,
        title=without_controls(incident.title),
        place_and_date=place_and_date(language, incident),
        recorded=language.html("incident.recorded", moment=language.time(incident.recorded_at)),
        external_ids=tuple(f"{given.scheme}:{given.id}" for given in incident.external_ids),
        asked=asked,
        faults={fault.field: language.text(fault.message, given=fault.given) for fault in faults},
        answers=_answers(language, asked),
        cards=_cards(language, reading),
        category=category,
        category_name=language.text(f"category.{category}") if category else "",
        chart=_chart(language, reading, asked.clock, voices),
        claims=_claims(language, reading, asked, voices) if category else None,
        policies=_policies(language, reading),
        policy_categories=tuple(language.text(f"category.{each}") for each in _spoken_of(reading)),
        revisions=tuple(_revision(language, revision) for revision in revised.revisions),
        revisions_page=revised.page,
        revisions_pages=revised.pages,
        choices=_choices(language),
        api=_api(asked),
        method=(
            language.text("method.name", name=own(policy.name), version=policy.version),
            language.text("method.name", name=own(convention.name), version=convention.version),
        ),
        now=language.moment(asked.known_at or now),
    )


def place_and_date(language: Language, incident: RecordedIncident) -> Markup:
    """Return where and when, in a line; what is not given is said to be so."""
    place = incident.place and without_controls(incident.place)
    begun = incident.occurred_at
    return language.html(
        "incident.place_and_date",
        place=place or own(language.text("incidents.no_place")),
        date=language.time(begun) if begun else own(language.text("incidents.no_date")),
    )


def _spoken_of(reading: Reading) -> list[Category]:
    return [category for category in Category if category in reading.account.transcripts]


def _answers(language: Language, asked: Question) -> tuple[Markup, ...]:
    """Return what makes this another answer than the incident as it stands."""
    said = []
    if asked.as_of:
        said.append(language.html("ask.asked_as_of", moment=language.time(asked.as_of)))
    if asked.known_at:
        said.append(language.html("ask.asked_known_at", moment=language.time(asked.known_at)))
    if asked.policy != Question().policy:
        said.append(language.html("ask.asked_policy", policy=asked.policy))
    if asked.convention != Question().convention:
        said.append(language.html("ask.asked_convention", convention=asked.convention))
    return tuple(said)


# -- the headlines


def _cards(language: Language, reading: Reading) -> tuple[Card, ...]:
    cards = []
    for category in _spoken_of(reading):
        figures = reading.account.rulings[category].figures
        origins = len({position.origin for position in reading.account.heard[category].positions})
        cards.append(card(language, category, figures, origins, category is reading.category))
    return tuple(cards)


def card(
    language: Language, category: Category, figures: Figures, origins: int, is_chosen: bool
) -> Card:
    """Return the headline of a category."""
    known = figures.low is not None
    best = figures.best
    return Card(
        category=category,
        name=language.text(f"category.{category}"),
        toll=toll(language, category, figures),
        status=figures.status if known else None,
        status_name=language.text(f"status.{figures.status}") if known else "",
        means=language.text(f"status_means.{figures.status}"),
        best=language.text("incident.no_best")
        if best is None
        else language.text("incident.best", n=best),
        grade=language.text(f"grade.{figures.grade}"),
        origins=language.text("origins_count", n=origins),
        is_chosen=is_chosen,
    )


# -- the chart


def _voices(reading: Reading) -> dict[str, int]:
    """Return the place of each origin among those with a shape: those that count first, then by claims."""
    if reading.estimate is None:
        return {}
    heard = Counter(standing.origin for standing in reading.estimate.standings)
    counting = {s.origin for s in reading.estimate.standings if s.role is Role.COUNTED}
    ranked = sorted(heard, key=lambda origin: (origin not in counting, -heard[origin], origin))
    if len(ranked) <= VOICES + 1:
        return {origin: place for place, origin in enumerate(ranked)}
    return {origin: min(place, VOICES) for place, origin in enumerate(ranked)}


def _chart(
    language: Language, reading: Reading, clock: Clock, voices: Mapping[str, int]
) -> Chart | None:
    category, estimate = reading.category, reading.estimate
    if category is None or estimate is None:
        return None
    said = [_said(standing, reading, clock, voices) for standing in estimate.standings]
    drawing = drawn(reading.turns, said)
    if drawing is None:
        return None
    origins = {standing.claim_id: standing.origin for standing in estimate.standings}
    labels = tuple(
        _label(language, reading.claims[point.said.id], origins[point.said.id], point.said.at)
        for point in drawing.points
    )
    return Chart(
        drawing=drawing,
        heading=headline(language, category, estimate),
        summary=_summary(language, reading, category, len(said)),
        voices=_legend(language, voices),
        notes=_notes(language, drawing),
        labels=labels,
        has_open=bool(drawing.open),
        data=_data(language, category, reading, drawing, labels),
    )


def _said(
    standing: Standing, reading: Reading, clock: Clock, voices: Mapping[str, int]
) -> Said:
    claim = reading.claims[standing.claim_id]
    return Said(
        id=claim.id,
        at=claim.as_of if clock is Clock.AS_OF else claim.recorded_at,
        low=claim.count.low,
        high=claim.count.high,
        voice=voices[standing.origin],
        counts=standing.role is Role.COUNTED,
    )


def _origin_name(language: Language, origin: str) -> str:
    return language.wording.somebody if origin == UNKNOWN.name else without_controls(origin)


def _label(language: Language, claim: LedgerClaim, origin: str, at: datetime) -> str:
    return language.text(
        "chart.label",
        who=_origin_name(language, origin),
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


def _legend(language: Language, voices: Mapping[str, int]) -> tuple[Voice, ...]:
    by_place: dict[int, list[str]] = {}
    for origin, place in voices.items():
        by_place.setdefault(place, []).append(origin)
    return tuple(
        Voice(
            place,
            _origin_name(language, names[0]) if len(names) == 1 else language.text("chart.others"),
        )
        for place, names in sorted(by_place.items())
    )


def _notes(language: Language, drawing: Drawing) -> tuple[str, ...]:
    notes = []
    if len(drawing.points) < drawing.claims:
        shown = len(drawing.points)
        notes.append(language.text("chart.thinned", shown=shown, n=drawing.claims))
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
        "turns": turns,
        "points": points,
        "locale": str(language.locale).replace("_", "-"),
    }


# -- the claims


def _claims(
    language: Language, reading: Reading, asked: Question, voices: Mapping[str, int]
) -> ClaimsTable | None:
    estimate = reading.estimate
    if estimate is None:
        return None
    counting = [s for s in estimate.standings if s.role is Role.COUNTED]
    chosen = counting if asked.which == "counting" else list(estimate.standings)
    chosen.sort(key=lambda standing: precedence(reading.claims[standing.claim_id]), reverse=True)
    pages = max(-(-len(chosen) // CLAIMS_A_PAGE), 1)
    page = min(asked.claims_page, pages)
    shown = chosen[(page - 1) * CLAIMS_A_PAGE : page * CLAIMS_A_PAGE]
    rows = tuple(
        counted_row(
            language,
            reading.claims[standing.claim_id],
            standing,
            reading.claims,
            estimate.figures_set_by(standing.claim_id),
            voices[standing.origin],
        )
        for standing in shown
    )
    return ClaimsTable(rows, page, pages, len(estimate.standings), len(counting))


# -- the policies


def _policies(language: Language, reading: Reading) -> tuple[PolicyRow, ...]:
    return tuple(_policy(language, reading, name) for name in POLICIES)


def _policy(language: Language, reading: Reading, name: str) -> PolicyRow:
    is_chosen = name == reading.account.policy.name
    account = reading.account if is_chosen else reading.account.under(name)
    cells = []
    for category in _spoken_of(reading):
        figures = account.rulings[category].figures
        known = figures.low is not None
        status = language.text(f"status.{figures.status}") if known else ""
        said = toll(language, category, figures) if known else language.text("policies.none")
        cells.append((said, status))
    return PolicyRow(name, language.text(f"policies.says.{name}"), is_chosen, tuple(cells))


# -- the revisions, and the rest


def _revision(language: Language, revision: Revision) -> RevisionRow:
    sentence = revision.sentence_ar if language.code == "ar" else revision.sentence
    return RevisionRow(
        number=revision.number,
        moment=language.time(revision.recorded_at),
        known_at=written(revision.recorded_at) or "",
        sentence=without_controls(sentence),
        kind=revision.kind,
    )


def _choices(language: Language) -> dict[str, tuple[tuple[str, str], ...]]:
    return {
        "policy": tuple((name, f"{name}: {language.text(f'policies.says.{name}')}") for name in POLICIES),
        "convention": tuple((name, language.text(f"conventions.{name}")) for name in CONVENTIONS),
    }


def _api(asked: Question) -> dict[str, str]:
    """Return what to ask the API to get the same, as parameters by resource."""
    moments = {name: asked.parameters().get(name) for name in ("as_of", "known_at", "convention")}
    read = {name: value for name, value in moments.items() if value}
    policy = {"policy": asked.policy} if asked.policy != Question().policy else {}
    return {"estimate": _query(read | policy), "policies": _query(read)}


def _query(parameters: Mapping[str, str]) -> str:
    return f"?{urlencode(parameters)}" if parameters else ""
