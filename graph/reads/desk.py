"""What a steward may judge: pairs that wait, both records side by side, decisions so far. Sealed people are in none of
it, whoever asks; the caller leaves out pairs that a seal keeps apart."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from graph.ask import ask
from graph.gateway import Graph
from graph.reads.deliveries import feeds
from graph.reads.entries import entry, newest_first, stands
from graph.reads.homes import households
from graph.reads.named import person_refs
from model.desk import STAKES, DecidedView, QueueItem, Side, SideValue, Stake
from model.judging import ordered, pair_id, state_of
from model.scope import Scope
from model.views import PersonRef

PARTS = (
    ("forename", "Forename"), ("known_as", "Known as"), ("middle_names", "Middle names"), ("surname", "Surname"),
    ("former_surname", "Former surname"), ("date_of_birth", "Date of birth"), ("sex", "Sex"),
    ("date_of_death", "Date of death"), ("nhs_number", "NHS number"), ("upn", "UPN"),
    ("former_upns", "Former UPNs"), ("telephones", "Telephones"), ("email", "E-mail"),
)  # fmt: skip
"""Properties of a record that are shown side by side, with their headings."""

_STAKE_OF = {"child_protection": Stake.CHILD_PROTECTION, "looked_after": Stake.LOOKED_AFTER}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One pair of the queue before it is shown."""

    pair: str
    left: str
    right: str
    people: tuple[str, str]
    weight: float
    reason: str | None
    since: dt.date
    stake: Stake
    evidence: str
    """What was found at each comparison: equal for pairs on identical evidence. Weights may differ by rarity."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A record that the reader may judge."""

    key: str
    version: str
    person: str
    said: dict[str, Any]


def waiting(graph: Graph, scope: Scope, as_at: dt.date) -> list[Waiting]:
    """All pairs that wait, in order of what is at stake, and then of how long they have waited."""
    rows = ask(graph, "matching/queue", scope)
    at_stake = stakes(graph, scope, {uid for row in rows for uid in _people(row)}, as_at)
    found = [
        Waiting(
            row["pair"],
            row["left"],
            row["right"],
            _people(row),
            row["weight"],
            row["reason"],
            row["since"],
            min((at_stake[uid] for uid in _people(row)), key=STAKES.index),
            _evidence(row),
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: (STAKES.index(each.stake), each.since, each.pair))


def stakes(graph: Graph, scope: Scope, uids: Iterable[str], as_at: dt.date) -> dict[str, Stake]:
    """What is at stake for each of these people, or for a child of theirs."""
    wanted = sorted(set(uids))
    found = dict.fromkeys(wanted, Stake.OTHER)
    for start in range(0, len(wanted), 5_000):
        for row in ask(graph, "matching/stakes", scope, uids=wanted[start : start + 5_000], as_at=as_at):
            stake = _STAKE_OF.get(row["kind"], Stake.INVOLVED)
            found[row["uid"]] = min(stake, found[row["uid"]], key=STAKES.index)
    return found


def queue_items(
    graph: Graph, scope: Scope, shown: Iterable[Waiting], everything: Iterable[Waiting], today: dt.date
) -> list[QueueItem]:
    """Pairs as the list shows them."""
    listed = list(shown)
    alike = Counter(each.evidence for each in everything)
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
            alike=alike[each.evidence],
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


def decisions(graph: Graph, scope: Scope, today: dt.date, *, standing: bool = False) -> list[DecidedView]:
    """What people have decided, the newest first; with ``standing`` only what stands and is not taken back."""
    rows = ask(graph, "matching/decisions", scope)
    if standing:
        rows = [row for row in rows if stands(row)]
    return _decided(graph, scope, today, rows)


def history(graph: Graph, scope: Scope, today: dt.date, pair: str) -> list[DecidedView]:
    """What people have decided about one pair, the newest first."""
    return _decided(graph, scope, today, ask(graph, "matching/history", scope, pair=pair))


def _decided(graph: Graph, scope: Scope, today: dt.date, rows: list[dict[str, Any]]) -> list[DecidedView]:
    people = person_refs(
        graph, scope, {uid for row in rows for uid in _people(row)}, as_at=today, known_at=today
    )
    rows = [row for row in rows if people.keys() >= set(_people(row))]
    return [
        DecidedView(
            **{**entry(row), "pair": row["pair"] or pair_id(row["left"], row["right"])},
            left=people[row["left_person"]],
            right=people[row["right_person"]],
            left_record=row["left"],
            right_record=row["right"],
        )
        for row in newest_first(rows)
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


def _evidence(row: dict[str, Any]) -> str:
    levels = [(each["comparison"], each["level"]) for each in json.loads(row["evidence"] or "[]")]
    feeds_of = [key.partition(":")[0] for key in ordered(row["left"], row["right"])]
    return json.dumps([row["reason"], feeds_of, levels])
