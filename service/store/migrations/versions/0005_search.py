"""What claims are searched by, in columns with indexes; which claims one was recorded instead of."""

import sqlalchemy as sa
from alembic import op

revision = "0005_search"
down_revision = "0004_registry"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and fill them from what the claims say."""
    # With a default, so that SQLite adds it in place: made anew, the table would break references to it.
    op.add_column("claims", sa.Column("category", sa.String(20), nullable=False, server_default=""))
    op.add_column("claims", sa.Column("speaker", sa.String(500)))
    claims = sa.table(
        "claims", sa.column("category"), sa.column("speaker"), sa.column("body", sa.JSON())
    )
    source = claims.c.body["attribution", "source"].as_string()
    op.execute(
        claims.update().values(
            category=claims.c.body["category"].as_string(),
            speaker=sa.func.coalesce(source, claims.c.body["publisher"].as_string()),
        )
    )
    for column in ("category", "speaker", "report_id"):
        op.create_index(f"ix_claims_{column}", "claims", ["incident_id", column, "number"])
    op.create_index("ix_corrections_replacement_id", "corrections", ["incident_id", "replacement_id"])
