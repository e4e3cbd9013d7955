"""The night after: three small deliveries of changes end where projecting everything again would."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from graph.gateway import Graph
from ingest.pipeline import Loaded
from kith.synth import generate
from kith.synth.settings import Settings
from tests.ingest.families import education, mother, social_care
from tests.support.index import Index

FEEDS = ("social_care", "education", "education_welfare")


def is_right(index: Index) -> None:
    """Projecting everything again from the ledger finds nothing to write."""
    before = index.graph.digest()
    written = index.rebuild().written
    assert (written.nodes, written.edges_added, written.edges_altered, written.edges_removed) == (0, 0, 0, 0)
    assert index.graph.digest() == before


def test_each_delivery_of_a_night_ends_where_a_rebuild_would(embedded_graph: Graph, tmp_path: Path) -> None:
    borough = tmp_path / "borough"
    generate(
        borough,
        children=250,
        seed=7,
        as_of=date(2026, 9, 30),
        next_night=True,
        settings=Settings(changed_rows=0.15),
    )
    index = Index(embedded_graph, tmp_path)
    index.load(*((feed, borough / feed) for feed in FEEDS))
    for feed in FEEDS:
        loaded: Loaded = index.load((feed, borough / "next_night" / feed))
        assert not loaded.whole
        assert loaded.reports[0].records_changed > 0
        is_right(index)


def test_a_contact_whose_name_is_taken_away_is_nobody(embedded_graph: Graph, tmp_path: Path) -> None:
    index = Index(embedded_graph, tmp_path)
    index.deliver("education", education())
    nameless = [mother("K1", "P1", forename="", surname=""), mother("K2", "P2", forename="", surname="")]
    index.deliver("education", {"contacts": nameless}, kind="changes", extracted="2026-09-02")
    assert index.rows("MATCH (c:Carer) RETURN c.uid AS uid") == []
    is_right(index)
    index.deliver(
        "education",
        {"contacts": [mother("K1", "P1"), mother("K2", "P2")]},
        kind="changes",
        extracted="2026-09-03",
    )
    assert len(index.rows("MATCH (c:Carer) RETURN c.uid AS uid")) == 1
    is_right(index)
    index.deliver("social_care", social_care(), extracted="2026-09-04")
    is_right(index)
