"""The ledger's tables. Rows are added and never changed: an estimate is recomputable from them.

The one exception is `counters`, which holds no fact.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no offset, so it is taken off and put back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC."""
        if value is None:
            return None
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return with an offset."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Identifier(TypeDecorator[str]):
    """An id. None holds U+0000; to ask for one that does finds nothing, where PostgreSQL would fail."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Ask with a character that no id holds either."""
        return value and value.replace("\0", "\N{REPLACEMENT CHARACTER}")


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

incidents = Table(
    "incidents",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", Identifier(36), nullable=False, unique=True),
    Column("recorded_at", Moment, nullable=False),
    Column("registry_version", Integer, nullable=False, server_default="0"),
    Column("body", JSON, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("incident_id", Identifier(36), ForeignKey(incidents.c.id), primary_key=True),
    Column("id", Identifier(32), primary_key=True),
    Column("recorded_at", Moment, nullable=False),
    Column("text", Text, nullable=False),
    Column("body", JSON, nullable=False),
    Index(None, "incident_id", "recorded_at"),
)

# `category` and `speaker`, who says it as written, are derived from `body`, for search.
claims = Table(
    "claims",
    metadata,
    Column("incident_id", Identifier(36), ForeignKey(incidents.c.id), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", Identifier(100), nullable=False),
    Column("report_id", Identifier(32)),
    Column("recorded_at", Moment, nullable=False, index=True),
    Column("category", String(20), nullable=False, server_default=""),
    Column("speaker", String(500)),
    Column("body", JSON, nullable=False),
    UniqueConstraint("incident_id", "id"),
    Index("ix_claims_category", "incident_id", "category", "number"),
    Index("ix_claims_speaker", "incident_id", "speaker", "number"),
    Index("ix_claims_report_id", "incident_id", "report_id", "number"),
    ForeignKeyConstraint(["incident_id", "report_id"], [reports.c.incident_id, reports.c.id]),
)

# Which reports make which claims: two versions of a text can make the same claim.
report_claims = Table(
    "report_claims",
    metadata,
    Column("incident_id", Identifier(36), primary_key=True),
    Column("report_id", Identifier(32), primary_key=True),
    Column("claim_number", Integer, primary_key=True, autoincrement=False),
    ForeignKeyConstraint(["incident_id", "report_id"], [reports.c.incident_id, reports.c.id]),
    ForeignKeyConstraint(["incident_id", "claim_number"], [claims.c.incident_id, claims.c.number]),
)

retractions = Table(
    "retractions",
    metadata,
    Column("incident_id", Identifier(36), primary_key=True),
    Column("claim_id", Identifier(100), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    UniqueConstraint("incident_id", "number"),
    ForeignKeyConstraint(["incident_id", "claim_id"], [claims.c.incident_id, claims.c.id]),
)

# A retraction that says what to read instead.
corrections = Table(
    "corrections",
    metadata,
    Column("incident_id", Identifier(36), primary_key=True),
    Column("claim_id", Identifier(100), primary_key=True),
    Column("replacement_id", Identifier(100), nullable=False),
    ForeignKeyConstraint(
        ["incident_id", "claim_id"], [retractions.c.incident_id, retractions.c.claim_id]
    ),
    ForeignKeyConstraint(["incident_id", "replacement_id"], [claims.c.incident_id, claims.c.id]),
    Index("ix_corrections_replacement_id", "incident_id", "replacement_id"),
)

# `position` counts the revisions of all incidents, in the order in which they were committed.
revisions = Table(
    "revisions",
    metadata,
    Column("incident_id", Identifier(36), ForeignKey(incidents.c.id), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, nullable=False, unique=True),
    Column("recorded_at", Moment, nullable=False),
    Column("body", JSON, nullable=False),
)

# The last number allotted of what is counted over all incidents: INCIDENTS, REVISIONS.
counters = Table(
    "counters",
    metadata,
    Column("counted", Identifier(32), primary_key=True),
    Column("last", Integer, nullable=False),
)
INCIDENTS = "incidents"
REVISIONS = "revisions"
