"""A year of nights of twelve feeds, with late, missing, repeated, held and wrong deliveries: how long a night takes,
and whether the graph ends where the final state, loaded at once, would."""

from __future__ import annotations

import datetime as dt
import shutil
import time

from bench.indexes import index
from bench.tables import RESULTS, Result
from graph.gateway import Graph
from kith.composition import Kith
from kith.loading import Given, load
from kith.rounds import in_rounds
from kith.synth import generate
from kith.synth.year import Sent, Year

FIRST = dt.date(2025, 9, 1)
NIGHTS = 365
MOST_CHILDREN = 500
"""A year of a large borough is no more of a proof, and takes a day."""
FEEDS = (
    "social_care", "education", "education_welfare", "housing", "police", "maternity", "child_health", "gp",
    "emergency", "revenues", "early_help", "registrars",
)  # fmt: skip


def run(children: int) -> None:
    """A year of a borough of at most :data:`MOST_CHILDREN` children."""
    children = min(children, MOST_CHILDREN)
    folder = RESULTS / "year"
    shutil.rmtree(folder, ignore_errors=True)
    result = Result("year", f"{NIGHTS} nights of {len(FEEDS)} feeds, {children} children")
    generate(folder / "borough", children=children, as_of=FIRST, feeds=FEEDS)
    year = Year(folder / "borough", folder / "nights", FEEDS, FIRST)
    began, deliveries = time.process_time(), 0
    with index(folder / "nightly") as kith:
        for night, sent in enumerate(year.nights(NIGHTS)):
            deliveries += len(sent)
            _receive(kith, sent)
            if night % 30 == 0:
                print(f"night {night}: {time.process_time() - began:.0f} s of processor", flush=True)
        nightly = _now(kith.graph)
    took = time.process_time() - began
    with index(folder / "at-once") as kith:
        _receive(kith, year.final(FIRST + dt.timedelta(days=NIGHTS)))
        at_once = _now(kith.graph)
    result.add(
        nights=NIGHTS, deliveries=deliveries, processor=took, per_night=took / NIGHTS, same=nightly == at_once
    )
    result.notes.append(", ".join(f"{fate}: {times}" for fate, times in year.fates.most_common()))
    result.show()
    assert nightly == at_once, "the nights do not end where the final state begins"


def _receive(kith: Kith, sent: list[Sent]) -> None:
    for some in in_rounds(sent, lambda each: each.feed):
        load(kith, [Given(each.feed, each.folder) for each in some], lambda _: None, release=True)


def _now(graph: Graph) -> tuple[object, ...]:
    """What the index says now, without its history: records, people, and what is claimed of them."""
    records = graph.read(
        "MATCH (r:Record) WHERE r.current AND r.last_seen IS NULL RETURN r.key AS key, r.rows AS rows"
    )
    people = graph.read(
        "MATCH (r:Record)-[:DESCRIBES]->(p:Person) WHERE r.current AND r.last_seen IS NULL "
        "RETURN p.uid AS uid, collect(DISTINCT r.key) AS keys"
    )
    claims = graph.read(
        "MATCH ()-[e]->() WHERE e.record IS NOT NULL AND e.withdrawn IS NULL AND e.last_seen IS NULL "
        "RETURN type(e) AS type, e.record AS record, toString(e.from) AS start, toString(e.to) AS stop, e.kind AS kind"
    )
    return (
        {row["key"]: row["rows"] for row in records},
        {frozenset(row["keys"]) for row in people},
        sorted(str(sorted(row.items(), key=str)) for row in claims),
    )
