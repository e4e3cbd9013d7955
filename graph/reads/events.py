"""Events to which somebody was party: missing episodes, incidents, attendances, exclusions."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from graph.gateway import Graph, Row
from graph.reads import refs
from graph.reads.facts import Claim, Provenance, fact
from graph.reads.moment import Moment
from model.facts import Fact
from model.scope import Scope
from model.views import Event, EventParty

UNSAID = "subject"
"""The role of a party of whom none is recorded."""


def events(graph: Graph, scope: Scope, uid: str, *, as_at: dt.date, known_at: dt.date) -> list[Fact[Event]]:
    """Every event of a person up to a date that exists for the reader, the latest first. ``from`` and ``to`` are the
    days of the event."""
    moment = Moment(graph, scope, as_at, known_at)
    groups: defaultdict[tuple[str, str], list[tuple[Row, Claim]]] = defaultdict(list)
    for row in moment.asked("events", uid=uid):
        groups[row["event"]["uid"], row["role"] or UNSAID].append((row, Claim.of_edge(row["claim"])))
    if not groups:
        return []
    provenance, others = Provenance(moment), _others(moment, uid)
    return sorted(
        (_event(group, role, others, provenance) for (_, role), group in groups.items()), key=_order
    )


def _others(moment: Moment, uid: str) -> dict[str, list[EventParty]]:
    """Who else was party to each event, each person once for each role."""
    found: defaultdict[str, dict[tuple[str, str], EventParty]] = defaultdict(dict)
    for row in moment.asked("event_parties", uid=uid):
        role = row["role"] or UNSAID
        party = EventParty(person=refs.person(row["person"], moment.as_at), role=role)
        found[row["event"]][party.person.uid, role] = party
    return {event: [parties[key] for key in sorted(parties)] for event, parties in found.items()}


def _event(
    group: list[tuple[Row, Claim]], role: str, others: dict[str, list[EventParty]], provenance: Provenance
) -> Fact[Event]:
    event = group[0][0]["event"]
    said = {name: event[name] for name in ("category", "outcome", "interview", "interview_on", "planned")}
    value = Event(
        uid=event["uid"],
        kind=event["kind"],
        role=role,
        place=next((row["place"] for row, _ in group if row["place"]), None),
        others=others.get(event["uid"], []),
        **said,
    )
    told = fact(value, [claim for _, claim in group], provenance)
    return told.model_copy(update={"from_": event["on"], "to": event["until"]})


def _order(found: Fact[Event]) -> tuple[object, ...]:
    return -(found.from_ or dt.date.min).toordinal(), found.value.kind, found.value.uid, found.value.role
