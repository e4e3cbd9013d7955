"""Taking a delivery into the ledger: which records it changes, and what has been said about each of them then.

Unchanged records cost a comparison of hashes and nothing else. Files that arrive late or out of order take their place
by the day of extraction, so that the ledger holds the same versions as if they had come in order.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from graph.system import Door
from ingest.delivery.ledger import History, current_contents, histories
from ingest.delivery.parts import Part, Rows, content_hash, dump, laid_over, ordered


@dataclass(frozen=True, slots=True)
class Incoming:
    """A delivery as it was read: rows by record, and deleted rows by the records that may have held them."""

    delivery: str
    feed: str
    kind: Literal["full", "changes"]
    extracted: dt.date
    received: dt.date
    records: Mapping[str, Rows]
    deletions: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    silent: tuple[str, ...] = ()
    """Tables that a full delivery did not bring."""
    incomplete: frozenset[str] = frozenset()
    """Records of which a row was put aside: what was said of them before stays where nothing new is said."""

    def part(self, key: str, rows: Rows, deleted: Sequence[tuple[str, str]] = ()) -> Part:
        """What this delivery says about one record."""
        over = self.kind == "changes" or key in self.incomplete
        return Part(
            self.delivery,
            self.extracted,
            self.received,
            "changes" if over else "full",
            ordered(rows),
            tuple(deleted),
            () if over else self.silent,
        )


@dataclass(frozen=True, slots=True)
class Known:
    """A delivery of the same feed that is in the ledger already."""

    uid: str
    kind: str
    extracted: dt.date
    received: dt.date


@dataclass(slots=True)
class Intake:
    """What changes: the whole history of each record that a delivery touches, and which of them are new."""

    histories: dict[str, History] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)
    absent: int = 0
    """Records that the feed held before and that a full delivery no longer holds."""
    unchanged: int = 0


def take_in(door: Door, incoming: Incoming, known: Iterable[Known], *, empty: bool = False) -> Intake:
    """The changes that a delivery brings. ``known`` are the other deliveries of its feed; ``empty`` says that there
    are none and nothing needs to be looked up."""
    others = sorted(known, key=lambda each: (each.extracted, each.uid))
    later = [each for each in others if (each.extracted, each.uid) > (incoming.extracted, incoming.delivery)]
    if empty:
        return _first(incoming)
    if incoming.kind == "changes":
        return _changes(door, incoming, later)
    return _full(door, incoming, others, later)


def _first(incoming: Incoming) -> Intake:
    intake = Intake(fresh=set(incoming.records))
    for key, rows in incoming.records.items():
        intake.histories[key] = History(key, [incoming.part(key, rows)])
    return intake


def _changes(door: Door, incoming: Incoming, later: Sequence[Known]) -> Intake:
    keys = sorted({*incoming.records, *incoming.deletions})
    found = histories(door, keys)
    intake = Intake()
    for key in keys:
        deleted = _held(found.get(key), incoming.deletions.get(key, ()))
        rows = incoming.records.get(key, {})
        if not rows and not deleted:
            continue
        _add(intake, found, key, incoming.part(key, rows, deleted), later)
    return intake


def _held(history: History | None, deleted: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The deletions that meet a row of this record: a deleted row may belong to one of several records."""
    if history is None:
        return []
    rows = [(table, key) for part in history.parts for table, held in part.rows.items() for key in held]
    return sorted(set(deleted) & set(rows))


def _full(door: Door, incoming: Incoming, others: Sequence[Known], later: Sequence[Known]) -> Intake:
    intake = Intake()
    contents = current_contents(door, incoming.feed)
    parts = {key: incoming.part(key, rows) for key, rows in incoming.records.items()}
    differing = [
        key
        for key, part in parts.items()
        if later
        or incoming.silent
        or part.kind == "changes"
        or contents.get(key) != (content_hash(dump(part.rows)), None)
    ]
    intake.unchanged = len(parts) - len(differing)
    before = [each for each in others if each not in later]
    missing = [
        key
        for key, held in contents.items()
        if not later and before and held[1] is None and key not in parts and key not in incoming.incomplete
    ]
    found = histories(door, [*differing, *missing])
    for key in differing:
        _take_full(intake, found, key, parts[key], later)
    for key in missing:
        history = found[key]
        history.last_seen = _last_held(history, before)
        intake.histories[key] = history
    intake.absent = len(missing)
    return intake


def _last_held(history: History, before: Sequence[Known]) -> dt.date:
    """The day on which the index last received a record that a full delivery has just left out: with the full delivery
    before that one, or with whatever said something of the record since."""
    fulls = [each.received for each in before if each.kind == "full"]
    return max([*fulls[-1:], *(part.received for part in history.parts)])


def _take_full(
    intake: Intake, found: dict[str, History], key: str, part: Part, later: Sequence[Known]
) -> None:
    history = found.get(key)
    if history is None:
        _add(intake, found, key, part, later)
        return
    before = [each for each in history.versions() if each.part.order < part.order]
    same = bool(before) and before[-1].content == content_hash(dump(laid_over(before[-1].rows, part)))
    if history.last_seen is not None and not any(each.kind == "full" for each in later):
        history.last_seen = None
        intake.histories[key] = history
    elif history.last_seen is not None and history.last_seen < part.received:
        history.last_seen = part.received
        intake.histories[key] = history
    if not same:
        _add(intake, found, key, part, later)


def _add(intake: Intake, found: dict[str, History], key: str, part: Part, later: Sequence[Known]) -> None:
    history = found.get(key)
    if history is None:
        history = History(key)
        intake.fresh.add(key)
        if any(each.kind == "full" for each in later):
            history.last_seen = part.received  # a later full delivery that is in already did not hold it
    else:
        _confirm(history, part, later)
    if not later:
        history.last_seen = None
    elif history.last_seen is not None:
        history.last_seen = max(history.last_seen, part.received)
    history.add(part)
    intake.histories[key] = history


def _confirm(history: History, part: Part, later: Sequence[Known]) -> None:
    """A full delivery that came after ``part`` and left the record as it was has said so once more: write that down,
    since ``part`` now stands between."""
    following = min((each.order for each in history.parts if each.order > part.order), default=None)
    before = [each for each in history.versions() if each.part.order < part.order]
    if not before or history.last_seen is not None:
        return
    for each in later:
        confirmed = Part(each.uid, each.extracted, each.received, "full", before[-1].rows)
        if each.kind == "full" and (following is None or confirmed.order < following):
            history.add(confirmed)
            return


def touched_by(histories_: Mapping[str, History]) -> dict[str, list[str]]:
    """Record keys by their kind: ``person``, ``school``, ``service``, ``professional``."""
    grouped: defaultdict[str, list[str]] = defaultdict(list)
    for key in histories_:
        grouped[key.split(":", 2)[1]].append(key)
    return dict(grouped)
