"""What the rows of one education-welfare record say: of a child, of the parent named, of a worker, of the service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ingest.feeds._addresses import line_form
from ingest.feeds._education_claims import RELATIONSHIP_OF
from ingest.feeds._education_claims import RELATIONSHIPS as CODES
from ingest.feeds._names import parted
from ingest.feeds._rows import day, each, flag, given, text
from ingest.feeds._statement import (
    identifier_of,
    lives_at,
    relationship_claims,
    upn_identity,
    without_repeats,
)
from ingest.feeds.declaration import Row, Rows
from model.codes import InvolvementKind, InvolvementStatus, Relationship, ResidenceKind, ServiceKind
from model.observations import AddressForm, Claim, Identity, Statement

FEED = "education_welfare"
SERVICE = f"{FEED}:service:service"

CASE_TYPES = {
    "ATTENDANCE": "attendance",
    "MISSING": "missing from education",
    "HOME_EDUCATION": "educated at home",
    "EXCLUSION": "excluded",
    "EMPLOYMENT": "at work",
}

_WORDS = {
    "GRANDMOTHER": "GRP",
    "GRANDFATHER": "GRP",
    "STEPMOTHER": "STP",
    "STEPFATHER": "STP",
    "STEP-MOTHER": "STP",
    "STEP-FATHER": "STP",
    "AUNT": "AUN",
    "UNCLE": "AUN",
    "GREAT-AUNT": "GAU",
    "GREAT-UNCLE": "GAU",
}
RELATIONSHIPS = {**CODES, **{word: word.lower() for word in _WORDS}}
"""The roll's codes, and the words that officers write instead."""

_KINDS = {"MISSING": InvolvementKind.MISSING_EDUCATION, "HOME_EDUCATION": InvolvementKind.HOME_EDUCATION}
_SEX: dict[str, Literal["F", "M", "X"]] = {"F": "F", "M": "M"}


def observe(key: str, rows: Rows) -> Statement:
    """The statement of one record of education welfare."""
    kind, identifier = identifier_of(key)
    if kind == "service":
        return _service(key, identifier, rows)
    if kind == "professional":
        return _worker(key, identifier, rows)
    named_by = rows.get("children", {}).get(identifier.removeprefix("P"))
    if named_by is not None and identifier.startswith("P") and identifier not in rows.get("children", {}):
        return _parent(key, identifier, named_by)
    return _child(key, identifier, rows)


def _service(key: str, identifier: str, rows: Rows) -> Statement:
    row: Row = next((row for _, row in each(rows, "service")), {})
    attributes = given(
        key=f"{FEED}:{identifier}",
        name=text(row, "name"),
        agency=FEED,
        kind=ServiceKind.EDUCATION_WELFARE.value,
        sensitive=False,
    )
    return Statement(key, FEED, FEED, "service", identifier, attributes=attributes)


def _worker(key: str, identifier: str, rows: Rows) -> Statement:
    row: Row = next((row for _, row in each(rows, "workers")), {})
    attributes = given(
        key=f"{FEED}:{identifier}",
        name=text(row, "name"),
        role=text(row, "role"),
        telephone=text(row, "telephone"),
        email=text(row, "email"),
        active=flag(row, "active"),
    )
    claims = (Claim("WORKS_FOR", SERVICE),)
    return Statement(key, FEED, FEED, "professional", identifier, claims=claims, attributes=attributes)


def _child(key: str, identifier: str, rows: Rows) -> Statement:
    row: Row = next((row for _, row in each(rows, "children")), {})
    born = day(row, "date_of_birth")
    upn, former_upns = upn_identity(text(row, "upn"), None)
    form = line_form(text(row, "address_lines"), text(row, "postcode"))
    claims = list(_cases(rows))
    if isinstance(form, AddressForm):
        # The date says when the family gave the address, not since when they live there.
        claims.append(lives_at(form, ResidenceKind.MAIN_HOME.value, last_confirmed=day(row, "address_date")))
    return Statement(
        key,
        FEED,
        FEED,
        "child",
        identifier,
        identity=Identity(
            forename=text(row, "forename"),
            surname=text(row, "surname"),
            known_as=text(row, "known_as"),
            date_of_birth=born,
            dob_certainty="exact" if born else None,
            sex=_SEX.get(str(row.get("sex"))),
            upn=upn,
            former_upns=former_upns,
        ),
        claims=without_repeats(claims),
        unplaced=form if isinstance(form, str) else None,
    )


def _parent(key: str, identifier: str, row: Row) -> Statement:
    forename, surname = parted(text(row, "parent_name"))
    phone = text(row, "parent_phone")
    claims = relationship_claims(
        f"{FEED}:person:{identifier.removeprefix('P')}",
        _relationship(str(row.get("parent_relationship"))),
    )
    identity = Identity(forename=forename, surname=surname, telephones=(phone,) if phone else ())
    return Statement(
        key, FEED, FEED, "adult", identifier, identity=identity, claims=tuple(claims), per_child=True
    )


def _relationship(code: str) -> Relationship:
    """Whoever stands in the column for the parent is one, unless the column beside says what else they are."""
    return RELATIONSHIP_OF.get(_WORDS.get(code, code), Relationship.PARENT)


def _cases(rows: Rows) -> Iterator[Claim]:
    for case, row in each(rows, "cases"):
        opened, closed = day(row, "opened"), day(row, "closed")
        is_closed = closed is not None or "outcome" in row
        kind = _KINDS.get(str(row.get("case_type")), InvolvementKind.EDUCATION_WELFARE)
        yield Claim(
            "INVOLVED_WITH",
            SERVICE,
            properties=given(
                kind=kind.value,
                status=(InvolvementStatus.CLOSED if is_closed else InvolvementStatus.OPEN).value,
                last_contact=day(row, "last_contact"),
                last_seen_alone=day(row, "last_seen_alone"),
                from_=opened,
                to=closed,
                case=case,
            ),
        )
        worker = text(row, "worker_id")
        if worker:
            properties = given(service=f"{FEED}:service", from_=opened, to=closed)
            yield Claim("WORKS_WITH", f"{FEED}:professional:{worker}", outgoing=False, properties=properties)
