"""The tables of the store, as the queries see them; the migrations make them.

Times are ISO 8601 text in UTC with microseconds, days are ISO dates, lists are JSON text: the same on both databases,
sortable as text, and what the audit chain hashes is what is stored.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, MetaData, String, Table, Text, UniqueConstraint

metadata = MetaData()

accounts = Table(
    "accounts",
    metadata,
    Column("username", String(100), primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", String(30), nullable=False),
    Column("agency", String(60)),
    Column("services", Text, nullable=False, default="[]"),
    Column("clearances", Text, nullable=False, default="[]"),
    Column("password_hash", Text),
    Column("demo", Boolean, nullable=False, default=False),
    Column("person_uid", String(64)),
    Column("address_uid", String(64)),
    Column("created_at", String(32), nullable=False),
    Column("disabled_at", String(32)),
)

identities = Table(
    "oidc_identities",
    metadata,
    Column("issuer", String(300), primary_key=True),
    Column("subject", String(300), primary_key=True),
    Column("username", String(100), nullable=False),
)

sign_ins = Table(
    "oidc_sign_ins",
    metadata,
    Column("state_hash", String(64), primary_key=True),
    Column("browser_hash", String(64), nullable=False),
    Column("nonce", String(100), nullable=False),
    Column("verifier", String(200), nullable=False),
    Column("expires_at", String(32), nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("username", String(100), nullable=False, index=True),
    Column("csrf_token", String(64), nullable=False),
    Column("means", String(20), nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("seen_at", String(32), nullable=False),
    Column("expires_at", String(32), nullable=False),
    Column("revoked_at", String(32)),
    Column("search", Text),
)

openings = Table(
    "openings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("username", String(100), nullable=False),
    Column("agency", String(60)),
    Column("uid", String(64), nullable=False),
    Column("day", String(10), nullable=False),
    Column("at", String(32), nullable=False, index=True),
    Column("purpose", String(30), nullable=False),
    Column("reason", Text, nullable=False),
    Column("sampled", Boolean, nullable=False),
    Column("ground", String(30)),
    UniqueConstraint("username", "uid", "day"),
)

refusals = Table(
    "refusals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("username", String(100), nullable=False),
    Column("agency", String(60)),
    Column("uid", String(64), nullable=False),
    Column("at", String(32), nullable=False, index=True),
    Column("ground", String(30), nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("subject", Integer, primary_key=True, autoincrement=False),
    Column("username", String(100), nullable=False),
    Column("at", String(32), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("note", Text, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("account", String(100), index=True),
    Column("session", String(16)),
    Column("request", String(40)),
    Column("action", String(30), nullable=False),
    Column("subjects", Text, nullable=False),
    Column("purpose", String(30)),
    Column("reason", Text),
    Column("outcome", String(30), nullable=False),
    Column("count", Integer),
    Column("details", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("seal", String(64), nullable=False),
)

seals = Table("seals", metadata, Column("pair", String(64), primary_key=True))
seal_labels = Table("seal_labels", metadata, Column("label", String(64), primary_key=True))

rate_counts = Table(
    "rate_counts",
    metadata,
    Column("subject", String(64), primary_key=True),
    Column("period", Integer, primary_key=True),
    Column("count", Integer, nullable=False),
)

account_workers = Table(
    "account_workers",
    metadata,
    Column("username", String(100), primary_key=True),
    Column("worker_key", String(200), nullable=False),
)

own_involvements = Table(
    "own_involvements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("username", String(100), nullable=False),
    Column("uid", String(64), nullable=False),
    Column("service", String(200)),
    Column("role", Text, nullable=False),
    Column("telephone", Text, nullable=False),
    Column("since", String(10), nullable=False),
    Column("until", String(10)),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("username", String(100), primary_key=True),
    Column("uid", String(64), primary_key=True),
    Column("since", String(10), nullable=False),
)

contact_requests = Table(
    "contact_requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("username", String(100), nullable=False),
    Column("uid", String(64), nullable=False),
    Column("service", String(64)),
    Column("worker", String(64)),
    Column("telephone", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("answered_at", String(32)),
    Column("answered_by", String(100)),
)

not_shared = Table(
    "not_shared",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("username", String(100), nullable=False),
    Column("agency", String(60)),
    Column("uid", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

kept_views = Table(
    "kept_views",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("username", String(100), nullable=False),
    Column("uid", String(64), nullable=False),
    Column("page", String(30), nullable=False),
    Column("query", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("at", String(32), nullable=False),
)

shared_views = Table(
    "shared_views",
    metadata,
    Column("view", String(32), primary_key=True),
    Column("username", String(100), primary_key=True),
)

case_systems = Table(
    "case_systems",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("feed", String(60), nullable=False),
    Column("key_hash", String(64), nullable=False),
    Column("created_at", String(32), nullable=False),
)

handovers = Table(
    "handovers",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("system", String(60), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("value", Text, nullable=False),
    Column("expires_at", String(32), nullable=False),
)

absence_nights = Table(
    "absence_nights",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("at", String(32), nullable=False),
    Column("published", Text, nullable=False),
    Column("remembered", Text, nullable=False),
)

absence_spells = Table(
    "absence_spells",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", String(64), nullable=False, index=True),
    Column("since", String(10), nullable=False),
    Column("from_day", String(10), nullable=False, index=True),
    Column("to_day", String(10), index=True),
    Column("cause", String(30), nullable=False),
    Column("why_off", String(60)),
    Column("line", Text, nullable=False),
)

absence_shown = Table(
    "absence_shown",
    metadata,
    Column("spell", Integer, ForeignKey("absence_spells.id"), primary_key=True),
    Column("from_day", String(10), primary_key=True),
    Column("to_day", String(10), index=True),
    Column("batch", String(40), nullable=False),
    Column("level", Integer, nullable=False),
    Column("told", Boolean, nullable=False),
)

absence_works = Table(
    "absence_works",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("title", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("username", String(100), nullable=False),
    Column("at", String(32), nullable=False),
    Column("day", String(10), nullable=False),
)

absence_enquiries = Table(
    "absence_enquiries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", String(64), nullable=False, index=True),
    Column("at", String(32), nullable=False),
    Column("username", String(100), nullable=False),
    Column("agency", String(60)),
    Column("tried", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("next_step", Text, nullable=False),
    Column("outcome", String(30)),
    Column("line", Text),
)

absence_expectations = Table(
    "absence_expectations",
    metadata,
    Column("version", String(40), primary_key=True),
    Column("at", String(32), nullable=False),
    Column("username", String(100), nullable=False),
    Column("adopted", Boolean, nullable=False),
    Column("said", Text, nullable=False),
)

pattern_log = Table(
    "pattern_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("pattern", String(10), nullable=False),
    Column("what", String(20), nullable=False),
    Column("digest", String(16), nullable=False),
    Column("thresholds", Text, nullable=False),
    Column("by", String(100), nullable=False),
    Column("at", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("before", Integer),
    Column("after", Integer),
)

findings = Table(
    "findings",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("pattern", String(10), nullable=False),
    Column("identity", Text, nullable=False),
    Column("child", String(64), nullable=False),
    Column("household", String(64), nullable=False),
    Column("evidence_on", String(10)),
    Column("evidence", String(16), nullable=False),
    Column("first_found", String(10), nullable=False),
    Column("last_found", String(10), nullable=False),
    Column("gone_on", String(10)),
    Column("protected", Boolean, nullable=False),
    Column("held", Boolean, nullable=False),
    Column("assigned_to", String(100)),
    Column("assigned_on", String(10)),
)

dispositions = Table(
    "dispositions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("finding", String(16), nullable=False),
    Column("pattern", String(10), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", String(100), nullable=False),
    Column("at", String(32), nullable=False),
    Column("until", String(10)),
    Column("evidence", String(16), nullable=False),
)

pattern_proposals = Table(
    "pattern_proposals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Column("by", String(100), nullable=False),
    Column("at", String(32), nullable=False),
    Column("reason", Text, nullable=False),
)
