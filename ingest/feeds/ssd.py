"""The Standard Safeguarding Dataset in full, for an authority that sends every object of the standard.

The pilot's feed `social_care` holds the ten objects that an index needs first, with local additions. This one holds the
rest as well. An authority sends one or the other; where both have come, a person of one is the person of that
identifier in the other. Objects about health, offences and adoptions are known and not taken.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.feeds import _ssd_claims as ssd
from ingest.feeds._rows import each, given, text
from ingest.feeds._social_care_claims import observe as pilot
from ingest.feeds._social_care_involvements import NO_TEAM
from ingest.feeds._ssd_tables import MORE, NOT_TAKEN
from ingest.feeds._statement import identifier_of, without_repeats
from ingest.feeds.declaration import Column, Feed, Row, Rows, Table, Type
from ingest.feeds.social_care import FEED as PILOT
from model.observations import AddressForm, Claim, Statement, record_key

CODE = ssd.CODE
_LEFT_OUT = (
    "pers_forename",
    "pers_surname",
    "pers_upn",
    "pers_single_unique_id",
    "pers_upn_unknown",
    "pers_is_mother",
)
"""Columns of the person that one version of the standard or another lacks."""
_ADDED = {
    "ssd_cla_episodes": (
        Column("clae_cla_id", Type.IDENTIFIER, "Names the time in care in other objects.", extension=True),
        Column("clae_cla_placement_id", Type.IDENTIFIER, extension=True),
        Column("clae_cla_last_iro_contact_date", Type.DATE, extension=True),
    ),
    "ssd_cp_plans": (Column("cppl_icpc_id", Type.IDENTIFIER, extension=True),),
}
_RENAMED = {"pers_single_unique_id": ("pers_common_child_id",)}


def _in_full(table: Table) -> Table:
    """A table of the pilot with what the standard adds to it."""
    columns = tuple(
        replace(
            column,
            extension=column.extension or column.name in _LEFT_OUT,
            aliases=(*column.aliases, *_RENAMED.get(column.name, ())),
        )
        for column in table.columns
    )
    return replace(
        table, columns=(*columns, *_ADDED.get(table.name, ())), sort="teams" if table.name == "teams" else ""
    )


TABLES = (*(_in_full(table) for table in PILOT.tables), *MORE)


def observe(key: str, rows: Rows) -> Statement:
    """The statement of one record: what the pilot's feed reads in its rows, and what the further objects say."""
    kind, identifier = identifier_of(key)
    if kind == "event":
        row: Row = next((row for _, row in each(rows, "missing_events")), {})
        attributes = {"key": f"{CODE}:{identifier}", "agency": PILOT.agency_code, **ssd.event(row)}
        return Statement(key, CODE, PILOT.agency_code, "event", identifier, attributes=attributes)
    said = _own(pilot(record_key(PILOT.code, kind, identifier), rows), key)
    if kind == "service":
        department: Row = next((row for _, row in each(rows, "ssd_department")), {})
        return replace(said, attributes={**given(name=text(department, "dept_team_name")), **said.attributes})
    if kind != "person":
        return said
    claims = [ssd.visited(claim, rows) for claim in said.claims]
    further = list(ssd.involvements(rows))
    child = said.kind == "adult" and not any(_is_said(rows)) and bool(further)
    return replace(
        said,
        kind="child" if child else said.kind,
        identity=ssd.identity(said.identity, rows),
        claims=without_repeats([*claims, *further]),
        same_as=(record_key(PILOT.code, "person", identifier),),
    )


def _is_said(rows: Rows) -> list[bool]:
    return ["pers_is_adult" in row for _, row in each(rows, "ssd_person")]


def _own(said: Statement, key: str) -> Statement:
    """A statement of the pilot's feed as one of this feed: every key that it names is this feed's."""
    claims = tuple(
        replace(claim, target=_renamed(claim.target), properties=_properties(claim)) for claim in said.claims
    )
    protections = tuple(
        replace(
            each_one,
            key=_key(each_one.key),
            alleged_abuser=_key(each_one.alleged_abuser) if each_one.alleged_abuser else None,
            sealed_from=_key(each_one.sealed_from) if each_one.sealed_from else None,
        )
        for each_one in said.protections
    )
    named = {"key": _key(str(said.attributes["key"]))} if "key" in said.attributes else {}
    return replace(
        said,
        key=key,
        feed=CODE,
        claims=claims,
        protections=protections,
        family_files=tuple(map(_key, said.family_files)),
        attributes={**said.attributes, **named},
    )


def _renamed(target: str | AddressForm) -> str | AddressForm:
    return _key(target) if isinstance(target, str) else target


def _properties(claim: Claim) -> dict[str, object]:
    at = claim.properties.get("service")
    return {**claim.properties, "service": _key(str(at))} if at is not None else claim.properties


def _key(key: str) -> str:
    feed, colon, rest = key.partition(":")
    return f"{CODE}{colon}{rest}" if feed == PILOT.code else key


FEED = Feed(
    code=CODE,
    agency_code=PILOT.agency_code,
    agency_name=PILOT.agency_name,
    cadence_days=PILOT.cadence_days,
    lawful_basis=PILOT.lawful_basis,
    tables=TABLES,
    observe=observe,
    doc="The Standard Safeguarding Dataset in full. An authority sends this feed or `social_care`, not both.",
    constant_records={
        f"{CODE}:service:{NO_TEAM}": {
            "teams": {
                NO_TEAM: {"team_id": NO_TEAM, "team_name": "Team not recorded", "team_kind": "SOCIAL_WORK"}
            }
        }
    },
    usual_kind="full",
    not_taken=NOT_TAKEN,
    in_full_of=PILOT.code,
)
