"""Which spells on the list analysts are shown, since which cohort and in which group."""

import sqlalchemy as sa
from alembic import op

revision = "cohorts"
down_revision = "absence"


def upgrade() -> None:
    """The one table."""
    op.create_table(
        "absence_shown",
        sa.Column("spell", sa.Integer, sa.ForeignKey("absence_spells.id"), primary_key=True),
        sa.Column("from_day", sa.String(10), primary_key=True),
        sa.Column("to_day", sa.String(10), index=True),
        sa.Column("batch", sa.String(40), nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("told", sa.Boolean, nullable=False),
    )
