"""Findings as a reader sees them: names for uids, the path in sentences, what speaks against it, what protects."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.gateway import Graph, Row
from graph.reads.facts import days, in_words
from graph.reads.moment import Moment
from graph.reads.named import person_refs
from model.findings import Step
from model.patterns import Found, Pattern
from model.scope import Scope
from model.views import PersonRef

SEEN_LATELY = dt.timedelta(days=28)
"""A child seen since then is shown as a protective fact. Assumed: four weeks, as procedures escalate."""
_NOBODY = "somebody"


@dataclass(frozen=True, slots=True)
class Told:
    """What is said about one finding to one reader."""

    child: PersonRef
    sentence: str
    path: list[Step]
    against: list[str]
    protective: list[str]


def told(
    graph: Graph, scope: Scope, found: Iterable[tuple[Pattern, Found]], as_at: dt.date, known_at: dt.date
) -> dict[tuple[str, tuple[str, ...]], Told]:
    """What to say about findings, by pattern and identity; those about a child whom the reader may not see are not
    in it."""
    found = list(found)
    moment = Moment(graph, scope, as_at, known_at)
    children = sorted({each.child for _, each in found})
    uids = {uid for _, each in found for uid in _uids(each)}
    people = person_refs(graph, scope, uids, as_at=as_at, known_at=known_at)
    names = {uid: ref.name for uid, ref in people.items()}
    names |= {row["uid"]: row["name"] for row in moment.ask("finding_places", uids=sorted(uids))}
    protective = {row["child"]: row for row in moment.asked("protective", uids=children)}
    homes: dict[str, list[Row]] = defaultdict(list)
    for row in moment.asked("present_homes", uids=children):
        homes[row["child"]].append(row)
    return {
        (made.id, each.identity): Told(
            people[each.child],
            _sentence(made, each, names),
            [_step(hop, names) for hop in each.path],
            _against(each, homes[each.child], names),
            _protective(protective.get(each.child), as_at),
        )
        for made, each in found
        if each.child in people
    }


def _uids(found: Found) -> Iterable[str]:
    yield from (str(value) for value in found.columns.values() if isinstance(value, str))
    for hop in found.path:
        yield from (str(hop[end]) for end in ("start", "end") if hop.get(end))


def _sentence(made: Pattern, found: Found, names: Mapping[str, str]) -> str:
    def word(value: Any) -> str:
        if isinstance(value, dt.date):
            return in_words(value)
        text = str(value) if value is not None else "not known"
        return names.get(text, text.replace("_", " "))

    return made.sentence.format(**{name: word(value) for name, value in found.columns.items()})


def _step(hop: Mapping[str, Any], names: Mapping[str, str]) -> Step:
    start, end = names.get(str(hop.get("start")), _NOBODY), names.get(str(hop.get("end")), "")
    kind = str(hop.get("kind") or "not recorded").replace("_", " ")
    said = {
        "LIVES_AT": f"{start} lives at {end or 'an address'} ({kind})",
        "ATTENDS": f"{start} is or was at {end or 'a school'}",
        "CARES_FOR": f"{start} is parent, carer or relative of {end or 'a child'} ({kind})",
        "INVOLVED_WITH": f"{start}: {kind}, {str(hop.get('status') or 'status not recorded').replace('_', ' ')}",
        "PARTY_TO": f"{start}: {str(hop.get('status') or 'party').replace('_', ' ')}, {kind}",
        "WORKS_WITH": f"A worker ({kind}) works with {end or 'the child'}",
        "DESCRIBES": f"There is a record of {start}",
    }[str(hop["type"])]
    return Step(
        sentence=said, type=str(hop["type"]), start=hop.get("start"), end=hop.get("end"),
        **days(hop.get("from"), hop.get("to")),
        agency=hop.get("agency"), confirmed=hop.get("last_confirmed"), told=hop.get("first_seen"),
        no_longer=hop.get("last_seen"),
    )  # fmt: skip


def _against(found: Found, homes: Iterable[Row], names: Mapping[str, str]) -> list[str]:
    """Another present home of the child than the path names, and claims that their feed no longer makes."""
    named = {str(hop.get("end")) for hop in found.path if hop["type"] == "LIVES_AT"}
    said = []
    if named:
        others = sorted({row["agency"] for row in homes if row["address"] not in named})
        said += [f"{agency.replace('_', ' ')} holds another present home of the child" for agency in others]
    for hop in found.path:
        if hop.get("last_seen"):
            said.append(
                f"{_step(hop, names).sentence}: no longer in the latest delivery of {hop.get('agency')}"
            )
    return said


def _protective(row: Row | None, as_at: dt.date) -> list[str]:
    if row is None:
        return []
    said = []
    if row["led"]:
        said.append("A lead professional is recorded")
    if row["seen_alone"] and row["seen_alone"] >= as_at - SEEN_LATELY:
        said.append(f"Seen alone on {in_words(row['seen_alone'])}")
    if row["contact"] and row["contact"] >= as_at - SEEN_LATELY:
        said.append(f"Last contact on {in_words(row['contact'])}")
    if row["school"]:
        said.append(f"On the roll of {row['school']}")
    return said
