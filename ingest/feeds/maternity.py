"""Maternity: children who are expected, how each pregnancy ended, and births."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.feeds._agency import (
    DIED,
    IDENTIFIER,
    NHS_NUMBER,
    RELATIONSHIPS_TABLE,
    WORKERS_TABLE,
    Said,
    Voice,
    people_table,
    some,
    status_of,
)
from ingest.feeds._rows import day, each, text
from ingest.feeds.declaration import Column, Feed, Owner, Rows, Table, Type
from model.codes import InvolvementKind, InvolvementStatus, ServiceKind
from model.observations import Claim

MIDWIVES = "midwifery"
_ENDS = {"BORN": "born", "NO_LIVE_BIRTH": "no_live_birth", "TRANSFERRED": "transferred"}

PREGNANCIES = Table(
    "pregnancies",
    (
        Column("pregnancy_id", IDENTIFIER, "One for each child expected.", key=True),
        Column("child_id", IDENTIFIER, required=True),
        Column("mother_id", IDENTIFIER),
        Column(
            "notified_date", Type.DATE, "The day on which children's services or health visitors were told."
        ),
        Column("worker_id", IDENTIFIER),
        Column("last_contact_date", Type.DATE),
        Column("end_date", Type.DATE),
        Column(
            "end_reason",
            Type.CODE,
            codes={
                "BORN": "born",
                "NO_LIVE_BIRTH": "ended without a live birth; nothing more is taken",
                "TRANSFERRED": "care passed to another provider",
            },
        ),
    ),
    owners=(Owner("person", "child_id"),),
    doc="Children expected, from the day on which others were told of them.",
)

BIRTHS = Table(
    "births",
    (
        Column("birth_id", IDENTIFIER, key=True),
        Column("child_id", IDENTIFIER, required=True),
        Column("mother_id", IDENTIFIER),
        Column("birth_date", Type.DATE),
    ),
    owners=(Owner("person", "child_id"),),
    doc="Births, with the mother who gave birth.",
)


def _said(voice: Voice, identifier: str, rows: Rows) -> Said:  # noqa: ARG001
    return Said([*_mothers(voice, rows), *_pregnancies(voice, rows)])


def _mothers(voice: Voice, rows: Rows) -> Iterator[Claim]:
    for table in ("births", "pregnancies"):
        for _, row in each(rows, table):
            mother = text(row, "mother_id")
            if mother:
                yield Claim(
                    "PARENT_OF", voice.key("person", mother), outgoing=False, properties={"kind": "birth"}
                )


def _pregnancies(voice: Voice, rows: Rows) -> Iterator[Claim]:
    for case, row in each(rows, "pregnancies"):
        since, ended = day(row, "notified_date"), day(row, "end_date")
        reason = _ENDS.get(str(row.get("end_reason")))
        yield from some(
            voice.involved(
                MIDWIVES,
                InvolvementKind.MATERNITY,
                InvolvementStatus.CLOSED if reason else status_of(ended),
                from_=since,
                to=ended,
                last_contact=day(row, "last_contact_date"),
                end_reason=reason,
                case=case,
            ),
            voice.works_with(text(row, "worker_id"), MIDWIVES, from_=since, to=ended),
        )


VOICE = Voice("maternity", ServiceKind.MIDWIFERY, _said, {MIDWIVES: "Midwifery"})

FEED = Feed(
    code="maternity",
    agency_code="maternity",
    agency_name="Maternity services",
    cadence_days=7,
    lawful_basis=(
        "Public task, UK GDPR Art. 6(1)(e): Children Act 2004 s. 11, National Health Service Act 2006; for health "
        "Art. 9(2)(g) and (h) with the Data Protection Act 2018, Sch. 1 paras. 2 and 18."
    ),
    tables=(
        people_table(
            "Mothers, children expected and children born.",
            Column("expected_date", Type.DATE, "Of a child not yet born."),
            NHS_NUMBER,
            DIED,
        ),
        RELATIONSHIPS_TABLE,
        PREGNANCIES,
        BIRTHS,
        WORKERS_TABLE,
    ),
    observe=VOICE.observe,
    doc="Who is expected, who was born, and of whom. No finding, no history of earlier pregnancies.",
    constant_records=VOICE.constant_records,
)
