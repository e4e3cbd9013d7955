"""What the rows of one social-care record say: of a person, a team or a worker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ingest.feeds._addresses import json_form, refuge
from ingest.feeds._rows import day, each, flag, given, text
from ingest.feeds._social_care_codes import RELATIONSHIP_OF
from ingest.feeds._social_care_involvements import FEED, involvements, reference, workers
from ingest.feeds._statement import (
    identifier_of,
    lives_at,
    most_telling,
    relationship_claims,
    upn_identity,
    without_repeats,
)
from ingest.feeds.declaration import Row, Rows
from model.codes import (
    AddressClass,
    ProtectionBasis,
    ProtectionKind,
    Relationship,
    ResidenceKind,
)
from model.identifiers import nhs_number_status
from model.observations import AddressForm, Claim, Identity, ProtectionClaim, Statement

_SEX: dict[str, Literal["F", "M", "X"]] = {"F": "F", "M": "M"}

_RESIDENCE: dict[str, tuple[ResidenceKind, AddressClass | None]] = {
    "HOME": (ResidenceKind.MAIN_HOME, None),
    "SECOND": (ResidenceKind.SECOND_HOME, None),
    "PLACEMENT": (ResidenceKind.PLACEMENT, None),
    "TEMP": (ResidenceKind.MAIN_HOME, AddressClass.TEMPORARY),
    "HOSTEL": (ResidenceKind.MAIN_HOME, AddressClass.HOSTEL),
    "CHILDRENS_HOME": (ResidenceKind.PLACEMENT, AddressClass.CHILDRENS_HOME),
    "CORRESPONDENCE": (ResidenceKind.CORRESPONDENCE, None),
    "PRISON": (ResidenceKind.PLACEMENT, AddressClass.PRISON),
}
"""A prison is a placement: somebody else put the person there, and it makes no household. An address without a type is
claimed without a kind, and so makes none either."""


def observe(key: str, rows: Rows) -> Statement:
    """The statement of one record of children's social care."""
    kind, identifier = identifier_of(key)
    if kind == "service":
        return _service(key, identifier, rows)
    if kind == "professional":
        return _professional(key, identifier, rows)
    return _person(key, identifier, rows)


def _service(key: str, identifier: str, rows: Rows) -> Statement:
    row: Row = next((row for _, row in each(rows, "teams")), {})
    kind = text(row, "team_kind")
    attributes = given(
        key=f"{FEED}:{identifier}",
        name=text(row, "team_name"),
        agency=FEED,
        kind=kind.lower() if kind else None,
        sensitive=flag(row, "team_sensitive"),
        telephone=text(row, "team_telephone"),
        out_of_hours_telephone=text(row, "team_out_of_hours_telephone"),
        email=text(row, "team_email"),
    )
    return Statement(key, FEED, FEED, "service", identifier, attributes=attributes)


def _professional(key: str, identifier: str, rows: Rows) -> Statement:
    row: Row = next((row for _, row in each(rows, "ssd_professionals")), {})
    team = text(row, "prof_team_id")
    attributes = given(
        key=f"{FEED}:{identifier}",
        name=text(row, "prof_professional_name"),
        role=text(row, "prof_professional_job_title"),
        telephone=text(row, "prof_telephone"),
        email=text(row, "prof_email"),
        active=flag(row, "prof_active"),
    )
    claims = (Claim("WORKS_FOR", reference("service", team)),) if team else ()
    return Statement(key, FEED, FEED, "professional", identifier, claims=claims, attributes=attributes)


def _person(key: str, identifier: str, rows: Rows) -> Statement:
    row: Row = next((row for _, row in each(rows, "ssd_person")), {})
    stays, unplaced = _stays(rows)
    claims = [*stays, *_relationships(rows), *involvements(rows), *workers(rows)]
    families = (text(family, "fami_family_id") for _, family in each(rows, "ssd_family"))
    return Statement(
        key,
        FEED,
        FEED,
        "adult" if _is_adult(row, rows) else "child",
        identifier,
        identity=_identity(row),
        family_files=tuple(sorted({reference("family", family) for family in families if family})),
        claims=without_repeats(claims),
        protections=tuple(_protections(rows)),
        unplaced=unplaced,
    )


def _is_adult(row: Row, rows: Rows) -> bool:
    """Said to be adult; else not known as a child to anybody here, and a mother or an adult in somebody's life."""
    said = flag(row, "pers_is_adult")
    if said is not None:
        return said
    of_children = ("ssd_cin_episodes", "ssd_cp_plans", "ssd_cla_episodes", "ssd_contacts")
    if any(rows.get(table) for table in of_children) or any(
        name in row for name in ("pers_upn", "pers_upn_unknown", "pers_expected_dob")
    ):
        return False
    return bool(row.get("pers_is_mother") or rows.get("ssd_mother") or rows.get("adult_relationships"))


