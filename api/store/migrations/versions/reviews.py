"""What leads have looked at: each sampled opening and each refused attempt once."""

import sqlalchemy as sa
from alembic import op

revision = "reviews"
down_revision = "0001"


def upgrade() -> None:
    """The one table."""
    op.create_table(
        "reviews",
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("subject", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("username", sa.String(100), sa.ForeignKey("accounts.username"), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
