"""A whole index in a test: deliveries in a few lines, loaded through the real pipeline into a real graph."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

from graph.gateway import Graph
from ingest.addresses.places import Gazetteer, NoPlaces
from ingest.deciding import Decided
from ingest.deciding_homes import DecidingHomes
from ingest.delivery.opening import incoming, report_of
from ingest.delivery.report import Report
from ingest.feeds import feed
from ingest.judging import standing_of
from ingest.matching.model import MatchModel
from ingest.matching.records import NoSeals, SealKeeper
from ingest.pipeline import Load, Loaded, Pipeline
from ingest.reading.delivery import read_delivery
from model.judging import Decision, Effect, Entered, ordered
from tests.support.deliveries import Given, deliver

CLOCK = dt.datetime(2026, 9, 30, 12, tzinfo=dt.UTC)
RANDOM = ("uid", "sequence", "forwards_to", "retired", "report")
"""Properties that may differ between two indexes that say the same."""
ORDER = ("Delivery", "Birth", "Forwarding", "Judgement", "HomeJudgement")
"""Labels of the log of how an index came about."""


def _quietly(_stage: str) -> None:
    """Progress that nobody watches."""


class Index:
    """One graph and its caches, with deliveries written below ``folder``."""

    def __init__(self, graph: Graph, folder: Path, seals: SealKeeper | None = None) -> None:
        self.graph = graph
        self.folder = folder
        self._seals = seals or NoSeals()
        self.model = MatchModel.shipped()
        self.places: Gazetteer = NoPlaces()
        self._count = 0

    @property
    def pipeline(self) -> Pipeline:
        """The pipeline, opened anew as every command does."""
        return Pipeline(
            self.graph, self.folder / "loading", self.model, self._seals, lambda: CLOCK, self.places
        )

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

    @property
    def deciding(self) -> DecidingHomes:
        """The way in for decisions, opened anew as every command does."""
        return DecidingHomes(
            self.graph, self.folder / "loading", self.model, self._seals, lambda: CLOCK, self.places
        )

    def decision(self, left: str, right: str, verdict: Entered, state: str | None = None) -> Decision:
        """What the steward decides about two records."""
        return Decision(left, right, verdict, "known to the team", "steward", state)

    def decide(self, left: str, right: str, verdict: Entered, state: str | None = None) -> Decided:
        """A person decides about two records."""
        return self.deciding.decide([self.decision(left, right, verdict, state)])

    def undo(self, left: str, right: str) -> Decided:
        """A person takes back what stands about two records."""
        return self.decide(left, right, "undone")

    def foresee(self, left: str, right: str, verdict: Entered) -> Effect:
        """What a decision would change."""
        return self.deciding.foresee([self.decision(left, right, verdict)])

    def state(self, left: str, right: str) -> str:
        """The state of a pair as somebody sees it who looks at it now."""
        pair = ordered(left, right)
        return standing_of(self.graph, [pair])[pair].state

    def forwards(self, uid: str) -> str | None:
        """Where a uid leads."""
        return (
            str(found)
            if (
                found := self.rows("MATCH (b:Birth {uid: $uid}) RETURN b.forwards_to AS to", uid=uid)[0]["to"]
            )
            else None
        )

    def lose_caches(self) -> None:
        """As if the folder of caches had been deleted."""
        shutil.rmtree(self.folder / "loading", ignore_errors=True)
