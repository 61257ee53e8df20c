"""Stand-in, replaced at the merge."""

revision = "0003_keys"
down_revision = "0002_feed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Do nothing."""
