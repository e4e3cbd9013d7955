"""What people do with a record in Kith itself: involvements, subscriptions, requests, kept views, refusals to share."""

import sqlalchemy as sa
from alembic import op

revision = "working"
down_revision = "0001"


def _who() -> sa.Column[str]:
    return sa.Column(
        "username", sa.String(100), sa.ForeignKey("accounts.username"), nullable=False, index=True
    )


def upgrade() -> None:
    """The tables."""
    op.create_table(
        "account_workers",
        sa.Column("username", sa.String(100), sa.ForeignKey("accounts.username"), primary_key=True),
        sa.Column("worker_key", sa.String(200), nullable=False),
    )
    op.create_table(
        "own_involvements",
        sa.Column("id", sa.Integer, primary_key=True),
        _who(),
        sa.Column("uid", sa.String(64), nullable=False, index=True),
        sa.Column("service", sa.String(200)),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("telephone", sa.Text, nullable=False),
        sa.Column("since", sa.String(10), nullable=False),
        sa.Column("until", sa.String(10)),
    )
    op.create_table(
        "subscriptions",
        sa.Column("username", sa.String(100), sa.ForeignKey("accounts.username"), primary_key=True),
        sa.Column("uid", sa.String(64), primary_key=True),
        sa.Column("since", sa.String(10), nullable=False),
    )
    op.create_table(
        "contact_requests",
        sa.Column("id", sa.Integer, primary_key=True),
        _who(),
        sa.Column("uid", sa.String(64), nullable=False),
        sa.Column("service", sa.String(64), index=True),
        sa.Column("worker", sa.String(64), index=True),
        sa.Column("telephone", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("answered_at", sa.String(32)),
        sa.Column("answered_by", sa.String(100)),
    )
    op.create_table(
        "not_shared",
        sa.Column("id", sa.Integer, primary_key=True),
        _who(),
        sa.Column("agency", sa.String(60)),
        sa.Column("uid", sa.String(64), nullable=False, index=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("asked_by", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "kept_views",
        sa.Column("id", sa.String(32), primary_key=True),
        _who(),
        sa.Column("uid", sa.String(64), nullable=False),
        sa.Column("page", sa.String(30), nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_table(
        "shared_views",
        sa.Column(
            "view", sa.String(32), sa.ForeignKey("kept_views.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("username", sa.String(100), sa.ForeignKey("accounts.username"), primary_key=True),
    )
    op.create_table(
        "case_systems",
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("feed", sa.String(60), nullable=False),
        sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("created_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "handovers",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("system", sa.String(60), sa.ForeignKey("case_systems.name"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("expires_at", sa.String(32), nullable=False),
    )
