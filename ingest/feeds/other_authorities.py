"""Other authorities: that a child is known elsewhere, and whom to ring there. Nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.feeds._agency import (
    IDENTIFIER,
    NHS_NUMBER,
    SERVICES_TABLE,
    UPN,
    Said,
    Voice,
    people_table,
    some,
    status_of,
)
from ingest.feeds._rows import day, each, text
from ingest.feeds.declaration import Column, Feed, Owner, Rows, Table, Type
from model.codes import InvolvementKind, ServiceKind
from model.observations import Claim

NOTICES = Table(
    "notices",
    (
        Column("notice_id", IDENTIFIER, key=True),
        Column("person_id", IDENTIFIER, required=True),
        Column("service_id", IDENTIFIER, "The authority.", required=True),
        Column("notice_date", Type.DATE),
        Column("end_date", Type.DATE, "The day on which the authority took the notice back."),
    ),
    owners=(Owner("person", "person_id"),),
    doc="Notices that a child is known to another authority.",
)


def _said(voice: Voice, identifier: str, rows: Rows) -> Said:  # noqa: ARG001
    return Said(_notices(voice, rows))


def _notices(voice: Voice, rows: Rows) -> Iterator[Claim]:
    for case, row in each(rows, "notices"):
        authority, ended = text(row, "service_id"), day(row, "end_date")
        yield from some(
            voice.involved(
                authority,
                InvolvementKind.KNOWN_ELSEWHERE,
                status_of(ended),
                from_=day(row, "notice_date"),
                to=ended,
                responsible_authority=authority,
                case=case,
            )
        )


VOICE = Voice("other_authorities", ServiceKind.OTHER_AUTHORITY, _said)

FEED = Feed(
    code="other_authorities",
    agency_code="other_authorities",
    agency_name="Other authorities",
    cadence_days=31,
    lawful_basis="Public task, UK GDPR Art. 6(1)(e): Children Act 2004 ss. 10 and 11; Children Act 1989 s. 27.",
    tables=(
        people_table("Children known elsewhere.", NHS_NUMBER, UPN, may_be_empty=True),
        SERVICES_TABLE,
        NOTICES,
    ),
    observe=VOICE.observe,
    doc="That a child is known to another authority, with its telephone. No involvement, no reason.",
)
