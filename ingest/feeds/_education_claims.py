"""What the rows of one education record say: of a pupil, of an adult whom the school would ring, of a school.

The roll and the Common Transfer File hold the same tables and differ in their feed alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ingest.feeds._addresses import parts_form
from ingest.feeds._rows import day, each, flag, given, text
from ingest.feeds._statement import (
    identifier_of,
    lives_at,
    most_telling,
    relationship_claims,
    upn_identity,
    without_repeats,
)
from ingest.feeds.declaration import Row, Rows
from model.codes import AddressClass, Relationship, ResidenceKind
from model.observations import AddressForm, Claim, Identity, Statement

AGENCY = "education"

ADDRESS_TYPES = {
    "HOME": "home",
    "SECOND": "second home",
    "CORRESPONDENCE": "for correspondence only",
    "TEMP": "temporary accommodation",
}

RELATIONSHIPS = {
    "MOT": "mother",
    "FAT": "father",
    "PAR": "parent",
    "STP": "step-parent",
    "FOS": "foster carer",
    "GRP": "grandparent",
    "GAU": "great-aunt or great-uncle",
    "AUN": "aunt or uncle",
    "CAR": "carer",
    "GUA": "guardian",
    "CHM": "childminder",
    "REL": "other relative",
    "OTH": "other contact",
}

RELATIONSHIP_OF = {
    "MOT": Relationship.MOTHER,
    "FAT": Relationship.FATHER,
    "PAR": Relationship.PARENT,
    "STP": Relationship.STEP_PARENT,
    "FOS": Relationship.FOSTER_CARER,
    "GRP": Relationship.GRANDPARENT,
    "GAU": Relationship.GREAT_AUNT_OR_UNCLE,
    "AUN": Relationship.AUNT_OR_UNCLE,
    "CAR": Relationship.OTHER_CARER,
    "GUA": Relationship.GUARDIAN,
    "CHM": Relationship.CHILDMINDER,
    "REL": Relationship.OTHER_RELATIVE,
    "OTH": Relationship.OTHER_CONTACT,
}

ENROLMENT_STATUSES = {
    "C": "current, at this school only",
    "M": "current, this school is the main one of two",
    "S": "current, this school is the second one",
    "G": "guest",
}

_STATUS = {"C": "current", "M": "main", "S": "subsidiary", "G": "guest"}
_SEX: dict[str, Literal["F", "M", "X"]] = {"F": "F", "M": "M"}
_OF_THE_ADULT = ("forename", "surname", "email")
_RESIDENCE = {
    "HOME": (ResidenceKind.MAIN_HOME, None),
    "SECOND": (ResidenceKind.SECOND_HOME, None),
    "CORRESPONDENCE": (ResidenceKind.CORRESPONDENCE, None),
    "TEMP": (ResidenceKind.MAIN_HOME, AddressClass.TEMPORARY.value),
}


def observe(key: str, rows: Rows) -> Statement:
    """The statement of one record of education."""
    kind, identifier = identifier_of(key)
    if kind == "school":
        return _school(key, identifier, rows)
    if rows.get("contacts"):
        return _contact(key, identifier, rows)
    return _pupil(key, identifier, rows)


def _school(key: str, identifier: str, rows: Rows) -> Statement:
    row: Row = next((row for _, row in each(rows, "schools")), {})
    columns = (
        "laestab",
        "phase",
        "status",
        "telephone",
        "email",
        "postcode",
        "safeguarding_lead",
        "safeguarding_telephone",
        "predecessor_urn",
    )
    attributes = given(
        urn=identifier, name=text(row, "school_name"), **{name: text(row, name) for name in columns}
    )
    return Statement(key, key.partition(":")[0], AGENCY, "school", identifier, attributes=attributes)


def _pupil(key: str, identifier: str, rows: Rows) -> Statement:
    feed = key.partition(":")[0]
    row: Row = next((row for _, row in each(rows, "pupils")), {})
    stays, unplaced = _stays(rows)
    return Statement(
        key,
        feed,
        AGENCY,
        "child",
        identifier,
        identity=_pupil_identity(row),
        claims=without_repeats([*stays, *_schools(feed, rows)]),
        unplaced=unplaced,
    )


def _pupil_identity(row: Row) -> Identity:
    born = day(row, "date_of_birth")
    upn, former_upns = upn_identity(text(row, "upn"), text(row, "former_upn"))
    phone = text(row, "phone")
    return Identity(
        forename=text(row, "forename"),
        middle_names=text(row, "middle_names"),
        surname=text(row, "surname") or text(row, "preferred_surname"),
        known_as=_known_as(row),
        former_surname=text(row, "former_surname"),
        date_of_birth=born,
        dob_certainty="exact" if born else None,
        sex=_SEX.get(str(row.get("sex"))),
        upn=upn,
        former_upns=former_upns,
        uln=text(row, "uln"),
        telephones=(phone,) if phone else (),
        email=text(row, "email"),
    )


def _known_as(row: Row) -> str | None:
    """The name in daily use where it differs: the forename, with the surname if that differs from the legal one."""
    forename, surname = text(row, "preferred_forename"), text(row, "preferred_surname")
    legal_forename, legal_surname = text(row, "forename"), text(row, "surname")
    if surname is not None and legal_surname is not None and surname.casefold() != legal_surname.casefold():
        return " ".join(part for part in (forename or legal_forename, surname) if part)
    if forename is not None and (legal_forename is None or forename.casefold() != legal_forename.casefold()):
        return forename
    return None


def _stays(rows: Rows) -> tuple[list[Claim], str | None]:
    claims: list[Claim] = []
    reasons: list[str] = []
    current = False
    for _, row in each(rows, "addresses"):
        # A roll's address without a type is the pupil's home: that is what the column is for.
        residence, address_class = _RESIDENCE.get(text(row, "address_type") or "HOME", _RESIDENCE["HOME"])
        to = day(row, "end_date")
        form = parts_form(row, address_class=address_class)
        if isinstance(form, AddressForm):
            claims.append(
                lives_at(form, residence.value, day(row, "start_date"), to, day(row, "confirmed_date"))
            )
            current = current or (to is None and residence is not ResidenceKind.CORRESPONDENCE)
        elif to is None:
            reasons.append(form or "none_given")
    return claims, None if current or not reasons else most_telling(reasons)


def _schools(feed: str, rows: Rows) -> Iterator[Claim]:
    for _, row in each(rows, "school_history"):
        urn = text(row, "school_urn")
        if not urn:
            continue
        left, reason = day(row, "leaving_date"), text(row, "leaving_reason")
        status = "left" if left or reason else _STATUS.get(str(row.get("enrolment_status")))
        properties = given(status=status, end_reason=reason, from_=day(row, "entry_date"), to=left)
        yield Claim("ATTENDS", f"{feed}:school:{urn}", properties=properties)


def _contact(key: str, identifier: str, rows: Rows) -> Statement:
    """An adult, from every row that names them. Where rows differ, the one that says more of the adult is taken, then
    the first by its key."""
    feed = key.partition(":")[0]
    links = list(each(rows, "contacts"))
    fullest = max((row for _, row in links), key=lambda row: sum(name in row for name in _OF_THE_ADULT))
    claims: list[Claim] = []
    telephones: list[str] = []
    for _, row in links:
        claims.extend(_contact_claims(feed, row))
        telephones.extend(str(row[name]) for name in ("mobile_phone", "home_phone") if name in row)
    identity = Identity(
        forename=text(fullest, "forename"),
        surname=text(fullest, "surname"),
        telephones=tuple(dict.fromkeys(telephones)),
        email=text(fullest, "email"),
    )
    return Statement(
        key,
        feed,
        AGENCY,
        "adult",
        identifier,
        identity=identity,
        claims=without_repeats(claims),
        per_child=identifier.startswith("L"),
    )


def _contact_claims(feed: str, row: Row) -> Iterator[Claim]:
    """What one link says. The adult lives at the address of the link only: "lives with the pupil" without an address
    says whom they live with and not where, and the pupil's address on the roll may be an old one."""
    pupil = text(row, "pupil_id")
    if pupil:
        yield from relationship_claims(
            f"{feed}:person:{pupil}",
            RELATIONSHIP_OF.get(str(row.get("relationship")), Relationship.NOT_RECORDED),
            lives_with=flag(row, "lives_with_pupil"),
            responsibility=flag(row, "parental_responsibility"),
        )
    form = parts_form(row)
    if isinstance(form, AddressForm):
        yield lives_at(form, ResidenceKind.MAIN_HOME.value)
