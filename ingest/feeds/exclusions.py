"""Exclusions from school, as schools notify the authority: suspensions and permanent exclusions."""

from __future__ import annotations

from typing import Any

from ingest.feeds._agency import IDENTIFIER, UPN, Said, Voice, first, people_table
from ingest.feeds._rows import day, each, text
from ingest.feeds.declaration import Column, Feed, Owner, Rows, Table, Type
from model.codes import EventKind, EventRole, ServiceKind

_TYPES = {"SUSPENSION": "suspension", "PERMANENT": "permanent exclusion", "CANCELLED": "cancelled"}

EXCLUSIONS = Table(
    "exclusions",
    (
        Column("exclusion_id", IDENTIFIER, key=True),
        Column("person_id", IDENTIFIER, required=True),
        Column("school_name", doc="The school that excluded.", located=True),
        Column("exclusion_type", Type.CODE, codes=_TYPES),
        Column("start_date", Type.DATE, required=True),
        Column("end_date", Type.DATE, "Of a suspension."),
    ),
    owners=(
        Owner("event", "exclusion_id"),
        Owner("person", "person_id", founds=False),
    ),
    doc="Each exclusion that was notified (Education Act 2002 s. 51A and its regulations). No reason is taken.",
    founds=True,
)


def _said(voice: Voice, identifier: str, rows: Rows) -> Said:  # noqa: ARG001
    return Said(
        voice.party_to(exclusion, EventRole.PUPIL, text(row, "school_name"))
        for exclusion, row in each(rows, "exclusions")
    )


def _event(identifier: str, rows: Rows) -> dict[str, Any]:  # noqa: ARG001
    row = first(rows, "exclusions")
    return {
        "kind": EventKind.EXCLUSION.value,
        "on": day(row, "start_date"),
        "until": day(row, "end_date"),
        "category": _TYPES.get(str(row.get("exclusion_type"))),
    }


VOICE = Voice("exclusions", ServiceKind.OTHER, _said, event=_event)

FEED = Feed(
    code="exclusions",
    agency_code="inclusion",
    agency_name="Education inclusion",
    cadence_days=7,
    lawful_basis=(
        "Legal obligation, UK GDPR Art. 6(1)(c): Education Act 2002 s. 51A; School Discipline (Pupil Exclusions and "
        "Reviews) Regulations 2012."
    ),
    tables=(people_table("Pupils who were excluded.", UPN), EXCLUSIONS),
    observe=VOICE.observe,
    doc="That a pupil was excluded, when and from which school.",
)
