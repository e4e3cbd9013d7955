"""Versions of the table of expectations: who put each in use, when, and the table itself."""

import sqlalchemy as sa
from alembic import op

revision = "expectations"
down_revision = "cohorts"


def upgrade() -> None:
    """The one table."""
    op.create_table(
        "absence_expectations",
        sa.Column("version", sa.String(40), primary_key=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("username", sa.String(100), nullable=False),
        sa.Column("adopted", sa.Boolean, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
    )
