"""An incident as the page shows it: a pure function from what was read to what the template needs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup, escape

from reconcile.estimation.conventions import CONVENTIONS
from reconcile.estimation.policies import POLICIES
from reconcile.estimation.position import precedence
from reconcile.model import Category, Revision, Role
from service.pages.asked import USUAL_CONVENTION, USUAL_POLICY, Fault, Question, written
from service.pages.cards import Card, cards
from service.pages.charting import Chart, chart_of, voices_of
from service.pages.claim_rows import CountedRow, counted_row
from service.pages.headline import toll
from service.pages.language import Language, own
from service.pages.readings import Reading, RevisionsPage
from service.pages.visible import without_controls
from service.store.records import RecordedIncident

CLAIMS_A_PAGE: Final = 25


@dataclass(frozen=True, slots=True)
class ClaimsTable:
    """A page of the claims of the chosen category, and of others that set one of its bounds."""

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
    sentence: Markup
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
    voices = voices_of(reading)
    account = reading.account
    policy, convention = account.policy, account.method.convention
    return IncidentPage(
        id=incident.id,
        title=without_controls(incident.title),
        place_and_date=place_and_date(language, incident),
        recorded=language.html("incident.recorded", moment=language.time(incident.recorded_at)),
        external_ids=tuple(
            without_controls(f"{given.scheme}:{given.id}") for given in incident.external_ids
        ),
        asked=asked,
        faults={
            fault.field: language.text(fault.message, given=without_controls(fault.given))
            for fault in faults
        },
        answers=_answers(language, asked),
        cards=cards(language, account, category),
        category=category,
        category_name=language.text(f"category.{category}") if category else "",
        chart=chart_of(language, reading, asked.clock, voices),
        claims=_claims(language, reading, asked, voices) if category else None,
        policies=_policies(language, reading),
        policy_categories=tuple(language.text(f"category.{each}") for each in account.categories),
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


def _answers(language: Language, asked: Question) -> tuple[Markup, ...]:
    """Return what makes this another answer than the incident as it stands."""
    said = []
    if asked.as_of:
        said.append(language.html("ask.asked_as_of", moment=language.time(asked.as_of)))
    if asked.known_at:
        said.append(language.html("ask.asked_known_at", moment=language.time(asked.known_at)))
    if asked.policy != USUAL_POLICY:
        said.append(language.html("ask.asked_policy", policy=asked.policy))
    if asked.convention != USUAL_CONVENTION:
        said.append(language.html("ask.asked_convention", convention=asked.convention))
    return tuple(said)


# -- the claims


def _claims(
    language: Language, reading: Reading, asked: Question, voices: Mapping[str, int]
) -> ClaimsTable | None:
    estimate = reading.estimate
    if estimate is None:
        return None
    stood = (*estimate.standings, *estimate.beside)
    counting = [standing for standing in stood if standing.role is Role.COUNTED]
    chosen = counting if asked.which == "counting" else list(stood)
    chosen.sort(key=lambda standing: precedence(reading.claims[standing.claim_id]), reverse=True)
    pages = max(-(-len(chosen) // CLAIMS_A_PAGE), 1)
    page = min(asked.claims_page, pages)
    shown = chosen[(page - 1) * CLAIMS_A_PAGE : page * CLAIMS_A_PAGE]
    rows = tuple(
        counted_row(
            language,
            reading,
            standing,
            estimate.figures_set_by(standing.claim_id),
            voices.get(standing.origin),
        )
        for standing in shown
    )
    return ClaimsTable(rows, page, pages, len(stood), len(counting))


# -- the policies


def _policies(language: Language, reading: Reading) -> tuple[PolicyRow, ...]:
    return tuple(_policy(language, reading, name) for name in POLICIES)


def _policy(language: Language, reading: Reading, name: str) -> PolicyRow:
    is_chosen = name == reading.account.policy.name
    account = reading.account if is_chosen else reading.account.under(name)
    cells = []
    for category, figures in account.figures().items():
        known = figures.low is not None
        status = language.text(f"status.{figures.status}") if known else ""
        said = toll(language, category, figures) if known else language.text("policies.none")
        cells.append((said, status))
    return PolicyRow(name, language.text(f"policies.says.{name}"), is_chosen, tuple(cells))


# -- the revisions, and the rest


def _revision(language: Language, revision: Revision) -> RevisionRow:
    return RevisionRow(
        number=revision.number,
        moment=language.time(revision.recorded_at),
        known_at=written(revision.recorded_at) or "",
        sentence=sentence(language, revision),
        kind=revision.kind,
    )


_QUOTED: Final = re.compile("“([^”]*)”")


def sentence(language: Language, revision: Revision) -> Markup:
    """Return why a revision came, with the words it quotes isolated, which may run the other way."""
    said = revision.sentence_ar if language.code == "ar" else revision.sentence
    parts = _QUOTED.split(without_controls(said))
    quoted = (
        Markup("“<bdi>{}</bdi>”").format(part) if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )
    return Markup("").join(quoted)


def _choices(language: Language) -> dict[str, tuple[tuple[str, str], ...]]:
    return {
        "policy": tuple(
            (name, f"{name}: {language.text(f'policies.says.{name}')}") for name in POLICIES
        ),
        "convention": tuple((name, language.text(f"conventions.{name}")) for name in CONVENTIONS),
    }


def _api(asked: Question) -> dict[str, str]:
    """Return what to ask the API to get the same, as parameters by resource."""
    moments = {name: asked.parameters().get(name) for name in ("as_of", "known_at", "convention")}
    read = {name: value for name, value in moments.items() if value}
    policy = {"policy": asked.policy} if asked.policy != USUAL_POLICY else {}
    return {"estimate": _query(read | policy), "policies": _query(read)}


def _query(parameters: Mapping[str, str]) -> str:
    return f"?{urlencode(parameters)}" if parameters else ""
