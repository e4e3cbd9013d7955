"""Youth justice: that the team works with a young person, since when, and who does."""

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
    people_table,
    some,
    status_of,
)
from ingest.feeds._rows import day, each, flag, text
from ingest.feeds.declaration import Column, Feed, Owner, Rows, Table, Type
from model.codes import InvolvementKind, ServiceKind
from model.observations import Claim

TEAM = "team"
_TYPES = {
    "PREVENTION": "prevention",
    "OUT_OF_COURT": "out-of-court resolution",
    "ORDER": "court order",
    "REMAND": "remand",
}

INTERVENTIONS = Table(
    "interventions",
    (
        Column("intervention_id", IDENTIFIER, key=True),
        Column("person_id", IDENTIFIER, required=True),
        Column("intervention_type", Type.CODE, codes=_TYPES),
        Column("start_date", Type.DATE),
        Column("end_date", Type.DATE),
        Column("worker_id", IDENTIFIER),
        Column("lead", Type.YES_NO, "The worker is the lead professional."),
        Column("last_contact_date", Type.DATE),
        Column("last_seen_alone_date", Type.DATE),
    ),
    owners=(Owner("person", "person_id"),),
    doc="Interventions of the team.",
)


def _said(voice: Voice, identifier: str, rows: Rows) -> Said:  # noqa: ARG001
    place, why = home(first(rows, "people"))
    return Said([*place, *_interventions(voice, rows)], unplaced=why)


def _interventions(voice: Voice, rows: Rows) -> Iterator[Claim]:
    for case, row in each(rows, "interventions"):
        since, ended = day(row, "start_date"), day(row, "end_date")
        yield from some(
            voice.involved(
                TEAM,
                InvolvementKind.YOUTH_JUSTICE,
                status_of(ended),
                from_=since,
                to=ended,
                category=_TYPES.get(str(row.get("intervention_type"))),
                last_contact=day(row, "last_contact_date"),
                last_seen_alone=day(row, "last_seen_alone_date"),
                case=case,
            ),
            voice.works_with(text(row, "worker_id"), TEAM, lead=flag(row, "lead"), from_=since, to=ended),
        )


VOICE = Voice("youth_justice", ServiceKind.YOUTH_JUSTICE, _said, {TEAM: "Youth justice service"})

FEED = Feed(
    code="youth_justice",
    agency_code="youth_justice",
    agency_name="Youth justice",
    cadence_days=7,
    lawful_basis=(
        "Public task, UK GDPR Art. 6(1)(e): Crime and Disorder Act 1998 ss. 38 and 39; for special categories and data "
        "about offences Art. 9(2)(g) and Art. 10 with the Data Protection Act 2018, Sch. 1 para. 18."
    ),
    tables=(
        people_table("Young people, and the parents named.", UPN, *HOME),
        RELATIONSHIPS_TABLE,
        INTERVENTIONS,
        WORKERS_TABLE,
    ),
    observe=VOICE.observe,
    doc="That there is an intervention. No offence, no assessment, no score.",
    constant_records=VOICE.constant_records,
)
