"""The tables of the NHS demographics feed and their codes."""

from __future__ import annotations

from ingest.feeds.declaration import Column, Owner, Table, Type
from model.codes import Relationship

SEX = {"MALE": "male", "FEMALE": "female", "OTHER": "other", "UNKNOWN": "not known"}
CONFIDENTIALITY = {
    "U": "unrestricted",
    "R": "restricted",
    "V": "very restricted",
    "REDACTED": "withdrawn; the number belongs to nobody now",
}
USES = {"HOME": "home", "TEMP": "temporary", "BILLING": "for correspondence", "WORK": "work", "OLD": "former"}
ROLES = {
    "MTH": Relationship.MOTHER,
    "NMTH": Relationship.MOTHER,
    "FTH": Relationship.FATHER,
    "NFTH": Relationship.FATHER,
    "PRN": Relationship.PARENT,
    "NPRN": Relationship.PARENT,
    "PARENT": Relationship.PARENT,
    "STPPRN": Relationship.STEP_PARENT,
    "STPMTH": Relationship.STEP_PARENT,
    "STPFTH": Relationship.STEP_PARENT,
    "ADOPTF": Relationship.ADOPTIVE_PARENT,
    "ADOPTM": Relationship.ADOPTIVE_PARENT,
    "PRNFOST": Relationship.FOSTER_CARER,
    "GUARD": Relationship.GUARDIAN,
    "GUARDIAN": Relationship.GUARDIAN,
    "GRPRN": Relationship.GRANDPARENT,
    "AUNT": Relationship.AUNT_OR_UNCLE,
    "UNCLE": Relationship.AUNT_OR_UNCLE,
    "SIB": Relationship.SIBLING,
    "SPS": Relationship.PARTNER,
    "DOMPART": Relationship.PARTNER,
    "CAREGIVER": Relationship.OTHER_CARER,
    "PERSONALRELATIONSHIP": Relationship.OTHER_CONTACT,
}
"""Codes of HL7's RoleCode and of the NHS's additional list, upper case."""
_ROLE_CODES = {code: relationship.value.replace("_", " ") for code, relationship in ROLES.items()}

_PATIENT = (Owner("person", "nhs_number"),)

PATIENTS = Table(
    "patients",
    (
        Column("nhs_number", Type.IDENTIFIER, key=True),
        Column("confidentiality", Type.CODE, codes=CONFIDENTIALITY),
        Column("status", doc="Whether the service has verified the number (01)."),
        Column("forename"),
        Column("middle_names"),
        Column("surname"),
        Column("known_as"),
        Column("former_surname"),
        Column("sex", Type.CODE, codes=SEX),
        Column("born", Type.DATE),
        Column("born_about", Type.YES_NO, "Only a year or a month of birth is known."),
        Column("died", Type.DATE),
        Column("phone", Type.PHONE, located=True),
        Column("email", Type.EMAIL),
        Column("practice", Type.IDENTIFIER, "ODS code of the surgery.", located=True),
        Column("former_numbers", doc="NHS numbers that this one replaced, parted by semicolons."),
    ),
    owners=_PATIENT,
    doc="Patients.",
    founds=True,
    required=False,
    protects=("confidentiality", "R", "V"),
)

ADDRESSES = Table(
    "addresses",
    (
        Column("address", Type.IDENTIFIER, key=True, made_of=("nhs_number", "number")),
        Column("nhs_number", Type.IDENTIFIER, required=True),
        Column("number", Type.IDENTIFIER, "Id, or place in the answer.", required=True),
        Column("use", Type.CODE, codes=USES),
        Column("lines", doc="Lines parted by commas.", located=True),
        Column("postcode", Type.POSTCODE, located=True),
        Column("uprn", Type.UPRN, located=True),
        Column("since", Type.DATE, located=True),
        Column("until", Type.DATE, located=True),
    ),
    owners=_PATIENT,
    doc="Addresses of patients.",
    required=False,
)

RELATED = Table(
    "related_persons",
    (
        Column("related", Type.IDENTIFIER, key=True),
        Column("patient", Type.IDENTIFIER, "NHS number of the patient.", required=True),
        Column("nhs_number", Type.NHS_NUMBER, "Of the related person, where it is known."),
        Column("active", Type.YES_NO),
        Column("role", Type.CODE, codes=_ROLE_CODES),
        Column("forename"),
        Column("middle_names"),
        Column("surname"),
        Column("phone", Type.PHONE, located=True),
        Column("email", Type.EMAIL),
        Column("lines", located=True),
        Column("postcode", Type.POSTCODE, located=True),
        Column("uprn", Type.UPRN, located=True),
        Column("since", Type.DATE),
        Column("until", Type.DATE),
    ),
    owners=(Owner("person", "related", prefix="R"),),
    doc="People whom the service names as related to a patient. Each is a person of their own, if they have a name.",
    founds=True,
    required=False,
)
