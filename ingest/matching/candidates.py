"""Which pairs of records are worth weighing. The answer for a record depends on current records alone.

A key that more than :data:`CROWD` records share says too little and proposes nothing; other keys of the same records
do. Measured recall of the keys is printed by the benchmark.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from ingest.matching.cache import fill, keys_table
from ingest.matching.relations import COMPATIBLE, COMPATIBLE_ACROSS
from ingest.matching.relatives import CALLED, bonds, children_of, know_families, partners_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CROWD = 80
"""Records that may share a key."""
WEAK_CROWD = 10
"""Records that may share a key of a weak rule (:data:`ingest.matching.prepare.WEAK`)."""
MOST = f"(CASE WHEN key % 2 = 1 THEN {WEAK_CROWD} ELSE {CROWD} END)"
"""How many records may share a key, in SQL: the hashes of weak keys are odd, those of others even."""


def crowds_of(con: DuckDBPyConnection, records: str) -> dict[int, bool]:
    """For each key that the records of a table (``rec``) have: whether it is crowded now."""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE asked AS SELECT DISTINCT key FROM block WHERE rec IN (SELECT rec FROM {records})"
    )
    return dict(
        con.execute(
            f"SELECT key, count(*) > {MOST} FROM block WHERE key IN (FROM asked) GROUP BY key"
        ).fetchall()
    )


def members_of(con: DuckDBPyConnection, keys: Collection[int], table: str = "block") -> set[str]:
    """The records that have one of these keys in a table (``key``, ``rec``)."""
    if not keys:
        return set()
    con.execute("CREATE OR REPLACE TEMP TABLE asked (key UBIGINT)")
    fill(con, "asked", {"key": "UBIGINT"}, [(key,) for key in keys])
    return {
        row[0]
        for row in con.execute(f"SELECT DISTINCT rec FROM {table} WHERE key IN (FROM asked)").fetchall()
    }


def propose_children(con: DuckDBPyConnection, affected: Iterable[str], table: str) -> int:
    """Pairs of which one record is affected and at least one is a child's, into ``table (l, r)``; how many."""
    keys_table(con, "affected", affected)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE near_block AS SELECT key, rec, adult FROM block"
        " WHERE key IN (SELECT key FROM block WHERE rec IN (FROM affected))"
        f" QUALIFY count(*) OVER (PARTITION BY key) BETWEEN 2 AND {MOST}"
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS"
        " SELECT DISTINCT least(a.rec, b.rec) AS l, greatest(a.rec, b.rec) AS r"
        " FROM (SELECT * FROM near_block WHERE rec IN (FROM affected)) a"
        " JOIN near_block b ON a.key = b.key AND a.rec <> b.rec AND NOT (a.adult AND b.adult)"
    )
    return _count(con, table)


def propose_adults(con: DuckDBPyConnection, affected: Iterable[str], table: str) -> int:
    """Pairs of adults' records of which one is affected, into ``table (l, r)``; how many.

    They are tied to one child group in relationships that one person may have, and to none in relationships that one
    person may not have. Or, tied to no child in common, they are of one generation, and share a form of the forename
    and a telephone, a home of their children or the other parent, or a surname and a telephone. :func:`index_adults`
    has been called with those affected.
    """
    keys_table(con, "affected", affected)
    _pairs_table(con, "compatible", COMPATIBLE)
    _pairs_table(con, "compatible_across", COMPATIBLE_ACROSS)
    know_families(con, "affected")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT a.adult AS l, b.adult AS r"
        " FROM family_bond a JOIN family_bond b ON a.gid = b.gid AND a.adult < b.adult"
        " LEFT JOIN compatible c ON c.one = a.relationship AND c.other = b.relationship"
        " WHERE a.adult IN (FROM affected) OR b.adult IN (FROM affected)"
        " GROUP BY a.adult, b.adult HAVING count(*) = count(c.one)"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE close AS SELECT key, rec FROM near_adult"
        " WHERE key IN (SELECT key FROM near_adult WHERE rec IN (FROM affected))"
        f" QUALIFY count(*) OVER (PARTITION BY key) BETWEEN 2 AND {CROWD}"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE close_pair AS SELECT DISTINCT a.rec AS l, b.rec AS r FROM close a"
        " JOIN close b ON a.key = b.key AND a.rec < b.rec WHERE a.rec IN (FROM affected) OR b.rec IN (FROM affected)"
    )
    bonds(con, "bond", "adult IN (SELECT l FROM close_pair UNION SELECT r FROM close_pair)")
    con.execute(
        f"INSERT INTO {table} SELECT p.l, p.r FROM close_pair p"
        " JOIN bond x ON x.adult = p.l JOIN bond y ON y.adult = p.r"
        " LEFT JOIN compatible_across c ON c.one = x.relationship AND c.other = y.relationship"
        " GROUP BY p.l, p.r HAVING count(*) = count(c.one) AND NOT bool_or(x.gid = y.gid)"
    )
    return _count(con, table)


