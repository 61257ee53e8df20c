"""A placeholder: the real migration of this name comes with the feed."""

revision = "0002_feed"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Do nothing."""
