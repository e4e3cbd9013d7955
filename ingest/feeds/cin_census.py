"""The children-in-need census as XML, 2024 to 2026, checked against the structure of its year.

It holds no names and no addresses: a child is the authority's own identifier, as in the return of looked-after
children.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from ingest.documents import xml
from ingest.feeds import _cin_schema as schema
from ingest.feeds._returns import EVERY_DELIVERY_BRINGS, LAWFUL_BASIS, child_statement, returns_observe
from ingest.feeds._rows import day, each, flag, given, text
from ingest.feeds._social_care_codes import ABUSE_CATEGORIES, CLOSE_REASONS, PRIMARY_NEEDS, REFERRAL_SOURCES
from ingest.feeds._statement import upn_identity
from ingest.feeds.declaration import Column, Document, Feed, Opened, Owner, Row, Rows, Table, Type
from model.codes import InvolvementKind, InvolvementStatus
from model.observations import Claim, Identity, Statement

CODE = "cin_census"
SERVICE = f"{CODE}:service:children_in_need"
SEX = {
    "M": "male",
    "F": "female",
    "U": "unknown",
    "1": "boy",
    "2": "girl",
    "0": "not recorded",
    "9": "indeterminate",
}
_SEX: Mapping[str, Literal["F", "M"]] = {"1": "M", "2": "F", "M": "M", "F": "F"}

_CHILD = (Owner("person", "child"),)
_CHILD_COLUMN = Column(
    "child", Type.IDENTIFIER, "The authority's own identifier of the child.", required=True
)
_REFERRED = Column("referred", Type.DATE, "Day of the referral that it belongs to.", required=True)


def _table(name: str, doc: str, *columns: Column, key: tuple[str, ...]) -> Table:
    made = Column("key", Type.IDENTIFIER, key=True, made_of=key)
    return Table(name, (made, _CHILD_COLUMN, *columns), owners=_CHILD, doc=doc, required=False)


CHILDREN = Table(
    "children",
    (
        Column("child", Type.IDENTIFIER, "The authority's own identifier of the child.", key=True),
        Column("upn", Type.UPN),
        Column("former_upn", Type.UPNS),
        Column("upn_unknown", doc="Why there is no UPN."),
        Column("born", Type.DATE),
        Column("expected", Type.DATE, "Of a child not yet born."),
        Column("sex", Type.CODE, codes=SEX),
        Column("died", Type.DATE),
        Column("ethnicity"),
        Column("disabilities", doc="Several parted by semicolons."),
    ),
    owners=_CHILD,
    doc="Every child of the census.",
    founds=True,
    required=False,
)

REFERRALS = _table(
    "referrals",
    "Referrals, and the time in need that follows them.",
    _REFERRED,
    Column("source", Type.CODE, codes=REFERRAL_SOURCES),
    Column("need", Type.CODE, codes=PRIMARY_NEEDS),
    Column("no_further_action", Type.YES_NO),
    Column("closed", Type.DATE),
    Column("reason", Type.CODE, codes=CLOSE_REASONS),
    Column("conference", Type.DATE, "Day of the initial child protection conference."),
    key=("child", "referred"),
)

ASSESSMENTS = _table(
    "assessments",
    "Assessments.",
    _REFERRED,
    Column("began", Type.DATE, required=True),
    Column("authorised", Type.DATE),
    key=("child", "referred", "began"),
)

PLANS = _table(
    "plans",
    "Child-in-need plans.",
    _REFERRED,
    Column("began", Type.DATE, required=True),
    Column("ended", Type.DATE),
    key=("child", "referred", "began"),
)

ENQUIRIES = _table(
    "enquiries",
    "Enquiries under section 47.",
    _REFERRED,
    Column("began", Type.DATE, required=True),
    Column("conference", Type.DATE),
    Column("conference_not_required", Type.YES_NO),
    key=("child", "referred", "began"),
)

PROTECTION = _table(
    "protection_plans",
    "Child protection plans.",
    _REFERRED,
    Column("began", Type.DATE, required=True),
    Column("ended", Type.DATE),
    Column("initial_category", Type.CODE, codes=ABUSE_CATEGORIES),
    Column("latest_category", Type.CODE, codes=ABUSE_CATEGORIES),
    Column("previous", Type.INTEGER, "Number of plans before."),
    Column("reviews", doc="Days of the reviews, parted by semicolons."),
    key=("child", "referred", "began"),
)


def observe(key: str, rows: Rows) -> Statement:
    """The statement of one record of the census."""
    return returns_observe(key, rows, CODE, _child)


def _child(key: str, identifier: str, rows: Rows) -> Statement:
    row: Row = next((row for _, row in each(rows, "children")), {})
    born, expected = day(row, "born"), day(row, "expected")
    certainty: Literal["exact", "expected"] | None = "exact" if born else "expected" if expected else None
    upn, former = upn_identity(text(row, "upn"), text(row, "former_upn"))
    identity = Identity(
        date_of_birth=born or expected,
        dob_certainty=certainty,
        sex=_SEX.get(str(row.get("sex"))),
        date_of_death=day(row, "died"),
        upn=upn,
        former_upns=former,
        ethnicity=text(row, "ethnicity"),
    )
    return child_statement(key, CODE, identifier, identity, _involvements(rows))


def _involvements(rows: Rows) -> Iterator[Claim]:
    for case, row in each(rows, "referrals"):
        referred, closed, refused = day(row, "referred"), day(row, "closed"), flag(row, "no_further_action")
        yield _involved(
            InvolvementKind.REFERRAL if refused else InvolvementKind.CHILD_IN_NEED,
            InvolvementStatus.NO_FURTHER_ACTION
            if refused
            else _status(closed is not None or "reason" in row),
            from_=referred,
            to=closed or (referred if refused else None),
            source_of_referral=text(row, "source"),
            case=case,
        )
    for kind, table, ended in (
        (InvolvementKind.ASSESSMENT, "assessments", "authorised"),
        (InvolvementKind.SECTION_47, "enquiries", "conference"),
    ):
        for case, row in each(rows, table):
            to = day(row, ended)
            done = to is not None or bool(flag(row, "conference_not_required"))
            yield _involved(kind, _status(done), from_=day(row, "began"), to=to, case=f"{kind.value} {case}")
    for case, row in each(rows, "protection_plans"):
        to, reviews = day(row, "ended"), sorted((text(row, "reviews") or "").split(";"))
        category = text(row, "latest_category") or text(row, "initial_category")
        yield _involved(
            InvolvementKind.CHILD_PROTECTION,
            _status(to is not None),
            category=ABUSE_CATEGORIES.get(category or ""),
            from_=day(row, "began"),
            to=to,
            last_contact=_day(reviews[-1]),
            case=f"plan {case}",
        )


def _day(said: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        return None


def _status(closed: bool) -> InvolvementStatus:
    return InvolvementStatus.CLOSED if closed else InvolvementStatus.OPEN


def _involved(kind: InvolvementKind, status: InvolvementStatus, **properties: object) -> Claim:
    return Claim(
        "INVOLVED_WITH", SERVICE, properties=given(kind=kind.value, status=status.value, **properties)
    )


_IN_REFERRAL = {"child": "../../ChildIdentifiers/LAchildID", "referred": "../CINreferralDate"}
_XML = [
    xml.Rows(
        "children",
        "Child",
        {
            "child": "ChildIdentifiers/LAchildID",
            "upn": "ChildIdentifiers/UPN",
            "former_upn": "ChildIdentifiers/FormerUPN",
            "upn_unknown": "ChildIdentifiers/UPNunknown",
            "born": "ChildIdentifiers/PersonBirthDate",
            "expected": "ChildIdentifiers/ExpectedPersonBirthDate",
            "sex": "ChildIdentifiers/Sex|ChildIdentifiers/GenderCurrent",
            "died": "ChildIdentifiers/PersonDeathDate",
            "ethnicity": "ChildCharacteristics/Ethnicity",
            "disabilities": "ChildCharacteristics/Disabilities/Disability",
        },
    ),
    xml.Rows(
        "referrals",
        "CINdetails",
        {
            "child": "../ChildIdentifiers/LAchildID",
            "referred": "CINreferralDate",
            "source": "ReferralSource",
            "need": "PrimaryNeedCode",
            "no_further_action": "ReferralNFA",
            "closed": "CINclosureDate",
            "reason": "ReasonForClosure",
            "conference": "DateOfInitialCPC",
        },
    ),
    xml.Rows(
        "assessments",
        "Assessments",
        {**_IN_REFERRAL, "began": "AssessmentActualStartDate", "authorised": "AssessmentAuthorisationDate"},
    ),
    xml.Rows(
        "plans", "CINPlanDates", {**_IN_REFERRAL, "began": "CINPlanStartDate", "ended": "CINPlanEndDate"}
    ),
    xml.Rows(
        "enquiries",
        "Section47",
        {
            **_IN_REFERRAL,
            "began": "S47ActualStartDate",
            "conference": "DateOfInitialCPC",
            "conference_not_required": "ICPCnotRequired",
        },
    ),
    xml.Rows(
        "protection_plans",
        "ChildProtectionPlans",
        {
            **_IN_REFERRAL,
            "began": "CPPstartDate",
            "ended": "CPPendDate",
            "initial_category": "InitialCategoryOfAbuse",
            "latest_category": "LatestCategoryOfAbuse",
            "previous": "NumberOfPreviousCPP",
            "reviews": "Reviews/CPPreviewDate",
        },
    ),
]


def open_xml(path: Path) -> Opened:
    """A census file. What departs from the structure of its year is noted and counted; what can be read is read."""
    root = xml.parse(path)
    notes = schema.departures(root)
    sheets = xml.Reading(root, frozenset({"Header"})).sheets(_XML)
    said = root.findtext(".//{*}Source/{*}DateTime") or root.findtext(".//{*}DateTime") or ""
    return Opened(sheets, _day(said.strip()[:10]), notes)


FEED = Feed(
    code=CODE,
    agency_code="social_care",
    agency_name="Children's social care",
    cadence_days=366,
    lawful_basis=LAWFUL_BASIS,
    tables=(CHILDREN, REFERRALS, ASSESSMENTS, PLANS, ENQUIRIES, PROTECTION),
    observe=observe,
    doc=(
        "The children-in-need census. It has no names: a child stands beside the social-care record of the same "
        "identifier, else for itself. Years are laid over each other. Factors found at an assessment are not taken."
    ),
    constant_records={SERVICE: EVERY_DELIVERY_BRINGS},
    usual_kind="changes",
    documents=(Document("the census of children in need as XML", (".xml",), schema.is_census, open_xml),),
)
