"""The resolver: records in, groups of records out. People are a pure function of the current records, the judgements
of people, and the model; order, batch size and clock play no part, and an update ends where a rebuild would."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from ingest.matching import candidates, stand_ins
from ingest.matching.cache import Cache
from ingest.matching.model import MatchModel
from ingest.matching.one_pair import Weighed, weigh
from ingest.matching.prepare import COLUMNS, WEAK, Row, block_keys, columns
from ingest.matching.records import Group, HumanJudgement, MatchRecord, Resolution, SealKeeper, Tie
from ingest.matching.relatives import born_of, filed_of, parents_by_child, ties_of, twins_beside
from ingest.matching.stage import Stage, StageChange
from ingest.matching.working import Working, fill, fill_columns, keys_table
from model.codes import Relationship

_AT_ONCE = 10_000
"""Records that are prepared in one go, so that memory does not grow with them."""


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
        *,
        keep: bool = True,
    ) -> Resolution:
        """Begin again with these records and judgements. Everything that stands is reported as new. Without ``keep``
        nothing is kept for later updates."""
        with self._cache.change(stamp, anew=True, keep=keep) as con:
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
        held = {row[0] for row in self._cache.store.all_rows("held")}
        return [Group(frozenset(members), gid in held) for gid, members in self._cache.store.groups()]

    def _apply(
        self,
        con: Working,
        upserts: Iterable[MatchRecord],
        removals: Iterable[str],
        judgements: Iterable[HumanJudgement],
    ) -> Resolution:
        altered, asked, retied = _store(con, upserts, removals)
        changed = altered | asked | _store_human(con, judgements)
        if not changed and not retied:
            return Resolution()
        first = Stage(con, "children", self._model.children, self._seals).run(changed)
        moved = first.moved
        second_touched = changed | moved | _adults_about(con, altered | moved | retied)
        second_touched |= candidates.index_adults(con, second_touched)
        second = Stage(con, "adults", self._model.adults, self._seals, starts_from="children").run(
            second_touched
        )
        return _resolution(con, first, second)


def _store(
    con: Working,
    upserts: Iterable[MatchRecord],
    removals: Iterable[str],
) -> tuple[set[str], set[str], set[str]]:
    """Replace what is kept of these records. Returns those that are not kept as they are already, others whose
    candidates or evidence may differ (all of a key that became crowded or ceased to be, or of a value that stands in or
    no longer does, and children whose relatives tell something else of them), and the adults and children whose ties or
    whose homes and telephones as evidence differ."""
    ties, stated = [], list[tuple[str, str]]()
    keys = set(removals)
    con.execute("CREATE OR REPLACE TEMP TABLE incoming_record AS FROM record LIMIT 0")
    con.execute("CREATE OR REPLACE TEMP TABLE written_block (key VARCHAR, rec VARCHAR, adult BOOLEAN)")
    for some in _in_slices(upserts):
        for record in _prepare(con, some):
            keys.add(record.key)
            ties += [(record.key, tie.adult, tie.child, tie.relationship) for tie in record.ties]
            stated += [(token, record.key) for token in record.same_as]
    if not keys:
        return set(), set(), set()
    keys_table(con, "incoming_key", keys)
    told = _Told(con)
    filed = _filed_with(con)
    con.bring("tie", "source", "FROM incoming_key")
    turned = stand_ins.count_again(con)
    old_ties = set(con.execute("SELECT * FROM tie WHERE source IN (FROM incoming_key)").fetchall())
    _replace(con, "record", "key", "FROM incoming_record")
    _replace(con, "guarded", "rec", "SELECT key FROM incoming_record WHERE protected")
    _replace(con, "born", "rec", born_of("incoming_record"))
    _replace(con, "filed", "rec", filed_of("incoming_record"))
    _replace(con, "tie", "source", None)
    con.put("tie", ties)
    _replace(con, "stated", "rec", None)
    con.put("stated", stated)
    crowded = _index_blocks(con)
    retied = filed | turned | {key for tie in old_ties ^ set(ties) for key in tie[1:3]}
    asked = told.otherwise() | crowded | turned
    for table in ("incoming_record", "incoming_block", "written_block"):
        con.execute(f"DROP TABLE {table}")  # as large as what is kept
    return keys, asked, retied


def _replace(con: Working, table: str, column: str, query: str | None) -> None:
    """Replace what a table holds of the incoming records by what a query gives."""
    con.bring(table, column, "FROM incoming_key")
    con.delete(table, f"{column} IN (FROM incoming_key)")
    if query is not None:
        con.insert(table, query)


def _in_slices(records: Iterable[MatchRecord]) -> Iterator[list[MatchRecord]]:
    left = iter(records)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def _prepare(con: Working, records: list[MatchRecord]) -> list[MatchRecord]:
    """Enter the columns and the keys of records as incoming. Returns the records that are not kept as they are."""
    rows, found = [], []
    block: tuple[list[str], list[str], list[bool]] = ([], [], [])
    for record, row in _altered(con, [(record, columns(record)) for record in records]):
        keys = block_keys(record, row)
        block[0].extend(keys)
        block[1].extend([record.key] * len(keys))
        block[2].extend([record.kind == "adult"] * len(keys))
        rows.append(row)
        found.append(record)
    fill(con, "incoming_record", COLUMNS, rows)
    fill_columns(con, "written_block", {"key": "VARCHAR", "rec": "VARCHAR", "adult": "BOOLEAN"}, block)
    return found


def _index_blocks(con: Working) -> set[str]:
    weak = ", ".join(f"'{letter}'" for letter in WEAK)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE incoming_block AS SELECT DISTINCT"
        f" (hash(key) // 4 * 2)::BIGINT + (key[1] IN ({weak}))::BIGINT AS key, rec, adult FROM written_block"
    )
    return candidates.index_blocks(con)


class _Told:
    """What children are told by their relatives, as the incoming records find it."""

    def __init__(self, con: Working) -> None:
        self._con = con
        self._wards: set[str] = set()
        if con.whole:  # all of them are new
            return
        con.bring("born", "rec", "FROM incoming_key")
        con.execute(
            "CREATE OR REPLACE TEMP TABLE birth AS SELECT key FROM born WHERE rec IN (FROM incoming_key)"
            f" UNION SELECT key FROM ({born_of('incoming_record')})"
        )
        self._wards = _wards(con)
        self._parents = parents_by_child(con, self._wards)
        self._twins = twins_beside(con, "birth")

    def otherwise(self) -> set[str]:
        """The children who are told something else, now that the incoming records are in."""
        if self._con.whole:
            return set()
        wards = self._wards | _wards(self._con)
        parents = parents_by_child(self._con, wards)
        retold = {child for child in wards if parents.get(child) != self._parents.get(child)}
        return retold | {child for child, _ in self._twins ^ twins_beside(self._con, "birth")}


def _filed_with(con: Working) -> set[str]:
    """The adults who are in a family file with an incoming record of a child, as it was kept."""
    ties_of(con, "incoming_tie", "child", "FROM incoming_key")
    found = con.execute(
        f"SELECT DISTINCT adult FROM incoming_tie WHERE relationship = '{Relationship.NOT_RECORDED}'"
    ).fetchall()
    return {row[0] for row in found}


def _wards(con: Working) -> set[str]:
    """The children whom incoming records are tied to, or say who is tied to."""
    con.bring("tie", "source", "FROM incoming_key")
    con.bring("tie", "adult", "FROM incoming_key")
    return {
        row[0]
        for row in con.execute(
            "SELECT DISTINCT child FROM tie WHERE source IN (FROM incoming_key) OR adult IN (FROM incoming_key)"
        ).fetchall()
    }


def _altered(con: Working, given: list[tuple[MatchRecord, Row]]) -> Iterator[tuple[MatchRecord, Row]]:
    """The records of which matching sees something else than before. A protected one always goes on: its seals are
    kept elsewhere and may be new."""
    keys_table(con, "given", [record.key for record, _ in given])
    con.bring("record", "key", "FROM given")
    con.bring("tie", "source", "FROM given")
    kept = {row[0]: row for row in con.execute("SELECT * FROM record WHERE key IN (FROM given)").fetchall()}
    ties: defaultdict[str, set[Tie]] = defaultdict(set)
    if kept:
        for source, *tie in con.execute("SELECT * FROM tie WHERE source IN (FROM given)").fetchall():
            ties[source].add(Tie(*tie))
    for record, row in given:
        if record.protected or kept.get(record.key) != row or ties[record.key] != set(record.ties):
            yield record, row


def _store_human(con: Working, judgements: Iterable[HumanJudgement]) -> set[str]:
    """Replace the judgements of people. Returns the records of those that are new, altered or gone."""
    new = {(min(j.left, j.right), max(j.left, j.right)): j.verdict for j in judgements}
    old = {(row[0], row[1]): row[2] for row in con.execute("SELECT l, r, verdict FROM human").fetchall()}
    differing = {pair for pair in new.keys() | old.keys() if new.get(pair) != old.get(pair)}
    if differing:
        con.delete("human", "true")
        con.put("human", [(*pair, verdict) for pair, verdict in sorted(new.items())])
    return {key for pair in differing for key in pair}


def _adults_about(con: Working, touched: set[str]) -> set[str]:
    """The adults who are tied to a child of the families of these records: what one is told by the children and by
    their other parents may differ."""
    keys_table(con, "moved", touched)
    ties_of(con, "moved_tie", "adult", "FROM moved")
    con.execute("CREATE OR REPLACE TEMP TABLE near AS FROM moved UNION SELECT child FROM moved_tie")
    con.bring("place", "rec", "FROM near")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE family AS SELECT DISTINCT gid FROM place WHERE stage = 'children'"
        " AND rec IN (FROM near)"
    )
    con.bring("place", "gid", "FROM family")
    ties_of(
        con,
        "family_tie",
        "child",
        "SELECT rec FROM place WHERE stage = 'children' AND gid IN (FROM family)",
    )
    found = con.execute("SELECT DISTINCT adult FROM family_tie").fetchall()
    return touched | {row[0] for row in found}


def _resolution(con: Working, first: StageChange, second: StageChange) -> Resolution:
    judged = first.judged | second.judged
    dropped = (first.dropped | second.dropped) - judged.keys()
    held_before = {row[0] for row in con.execute("SELECT gid FROM held").fetchall()}
    held_now = _held(con)
    if held_before != held_now:
        con.delete("held", "true")
        con.put("held", [(gid,) for gid in sorted(held_now)])
    altered = second.after - second.before
    keys_table(con, "turned", held_before ^ held_now)
    con.bring("place", "gid", "FROM turned")
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


def _held(con: Working) -> set[str]:
    """Groups with a record that nearly matches a protected one of another group, and that nobody has judged."""
    protected = {row[0] for row in con.execute("FROM guarded").fetchall()}
    con.bring("pair", "l", "FROM guarded")
    con.bring("pair", "r", "FROM guarded")
    pairs = con.execute(
        "SELECT l, r FROM pair WHERE verdict <> 'different' AND (l IN (FROM guarded) OR r IN (FROM guarded))"
    ).fetchall()
    near = [
        (right, left) if left in protected else (left, right)
        for left, right in pairs
        if (left in protected) != (right in protected)
    ]
    if not near:
        return set()
    keys_table(con, "asked", {key for pair in near for key in pair})
    con.bring("place", "rec", "SELECT rec FROM asked UNION SELECT rec FROM guarded")
    gid = dict(
        con.execute("SELECT rec, gid FROM place WHERE stage = 'adults' AND rec IN (FROM asked)").fetchall()
    )
    guarded = {
        row[0]
        for row in con.execute(
            "SELECT gid FROM place WHERE stage = 'adults' AND rec IN (FROM guarded)"
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
