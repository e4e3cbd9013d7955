"""The tables, and the triggers that keep the audit append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SQLITE = (
    "CREATE TRIGGER audit_keeps_updates_out BEFORE UPDATE ON audit"
    " BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
    "CREATE TRIGGER audit_keeps_deletes_out BEFORE DELETE ON audit"
    " BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
)
POSTGRESQL = (
    "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$",
    "CREATE TRIGGER audit_keeps_changes_out BEFORE UPDATE OR DELETE OR TRUNCATE ON audit"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
)


def upgrade() -> None:
    """From nothing to the first schema."""
    op.create_table(
        "accounts",
        sa.Column("username", sa.String(100), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.String(30), nullable=False),
        sa.Column("agency", sa.String(60)),
        sa.Column("services", sa.Text, nullable=False),
        sa.Column("clearances", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text),
        sa.Column("demo", sa.Boolean, nullable=False),
        sa.Column("person_uid", sa.String(64)),
        sa.Column("address_uid", sa.String(64)),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("disabled_at", sa.String(32)),
    )
    op.create_table(
        "oidc_identities",
        sa.Column("issuer", sa.String(300), primary_key=True),
        sa.Column("subject", sa.String(300), primary_key=True),
        sa.Column("username", sa.String(100), sa.ForeignKey("accounts.username"), nullable=False),
    )
    op.create_table(
        "oidc_sign_ins",
        sa.Column("state_hash", sa.String(64), primary_key=True),
        sa.Column("browser_hash", sa.String(64), nullable=False),
        sa.Column("nonce", sa.String(100), nullable=False),
        sa.Column("verifier", sa.String(200), nullable=False),
        sa.Column("expires_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("username", sa.String(100), sa.ForeignKey("accounts.username"), nullable=False),
        sa.Column("csrf_token", sa.String(64), nullable=False),
        sa.Column("means", sa.String(20), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("seen_at", sa.String(32), nullable=False),
        sa.Column("expires_at", sa.String(32), nullable=False),
        sa.Column("revoked_at", sa.String(32)),
        sa.Column("search", sa.Text),
    )
    op.create_index("sessions_username", "sessions", ["username"])
    op.create_table(
        "openings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("username", sa.String(100), sa.ForeignKey("accounts.username"), nullable=False),
        sa.Column("agency", sa.String(60)),
        sa.Column("uid", sa.String(64), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("purpose", sa.String(30), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("sampled", sa.Boolean, nullable=False),
        sa.Column("ground", sa.String(30)),
        sa.UniqueConstraint("username", "uid", "day", name="one_opening_a_day"),
    )
    op.create_index("openings_at", "openings", ["at"])
    op.create_table(
        "refusals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("username", sa.String(100), sa.ForeignKey("accounts.username"), nullable=False),
        sa.Column("agency", sa.String(60)),
        sa.Column("uid", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("ground", sa.String(30), nullable=False),
    )
    op.create_index("refusals_at", "refusals", ["at"])
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("account", sa.String(100)),
        sa.Column("session", sa.String(16)),
        sa.Column("request", sa.String(40)),
        sa.Column("action", sa.String(30), nullable=False),
        sa.Column("subjects", sa.Text, nullable=False),
        sa.Column("purpose", sa.String(30)),
        sa.Column("reason", sa.Text),
        sa.Column("outcome", sa.String(30), nullable=False),
        sa.Column("count", sa.Integer),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_index("audit_account", "audit", ["account"])
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
    )
    op.create_table("seals", sa.Column("pair", sa.String(64), primary_key=True))
    op.create_table("seal_labels", sa.Column("label", sa.String(64), primary_key=True))
    op.create_table(
        "rate_counts",
        sa.Column("subject", sa.String(64), primary_key=True),
        sa.Column("period", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("count", sa.Integer, nullable=False),
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
