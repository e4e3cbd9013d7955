"""Revenues and benefits: who is said to live where, by council tax or by a claim. No amount, no kind of benefit."""

from __future__ import annotations

from ingest.feeds._agency import IDENTIFIER, RELATIONSHIPS_TABLE, Said, Voice, people_table, stay
from ingest.feeds._columns import ADDRESS
from ingest.feeds._rows import day, each
from ingest.feeds.declaration import Column, Feed, Owner, Rows, Table, Type
from model.codes import ResidenceKind, ServiceKind
from model.observations import Claim

LISTINGS = Table(
    "listings",
    (
        Column("listing_id", IDENTIFIER, key=True),
        Column("person_id", IDENTIFIER, required=True),
        *ADDRESS,
        Column("start_date", Type.DATE, located=True),
        Column("end_date", Type.DATE, located=True),
    ),
    owners=(Owner("person", "person_id"),),
    doc="Who is named at which address.",
)


def _said(voice: Voice, identifier: str, rows: Rows) -> Said:  # noqa: ARG001
    claims: list[Claim] = []
    reasons: list[str] = []
    for _, row in each(rows, "listings"):
        found, why = stay(
            row, ResidenceKind.SAID_BY_OTHERS.value, from_=day(row, "start_date"), to=day(row, "end_date")
        )
        claims += found
        reasons += why
    return Said(claims, unplaced=reasons)


VOICE = Voice("revenues", ServiceKind.OTHER, _said)

FEED = Feed(
    code="revenues",
    agency_code="revenues",
    agency_name="Revenues and benefits",
    cadence_days=31,
    lawful_basis=(
        "Public task, UK GDPR Art. 6(1)(e): Children Act 2004 s. 10; Local Government Finance Act 1992 Sch. 2 paras. "
        "15A to 18A for what may be used of council tax."
    ),
    tables=(
        people_table("Adults who are liable or claim, and whom they name."),
        RELATIONSHIPS_TABLE,
        LISTINGS,
    ),
    observe=VOICE.observe,
    doc="A list of who is said to live where. It makes no household: somebody says so, and nobody has looked.",
)
