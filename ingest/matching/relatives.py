"""What a record is told by the people it is tied to: a child's by its parents and those born with it, an adult's by
its children and their other parents. Queries over the cache's tables, which nothing here changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ingest.matching.cache import keys_table
from model.codes import PARENTS, Relationship

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CALLED = (
    "list_concat(CASE WHEN fn_sound IS NULL THEN [] ELSE [fn_sound] END,"
    " list_transform(coalesce(fn_groups, []), lambda form: '#' || form))"
)
"""The forms of a forename that slips of the pen leave alone: its sound and the groups of its variants."""
_NAMED = f"CASE WHEN sn_sound IS NULL THEN [] ELSE list_transform({CALLED}, lambda form: form || ' ' || sn_sound) END"
_ROLES = ", ".join(f"'{role}'" for role in PARENTS)


def parents_of(children: str) -> str:
    """A query of ``parents`` (forename and surname of each, in forms), ``parent_forenames`` and ``parent_surnames`` by
    ``key`` for the children in a table (``rec``) of whom some record names a parent. Grandparents and foster carers
    are left out: cousins and children of one placement share them."""
    return (
        f"SELECT key, {_flat('named')} AS parents, {_flat('called')} AS parent_forenames,"
        f" {_flat('surnames')} AS parent_surnames"
        f" FROM (SELECT DISTINCT t.child AS key, a.key AS adult, {_NAMED} AS named, {CALLED} AS called,"
        "   coalesce(a.sns, []) AS surnames FROM tie t JOIN record a ON a.key = t.adult"
        f"  WHERE t.relationship IN ({_ROLES}) AND t.child IN (SELECT rec FROM {children}))"
        " GROUP BY key"
    )


TIES = (
    "(SELECT adult, child, relationship FROM tie UNION ALL"
    f" SELECT a.rec AS adult, c.rec AS child, '{Relationship.NOT_RECORDED}' AS relationship"
    " FROM (SELECT key AS rec, unnest(files) AS file FROM record WHERE kind = 'adult' AND files IS NOT NULL) a"
    " JOIN (SELECT key AS rec, unnest(files) AS file FROM record WHERE kind = 'child' AND files IS NOT NULL) c"
    " ON a.file = c.file)"
)
"""Which adult's record belongs to which child's: as some record says, and by the agency's family files, where the
relationship is not recorded."""


def bonds(con: DuckDBPyConnection, table: str, ties: str) -> None:
    """The temporary table ``(adult, gid, relationship)``: adults' records tied to groups of child records, by those of
    :data:`TIES` that a condition on ``adult`` and ``child`` chooses."""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT DISTINCT t.adult, p.gid, t.relationship"
        f" FROM (SELECT * FROM {TIES} WHERE {ties}) t"
        " JOIN record a ON a.key = t.adult AND a.kind = 'adult'"
        " JOIN place p ON p.rec = t.child AND p.stage = 'children'"
        " JOIN record c ON c.key = t.child AND c.kind = 'child'"
    )


def know_families(con: DuckDBPyConnection, adults: str) -> None:
    """The temporary table ``family_bond``: the bonds of the adults in a table (``rec``) and of all who are tied to the
    same groups of children's records."""
    bonds(con, "own_bond", f"adult IN (SELECT rec FROM {adults})")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE family_child AS SELECT rec FROM place"
        " WHERE stage = 'children' AND gid IN (SELECT gid FROM own_bond)"
    )
    bonds(con, "family_bond", "child IN (FROM family_child)")


def children_of(adults: str) -> str:
    """A query of ``wards`` (groups of children's records), ``ward_homes`` and ``ward_surnames`` by ``key`` for the
    adults in a table (``rec``), over the table ``family_bond``."""
    return (
        "SELECT key, list_sort(list_distinct(list(gid))) AS wards,"
        f" {_flat('homes')} AS ward_homes, {_flat('surnames')} AS ward_surnames"
        " FROM (SELECT b.adult AS key, b.gid, coalesce(c.homes, []) AS homes, coalesce(c.sns, []) AS surnames"
        "  FROM family_bond b JOIN place p ON p.gid = b.gid AND p.stage = 'children'"
        f"  JOIN record c ON c.key = p.rec WHERE b.adult IN (SELECT rec FROM {adults}))"
        " GROUP BY key"
    )


