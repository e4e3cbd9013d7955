"""What the feeds of the agencies that joined after the pilot have in common: one table of people, one of relationships,
one of workers, services that stand in the declaration or in a table, and the statements that follow from them.

A feed of this kind says only what is its own: which tables it adds, and what their rows claim of a person or an event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ingest.feeds._addresses import parts_form
from ingest.feeds._columns import ADDRESS
from ingest.feeds._education_claims import RELATIONSHIP_OF
from ingest.feeds._education_claims import RELATIONSHIPS as OF_A_CHILD
from ingest.feeds._rows import day, each, flag, given, text
from ingest.feeds._statement import (
    identifier_of,
    lives_at,
    most_telling,
    relationship_claims,
    upn_identity,
    without_repeats,
)
from ingest.feeds.declaration import Column, Owner, Row, Rows, Table, Type
from model.codes import (
    EventRole,
    InvolvementKind,
    InvolvementStatus,
    Relationship,
    ResidenceKind,
    ServiceKind,
)
from model.identifiers import nhs_number_status
from model.observations import AddressForm, Claim, Identity, ProtectionClaim, Statement, record_key

PERSON_TYPES = {"CHILD": "child or young person, or one who is expected", "ADULT": "adult"}
RELATIONSHIPS = {**OF_A_CHILD, "PTN": "partner", "EXP": "former partner", "SIB": "brother or sister"}
_RELATIONSHIP_OF = {
    **RELATIONSHIP_OF,
    "PTN": Relationship.PARTNER,
    "EXP": Relationship.EX_PARTNER,
    "SIB": Relationship.SIBLING,
}
_SEX: dict[str, Literal["F", "M", "X"]] = {"F": "F", "M": "M", "X": "X"}
IDENTIFIER = Type.IDENTIFIER
HOME = (
    *ADDRESS,
    Column("address_date", Type.DATE, "The day on which the family gave the address.", located=True),
)
NHS_NUMBER = Column("nhs_number", Type.NHS_NUMBER)
DIED = Column("date_of_death", Type.DATE)
UPN = Column("upn", Type.UPN)


def people_table(
    doc: str, *more: Column, protects: tuple[str, str | bool] | bool = False, may_be_empty: bool = False
) -> Table:
    """The people of a feed, children and adults in one table; ``more`` are the columns that only this feed has.
    ``may_be_empty``: few people, and now and then nobody."""
    columns = (
        Column("person_id", IDENTIFIER, key=True),
        Column("person_type", Type.CODE, required=True, codes=PERSON_TYPES),
        Column("surname"),
        Column("forename"),
        Column("middle_names"),
        Column("known_as"),
        Column("former_surname"),
        Column("date_of_birth", Type.DATE),
        Column("sex", Type.CODE, codes={"F": "female", "M": "male", "X": "recorded as X"}),
        Column("telephone", Type.PHONE, located=True),
        *more,
    )
    owners = (Owner("person", "person_id"),)
    return Table("people", columns, owners, doc, founds=True, never_empty=not may_be_empty, protects=protects)


RELATIONSHIPS_TABLE = Table(
    "relationships",
    (
        Column("relationship_id", IDENTIFIER, key=True),
        Column("adult_id", IDENTIFIER, required=True),
        Column("relative_id", IDENTIFIER, "The child, or the other of two partners.", required=True),
        Column("relationship", Type.CODE, "What the adult is to the other.", codes=RELATIONSHIPS),
        Column("parental_responsibility", Type.YES_NO),
        Column("lives_with", Type.YES_NO),
        Column("start_date", Type.DATE),
        Column("end_date", Type.DATE),
    ),
    owners=(Owner("person", "adult_id"),),
    doc="Who is what to whom, as the agency was told.",
)

WORKERS_TABLE = Table(
    "workers",
    (
        Column("worker_id", IDENTIFIER, key=True),
        Column("name"),
        Column("role"),
        Column("service_id", IDENTIFIER, "The service in which they work."),
        Column("telephone", Type.PHONE),
        Column("email", Type.EMAIL),
        Column("active", Type.YES_NO),
    ),
    owners=(Owner("professional", "worker_id"),),
    doc="Workers whom others may ring.",
    founds=True,
)


def services_table(*more: Column, doc: str = "") -> Table:
    """Services whom others may ring; ``more`` are the columns that only this feed has."""
    return Table(
        "services",
        (
            Column("service_id", IDENTIFIER, key=True),
            Column("name", required=True),
            Column("telephone", Type.PHONE),
            Column("out_of_hours_telephone", Type.PHONE),
            Column("email", Type.EMAIL),
            *more,
        ),
        owners=(Owner("service", "service_id"),),
        doc=doc,
        founds=True,
    )


SERVICES_TABLE = services_table()


@dataclass(frozen=True, slots=True)
class Said:
    """What the rows of one person say beyond who they are."""

    claims: Iterable[Claim] = ()
    protections: Iterable[ProtectionClaim] = ()
    unplaced: Iterable[str] = ()
    families: Iterable[str] = ()
    """The agency's own identifiers of the family files that hold the person."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One agency, as its feed speaks. ``service_kind`` is the kind of its services; ``services`` are those that every
    delivery brings, by identifier, with their name."""

    code: str
    service_kind: ServiceKind
    person: Callable[[Voice, str, Rows], Said]
    services: Mapping[str, str] = field(default_factory=dict)
    event: Callable[[str, Rows], dict[str, Any]] | None = None

    @property
    def constant_records(self) -> dict[str, Rows]:
        """The records of the services that no file holds."""
        return {
            self.key("service", identifier): {"services": {identifier: {"name": name}}}
            for identifier, name in self.services.items()
        }

    def key(self, kind: str, identifier: str) -> str:
        """The key of another record of this feed."""
        return record_key(self.code, kind, identifier)

    def observe(self, key: str, rows: Rows) -> Statement:
        """The statement of one record."""
        kind, identifier = identifier_of(key)
        if kind == "service":
            return self._service(key, identifier, rows)
        if kind == "professional":
            return self._worker(key, identifier, rows)
        if kind == "event":
            facts = self.event(identifier, rows) if self.event else {}
            said = given(key=f"{self.code}:{identifier}", agency=self.code, **facts)
            return Statement(key, self.code, self.code, "event", identifier, attributes=said)
        return self._person(key, identifier, rows)

    def _person(self, key: str, identifier: str, rows: Rows) -> Statement:
        row: Row = rows.get("people", {}).get(identifier) or first(rows, "people")
        said = self.person(self, identifier, rows)
        reasons, claims = list(said.unplaced), list(said.claims)
        placed = any(claim.edge == "LIVES_AT" and claim.properties.get("to") is None for claim in claims)
        return Statement(
            key,
            self.code,
            self.code,
            "adult" if row.get("person_type") == "ADULT" else "child",
            identifier,
            identity=identity(row),
            family_files=tuple(sorted(set(said.families))),
            claims=without_repeats([*claims, *self._relationships(rows)]),
            protections=tuple(said.protections),
            unplaced=None if placed or not reasons else most_telling(reasons),
        )

    def _relationships(self, rows: Rows) -> Iterator[Claim]:
        for _, row in each(rows, "relationships"):
            other = text(row, "relative_id")
            if other:
                yield from relationship_claims(
                    self.key("person", other),
                    relationship_of(row),
                    lives_with=flag(row, "lives_with"),
                    responsibility=flag(row, "parental_responsibility"),
                    from_=day(row, "start_date"),
                    to=day(row, "end_date"),
                )

    def _service(self, key: str, identifier: str, rows: Rows) -> Statement:
        row = first(rows, "services")
        attributes = given(
            key=f"{self.code}:{identifier}",
            name=text(row, "name"),
            agency=self.code,
            kind=self.service_kind.value,
            sensitive=False,
            telephone=text(row, "telephone"),
            out_of_hours_telephone=text(row, "out_of_hours_telephone"),
            email=text(row, "email"),
            website=text(row, "website"),
            address=in_one_line(row),
        )
        return Statement(key, self.code, self.code, "service", identifier, attributes=attributes)

    def _worker(self, key: str, identifier: str, rows: Rows) -> Statement:
        row = first(rows, "workers")
        service = text(row, "service_id")
        attributes = given(
            key=f"{self.code}:{identifier}",
            name=text(row, "name"),
            role=text(row, "role"),
            telephone=text(row, "telephone"),
            email=text(row, "email"),
            active=flag(row, "active"),
        )
        claims = (Claim("WORKS_FOR", self.key("service", service)),) if service else ()
        return Statement(
            key, self.code, self.code, "professional", identifier, claims=claims, attributes=attributes
        )

    def involved(
        self, service: str | None, kind: InvolvementKind, status: InvolvementStatus, **properties: Any
    ) -> Claim | None:
        """That a service is, or was, involved with the child; None where no service is named."""
        if service is None:
            return None
        said = given(kind=kind.value, status=status.value, **properties)
        return Claim("INVOLVED_WITH", self.key("service", service), properties=said)

    def works_with(self, worker: str | None, service: str | None, **properties: Any) -> Claim | None:
        """That a worker works, or worked, with the child; None where none is named."""
        if worker is None:
            return None
        said = given(service=f"{self.code}:{service}" if service else None, **properties)
        return Claim("WORKS_WITH", self.key("professional", worker), outgoing=False, properties=said)

    def party_to(self, event: str, role: EventRole, place: str | None = None) -> Claim:
        """That the subject was party to an event of this feed."""
        return Claim("PARTY_TO", self.key("event", event), properties=given(role=role.value, place=place))


def some(*claims: Claim | None) -> list[Claim]:
    """Those that there are."""
    return [claim for claim in claims if claim is not None]


def in_one_line(row: Row, prefix: str = "") -> str | None:
    """The address of a row as it is written on one line; None where it has none."""
    saon, paon, street, *rest = (
        text(row, prefix + name) for name in ("saon", "paon", "street", "locality", "town", "postcode")
    )
    if paon and street and paon[0].isdigit():
        paon, street = None, f"{paon} {street}"
    return ", ".join(part for part in (saon, paon, street, *rest) if part) or None


def first(rows: Rows, table: str) -> Row:
    """The first row of a table, an empty one where there is none."""
    return next((row for _, row in each(rows, table)), {})


def relationship_of(row: Row) -> Relationship:
    """The relationship that a row names."""
    return _RELATIONSHIP_OF.get(str(row.get("relationship")), Relationship.NOT_RECORDED)


def status_of(ended: dt.date | None) -> InvolvementStatus:
    """Closed where an end is given."""
    return InvolvementStatus.OPEN if ended is None else InvolvementStatus.CLOSED


def is_child(rows: Rows) -> bool:
    """Whether the record is of a child: the people row says so, and a record without one counts as one."""
    return first(rows, "people").get("person_type") != "ADULT"


def identity(row: Row) -> Identity:
    """Who a row of the people table says somebody is."""
    born = day(row, "date_of_birth")
    expected = day(row, "expected_date")
    upn, former_upns = upn_identity(text(row, "upn"), None)
    number = text(row, "nhs_number")
    status = nhs_number_status(number) if number else None
    taken: Literal["verified", "unverified", "failed_check"] | None = (
        status if status in ("unverified", "failed_check") else None
    )
    if taken == "unverified" and flag(row, "nhs_number_traced"):
        taken = "verified"
    telephone = text(row, "telephone")
    return Identity(
        forename=text(row, "forename"),
        middle_names=text(row, "middle_names"),
        surname=text(row, "surname"),
        known_as=text(row, "known_as"),
        former_surname=text(row, "former_surname"),
        date_of_birth=born or expected,
        dob_certainty="exact" if born else "expected" if expected else None,
        sex=_SEX.get(str(row.get("sex"))),
        date_of_death=day(row, "date_of_death"),
        nhs_number=number if taken else None,
        nhs_number_status=taken,
        upn=upn,
        former_upns=former_upns,
        telephones=(telephone,) if telephone else (),
    )


def home(row: Row) -> tuple[list[Claim], list[str]]:
    """The home that a people row gives, confirmed on the day on which the family gave it."""
    return stay(row, ResidenceKind.MAIN_HOME.value, confirmed=day(row, "address_date"))


def stay(
    row: Row,
    kind: str | None,
    *,
    address_class: str | None = None,
    from_: dt.date | None = None,
    to: dt.date | None = None,
    confirmed: dt.date | None = None,
    **more: Any,
) -> tuple[list[Claim], list[str]]:
    """The claim of an address row, or why it places nobody now. ``more`` are further properties of the edge."""
    form = parts_form(row, address_class=address_class)
    if isinstance(form, AddressForm):
        claim = lives_at(form, kind, from_, to, confirmed)
        return [Claim("LIVES_AT", form, properties={**claim.properties, **given(**more)})], []
    return [], [form] if form is not None and to is None else []
