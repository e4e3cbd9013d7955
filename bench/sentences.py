"""The sentences of paths against the graph: for random pairs, each name, day and duration computed again from the edges
as they are stored, by other code; and no path by an edge that is guarded or withdrawn."""

from __future__ import annotations

import datetime as dt
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from bench.indexes import AS_OF, built, generated, index
from bench.tables import RESULTS, Result
from graph import reads
from graph.gateway import Graph
from model.scope import Role, Scope
from model.views import NetworkEdge, Path, PathStep

PAIRS = 1_000
SEED = 11
READER = Scope("bench", Role.PRACTITIONER, "social_care")
PEOPLE = "MATCH (c:Child) WHERE c.guard = '' RETURN c.uid AS uid ORDER BY uid"
BETWEEN = (
    "MATCH (a {uid: $source})-[e]->(b {uid: $target}) WHERE type(e) = $kind "
    "RETURN e.guard AS guard, e.withdrawn AS withdrawn, e.from AS from, e.to AS to, e.first_seen AS first_seen, "
    "e.kind AS label, a.guard AS one, b.guard AS other, a.forename AS forename, a.surname AS surname, "
    "b.on AS day, b.until AS until, b.lines AS lines"
)
_DAY = re.compile(r"\b(\d{1,2} [A-Z][a-z]+ \d{4})\b")


def run(children: int) -> None:
    """Pairs of the borough of this many children: half any two, half near one another."""
    with index(RESULTS / f"reads-{children}") as kith:
        built(kith, generated(children))
        chance = random.Random(SEED)
        uids = [row["uid"] for row in kith.graph.read(PEOPLE, {})]
        counts: Counter[str] = Counter()
        wrong: list[str] = []
        spent = time.process_time()
        for one, other in pairs(kith.graph, uids, chance):
            found = reads.paths(kith.graph, READER, one, other, as_at=AS_OF, known_at=AS_OF)
            counts["pairs"] += 1
            counts["pairs with a path"] += bool(found)
            for path in found:
                check(kith.graph, path, counts, wrong)
        spent = time.process_time() - spent
    result = Result("sentences", f"Sentences of paths against the graph, {children:,} children")
    result.add(**dict(counts), wrong=len(wrong))
    result.notes += [f"processor time of this process: {spent:,.1f} s", *wrong[:10]]
    result.show()


def pairs(graph: Graph, uids: list[str], chance: random.Random) -> Iterator[tuple[str, str]]:
    """Half of the pairs are any two children; of the others, the second is within three steps of the first."""
    for number in range(PAIRS):
        one, other = chance.sample(uids, 2)
        if number % 2:
            near = reads.network(graph, READER, one, 3, as_at=AS_OF, known_at=AS_OF)
            people = [node.uid for node in (near.nodes if near else []) if node.kind in ("child", "adult")]
            other = chance.choice([uid for uid in people if uid != one] or [other])
        yield one, other


def check(graph: Graph, path: Path, counts: Counter[str], wrong: list[str]) -> None:
    """Each step of one path."""
    for step in path.steps:
        counts["hops"] += 1
        edges = {edge.uid: _rows(graph, edge) for edge in step.edges}
        for edge in step.edges:
            counts["edges"] += 1
            if not edges[edge.uid]:
                wrong.append("an edge that no open, standing edge of the graph carries")
        names = {
            " ".join(part for part in (row["forename"], row["surname"]) if part)
            for rows in edges.values()
            for row in rows
            if row["surname"]
        }
        counts["names"] += len(names)
        wrong += ["a name that the sentence leaves out" for name in names if name not in step.sentence]
        if " both live" in step.sentence:
            _together(step, edges, counts, wrong)
        else:
            _kin_or_event(step, edges, counts, wrong)


def _rows(graph: Graph, edge: NetworkEdge) -> list[dict[str, Any]]:
    rows = graph.read(BETWEEN, {"source": edge.source, "target": edge.target, "kind": edge.kind})
    return [
        row
        for row in rows
        if not (row["guard"] or row["one"] or row["other"])
        and (row["withdrawn"] is None or row["withdrawn"] > AS_OF)
        and row["first_seen"] <= AS_OF
    ]


def _days(text: str) -> list[dt.date]:
    return [dt.datetime.strptime(day, "%d %B %Y").date() for day in _DAY.findall(text)]  # noqa: DTZ007


def _together(step: PathStep, edges: dict[str, list[Any]], counts: Counter[str], wrong: list[str]) -> None:
    """The longest overlap of two stays, computed from the stored days; of equal ones the last."""
    stays = [edge for edge in step.edges if edge.kind == "LIVES_AT"]
    spans = []
    for edge in stays:
        label = edge.label.partition("(")[2].rstrip(")").replace(" ", "_")
        spans.append(
            [
                (
                    min(row["from"] or row["first_seen"], min(row["to"] or AS_OF, AS_OF)),
                    min(row["to"] or AS_OF, AS_OF),
                )
                for row in edges[edge.uid]
                if not label or row["label"] == label
            ]
        )
    overlaps = [
        (min(end, until) - max(start, begin), min(end, until), max(start, begin))
        for start, end in spans[0]
        for begin, until in spans[1]
        if max(start, begin) <= min(end, until)
    ]
    length, last, first = max(overlaps)
    said = _days(step.sentence)[:2]
    counted = re.search(r": ([\d,]+) days?( so far)?\.", step.sentence)
    if "dates are not all known" in step.sentence:
        counts["hops without all dates"] += 1
        return
    counts["days"] += 2
    counts["durations"] += 1
    if counted is None or int(counted[1].replace(",", "")) != length.days + 1:
        wrong.append(f"duration: {length.days + 1} in the graph, {counted[1] if counted else 'none'} said")
    if said[0] != first or (counted is not None and not counted[2] and said[1] != last):
        wrong.append(f"days: {first} to {last} in the graph, {said} said")


def _kin_or_event(
    step: PathStep, edges: dict[str, list[Any]], counts: Counter[str], wrong: list[str]
) -> None:
    """Every day of a sentence is one that a stored edge or its event carries."""
    known = {
        row[name]
        for rows in edges.values()
        for row in rows
        for name in ("from", "to", "day", "until")
        if row[name] is not None
    }
    for day in _days(step.sentence):
        counts["days"] += 1
        if day not in known:
            wrong.append(f"a day that no edge carries: {day}")
