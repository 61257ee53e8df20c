"""What an incident was described as: every version, and what each is searched by."""

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from service.store.tables import Moment, incidents, metadata

# Version 1 is how it was opened; the newest is how it is described now. `folded` is derived from
# `body`: title, place and external ids in one spelling, for search.
incident_versions = Table(
    "incident_versions",
    metadata,
    Column("incident_id", String(36), ForeignKey(incidents.c.id), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("recorded_at", Moment, nullable=False),
    Column("body", JSON, nullable=False),
    Column("occurred_at", Moment),
    Column("folded", Text, nullable=False),
    Index("ix_incident_versions_occurred_at", "occurred_at"),
)

# Scheme and identifier folded, as they are asked for.
incident_external_ids = Table(
    "incident_external_ids",
    metadata,
    Column("incident_id", String(36), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("scheme", String(100), primary_key=True),
    Column("identifier", String(500), primary_key=True),
    ForeignKeyConstraint(
        ["incident_id", "version"],
        [incident_versions.c.incident_id, incident_versions.c.version],
    ),
    Index("ix_incident_external_ids_scheme", "scheme", "identifier"),
)
