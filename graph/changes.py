"""What changed in the graph, load by load: whoever keeps something that was made of it makes only that anew.

A journal in the data folder, one small file a load, of uids and nothing else. The one who loads says so before it
writes and enters what it wrote once the graph holds it. While a load is under way, after one that was cut short, and
where the journal is lost or the ledger stands elsewhere, everything may be another.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

KEPT = 60
"""Entries that are kept: whoever looks less often than that makes everything anew."""
Position = tuple[int, ...]
_WHERE = ("people", "homes", "events", "workers")


def _no_kinds() -> defaultdict[str, set[str]]:
    return defaultdict(set)


@dataclass(slots=True)
class Changed:
    """What a load wrote: people whose node, edges or records it touched, or of whose records it judged; homes, events
    and workers whose node it altered."""

    people: set[str] = field(default_factory=set)
    homes: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    workers: set[str] = field(default_factory=set)
    services: bool = False
    """A service was altered: what may be told of whoever it works with may be another."""
    kinds: defaultdict[str, set[str]] = field(default_factory=_no_kinds)
    """The same, closer: by the type of an edge those at whom one was written, by ``DESCRIBES`` also those whom a
    changed or newly judged record describes; by ``Person`` and so on the nodes that are new; by ``Person.surname`` and
    so on the nodes of which that is another. Of whom it is not said closer, anything may be another."""

    def note(self, kind: str, uids: Iterable[str]) -> None:
        """Note of what kind a change is."""
        self.kinds[kind].update(uids)

    def unsaid(self) -> Changed:
        """Those of whom anything may be another."""
        said = set[str]().union(*self.kinds.values())
        services = self.services and not any(kind.startswith("Service.") for kind in self.kinds)
        people, homes, events, workers = (getattr(self, name) - said for name in _WHERE)
        return Changed(people, homes, events, workers, services)

    def add(self, other: Changed) -> None:
        """Add what another load wrote. What is said closer by one of them only is not said closer of both."""
        unsaid = [each.unsaid() for each in (self, other)]
        for name in _WHERE:
            getattr(self, name).update(getattr(other, name))
        self.services |= other.services
        for kind, uids in other.kinds.items():
            self.note(kind, uids)
        for each in unsaid:
            self._forget(each)

    def _forget(self, unsaid: Changed) -> None:
        uids = set[str]().union(*(getattr(unsaid, name) for name in _WHERE))
        kept = {
            kind: left
            for kind, said in self.kinds.items()
            if (left := said - uids) and not (unsaid.services and kind.startswith("Service."))
        }
        self.kinds.clear()
        self.kinds.update(kept)


class Changes:
    """The journal in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._under_way = folder / "under_way"

    def begin(self) -> None:
        """Say that something is about to be written."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._under_way.touch()

    def enter(self, changed: Changed | None, position: Position, on: dt.date) -> None:
        """Enter what was written on a day; None: everything may be another. ``position`` is where the ledger stands
        now."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        entries = self._entries()
        number = _number(entries[-1]) + 1 if entries else 1
        told: dict[str, Any] | None = None
        if changed is not None:
            told = {name: sorted(getattr(changed, name)) for name in _WHERE}
            told |= {"kinds": {kind: sorted(uids) for kind, uids in sorted(changed.kinds.items())}}
        row = {"position": list(position), "on": on.isoformat(), "changed": told,
               "services": bool(changed and changed.services)}  # fmt: skip
        part = self._folder / f"{number:08}-{secrets.token_hex(6)}.part"
        with os.fdopen(
            os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8"
        ) as file:
            json.dump(row, file)
        part.replace(part.with_suffix(".json"))
        for old in self._entries()[:-KEPT]:
            old.unlink(missing_ok=True)
        self._under_way.unlink(missing_ok=True)

    @property
    def under_way(self) -> bool:
        """Whether something is being written, or was when a load was cut short."""
        return self._under_way.exists()

    @property
    def last(self) -> str:
        """Names the last entry; empty before the first."""
        entries = self._entries()
        return entries[-1].stem if entries else ""

    def since(self, entry: str, position: Position) -> Changed | None:
        """What changed after an entry, where the ledger stands at ``position`` now; None: it cannot be told, and
        everything may be another."""
        entries = self._entries()
        names = [each.stem for each in entries]
        if self._under_way.exists() or entry not in names:
            return None
        found = Changed()
        try:
            rows = [json.loads(each.read_text("utf-8")) for each in entries[names.index(entry) :]]
            if rows[-1]["position"] != list(position):
                return None
            for row in rows[1:]:
                told = row["changed"]
                if told is None:
                    return None
                found.add(_changed(told, row["services"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return found

    def after(self, day: dt.date, position: Position) -> Changed | None:
        """What was written after a day; None: it cannot be told, or the journal does not reach so far back."""
        try:
            days = {
                each.stem: dt.date.fromisoformat(json.loads(each.read_text("utf-8"))["on"])
                for each in self._entries()
            }
        except (OSError, ValueError, KeyError, TypeError):
            return None
        before = [entry for entry, on in days.items() if on <= day]
        return self.since(before[-1], position) if before else None

    def _entries(self) -> list[Path]:
        return sorted(self._folder.glob("*.json"), key=_number)


def _changed(told: Mapping[str, Any], services: bool) -> Changed:
    people, homes, events, workers = (set(told[name]) for name in _WHERE)
    found = Changed(people, homes, events, workers, services)
    for kind, uids in told["kinds"].items():
        found.note(kind, uids)
    return found


def _number(entry: Path) -> int:
    number = entry.stem.partition("-")[0]
    return int(number) if number.isdigit() else 0
