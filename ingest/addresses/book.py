"""The address book: every current address form, and the one home each belongs to.

Which forms are one home is a pure function of the current forms, whatever the order in which they came:

* a form with a UPRN belongs to that UPRN;
* a form without one belongs to the UPRN that its key (postcode, flat, house) was given with, if among all current
  forms that is exactly one; else the key stands for itself;
* a refuge is a token of its own record; a form that says too little to recognise a home stands alone.

The book is a cache in one SQLite file: it can always be rebuilt from the records.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from ingest.addresses.homes import Home, home_of, to_text
from model.addresses import parse
from model.addresses import uprn as uprn_of
from model.codes import AddressClass
from model.observations import AddressForm

_FILE = "addresses.sqlite"
_VERSION = 2  # raised when the rules of model.addresses or this file change: an older file is thrown away
_AT_ONCE = 500  # values in one IN list; SQLite allows 999 in its oldest versions
_SCHEMA = """
CREATE TABLE form (id TEXT PRIMARY KEY, uprn TEXT, key TEXT, text TEXT NOT NULL, anchor TEXT) WITHOUT ROWID;
CREATE INDEX form_key ON form (key) WHERE key IS NOT NULL;
CREATE INDEX form_anchor ON form (anchor);
"""


@dataclass(frozen=True, slots=True)
class AddressChanges:
    """``anchors``: form id -> anchor for every form whose anchor is new or altered. ``homes``: anchor -> the home as
    it is shown now, or None where no form is left, for every anchor that gained, lost or altered a form. ``moved``:
    the ids of forms that had another anchor before."""

    anchors: dict[str, str] = field(default_factory=dict)
    homes: dict[str, Home | None] = field(default_factory=dict)
    moved: frozenset[str] = frozenset()


class AddressBook:
    """The homes of all current forms. A form id is ``RECORD_KEY`` or ``RECORD_KEY#ANYTHING``, unique to the form."""

    def __init__(self, folder: Path) -> None:
        """Opens or begins the book in a folder. A file that cannot be read is thrown away: it is a cache."""
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / _FILE
        self._db = self._open()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def rebuild(self, forms: Iterable[tuple[str, AddressForm]]) -> AddressChanges:
        """Forget everything and begin again with these forms. All anchors and homes are changes."""
        with self._transaction():
            self._db.execute("DROP TABLE form")
            for statement in _SCHEMA.split(";"):
                self._db.execute(statement)
            self._db.executemany("INSERT OR REPLACE INTO form VALUES (?,?,?,?,?)", map(_row, forms))
            self._db.execute(
                "UPDATE form SET anchor = (SELECT 'uprn:' || min(other.uprn) FROM form other"
                " WHERE other.key = form.key HAVING count(DISTINCT other.uprn) = 1)"
                " WHERE uprn IS NULL AND key IS NOT NULL"
            )
            self._db.execute("UPDATE form SET anchor = 'key:' || key WHERE anchor IS NULL")
        anchors = dict(self._db.execute("SELECT id, anchor FROM form"))
        return AddressChanges(anchors, dict(self._homes(None)))

    def update(
        self,
        upserts: Iterable[tuple[str, AddressForm]],
        removals: Iterable[str] = (),
    ) -> AddressChanges:
        """Take new and altered forms in and removed ones out. The cost grows with the change."""
        given = dict(upserts)
        gone = set(removals) - given.keys()
        with self._transaction():
            held = {row[0]: row for row in self._rows("id", [*given, *gone])}
            # A form that is there as it is given needs nothing.
            new = {
                form_id: _row((form_id, form))
                for form_id, form in given.items()
                if form_id not in held or held[form_id][3] != to_text(form)
            }
            before = {form_id: row for form_id, row in held.items() if form_id in new or form_id in gone}
            self._db.executemany("DELETE FROM form WHERE id = ?", ((form_id,) for form_id in before))
            self._db.executemany("INSERT INTO form VALUES (?,?,?,?,?)", new.values())
            keys = {row[2] for row in [*before.values(), *new.values()] if row[2] is not None}
            anchors = {row[0]: row[4] for row in new.values() if row[4] is not None}
            anchors.update(self._anchors_by_key(keys))
            old: dict[str, str | None] = {row[0]: row[4] for row in self._rows("id", list(anchors))}
            old.update({form_id: before[form_id][4] if form_id in before else None for form_id in new})
            self._db.executemany(
                "UPDATE form SET anchor = ? WHERE id = ?",
                ((anchor, form_id) for form_id, anchor in anchors.items()),
            )
        changed = {form_id: anchor for form_id, anchor in anchors.items() if anchor != old.get(form_id)}
        touched = {row[4] for row in before.values()} | {anchors[form_id] for form_id in new}
        touched |= set(changed.values())
        touched |= {anchor for form_id in changed if (anchor := old.get(form_id)) is not None}
        homes: dict[str, Home | None] = dict.fromkeys(sorted(touched))
        homes.update(self._homes(sorted(touched)))
        moved = frozenset(form_id for form_id in changed if old.get(form_id) is not None)
        return AddressChanges(changed, homes, moved)

    def anchors(self, form_ids: Iterable[str]) -> dict[str, str]:
        """The anchors of these forms; a form that is not in the book is not in the answer."""
        return {row[0]: row[4] for row in self._rows("id", list(form_ids))}

    def home(self, anchor: str) -> Home | None:
        """The home of an anchor, or None."""
        return self.homes([anchor]).get(anchor)

    def homes(self, anchors: Iterable[str]) -> dict[str, Home]:
        """The homes of anchors; one without any form is not in the answer."""
        return dict(self._homes(sorted(set(anchors))))

    def _anchors_by_key(self, keys: set[str]) -> dict[str, str]:
        uprns: dict[str, set[str]] = defaultdict(set)
        unnumbered: dict[str, str] = {}
        for form_id, number, key, _, _ in self._rows("key", sorted(keys)):
            if number is None:
                unnumbered[form_id] = key
            else:
                uprns[key].add(number)
        return {
            form_id: f"uprn:{min(uprns[key])}" if len(uprns[key]) == 1 else f"key:{key}"
            for form_id, key in unnumbered.items()
        }

    def _homes(self, anchors: list[str] | None) -> Iterator[tuple[str, Home]]:
        texts: dict[str, list[str]] = defaultdict(list)
        rows = self._db.execute("SELECT * FROM form") if anchors is None else self._rows("anchor", anchors)
        for row in rows:
            texts[row[4]].append(row[3])
        return ((anchor, home_of(anchor, written)) for anchor, written in texts.items())

    def _rows(self, column: str, values: list[str]) -> Iterator[tuple[str, str | None, str, str, str]]:
        rest = iter(values)
        while some := list(islice(rest, _AT_ONCE)):
            marks = ",".join("?" * len(some))
            # The column is one of three names written in this file.
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
            if db.execute("PRAGMA user_version").fetchone()[0] == _VERSION:
                return db
        except sqlite3.DatabaseError:
            pass
        db.close()
        for suffix in ("", "-wal", "-journal", "-shm"):
            self._path.with_name(_FILE + suffix).unlink(missing_ok=True)
        db = sqlite3.connect(self._path, isolation_level=None)
        db.execute("PRAGMA journal_mode = WAL")
        db.executescript(f"{_SCHEMA} PRAGMA user_version = {_VERSION};")
        return db


def _row(given: tuple[str, AddressForm]) -> tuple[str, str | None, str | None, str, str | None]:
    form_id, form = given
    if form.address_class == AddressClass.REFUGE:
        return form_id, None, None, to_text(AddressForm(address_class=form.address_class)), _refuge(form_id)
    if form.address_class == AddressClass.NO_FIXED_ABODE:
        return form_id, None, None, to_text(form), f"alone:{form_id}"
    number, parsed = uprn_of(form.uprn), parse(form)
    key = parsed.key if parsed is not None else None
    if number is not None:
        return form_id, number, key, to_text(form), f"uprn:{number}"
    return form_id, None, key, to_text(form), None if key is not None else f"alone:{form_id}"


def _refuge(form_id: str) -> str:
    return f"refuge:{form_id.partition('#')[0]}"
