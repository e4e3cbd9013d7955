"""Education welfare: children not attending, missing from education, educated at home, excluded or at work."""

from __future__ import annotations

from ingest.feeds._education_welfare_claims import CASE_TYPES, RELATIONSHIPS, SERVICE, observe
from ingest.feeds.declaration import Column, Feed, Owner, Table, Type

CHILDREN = Table(
    "children",
    (
        Column("child_id", Type.IDENTIFIER, key=True),
        Column("upn", Type.UPN),
        Column("surname"),
        Column("forename"),
        Column("known_as"),
        Column("date_of_birth", Type.DATE),
        Column("sex", Type.CODE, codes={"M": "male", "F": "female"}),
        Column("address_lines", doc="The address in one line, parted by commas.", located=True),
        Column("postcode", Type.POSTCODE, located=True),
        Column("address_date", Type.DATE, "The day on which the family gave the address.", located=True),
        Column("parent_name", doc="One parent, in one cell."),
        Column("parent_relationship", Type.CODE, codes=RELATIONSHIPS),
        Column("parent_phone", Type.PHONE, located=True),
    ),
    owners=(Owner("person", "child_id"), Owner("person", "child_id", prefix="P", when="parent_name")),
    doc="Children with a case, now or before. The parent named is a person of their own.",
    founds=True,
    never_empty=True,
)

CASES = Table(
    "cases",
    (
        Column("case_id", Type.IDENTIFIER, key=True),
        Column("child_id", Type.IDENTIFIER, required=True),
        Column("case_type", Type.CODE, required=True, codes=CASE_TYPES),
        Column("opened", Type.DATE),
        Column("closed", Type.DATE),
        Column("outcome"),
        Column("worker_id", Type.IDENTIFIER),
        Column("last_contact", Type.DATE),
        Column("last_seen_alone", Type.DATE),
    ),
    owners=(Owner("person", "child_id"),),
    doc="Cases.",
)

WORKERS = Table(
    "workers",
    (
        Column("worker_id", Type.IDENTIFIER, key=True),
        Column("name"),
        Column("role"),
        Column("telephone", Type.PHONE),
        Column("email", Type.EMAIL),
        Column("active", Type.YES_NO),
    ),
    owners=(Owner("professional", "worker_id"),),
    doc="Education welfare officers.",
    founds=True,
)

FEED = Feed(
    code="education_welfare",
    agency_code="education_welfare",
    agency_name="Education welfare",
    cadence_days=7,
    lawful_basis=(
        "Legal obligation, UK GDPR Art. 6(1)(c): Education Act 1996 ss. 436A and 437; for special categories "
        "Art. 9(2)(g) with the Data Protection Act 2018, Sch. 1 para. 18."
    ),
    tables=(CHILDREN, CASES, WORKERS),
    observe=observe,
    doc="Cases of the education welfare service. The service itself is one record that every delivery brings.",
    constant_records={SERVICE: {"service": {"service": {"name": "Education welfare service"}}}},
)
