"""Early help: episodes of families with a lead practitioner."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.feeds._agency import (
    HOME,
    IDENTIFIER,
    RELATIONSHIPS_TABLE,
    SERVICES_TABLE,
    UPN,
    WORKERS_TABLE,
    Said,
    Voice,
    first,
    home,
    is_child,
    people_table,
    some,
    status_of,
)
from ingest.feeds._rows import day, each, text
from ingest.feeds.declaration import Column, Feed, Owner, Rows, Table, Type
from model.codes import InvolvementKind, InvolvementStatus, ServiceKind
from model.observations import Claim

EPISODES = Table(
    "episodes",
    (
        Column("episode_id", IDENTIFIER, "One for each member of the family.", key=True),
        Column("person_id", IDENTIFIER, required=True),
        Column("family_reference", IDENTIFIER),
        Column("service_id", IDENTIFIER, "The team."),
        Column("start_date", Type.DATE),
        Column("end_date", Type.DATE),
        Column(
            "end_reason",
            Type.CODE,
            codes={
                "MET": "needs met",
                "STEPPED_UP": "passed to children's social care",
                "DECLINED": "the family declined",
                "NOT_ENGAGED": "the family could not be reached",
                "MOVED": "moved away",
            },
        ),
        Column("worker_id", IDENTIFIER, "The lead practitioner."),
        Column("last_contact_date", Type.DATE),
        Column("last_seen_alone_date", Type.DATE),
    ),
    owners=(Owner("person", "person_id"),),
    doc="Episodes, a row for each member of the family.",
)


def _said(voice: Voice, identifier: str, rows: Rows) -> Said:  # noqa: ARG001
    place, why = home(first(rows, "people"))
    families = (text(row, "family_reference") for _, row in each(rows, "episodes"))
    claims = [*place, *(_episodes(voice, rows) if is_child(rows) else ())]
    return Said(claims, unplaced=why, families=[family for family in families if family])


def _episodes(voice: Voice, rows: Rows) -> Iterator[Claim]:
    for case, row in each(rows, "episodes"):
        service, since, ended = text(row, "service_id"), day(row, "start_date"), day(row, "end_date")
        status = (
            InvolvementStatus.NO_FURTHER_ACTION if row.get("end_reason") == "DECLINED" else status_of(ended)
        )
        yield from some(
            voice.involved(
                service,
                InvolvementKind.EARLY_HELP,
                status,
                from_=since,
                to=ended,
                last_contact=day(row, "last_contact_date"),
                last_seen_alone=day(row, "last_seen_alone_date"),
                case=case,
            ),
            voice.works_with(text(row, "worker_id"), service, lead=True, from_=since, to=ended),
        )


VOICE = Voice("early_help", ServiceKind.EARLY_HELP, _said)

FEED = Feed(
    code="early_help",
    agency_code="early_help",
    agency_name="Early help",
    cadence_days=7,
    lawful_basis=(
        "Public task, UK GDPR Art. 6(1)(e): Children Act 2004 ss. 10 and 11; for special categories Art. 9(2)(g) with "
        "the Data Protection Act 2018, Sch. 1 para. 18."
    ),
    tables=(
        people_table("Members of the families.", UPN, *HOME),
        RELATIONSHIPS_TABLE,
        SERVICES_TABLE,
        EPISODES,
        WORKERS_TABLE,
    ),
    observe=VOICE.observe,
    doc="Which families have a lead practitioner. No assessment.",
)
