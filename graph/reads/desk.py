"""What a steward may judge: pairs that wait, both records side by side, decisions so far. Sealed people are in none of
it, whoever asks; the caller leaves out pairs that a seal keeps apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph.ask import ask
from graph.gateway import Graph, Row
from graph.reads.deliveries import feeds
from graph.reads.entries import entry, newest_first, stands
from graph.reads.homes import households
from graph.reads.named import person_refs
from graph.reads.waiting import Waiting
from model.desk import DecidedView, QueueItem, Side, SideValue
from model.judging import pair_id, state_of
from model.scope import Scope
from model.views import PersonRef

PARTS = (
    ("forename", "Forename"), ("known_as", "Known as"), ("middle_names", "Middle names"), ("surname", "Surname"),
    ("former_surname", "Former surname"), ("date_of_birth", "Date of birth"), ("sex", "Sex"),
    ("date_of_death", "Date of death"), ("nhs_number", "NHS number"), ("upn", "UPN"),
    ("former_upns", "Former UPNs"), ("telephones", "Telephones"), ("email", "E-mail"),
)  # fmt: skip
"""Properties of a record that are shown side by side, with their headings."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A record that the reader may judge."""

    key: str
    version: str
    person: str
    said: dict[str, Any]


def queue_items(
    graph: Graph, scope: Scope, shown: Iterable[Waiting], alike: Mapping[str, int], today: dt.date
) -> list[QueueItem]:
    """Those who wait as the list shows them. ``alike``: how many wait on the same evidence, by evidence."""
    listed = list(shown)
    people = person_refs(
        graph, scope, {uid for each in listed for uid in each.people}, as_at=today, known_at=today
    )
    return [
        QueueItem(
            pair=each.pair,
            stake=each.stake,
            left=people[each.people[0]],
            right=people[each.people[1]],
            left_record=each.left,
            right_record=each.right,
            reason=each.reason,
            weight=each.weight,
            since=each.since,
            pairs=each.pairs,
            alike=alike.get(each.evidence, 1),
        )
        for each in listed
        if people.keys() >= set(each.people)
    ]


def records(graph: Graph, scope: Scope, keys: Iterable[str]) -> dict[str, Judged]:
    """The current records among ``keys`` that the reader may judge."""
    rows = ask(graph, "matching/records", scope, keys=sorted(set(keys)))
    return {row["key"]: Judged(row["key"], row["version"], row["person"], row["record"]) for row in rows}


def pairs(graph: Graph, scope: Scope, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The record keys of pairs that have been judged, by the model or a person."""
    rows = ask(graph, "matching/pairs", scope, pairs=sorted(set(ids)))
    return {row["pair"]: (row["left"], row["right"]) for row in rows}


def born_under(graph: Graph, scope: Scope, uid: str) -> str | None:
    """The record under which a person's uid was born, if the reader may judge it."""
    rows = ask(graph, "matching/born_under", scope, uid=uid)
    return str(rows[0]["record"]) if rows else None


def decisions(graph: Graph, scope: Scope) -> list[Row]:
    """What people have decided, the newest first, as rows that :func:`decided` shows."""
    return newest_first(ask(graph, "matching/decisions", scope))


def history(graph: Graph, scope: Scope, today: dt.date, pair: str) -> list[DecidedView]:
    """What people have decided about one pair, the newest first."""
    return decided(graph, scope, today, ask(graph, "matching/history", scope, pair=pair))


def decided_together(graph: Graph, scope: Scope, act: str) -> list[Row]:
    """What was decided in one act and stands."""
    return [row for row in ask(graph, "matching/decided_together", scope, act=act) if stands(row)]


def entries(graph: Graph, scope: Scope, today: dt.date, uids: Iterable[str]) -> list[DecidedView]:
    """Entries of the ledger by their uids."""
    return decided(graph, scope, today, ask(graph, "matching/entries", scope, uids=sorted(set(uids))))


def decided(graph: Graph, scope: Scope, today: dt.date, rows: Iterable[Row]) -> list[DecidedView]:
    """Entries as lists show them, the newest first."""
    rows = newest_first(rows)
    people = person_refs(
        graph, scope, {uid for row in rows for uid in _people(row)}, as_at=today, known_at=today
    )
    return [
        DecidedView(
            **{**entry(row), "pair": row["pair"] or pair_id(row["left"], row["right"])},
            left=people[row["left_person"]],
            right=people[row["right_person"]],
            left_record=row["left"],
            right_record=row["right"],
        )
        for row in rows
        if people.keys() >= set(_people(row))
    ]


def state(one: Judged, other: Judged, history: Iterable[DecidedView]) -> str:
    """The state of a pair as the reader sees it; ``history`` is of this pair, the newest first."""
    left, right = (one, other) if one.key < other.key else (other, one)
    last = next((each.uid for each in history if each.last), None)
    return state_of(left.version, right.version, (left.person, right.person), last)


def sides(
    graph: Graph, scope: Scope, one: Judged, other: Judged, today: dt.date
) -> tuple[list[Side], list[SideValue]]:
    """Both records side by side, part by part, with their sources' freshness and the households of both."""
    people = person_refs(graph, scope, {one.person, other.person}, as_at=today, known_at=today)
    fresh = {feed.feed: feed for feed in feeds(graph, today)}
    homes = ask(graph, "matching/homes", scope, keys=sorted((one.key, other.key)), as_at=today)
    found = []
    for each in (one, other):
        feed = fresh.get(each.said["feed"])
        lived = sorted(
            (row for row in homes if row["key"] == each.key), key=lambda row: str(row["from"]), reverse=True
        )
        found.append(
            Side(
                record=each.key,
                person=people[each.person],
                kind=each.said["kind"],
                feed=each.said["feed"],
                agency=feed.agency if feed else each.said["agency"],
                extracted=each.said["extracted"],
                last_delivered=feed.last_delivered if feed else None,
                days_old=feed.days_old if feed else None,
                no_longer_delivered=each.said.get("last_seen"),
                homes=[_home(row) for row in lived],
                household=list(_household(graph, scope, each.person, today)),
            )
        )
    return found, [_value(name, heading, one, other) for name, heading in PARTS]


def _household(graph: Graph, scope: Scope, uid: str, today: dt.date) -> Iterator[PersonRef]:
    seen = {uid}
    for home in households(graph, scope, uid, as_at=today, known_at=today):
        for fact in home.members:
            person = fact.value.person
            if person.uid not in seen:
                seen.add(person.uid)
                yield person


def _value(name: str, heading: str, one: Judged, other: Judged) -> SideValue:
    left, right = _text(one.said.get(name)), _text(other.said.get(name))
    same = left is None or right is None or left.casefold() == right.casefold()
    return SideValue(part=heading, left=left, right=right, differs=not same)


def _text(value: Any) -> str | None:
    if isinstance(value, (list, tuple)):
        return ", ".join(str(each) for each in value) or None
    return None if value is None else str(value)


def _home(row: dict[str, Any]) -> str:
    where = ", ".join(part for part in (row["line"], row["postcode"]) if part) or "not placed"
    since = f" from {row['from']}" if row["from"] else ""
    until = f" to {row['to']}" if row["to"] else ""
    return f"{where}{since}{until}"


def _people(row: dict[str, Any]) -> tuple[str, str]:
    return row["left_person"], row["right_person"]
