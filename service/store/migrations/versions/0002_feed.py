"""Stand-in, replaced at the merge: a revision's place among those of all incidents."""

import sqlalchemy as sa
from alembic import op

revision = "0002_feed"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add and fill `revisions.position`."""
    with op.batch_alter_table("revisions") as table:
        table.add_column(sa.Column("position", sa.Integer()))
    op.execute(
        "UPDATE revisions SET position = (SELECT count(*) FROM revisions AS r WHERE"
        " (r.recorded_at, r.incident_id, r.number)"
        " <= (revisions.recorded_at, revisions.incident_id, revisions.number))"
    )
    with op.batch_alter_table("revisions") as table:
        table.alter_column("position", nullable=False)
        table.create_unique_constraint("uq_revisions_position", ["position"])
