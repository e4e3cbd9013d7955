"""Who waits for a steward, kept in order: made once for each set of clearances, then only those of whom a load or a
decision changed something.

One SQLite file a set of clearances, which can be made anew at any time. It holds what :mod:`graph.reads.waiting`
answers that reader, identifiers and counts; whatever is shown of anybody is asked of the graph again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.changes import Changes
from graph.gateway import Graph
from graph.reads.coverage import position
from graph.reads.waiting import Waiting, at_stake_through, stakes, waiting
from model.desk import STAKES, Stake
from model.judging import ordered
from model.scope import Scope

LAYOUT = "1"
"""Raised when a file of before cannot be read any more, or says something else."""
TOO_MANY = 20_000
"""From so many changed people on everything is made anew."""
_PATIENCE_S = 60.0
_ORDER = "stake, since, pair"
_TABLE = """
CREATE TABLE couple (
  one TEXT, other TEXT, pair TEXT, left TEXT, right TEXT, left_person TEXT, right_person TEXT, weight REAL, reason TEXT,
  since TEXT, stake INTEGER, evidence TEXT, pairs INTEGER, child INTEGER, PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX in_order ON couple (stake, since, pair);
CREATE INDEX of_other ON couple (other);
CREATE INDEX of_evidence ON couple (evidence);
CREATE TABLE feed (one TEXT, other TEXT, code TEXT, PRIMARY KEY (code, one, other)) WITHOUT ROWID;
CREATE TABLE mark (name TEXT PRIMARY KEY, value TEXT);
"""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What part of the list is wanted; None: any."""

    stake: Stake | None = None
    feed: str | None = None
    child: bool | None = None

    def sql(self) -> tuple[str, list[Any]]:
        """As a condition on the table and its values."""
        said, values = ["1"], list[Any]()
        if self.stake is not None:
            said.append("stake = ?")
            values.append(STAKES.index(self.stake))
        if self.feed is not None:
            said.append(
                "EXISTS (SELECT 1 FROM feed f WHERE f.code = ? AND f.one = c.one AND f.other = c.other)"
            )
            values.append(self.feed)
        if self.child is not None:
            said.append("child = ?")
            values.append(self.child)
        return " AND ".join(said), values


EVERYBODY = Narrowed()
Place = tuple[int, str, str]
"""Where in the list somebody stands: it stays one whoever leaves the list meanwhile."""


def place(waits: Waiting) -> Place:
    """The place of somebody who waits."""
    return STAKES.index(waits.stake), waits.since.isoformat(), waits.pair


class WaitingList:
    """The list for one reader, as it stands now."""

    def __init__(self, folder: Path, changes: Changes, graph: Graph, scope: Scope, today: dt.date) -> None:
        """Brings what is kept in ``folder`` up to now; during a load it stays as it was before."""
        self._graph, self._scope, self._today, self._changes = graph, scope, today, changes
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        clear = json.dumps(sorted(scope.parameters()["clear"]))
        name = hashlib.blake2b(clear.encode(), digest_size=8).hexdigest()
        self._path = folder / f"waiting-{name}.sqlite"
        self._bring_up_to_now()

    def page(
        self, limit: int, after: Place | None = None, only: Narrowed = EVERYBODY, skip: int = 0
    ) -> list[Waiting]:
        """The next ``limit`` of the list, after a place in it and ``skip`` more."""
        where, values = only.sql()
        if after is not None:
            where += f" AND ({_ORDER}) > (?, ?, ?)"
            values += after
        return self._select(f"{where} ORDER BY {_ORDER} LIMIT ? OFFSET ?", [*values, limit, skip])

    def counts(self, only: Narrowed = EVERYBODY) -> dict[Stake, int]:
        """How many wait, by what is at stake."""
        where, values = only.sql()
        with self._open() as db:
            found = db.execute(f"SELECT stake, count(*) FROM couple c WHERE {where} GROUP BY stake", values)
            return {STAKES[number]: count for number, count in found}

    def feeds(self) -> list[str]:
        """The feeds of which a record waits."""
        with self._open() as db:
            return [row[0] for row in db.execute("SELECT DISTINCT code FROM feed ORDER BY code")]

    def of(self, people: tuple[str, str]) -> Waiting | None:
        """What waits about two people."""
        found = self._select("one = ? AND other = ?", list(ordered(*people)))
        return found[0] if found else None

    def alike(self, evidence: str, but: Iterable[Stake] = ()) -> list[Waiting]:
        """Everybody who waits on the same evidence, those left out with so much at stake."""
        left_out = [STAKES.index(stake) for stake in but]
        marks = ", ".join("?" * len(left_out))
        return self._select(
            f"evidence = ? AND stake NOT IN ({marks}) ORDER BY {_ORDER}", [evidence, *left_out]
        )

    def how_many_alike(self, some: Iterable[Waiting], but: Sequence[Stake] = ()) -> dict[str, int]:
        """How many wait on the evidence of each of these, by evidence."""
        wanted = sorted({each.evidence for each in some})
        left_out = ", ".join(str(STAKES.index(stake)) for stake in but)
        query = (
            "SELECT c.evidence, count(*) FROM json_each(?) asked CROSS JOIN couple c ON c.evidence = asked.value"
            f" WHERE c.stake NOT IN ({left_out}) GROUP BY c.evidence"
        )
        with self._open() as db:
            return dict(db.execute(query, [json.dumps(wanted)]).fetchall())

    def _select(self, where: str, values: Sequence[Any]) -> list[Waiting]:
        with self._open() as db:
            rows = db.execute(
                "SELECT pair, left, right, left_person, right_person, weight, reason, since, stake, evidence, pairs,"
                f" child FROM couple c WHERE {where}",
                values,
            ).fetchall()
        return [
            Waiting(
                row[0], row[1], row[2], (row[3], row[4]), row[5], row[6], dt.date.fromisoformat(row[7]),
                STAKES[row[8]], row[9], row[10], bool(row[11]),
            )
            for row in rows
        ]  # fmt: skip

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(self._path, timeout=_PATIENCE_S, isolation_level=None)
        try:
            yield db
        finally:
            db.close()

    def _bring_up_to_now(self) -> None:
        stand = {"layout": LAYOUT, "entry": self._changes.last, "position": json.dumps(position(self._graph)),
                 "day": self._today.isoformat()}  # fmt: skip
        marks = self._marks()
        if marks == stand or (self._changes.under_way and marks.get("layout") == LAYOUT):
            return
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")  # whoever comes meanwhile waits for what is made here
            try:
                self._make(db, stand)
                db.execute("COMMIT")
            except BaseException:
                db.execute("ROLLBACK")
                raise

    def _marks(self) -> dict[str, str]:
        """Where the file stands; nothing where there is none. One that is torn is thrown away."""
        try:
            with self._open() as db:
                return dict(db.execute("SELECT name, value FROM mark").fetchall())
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:  # other than that there is no such table
                raise
        except sqlite3.DatabaseError:
            self._path.unlink(missing_ok=True)
        return {}

    def _make(self, db: sqlite3.Connection, stand: dict[str, str]) -> None:
        # Whoever was here first may have made it while this one waited.
        had = bool(db.execute("SELECT 1 FROM sqlite_master WHERE name = 'mark'").fetchone())
        marks = dict(db.execute("SELECT name, value FROM mark").fetchall()) if had else {}
        if marks == stand:
            return
        changed = self._changed(marks) if marks.get("layout") == LAYOUT else None
        if changed is None:
            for name in ("couple", "feed", "mark"):
                db.execute(f"DROP TABLE IF EXISTS {name}")
            for statement in filter(str.strip, _TABLE.split(";")):
                db.execute(statement)
            _insert(db, waiting(self._graph, self._scope, self._today))
        else:
            self._renew(db, changed)
            if marks["day"] != stand["day"]:
                self._weigh_anew(db)
        db.executemany("INSERT OR REPLACE INTO mark VALUES (?, ?)", sorted(stand.items()))

    def _changed(self, marks: dict[str, str]) -> set[str] | None:
        """The people of whom something may be another since the file was made; None: of everybody."""
        closed, _, judged = position(self._graph)
        found = self._changes.since(marks["entry"], (closed, judged))
        if found is None or len(found.people) > TOO_MANY:
            return None
        return found.people | at_stake_through(self._graph, self._scope, found.people)

    def _renew(self, db: sqlite3.Connection, people: set[str]) -> None:
        db.execute("CREATE TEMP TABLE changed (uid TEXT PRIMARY KEY)")
        db.executemany("INSERT INTO changed VALUES (?)", ((uid,) for uid in people))
        for table in ("feed", "couple"):
            db.execute(
                f"DELETE FROM {table} WHERE one IN (SELECT uid FROM changed) OR other IN (SELECT uid FROM changed)"
            )
        db.execute("DROP TABLE changed")
        _insert(db, waiting(self._graph, self._scope, self._today, people))

    def _weigh_anew(self, db: sqlite3.Connection) -> None:
        """What is at stake depends on the day."""
        couples = db.execute("SELECT one, other FROM couple").fetchall()
        at_stake = stakes(
            self._graph, self._scope, {uid for couple in couples for uid in couple}, self._today
        )
        db.executemany(
            "UPDATE couple SET stake = ? WHERE one = ? AND other = ?",
            ((min(STAKES.index(at_stake[uid]) for uid in couple), *couple) for couple in couples),
        )


def _insert(db: sqlite3.Connection, found: Sequence[Waiting]) -> None:
    db.executemany(
        f"INSERT OR REPLACE INTO couple VALUES ({', '.join('?' * 14)})",
        (
            (
                *each.couple, each.pair, each.left, each.right, *each.people, each.weight, each.reason,
                each.since.isoformat(), STAKES.index(each.stake), each.evidence, each.pairs, each.child,
            )
            for each in found
        ),
    )  # fmt: skip
    db.executemany(
        "INSERT OR REPLACE INTO feed VALUES (?, ?, ?)",
        ((*each.couple, code) for each in found for code in each.feeds),
    )
