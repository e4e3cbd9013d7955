"""Child health: who is on a health visitor's list, when a child was seen, and when nobody brought the child."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.feeds._agency import (
    DIED,
    HOME,
    IDENTIFIER,
    NHS_NUMBER,
    RELATIONSHIPS_TABLE,
    SERVICES_TABLE,
    WORKERS_TABLE,
    Said,
    Voice,
    first,
    home,
    people_table,
    some,
    status_of,
)
from ingest.feeds._rows import day, each, text
from ingest.feeds.declaration import Column, Feed, Owner, Rows, Table, Type
from model.codes import EventKind, EventRole, InvolvementKind, ServiceKind
from model.observations import Claim

_MISSED = {
    "NOT_BROUGHT": "was not brought",
    "NO_ACCESS": "nobody opened at a visit",
    "DECLINED": "the family declined",
    "CANCELLED": "the family cancelled",
}
CONTACT_TYPES = {
    "ANTENATAL": "antenatal contact",
    "NEW_BIRTH": "new birth visit",
    "SIX_WEEKS": "six to eight weeks",
    "ONE_YEAR": "one year",
    "TWO_YEARS": "two to two and a half years",
    "OTHER": "another contact",
}

CASELOAD = Table(
    "caseload",
    (
        Column("caseload_id", IDENTIFIER, key=True),
        Column("person_id", IDENTIFIER, required=True),
        Column("service_id", IDENTIFIER, "The team.", required=True),
        Column("worker_id", IDENTIFIER),
        Column("start_date", Type.DATE),
        Column("end_date", Type.DATE),
    ),
    owners=(Owner("person", "person_id"),),
    doc="Children on a health visitor's list.",
)

CONTACTS = Table(
    "contacts",
    (
        Column("contact_id", IDENTIFIER, key=True),
        Column("person_id", IDENTIFIER, required=True),
        Column("contact_date", Type.DATE, required=True),
        Column("contact_type", Type.CODE, codes=CONTACT_TYPES),
        Column("missed", Type.CODE, "Why the child was not seen; empty where the child was.", codes=_MISSED),
    ),
    owners=(
        Owner("event", "contact_id", when="missed"),
        Owner("person", "person_id", founds=False),
    ),
    doc="Contacts with a child, and those that did not come about.",
    founds=True,
)


def _said(voice: Voice, identifier: str, rows: Rows) -> Said:  # noqa: ARG001
    place, why = home(first(rows, "people"))
    return Said([*place, *_caseload(voice, rows), *_missed(voice, rows)], unplaced=why)


def _caseload(voice: Voice, rows: Rows) -> Iterator[Claim]:
    seen = [day(row, "contact_date") for _, row in each(rows, "contacts") if "missed" not in row]
    for case, row in each(rows, "caseload"):
        service, since, ended = text(row, "service_id"), day(row, "start_date"), day(row, "end_date")
        contacts = [
            on for on in seen if on and (ended is None or on <= ended) and (since is None or on >= since)
        ]
        yield from some(
            voice.involved(
                service,
                InvolvementKind.HEALTH_VISITING,
                status_of(ended),
                from_=since,
                to=ended,
                last_contact=max(contacts, default=None),
                case=case,
            ),
            voice.works_with(text(row, "worker_id"), service, from_=since, to=ended),
        )


def _missed(voice: Voice, rows: Rows) -> Iterator[Claim]:
    for contact, row in each(rows, "contacts"):
        if "missed" in row:
            yield voice.party_to(contact, EventRole.PATIENT)


def _event(identifier: str, rows: Rows) -> dict[str, Any]:  # noqa: ARG001
    row = first(rows, "contacts")
    return {
        "kind": EventKind.NOT_BROUGHT.value,
        "on": day(row, "contact_date"),
        "category": CONTACT_TYPES.get(str(row.get("contact_type"))),
        "outcome": _MISSED.get(str(row.get("missed"))),
    }


VOICE = Voice("child_health", ServiceKind.HEALTH_VISITING, _said, event=_event)

FEED = Feed(
    code="child_health",
    agency_code="child_health",
    agency_name="Health visiting",
    cadence_days=7,
    lawful_basis=(
        "Public task, UK GDPR Art. 6(1)(e): Children Act 2004 s. 11, Local Authorities (Public Health Functions) "
        "Regulations 2013; for health Art. 9(2)(g) and (h) with the Data Protection Act 2018, Sch. 1 paras. 2 and 18."
    ),
    tables=(
        people_table("Children on the list, and the parents named.", NHS_NUMBER, *HOME, DIED),
        RELATIONSHIPS_TABLE,
        SERVICES_TABLE,
        CASELOAD,
        CONTACTS,
        WORKERS_TABLE,
    ),
    observe=VOICE.observe,
    doc="Whether a young child is on a list and was seen. No finding, no measurement.",
    expects=(0, 4),
)
