"""Questions that leads propose as patterns: the text of a file, by whom and why."""

import sqlalchemy as sa
from alembic import op

revision = "proposals"
down_revision = "patterns"


def upgrade() -> None:
    """The one table."""
    op.create_table(
        "pattern_proposals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("by", sa.String(100), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