def _identity(row: Row) -> Identity:
    born, expected = day(row, "pers_dob"), day(row, "pers_expected_dob")
    certainty: Literal["exact", "estimated", "expected"] | None = None
    if born is not None:
        certainty = "estimated" if flag(row, "pers_dob_estimated") else "exact"
    elif expected is not None:
        certainty = "expected"
    upn, former_upns = upn_identity(text(row, "pers_upn"), None)
    nhs_number = text(row, "pers_single_unique_id")
    status = nhs_number_status(nhs_number) if nhs_number else None
    telephone = text(row, "pers_telephone")
    return Identity(
        forename=text(row, "pers_forename"),
        middle_names=text(row, "pers_middle_names"),
        surname=text(row, "pers_surname"),
        known_as=text(row, "pers_known_as"),
        former_surname=text(row, "pers_former_surname"),
        date_of_birth=born or expected,
        dob_certainty=certainty,
        sex=_SEX.get(str(row.get("pers_sex"))),
        date_of_death=day(row, "pers_death_date"),
        nhs_number=nhs_number if status in ("unverified", "failed_check") else None,
        nhs_number_status=status if status in ("unverified", "failed_check") else None,
        upn=upn,
        former_upns=former_upns,
        telephones=(telephone,) if telephone else (),
        interpreter=text(row, "pers_interpreter"),
        contact_safely=text(row, "pers_contact_safely"),
    )


def _stays(rows: Rows) -> tuple[list[Claim], str | None]:
    """Where the person lives and lived, and why no current address can be read where the rows say that."""
    claims: list[Claim] = []
    reasons: list[str] = []
    current = False
    for _, row in each(rows, "ssd_address"):
        code = text(row, "addr_address_type")
        from_, to = day(row, "addr_address_start_date"), day(row, "addr_address_end_date")
        confirmed = day(row, "addr_confirmed_date")
        if code == "REFUGE":
            claims.append(lives_at(refuge(), ResidenceKind.MAIN_HOME.value, from_, to, confirmed))
            current = current or to is None
            continue
        residence, address_class = _RESIDENCE.get(code or "", (None, None))
        form = json_form(
            text(row, "addr_address_json"),
            text(row, "addr_address_postcode"),
            address_class.value if address_class else None,
        )
        if code == "NFA":
            form = "no_fixed_abode"
        if isinstance(form, AddressForm):
            claims.append(lives_at(form, residence.value if residence else None, from_, to, confirmed))
            current = current or (to is None and residence is not ResidenceKind.CORRESPONDENCE)
        elif to is None:
            reasons.append(form or "none_given")
    return claims, None if current or not reasons else most_telling(reasons)


def _relationships(rows: Rows) -> Iterator[Claim]:
    for _, row in each(rows, "ssd_mother"):
        child = text(row, "moth_childs_person_id")
        if child:
            yield Claim("PARENT_OF", reference("person", child), properties={"kind": "birth"})
    for _, row in each(rows, "adult_relationships"):
        other = text(row, "arel_person_id")
        if not other:
            continue
        relationship = RELATIONSHIP_OF.get(str(row.get("arel_relationship")), Relationship.NOT_RECORDED)
        basis = text(row, "arel_responsibility_basis")
        yield from relationship_claims(
            reference("person", other),
            relationship,
            parent_kind="birth" if relationship in (Relationship.MOTHER, Relationship.FATHER) else None,
            lives_with=flag(row, "arel_lives_with"),
            responsibility=flag(row, "arel_parental_responsibility"),
            basis=basis.lower() if basis else None,
            from_=day(row, "arel_start_date"),
            to=day(row, "arel_end_date"),
        )


def _protections(rows: Rows) -> Iterator[ProtectionClaim]:
    """Declared protections, and the provisional one that every stay in a refuge implies until a person lifts it."""
    for identifier, row in each(rows, "protections"):
        kind, basis = text(row, "prot_kind"), text(row, "prot_basis")
        abuser, other = text(row, "prot_alleged_abuser_person_id"), text(row, "prot_sealed_from_person_id")
        yield ProtectionClaim(
            key=reference("protection", identifier),
            # A kind that nobody can read still protects: hidden, until somebody says what was meant.
            kind=kind.lower() if kind else ProtectionKind.HIDDEN.value,
            basis=basis.lower() if basis else ProtectionBasis.OTHER.value,
            since=day(row, "prot_from"),
            until=day(row, "prot_until"),
            alleged_abuser=reference("person", abuser) if abuser else None,
            sealed_from=reference("person", other) if other else None,
        )
    for identifier, row in each(rows, "ssd_address"):
        if row.get("addr_address_type") == "REFUGE":
            yield ProtectionClaim(
                key=reference("refuge", identifier),
                kind=ProtectionKind.LOCATION.value,
                basis=ProtectionBasis.REFUGE.value,
                since=day(row, "addr_address_start_date"),
            )
