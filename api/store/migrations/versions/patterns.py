"""What leads decide about patterns and findings, and which findings there are: identifiers and dates, no names."""

import sqlalchemy as sa
from alembic import op

revision = "patterns"
down_revision = "0001"


def upgrade() -> None:
    """The tables."""
    op.create_table(
        "pattern_log",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("pattern", sa.String(10), nullable=False, index=True),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("thresholds", sa.Text, nullable=False),
        sa.Column("by", sa.String(100), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("before", sa.Integer),
        sa.Column("after", sa.Integer),
    )
    op.create_table(
        "findings",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("pattern", sa.String(10), nullable=False, index=True),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("child", sa.String(64), nullable=False, index=True),
        sa.Column("household", sa.String(64), nullable=False, index=True),
        sa.Column("evidence_on", sa.String(10)),
        sa.Column("evidence", sa.String(16), nullable=False),
        sa.Column("first_found", sa.String(10), nullable=False),
        sa.Column("last_found", sa.String(10), nullable=False),
        sa.Column("gone_on", sa.String(10)),
        sa.Column("protected", sa.Boolean, nullable=False),
        sa.Column("held", sa.Boolean, nullable=False),
        sa.Column("assigned_to", sa.String(100)),
    )
    op.create_table(
        "dispositions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("finding", sa.String(16), nullable=False, index=True),
        sa.Column("pattern", sa.String(10), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.String(100), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("until", sa.String(10)),
        sa.Column("evidence", sa.String(16), nullable=False),
    )
