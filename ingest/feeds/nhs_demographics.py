"""FHIR patients and related persons, as the Personal Demographics Service of the NHS answers.

A patient is the NHS number. A restricted patient is taken and their location withheld until a person lifts that; the
service gives no address of theirs. A number that was superseded leads to the one that replaced it. An answer that says
only "no such patient", "too many matches" or that the number was withdrawn brings nobody into being.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from ingest.feeds._addresses import line_form, placed
from ingest.feeds._nhs_fhir import is_fhir, open_json
from ingest.feeds._nhs_tables import ADDRESSES, PATIENTS, RELATED, ROLES
from ingest.feeds._rows import day, each, flag, text
from ingest.feeds._statement import (
    identifier_of,
    lives_at,
    most_telling,
    relationship_claims,
    without_repeats,
)
from ingest.feeds.declaration import Document, Feed, Row, Rows
from model.codes import AddressClass, ProtectionBasis, ProtectionKind, Relationship, ResidenceKind
from model.identifiers import nhs_number_status
from model.observations import AddressForm, Claim, Identity, ProtectionClaim, Statement, record_key

CODE, AGENCY = "nhs_demographics", "nhs"
OF_AGE = 18

_SEX: Mapping[str, Literal["F", "M", "X"]] = {"MALE": "M", "FEMALE": "F", "OTHER": "X"}


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
    patient = text(row, "patient")
    claims = (
        relationship_claims(
            record_key(CODE, "person", patient), relationship, from_=day(row, "since"), to=until
        )
        if patient
        else []
    )
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
