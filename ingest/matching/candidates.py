"""Which pairs of records are worth weighing. The answer for a record depends on current records alone.

A key that more than :data:`CROWD` records share says too little and proposes nothing; other keys of the same records
do. Measured recall of the keys is printed by the benchmark.
"""

from __future__ import annotations

from collections.abc import Iterable

from ingest.matching.relations import COMPATIBLE, COMPATIBLE_ACROSS
from ingest.matching.relatives import CALLED, bonds, children_of, know_families, partners_of
from ingest.matching.stand_ins import know_left_out
from ingest.matching.working import Working, fill, keys_table

CROWD = 80
"""Records that may share a key."""
WEAK_CROWD = 10
"""Records that may share a key of a weak rule (:data:`ingest.matching.prepare.WEAK`)."""
AT_ONCE = 50_000
"""Adults whose families are looked at together: what they are told is held in memory, of a whole borough too much."""
MOST = f"(CASE WHEN key % 2 = 1 THEN {WEAK_CROWD} ELSE {CROWD} END)"
"""How many records may share a key, in SQL: the hashes of weak keys are odd, those of others even."""


def index_blocks(con: Working) -> set[str]:
    """Enter the keys of the records in ``incoming_key`` anew, those of the table ``incoming_block``
    (``key, rec, adult``). Returns the records of all keys that became crowded or ceased to be: their candidates may
    differ too."""
    return _replace_keys(con, "block", "incoming_key", "incoming_block", MOST)


def _replace_keys(con: Working, table: str, records: str, incoming: str, most: str) -> set[str]:
    """Replace the keys of some records (a table ``rec``) in an index by those of a table of the same columns, and count
    anew. Returns the records of all keys that became crowded or ceased to be."""
    con.bring(table, "rec", f"SELECT rec FROM {records}")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE shifted AS SELECT key, sum(change)::BIGINT AS change FROM"
        f" (SELECT key, -1 AS change FROM {table} WHERE rec IN (SELECT rec FROM {records})"
        f" UNION ALL SELECT key, 1 FROM {incoming}) GROUP BY key HAVING sum(change) <> 0"
    )
    con.bring(f"{table}_crowd", "key", "SELECT key FROM shifted")
    con.bring(table, "key", f"SELECT key FROM shifted WHERE key NOT IN (SELECT key FROM {table}_crowd)")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE sized AS"
        " SELECT s.key, coalesce(c.n, b.n, 0) AS before, before + s.change AS after"
        f" FROM shifted s LEFT JOIN {table}_crowd c ON c.key = s.key"
        f" LEFT JOIN (SELECT key, count(*) AS n FROM {table} WHERE key IN (SELECT key FROM shifted) GROUP BY key) b"
        "  ON b.key = s.key"
    )
    con.delete(table, f"rec IN (SELECT rec FROM {records})")
    con.insert(table, f"FROM {incoming}")
    con.delete(f"{table}_crowd", "key IN (SELECT key FROM sized)")
    con.insert(f"{table}_crowd", f"SELECT key, after FROM sized WHERE after > {most}")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE turned_key AS"
        f" SELECT key FROM sized WHERE (before > {most}) <> (after > {most})"
    )
    con.bring(table, "key", "FROM turned_key")
    found = con.execute(f"SELECT DISTINCT rec FROM {table} WHERE key IN (FROM turned_key)").fetchall()
    return {row[0] for row in found}


def _near(con: Working, table: str, index: str) -> None:
    """The temporary table of all rows of an index that share a key with the records of ``affected``, crowded keys left
    out."""
    con.bring(index, "rec", "FROM affected")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE near_key AS SELECT DISTINCT key FROM {index} WHERE rec IN (FROM affected)"
    )
    con.bring(f"{index}_crowd", "key", "FROM near_key")
    con.execute(f"DELETE FROM near_key WHERE key IN (SELECT key FROM {index}_crowd)")
    con.bring(index, "key", "FROM near_key")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM {index} WHERE key IN (FROM near_key)"
        " QUALIFY count(*) OVER (PARTITION BY key) > 1"
    )


def propose_children(con: Working, affected: Iterable[str], table: str) -> int:
    """Pairs of which one record is affected and at least one is a child's, into ``table (l, r)``; how many."""
    keys_table(con, "affected", affected)
    _near(con, "near_block", "block")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS"
        " SELECT DISTINCT least(a.rec, b.rec) AS l, greatest(a.rec, b.rec) AS r"
        " FROM (SELECT * FROM near_block WHERE rec IN (FROM affected)) a"
        " JOIN near_block b ON a.key = b.key AND a.rec <> b.rec AND NOT (a.adult AND b.adult)"
    )
    return _count(con, table)


