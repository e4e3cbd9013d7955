"""Registrars: births with the parents registered, and deaths."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.feeds._agency import DIED, IDENTIFIER, Said, Voice, people_table
from ingest.feeds._rows import each, text
from ingest.feeds.declaration import Column, Feed, Owner, Rows, Table, Type
from model.codes import ServiceKind
from model.observations import Claim

BIRTHS = Table(
    "births",
    (
        Column("birth_id", IDENTIFIER, key=True),
        Column("child_id", IDENTIFIER, required=True),
        Column("mother_id", IDENTIFIER),
        Column("other_parent_id", IDENTIFIER, "The father or second parent, where registered."),
        Column("registered_date", Type.DATE),
    ),
    owners=(Owner("person", "child_id"),),
    doc="Registered births. A parent who registers a birth holds parental responsibility.",
)

DEATHS = Table(
    "deaths",
    (
        Column("death_id", IDENTIFIER, key=True),
        Column("person_id", IDENTIFIER, required=True),
        Column("registered_date", Type.DATE),
    ),
    owners=(Owner("person", "person_id"),),
    doc="Registered deaths; the day stands in the row of the person. No cause.",
)


def _said(voice: Voice, identifier: str, rows: Rows) -> Said:  # noqa: ARG001
    return Said(_parents(voice, rows))


def _parents(voice: Voice, rows: Rows) -> Iterator[Claim]:
    """Parental responsibility of a mother, and of a father or second parent who is registered (Children Act 1989
    ss. 2 and 4)."""
    for _, row in each(rows, "births"):
        for column in ("mother_id", "other_parent_id"):
            parent = text(row, column)
            if parent:
                key = voice.key("person", parent)
                yield Claim("PARENT_OF", key, outgoing=False, properties={"kind": "birth"})
                yield Claim(
                    "RESPONSIBLE_FOR", key, outgoing=False, properties={"held": "yes", "basis": "birth"}
                )


VOICE = Voice("registrars", ServiceKind.OTHER, _said)

FEED = Feed(
    code="registrars",
    agency_code="registrars",
    agency_name="Registrars",
    cadence_days=7,
    lawful_basis=(
        "Public task, UK GDPR Art. 6(1)(e): Registration Service Act 1953 s. 19A (sharing between public authorities), "
        "Children Act 2004 s. 10."
    ),
    tables=(
        people_table("Children born, parents registered, and people who died.", DIED),
        BIRTHS,
        DEATHS,
    ),
    observe=VOICE.observe,
    doc="Who was born of whom, and who died. No certificate, no address, no cause.",
)
