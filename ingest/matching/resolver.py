"""The resolver: records in, groups of records out. People are a pure function of the current records, the judgements
of people, and the model; order, batch size and clock play no part, and an update ends where a rebuild would."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.matching import candidates
from ingest.matching.cache import Cache, fill, fill_columns, keys_table
from ingest.matching.model import MatchModel
from ingest.matching.one_pair import Weighed, weigh
from ingest.matching.prepare import COLUMNS, WEAK, Row, block_keys, columns
from ingest.matching.records import Group, HumanJudgement, MatchRecord, Resolution, SealKeeper, Tie
from ingest.matching.relatives import TIES, parents_by_child, twins_born_with
from ingest.matching.stage import Stage, StageChange
from model.codes import Relationship

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Resolver:
    """Who is who, kept in a cache that can always be rebuilt (``folder``)."""

    def __init__(self, folder: Path, model: MatchModel, seals: SealKeeper) -> None:
        self._cache = Cache(folder, model.fingerprint())
        self._model = model
        self._seals = seals

    @property
    def stamp(self) -> str | None:
        """The ledger position the cache stands at; None when empty."""
        return self._cache.stamp

    def close(self) -> None:
        """Let go of the cache."""
        self._cache.close()

    def rebuild(
        self,
        records: Iterable[MatchRecord],
        judgements: Iterable[HumanJudgement],
        stamp: str,
    ) -> Resolution:
        """Begin again with these records and judgements. Everything that stands is reported as new."""
        with self._cache.change(stamp) as con:
            self._cache.empty()
            return self._apply(con, records, (), judgements)

    def update(
        self,
        upserts: Iterable[MatchRecord],
        removals: Iterable[str],
        judgements: Iterable[HumanJudgement],
        stamp: str,
    ) -> Resolution:
        """Take in new and altered records and let removed ones go. ``judgements`` are all that people have made and
        that stand, not only new ones. Records whose seal is new are passed as upserts. The cost grows with the
        change."""
        with self._cache.change(stamp) as con:
            return self._apply(con, upserts, removals, judgements)

    def foresee(self, judgements: Iterable[HumanJudgement]) -> Resolution:
        """What :meth:`update` with these judgements would change. Nothing is changed."""
        with self._cache.trial() as con:
            return self._apply(con, (), (), judgements)

    def weigh(self, left: str, right: str) -> Weighed | None:
        """One pair as its stage weighs and decides it, proposed or not; None where a record is not there. Nothing is
        changed."""
        with self._cache.trial() as con:
            return weigh(con, self._model, *sorted((left, right)))

    def groups(self) -> list[Group]:
        """All groups as they stand."""
        con = self._cache.con
        held = {row[0] for row in con.execute("SELECT gid FROM held").fetchall()}
        rows = con.execute(
            "SELECT gid, list(rec) FROM place WHERE stage = 'adults' GROUP BY gid ORDER BY gid"
        ).fetchall()
        return [Group(frozenset(members), gid in held) for gid, members in rows]

    def _apply(
        self,
        con: DuckDBPyConnection,
        upserts: Iterable[MatchRecord],
        removals: Iterable[str],
        judgements: Iterable[HumanJudgement],
    ) -> Resolution:
        changed, retied = _store(con, upserts, removals)
        changed |= _store_human(con, judgements)
        if not changed and not retied:
            return Resolution()
        first = Stage(con, "children", self._model.children, self._seals).run(changed)
        moved = first.moved
        second_touched = changed | moved | _adults_about(con, changed | moved | retied)
        second_touched |= candidates.index_adults(con, second_touched)
        second = Stage(con, "adults", self._model.adults, self._seals, starts_from="children").run(
            second_touched
        )
        return _resolution(con, first, second)


def _store(
    con: DuckDBPyConnection,
    upserts: Iterable[MatchRecord],
    removals: Iterable[str],
) -> tuple[set[str], set[str]]:
    """Replace what is kept of these records. Returns the records whose candidates may differ (those that are not kept
    as they are already, all of a key that became crowded or ceased to be, and children whose relatives tell something
    else of them), and the adults and children whose ties differ."""
    rows, ties, births, stated = [], [], [], list[tuple[str, str]]()
    block: tuple[list[str], list[str], list[bool]] = ([], [], [])
    keys = set(removals)
    for record, row in _altered(con, [(record, columns(record)) for record in upserts]):
        keys.add(record.key)
        rows.append(row)
        adult = record.kind == "adult"
        if not adult and record.identity.date_of_birth is not None:
            births.append((record.feed, record.identity.date_of_birth))
        found = block_keys(record, row)
        block[0].extend(found)
        block[1].extend([record.key] * len(found))
        block[2].extend([adult] * len(found))
        ties += [(record.key, tie.adult, tie.child, tie.relationship) for tie in record.ties]
        stated += [(record.key, token) for token in record.same_as]
    if not keys:
        return set(), set()
    keys_table(con, "incoming_key", keys)
    first = con.execute("SELECT 1 FROM record LIMIT 1").fetchone() is None
    wards = set() if first else _wards(con)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE birth AS SELECT DISTINCT feed, dob FROM record"
        " WHERE key IN (FROM incoming_key) AND kind = 'child' AND dob IS NOT NULL"
    )
    if not first:
        fill(con, "birth", {"feed": "VARCHAR", "dob": "DATE"}, births)
    twins = twins_born_with(con, "birth")
    told_before = parents_by_child(con, wards)
    before = candidates.crowds_of(con, "incoming_key")
    filed = _filed_with(con)
    old_ties = set(con.execute("SELECT * FROM tie WHERE source IN (FROM incoming_key)").fetchall())
    con.execute("DELETE FROM record WHERE key IN (FROM incoming_key)")
    con.execute("DELETE FROM block WHERE rec IN (FROM incoming_key)")
    con.execute("DELETE FROM tie WHERE source IN (FROM incoming_key)")
    con.execute("DELETE FROM stated WHERE rec IN (FROM incoming_key)")
    fill(con, "stated", {"rec": "VARCHAR", "token": "VARCHAR"}, stated)
    fill(con, "record", COLUMNS, rows)
    con.execute("CREATE OR REPLACE TEMP TABLE incoming_block (key VARCHAR, rec VARCHAR, adult BOOLEAN)")
    fill_columns(con, "incoming_block", {"key": "VARCHAR", "rec": "VARCHAR", "adult": "BOOLEAN"}, block)
    weak = ", ".join(f"'{letter}'" for letter in WEAK)
    con.execute(
        f"INSERT INTO block SELECT hash(key) // 2 * 2 + (key[1] IN ({weak}))::UBIGINT, rec, adult FROM incoming_block"
    )
    fill(
        con,
        "tie",
        {"source": "VARCHAR", "adult": "VARCHAR", "child": "VARCHAR", "relationship": "VARCHAR"},
        ties,
    )
    after = candidates.crowds_of(con, "incoming_key") if before else {}
    turned = {key for key, crowded in before.items() if crowded != after.get(key, crowded)}
    turned |= {key for key, crowded in after.items() if crowded and key not in before}
    wards |= set() if first else _wards(con)
    told = parents_by_child(con, wards)
    twins ^= twins_born_with(con, "birth")
    retold = twins | {child for child in wards if told.get(child) != told_before.get(child)}
    retied = filed | {key for tie in old_ties ^ set(ties) for key in tie[1:3]}
    return keys | retold | candidates.members_of(con, turned), retied


def _filed_with(con: DuckDBPyConnection) -> set[str]:
    """The adults who are in a family file with an incoming record of a child, as it was kept."""
    return {
        row[0]
        for row in con.execute(
            f"SELECT DISTINCT adult FROM {TIES} WHERE relationship = '{Relationship.NOT_RECORDED}'"
            " AND child IN (FROM incoming_key)"
        ).fetchall()
    }


def _wards(con: DuckDBPyConnection) -> set[str]:
    """The children whom incoming records are tied to, or say who is tied to."""
    return {
        row[0]
        for row in con.execute(
            "SELECT DISTINCT child FROM tie WHERE source IN (FROM incoming_key) OR adult IN (FROM incoming_key)"
        ).fetchall()
    }


def _altered(
    con: DuckDBPyConnection, given: list[tuple[MatchRecord, Row]]
) -> Iterator[tuple[MatchRecord, Row]]:
    """The records of which matching sees something else than before. A protected one always goes on: its seals are
    kept elsewhere and may be new."""
    keys_table(con, "given", [record.key for record, _ in given])
    kept = {row[0]: row for row in con.execute("SELECT * FROM record WHERE key IN (FROM given)").fetchall()}
    ties: defaultdict[str, set[Tie]] = defaultdict(set)
    if kept:
        for source, *tie in con.execute("SELECT * FROM tie WHERE source IN (FROM given)").fetchall():
            ties[source].add(Tie(*tie))
    for record, row in given:
        if record.protected or kept.get(record.key) != row or ties[record.key] != set(record.ties):
            yield record, row


def _store_human(con: DuckDBPyConnection, judgements: Iterable[HumanJudgement]) -> set[str]:
    """Replace the judgements of people. Returns the records of those that are new, altered or gone."""
    new = {(min(j.left, j.right), max(j.left, j.right)): j.verdict for j in judgements}
    old = {(row[0], row[1]): row[2] for row in con.execute("SELECT l, r, verdict FROM human").fetchall()}
    differing = {pair for pair in new.keys() | old.keys() if new.get(pair) != old.get(pair)}
    if differing:
        con.execute("DELETE FROM human")
        fill(
            con,
            "human",
            {"l": "VARCHAR", "r": "VARCHAR", "verdict": "VARCHAR"},
            [(*pair, verdict) for pair, verdict in sorted(new.items())],
        )
    return {key for pair in differing for key in pair}


def _adults_about(con: DuckDBPyConnection, touched: set[str]) -> set[str]:
    """The adults who are tied to a child of the families of these records: what one is told by the children and by
    their other parents may differ."""
    keys_table(con, "moved", touched)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE family AS SELECT DISTINCT gid FROM place WHERE stage = 'children'"
        f" AND rec IN (FROM moved UNION SELECT child FROM {TIES} WHERE adult IN (FROM moved))"
    )
    found = con.execute(
        f"SELECT DISTINCT adult FROM {TIES} WHERE child IN"
        " (SELECT rec FROM place WHERE stage = 'children' AND gid IN (FROM family))"
    ).fetchall()
    return touched | {row[0] for row in found}


def _resolution(con: DuckDBPyConnection, first: StageChange, second: StageChange) -> Resolution:
    judged = first.judged | second.judged
    dropped = (first.dropped | second.dropped) - judged.keys()
    held_before = {row[0] for row in con.execute("SELECT gid FROM held").fetchall()}
    held_now = _held(con)
    if held_before != held_now:
        con.execute("DELETE FROM held")
        fill(con, "held", {"gid": "VARCHAR"}, [(gid,) for gid in sorted(held_now)])
    altered = second.after - second.before
    keys_table(con, "turned", held_before ^ held_now)
    for gid, members in con.execute(
        "SELECT gid, list(rec) FROM place WHERE stage = 'adults' AND gid IN (FROM turned) GROUP BY gid"
    ).fetchall():
        del gid
        altered.add(frozenset(members))
    groups = [Group(members, min(members) in held_now) for members in altered]
    return Resolution(
        judgements=tuple(judged[pair] for pair in sorted(judged)),
        superseded=tuple(sorted(dropped)),
        groups=tuple(sorted(groups, key=lambda group: min(group.keys))),
        conflicts=tuple(sorted(set(first.conflicts) | set(second.conflicts))),
    )


def _held(con: DuckDBPyConnection) -> set[str]:
    """Groups with a record that nearly matches a protected one of another group, and that nobody has judged."""
    protected = {row[0] for row in con.execute("SELECT key FROM record WHERE protected").fetchall()}
    keys_table(con, "asked", protected)
    pairs = con.execute(
        "SELECT l, r FROM pair WHERE verdict <> 'different' AND (l IN (FROM asked) OR r IN (FROM asked))"
    ).fetchall()
    near = [
        (right, left) if left in protected else (left, right)
        for left, right in pairs
        if (left in protected) != (right in protected)
    ]
    if not near:
        return set()
    keys_table(con, "asked", {key for pair in near for key in pair})
    gid = dict(
        con.execute("SELECT rec, gid FROM place WHERE stage = 'adults' AND rec IN (FROM asked)").fetchall()
    )
    keys_table(con, "asked", protected)
    guarded = {
        row[0]
        for row in con.execute(
            "SELECT gid FROM place WHERE stage = 'adults' AND rec IN (FROM asked)"
        ).fetchall()
    }
    judged = {
        (row[0], row[1]) for row in con.execute("SELECT l, r FROM human WHERE verdict <> 'unsure'").fetchall()
    }
    return {
        gid[rec]
        for rec, other in near
        if gid[rec] not in guarded and (min(rec, other), max(rec, other)) not in judged
    }
