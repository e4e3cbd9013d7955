"""What a record is told by the people it is tied to: a child's by its parents and those born with it, an adult's by
its children and their other parents. Queries over the tables of matching, which nothing here changes; each brings in
the rows that it asks for."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.matching.prepare import FORM
from ingest.matching.stand_ins import compared, without
from ingest.matching.working import Working, keys_table
from model.codes import PARENTS, Relationship

CALLED = (
    "list_concat(CASE WHEN fn_sound IS NULL THEN [] ELSE [fn_sound] END,"
    " list_transform(coalesce(fn_groups, []), lambda form: '#' || form))"
)
"""The forms of a forename that slips of the pen leave alone: its sound and the groups of its variants."""
_SURNAMED = f"list_append(list_filter(coalesce(sns, []), lambda name: starts_with(name, '{FORM}')), sn_sound)"
_NAMED = (
    f"CASE WHEN sn_sound IS NULL THEN [] ELSE flatten(list_transform({_SURNAMED},"
    f" lambda last: list_transform({CALLED}, lambda form: form || ' ' || last))) END"
)
_MARKS = (
    "list_concat(CASE WHEN a.nhs IS NULL THEN [] ELSE ['n' || a.nhs] END, CASE WHEN a.dob IS NULL THEN []"
    f" ELSE list_transform({CALLED}, lambda form: form || ' ' || a.dob) END)"
)
"""What makes one woman of two records of a mother: an NHS number, or a forename and a date of birth."""
_ROLES = ", ".join(f"'{role}'" for role in PARENTS)


def born_of(records: str) -> str:
    """A query of the rows of ``born`` of a table of records: two children's records share a key where one feed holds
    both, of one birth date and with a surname or home in common."""
    return (
        "SELECT DISTINCT (hash(concat_ws('|', feed, dob, token)) // 2)::BIGINT AS key, key AS rec"
        " FROM (SELECT key, feed, dob, unnest(list_concat(list_transform(coalesce(sns, []), lambda name: 'n' || name),"
        " list_transform(coalesce(homes, []), lambda home: 'h' || home))) AS token"
        f" FROM {records} WHERE kind = 'child' AND dob IS NOT NULL)"
    )


def filed_of(records: str) -> str:
    """A query of the rows of ``filed`` of a table of records."""
    return (
        "SELECT DISTINCT file, key AS rec, kind = 'adult' AS adult"
        f" FROM (SELECT key, kind, unnest(files) AS file FROM {records} WHERE files IS NOT NULL)"
    )


def parents_of(con: Working, children: str) -> str:
    """A query of ``parents`` (forename and surname of each, in forms), ``parent_forenames``, ``parent_surnames`` and
    ``mothers`` (what marks each who is no father as one woman) by ``key`` for the children in a table (``rec``) of whom
    some record names a parent. Grandparents and foster carers are left out: cousins and children of one placement share
    them."""
    con.bring("tie", "child", f"SELECT rec FROM {children}")
    con.bring("record", "key", f"SELECT adult FROM tie WHERE child IN (SELECT rec FROM {children})")
    return (
        f"SELECT key, {_flat('named')} AS parents, {_flat('called')} AS parent_forenames,"
        f" {_flat('surnames')} AS parent_surnames, {_flat('marks')} AS mothers"
        f" FROM (SELECT DISTINCT t.child AS key, a.key AS adult, {_NAMED} AS named, {CALLED} AS called,"
        f"   coalesce(a.sns, []) AS surnames, CASE WHEN t.relationship = '{Relationship.FATHER}' OR a.sex = 'M'"
        f"   THEN [] ELSE {_MARKS} END AS marks FROM tie t JOIN record a ON a.key = t.adult"
        f"  WHERE t.relationship IN ({_ROLES}) AND t.child IN (SELECT rec FROM {children}))"
        " GROUP BY key"
    )


def ties_of(con: Working, table: str, column: str, keys: str) -> None:
    """The temporary table ``(adult, child, relationship)``: which adult's record belongs to which child's, as some
    record says, and by the agency's family files, where the relationship is not recorded. Those whose ``column`` (adult
    or child) is among the keys that a query gives."""
    con.bring("tie", column, keys)
    con.bring("filed", "rec", keys)
    con.bring("filed", "file", f"SELECT file FROM filed WHERE rec IN ({keys})")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS"
        f" SELECT adult, child, relationship FROM tie WHERE {column} IN ({keys}) UNION ALL"
        f" SELECT a.rec AS adult, c.rec AS child, '{Relationship.NOT_RECORDED}' AS relationship"
        " FROM filed a JOIN filed c ON a.file = c.file AND a.adult AND NOT c.adult"
        f" WHERE {'a' if column == 'adult' else 'c'}.rec IN ({keys})"
    )


def bonds(con: Working, table: str, column: str, keys: str) -> None:
    """The temporary table ``(adult, gid, relationship)``: adults' records tied to groups of child records, by those
    ties that :func:`ties_of` gives."""
    ties_of(con, "bond_tie", column, keys)
    con.bring("record", "key", "SELECT adult FROM bond_tie UNION SELECT child FROM bond_tie")
    con.bring("place", "rec", "SELECT child FROM bond_tie")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT DISTINCT t.adult, p.gid, t.relationship"
        " FROM bond_tie t"
        " JOIN record a ON a.key = t.adult AND a.kind = 'adult'"
        " JOIN place p ON p.rec = t.child AND p.stage = 'children'"
        " JOIN record c ON c.key = t.child AND c.kind = 'child'"
    )


def know_families(con: Working, adults: str) -> None:
    """The temporary table ``family_bond``: the bonds of the adults in a table (``rec``) and of all who are tied to the
    same groups of children's records."""
    bonds(con, "own_bond", "adult", f"SELECT rec FROM {adults}")
    con.bring("place", "gid", "SELECT gid FROM own_bond")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE family_child AS SELECT rec FROM place"
        " WHERE stage = 'children' AND gid IN (SELECT gid FROM own_bond)"
    )
    con.bring("record", "key", "FROM family_child")
    bonds(con, "family_bond", "child", "SELECT rec FROM family_child")


