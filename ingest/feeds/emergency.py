"""Emergency departments: that a child attended, where and when, and whether it was arranged before."""

from __future__ import annotations

from typing import Any

from ingest.feeds._agency import IDENTIFIER, NHS_NUMBER, Said, Voice, first, people_table, stay
from ingest.feeds._columns import ADDRESS
from ingest.feeds._rows import day, each, flag, text
from ingest.feeds.declaration import Column, Feed, Owner, Rows, Table, Type
from model.codes import EventKind, EventRole, ResidenceKind, ServiceKind

_OUTCOMES = {
    "HOME": "sent home",
    "ADMITTED": "admitted",
    "LEFT": "left before being seen",
    "REFERRED": "referred to children's services",
}

ATTENDANCES = Table(
    "attendances",
    (
        Column("attendance_id", IDENTIFIER, key=True),
        Column("person_id", IDENTIFIER, required=True),
        Column("attended_date", Type.DATE, required=True),
        Column("department", doc="Hospital and department.", located=True),
        Column("planned", Type.YES_NO, "A follow-up that was arranged before."),
        Column("injury", Type.YES_NO, "Came with an injury. No diagnosis is taken."),
        Column("outcome", Type.CODE, codes=_OUTCOMES),
    ),
    owners=(
        Owner("event", "attendance_id"),
        Owner("person", "person_id", founds=False),
    ),
    doc="Unscheduled attendances of children, and follow-ups.",
    founds=True,
)


def _said(voice: Voice, identifier: str, rows: Rows) -> Said:  # noqa: ARG001
    row = first(rows, "people")
    place, why = stay(row, ResidenceKind.SAID_BY_OTHERS.value, confirmed=day(row, "address_date"))
    attended = [
        voice.party_to(attendance, EventRole.PATIENT, text(each_row, "department"))
        for attendance, each_row in each(rows, "attendances")
    ]
    return Said([*place, *attended], unplaced=why)


def _event(identifier: str, rows: Rows) -> dict[str, Any]:  # noqa: ARG001
    row = first(rows, "attendances")
    return {
        "kind": EventKind.EMERGENCY_ATTENDANCE.value,
        "on": day(row, "attended_date"),
        "category": "with an injury" if flag(row, "injury") else None,
        "outcome": _OUTCOMES.get(str(row.get("outcome"))),
        "planned": flag(row, "planned"),
    }


VOICE = Voice("emergency", ServiceKind.OTHER, _said, event=_event)

FEED = Feed(
    code="emergency",
    agency_code="emergency",
    agency_name="Emergency departments",
    cadence_days=1,
    lawful_basis=(
        "Public task, UK GDPR Art. 6(1)(e): Children Act 2004 s. 11; for health Art. 9(2)(g) and (h) with the Data "
        "Protection Act 2018, Sch. 1 paras. 2 and 18."
    ),
    tables=(
        people_table(
            "Children who attended. The address is the one given at the desk.",
            NHS_NUMBER,
            *ADDRESS,
            Column("address_date", Type.DATE, "The day on which the address was given.", located=True),
        ),
        ATTENDANCES,
    ),
    observe=VOICE.observe,
    doc="That a child attended. No diagnosis, no treatment, no note.",
)
