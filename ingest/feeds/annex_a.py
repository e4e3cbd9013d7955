"""Annex A: the workbook of child-level lists that an authority gives Ofsted, with the dirty codes that it comes with.

Lists 1 to 9 hold no names of children. A child is the authority's own identifier. Lists 10 and 11 tell of adoptions and
of adopters and are not taken: they would join two identities that must stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ingest.documents import workbook
from ingest.feeds._returns import child_statement
from ingest.feeds._rows import day, each, flag, given, text
from ingest.feeds._social_care_codes import (
    ABUSE_CATEGORIES,
    CEASED_REASONS,
    CLOSE_REASONS,
    LEGAL_STATUSES,
    PRIMARY_NEEDS,
    REFERRAL_SOURCES,
)
from ingest.feeds._statement import identifier_of
from ingest.feeds.declaration import Column, Document, Feed, Opened, Owner, Row, Rows, Table, Type
from ingest.reading.header import columns_of
from model.codes import InvolvementKind, InvolvementStatus, ServiceKind
from model.observations import Claim, Identity, Statement, record_key

CODE, AGENCY = "annex_a", "social_care"
NO_TEAM = "not_recorded"
SEX = {"M": "male", "F": "female", "1": "boy", "2": "girl", "0": "not stated/recorded", "9": "neither"}
ABUSE = {code: f"{meaning} abuse or {meaning}" for code, meaning in ABUSE_CATEGORIES.items()}
_SEX: Mapping[str, Literal["F", "M"]] = {"1": "M", "2": "F", "M": "M", "F": "F"}

_CHILD = (Owner("person", "child"),)
_WORK = (
    Column("team", Type.IDENTIFIER, extension=True, aliases=("Allocated Team",)),
    Column("worker", Type.IDENTIFIER, "Name of the worker.", extension=True, aliases=("Allocated Worker",)),
    Column("assigned", Type.IDENTIFIER, extension=True, made_of=("worker", "team")),
)


def _date(name: str, *aliases: str, required: bool = False) -> Column:
    return Column(name, Type.DATE, required=required, extension=not required, aliases=aliases)


def _list(
    number: int, name: str, doc: str, *columns: Column, key: tuple[str, ...], works: bool = True
) -> Table:
    return Table(
        name,
        (
            Column("key", Type.IDENTIFIER, key=True, made_of=("child", *key)),
            Column("child", Type.IDENTIFIER, required=True, aliases=("Child Unique ID", "Child ID")),
            Column("sex", Type.CODE, codes=SEX, extension=True, aliases=("Gender",)),
            Column("born", Type.DATE, extension=True, aliases=("Date of Birth",)),
            *columns,
            *(_WORK if works else ()),
        ),
        owners=_CHILD,
        doc=f"List {number}. {doc}",
        founds=True,
        sort="child",
        required=False,
        files=(f"list {number}", f"list_{number}", f"annex_a_list_{number}"),
    )


TABLES = (
    _list(
        1, "contacts", "Contacts.", _date("on", "Date of Contact", required=True),
        Column("source", Type.CODE, codes=REFERRAL_SOURCES, extension=True, aliases=("Contact Source",)),
        key=("on",), works=False,
    ),
    _list(
        2, "early_help", "Early help assessments.", _date("began", "Assessment start date", required=True),
        _date("ended", "Assessment completion date"),
        Column("by", extension=True, aliases=("Organisation completing assessment",)), key=("began",), works=False,
    ),
    _list(
        3, "referrals", "Referrals.", _date("on", "Date of Referral", required=True),
        Column("source", Type.CODE, codes=REFERRAL_SOURCES, extension=True, aliases=("Referral Source",)),
        Column("no_further_action", Type.YES_NO, extension=True, aliases=("Referral NFA?", "Referral NFA")),
        key=("on",),
    ),
    _list(
        4, "assessments", "Assessments.", _date("began", "Continuous Assessment Start Date", required=True),
        Column("seen", Type.YES_NO, extension=True, aliases=("Child Seen During Continuous Assessment",)),
        _date("ended", "Continuous Assessment Date of Authorisation"), key=("began",),
    ),
    _list(
        5, "enquiries", "Enquiries under section 47.",
        _date("began", "Strategy discussion initiating Section 47 Enquiry Start Date", required=True),
        _date("conference", "Date of Initial Child Protection Conference"),
        Column(
            "no_conference", Type.YES_NO, extension=True,
            aliases=("Was an Initial Child Protection Conference deemed unnecessary?",),
        ), key=("began",),
    ),
    _list(
        6, "in_need", "Children in need.", _date("began", "CIN Start Date", required=True),
        Column("need", Type.CODE, codes=PRIMARY_NEEDS, extension=True, aliases=("Primary Need Code",)),
        _date("seen", "Date Child Was Last Seen"), _date("ended", "CIN Closure Date"),
        Column("reason", Type.CODE, codes=CLOSE_REASONS, extension=True, aliases=("Reason for Closure",)),
        Column("status", extension=True, aliases=("Case Status",)), key=("began",),
    ),
    _list(
        7, "protection_plans", "Child protection plans.",
        _date("began", "Child Protection Plan Start Date", required=True),
        Column("initial_category", Type.CODE, codes=ABUSE, extension=True, aliases=("Initial Category of Abuse",)),
        Column("latest_category", Type.CODE, codes=ABUSE, extension=True, aliases=("Latest Category of Abuse",)),
        _date("visited", "Date of the Last Statutory Visit"),
        Column("seen_alone", Type.YES_NO, extension=True, aliases=("Was the Child Seen Alone?",)),
        _date("reviewed", "Date of latest review conference"), _date("ended", "Child Protection Plan End Date"),
        key=("began",),
    ),
    _list(
        8, "looked_after", "Children looked after.", _date("began", "Date Started to be Looked After", required=True),
        Column("need", Type.CODE, codes=PRIMARY_NEEDS, extension=True, aliases=("Child's Category of Need",)),
        Column("legal_status", Type.CODE, codes=LEGAL_STATUSES, extension=True, aliases=("Child's Legal Status",)),
        _date("reviewed", "Date of Latest Statutory Review"), _date("visited", "Date of Last Social Work Visit"),
        _date("ended", "Date Ceased to be Looked After"),
        Column(
            "reason", Type.CODE, codes=CEASED_REASONS, extension=True, aliases=("Reason Ceased to be Looked After",)
        ),
        _date("placed", "Start Date of Most Recent Placement"),
        Column("placement", extension=True, aliases=("Placement Type",)),
        Column("postcode", Type.POSTCODE, extension=True, located=True, aliases=("Placement postcode",)),
        key=("began",),
    ),
    _list(
        9, "care_leavers", "Care leavers.",
        Column("eligibility", extension=True, aliases=("Eligibility Category",)),
        Column("in_touch", Type.YES_NO, extension=True, aliases=("LA in Touch",)),
        _date("contact", "Latest Date of Contact"), key=(),
    ),
)  # fmt: skip

_WITH_WORK = tuple(table.name for table in TABLES if "worker" in table.names)
TEAMS = Table(
    "teams", (Column("team", Type.IDENTIFIER, key=True),), (Owner("service", "team"),),
    doc="Teams that the lists name.", founds=True, required=False, drawn_from=_WITH_WORK,
)  # fmt: skip
WORKERS = Table(
    "workers",
    (Column("assigned", Type.IDENTIFIER, key=True, made_of=("worker", "team")),
     Column("worker", Type.IDENTIFIER, required=True), Column("team", Type.IDENTIFIER)),
    (Owner("professional", "assigned"),),
    doc="Workers that the lists name; a name within a team is taken for one worker.", founds=True, required=False,
    drawn_from=_WITH_WORK,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _List:
    """How the rows of a list become involvements: columns of the first and last day, of contact and of being seen."""

    kind: InvolvementKind
    began: str = "began"
    ended: str = "ended"
    contact: tuple[str, ...] = ()
    alone: tuple[str, str] | None = None
    closed: bool = False


LISTS = {
    "contacts": _List(InvolvementKind.CONTACT, "on", "on", closed=True),
    "early_help": _List(InvolvementKind.EARLY_HELP),
    "referrals": _List(InvolvementKind.REFERRAL, "on", ""),
    "assessments": _List(InvolvementKind.ASSESSMENT),
    "enquiries": _List(InvolvementKind.SECTION_47, ended="conference"),
    "in_need": _List(InvolvementKind.CHILD_IN_NEED, contact=("seen",)),
    "protection_plans": _List(
        InvolvementKind.CHILD_PROTECTION, contact=("visited", "reviewed"), alone=("seen_alone", "visited")
    ),
    "looked_after": _List(InvolvementKind.LOOKED_AFTER, contact=("visited", "reviewed")),
    "care_leavers": _List(InvolvementKind.CARE_LEAVER, "", "", contact=("contact",)),
}


def observe(key: str, rows: Rows) -> Statement:
    """The statement of one record: a child, a team or a worker."""
    kind, identifier = identifier_of(key)
    if kind == "service":
        known = identifier != NO_TEAM
        attributes = given(
            key=key,
            name=identifier if known else "Team not recorded",
            agency=AGENCY,
            kind=ServiceKind.SOCIAL_WORK.value,
        )
        return Statement(key, CODE, AGENCY, "service", identifier, attributes=attributes)
    if kind == "professional":
        row: Row = next((row for _, row in each(rows, "workers")), {})
        team = text(row, "team")
        claims = (Claim("WORKS_FOR", record_key(CODE, "service", team)),) if team else ()
        attributes = given(key=key, name=text(row, "worker"))
        return Statement(key, CODE, AGENCY, "professional", identifier, claims=claims, attributes=attributes)
    return _child(key, identifier, rows)


def _child(key: str, identifier: str, rows: Rows) -> Statement:
    every = [row for name in LISTS for _, row in each(rows, name)]
    born = next((day(row, "born") for row in every if "born" in row), None)
    sex = next((_SEX[str(row["sex"])] for row in every if row.get("sex") in _SEX), None)
    identity = Identity(date_of_birth=born, dob_certainty="exact" if born else None, sex=sex)
    claims = [
        claim
        for name, how in LISTS.items()
        for case, row in each(rows, name)
        for claim in _claims(how, case, row)
    ]
    return child_statement(key, CODE, identifier, identity, claims)


def _claims(how: _List, case: str, row: Row) -> Iterator[Claim]:
    began, ended = day(row, how.began), day(row, how.ended)
    done = how.closed or ended is not None or "reason" in row or bool(flag(row, "no_conference"))
    status = InvolvementStatus.CLOSED if done else InvolvementStatus.OPEN
    if flag(row, "no_further_action"):
        status = InvolvementStatus.NO_FURTHER_ACTION
    seen = [found for name in how.contact if (found := day(row, name))]
    category = text(row, "latest_category") or text(row, "initial_category")
    alone = day(row, how.alone[1]) if how.alone and flag(row, how.alone[0]) else None
    properties: dict[str, Any] = given(
        kind=how.kind.value, status=status.value, from_=began, to=ended, last_contact=max(seen, default=None),
        last_seen_alone=alone, legal_status=text(row, "legal_status"), source_of_referral=text(row, "source"),
        category=ABUSE_CATEGORIES.get(category or ""), case=f"{how.kind.value} {case}",
    )  # fmt: skip
    team = text(row, "team")
    service = record_key(CODE, "service", team or NO_TEAM)
    yield Claim("INVOLVED_WITH", service, properties=properties)
    if "worker" in row and "assigned" in row:
        worker = record_key(CODE, "professional", str(row["assigned"]))
        dates = given(service=service if team else None, from_=began, to=ended)
        yield Claim("WORKS_WITH", worker, outgoing=False, properties=dates)


def _table_of(sheet: str) -> str | None:
    found = re.search(r"list[ _]*([0-9]+)(?![0-9])", sheet, re.IGNORECASE)
    number = int(found.group(1)) if found else 0
    return TABLES[number - 1].name if 1 <= number <= len(TABLES) else f"list {number}" if number else None


def _known(table: str, names: Sequence[str]) -> int:
    declared = next((each for each in TABLES if each.name == table), None)
    found = columns_of(declared, names) if declared is not None else []
    return sum(name is not None for name in found) if "child" in found else 0


def open_workbook(path: Path) -> Opened:
    """The workbook's lists. What the sheets of adoptions hold is not read."""
    sheets, notes = workbook.open_sheets(
        path, lambda name: None if _adopts(name) else _table_of(name), _known
    )
    return Opened(sheets, None, notes)


def _adopts(sheet: str) -> bool:
    return re.search(r"list[ _]*1[01](?![0-9])", sheet, re.IGNORECASE) is not None


FEED = Feed(
    code=CODE,
    agency_code=AGENCY,
    agency_name="Children's social care",
    cadence_days=366,
    lawful_basis=(
        "Public task, UK GDPR Art. 6(1)(e): Education and Inspections Act 2006 s. 136; for special categories Art. "
        "9(2)(g) with the Data Protection Act 2018, Sch. 1 para. 18."
    ),
    tables=(*TABLES, TEAMS, WORKERS),
    observe=observe,
    doc=(
        "The lists that an authority gives Ofsted. They have no names of children: a child stands beside the "
        "social-care record of the same identifier, else for itself. Lists 10 and 11, of adoptions, are not taken."
    ),
    constant_records={f"{CODE}:service:{NO_TEAM}": {"teams": {NO_TEAM: {"team": NO_TEAM}}}},
    usual_kind="changes",
    documents=(
        Document("a workbook with a sheet for each list", (".xlsx",), workbook.is_workbook, open_workbook),
    ),
)
