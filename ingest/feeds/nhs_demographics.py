"""FHIR patients and related persons, as the Personal Demographics Service of the NHS answers.

A patient is the NHS number. A restricted patient is taken and their location withheld until a person lifts that; the
service gives no address of theirs. A number that was superseded leads to the one that replaced it. An answer that says
only "no such patient", "too many matches" or that the number was withdrawn brings nobody into being.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from ingest.documents import json
from ingest.feeds._addresses import line_form, placed
from ingest.feeds._rows import day, each, flag, text
from ingest.feeds._statement import (
    identifier_of,
    lives_at,
    most_telling,
    relationship_claims,
    without_repeats,
)
from ingest.feeds.declaration import Column, Document, Feed, Opened, Owner, Row, Rows, Sheet, Table, Type
from ingest.reading.problems import DeliveryRefused, Problem
from model.codes import AddressClass, ProtectionBasis, ProtectionKind, Relationship, ResidenceKind
from model.identifiers import nhs_number_status
from model.observations import AddressForm, Claim, Identity, ProtectionClaim, Statement, record_key

CODE, AGENCY = "nhs_demographics", "nhs"
OF_AGE = 18

SEX = {"MALE": "male", "FEMALE": "female", "OTHER": "other", "UNKNOWN": "not known"}
_SEX: Mapping[str, Literal["F", "M", "X"]] = {"MALE": "M", "FEMALE": "F", "OTHER": "X"}
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
    protects=("confidentiality", "R"),
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


def observe(key: str, rows: Rows) -> Statement:
    """The statement of one patient or related person."""
    _, identifier = identifier_of(key)
    if rows.get("related_persons"):
        return _related(key, identifier, rows)
    return _patient(key, identifier, rows)


def _patient(key: str, identifier: str, rows: Rows) -> Statement:
    row: Row = next((row for _, row in each(rows, "patients")), {})
    born = day(row, "born")
    status = nhs_number_status(identifier)
    known = status in ("unverified", "failed_check")
    verified = status == "unverified" and text(row, "status") == "01"
    phone = text(row, "phone")
    restricted = row.get("confidentiality") in ("R", "V")
    stays, unplaced = ([], None) if restricted else _stays(rows)
    protections = (
        ProtectionClaim(
            key=f"{CODE}:restricted:{identifier}",
            kind=ProtectionKind.LOCATION.value,
            basis=ProtectionBasis.NHS_RESTRICTED.value,
        ),
    )
    return Statement(
        key,
        CODE,
        AGENCY,
        "adult" if _of_age(born, day(row, "died")) else "child",
        identifier,
        identity=Identity(
            forename=text(row, "forename"),
            middle_names=text(row, "middle_names"),
            surname=text(row, "surname"),
            known_as=text(row, "known_as"),
            former_surname=text(row, "former_surname"),
            date_of_birth=born,
            dob_certainty=None if born is None else "estimated" if flag(row, "born_about") else "exact",
            sex=_SEX.get(str(row.get("sex"))),
            date_of_death=day(row, "died"),
            nhs_number=identifier if known else None,
            nhs_number_status=(
                "verified" if verified else "unverified" if status == "unverified" else "failed_check"
            )
            if known
            else None,
            telephones=(phone,) if phone and not restricted else (),
            email=None if restricted else text(row, "email"),
        ),
        claims=without_repeats(stays),
        same_as=tuple(
            record_key(CODE, "person", former)
            for former in (text(row, "former_numbers") or "").split(";")
            if former
        ),
        protections=protections if restricted else (),
        unplaced=unplaced,
    )


def _of_age(born: dt.date | None, died: dt.date | None) -> bool:
    """Whether somebody is grown up, or died so. Measured on a fixed day, because a record says the same whenever it is
    read; whoever comes of age later stays the child that the index knows."""
    until = died or OBSERVED
    return (
        born is not None
        and (until.year - born.year - ((until.month, until.day) < (born.month, born.day))) >= OF_AGE
    )


OBSERVED = dt.date(2026, 1, 1)


def _stays(rows: Rows) -> tuple[list[Claim], str | None]:
    claims: list[Claim] = []
    reasons: list[str] = []
    current = False
    for _, row in each(rows, "addresses"):
        until, use = day(row, "until"), text(row, "use")
        form = _form(row, AddressClass.TEMPORARY.value if use == "TEMP" else None)
        kind = ResidenceKind.CORRESPONDENCE if use in ("BILLING", "WORK") else ResidenceKind.MAIN_HOME
        if isinstance(form, AddressForm):
            claims.append(lives_at(form, kind.value, day(row, "since"), until))
            current = current or (until is None and kind is ResidenceKind.MAIN_HOME)
        elif until is None:
            reasons.append(form or "none_given")
    return claims, None if current or not reasons else most_telling(reasons)


def _form(row: Row, address_class: str | None = None) -> AddressForm | str | None:
    form = line_form(text(row, "lines"), text(row, "postcode"))
    if isinstance(form, AddressForm) or "uprn" in row:
        lines = form.lines if isinstance(form, AddressForm) else ()
        return placed(
            AddressForm(
                lines=lines,
                postcode=text(row, "postcode"),
                uprn=text(row, "uprn"),
                address_class=address_class,
            )
        )
    return form


def _related(key: str, identifier: str, rows: Rows) -> Statement:
    _, row = next(iter(each(rows, "related_persons")))
    relationship = ROLES.get(str(row.get("role")), Relationship.NOT_RECORDED)
    until = day(row, "until")
    patient = record_key(CODE, "person", str(row["patient"]))
    claims = relationship_claims(patient, relationship, from_=day(row, "since"), to=until)
    form = _form(row)
    if isinstance(form, AddressForm):
        claims.append(lives_at(form, ResidenceKind.MAIN_HOME.value, None, until))
    phone, number = text(row, "phone"), text(row, "nhs_number")
    return Statement(
        key,
        CODE,
        AGENCY,
        "adult",
        identifier,
        identity=Identity(
            forename=text(row, "forename"),
            middle_names=text(row, "middle_names"),
            surname=text(row, "surname"),
            nhs_number=number,
            nhs_number_status="unverified" if number else None,
            telephones=(phone,) if phone else (),
            email=text(row, "email"),
        ),
        claims=without_repeats(claims),
        per_child=True,
        same_as=(record_key(CODE, "person", number),) if number else (),
    )


_PATIENT_CELLS = tuple(column.name for column in PATIENTS.columns)
_ADDRESS_CELLS = tuple(column.name for column in ADDRESSES.columns if not column.computed)
_RELATED_CELLS = tuple(column.name for column in RELATED.columns)
_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"


def open_json(path: Path) -> Opened:
    """One answer of the service: a patient, a related person, or a bundle of them. Raises DeliveryRefused for what is
    no FHIR resource."""
    said = json.load(path)
    if not isinstance(said, dict) or not isinstance(said.get("resourceType"), str):
        raise DeliveryRefused(
            [Problem("The file is no FHIR resource.", "Deliver the service's answer.", path.name)]
        )
    sheets = [
        Sheet("patients", _PATIENT_CELLS),
        Sheet("addresses", _ADDRESS_CELLS),
        Sheet("related_persons", _RELATED_CELLS),
    ]
    notes: Counter[str] = Counter()
    for place, resource in enumerate(_resources(said, notes), 1):
        kind = resource.get("resourceType")
        if kind == "Patient":
            _take_patient(resource, place, sheets, notes)
        elif kind == "RelatedPerson":
            _take_related(resource, place, sheets[2], notes)
        else:
            notes["a resource that is neither a patient nor a related person; not read"] += 1
    return Opened(sheets, _day(said.get("timestamp")), notes)


def _resources(said: dict[str, Any], notes: Counter[str]) -> Iterator[dict[str, Any]]:
    if said["resourceType"] != "Bundle":
        yield said
        return
    for entry in _list(said, "entry"):
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(resource, dict):
            yield resource
        else:
            notes["an entry of a bundle without a resource; not read"] += 1


def _take_patient(resource: dict[str, Any], place: int, sheets: list[Sheet], notes: Counter[str]) -> None:
    identifiers = [each for each in _dicts(resource, "identifier") if each.get("system") in (_NUMBER, None)]
    number = _text(identifiers[0].get("value")) if identifiers else _text(resource.get("id"))
    security = _text(next(iter(_dicts(resource.get("meta") or {}, "security")), {}).get("code")) or "U"
    if number is None:
        notes["a patient without an NHS number; not read"] += 1
        return
    if security == "REDACTED":
        notes["a patient whose number was withdrawn; not read"] += 1
        return
    usual, others = _names(resource)
    born = _text(resource.get("birthDate")) or ""
    former = set(_superseded(resource, number))
    cells = {
        "nhs_number": number,
        "confidentiality": security,
        "status": _verification(identifiers[0]) if identifiers else "",
        **_name(usual),
        "known_as": next((_given(name)[0] for name in others if name.get("use") == "nickname"), ""),
        "former_surname": next(
            (_text(name.get("family")) or "" for name in others if name.get("use") in ("old", "maiden")), ""
        ),
        "sex": (_text(resource.get("gender")) or "").upper(),
        "born": born + "-01-01"[(len(born) - 4) :] if len(born) in (4, 7) else born[:10],
        "born_about": "Y" if len(born) in (4, 7) else "",
        "died": (_text(resource.get("deceasedDateTime")) or "")[:10],
        "phone": _telecom(resource, "phone"),
        "email": _telecom(resource, "email"),
        "practice": _practice(resource),
        "former_numbers": ";".join(sorted(former)),
    }
    sheets[0].rows.append((place, [cells[name] for name in _PATIENT_CELLS]))
    if security != "U" and resource.get("address"):
        notes["an address of a restricted patient; left out"] += 1
        return
    for order, address in enumerate(_dicts(resource, "address"), 1):
        period = _dict(address, "period")
        of_address = {
            "nhs_number": number,
            "number": _text(address.get("id")) or str(order),
            "use": (_text(address.get("use")) or "home").upper(),
            **_place(address),
            "since": (_text(period.get("start")) or "")[:10],
            "until": (_text(period.get("end")) or "")[:10],
        }
        sheets[1].rows.append((place, [of_address[name] for name in _ADDRESS_CELLS]))


def _take_related(resource: dict[str, Any], place: int, sheet: Sheet, notes: Counter[str]) -> None:
    patient = _dict(resource, "patient")
    identifier = _dict(patient, "identifier")
    number = _text(identifier.get("value")) or (_text(patient.get("reference")) or "").rpartition("/")[2]
    related = _text(resource.get("id"))
    if not number or related is None:
        notes["a related person without an id or without a patient; not read"] += 1
        return
    codes = [
        (_text(coding.get("code")) or "").upper()
        for concept in _dicts(resource, "relationship")
        for coding in _dicts(concept, "coding")
    ]
    usual, _ = _names(resource)
    numbers = [each for each in _dicts(resource, "identifier") if each.get("system") == _NUMBER]
    own = next((_text(each.get("value")) for each in numbers), None)
    active = resource.get("active")
    period = _dict(resource, "period")
    addresses = list(_dicts(resource, "address"))
    cells = {
        "related": related,
        "patient": number,
        "nhs_number": own or "",
        "active": ("Y" if active else "N") if isinstance(active, bool) else "",
        "role": next((code for code in codes if code in ROLES), codes[0] if codes else ""),
        **_name(usual),
        "phone": _telecom(resource, "phone"),
        "email": _telecom(resource, "email"),
        **(_place(addresses[0]) if addresses else {"lines": "", "postcode": "", "uprn": ""}),
        "since": (_text(period.get("start")) or "")[:10],
        "until": (_text(period.get("end")) or "")[:10],
    }
    sheet.rows.append((place, [cells[name] for name in _RELATED_CELLS]))


def _list(said: Any, name: str) -> list[Any]:
    found = said.get(name) if isinstance(said, dict) else None
    return found if isinstance(found, list) else []


def _dict(said: Any, name: str) -> dict[str, Any]:
    found = said.get(name) if isinstance(said, dict) else None
    return found if isinstance(found, dict) else {}


def _dicts(said: Any, name: str) -> Iterator[dict[str, Any]]:
    return (each for each in _list(said, name) if isinstance(each, dict))


def _text(said: Any) -> str | None:
    return said.strip() or None if isinstance(said, str) else None


def _day(said: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat((_text(said) or "")[:10])
    except ValueError:
        return None


def _names(resource: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The name in use and the others."""
    names = list(_dicts(resource, "name"))
    names.sort(key=lambda name: {"usual": 0, "official": 1}.get(str(name.get("use")), 2))
    return (names[0], names[1:]) if names else ({}, [])


