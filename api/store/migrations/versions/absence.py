"""The list of children whom expected services do not know: nights, spells on the list, pieces of work, enquiries."""

import sqlalchemy as sa
from alembic import op

revision = "absence"
down_revision = "0001"


def upgrade() -> None:
    """The four tables."""
    op.create_table(
        "absence_nights",
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("published", sa.Text, nullable=False),
        sa.Column("remembered", sa.Text, nullable=False),
    )
    op.create_table(
        "absence_spells",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("uid", sa.String(64), nullable=False),
        sa.Column("since", sa.String(10), nullable=False),
        sa.Column("from_day", sa.String(10), nullable=False),
        sa.Column("to_day", sa.String(10)),
        sa.Column("cause", sa.String(30), nullable=False),
        sa.Column("why_off", sa.String(60)),
        sa.Column("line", sa.Text, nullable=False),
    )
    op.create_index("absence_spells_uid", "absence_spells", ["uid"])
    op.create_index("absence_spells_from", "absence_spells", ["from_day"])
    op.create_index("absence_spells_to", "absence_spells", ["to_day"])
    op.create_table(
        "absence_works",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("username", sa.String(100), sa.ForeignKey("accounts.username"), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
    )
    op.create_table(
        "absence_enquiries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("uid", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("username", sa.String(100), sa.ForeignKey("accounts.username"), nullable=False),
        sa.Column("agency", sa.String(60)),
        sa.Column("tried", sa.Text, nullable=False),
        sa.Column("result", sa.Text, nullable=False),
        sa.Column("next_step", sa.Text, nullable=False),
        sa.Column("outcome", sa.String(30)),
        sa.Column("line", sa.Text),
    )
    op.create_index("absence_enquiries_uid", "absence_enquiries", ["uid"])
