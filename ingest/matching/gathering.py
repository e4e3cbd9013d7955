"""The records of plain person files in a database that is thrown away: what is compared of each, and the pairs that are
worth weighing. Nobody is kept for a later night, so nothing is written that only a night would ask for."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

from ingest.matching import stand_ins
from ingest.matching.cache import CacheUnwritableError
from ingest.matching.candidates import CROWD, WEAK_CROWD
from ingest.matching.estimating import count
from ingest.matching.prepare import COLUMNS, RULES, WEAK, block_keys, columns
from ingest.matching.records import MatchRecord
from ingest.matching.relatives import born_of
from ingest.matching.working import Working, connect, fill, fill_columns

_AT_ONCE = 10_000
"""Records that are prepared in one go."""
_KEYS = {"key": "VARCHAR", "rec": "VARCHAR"}


@contextmanager
def gathered(records: Iterable[MatchRecord]) -> Iterator[Working]:
    """The tables of matching with these records in ``record``, and ``shared (key, letter, rec)``: the hashes of their
    keys, with the letter of the rule. Records are looked at once, one after the other. Raises
    :class:`CacheUnwritableError` where the temporary folder has no room for the tables."""
    import duckdb

    try:
        with _tables(records) as tables:
            yield tables
    except (duckdb.IOException, duckdb.OutOfMemoryException):
        raise CacheUnwritableError(
            "The working tables of matching found no room in the temporary folder: a million records take some three "
            "gigabytes. Make room there, or name another folder by TMPDIR, then run this again. Nothing was written."
        ) from None


@contextmanager
def _tables(records: Iterable[MatchRecord]) -> Iterator[Working]:
    with tempfile.TemporaryDirectory() as folder, closing(connect(Path(folder) / "linking.duckdb")) as con:
        tables = Working(con)
        tables.begin()
        con.execute("CREATE TABLE shared (key UBIGINT, letter VARCHAR, rec VARCHAR)")
        con.execute("CREATE TEMP TABLE written (key VARCHAR, rec VARCHAR)")
        left = iter(records)
        while some := list(islice(left, _AT_ONCE)):
            _enter(tables, some)
        tables.insert("born", born_of("record"))
        stand_ins.find(tables)
        yield tables


def _enter(con: Working, records: list[MatchRecord]) -> None:
    rows = [columns(record) for record in records]
    keys: list[str] = []
    holders: list[str] = []
    for record, row in zip(records, rows, strict=True):
        found = block_keys(record, row)
        keys.extend(found)
        holders.extend([record.key] * len(found))
    fill(con, "record", COLUMNS, rows)
    fill_columns(con, "written", _KEYS, (keys, holders))
    con.execute("INSERT INTO shared SELECT hash(key), key[1], rec FROM written")
    con.execute("TRUNCATE written")


def propose(con: Working, table: str) -> tuple[int, dict[str, int]]:
    """All pairs of records that share a key which is not crowded, into ``table (l, r)``. Returns how many they are, and
    how many each rule proposes, by the rule in words; a pair may be proposed by several."""
    weak = ", ".join(f"'{letter}'" for letter in WEAK)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE telling AS SELECT key, any_value(letter) AS letter, count(*) AS n FROM shared"
        " GROUP BY key HAVING n BETWEEN 2 AND"
        f" CASE WHEN any_value(letter) IN ({weak}) THEN {WEAK_CROWD} ELSE {CROWD} END"
    )
    proposed = con.execute(
        "SELECT letter, sum(n * (n - 1) // 2)::BIGINT AS pairs FROM telling GROUP BY letter ORDER BY pairs DESC, letter"
    ).fetchall()
    con.execute(
        "CREATE OR REPLACE TEMP TABLE near AS SELECT key, rec FROM shared WHERE key IN (SELECT key FROM telling)"
    )
    for spent in ("shared", "telling"):
        con.execute(f"DROP TABLE {spent}")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT DISTINCT a.rec AS l, b.rec AS r"
        " FROM near a JOIN near b ON a.key = b.key AND a.rec < b.rec"
    )
    con.execute("DROP TABLE near")
    return count(con, f"SELECT count(*) FROM {table}"), {
        RULES[letter]: int(pairs) for letter, pairs in proposed
    }


def proposed_recall(con: Working, table: str, person_of: Mapping[str, str]) -> float | None:
    """The share of one person's pairs that are among the proposed; None where there is no such pair. ``person_of``: the
    truth, by record key, where it is known."""
    con.execute("CREATE OR REPLACE TEMP TABLE known (rec VARCHAR, person VARCHAR)")
    fill_columns(
        con, "known", {"rec": "VARCHAR", "person": "VARCHAR"}, (list(person_of), list(person_of.values()))
    )
    told = con.execute(
        "SELECT count(*), count(p.l) FROM known a JOIN known b ON a.person = b.person AND a.rec < b.rec"
        f" LEFT JOIN {table} p ON p.l = a.rec AND p.r = b.rec"
    ).fetchone()
    return round(told[1] / told[0], 6) if told is not None and told[0] else None
