"""A year of nights of twelve feeds, with late, missing, repeated, held and wrong deliveries: how long a night takes,
and whether the graph ends where the final state, loaded at once, would."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import time
from collections import Counter

from bench.indexes import index
from bench.tables import RESULTS, Result
from graph.gateway import Graph
from ingest.feeds import feed as feed_of
from ingest.projection.values import Said, shown_values
from kith.composition import Kith
from kith.loading import Given, load
from kith.rounds import in_rounds
from kith.synth import generate
from kith.synth.year import Sent, Year
from model.search import search_text

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
    apart = _differences(nightly, at_once)
    result.add(
        nights=NIGHTS, deliveries=deliveries, processor=took, per_night=took / NIGHTS,
        **{what: sum(said.values()) for what, said in at_once.items()}, same=not apart,
    )  # fmt: skip
    result.notes.append(", ".join(f"{fate}: {times}" for fate, times in year.fates.most_common()))
    result.show()
    (folder / "differences.json").write_text(json.dumps(apart, indent=1), encoding="utf-8")
    assert not apart, f"the nights do not end where the final state begins: {folder / 'differences.json'}"


def _receive(kith: Kith, sent: list[Sent]) -> None:
    for some in in_rounds(sent, lambda each: each.feed):
        load(kith, [Given(each.feed, each.folder) for each in some], lambda _: None, release=True)


HISTORY = {"first_seen", "last_seen", "withdrawn", "version", "delivery", "extracted", "said", "key"}
"""How the index came to know something: what two ways to the same state may differ in. The key of an edge counts how
often a claim was taken back and made again; records are told by theirs."""
SHOWN = (
    "forename", "surname", "middle_names", "sex", "date_of_death", "upn", "uln", "date_of_birth", "dob_certainty",
    "nhs_number", "nhs_number_status", "known_as", "former_surnames", "former_upns",
)  # fmt: skip
"""Properties of a person that are chosen among what several agencies say."""
RANDOM = {"uid", "anchor"}
"""Minted at a birth, and the birth it was minted at."""
Lines = Counter[str]
"""Lines, each a whole fact, and how often it stands."""


def _now(graph: Graph) -> dict[str, Lines]:
    """What the index says now, without its history: every property of each record, person, thing and edge of them
    that the latest deliveries still hold. People are named by their records, all else by its own properties.

    Where agencies disagree about a person, the value that was extracted last is shown, which is history. So the values
    shown are chosen anew (:func:`_chosen`), for both ways alike, as though all had been extracted on one day. A home
    that was recognised is told by what it was recognised by: it is written as most have ever written it.
    """
    records = graph.read(
        "MATCH (r:Record) WHERE r.current AND r.last_seen IS NULL "
        "RETURN r.key AS key, r.rows AS rows, properties(r) AS properties"
    )
    said = {row["key"]: _said(row["key"], row["rows"]) for row in records}
    people = graph.read(
        "MATCH (r:Record)-[:DESCRIBES]->(p:Person) WHERE r.current AND r.last_seen IS NULL "
        "RETURN p.uid AS uid, labels(p) AS labels, properties(p) AS properties, collect(DISTINCT r.key) AS keys"
    )
    edges = graph.read(
        "MATCH (a)-[e]->(b) WHERE e.record IS NOT NULL AND e.withdrawn IS NULL AND e.last_seen IS NULL "
        "RETURN type(e) AS type, properties(e) AS properties, a.uid AS start, b.uid AS stop, "
        "labels(a) AS a_labels, properties(a) AS a, labels(b) AS b_labels, properties(b) AS b"
    )
    names = {row["uid"]: str(sorted(row["keys"])) for row in people}

    def end(uid: str | None, labels: list[str], properties: dict[str, object]) -> str:
        if properties.get("matched") in ("uprn", "key"):
            properties = {**properties, "lines": None}
        return names.get(str(uid)) or _line(sorted(labels), properties)

    return {
        "records": Counter(_line([row["key"]], row["properties"]) for row in records),
        "people": Counter(
            _line(
                [names[row["uid"]], *sorted(row["labels"])],
                _chosen(row["properties"], [said[key] for key in row["keys"]]),
            )
            for row in people
        ),
        "edges": Counter(
            _line(
                [
                    row["type"],
                    end(row["start"], row["a_labels"], row["a"]),
                    end(row["stop"], row["b_labels"], row["b"]),
                ],
                row["properties"],
            )
            for row in edges
        ),
    }


def _said(key: str, rows: str) -> Said:
    statement = feed_of(key.partition(":")[0]).observe(key, json.loads(rows))
    assert statement is not None, key
    return Said(statement, FIRST)


def _chosen(properties: dict[str, object], said: list[Said]) -> dict[str, object]:
    """A person's properties with the values that are shown chosen anew from what the records say now."""
    shown = shown_values(said)
    chosen = {**dict.fromkeys(SHOWN), **shown, "search_text": search_text(shown)[0]}
    return {name: value for name, value in {**properties, **chosen}.items() if value is not None}


def _line(named: list[str], properties: dict[str, object]) -> str:
    told = sorted((name, str(value)) for name, value in properties.items() if name not in HISTORY | RANDOM)
    return f"{named} {told}"


def _differences(nightly: dict[str, Lines], at_once: dict[str, Lines]) -> dict[str, dict[str, list[str]]]:
    """What stands in one of the two alone."""
    return {
        what: {
            "nightly": sorted((nightly[what] - at_once[what]).elements()),
            "at_once": sorted((at_once[what] - nightly[what]).elements()),
        }
        for what in nightly
        if nightly[what] != at_once[what]
    }
