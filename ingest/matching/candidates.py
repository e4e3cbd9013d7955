"""Which pairs of records are worth weighing. The answer for a record depends on current records alone.

A key that more than :data:`CROWD` records share says too little and proposes nothing; other keys of the same records
do. Measured recall of the keys is printed by the benchmark.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from ingest.matching.cache import fill, keys_table
from ingest.matching.relations import COMPATIBLE

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


def members_of(con: DuckDBPyConnection, keys: Collection[int]) -> set[str]:
    """The records that have one of these keys."""
    if not keys:
        return set()
    con.execute("CREATE OR REPLACE TEMP TABLE asked (key UBIGINT)")
    fill(con, "asked", {"key": "UBIGINT"}, [(key,) for key in keys])
    return {
        row[0] for row in con.execute("SELECT DISTINCT rec FROM block WHERE key IN (FROM asked)").fetchall()
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
    """Pairs of adults' records of which one is affected, tied to one child group in relationships that one person may
    have, and to none in relationships that one person may not have; into ``table (l, r)``; how many."""
    keys_table(con, "affected", affected)
    con.execute("CREATE OR REPLACE TEMP TABLE compatible (one VARCHAR, other VARCHAR)")
    fill(con, "compatible", {"one": "VARCHAR", "other": "VARCHAR"}, sorted(COMPATIBLE))
    bonds(con, "bond", "adult IN (FROM affected)")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE ward AS SELECT rec FROM place"
        " WHERE stage = 'children' AND gid IN (SELECT gid FROM bond)"
    )
    bonds(con, "near_bond", "child IN (FROM ward)")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT a.adult AS l, b.adult AS r"
        " FROM near_bond a JOIN near_bond b ON a.gid = b.gid AND a.adult < b.adult"
        " LEFT JOIN compatible c ON c.one = a.relationship AND c.other = b.relationship"
        " WHERE a.adult IN (FROM affected) OR b.adult IN (FROM affected)"
        " GROUP BY a.adult, b.adult HAVING count(*) = count(c.one)"
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


def bonds(con: DuckDBPyConnection, table: str, ties: str) -> None:
    """The temporary table ``(adult, gid, relationship)``: adults' records tied to groups of child records, by the ties
    that a condition on ``adult`` and ``child`` chooses."""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT DISTINCT t.adult, p.gid, t.relationship"
        f" FROM (SELECT * FROM tie WHERE {ties}) t"
        " JOIN record a ON a.key = t.adult AND a.kind = 'adult'"
        " JOIN place p ON p.rec = t.child AND p.stage = 'children'"
        " JOIN record c ON c.key = t.child AND c.kind = 'child'"
    )


def _count(con: DuckDBPyConnection, table: str) -> int:
    found = con.execute(f"SELECT count(*) FROM {table}").fetchone()
    return 0 if found is None else int(found[0])
