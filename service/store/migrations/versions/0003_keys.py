"""API keys, answers kept for Idempotency-Key, and the newest claim found without reading them all."""

import sqlalchemy as sa
from alembic import op

revision = "0003_keys"
down_revision = "0002_feed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of what guards the service."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scope", sa.String(10), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("revoked_at", moment),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
    )
    op.create_table(
        "idempotent_requests",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("reserved_id", sa.String(36), nullable=False),
        sa.Column("attempt", sa.String(36), nullable=False),
        sa.Column("begun_at", moment, nullable=False),
        sa.Column("held_until", moment, nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("headers", sa.JSON()),
        sa.Column("body", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="pk_idempotent_requests"),
    )
    op.create_index("ix_idempotent_requests_begun_at", "idempotent_requests", ["begun_at"])
    op.create_index("ix_claims_recorded_at", "claims", ["recorded_at"])
