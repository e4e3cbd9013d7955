"""Night after night of a borough: what feeds send in a year, with everything that goes wrong on the way.

The deliveries of a generated borough are where each feed begins. Every night some rows change, some are deleted; most
deliveries hold the changes of a day, some everything. A delivery may be late (received days after later ones), missing
(the next one is then whole), repeated, held back until somebody releases it, or wrong and corrected the day after.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from ingest.feeds import feed as feed_of
from ingest.feeds.declaration import Table, Type

Rows = dict[str, dict[str, dict[str, str]]]
"""Table -> row key -> row."""
CHANGED = 0.004
"""Rows that change in a day; assumed."""
FATES = (("late", 0.05), ("missing", 0.03), ("repeated", 0.05), ("held", 0.03), ("wrong", 0.04))
"""What befalls a delivery, and how often; the rest come as they should. Assumed."""
WHOLE = 0.1
"""Of deliveries, those that hold everything."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One delivery as it is received: the feed and its folder."""

    feed: str
    folder: Path


@dataclass(slots=True)
class Sender:
    """One feed's own state, and what it has not said yet."""

    code: str
    rows: Rows
    told: Rows = field(default_factory=dict)
    whole_next: bool = False
    wrong: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    """Rows as they should have been: put right the day after."""


class Year:
    """The nights of a borough, written to ``out`` one after the other. The same seed gives the same nights."""

    def __init__(self, borough: Path, out: Path, feeds: Sequence[str], first: date, seed: int = 1) -> None:
        self._out, self._first = out, first
        self._chance = Random(seed)
        self._senders = [Sender(code, _read(borough / code, code)) for code in feeds]
        self._waiting: list[tuple[int, Sent]] = []
        self._number = 0
        self.fates: Counter[str] = Counter()

    def nights(self, number: int) -> Iterator[list[Sent]]:
        """What is received night by night; the first is everything of every feed, the last brings what was late."""
        yield [self._write(each, "full", self._first, self._first) for each in self._senders]
        for night in range(1, number + 1):
            today = self._first + timedelta(days=night)
            received = [self._tonight(each, night, today, last=night == number) for each in self._senders]
            late = [sent for due, sent in self._waiting if due <= night or night == number]
            self._waiting = [(due, sent) for due, sent in self._waiting if due > night and night < number]
            yield [sent for several in received for sent in several] + late

    def final(self, on: date) -> list[Sent]:
        """The last state of every feed as one whole delivery each."""
        return [self._write(each, "full", on, on) for each in self._senders]

    def _tonight(self, sender: Sender, night: int, today: date, *, last: bool) -> list[Sent]:
        put_right = [(table, key, row) for table, key, row in sender.wrong]
        sender.wrong = []
        for table, key, row in put_right:
            if key in sender.rows[table]:
                sender.rows[table][key] = row
        self._change(sender)
        fate = "as it should" if last else self._fate()
        self.fates[fate] += 1
        if fate == "missing":
            sender.whole_next = True
            return []
        if fate == "wrong":
            self._mistake(sender)
        whole = sender.whole_next or last or self._chance.random() < WHOLE
        sender.whole_next = False
        days = self._chance.randrange(1, 6) if fate in ("late", "held") else 0
        sent = self._write(sender, "full" if whole else "changes", today, today + timedelta(days=days))
        if days:
            self._waiting.append((night + days, sent))
            return []
        return [sent, sent] if fate == "repeated" else [sent]

    def _fate(self) -> str:
        chance = self._chance.random()
        for fate, share in FATES:
            if chance < share:
                return fate
            chance -= share
        return "as it should"

    def _change(self, sender: Sender) -> None:
        for table in feed_of(sender.code).tables:
            rows = sender.rows.get(table.name, {})
            for key in sorted(rows):
                if self._chance.random() < CHANGED:
                    if not table.founds and table.protects is False and self._chance.random() < 0.2:
                        del rows[key]
                    else:
                        rows[key] = self._altered(table, rows[key])

    def _mistake(self, sender: Sender) -> None:
        """A few rows that are wrong today and put right tomorrow."""
        for table in feed_of(sender.code).tables:
            rows = sender.rows.get(table.name, {})
            for key in sorted(rows)[:2]:
                sender.wrong.append((table.name, key, rows[key]))
                rows[key] = self._altered(table, rows[key])

    def _altered(self, table: Table, row: dict[str, str]) -> dict[str, str]:
        """The row with one of its dates some days earlier, where it has any that nothing else rests on."""
        dates = [
            column.name
            for column in table.columns
            if column.type is Type.DATE and not column.key and row.get(column.name)
        ]
        if not dates:
            return row
        name = self._chance.choice(dates)
        moved = date.fromisoformat(row[name]) - timedelta(days=self._chance.randrange(1, 40))
        return {**row, name: moved.isoformat()}

    def _write(self, sender: Sender, kind: str, extracted: date, received: date) -> Sent:
        if kind == "full" and self._has_nobody(sender):
            # A whole delivery of nobody would be refused: who knows nobody says only what has changed.
            kind = "changes"
        self._number += 1
        folder = self._out / f"{self._number:05d}-{sender.code}"
        folder.mkdir(parents=True)
        manifest = {"feed": sender.code, "kind": kind, "extracted": str(extracted), "received": str(received)}
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        deletions: list[tuple[str, str, str]] = []
        for table in feed_of(sender.code).tables:
            if table.name not in sender.rows:
                continue
            now, before = sender.rows[table.name], sender.told.get(table.name, {})
            rows = now if kind == "full" else {key: row for key, row in now.items() if before.get(key) != row}
            if kind == "full" or rows:
                _put(
                    folder / f"{table.name}.csv",
                    list(table.names),
                    [list(_cells(table, row)) for row in rows.values()],
                )
            owner = table.owners[0].column
            deletions += [
                (table.name, key, row.get(owner, "")) for key, row in before.items() if key not in now
            ]
        if kind == "changes":
            _put(folder / "deletions.csv", ["table", "key", "belongs_to"], [list(each) for each in deletions])
        sender.told = {name: dict(rows) for name, rows in sender.rows.items()}
        return Sent(sender.code, folder)

    @staticmethod
    def _has_nobody(sender: Sender) -> bool:
        """Whether a table that is never empty is."""
        tables = (table for table in feed_of(sender.code).tables if table.never_empty)
        return any(table.name in sender.rows and not sender.rows[table.name] for table in tables)


def _cells(table: Table, row: dict[str, str]) -> Iterator[str]:
    return (row.get(name, "") for name in table.names)


def _read(folder: Path, code: str) -> Rows:
    rows: Rows = {}
    for table in feed_of(code).tables:
        path = folder / f"{table.name}.csv"
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as file:
                rows[table.name] = {row[table.key.name]: row for row in csv.DictReader(file)}
    return rows


def _put(path: Path, columns: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
