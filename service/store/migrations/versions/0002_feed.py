"""Order over all incidents: the positions of revisions, and counters that allot numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0002_feed"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Number what is there in the order in which it was recorded; count on from there."""
    op.create_index("ix_reports_incident_id", "reports", ["incident_id", "recorded_at"])
    _place_revisions()
    _number_retractions()
    _start_counters()
    _stop_numbering_incidents_by_sequence()


def _place_revisions() -> None:
    op.add_column("revisions", sa.Column("position", sa.Integer()))
    op.execute(
        "UPDATE revisions SET position = placed.place FROM ("
        "SELECT incident_id, number, row_number() OVER"
        " (ORDER BY recorded_at, incident_id, number) AS place FROM revisions) AS placed"
        " WHERE placed.incident_id = revisions.incident_id AND placed.number = revisions.number"
    )
    with op.batch_alter_table("revisions") as revisions:
        revisions.alter_column("position", existing_type=sa.Integer(), nullable=False)
        revisions.create_unique_constraint("uq_revisions_position", ["position"])


def _number_retractions() -> None:
    op.add_column("retractions", sa.Column("number", sa.Integer()))
    op.execute(
        "UPDATE retractions SET number = placed.place FROM ("
        "SELECT incident_id, claim_id, row_number() OVER"
        " (PARTITION BY incident_id ORDER BY recorded_at, claim_id) AS place FROM retractions) AS placed"
        " WHERE placed.incident_id = retractions.incident_id AND placed.claim_id = retractions.claim_id"
    )
    with op.batch_alter_table("retractions") as retractions:
        retractions.alter_column("number", existing_type=sa.Integer(), nullable=False)
        retractions.create_unique_constraint("uq_retractions_incident_id", ["incident_id", "number"])


def _start_counters() -> None:
    op.create_table(
        "counters",
        sa.Column("counted", sa.String(32), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("counted", name="pk_counters"),
    )
    op.execute(
        "INSERT INTO counters (counted, last)"
        " SELECT 'incidents', coalesce(max(number), 0) FROM incidents"
        " UNION ALL SELECT 'revisions', coalesce(max(position), 0) FROM revisions"
    )


def _stop_numbering_incidents_by_sequence() -> None:
    """A sequence leaves gaps, and its numbers show in another order than they were taken in."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE incidents ALTER COLUMN number DROP DEFAULT")
        op.execute("DROP SEQUENCE incidents_number_seq")
