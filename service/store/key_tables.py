"""The tables of what guards the service. They hold no facts: a row here may change or go."""

from sqlalchemy import JSON, Column, Integer, LargeBinary, String, Table, Text

from service.store.tables import Moment, metadata

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("name", Text, nullable=False),
    Column("scope", String(10), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

idempotent_requests = Table(
    "idempotent_requests",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("reserved_id", String(36), nullable=False),
    Column("attempt", String(36), nullable=False),
    Column("begun_at", Moment, nullable=False, index=True),
    Column("held_until", Moment, nullable=False),
    Column("status", Integer),
    Column("headers", JSON),
    Column("body", LargeBinary),
)
