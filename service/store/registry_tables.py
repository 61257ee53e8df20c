"""The source registry: every change of a source's profile, numbered; rows are added, never changed."""

from sqlalchemy import JSON, Column, Index, Integer, String, Table

from service.store.tables import Moment, metadata

# One change makes one version of the whole registry. A source's profile in version N is its newest
# row up to N.
source_versions = Table(
    "source_versions",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("key", String(100), nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("body", JSON, nullable=False),
    Index("ix_source_versions_key", "key", "version"),
)
