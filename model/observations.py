"""Observations: what one version of one record says, as typed values. Pure; no database, no feed format.

``ingest.feeds`` turns source rows into a :class:`Statement`; the projection turns statements into nodes and edges.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["child", "adult", "school", "service", "professional", "event"]


def record_key(feed: str, kind: str, identifier: str) -> str:
    """``feed:kind:identifier``. Child and adult records of one agency share the kind ``person`` in the key, because an
    agency's person identifier says who somebody is and not how old they are."""
    return f"{feed}:{'person' if kind in ('child', 'adult') else kind}:{identifier}"


@dataclass(frozen=True, slots=True)
class Identity:
    """Personal evidence as an agency gives it, cleaned of white space only. Absent is None, never empty text."""

    forename: str | None = None
    middle_names: str | None = None
    surname: str | None = None
    known_as: str | None = None
    former_surname: str | None = None
    date_of_birth: dt.date | None = None
    dob_certainty: Literal["exact", "estimated", "expected"] | None = None
    sex: Literal["F", "M", "X"] | None = None
    date_of_death: dt.date | None = None
    nhs_number: str | None = None
    nhs_number_status: Literal["verified", "unverified", "failed_check"] | None = None
    upn: str | None = None
    former_upns: tuple[str, ...] = ()
    uln: str | None = None
    telephones: tuple[str, ...] = ()
    email: str | None = None
    ethnicity: str | None = None
    """As a return codes it: no evidence for anybody, and shown nowhere; it tells whether matching is fair."""
    interpreter: str | None = None
    """Language for which an interpreter is needed. Says nothing of who somebody is."""
    contact_safely: str | None = None
    """How somebody is to be contacted; may tell where they are."""


@dataclass(frozen=True, slots=True)
class AddressForm:
    """An address as a feed writes it. ``lines`` are free lines; ``saon``, ``paon``, ``street`` are parsed parts."""

    lines: tuple[str, ...] = ()
    saon: str | None = None
    paon: str | None = None
    street: str | None = None
    locality: str | None = None
    town: str | None = None
    postcode: str | None = None
    uprn: str | None = None
    address_class: str | None = None
    easting: float | None = None
    northing: float | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a record says about its subject, to become one edge.

    ``edge`` is an edge type of :mod:`model.edges` (``LIVES_AT`` ...). ``target`` is a record key (of a person, school,
    service or professional), or an :class:`AddressForm` for LIVES_AT. ``outgoing`` is False where it runs from the
    target to the subject (a child's record that names its mother: PARENT_OF runs mother -> child).
    ``properties`` are those declared on the edge class, dates included, under their database names (``from``, ``to``).
    """

    edge: str
    target: str | AddressForm
    outgoing: bool = True
    properties: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProtectionClaim:
    """A protection declared for the subject of a record. ``sealed_from`` is the record key of the other identity."""

    key: str
    kind: str
    basis: str
    since: dt.date | None = None
    until: dt.date | None = None
    alleged_abuser: str | None = None
    sealed_from: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Everything that one version of one record says."""

    key: str
    feed: str
    agency: str
    kind: Kind
    identifier: str
    identity: Identity = field(default_factory=Identity)
    family_files: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    protections: tuple[ProtectionClaim, ...] = ()
    attributes: dict[str, Any] = field(default_factory=dict)
    """Properties of a school, service, professional or event, under their database names."""
    same_as: tuple[str, ...] = ()
    """Keys of records of other feeds that are of the same person, because both hold one identifier that one authority
    gives once: nobody needs to be compared. Such a record may not have been delivered."""
    unplaced: str | None = None
    """Why no current address could be read from this record, where it says so (no fixed abode, left the area)."""
    per_child: bool = False
    """The identifier is of one child's contact: the feed repeats such an adult for every brother and sister."""
