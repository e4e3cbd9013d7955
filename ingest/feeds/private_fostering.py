"""Private fostering: notices that a child lives with somebody who is no close relative, and with whom."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.feeds._agency import (
    IDENTIFIER,
    RELATIONSHIPS_TABLE,
    WORKERS_TABLE,
    Said,
    Voice,
    people_table,
    some,
    status_of,
    stay,
)
from ingest.feeds._columns import ADDRESS
from ingest.feeds._rows import day, each, text
from ingest.feeds.declaration import Column, Feed, Owner, Rows, Table, Type
from model.codes import InvolvementKind, Relationship, ResidenceKind, ServiceKind
from model.observations import Claim

TEAM = "team"

NOTICES = Table(
    "notices",
    (
        Column("notice_id", IDENTIFIER, key=True),
        Column("person_id", IDENTIFIER, required=True),
        Column("carer_id", IDENTIFIER, "With whom the child lives, a person of this feed."),
        Column("notified_date", Type.DATE),
        *ADDRESS,
        Column("start_date", Type.DATE, "Since when the child lives there.", located=True),
        Column("end_date", Type.DATE, located=True),
        Column("worker_id", IDENTIFIER),
        Column("last_visit_date", Type.DATE),
        Column("last_seen_alone_date", Type.DATE),
    ),
    owners=(Owner("person", "person_id"),),
    doc="Arrangements that were notified (Children Act 1989 Part IX).",
)


def _said(voice: Voice, identifier: str, rows: Rows) -> Said:  # noqa: ARG001
    claims: list[Claim] = []
    reasons: list[str] = []
    for _, row in each(rows, "notices"):
        found, why = stay(
            row, ResidenceKind.MAIN_HOME.value, from_=day(row, "start_date"), to=day(row, "end_date")
        )
        claims += found
        reasons += why
    return Said([*claims, *_arrangements(voice, rows)], unplaced=reasons)


def _arrangements(voice: Voice, rows: Rows) -> Iterator[Claim]:
    for case, row in each(rows, "notices"):
        ended, carer = day(row, "end_date"), text(row, "carer_id")
        notified = day(row, "notified_date") or day(row, "start_date")
        yield from some(
            voice.involved(
                TEAM,
                InvolvementKind.PRIVATE_FOSTERING,
                status_of(ended),
                from_=notified,
                to=ended,
                last_contact=day(row, "last_visit_date"),
                last_seen_alone=day(row, "last_seen_alone_date"),
                case=case,
            ),
            voice.works_with(text(row, "worker_id"), TEAM, from_=notified, to=ended),
        )
        if carer:
            care = {"relationship": Relationship.OTHER_CARER.value, "lives_with": ended is None}
            days = {"from": day(row, "start_date"), "to": ended}
            said = care | {name: value for name, value in days.items() if value is not None}
            yield Claim("CARES_FOR", voice.key("person", carer), outgoing=False, properties=said)


VOICE = Voice("private_fostering", ServiceKind.SOCIAL_WORK, _said, {TEAM: "Private fostering"})

FEED = Feed(
    code="private_fostering",
    agency_code="private_fostering",
    agency_name="Private fostering",
    cadence_days=31,
    lawful_basis=(
        "Legal obligation, UK GDPR Art. 6(1)(c): Children Act 1989 ss. 66 to 70 and Children (Private Arrangements for "
        "Fostering) Regulations 2005."
    ),
    tables=(
        people_table("Children, carers and the parents named.", may_be_empty=True),
        RELATIONSHIPS_TABLE,
        NOTICES,
        WORKERS_TABLE,
    ),
    observe=VOICE.observe,
    doc="Which arrangements were notified, with whom and since when. No assessment.",
    constant_records=VOICE.constant_records,
)
