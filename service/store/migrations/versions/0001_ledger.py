"""The ledger: incidents, reports, claims, retractions, revisions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the first release."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "incidents",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("recorded_at", moment, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_incidents"),
        sa.UniqueConstraint("id", name="uq_incidents_id"),
    )
    op.create_table(
        "reports",
        sa.Column("incident_id", sa.String(36), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("recorded_at", moment, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("incident_id", "id", name="pk_reports"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_reports_incidents"),
    )
    op.create_table(
        "claims",
        sa.Column("incident_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(100), nullable=False),
        sa.Column("report_id", sa.String(32)),
        sa.Column("recorded_at", moment, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("incident_id", "number", name="pk_claims"),
        sa.UniqueConstraint("incident_id", "id", name="uq_claims_incident_id"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_claims_incidents"),
        sa.ForeignKeyConstraint(
            ["incident_id", "report_id"],
            ["reports.incident_id", "reports.id"],
            name="fk_claims_reports",
        ),
    )
    op.create_table(
        "report_claims",
        sa.Column("incident_id", sa.String(36), nullable=False),
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("claim_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("incident_id", "report_id", "claim_number", name="pk_report_claims"),
        sa.ForeignKeyConstraint(
            ["incident_id", "report_id"],
            ["reports.incident_id", "reports.id"],
            name="fk_report_claims_reports",
        ),
        sa.ForeignKeyConstraint(
            ["incident_id", "claim_number"],
            ["claims.incident_id", "claims.number"],
            name="fk_report_claims_claims",
        ),
    )
    op.create_table(
        "retractions",
        sa.Column("incident_id", sa.String(36), nullable=False),
        sa.Column("claim_id", sa.String(100), nullable=False),
        sa.Column("recorded_at", moment, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("incident_id", "claim_id", name="pk_retractions"),
        sa.ForeignKeyConstraint(
            ["incident_id", "claim_id"],
            ["claims.incident_id", "claims.id"],
            name="fk_retractions_claims",
        ),
    )
    op.create_table(
        "revisions",
        sa.Column("incident_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recorded_at", moment, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("incident_id", "number", name="pk_revisions"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_revisions_incidents"),
    )