def _given(name: dict[str, Any]) -> tuple[str, str]:
    """Forename, and the other given names. A forename may hold a space: "John Paul" is one."""
    given = [found for each in _list(name, "given") if (found := _text(each))]
    return (given[0] if given else "", " ".join(given[1:]))


def _name(name: dict[str, Any]) -> dict[str, str]:
    forename, middle = _given(name)
    return {"forename": forename, "middle_names": middle, "surname": _text(name.get("family")) or ""}


def _telecom(resource: dict[str, Any], system: str) -> str:
    found = [
        each
        for each in _dicts(resource, "telecom")
        if each.get("system") == system and each.get("use") != "old"
    ]
    return next((number for each in found if (number := _text(each.get("value")))), "")


def _practice(resource: dict[str, Any]) -> str:
    practices = (_dict(practice, "identifier") for practice in _dicts(resource, "generalPractitioner"))
    return next((found for each_one in practices if (found := _text(each_one.get("value")))), "")


def _superseded(resource: dict[str, Any], number: str) -> Iterator[str]:
    """Numbers that this one replaced: what the answer was asked for, and what it links to as replaced."""
    asked = _text(resource.get("id"))
    if asked is not None and asked != number and asked.isdigit():
        yield asked
    for link in _dicts(resource, "link"):
        other = _dict(link, "other")
        identifier = _dict(other, "identifier")
        value = _text(identifier.get("value")) or (_text(other.get("reference")) or "").rpartition("/")[2]
        if link.get("type") == "replaces" and value:
            yield value