def propose_adults(con: Working, affected: Iterable[str], table: str) -> int:
    """Pairs of adults' records of which one is affected, into ``table (l, r)``; how many.

    They are tied to one child group in relationships that one person may have, and to none in relationships that one
    person may not have. Or, tied to no child in common, they are of one generation, and share a form of the forename
    and a telephone, a home of their children or the other parent, or a surname and a telephone. Or one of them is tied
    to no child at all, and they share these, or a surname, a date of birth and a telephone or home of their own.
    :func:`index_adults` has been called with those affected.
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
    _near(con, "close", "near_adult")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE close_pair AS SELECT DISTINCT a.rec AS l, b.rec AS r FROM close a"
        " JOIN close b ON a.key = b.key AND a.rec < b.rec WHERE a.rec IN (FROM affected) OR b.rec IN (FROM affected)"
    )
    bonds(con, "bond", "adult", "SELECT l FROM close_pair UNION SELECT r FROM close_pair")
    con.execute(
        f"INSERT INTO {table} SELECT p.l, p.r FROM close_pair p"
        " JOIN bond x ON x.adult = p.l JOIN bond y ON y.adult = p.r"
        " LEFT JOIN compatible_across c ON c.one = x.relationship AND c.other = y.relationship"
        " GROUP BY p.l, p.r HAVING count(*) = count(c.one) AND NOT bool_or(x.gid = y.gid)"
        " UNION ALL SELECT l, r FROM close_pair"
        " WHERE l NOT IN (SELECT adult FROM bond) OR r NOT IN (SELECT adult FROM bond)"
    )
    return _count(con, table)


def stated_pairs(con: Working, affected: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of records, one of them affected, that hold one identifier which an authority gives once."""
    keys_table(con, "affected", affected)
    con.bring("stated", "rec", "FROM affected")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE asked_token AS SELECT token FROM stated WHERE rec IN (FROM affected)"
        " UNION SELECT rec FROM affected"
    )
    con.bring("stated", "token", "FROM asked_token")
    con.bring("record", "key", "SELECT token FROM stated WHERE token IN (FROM asked_token)")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE named AS SELECT rec, token FROM stated WHERE token IN (FROM asked_token)"
        " UNION SELECT key, key FROM record WHERE key IN (SELECT token FROM stated WHERE token IN (FROM asked_token))"
    )
    found = con.execute(
        "SELECT DISTINCT least(a.rec, b.rec) AS l, greatest(a.rec, b.rec) AS r FROM named a JOIN named b"
        " ON a.token = b.token AND a.rec <> b.rec WHERE a.rec IN (FROM affected) ORDER BY l, r"
    ).fetchall()
    return [(row[0], row[1]) for row in found]


def index_adults(con: Working, affected: Iterable[str]) -> set[str]:
    """Write the keys of affected adults anew, by which those tied to no child in common are found. Returns the records
    of all keys that became crowded or ceased to be: their candidates may differ too."""
    adults = sorted(affected)
    keys_table(con, "affected", adults)
    know_left_out(con)
    con.execute("CREATE OR REPLACE TEMP TABLE incoming_near (key BIGINT, rec VARCHAR)")
    for start in range(0, len(adults), AT_ONCE):
        keys_table(con, "some_adult", adults[start : start + AT_ONCE])
        know_families(con, "some_adult")
        con.execute(
            "CREATE OR REPLACE TEMP TABLE told_adult AS SELECT a.*,"
            " list_concat(coalesce(w.ward_homes, []), coalesce(p.partners, [])) AS family"
            f" FROM (SELECT key AS rec, {CALLED} AS called, sn_sound, fn[1] AS initial, coalesce(phones, []) AS phones,"
            "   dob, list_concat(coalesce(phones, []), coalesce(homes, [])) AS own"
            "  FROM record WHERE kind = 'adult' AND key IN (FROM some_adult)) a"
            f" LEFT JOIN ({children_of('some_adult')}) w ON w.key = a.rec"
            f" LEFT JOIN ({partners_of('some_adult')}) p ON p.key = a.rec"
        )
        con.execute(
            "INSERT INTO incoming_near SELECT DISTINCT (hash(form || '|' || place) // 2)::BIGINT AS key, rec"
            " FROM (SELECT rec, form, unnest(places) AS place FROM (SELECT rec, unnest(called) AS form, places FROM"
            "  (SELECT rec, called, list_concat(phones, family) AS places FROM told_adult"
            # A surname finds those whose forename is not known or slipped: by a telephone, or with an initial by a
            # home of the children or the other parent.
            "   UNION ALL SELECT rec, ['=' || sn_sound], phones FROM told_adult WHERE sn_sound IS NOT NULL"
            "   UNION ALL SELECT rec, ['=' || sn_sound || '|' || initial], family FROM told_adult"
            "    WHERE sn_sound IS NOT NULL AND initial IS NOT NULL"
            # With a date of birth, those tied to nobody are found by their own telephone or home.
            "   UNION ALL SELECT rec, ['=' || sn_sound || '|' || dob], own FROM told_adult"
            "    WHERE sn_sound IS NOT NULL AND dob IS NOT NULL)))"
        )
    return _replace_keys(con, "near_adult", "affected", "incoming_near", str(CROWD))


def _pairs_table(con: Working, name: str, pairs: Iterable[tuple[str, str]]) -> None:
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} (one VARCHAR, other VARCHAR)")
    fill(con, name, {"one": "VARCHAR", "other": "VARCHAR"}, sorted(pairs))


def _count(con: Working, table: str) -> int:
    found = con.execute(f"SELECT count(*) FROM {table}").fetchone()
    return 0 if found is None else int(found[0])
