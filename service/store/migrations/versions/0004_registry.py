"""Descriptions of incidents with their versions, the source registry, and corrections of claims."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

from reconcile.folding import fold_word
from service.store.tables import Moment

revision = "0004_registry"
down_revision = "0003_keys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; what incidents are described as becomes their first version."""
    moment = Moment()
    op.create_table(
        "source_versions",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("recorded_at", moment, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_source_versions"),
    )
    op.create_index("ix_source_versions_key", "source_versions", ["key", "version"])
    op.add_column(
        "incidents",
        sa.Column("registry_version", sa.Integer(), nullable=False, server_default="0"),
    )
    op.create_table(
        "corrections",
        sa.Column("incident_id", sa.String(36), nullable=False),
        sa.Column("claim_id", sa.String(100), nullable=False),
        sa.Column("replacement_id", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("incident_id", "claim_id", name="pk_corrections"),
        sa.ForeignKeyConstraint(
            ["incident_id", "claim_id"],
            ["retractions.incident_id", "retractions.claim_id"],
            name="fk_corrections_retractions",
        ),
        sa.ForeignKeyConstraint(
            ["incident_id", "replacement_id"],
            ["claims.incident_id", "claims.id"],
            name="fk_corrections_claims",
        ),
    )
    versions = op.create_table(
        "incident_versions",
        sa.Column("incident_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recorded_at", moment, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("occurred_at", moment),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("incident_id", "version", name="pk_incident_versions"),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name="fk_incident_versions_incidents"
        ),
    )
    op.create_index("ix_incident_versions_occurred_at", "incident_versions", ["occurred_at"])
    op.create_table(
        "incident_external_ids",
        sa.Column("incident_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("scheme", sa.String(100), nullable=False),
        sa.Column("identifier", sa.String(500), nullable=False),
        sa.PrimaryKeyConstraint(
            "incident_id", "version", "scheme", "identifier", name="pk_incident_external_ids"
        ),
        sa.ForeignKeyConstraint(
            ["incident_id", "version"],
            ["incident_versions.incident_id", "incident_versions.version"],
            name="fk_incident_external_ids_incident_versions",
        ),
    )
    op.create_index("ix_incident_external_ids_scheme", "incident_external_ids", ["scheme", "identifier"])
    _describe_existing(versions)


def _describe_existing(versions: sa.Table) -> None:
    """Make the description of each incident its first version. None of them has external ids yet."""
    connection = op.get_bind()
    incidents = sa.table(
        "incidents",
        sa.column("id", sa.String()),
        sa.column("recorded_at", Moment()),
        sa.column("body", sa.JSON()),
    )
    for row in connection.execute(sa.select(incidents)).all():
        body = row.body
        occurred_at = body.get("occurred_at")
        said = (body["title"], body.get("place") or "")
        first = {
            "incident_id": row.id,
            "version": 1,
            "recorded_at": row.recorded_at,
            "body": body,
            "occurred_at": datetime.fromisoformat(occurred_at) if occurred_at else None,
            "folded": "\n".join(fold_word(text) for text in said if text),
        }
        connection.execute(versions.insert().values(first))
