"""Education: the pupil roll, with the contacts, address and school-history columns of the Common Transfer File."""

from __future__ import annotations

from ingest.feeds._columns import ADDRESS
from ingest.feeds._education_claims import ADDRESS_TYPES, ENROLMENT_STATUSES, RELATIONSHIPS, observe
from ingest.feeds.declaration import Column, Feed, Owner, Table, Type

PUPILS = Table(
    "pupils",
    (
        Column("pupil_id", Type.IDENTIFIER, key=True),
        Column("upn", Type.UPN, "Unique pupil number now in use."),
        Column("former_upn", Type.UPNS, "Former numbers, several parted by a semicolon."),
        Column("uln", Type.ULN, "Unique learner number."),
        Column("surname", doc="Legal surname."),
        Column("forename", doc="Legal forename."),
        Column("middle_names"),
        Column("preferred_surname", doc="Surname in daily use."),
        Column("preferred_forename", doc="Forename in daily use."),
        Column("former_surname"),
        Column("date_of_birth", Type.DATE),
        Column("sex", Type.CODE, codes={"M": "male", "F": "female"}),
        Column("phone", Type.PHONE, located=True),
        Column("email", Type.EMAIL),
    ),
    owners=(Owner("person", "pupil_id"),),
    doc="Pupils.",
    founds=True,
    never_empty=True,
)

ADDRESSES = Table(
    "addresses",
    (
        Column("address_id", Type.IDENTIFIER, key=True),
        Column("pupil_id", Type.IDENTIFIER, required=True),
        Column("address_type", Type.CODE, codes=ADDRESS_TYPES),
        *ADDRESS,
        Column("start_date", Type.DATE, located=True),
        Column("end_date", Type.DATE, located=True),
        Column("confirmed_date", Type.DATE, "Last confirmed with the family.", located=True),
    ),
    owners=(Owner("person", "pupil_id"),),
    doc="Addresses of pupils, past and present.",
)

CONTACTS = Table(
    "contacts",
    (
        Column("contact_link_id", Type.IDENTIFIER, key=True),
        Column("pupil_id", Type.IDENTIFIER, required=True),
        Column("contact_id", Type.IDENTIFIER, "The same for brothers and sisters, where the system knows."),
        Column("priority", Type.INTEGER, "Whom to ring first."),
        Column("title"),
        Column("surname"),
        Column("forename"),
        Column("relationship", Type.CODE, codes=RELATIONSHIPS),
        Column("parental_responsibility", Type.YES_NO),
        Column("lives_with_pupil", Type.YES_NO),
        Column("home_phone", Type.PHONE, located=True),
        Column("mobile_phone", Type.PHONE, located=True),
        Column("email", Type.EMAIL),
        *ADDRESS,
    ),
    owners=(
        Owner("person", "contact_id", prefix="C"),
        Owner("person", "contact_link_id", prefix="L", unless="contact_id"),
    ),
    doc="Adults whom the school would ring. Each is a person of their own.",
    founds=True,
)

SCHOOL_HISTORY = Table(
    "school_history",
    (
        Column("enrolment_id", Type.IDENTIFIER, key=True),
        Column("pupil_id", Type.IDENTIFIER, required=True),
        Column("school_urn", Type.URN, required=True),
        Column("enrolment_status", Type.CODE, codes=ENROLMENT_STATUSES),
        Column("entry_date", Type.DATE, located=True),
        Column("leaving_date", Type.DATE, located=True),
        Column("leaving_reason"),
    ),
    owners=(Owner("person", "pupil_id"),),
    doc="Schools of pupils, past and present.",
)

SCHOOLS = Table(
    "schools",
    (
        Column("school_urn", Type.URN, key=True),
        Column("school_name", required=True),
        Column("laestab", doc="Authority and establishment number."),
        Column("phase"),
        Column("status"),
        Column("telephone", Type.PHONE),
        Column("email", Type.EMAIL),
        Column("postcode", Type.POSTCODE),
        Column("safeguarding_lead", doc="Designated safeguarding lead."),
        Column("safeguarding_telephone", Type.PHONE),
        Column(
            "predecessor_urn",
            Type.URN,
            "The school that this one replaced, on becoming an academy for instance.",
        ),
    ),
    owners=(Owner("school", "school_urn"),),
    doc="Schools.",
    founds=True,
)

FEED = Feed(
    code="education",
    agency_code="education",
    agency_name="Education",
    cadence_days=7,
    lawful_basis=(
        "Public task, UK GDPR Art. 6(1)(e); Children Act 2004 s. 16LA once in force; for special categories "
        "Art. 9(2)(g) with the Data Protection Act 2018, Sch. 1 para. 18."
    ),
    tables=(PUPILS, ADDRESSES, CONTACTS, SCHOOL_HISTORY, SCHOOLS),
    observe=observe,
    doc="The roll of pupils as the authority's education system holds it.",
)
