"""Incidents as a list shows them: what, where, when, the toll now, and when it last changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reconcile.model import Category, Revision
from service.pages.headline import toll
from service.pages.incident import place_and_date, sentence
from service.pages.language import Language
from service.pages.visible import without_controls
from service.store.records import RecordedIncident


@dataclass(frozen=True, slots=True)
class Toll:
    """The toll of a category, and how settled it is."""

    said: str
    status: str
    status_name: str


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident in the list; `last_change` is None where nothing has changed yet."""

    id: str
    number: int
    title: str
    place_and_date: Markup
    tolls: tuple[Toll, ...]
    last_change: Markup | None
    last_sentence: Markup


def incident_rows(
    language: Language,
    incidents: Sequence[RecordedIncident],
    last_revisions: Mapping[str, Sequence[Revision]],
) -> tuple[IncidentRow, ...]:
    """Return a row for each incident; `last_revisions` are those of each category, by incident."""
    return tuple(_row(language, incident, last_revisions.get(incident.id, ())) for incident in incidents)


def _row(language: Language, incident: RecordedIncident, revisions: Sequence[Revision]) -> IncidentRow:
    by_category = {revision.category: revision for revision in revisions}
    tolls = [
        Toll(
            toll(language, category, by_category[category].after),
            by_category[category].after.status,
            language.text(f"status.{by_category[category].after.status}"),
        )
        for category in Category
        if category in by_category and by_category[category].after.low is not None
    ]
    last = max(revisions, key=lambda revision: revision.number, default=None)
    return IncidentRow(
        id=incident.id,
        number=incident.number,
        title=without_controls(incident.title),
        place_and_date=place_and_date(language, incident),
        tolls=tuple(tolls),
        last_change=language.time(last.recorded_at) if last else None,
        last_sentence=sentence(language, last) if last else Markup(),
    )