def children_of(adults: str) -> str:
    """A query of ``wards`` (groups of children's records), ``ward_homes`` and ``ward_surnames`` by ``key`` for the
    adults in a table (``rec``), over the table ``family_bond``."""
    homes = without("coalesce(c.homes, [])", "home")
    return (
        "SELECT key, list_sort(list_distinct(list(gid))) AS wards,"
        f" {_flat('homes')} AS ward_homes, {_flat('surnames')} AS ward_surnames"
        f" FROM (SELECT b.adult AS key, b.gid, {homes} AS homes, coalesce(c.sns, []) AS surnames"
        "  FROM family_bond b JOIN place p ON p.gid = b.gid AND p.stage = 'children'"
        f"  JOIN record c ON c.key = p.rec WHERE b.adult IN (SELECT rec FROM {adults}))"
        " GROUP BY key"
    )


def partners_of(adults: str) -> str:
    """A query of ``partners`` (forename and surname, and surname and telephone, of each other parent of the children,
    in forms) and ``partner_forenames`` by ``key``, over the table ``family_bond``. A parent of the adult's own
    forename is left out, who may be another record of the same person, and so is the adult's own telephone."""
    phones = without("coalesce(phones, [])", "phone")
    person = f"SELECT key, {_NAMED} AS named, {CALLED} AS called, sn_sound, {phones} AS phones FROM record"
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


def twinned(con: Working, children: str) -> str:
    """A query of those children's records in a table (``rec``) beside whom the same feed holds another child of that
    birth date and surname or home: perhaps a twin, and seldom a namesake; by ``key``, with the forenames of those
    others (``twin_names``)."""
    con.bring("born", "rec", f"SELECT rec FROM {children}")
    con.bring("born", "key", _births_of(children))
    con.bring("record", "key", f"SELECT rec FROM born WHERE key IN ({_births_of(children)})")
    return (
        "SELECT a.rec AS key, list(DISTINCT other.fn) AS twin_names FROM born a"
        " JOIN born b ON a.key = b.key AND a.rec <> b.rec JOIN record other ON other.key = b.rec"
        f" WHERE a.rec IN (SELECT rec FROM {children}) GROUP BY a.rec"
    )


def _births_of(children: str) -> str:
    return f"SELECT key FROM born WHERE rec IN (SELECT rec FROM {children})"


def with_relatives(con: Working, stage: str, rows: str) -> str:
    """A query of the records in a table (``rec``) with what their relatives tell of them in a stage."""
    con.bring("record", "key", f"SELECT rec FROM {rows}")
    record = f"({compared(con, rows)}) record"
    if stage == "children":
        return (
            "SELECT record.*, told.* EXCLUDE key, other.key IS NOT NULL AS twinned, other.twin_names,"
            " NULL::VARCHAR AS role, dob AS born"
            f" FROM {record} LEFT JOIN ({parents_of(con, rows)}) told ON told.key = record.key"
            f" LEFT JOIN ({twinned(con, rows)}) other ON other.key = record.key"
        )
    know_families(con, rows)
    return (
        "SELECT record.*, told.* EXCLUDE key, other.partners, other.partner_forenames, false AS twinned, own.role,"
        " NULL::DATE AS born, NULL::VARCHAR[] AS mothers"
        f" FROM {record} LEFT JOIN ({children_of(rows)}) told ON told.key = record.key"
        f" LEFT JOIN ({partners_of(rows)}) other ON other.key = record.key"
        f" LEFT JOIN ({_roles_of(rows)}) own ON own.key = record.key"
    )


def twins_beside(con: Working, births: str) -> set[tuple[str, str | None]]:
    """The records that have a key of ``born`` in a table (``key``) in common with another, each with what that one's
    forename is."""
    con.bring("born", "key", f"SELECT key FROM {births}")
    con.bring("record", "key", f"SELECT rec FROM born WHERE key IN (SELECT key FROM {births})")
    found = con.execute(
        "SELECT DISTINCT a.rec, other.fn FROM born a JOIN born b ON a.key = b.key AND a.rec <> b.rec"
        f" JOIN record other ON other.key = b.rec WHERE a.key IN (SELECT key FROM {births})"
    )
    return {(row[0], row[1]) for row in found.fetchall()}


def parents_by_child(con: Working, children: Iterable[str]) -> dict[str, tuple[object, ...]]:
    """The parents' names as :func:`parents_of` gives them, by child's record."""
    keys_table(con, "asked", children)
    return {row[0]: tuple(map(tuple, row[1:])) for row in con.execute(parents_of(con, "asked")).fetchall()}
