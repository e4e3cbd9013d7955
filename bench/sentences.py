"""The sentences of paths against the graph, by kind of hop: for random pairs, and for pairs that a kind of edge joins,
each name, day, duration and source computed again from the edges as they are stored, by other code; and no path by an
edge that is guarded or withdrawn, although pairs are asked about that such an edge joins."""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator

from bench.indexes import AS_OF, whole
from bench.retold import Retold, kind_of, sources
from bench.tables import Result
from graph import reads
from graph.gateway import Graph
from model.scope import Role, Scope
from model.views import Path

PAIRS = 1_000
OF_EACH = 40
"""Pairs asked about for each kind of edge, as many as there are."""
SEED = 11
PEOPLE = "MATCH (c:Child) WHERE c.guard = '' RETURN c.uid AS uid ORDER BY uid"
KIN = (
    "MATCH (a:Person)-[e:PARENT_OF|CARES_FOR|RESPONSIBLE_FOR|RELATED_TO]->(b:Person) "
    "WHERE a.guard = '' AND b.guard = '' AND e.guard = '' AND e.withdrawn IS NULL "
    "RETURN type(e) AS type, coalesce(e.kind, e.relationship, '') AS label, a.uid AS one, b.uid AS other "
    "ORDER BY one, other"
)
SHARED = (
    "MATCH (x:Address|School|Service|Professional|Event)"
    "-[e:LIVES_AT|ATTENDS|INVOLVED_WITH|WORKS_WITH|PARTY_TO]-(p:Person) "
    "WHERE p.guard = '' AND e.guard = '' AND x.guard = '' AND e.withdrawn IS NULL "
    "RETURN type(e) AS type, coalesce(CASE WHEN type(e) = 'PARTY_TO' THEN x.kind ELSE e.kind END, '') AS label, "
    "x.uid AS place, p.uid AS person ORDER BY place, person"
)
CLOSED = (
    "MATCH (a:Person)-[e]->(b:Person) WHERE e.withdrawn IS NOT NULL OR e.guard <> '' OR a.guard <> '' OR b.guard <> '' "
    "RETURN a.uid AS one, b.uid AS other ORDER BY one, other"
)
CLOSED_STAYS = (
    "MATCH (a:Person)-[e:LIVES_AT]->(x:Address)<-[f:LIVES_AT]-(b:Person) "
    "WHERE a.uid < b.uid AND (e.withdrawn IS NOT NULL OR e.guard <> '') "
    "RETURN a.uid AS one, b.uid AS other ORDER BY one, other LIMIT 2000"
)


def run(children: int) -> None:
    """Pairs of the borough of this many children, with every agency's feed and everything planted."""
    with whole(children) as kith:
        table, notes = measured(kith.graph)
    result = Result("sentences", f"Sentences of paths against the graph, {children:,} children, all feeds")
    for row in table:
        result.add(**row)
    result.notes += notes
    result.show()


def measured(graph: Graph) -> tuple[list[dict[str, object]], list[str]]:
    """Rows by kind of hop, and what is said below the table."""
    chance = random.Random(SEED)
    retold = Retold(graph, AS_OF, sources(graph))
    asked: Counter[str] = Counter()
    spent = time.process_time()
    for sort, one, other in _pairs(graph, chance):
        # Grants: an adult exists for those who opened them, as the page demands of both.
        reader = Scope("bench", Role.PRACTITIONER, "social_care", grants=frozenset({one, other}))
        found = reads.paths(graph, reader, one, other, as_at=AS_OF, known_at=AS_OF)
        asked[sort] += 1
        asked[f"{sort} with a path"] += bool(found)
        _check(retold, found)
    spent = time.process_time() - spent
    rows = [
        {"hop": kind, **retold.counts[kind], "wrong": len(retold.wrong[kind])}
        for kind in sorted(retold.counts)
    ]
    wrong = sum(len(each) for each in retold.wrong.values())
    rows.append({"hop": "all", **sum(retold.counts.values(), Counter()), "wrong": wrong})
    notes = [f"{sort}: {number:,}" for sort, number in sorted(asked.items())]
    notes.append(f"processor time of this process: {spent:,.1f} s")
    notes += [f"{kind}: {each}" for kind, all_ in sorted(retold.wrong.items()) for each in all_[:5]]
    return rows, notes


def _check(retold: Retold, found: list[Path]) -> None:
    for path in found:
        for step in path.steps:
            retold.check(step)


def _pairs(graph: Graph, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Half of the random pairs are any two children; of the others, the second is within three steps of the first.
    Then pairs that an edge of each kind joins, and pairs that a guarded or withdrawn edge joins."""
    reader = Scope("bench", Role.PRACTITIONER, "social_care")
    uids = [row["uid"] for row in graph.read(PEOPLE, {})]
    for number in range(PAIRS):
        one, other = chance.sample(uids, 2)
        if number % 2:
            near = reads.network(graph, reader, one, 3, as_at=AS_OF, known_at=AS_OF)
            people = [node.uid for node in (near.nodes if near else []) if node.kind in ("child", "adult")]
            other = chance.choice([uid for uid in people if uid != one] or [other])
        yield "random pairs", one, other
    by_kind: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in graph.read(KIN, {}):
        by_kind[kind_of(row["type"], row["label"])].append((row["one"], row["other"]))
    at: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in graph.read(SHARED, {}):
        at[kind_of(row["type"], row["label"]), row["place"]].append(row["person"])
    for (kind, _), people in at.items():
        if len(set(people)) > 1:
            one, other = chance.sample(sorted(set(people)), 2)
            by_kind[kind].append((one, other))
    for _, pairs in sorted(by_kind.items()):
        for one, other in chance.sample(pairs, min(OF_EACH, len(pairs))):
            yield "pairs that an edge of some kind joins", one, other
    closed = [(row["one"], row["other"]) for each in (CLOSED, CLOSED_STAYS) for row in graph.read(each, {})]
    for one, other in chance.sample(closed, min(10 * OF_EACH, len(closed))):
        yield "pairs that a guarded or withdrawn edge joins", one, other
