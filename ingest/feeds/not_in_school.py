"""The register of children not in school: the fields of section 436C of the Education Act 1996."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.feeds._agency import (
    HOME,
    IDENTIFIER,
    RELATIONSHIPS_TABLE,
    UPN,
    WORKERS_TABLE,
    Said,
    Voice,
    first,
    home,
    in_one_line,
    people_table,
    services_table,
    some,
    status_of,
)
from ingest.feeds._rows import day, each, text
from ingest.feeds.declaration import Column, Feed, Owner, Rows, Table, Type
from model.codes import InvolvementKind, ServiceKind
from model.observations import Claim

REGISTER = "register"

_PARTS = ("saon", "paon", "street", "locality", "town")
"""Parts of an address that need no type; the postcode is beside them."""
PLACE = "place_"
TYPES = {
    "TUTOR": "tutor",
    "ONLINE": "online school or course",
    "TUITION_CENTRE": "tuition centre",
    "ALTERNATIVE": "alternative provision",
    "COLLEGE": "college",
    "GROUP": "group of families who educate together",
    "CLUB": "club or activity",
    "SETTING": "unregistered setting",
    "OTHER": "other",
}
"""Kinds of provider. Assumed: the regulations that could prescribe a list are not made."""

PROVIDERS = services_table(
    *(Column(name, extension=True) for name in _PARTS),
    Column("postcode", Type.POSTCODE, extension=True),
    Column("website", doc="Where the education is given online.", extension=True),
    Column("provider_type", Type.CODE, codes=TYPES, extension=True),
    doc="People and organisations other than the parents who educate, each with its address: s. 436C(1)(e).",
)

ENTRIES = Table(
    "entries",
    (
        Column("entry_id", IDENTIFIER, key=True),
        Column("person_id", IDENTIFIER, required=True),
        Column("start_date", Type.DATE),
        Column("end_date", Type.DATE),
        Column("end_reason", doc="In a few words: returned to school, over age, moved away."),
        Column("worker_id", IDENTIFIER),
        Column("last_contact_date", Type.DATE),
        Column("last_seen_alone_date", Type.DATE, "Where the authority saw the child."),
        Column(
            "hours_by_parents", Type.INTEGER, "Estimated hours a week, all parents together.", extension=True
        ),
        Column(
            "hours_by_others", Type.INTEGER, "Estimated hours a week, all others together.", extension=True
        ),
    ),
    owners=(Owner("person", "person_id"),),
    doc="Entries in the register.",
)

EDUCATION = Table(
    "education_provided",
    (
        Column("provided_id", IDENTIFIER, key=True),
        Column("person_id", IDENTIFIER, required=True),
        Column("parent_id", IDENTIFIER, "The parent who educates the child, where it is a parent."),
        Column("service_id", IDENTIFIER, "Any other person or organisation that does."),
        Column("hours_a_week", Type.INTEGER, "The time estimated, as the parent gives it."),
        Column("hours_without_parent", Type.INTEGER, "Of these, without a parent present.", extension=True),
        *(Column(f"{PLACE}{name}", extension=True, located=True) for name in _PARTS),
        Column(
            f"{PLACE}postcode",
            Type.POSTCODE,
            "Where that is not the provider's address.",
            extension=True,
            located=True,
        ),
        Column("start_date", Type.DATE),
        Column("end_date", Type.DATE),
    ),
    owners=(Owner("person", "person_id"),),
    doc=(
        "By whom the child is educated, where, and for about how long. The hours stay in the record; the provider is "
        "shown as a service that others may ring, with its address and where it teaches the child."
    ),
)


def _said(voice: Voice, identifier: str, rows: Rows) -> Said:  # noqa: ARG001
    place, why = home(first(rows, "people"))
    return Said([*place, *_entries(voice, rows), *_providers(voice, rows)], unplaced=why)


def _entries(voice: Voice, rows: Rows) -> Iterator[Claim]:
    for case, row in each(rows, "entries"):
        since, ended = day(row, "start_date"), day(row, "end_date")
        yield from some(
            voice.involved(
                REGISTER,
                InvolvementKind.NOT_IN_SCHOOL,
                status_of(ended),
                from_=since,
                to=ended,
                last_contact=day(row, "last_contact_date"),
                last_seen_alone=day(row, "last_seen_alone_date"),
                case=case,
            ),
            voice.works_with(text(row, "worker_id"), REGISTER, from_=since, to=ended),
        )


def _providers(voice: Voice, rows: Rows) -> Iterator[Claim]:
    for case, row in each(rows, "education_provided"):
        since, ended = day(row, "start_date"), day(row, "end_date")
        kind = InvolvementKind.NOT_IN_SCHOOL
        yield from some(
            voice.involved(
                text(row, "service_id"),
                kind,
                status_of(ended),
                from_=since,
                to=ended,
                case=case,
                place=in_one_line(row, PLACE),
            )
        )


VOICE = Voice("not_in_school", ServiceKind.OTHER, _said, {REGISTER: "Register of children not in school"})

FEED = Feed(
    code="not_in_school",
    agency_code="not_in_school",
    agency_name="Children not in school",
    cadence_days=7,
    lawful_basis=(
        "Legal obligation, UK GDPR Art. 6(1)(c): Education Act 1996 ss. 436B to 436G, as they come into force; before "
        "that, public task under s. 436A."
    ),
    tables=(
        people_table("Children in the register, with their parents and the address of each.", UPN, *HOME),
        RELATIONSHIPS_TABLE,
        PROVIDERS,
        ENTRIES,
        EDUCATION,
        WORKERS_TABLE,
    ),
    observe=VOICE.observe,
    doc="Children of school age who are not at a school full time. None of the optional characteristics is taken.",
    constant_records=VOICE.constant_records,
)
