"""A whole index in a test: deliveries in a few lines, loaded through the real pipeline into a real graph."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from graph.gateway import Graph
from graph.system import run_rows
from ingest.delivery.opening import incoming, report_of
from ingest.delivery.report import Report
from ingest.feeds import feed
from ingest.matching.model import MatchModel
from ingest.matching.records import NoSeals, SealKeeper
from ingest.pipeline import Load, Loaded, Pipeline
from ingest.reading.delivery import read_delivery
from tests.support.deliveries import Given, deliver

CLOCK = dt.datetime(2026, 9, 30, 12, tzinfo=dt.UTC)
RANDOM = ("uid", "sequence", "forwards_to", "retired", "report")
"""Properties that may differ between two indexes that say the same."""
ORDER = ("Delivery", "Birth", "Forwarding", "Judgement")
"""Labels of the log of how an index came about."""


def _quietly(_stage: str) -> None:
    """Progress that nobody watches."""


class Index:
    """One graph and its caches, with deliveries written below ``folder``."""

    def __init__(self, graph: Graph, folder: Path, seals: SealKeeper | None = None) -> None:
        self.graph = graph
        self.folder = folder
        self._seals = seals or NoSeals()
        self._count = 0

    @property
    def pipeline(self) -> Pipeline:
        """The pipeline, opened anew as every command does."""
        return Pipeline(self.graph, self.folder / "loading", MatchModel.shipped(), self._seals, lambda: CLOCK)

    def write(self, code: str, rows: Given, **manifest: Any) -> Path:
        """Write a delivery; its folder."""
        self._count += 1
        return deliver(self.folder / f"{code}-{self._count}", code, rows, **manifest)

    def load(self, *paths: tuple[str, Path]) -> Loaded:
        """Load written deliveries of different feeds together."""
        read = [read_delivery(path, feed(code)) for code, path in paths]
        loads = [Load(incoming(each), report_of(each), each.feed.agency_code, each.digest) for each in read]
        return self.pipeline.load(loads, _quietly)

    def deliver(self, code: str, rows: Given, **manifest: Any) -> Report:
        """Write a delivery and load it; its report."""
        return self.load((code, self.write(code, rows, **manifest))).reports[0]

    def rebuild(self) -> Loaded:
        """Project everything again from the ledger."""
        return self.pipeline.rebuild(_quietly, dt.date(2026, 9, 30))

    def digest(self, *leaving_out: str) -> str:
        """A hash of all there is, random uids, the log of how it came about, and labels that are named left out."""
        return self.graph.digest(exclude_labels=(*ORDER, *leaving_out), exclude_properties=RANDOM)

    def rows(self, cypher: str, **params: Any) -> list[dict[str, Any]]:
        """What a query of a test answers."""
        return self.graph.read(cypher, params)

    def people(self) -> set[frozenset[str]]:
        """Who is grouped with whom: the record keys of each person."""
        found = self.rows(
            "MATCH (r:Record)-[:DESCRIBES]->(p:Person) RETURN p.uid AS uid, collect(DISTINCT r.key) AS keys"
        )
        return {frozenset(row["keys"]) for row in found}

    def uid_of(self, key: str) -> str:
        """The uid of the person whom a record describes."""
        found = self.rows(
            "MATCH (:Record {key: $key})-[:DESCRIBES]->(p:Person) RETURN DISTINCT p.uid AS uid", key=key
        )
        assert len(found) == 1, (key, found)
        return str(found[0]["uid"])

    def judge(self, left: str, right: str, verdict: str) -> None:
        """A person decides about two records."""
        first, second = sorted((left, right))
        row = {
            "uid": f"{first}|{second}|{verdict}", "left": first, "right": second, "verdict": verdict, "human": True,
            "current": True, "by": "steward", "on": dt.date(2026, 9, 30), "reason": "known to the team",
        }  # fmt: skip
        run_rows(self.graph, "ledger/create_judgements", [{"properties": row}])