def partners_of(adults: str) -> str:
    """A query of ``partners`` (forename and surname, and surname and telephone, of each other parent of the children,
    in forms) and ``partner_forenames`` by ``key``, over the table ``family_bond``. A parent of the adult's own
    forename is left out, who may be another record of the same person, and so is the adult's own telephone."""
    person = f"SELECT key, {_NAMED} AS named, {CALLED} AS called, sn_sound, coalesce(phones, []) AS phones FROM record"
    return (
        f"SELECT key, {_flat('named')} AS partners, {_flat('called')} AS partner_forenames"
        " FROM (SELECT mine.adult AS key, other.called, list_concat(other.named,"
        "   list_transform(list_filter(other.phones, lambda phone: NOT list_contains(self.phones, phone)),"
        "    lambda phone: other.sn_sound || ' ' || phone)) AS named FROM family_bond mine"
        "  JOIN family_bond theirs ON theirs.gid = mine.gid AND theirs.adult <> mine.adult"
        f"  JOIN ({person}) self ON self.key = mine.adult JOIN ({person}) other ON other.key = theirs.adult"
        f"  WHERE mine.adult IN (SELECT rec FROM {adults}) AND theirs.relationship IN ({_ROLES})"
        "  AND NOT list_has_any(self.called, other.called)) GROUP BY key HAVING len(partner_forenames) > 0"
    )


def _roles_of(adults: str) -> str:
    """A query of the ``role`` (mother or father, where what is said of the adult leaves one of them) by ``key``."""
    parent = f"b.relationship IN ({_ROLES}) AND coalesce(a.sex, '')"
    return (
        "SELECT key, CASE WHEN mother AND NOT father THEN 'mother'"
        "  WHEN father AND NOT mother THEN 'father' END AS role"
        " FROM (SELECT b.adult AS key,"
        f"  bool_or(b.relationship = '{Relationship.MOTHER}' OR {parent} = 'F') AS mother,"
        f"  bool_or(b.relationship = '{Relationship.FATHER}' OR {parent} = 'M') AS father"
        "  FROM family_bond b JOIN record a ON a.key = b.adult"
        f"  WHERE b.adult IN (SELECT rec FROM {adults}) GROUP BY b.adult)"
    )


def _flat(lists: str) -> str:
    return f"list_sort(list_distinct(flatten(list({lists}))))"


def twinned(children: str) -> str:
    """A query of the keys (``key``) of those children's records in a table (``rec``) beside whom the same feed holds
    another child of that birth date and surname or home: perhaps a twin, and seldom a namesake."""
    return (
        "SELECT DISTINCT a.key FROM record a JOIN record m ON m.dob = a.dob AND m.feed = a.feed"
        f" WHERE a.kind = 'child' AND m.kind = 'child' AND m.key <> a.key AND a.key IN (SELECT rec FROM {children})"
        " AND (list_has_any(m.sns, a.sns) OR list_has_any(m.homes, a.homes))"
    )


def with_relatives(con: DuckDBPyConnection, stage: str, rows: str) -> str:
    """A query of the records in a table (``rec``) with what their relatives tell of them in a stage."""
    if stage == "children":
        return (
            "SELECT record.*, told.* EXCLUDE key, other.key IS NOT NULL AS twinned, NULL::VARCHAR AS role"
            f" FROM record LEFT JOIN ({parents_of(rows)}) told ON told.key = record.key"
            f" LEFT JOIN ({twinned(rows)}) other ON other.key = record.key"
            f" WHERE record.key IN (SELECT rec FROM {rows})"
        )
    know_families(con, rows)
    return (
        "SELECT record.*, told.* EXCLUDE key, other.partners, other.partner_forenames, false AS twinned, own.role"
        f" FROM record LEFT JOIN ({children_of(rows)}) told ON told.key = record.key"
        f" LEFT JOIN ({partners_of(rows)}) other ON other.key = record.key"
        f" LEFT JOIN ({_roles_of(rows)}) own ON own.key = record.key"
        f" WHERE record.key IN (SELECT rec FROM {rows})"
    )


def twins_born_with(con: DuckDBPyConnection, births: str) -> set[str]:
    """The records that :func:`twinned` finds among the children of the feeds and birth dates of a table
    (``feed, dob``)."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE asked AS SELECT DISTINCT key AS rec FROM record"
        f" JOIN {births} b ON b.feed = record.feed AND b.dob = record.dob WHERE kind = 'child'"
    )
    return {row[0] for row in con.execute(twinned("asked")).fetchall()}


def parents_by_child(con: DuckDBPyConnection, children: Iterable[str]) -> dict[str, tuple[object, ...]]:
    """The parents' names as :func:`parents_of` gives them, by child's record."""
    keys_table(con, "asked", children)
    return {row[0]: tuple(map(tuple, row[1:])) for row in con.execute(parents_of("asked")).fetchall()}
