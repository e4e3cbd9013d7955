"""The address book: every address form that was ever given, and the one home each belongs to.

Which forms are one home is a pure function of the forms and of which of them still stand, whatever the order in which
they came:

* a form with a UPRN belongs to that UPRN;
* a form without one belongs to the UPRN that its key (postcode, flat, house) is given with, if among all forms that
  stand that is exactly one; else the key stands for itself. What an agency took back teaches nothing any more;
* homes that a person judged to be one are one home, and a key that a person judged to be another home than a UPRN does
  not belong to it (:mod:`ingest.addresses.joined`);
* a refuge is a token of its own record; a form that says too little to recognise a home stands alone.

The book is a cache in one SQLite file: it can always be rebuilt from the records.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from ingest.addresses.homes import Home, home_of, to_text
from ingest.addresses.joined import Joined, joined, walls
from model.addresses import parse
from model.addresses import uprn as uprn_of
from model.codes import AddressClass
from model.judging import JudgedHomes
from model.observations import AddressForm

_FILE = "addresses.sqlite"
VERSION = 4  # raised when the rules of model.addresses or this file change: an older file is thrown away
BOOK = f"address book {VERSION}"
"""Names these rules among those that an index was made by: after others, everything is projected again."""
_AT_ONCE = 500  # values in one IN list; SQLite allows 999 in its oldest versions
_SCHEMA = """
CREATE TABLE form (id TEXT PRIMARY KEY, uprn TEXT, key TEXT, text TEXT NOT NULL, base TEXT, anchor TEXT,
  stands INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX form_key ON form (key) WHERE key IS NOT NULL;
CREATE INDEX form_base ON form (base);
CREATE INDEX form_anchor ON form (anchor);
CREATE TABLE judged ("left" TEXT, "right" TEXT, verdict TEXT);
CREATE TABLE member (token TEXT PRIMARY KEY, home TEXT) WITHOUT ROWID;
"""
Row = tuple[str, str | None, str | None, str, str | None, str | None, bool]
"""A form: id, UPRN, key, text, the token of its own home (``base``), of the home it is in (``anchor``), which is
another only where people judged two homes to be one, and whether it stands."""
Forms = Iterable[tuple[str, AddressForm]]


@dataclass(frozen=True, slots=True)
class AddressChanges:
    """``anchors``: form id -> anchor for every form whose anchor is new or altered. ``homes``: anchor -> the home as
    it is shown now, or None where no form is left, for every anchor that gained, lost or altered a form. ``moved``:
    the ids of forms that had another anchor before."""

    anchors: dict[str, str] = field(default_factory=dict)
    homes: dict[str, Home | None] = field(default_factory=dict)
    moved: frozenset[str] = frozenset()


class AddressBook:
    """The homes of all forms. A form id is ``RECORD_KEY`` or ``RECORD_KEY#ANYTHING``, unique to the form."""

    def __init__(self, folder: Path) -> None:
        """Opens or begins the book in a folder. A file that cannot be read is thrown away: it is a cache."""
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / _FILE
        self._db = self._open()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def rebuild(
        self, forms: Forms, judged: Iterable[JudgedHomes] = (), withdrawn: Container[str] = ()
    ) -> AddressChanges:
        """Forget everything and begin again with these forms and judgements. All anchors and homes are changes.
        ``withdrawn``: ids of the forms that nobody gives any more."""
        with self._transaction():
            for table in ("form", "judged", "member"):
                self._db.execute(f"DROP TABLE {table}")
            for statement in _SCHEMA.split(";"):
                self._db.execute(statement)
            rows = (_row(form_id, form, form_id not in withdrawn) for form_id, form in forms)
            self._db.executemany("INSERT OR REPLACE INTO form VALUES (?,?,?,?,?,?,?)", rows)
            self._judge(judged)
            self._db.execute(
                "UPDATE form SET base = (SELECT 'uprn:' || min(other.uprn) FROM form other"
                " WHERE other.key = form.key AND other.stands HAVING count(DISTINCT other.uprn) = 1)"
                " WHERE uprn IS NULL AND key IS NOT NULL"
            )
            self._db.execute("UPDATE form SET base = 'key:' || key WHERE base IS NULL")
            for form_id, base in self._bases_by_key(
                {token for pair in self._walls() for token in _keys(pair)}
            ).items():
                self._db.execute("UPDATE form SET base = ? WHERE id = ?", (base, form_id))
            self._db.execute("UPDATE form SET anchor = base")
            self._join()
        anchors = dict(self._db.execute("SELECT id, anchor FROM form"))
        return AddressChanges(anchors, dict(self._homes(None)))

    def update(
        self,
        upserts: Forms,
        removals: Iterable[str] = (),
        judged: Iterable[JudgedHomes] | None = None,
        withdrawn: Container[str] = (),
    ) -> AddressChanges:
        """Take new and altered forms in and removed ones out. ``judged``: every judgement that stands; None: as before;
        ``withdrawn``: those of the forms taken in that nobody gives any more. The cost grows with the change."""
        given = {form_id: _row(form_id, form, form_id not in withdrawn) for form_id, form in upserts}
        gone = set(removals) - given.keys()
        with self._transaction():
            return self._update(given, gone, judged)

    def foresee(self, judged: Iterable[JudgedHomes]) -> Joined:
        """The homes that people's judgements would join if these were all that stand; nothing is changed."""
        found = Joined()
        try:
            with self._transaction():
                self._update({}, set(), judged)
                found = self._joined()
                raise _Undone
        except _Undone:
            return found

    def _update(
        self, given: dict[str, Row], gone: set[str], judged: Iterable[JudgedHomes] | None
    ) -> AddressChanges:
        held = {row[0]: row for row in self._rows("id", [*given, *gone])}
        # A form that is there as it is given needs nothing.
        new = {
            form_id: row
            for form_id, row in given.items()
            if form_id not in held or (held[form_id][3], held[form_id][6]) != (row[3], row[6])
        }
        before = {form_id: row for form_id, row in held.items() if form_id in new or form_id in gone}
        self._db.executemany("DELETE FROM form WHERE id = ?", ((form_id,) for form_id in before))
        self._db.executemany("INSERT INTO form VALUES (?,?,?,?,?,?,?)", new.values())
        keys = {row[2] for row in [*before.values(), *new.values()] if row[2] is not None}
        if judged is not None:
            keys |= {token for pair in self._walls() for token in _keys(pair)}
            self._judge(judged)
            keys |= {token for pair in self._walls() for token in _keys(pair)}
        bases = {row[0]: row[4] for row in new.values() if row[4] is not None}
        bases.update(self._bases_by_key(keys))
        old: dict[str, str | None] = {row[0]: row[5] for row in self._rows("id", list(bases))}
        old.update({form_id: before[form_id][5] if form_id in before else None for form_id in new})
        self._db.executemany(
            "UPDATE form SET base = ?, anchor = ? WHERE id = ?",
            ((base, base, form_id) for form_id, base in bases.items()),
        )
        rejoined, old_of_rejoined = self._join()
        old.update({form_id: anchor for form_id, anchor in old_of_rejoined.items() if form_id not in old})
        now = self.anchors([*bases, *rejoined])
        changed = {form_id: anchor for form_id, anchor in now.items() if anchor != old.get(form_id)}
        touched = {str(row[5]) for row in before.values()} | {now[form_id] for form_id in new}
        touched |= set(changed.values()) | {now[form_id] for form_id in rejoined}
        touched |= {anchor for form_id in (*changed, *rejoined) if (anchor := old.get(form_id)) is not None}
        homes: dict[str, Home | None] = dict.fromkeys(sorted(touched))
        homes.update(self._homes(sorted(touched)))
        moved = frozenset(form_id for form_id in (*changed, *rejoined) if old.get(form_id) is not None)
        return AddressChanges(changed, homes, moved)

    def members(self, anchors: Iterable[str]) -> dict[str, list[str]]:
        """The tokens of homes that people joined, by anchor; a home that nobody joined is not in the answer."""
        found: dict[str, list[str]] = defaultdict(list)
        wanted = set(anchors)
        for token, home in self._db.execute("SELECT token, home FROM member ORDER BY token"):
            if home in wanted:
                found[home].append(token)
        return dict(found)

    def aliases(self, anchors: Iterable[str]) -> dict[str, str]:
        """Keys, as tokens, of which the forms belong to a UPRN's home: key -> the anchor of that home."""
        rows = self._rows("anchor", sorted(set(anchors)))
        return {
            f"key:{row[2]}": str(row[5])
            for row in rows
            if row[1] is None and row[2] and row[4] != f"key:{row[2]}"
        }

    def anchors(self, form_ids: Iterable[str]) -> dict[str, str]:
        """The anchors of these forms; a form that is not in the book is not in the answer."""
        return {row[0]: str(row[5]) for row in self._rows("id", list(form_ids))}

    def home(self, anchor: str) -> Home | None:
        """The home of an anchor, or None."""
        return self.homes([anchor]).get(anchor)

    def homes(self, anchors: Iterable[str]) -> dict[str, Home]:
        """The homes of anchors; one without any form is not in the answer."""
        return dict(self._homes(sorted(set(anchors))))

    def _judge(self, judged: Iterable[JudgedHomes]) -> None:
        self._db.execute("DELETE FROM judged")
        self._db.executemany(
            "INSERT INTO judged VALUES (?,?,?)", ((each.left, each.right, each.verdict) for each in judged)
        )

    def _judged(self) -> list[JudgedHomes]:
        return [JudgedHomes(*row) for row in self._db.execute('SELECT "left", "right", verdict FROM judged')]

    def _walls(self) -> frozenset[tuple[str, str]]:
        return walls(self._judged())

    def _joined(self) -> Joined:
        judged = [each for each in self._judged() if each.verdict in ("same", "different")]
        if not any(each.verdict == "same" for each in judged):
            return Joined()
        keys = {token for each in judged for token in _keys((each.left, each.right))}
        base_of = {f"key:{row[2]}": str(row[4]) for row in self._rows("key", sorted(keys)) if row[1] is None}
        return joined(judged, lambda token: base_of.get(token, token))

    def _join(self) -> tuple[list[str], dict[str, str]]:
        """Enter which homes are joined now; the forms whose home is joined otherwise than before, and the anchors
        that these had."""
        before: dict[str, str] = dict(self._db.execute("SELECT token, home FROM member"))
        found = self._joined()
        now = {token: found.anchor(token) for token in found.groups}
        sets_before, sets_now = _sets(before), _sets(now)
        affected = sorted(
            token
            for token in before.keys() | now.keys()
            if sets_before.get(before.get(token, "")) != sets_now.get(now.get(token, ""))
        )
        old = {row[0]: str(row[5]) for row in self._rows("base", affected)}
        # Forms that came or changed meanwhile stand under their own token, in homes that are joined as before too.
        self._apply({*affected, *now}, now)
        if affected:
            self._db.execute("DELETE FROM member")
            self._db.executemany("INSERT INTO member VALUES (?,?)", now.items())
        return list(old), old

    def _apply(self, tokens: Iterable[str], now: dict[str, str]) -> None:
        self._db.executemany(
            "UPDATE form SET anchor = ? WHERE base = ?", ((now.get(token, token), token) for token in tokens)
        )

    def _bases_by_key(self, keys: set[str]) -> dict[str, str]:
        apart = self._walls()
        uprns: dict[str, set[str]] = defaultdict(set)
        unnumbered: dict[str, str] = {}
        for form_id, number, key, _, _, _, stands in self._rows("key", sorted(keys)):
            if key is None:
                continue
            if number is None:
                unnumbered[form_id] = key
            elif stands and (f"key:{key}", f"uprn:{number}") not in apart:
                uprns[key].add(number)
        return {
            form_id: f"uprn:{min(uprns[key])}" if len(uprns[key]) == 1 else f"key:{key}"
            for form_id, key in unnumbered.items()
        }

    def _homes(self, anchors: list[str] | None) -> Iterator[tuple[str, Home]]:
        texts: dict[str, list[str]] = defaultdict(list)
        former: dict[str, list[str]] = defaultdict(list)
        rows = self._db.execute("SELECT * FROM form") if anchors is None else self._rows("anchor", anchors)
        for row in rows:
            (texts if row[6] else former)[str(row[5])].append(row[3])
        # A home of which every form was taken back is shown as it was.
        written = {**former, **texts}
        return ((anchor, home_of(anchor, forms)) for anchor, forms in written.items())

    def _rows(self, column: str, values: list[str]) -> Iterator[Row]:
        rest = iter(values)
        while some := list(islice(rest, _AT_ONCE)):
            marks = ",".join("?" * len(some))
            # The column is one of four names written in this file.
            yield from self._db.execute(f"SELECT * FROM form WHERE {column} IN ({marks})", some)  # noqa: S608

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, isolation_level=None)
        try:
            if db.execute("PRAGMA user_version").fetchone()[0] == VERSION:
                return db
        except sqlite3.DatabaseError:
            pass
        db.close()
        for suffix in ("", "-wal", "-journal", "-shm"):
            self._path.with_name(_FILE + suffix).unlink(missing_ok=True)
        db = sqlite3.connect(self._path, isolation_level=None)
        db.execute("PRAGMA journal_mode = WAL")
        db.executescript(f"{_SCHEMA} PRAGMA user_version = {VERSION};")
        return db


