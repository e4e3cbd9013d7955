"""Nights in which much goes wrong end where the final state would, loaded at once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from ingest.feeds import feed
from kith.rounds import in_rounds
from kith.synth import generate
from kith.synth.year import Sent, Year
from tests.conftest import Engines
from tests.support.index import Index

FIRST = dt.date(2026, 9, 1)
FEEDS = (
    "social_care", "education", "education_welfare", "housing", "police", "maternity", "child_health", "gp",
    "emergency", "revenues", "early_help", "registrars",
)  # fmt: skip
NIGHTS = 3
HISTORY = ("key", "first_seen", "last_seen", "withdrawn")


def shown(index: Index) -> dict[str, Any]:
    """What the index shows now, its history left out: who is whom, what is said of them, by whom."""
    people = index.rows(
        "MATCH (r:Record)-[:DESCRIBES]->(p:Person) WHERE r.current AND r.last_seen IS NULL "
        "RETURN p.uid AS uid, collect(DISTINCT r.key) AS keys"
    )
    named = {row["uid"]: min(row["keys"]) for row in people}
    records = index.rows(
        "MATCH (r:Record) WHERE r.current AND r.last_seen IS NULL RETURN r.key AS key, r.rows AS rows"
    )
    edges = index.rows(
        "MATCH (a)-[e]->(b) WHERE e.record IS NOT NULL AND e.withdrawn IS NULL AND e.last_seen IS NULL "
        "RETURN type(e) AS type, properties(e) AS said, a.uid AS start, b.uid AS end, labels(b) AS labels, "
        "coalesce(b.anchor, b.key, b.urn, b.code) AS there"
    )
    return {
        "people": {frozenset(row["keys"]) for row in people},
        "records": {row["key"]: row["rows"] for row in records},
        "edges": sorted(
            (
                row["type"],
                named.get(row["start"], ""),
                named.get(row["end"], row["there"] if "Person" not in row["labels"] else ""),
                str(sorted((name, str(value)) for name, value in row["said"].items() if name not in HISTORY)),
            )
            for row in edges
        ),
    }


def received(index: Index, sent: list[Sent]) -> None:
    """Load what came in a night: different feeds together, deliveries of one feed one after the other."""
    for some in in_rounds(sent, lambda each: each.feed):
        index.load(*((each.feed, each.folder) for each in some))


def test_nights_of_twelve_feeds_end_where_the_final_state_begins(engines: Engines, tmp_path: Path) -> None:
    generate(tmp_path / "borough", children=50, seed=3, as_of=FIRST, feeds=FEEDS)
    assert all(feed(code) for code in FEEDS)
    year = Year(tmp_path / "borough", tmp_path / "nights", FEEDS, FIRST, seed=5)
    index = Index(engines.graph("embedded"), tmp_path / "index")
    for sent in year.nights(NIGHTS):
        received(index, sent)
    nights = shown(index)
    assert len(year.fates) > 3, year.fates
    index = Index(engines.graph("embedded"), tmp_path / "at-once")
    received(index, year.final(FIRST + dt.timedelta(days=NIGHTS)))
    at_once = shown(index)
    assert nights["records"] == at_once["records"]
    assert nights["people"] == at_once["people"]
    assert nights["edges"] == at_once["edges"]
