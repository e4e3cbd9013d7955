"""The analysis over a graph: read once, then by difference, with the same answer; protected people are in neither."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from absence.expectations import packaged
from absence.survey import Survey
from graph.gateway import Graph
from tests.support.tiny import Tiny

TODAY = dt.date(2026, 11, 18)


def borough() -> Tiny:
    tiny = Tiny()
    for feed in ("gp", "education", "revenues", "child_health"):
        tiny.agency(feed, feed).delivery(feed, "2026-11-17", len(tiny.nodes))
        tiny.node(
            "Feed",
            f"feed-{feed}",
            code=feed,
            agency=feed,
            name=feed,
            cadence_days=7,
            joined=dt.date(2026, 1, 1),
        )
    tiny.school("elm", "Elm School").service("practice", "Practice", key="gp:practice", agency="gp")
    tiny.address("high", "1 High Street", "AM1 7AB", ward="Millfield")
    tiny.child("mia", "Mia Khan", born="2016-03-14", feeds=("gp", "education")).attends(
        "mia", "elm", "2020-09-01"
    )
    tiny.involved("mia", "practice", "gp_registration", "2020-01-01", feed="gp").lives(
        "mia", "high", "2019-01-01"
    )
    tiny.child("tam", "Tam Okoro", born="2015-02-02", feeds=("revenues",)).lives("tam", "high", "2019-01-01")
    closed = {"place_guard": "location", "protection": "location"}
    tiny.child("rue", "Rue Shah", born="2015-06-06", feeds=("revenues",), **closed)
    tiny.child("hid", "Hid Den", born="2015-06-06", feeds=("revenues",), guard="hidden", place_guard="hidden")
    return tiny


def test_the_list_is_read_and_then_kept_by_difference(graph: Graph, tmp_path: Path) -> None:
    tiny = borough()
    tiny.write(graph)
    survey = Survey(graph, packaged(), tmp_path / "facts")
    first = survey.findings(TODAY)
    assert [(line.child, line.area, line.seen_by) for line in first.lines] == [
        ("tam", "Millfield", ("revenues",))
    ]
    assert (first.tally.children, first.tally.withheld) == (3, 1)
    graph.wipe()
    tiny.delivery("gp", "2026-11-18", 99, kind="changes")
    tiny.record("gp", "tam", delivery="gp-2026-11-18")
    tiny.involved("tam", "practice", "gp_registration", "2020-01-01", feed="gp")
    tiny.attends("tam", "elm", "2020-09-01")
    tiny.child("ola", "Ola New", born="2014-02-02", feeds=("revenues",))
    tiny.nodes["mia"].properties["place_guard"] = "location"
    tiny.write(graph)
    again = survey.findings(TODAY)
    assert [line.child for line in again.lines] == ["ola"]
    assert again.tally.withheld == 2
    assert again == survey.findings(TODAY, afresh=True)
    assert Survey(graph, packaged(), None).findings(TODAY) == again
