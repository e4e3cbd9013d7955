"""What goes back to one agency: what of its own to look at, and nothing that another agency said.

Nothing at all about people whose record or whose location is withheld: all of it is read without any clearance.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator

from graph.ask import ask
from graph.gateway import Graph, Row
from graph.reads.conflicts import conflicts
from graph.reads.corrections import corrections
from graph.reads.coverage import NOBODY
from model.quality import Conflict, ConflictKind, Correction, OutboxItem

CHECK = "Another agency says otherwise. Check this with the family, and put it right or confirm it."
MOVED = "Another agency has been told of a change since. Check with the family whether this is still so."
WRONG = "Somebody who works with the child says that this is wrong. Check it, and answer."
REJECTED = "The row was put aside and is not in the index. Put it right and deliver it again."
UNTOLD = "A row was put aside. It is told by its place alone, because nobody can tell whom it is about."
_FIRST = dt.date.min


def outbox(
    graph: Graph, agency: str, today: dt.date, found: Iterable[Conflict] | None = None
) -> list[OutboxItem]:
    """Everything for one agency (its code), the oldest first within each kind. ``found``: the conflicts, where they
    are known already."""
    items = [
        *_rejected(ask(graph, "quality/rejected", NOBODY, agency=agency)),
        *_contested(corrections(graph, today), agency),
        *_conflicts(conflicts(graph, today) if found is None else found, agency),
    ]
    return sorted(items, key=lambda each: (each.kind, each.since or _FIRST, each.feed, each.reference or ""))


def _rejected(rows: Iterable[Row]) -> Iterator[OutboxItem]:
    for row in rows:
        one, shown = row["rejected"], row["open"]
        yield OutboxItem(
            kind="rejected_row",
            feed=one["feed"],
            record=None,
            part=".".join(filter(None, (one["table"], one["column"]))),
            value=None,
            since=one["extracted"],
            what=f"{REJECTED if shown else UNTOLD} {one['value_class']}: {one['reason']}.",
            reference=one.get("place"),
            row=json.loads(one["row"]) if shown and one["row"] else None,
        )


def _contested(found: Iterable[Correction], agency: str) -> Iterator[OutboxItem]:
    for each in found:
        if each.agency == agency:
            yield OutboxItem(
                kind="contested",
                feed=each.feed,
                record=_own(each.record),
                part=each.part,
                value=each.value,
                since=each.at.date(),
                what=WRONG,
                reference=each.uid,
            )


def _conflicts(found: Iterable[Conflict], agency: str) -> Iterator[OutboxItem]:
    for conflict in found:
        for party in conflict.parties:
            if party.agency != agency:
                continue
            moved = conflict.kind is ConflictKind.ADDRESS and not party.newest
            yield OutboxItem(
                kind="changed_elsewhere" if moved else "conflict",
                feed=party.feed,
                record=_own(party.record),
                part=conflict.kind.value,
                value=party.value,
                since=conflict.since,
                what=MOVED if moved else CHECK,
            )


def _own(record: str) -> str:
    """The owner's own identifier of a record."""
    return record.split(":", 2)[-1]