class _Undone(Exception):
    """Raised to leave a transaction without keeping it."""


def _keys(tokens: Iterable[str]) -> Iterator[str]:
    return (token.removeprefix("key:") for token in tokens if token.startswith("key:"))


def _sets(home_of: dict[str, str]) -> dict[str, frozenset[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for token, home in home_of.items():
        members[home].add(token)
    return {home: frozenset(tokens) for home, tokens in members.items()}


def _row(form_id: str, form: AddressForm, stands: bool) -> Row:
    if form.address_class == AddressClass.REFUGE:
        alone = _refuge(form_id)
        return (
            form_id,
            None,
            None,
            to_text(AddressForm(address_class=form.address_class)),
            alone,
            alone,
            stands,
        )
    if form.address_class == AddressClass.NO_FIXED_ABODE:
        return form_id, None, None, to_text(form), f"alone:{form_id}", f"alone:{form_id}", stands
    number, parsed = uprn_of(form.uprn), parse(form)
    key = parsed.key if parsed is not None else None
    if number is not None:
        return form_id, number, key, to_text(form), f"uprn:{number}", f"uprn:{number}", stands
    base = None if key is not None else f"alone:{form_id}"
    return form_id, None, key, to_text(form), base, base, stands


def _refuge(form_id: str) -> str:
    return f"refuge:{form_id.partition('#')[0]}"
