"""General practices: where children are registered, and which records the NHS holds as restricted."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.feeds._agency import (
    DIED,
    HOME,
    IDENTIFIER,
    NHS_NUMBER,
    RELATIONSHIPS_TABLE,
    SERVICES_TABLE,
    Said,
    Voice,
    first,
    home,
    is_child,
    people_table,
    some,
    status_of,
)
from ingest.feeds._rows import day, each, flag, text
from ingest.feeds.declaration import Column, Feed, Owner, Rows, Table, Type
from model.codes import InvolvementKind, ProtectionBasis, ProtectionKind, ServiceKind
from model.observations import Claim, ProtectionClaim

REGISTRATIONS = Table(
    "registrations",
    (
        Column("registration_id", IDENTIFIER, key=True),
        Column("person_id", IDENTIFIER, required=True),
        Column("service_id", IDENTIFIER, "The practice, by its ODS code.", required=True),
        Column("start_date", Type.DATE),
        Column("end_date", Type.DATE),
        Column("end_reason", doc="In a word: moved, died, removed."),
    ),
    owners=(Owner("person", "person_id"),),
    doc="Registrations of children.",
)


def _said(voice: Voice, identifier: str, rows: Rows) -> Said:
    row = first(rows, "people")
    place, why = home(row)
    protections = [ProtectionClaim(
        voice.key("restricted", identifier), ProtectionKind.LOCATION.value, ProtectionBasis.NHS_RESTRICTED.value
    )] if flag(row, "restricted") else []  # fmt: skip
    return Said([*place, *_registrations(voice, rows)], protections, why)


def _registrations(voice: Voice, rows: Rows) -> Iterator[Claim]:
    for case, row in each(rows, "registrations"):
        since, ended = day(row, "start_date"), day(row, "end_date")
        if is_child(rows):
            yield from some(
                voice.involved(
                    text(row, "service_id"),
                    InvolvementKind.GP_REGISTRATION,
                    status_of(ended),
                    from_=since,
                    to=ended,
                    case=case,
                )
            )


VOICE = Voice("gp", ServiceKind.GENERAL_PRACTICE, _said)

FEED = Feed(
    code="gp",
    agency_code="gp",
    agency_name="General practice",
    cadence_days=7,
    lawful_basis=(
        "Public task, UK GDPR Art. 6(1)(e): Children Act 2004 s. 11; that somebody is registered is health data, "
        "Art. 9(2)(g) and (h) with the Data Protection Act 2018, Sch. 1 paras. 2 and 18."
    ),
    tables=(
        people_table(
            "Children registered, and the parents named.",
            NHS_NUMBER,
            Column("nhs_number_traced", Type.YES_NO, "Verified with the demographics service."),
            Column(
                "restricted",
                Type.YES_NO,
                "Restricted in the demographics service: whereabouts are withheld until a person lifts it.",
            ),
            *HOME,
            DIED,
            protects=("restricted", True),
        ),
        RELATIONSHIPS_TABLE,
        SERVICES_TABLE,
        REGISTRATIONS,
    ),
    observe=VOICE.observe,
    doc="That a child has a practice, and which. Nothing of the record.",
    expects=(0, 18),
)
