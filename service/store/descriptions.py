"""How incidents are described: versions that are only added, and the search through the newest."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, select

from reconcile.folding import fold_word
from reconcile.model import ExternalId, Incident
from service.store.incident_tables import incident_external_ids, incident_versions
from service.store.records import RecordedIncident
from service.store.tables import incidents


@dataclass(frozen=True, slots=True)
class IncidentSearch:
    """Which incidents: all that is given must fit how an incident is described now.

    `words`: each stands in the title, the place or an external id, in any spelling that folds alike.
    `occurred_from` is inclusive, `occurred_until` is not; an incident without a time fits neither.
    """

    words: str = ""
    occurred_from: datetime | None = None
    occurred_until: datetime | None = None
    external_id: ExternalId | None = None


EVERY_INCIDENT = IncidentSearch()


def add_version(
    connection: Connection, incident_id: str, version: int, incident: Incident, now: datetime
) -> None:
    """Record a description, with what it is searched by."""
    ids = {(fold_word(given.scheme), fold_word(given.id)) for given in incident.external_ids}
    said = [incident.title, incident.place or "", *(given.id for given in incident.external_ids)]
    connection.execute(
        insert(incident_versions).values(
            incident_id=incident_id,
            version=version,
            recorded_at=now,
            body=incident.model_dump(mode="json", include=set(Incident.model_fields)),
            occurred_at=incident.occurred_at,
            folded="\n".join(fold_word(text) for text in said if text),
        )
    )
    if ids:
        rows = [
            {"incident_id": incident_id, "version": version, "scheme": scheme, "identifier": identifier}
            for scheme, identifier in sorted(ids)
        ]
        connection.execute(insert(incident_external_ids), rows)


def versions_of(
    connection: Connection, incident_id: str, after: int, limit: int
) -> list[RecordedIncident]:
    """Return up to `limit` descriptions of an incident with versions above `after`, in order."""
    query = (
        _described()
        .where(incidents.c.id == incident_id, incident_versions.c.version > after)
        .order_by(incident_versions.c.version)
        .limit(limit)
    )
    return [_incident(row) for row in connection.execute(query)]


def current(connection: Connection, incident_id: str) -> RecordedIncident:
    """Return an incident that exists as it is described now."""
    query = _described().where(incidents.c.id == incident_id, _is_newest())
    return _incident(connection.execute(query).one())


def matching(
    connection: Connection, wanted: IncidentSearch, after: int, limit: int
) -> list[RecordedIncident]:
    """Return up to `limit` incidents numbered above `after` that fit a search, in order."""
    query = (
        _described()
        .where(incidents.c.number > after, _is_newest(), *_conditions(wanted))
        .order_by(incidents.c.number)
        .limit(limit)
    )
    return [_incident(row) for row in connection.execute(query)]


def newest_matching(
    connection: Connection, wanted: IncidentSearch, before: int, limit: int
) -> list[RecordedIncident]:
    """Return up to `limit` incidents numbered below `before` that fit a search, the newest first."""
    query = (
        _described()
        .where(incidents.c.number < before, _is_newest(), *_conditions(wanted))
        .order_by(incidents.c.number.desc())
        .limit(limit)
    )
    return [_incident(row) for row in connection.execute(query)]


def _described() -> Select[tuple[object, ...]]:
    return select(
        incidents.c.id,
        incidents.c.number,
        incidents.c.recorded_at,
        incidents.c.registry_version,
        incident_versions.c.version,
        incident_versions.c.recorded_at.label("described_at"),
        incident_versions.c.body,
    ).join(incident_versions, incident_versions.c.incident_id == incidents.c.id)


def _is_newest() -> ColumnElement[bool]:
    others = incident_versions.alias()
    newest = select(func.max(others.c.version)).where(others.c.incident_id == incidents.c.id)
    return incident_versions.c.version == newest.scalar_subquery()


def _conditions(wanted: IncidentSearch) -> list[ColumnElement[bool]]:
    # What folds to nothing, as marks alone do, is looked for as it is: it asks for something, not all.
    words = fold_word(wanted.words).split() or ([wanted.words] if wanted.words else [])
    conditions: list[ColumnElement[bool]] = [
        incident_versions.c.folded.contains(word, autoescape=True) for word in words
    ]
    if wanted.occurred_from is not None:
        conditions.append(incident_versions.c.occurred_at >= wanted.occurred_from)
    if wanted.occurred_until is not None:
        conditions.append(incident_versions.c.occurred_at < wanted.occurred_until)
    if wanted.external_id is not None:
        ids = incident_external_ids
        conditions.append(
            select(ids.c.incident_id)
            .where(
                ids.c.incident_id == incidents.c.id,
                ids.c.version == incident_versions.c.version,
                ids.c.scheme == fold_word(wanted.external_id.scheme),
                ids.c.identifier == fold_word(wanted.external_id.id),
            )
            .exists()
        )
    return conditions


def _incident(row: Row[tuple[object, ...]]) -> RecordedIncident:
    return RecordedIncident(
        **row.body,
        id=row.id,
        number=row.number,
        recorded_at=row.recorded_at,
        version=row.version,
        described_at=row.described_at,
        registry_version=row.registry_version,
    )