def _place(address: dict[str, Any]) -> dict[str, str]:
    lines = [found for each in _list(address, "line") if (found := _text(each))]
    keys: dict[str, str] = {}
    for extension in _dicts(address, "extension"):
        inner = {each.get("url"): each for each in _dicts(extension, "extension")}
        coding = inner.get("type", {}).get("valueCoding")
        if isinstance(coding, dict):
            keys[str(coding.get("code"))] = _text(inner.get("value", {}).get("valueString")) or ""
    postcode = _text(address.get("postalCode")) or ""
    return {"lines": ", ".join(lines), "postcode": postcode, "uprn": keys.get("UPRN", "")}


def _verification(identifier: dict[str, Any]) -> str:
    for extension in _dicts(identifier, "extension"):
        concept = extension.get("valueCodeableConcept")
        for coding in _dicts(concept, "coding"):
            return _text(coding.get("code")) or ""
    return ""


def is_fhir(head: bytes) -> bool:
    """Whether a file begins like a FHIR resource or bundle."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b"fhir" in head.lower()


FEED = Feed(
    code=CODE,
    agency_code=AGENCY,
    agency_name="NHS Personal Demographics Service",
    cadence_days=7,
    lawful_basis=(
        "Public task, UK GDPR Art. 6(1)(e); Health and Social Care Act 2012 s. 251B; for special categories Art. "
        "9(2)(h) and (g) with the Data Protection Act 2018, Sch. 1 para. 18."
    ),
    tables=(PATIENTS, ADDRESSES, RELATED),
    observe=observe,
    doc="Patients and related persons, as the national demographics service answers in FHIR R4.",
    usual_kind="changes",
    documents=(Document("FHIR resources as JSON", (".json",), is_fhir, open_json),),
)
