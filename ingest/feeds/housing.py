"""Housing: tenancies, placements in temporary accommodation with their notices, homelessness applications."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.feeds._addresses import refuge
from ingest.feeds._agency import (
    IDENTIFIER,
    RELATIONSHIPS_TABLE,
    WORKERS_TABLE,
    Said,
    Voice,
    is_child,
    people_table,
    some,
    status_of,
    stay,
)
from ingest.feeds._columns import ADDRESS
from ingest.feeds._rows import day, each, flag, text
from ingest.feeds._statement import lives_at
from ingest.feeds.declaration import Column, Feed, Owner, Rows, Table, Type
from model.codes import (
    AddressClass,
    InvolvementKind,
    ProtectionBasis,
    ProtectionKind,
    ResidenceKind,
    ServiceKind,
)
from model.observations import Claim, ProtectionClaim

OPTIONS = "options"

OCCUPANCIES = Table(
    "occupancies",
    (
        Column("occupancy_id", IDENTIFIER, key=True),
        Column("person_id", IDENTIFIER, required=True),
        Column("tenancy_reference", IDENTIFIER),
        Column(
            "role",
            Type.CODE,
            codes={"TENANT": "tenant", "JOINT": "joint tenant", "OCCUPANT": "named as living in the home"},
        ),
        Column("lives_there", Type.YES_NO, "Empty for a tenant: a tenancy alone makes no household member."),
        *ADDRESS,
        Column("start_date", Type.DATE, located=True),
        Column("end_date", Type.DATE, located=True),
        Column("confirmed_date", Type.DATE, "Last visit at which the household was confirmed.", located=True),
    ),
    owners=(Owner("person", "person_id"),),
    doc="Tenants of the authority's homes, and who is named as living there.",
)

PLACEMENTS = Table(
    "placements",
    (
        Column("placement_id", IDENTIFIER, "One for each person placed.", key=True),
        Column("person_id", IDENTIFIER, required=True),
        Column(
            "accommodation",
            Type.CODE,
            codes={
                "HOTEL": "bed and breakfast or hotel",
                "NIGHTLY": "nightly paid, self-contained",
                "LEASED": "leased from a private owner",
                "HOSTEL": "hostel",
                "REFUGE": "refuge: a placement without its address",
            },
        ),
        Column("provider", doc="Who provides the accommodation."),
        *ADDRESS,
        Column("start_date", Type.DATE, located=True),
        Column("end_date", Type.DATE, located=True),
        Column("school_told_date", Type.DATE, "The day on which the school was told of the move."),
        Column("gp_told_date", Type.DATE, "The day on which the general practice was told."),
    ),
    owners=(Owner("person", "person_id"),),
    doc="Placements in temporary accommodation and the notices given of them.",
    protects=("accommodation", "REFUGE"),
)

APPLICATIONS = Table(
    "applications",
    (
        Column("application_row_id", IDENTIFIER, "One for each person in the household.", key=True),
        Column("person_id", IDENTIFIER, required=True),
        Column("application_reference", IDENTIFIER),
        Column("applied_date", Type.DATE),
        Column("closed_date", Type.DATE),
        Column(
            "reason",
            Type.CODE,
            codes={
                "DOMESTIC_ABUSE": "domestic abuse: the household's whereabouts are withheld from then on",
                "FAMILY": "family or friends no longer accommodate",
                "TENANCY": "end of a tenancy",
                "OTHER": "another reason",
            },
        ),
        Column("alleged_abuser_id", IDENTIFIER, "A person of this feed, where one is named."),
        Column("worker_id", IDENTIFIER),
        Column("last_contact_date", Type.DATE),
    ),
    owners=(Owner("person", "person_id"),),
    doc="Applications under Part 7 of the Housing Act 1996.",
    protects=("reason", "DOMESTIC_ABUSE"),
)


def _said(voice: Voice, identifier: str, rows: Rows) -> Said:  # noqa: ARG001
    claims, unplaced = _occupancies(rows)
    placed, reasons = _placements(voice, rows)
    return Said(
        [*claims, *placed, *_applications(voice, rows)], _protections(voice, rows), [*unplaced, *reasons]
    )


def _occupancies(rows: Rows) -> tuple[list[Claim], list[str]]:
    claims: list[Claim] = []
    reasons: list[str] = []
    for _, row in each(rows, "occupancies"):
        lives = flag(row, "lives_there")
        at_home = lives if lives is not None else row.get("role") == "OCCUPANT"
        kind = ResidenceKind.MAIN_HOME if at_home else ResidenceKind.TENANCY_ONLY
        found, why = stay(
            row,
            kind.value,
            from_=day(row, "start_date"),
            to=day(row, "end_date"),
            confirmed=day(row, "confirmed_date"),
        )
        claims += found
        reasons += why if at_home else []
    return claims, reasons


def _placements(voice: Voice, rows: Rows) -> tuple[list[Claim], list[str]]:
    claims: list[Claim] = []
    reasons: list[str] = []
    for case, row in each(rows, "placements"):
        start, end = day(row, "start_date"), day(row, "end_date")
        code = row.get("accommodation")
        if code == "REFUGE":
            claims.append(lives_at(refuge(), ResidenceKind.MAIN_HOME.value, start, end))
        else:
            found, why = stay(
                row,
                ResidenceKind.MAIN_HOME.value,
                address_class=(AddressClass.HOSTEL if code == "HOSTEL" else AddressClass.TEMPORARY).value,
                from_=start,
                to=end,
                provider=text(row, "provider"),
                school_told=day(row, "school_told_date"),
                gp_told=day(row, "gp_told_date"),
            )
            claims += found
            reasons += why
        if is_child(rows):
            kind = InvolvementKind.TEMPORARY_ACCOMMODATION
            claims += some(voice.involved(OPTIONS, kind, status_of(end), from_=start, to=end, case=case))
    return claims, reasons


def _applications(voice: Voice, rows: Rows) -> Iterator[Claim]:
    for case, row in each(rows, "applications"):
        applied, closed = day(row, "applied_date"), day(row, "closed_date")
        if is_child(rows):
            yield from some(
                voice.involved(
                    OPTIONS,
                    InvolvementKind.HOMELESSNESS,
                    status_of(closed),
                    from_=applied,
                    to=closed,
                    last_contact=day(row, "last_contact_date"),
                    case=text(row, "application_reference") or case,
                ),
                voice.works_with(text(row, "worker_id"), OPTIONS, from_=applied, to=closed),
            )


def _protections(voice: Voice, rows: Rows) -> Iterator[ProtectionClaim]:
    """Provisional, until a person lifts them: a stay in a refuge, an application because of domestic abuse."""
    for case, row in each(rows, "placements"):
        if row.get("accommodation") == "REFUGE":
            yield ProtectionClaim(
                voice.key("refuge", case),
                ProtectionKind.LOCATION.value,
                ProtectionBasis.REFUGE.value,
                day(row, "start_date"),
            )
    for case, row in each(rows, "applications"):
        if row.get("reason") == "DOMESTIC_ABUSE":
            abuser = text(row, "alleged_abuser_id")
            yield ProtectionClaim(
                voice.key("application", case),
                ProtectionKind.LOCATION.value,
                ProtectionBasis.HOMELESS_DOMESTIC_ABUSE.value,
                day(row, "applied_date"),
                alleged_abuser=voice.key("person", abuser) if abuser else None,
            )


VOICE = Voice("housing", ServiceKind.HOUSING, _said, {OPTIONS: "Housing options and homelessness"})

FEED = Feed(
    code="housing",
    agency_code="housing",
    agency_name="Housing",
    cadence_days=7,
    lawful_basis=(
        "Public task, UK GDPR Art. 6(1)(e): Children Act 2004 ss. 10 and 11; Housing Act 1996 Part 7. The category "
        "of an application is taken for what it protects, Art. 9(2)(g) with the Data Protection Act 2018, Sch. 1 "
        "para. 18."
    ),
    tables=(
        people_table("Everybody in a household that the authority houses or that applied."),
        RELATIONSHIPS_TABLE,
        OCCUPANCIES,
        PLACEMENTS,
        APPLICATIONS,
        WORKERS_TABLE,
    ),
    observe=VOICE.observe,
    doc="Who is housed where and by whom. No rent, no arrears, no assessment.",
    constant_records=VOICE.constant_records,
)
