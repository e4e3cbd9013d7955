"""Findings as a reader sees them: names for uids, the path in sentences, what speaks against it, what protects."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.gateway import Graph, Row
from graph.reads import refs
from graph.reads.facts import Provenance, days, in_words
from graph.reads.moment import Moment
from model.findings import PathEnd, Step
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
    rows = [row["person"] for row in moment.ask("search_people", uids=sorted(uids))]
    people = {row["uid"]: refs.person(row, as_at) for row in rows}
    noted = {row["uid"] for row in rows if row["alleged_abuser"]}
    ends = {uid: PathEnd(uid=uid, name=ref.name, kind=ref.kind) for uid, ref in people.items()}
    places = moment.ask("finding_places", uids=sorted(uids))
    ends |= {row["uid"]: PathEnd(uid=row["uid"], name=row["name"], kind=row["kind"]) for row in places}
    agencies = {each.code: each.name for each in Provenance(moment).agencies()}
    names = {uid: end.name for uid, end in ends.items()} | agencies
    protective = {row["child"]: row for row in moment.asked("protective", uids=children)}
    homes: dict[str, list[Row]] = defaultdict(list)
    for row in moment.asked("present_homes", uids=children):
        homes[row["child"]].append(row)
    return {
        (made.id, each.identity): Told(
            people[each.child],
            _sentence(made, each, names),
            [_step(hop, ends) for hop in each.path],
            _against(each, homes[each.child], ends, agencies),
            _protective(protective.get(each.child), as_at, places=noted.isdisjoint(_uids(each))),
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

    said = made.sentence.format(**{name: word(value) for name, value in found.columns.items()})
    return said[:1].upper() + said[1:]


_PARENTS = {"birth": "parent", "not_recorded": "parent", "step": "step_parent", "adoptive": "adoptive_parent"}
"""What a basis of parenthood is called where relationships are listed together."""
_STARTS, _ENDS = (
    {"WORKS_WITH": ("A worker", "professional")},
    {
        "LIVES_AT": ("an address", "address"),
        "ATTENDS": ("a school", "school"),
        "CARES_FOR": ("a child", "child"),
    },
)
"""What an end is called of which the reader knows no name, by the type of the hop."""


def _ends(hop: Mapping[str, Any], known: Mapping[str, PathEnd]) -> tuple[PathEnd, PathEnd | None]:
    """Whom or what a hop leads from and to; what the reader may not know by name goes by what it is."""
    kind, start, end = str(hop["type"]), str(hop["start"]), hop.get("end")
    name, what = _STARTS.get(kind, (_NOBODY, "somebody"))
    begins = known.get(start) or PathEnd(uid=start, name=name, kind=what)
    if end is None:
        return begins, None
    name, what = _ENDS.get(kind, (str(hop.get("kind") or "an event").replace("_", " "), "event"))
    return begins, known.get(str(end)) or PathEnd(uid=str(end), name=name, kind=what)


def _step(hop: Mapping[str, Any], known: Mapping[str, PathEnd]) -> Step:
    begins, ends = _ends(hop, known)
    start, end = begins.name, ends.name if ends else ""
    code = hop.get("kind")
    if hop["type"] == "CARES_FOR":
        code = _PARENTS.get(str(code), code)
    kind = str(code or "not recorded").replace("_", " ")
    said = {
        "LIVES_AT": f"{start} lives at {end} ({kind})",
        "ATTENDS": f"{start} is or was at {end}",
        "CARES_FOR": f"{start} is {kind} of {end}",
        "INVOLVED_WITH": f"{start}: {kind}, {str(hop.get('status') or 'status not recorded').replace('_', ' ')}",
        "PARTY_TO": f"{start}: {str(hop.get('status') or 'party').replace('_', ' ')}, {kind}",
        "WORKS_WITH": f"A worker ({kind}) works with {end or 'the child'}",
        "DESCRIBES": f"There is a record of {start}",
    }[str(hop["type"])]
    return Step(
        sentence=said, type=str(hop["type"]), start=begins, end=ends, kind=code, status=hop.get("status"),
        **days(hop.get("from"), hop.get("to")),
        agency=hop.get("agency"), confirmed=hop.get("last_confirmed"), told=hop.get("first_seen"),
        no_longer=hop.get("last_seen"),
    )  # fmt: skip


def _against(
    found: Found, homes: Iterable[Row], known: Mapping[str, PathEnd], agencies: Mapping[str, str]
) -> list[str]:
    """Another present home of the child than the path names, and claims that their feed no longer makes."""
    named = {str(hop.get("end")) for hop in found.path if hop["type"] == "LIVES_AT"}
    said = []
    if named:
        others = sorted({row["agency"] for row in homes if row["address"] not in named})
        said += [
            f"{agencies.get(agency, agency)} holds another present home of the child" for agency in others
        ]
    for hop in found.path:
        if hop.get("last_seen"):
            said.append(
                f"{_step(hop, known).sentence}: no longer in the latest delivery of "
                f"{agencies.get(str(hop.get('agency')), hop.get('agency'))}"
            )
    return said


def _protective(row: Row | None, as_at: dt.date, *, places: bool) -> list[str]:
    """Without ``places`` for a finding with a person noted as an abuser in it: nothing leads from there to a school."""
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
        said.append(f"On the roll of {row['school'] if places else 'a school'}")
    return said
