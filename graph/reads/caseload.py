"""Whom a worker works with, and what the index was told of children since a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from graph.gateway import Graph, Row
from graph.reads import refs
from graph.reads.facts import Claim, Provenance, in_words
from graph.reads.moment import Moment
from model.scope import Scope
from model.views import PersonRef, ServiceRef
from model.working import News

_KINDS = {
    "LIVES_AT": "home",
    "ATTENDS": "school",
    "INVOLVED_WITH": "service",
    "WORKS_WITH": "worker",
    "PARTY_TO": "event",
    "PARENT_OF": "family",
    "CARES_FOR": "family",
}
_NEW = {
    "home": "New address",
    "school": "New school",
    "service": "New involvement",
    "worker": "New worker",
    "event": "Event",
    "family": "New parent or carer",
}
_CHANGED = {
    "home": "Address changed",
    "school": "School record changed",
    "service": "Involvement changed",
    "worker": "Worker's record changed",
    "event": "Event changed",
    "family": "Record of a parent or carer changed",
}


def works_with(
    graph: Graph, scope: Scope, worker: str, *, as_at: dt.date, known_at: dt.date
) -> list[tuple[PersonRef, str | None]]:
    """The children with whom the worker of this key works on a day, and in what role, by name."""
    moment = Moment(graph, scope, as_at, known_at)
    found: dict[str, tuple[PersonRef, str | None]] = {}
    for row in moment.asked("works_with", worker=worker):
        found[row["child"]["uid"]] = refs.person(row["child"], as_at), row["role"]
    return sorted(found.values(), key=lambda pair: (pair[0].name, pair[0].uid))


def services_by_key(graph: Graph, scope: Scope, keys: Iterable[str]) -> dict[str, ServiceRef]:
    """The services of these keys; one that may not be named is 'A service'."""
    today = dt.date.max
    rows = Moment(graph, scope, today, today).ask("services_by_key", keys=sorted(set(keys)))
    return {row["key"]: refs.service(row["service"], None) for row in rows}


def child_of_record(graph: Graph, scope: Scope, record: str) -> str | None:
    """The child whom a record describes, where the reader may know of them."""
    today = dt.date.max
    rows = Moment(graph, scope, today, today).ask("child_of_record", record=record)
    return rows[0]["uid"] if len(rows) == 1 else None


def child_of_identifier(graph: Graph, scope: Scope, identifier: str) -> str | None:
    """The one child with this NHS number, pupil number or learner number, where the reader may know of them."""
    today = dt.date.max
    rows = Moment(graph, scope, today, today).ask("search_identifier", identifier=identifier)
    found = {row["uid"] for row in rows if row["child"]}
    return found.pop() if len(found) == 1 else None


def news(
    graph: Graph, scope: Scope, uids: Iterable[str], since: dt.date, *, as_at: dt.date, known_at: dt.date
) -> dict[str, list[News]]:
    """What the index was told of these children on a day or later, the latest first. A later word on something of
    which it had been told before is a change."""
    moment = Moment(graph, scope, as_at, known_at)
    asked = sorted(set(uids))
    if not asked:
        return {}
    provenance = Provenance(moment)
    found: defaultdict[str, set[News]] = defaultdict(set)
    for row in moment.asked("news", uids=asked, since=since):
        found[row["child"]].add(_news(row, provenance))
    for row in moment.asked("news_household", uids=asked, since=since):
        found[row["child"]].add(_resident(row, as_at, provenance))
    return {
        uid: sorted(each, key=lambda one: (-one.told.toordinal(), one.kind, one.sentence))
        for uid, each in found.items()
    }


def _news(row: Row, provenance: Provenance) -> News:
    what, claim, kind = row["what"], Claim.of_edge(row["claim"]), _KINDS[row["type"]]
    name = what["name"] or refs.A_SERVICE
    start, end = claim.from_, claim.to
    if kind == "family":
        name = refs.name_of(what["forename"], what["surname"])
    elif kind == "event":
        name, start, end = name.replace("_", " "), what["on"], None
    label = f" ({row['label'].replace('_', ' ')})" if row["label"] else ""
    words = (_CHANGED if row["before"] else _NEW)[kind]
    return _told(kind, f"{words}: {name}{label}", start, end, claim, provenance)


def _resident(row: Row, as_at: dt.date, provenance: Provenance) -> News:
    person = refs.person(row["person"], as_at)
    what = "child" if person.kind == "child" else "adult"
    claim = Claim.of_edge(row["claim"])
    said = f"New {what} in the household: {person.name}"
    return _told("household", said, claim.from_, claim.to, claim, provenance)


def _told(
    kind: str, said: str, start: dt.date | None, end: dt.date | None, claim: Claim, provenance: Provenance
) -> News:
    if kind == "event":
        when = f", {in_words(start)}" if start else ", date not known"
    else:
        when = f", from {in_words(start)}" if start else ""
        when += f" to {in_words(end)}" if end else ""
    told = provenance.told([claim])
    source = f" ({told})" if told else ""
    return News(kind=kind, sentence=f"{said}{when}{source}.", told=claim.first_seen or dt.date.min)  # type: ignore[arg-type]
