"""The Common Transfer File: XML that one school sends to the next with each pupil, or to the authority.

It holds what no roll has: the adults whom the school would ring, in what relationship, and the schools before. A pupil
is the UPN; one without goes back to the school that sent the file. Doctors, social workers and head teachers among the
contacts are no people of the child's life and are not taken.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

from ingest.documents import xml
from ingest.feeds._columns import ADDRESS
from ingest.feeds._education_claims import AGENCY, RELATIONSHIPS
from ingest.feeds._education_claims import observe as education
from ingest.feeds._rows import each
from ingest.feeds._statement import identifier_of
from ingest.feeds.declaration import Column, Document, Feed, Opened, Owner, Rows, Table, Type
from ingest.feeds.school_census import school_attributes
from model.observations import Statement

CODE = "common_transfer"
ROLES = {
    **RELATIONSHIPS,
    "RLG": "religious contact",
    "OTF": "other family member",
}
PROFESSIONALS = frozenset({"DOC", "SWR", "HTC"})
"""Doctor, social worker, head teacher."""
_PUPIL = (Owner("person", "pupil_id"),)
PUPILS = Table(
    "pupils",
    (
        Column("pupil_id", Type.IDENTIFIER, "Unique pupil number.", key=True),
        Column("upn", Type.UPN),
        Column("former_upn", Type.UPNS),
        Column("uln", Type.ULN),
        Column("surname"),
        Column("forename"),
        Column("middle_names"),
        Column("preferred_surname"),
        Column("preferred_forename"),
        Column("former_surname"),
        Column("date_of_birth", Type.DATE),
        Column("sex", Type.CODE, codes={"M": "male", "F": "female"}),
        Column("phone", Type.PHONE, located=True),
        Column("email", Type.EMAIL),
        Column("in_care", Type.YES_NO, "Said to be looked after."),
        Column("care_authority", doc="Number of the authority that looks after the pupil."),
    ),
    owners=_PUPIL,
    doc="Pupils.",
    founds=True,
    required=False,
)

ADDRESSES = Table(
    "addresses",
    (
        Column("address_id", Type.IDENTIFIER, key=True),
        Column("pupil_id", Type.IDENTIFIER, required=True),
        *ADDRESS,
    ),
    owners=_PUPIL,
    doc="Where pupils live.",
    required=False,
)

CONTACTS = Table(
    "contacts",
    (
        Column("contact_link_id", Type.IDENTIFIER, key=True, made_of=("pupil_id", "number")),
        Column("pupil_id", Type.IDENTIFIER, required=True),
        Column("number", Type.IDENTIFIER, "Place among the pupil's contacts.", required=True),
        Column("priority", Type.INTEGER, "Whom to ring first."),
        Column("title"),
        Column("surname"),
        Column("forename"),
        Column("relationship", Type.CODE, codes=ROLES),
        Column("parental_responsibility", Type.YES_NO),
        Column("lives_with_pupil", Type.YES_NO),
        Column("home_phone", Type.PHONE, located=True),
        Column("mobile_phone", Type.PHONE, located=True),
        Column("email", Type.EMAIL),
        *ADDRESS,
    ),
    owners=(Owner("person", "contact_link_id", prefix="L"),),
    doc="Adults whom the school would ring. Each is a person of their own, if they have a name.",
    founds=True,
    required=False,
)

SCHOOL_HISTORY = Table(
    "school_history",
    (
        Column(
            "enrolment_id",
            Type.IDENTIFIER,
            key=True,
            made_of=("pupil_id", "authority", "number", "entry_date"),
        ),
        Column("pupil_id", Type.IDENTIFIER, required=True),
        Column("authority", Type.IDENTIFIER, required=True),
        Column("number", Type.IDENTIFIER, required=True),
        Column("school_urn", Type.IDENTIFIER, "Number of authority and school together."),
        Column("school_name"),
        Column("entry_date", Type.DATE, located=True),
        Column("leaving_date", Type.DATE, located=True),
        Column("leaving_reason"),
    ),
    owners=_PUPIL,
    doc="Schools that pupils attend and attended.",
    required=False,
)

SCHOOLS = Table(
    "schools",
    (Column("school_urn", Type.IDENTIFIER, key=True), Column("school_name")),
    owners=(Owner("school", "school_urn"),),
    doc="Schools that the files name, by the number of authority and school.",
    founds=True,
    required=False,
    drawn_from=("school_history",),
)


def observe(key: str, rows: Rows) -> Statement:
    """The statement of one pupil, contact or school."""
    kind, identifier = identifier_of(key)
    if kind == "school":
        named = next(
            (str(row["school_name"]) for _, row in each(rows, "schools") if "school_name" in row), None
        )
        attributes = {**school_attributes(identifier), **({"name": named} if named else {})}
        return Statement(key, CODE, AGENCY, "school", identifier, attributes=attributes)
    return education(key, rows)


_AT = {
    "saon": "Address/BS7666Address/SAON|Address/SAON",
    "paon": "Address/BS7666Address/PAON|Address/PAON",
    "street": "Address/BS7666Address/Street|Address/Street|Address/AddressLines/AddressLine1|Address/AddressLine1",
    "locality": (
        "Address/BS7666Address/Locality|Address/Locality|Address/AddressLines/AddressLine2|Address/AddressLine2"
    ),
    "town": "Address/BS7666Address/Town|Address/Town|Address/AddressLines/AddressLine3|Address/AddressLine3",
    "postcode": "Address/PostCode|Address/Postcode|Address/BS7666Address/PostCode",
    "uprn": "Address/UniquePropertyReferenceNumber|Address/BS7666Address/UniquePropertyReferenceNumber|Address/UPRN",
}
_XML = [
    xml.Rows(
        "pupils",
        "Pupil",
        {
            "pupil_id": "UPN",
            "upn": "UPN",
            "former_upn": "BasicDetails/FormerUPN|FormerUPN",
            "uln": "UniqueLearnerNumber|BasicDetails/UniqueLearnerNumber",
            "surname": "Surname",
            "forename": "Forename",
            "middle_names": "BasicDetails/MiddleNames|MiddleNames",
            "preferred_surname": "BasicDetails/PreferredSurname",
            "preferred_forename": "BasicDetails/PreferredForename",
            "former_surname": "BasicDetails/FormerSurname",
            "date_of_birth": "DOB",
            "sex": "Sex|Gender",
            "phone": "Phones/Phone/PhoneNo",
            "email": "Email",
            "in_care": "LookedAfter/InCare",
            "care_authority": "LookedAfter/CareAuthority",
        },
    ),
    xml.Rows("addresses", "Pupil", {"address_id": "UPN", "pupil_id": "UPN", **_AT}),
    xml.Rows(
        "contacts",
        "Contact",
        {
            "pupil_id": "../../UPN",
            "number": "#",
            "priority": "Order",
            "title": "Title",
            "surname": "Surname",
            "forename": "Forename",
            "relationship": "Relationship",
            "parental_responsibility": "Responsible",
            "lives_with_pupil": "AddressAsPupil|Addressasstu",
            "home_phone": "Phones/Phone/PhoneNo",
            "mobile_phone": "Phones/Phone/MobileNo",
            "email": "Email",
            **_AT,
        },
        within="Contacts",
    ),
    xml.Rows(
        "school_history",
        "School",
        {
            "pupil_id": "../../UPN",
            "authority": "LEA",
            "number": "Estab",
            "school_urn": "LEA",
            "school_name": "SchoolName",
            "entry_date": "EntryDate",
            "leaving_date": "LeavingDate",
            "leaving_reason": "LeavingReason",
        },
        within="SchoolHistory",
    ),
]
_NOT_KEPT = frozenset(
    {
        "Header",
        "Attendance",
        "StageAssessments",
        "SENhistory",
        "FSMhistory",
        "PPhistory",
        "NAWdetails",
        "Disabilities",
    }
)
"""Attendance, attainment, needs and meals: more than an index of who is involved may hold."""


def open_xml(path: Path) -> Opened:
    """One transfer file. What a pupil's telephones say of their kind is not told apart from their number; the first is
    taken for the house."""
    root = xml.parse(path)
    notes: Counter[str] = Counter()
    notes["what the file says of attendance, attainment and needs; not taken on purpose"] = sum(
        1 for element in root.iter() if xml.local(element) in _NOT_KEPT - {"Header"}
    )
    sheets = xml.Reading(root, _NOT_KEPT).sheets(_XML)
    for sheet in sheets:
        before = len(sheet.rows)
        _mend(sheet.table, sheet.names, sheet.rows)
        if sheet.table == "contacts":
            notes["a contact who is a doctor, social worker or head teacher; not taken"] = before - len(
                sheet.rows
            )
    said = (root.findtext("{*}Header/{*}DateTime") or "").strip()
    try:
        taken = dt.date.fromisoformat(said[:10])
    except ValueError:
        taken = None
    return Opened(sheets, taken, +notes)


def _mend(table: str, names: tuple[str, ...], rows: list[tuple[int, list[str]]]) -> None:
    """One telephone each of several; the pupil's own addresses only where there is one."""
    for column in ("phone", "home_phone", "mobile_phone", "email"):
        if column in names:
            at = names.index(column)
            for _, cells in rows:
                first, _, second = cells[at].partition(xml.JOIN)
                cells[at] = first
                if column == "home_phone" and second and not cells[names.index("mobile_phone")]:
                    cells[names.index("mobile_phone")] = second.partition(xml.JOIN)[0]
    if table == "contacts":
        role = names.index("relationship")
        rows[:] = [each for each in rows if each[1][role].upper() not in PROFESSIONALS]
    if table == "addresses":
        rows[:] = [each for each in rows if any(each[1][2:])]
    if table == "school_history":
        at = names.index("school_urn")
        for _, cells in rows:
            cells[at] = _school(cells[1], cells[2])


def _school(authority: str, number: str) -> str:
    return f"{authority.zfill(3)}{number.zfill(4)}" if authority and number else ""


FEED = Feed(
    code=CODE,
    agency_code=AGENCY,
    agency_name="Education",
    cadence_days=31,
    lawful_basis=(
        "Legal obligation, UK GDPR Art. 6(1)(c): Education (Pupil Information) (England) Regulations 2005, reg. 9; for "
        "special categories Art. 9(2)(g) with the Data Protection Act 2018, Sch. 1 para. 18."
    ),
    tables=(PUPILS, ADDRESSES, CONTACTS, SCHOOL_HISTORY, SCHOOLS),
    observe=observe,
    doc="Common Transfer Files. A pupil is the UPN; files are laid over each other.",
    usual_kind="changes",
    documents=(
        Document("the Common Transfer File as XML", (".xml",), xml.has_root("CTfile", "CTFile"), open_xml),
    ),
)