def stated_pairs(con: DuckDBPyConnection, affected: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of records, one of them affected, that hold one identifier which an authority gives once."""
    if con.execute("SELECT count(*) FROM stated").fetchone() == (0,):
        return []
    keys_table(con, "affected", affected)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE named AS SELECT rec, token FROM stated"
        " UNION SELECT key, key FROM record WHERE key IN (SELECT token FROM stated)"
    )
    found = con.execute(
        "SELECT DISTINCT least(a.rec, b.rec) AS l, greatest(a.rec, b.rec) AS r FROM named a JOIN named b"
        " ON a.token = b.token AND a.rec <> b.rec WHERE a.rec IN (FROM affected) ORDER BY l, r"
    ).fetchall()
    return [(row[0], row[1]) for row in found]


def index_adults(con: DuckDBPyConnection, affected: Iterable[str]) -> set[str]:
    """Write the keys of affected adults anew, by which those tied to no child in common are found. Returns the records
    of all keys that became crowded or ceased to be: their candidates may differ too."""
    keys_table(con, "affected", affected)
    know_families(con, "affected")
    sizes = f"SELECT key, count(*) > {CROWD} FROM near_adult WHERE key IN (FROM touched_key) GROUP BY key"
    con.execute(
        "CREATE OR REPLACE TEMP TABLE touched_key AS SELECT DISTINCT key FROM near_adult WHERE rec IN (FROM affected)"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE incoming_near AS SELECT DISTINCT hash(form || '|' || place) AS key, rec"
        " FROM (SELECT rec, form, unnest(places) AS place FROM (SELECT rec, unnest(called) AS form, places FROM"
        f"  (SELECT a.key AS rec, {CALLED} AS called,"
        "    list_concat(list_concat(coalesce(a.phones, []), coalesce(w.ward_homes, [])), coalesce(p.partners, []))"
        "    AS places"
        f"   FROM record a LEFT JOIN ({children_of('affected')}) w ON w.key = a.key"
        f"   LEFT JOIN ({partners_of('affected')}) p ON p.key = a.key"
        "   WHERE a.kind = 'adult' AND a.key IN (FROM affected)"
        # A surname and a telephone find those whose forename is not known or slipped.
        "   UNION ALL SELECT key AS rec, ['=' || sn_sound] AS called, phones AS places FROM record"
        "   WHERE kind = 'adult' AND sn_sound IS NOT NULL AND key IN (FROM affected))))"
    )
    con.execute(
        "INSERT INTO touched_key SELECT DISTINCT key FROM incoming_near WHERE key NOT IN (FROM touched_key)"
    )
    before = dict(con.execute(sizes).fetchall())
    con.execute("DELETE FROM near_adult WHERE rec IN (FROM affected)")
    con.execute("INSERT INTO near_adult FROM incoming_near")
    after = dict(con.execute(sizes).fetchall())
    turned = [key for key in before.keys() | after.keys() if before.get(key, False) != after.get(key, False)]
    return members_of(con, turned, "near_adult")


def _pairs_table(con: DuckDBPyConnection, name: str, pairs: Iterable[tuple[str, str]]) -> None:
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} (one VARCHAR, other VARCHAR)")
    fill(con, name, {"one": "VARCHAR", "other": "VARCHAR"}, sorted(pairs))


def _count(con: DuckDBPyConnection, table: str) -> int:
    found = con.execute(f"SELECT count(*) FROM {table}").fetchone()
    return 0 if found is None else int(found[0])
