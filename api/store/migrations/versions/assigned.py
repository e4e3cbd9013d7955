"""On which day a finding was given to somebody: a fair budget counts what was given this week."""

import sqlalchemy as sa
from alembic import op

revision = "assigned"
down_revision = "proposals"


def upgrade() -> None:
    """The one column."""
    op.add_column("findings", sa.Column("assigned_on", sa.String(10)))
