"""Agencies that disagree about a child: an address, a school, a date of birth, who holds parental responsibility."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from graph.ask import ask
from graph.gateway import Graph, Row
from graph.reads.coverage import NOBODY
from graph.reads.named import person_refs
from model.quality import Conflict, ConflictKind, Party

_LAST = dt.date.max


def conflicts(graph: Graph, today: dt.date) -> list[Conflict]:
    """Every conflict about a person whose record is open, the oldest first."""
    asked = {
        ConflictKind.ADDRESS: ask(graph, "quality/homes", NOBODY, today=today),
        ConflictKind.SCHOOL: ask(graph, "quality/schools", NOBODY),
        ConflictKind.DATE_OF_BIRTH: ask(graph, "quality/births", NOBODY),
        ConflictKind.CARER: ask(graph, "quality/carers", NOBODY),
    }
    people = person_refs(
        graph,
        NOBODY,
        {row["person"] for rows in asked.values() for row in rows},
        as_at=today,
        known_at=today,
    )
    found = []
    for kind, rows in asked.items():
        for (person, about), group in _by_person(rows).items():
            parties = _parties(group)
            if person in people and parties:
                since = sorted(_first_told(parties, value) for value in {each.value for each in parties})
                found.append(
                    Conflict(
                        kind=kind, person=people[person], about=about, since=_known(since[1]), parties=parties
                    )
                )
    return sorted(found, key=lambda each: (each.since or _LAST, each.kind, each.person.uid, each.about or ""))


def _by_person(rows: Iterable[Row]) -> dict[tuple[str, str | None], list[Row]]:
    groups: defaultdict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["person"], row["about"]].append(row)
    return groups


def _parties(rows: Iterable[Row]) -> list[Party]:
    """What each agency's feeds say last; nothing where that is one value, or all of one agency."""
    newest: dict[tuple[str, str], Row] = {}
    for row in sorted(rows, key=lambda row: (*_when(row), row["key"])):
        newest[row["claim"]["feed"], row["claim"]["record"]] = row
    last: dict[str, Row] = {}
    for row in sorted(newest.values(), key=lambda row: (*_when(row), row["key"])):
        last[row["claim"]["feed"]] = row
    if (
        len({row["key"] for row in last.values()}) < 2
        or len({row["claim"]["agency"] for row in last.values()}) < 2
    ):
        return []
    latest = max(_when(row) for row in last.values())
    return [
        Party(
            agency=row["claim"]["agency"],
            feed=row["claim"]["feed"],
            record=row["claim"]["record"],
            claim=row["claim"].get("key"),
            value=row["value"],
            since=row["claim"].get("first_seen"),
            newest=_when(row) == latest,
        )
        for row in sorted(last.values(), key=lambda row: (row["claim"]["agency"], row["claim"]["feed"]))
    ]


def _when(row: Row) -> tuple[dt.date, dt.date]:
    """From when a value is said to hold, then when it was first told."""
    claim = row["claim"]
    told = claim.get("first_seen") or dt.date.min
    return max(filter(None, (claim.get("from"), claim.get("last_confirmed"))), default=told), told


def _first_told(parties: Iterable[Party], value: str) -> dt.date:
    return min((each.since or _LAST for each in parties if each.value == value), default=_LAST)


def _known(day: dt.date) -> dt.date | None:
    return None if day == _LAST else day
