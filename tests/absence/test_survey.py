"""The analysis over a graph: read once, then by difference, with the same answer; protected people are in neither."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from absence import snapshot
from absence.expectations import packaged
from absence.facts import BITS, DAYS, FLAGS, PAIRS, SUBJECTS, TEXTS
from absence.survey import Survey
from graph.changes import Changed, Changes
from graph.gateway import Graph
from queries.files import text
from tests.support.tiny import Tiny

TODAY = dt.date(2026, 11, 18)
TOMORROW = dt.date(2026, 11, 19)


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
    tiny, journal = borough(), Changes(tmp_path / "changes")
    tiny.write(graph)
    journal.enter(None, (4, 0), TODAY)
    survey = Survey(graph, packaged(), tmp_path / "facts", changes=journal)
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
    journal.enter(Changed({"tam", "ola", "mia"}), (5, 0), TODAY)
    again = survey.findings(TODAY)
    assert [line.child for line in again.lines] == ["ola"]
    assert again.tally.withheld == 2
    assert again == Survey(graph, packaged(), None).findings(TODAY)


def test_only_what_the_journal_names_is_read_again(graph: Graph, tmp_path: Path) -> None:
    """A change that is kept from the journal is not seen, which shows that nothing else is read; where it cannot be
    told what changed, everything is."""
    tiny, journal = borough(), Changes(tmp_path / "changes")
    tiny.write(graph)
    journal.enter(None, (4, 0), TODAY)
    survey = Survey(graph, packaged(), tmp_path / "facts", changes=journal)
    assert [line.child for line in survey.findings(TODAY).lines] == ["tam"]
    graph.wipe()
    tiny.attends("tam", "elm", "2020-09-01")
    tiny.involved("tam", "practice", "gp_registration", "2020-01-01", feed="gp")
    tiny.write(graph)
    assert [line.child for line in survey.findings(TODAY).lines] == ["tam"]
    assert survey.findings(TODAY, afresh=True).lines == ()
    graph.wipe()
    borough().write(graph)
    journal.begin()
    assert [line.child for line in survey.findings(TODAY).lines] == ["tam"]


def test_of_a_child_only_that_is_read_again_of_which_something_may_be_another(
    graph: Graph, tmp_path: Path
) -> None:
    """Told that only a place at a school is new, the list does not see that a practice was registered with too; of
    those of whom nothing closer is told it sees everything."""
    tiny, journal = borough(), Changes(tmp_path / "changes")
    tiny.write(graph)
    journal.enter(None, (4, 0), TODAY)
    survey = Survey(graph, packaged(), tmp_path / "facts", changes=journal)
    survey.findings(TODAY)
    graph.wipe()
    tiny.nodes["tam"].properties["surname"] = "Moore"
    tiny.attends("tam", "elm", "2020-09-01")
    tiny.involved("tam", "practice", "gp_registration", "2020-01-01", feed="gp")
    tiny.write(graph)
    seen = []
    for kinds in (("RELATED_TO",), ("ATTENDS",), ("Person.surname", "ATTENDS"), ()):
        changed = Changed({"tam"})
        for kind in kinds:
            changed.note(kind, ["tam"])
        journal.enter(changed, (4, 0), TODAY)
        survey.findings(TODAY)
        kept = snapshot.load(tmp_path / "facts")
        assert kept is not None
        facts, place = kept[0], kept[0].places["tam"]
        seen.append(
            (
                bool(facts.flags["at_school"][place]),
                facts.texts["surname"][place],
                int(facts.bits["open"][place]) > 0,
            )
        )
    assert seen == [
        (False, "okoro", False), (True, "okoro", False), (True, "moore", False), (True, "moore", True)
    ]  # fmt: skip


def test_who_goes_and_who_is_hidden_now_leaves_the_list(graph: Graph, tmp_path: Path) -> None:
    tiny, journal = borough(), Changes(tmp_path / "changes")
    tiny.child("ada", "Ada Moss", born="2015-02-02", feeds=("revenues",))
    tiny.child("eve", "Eve Lund", born="2013-02-02", feeds=("revenues",))
    tiny.write(graph)
    journal.enter(None, (4, 0), TODAY)
    survey = Survey(graph, packaged(), tmp_path / "facts", changes=journal)
    assert [line.child for line in survey.findings(TODAY).lines] == ["ada", "eve", "tam"]
    graph.wipe()
    without = borough()
    without.child("eve", "Eve Lund", born="2013-02-02", feeds=("revenues",))
    without.nodes["tam"].properties["guard"] = "hidden"
    without.nodes["hid"].properties.update(guard="", place_guard="")
    without.write(graph)
    changed = Changed({"ada", "tam", "hid"})
    changed.note("Person", ["ada"])
    changed.note("Person.guard", ["tam", "hid"])
    journal.enter(changed, (4, 0), TODAY)
    found = survey.findings(TODAY)
    assert ([line.child for line in found.lines], found.tally.children) == (["eve"], 4)
    assert found == Survey(graph, packaged()).findings(TODAY)


def test_what_ends_with_the_day_is_read_again_without_a_delivery(graph: Graph, tmp_path: Path) -> None:
    tiny, journal = borough(), Changes(tmp_path / "changes")
    tiny.child("kit", "Kit Lowe", born="2014-05-05", feeds=("gp", "education")).attends(
        "kit", "elm", "2020-09-01", to="2026-11-18"
    )
    tiny.involved("kit", "practice", "gp_registration", "2020-01-01", to="2026-11-18", feed="gp")
    tiny.write(graph)
    journal.enter(None, (4, 0), TODAY)
    survey = Survey(graph, packaged(), tmp_path / "facts", changes=journal)
    assert [line.child for line in survey.findings(TODAY).lines] == ["tam"]
    tomorrow = survey.findings(TOMORROW)
    assert [line.child for line in tomorrow.lines] == ["kit", "tam"]
    assert tomorrow == Survey(graph, packaged(), None).findings(TOMORROW)


def test_a_name_of_a_parent_and_a_home_reach_the_children(graph: Graph, tmp_path: Path) -> None:
    """A parent is called otherwise now, and a home lies in another ward: the children are read again, though nothing of
    their own changed."""
    tiny, journal = borough(), Changes(tmp_path / "changes")
    tiny.adult("ann", "Ann Okoro").parent("ann", "tam")
    tiny.write(graph)
    journal.enter(None, (4, 0), TODAY)
    survey = Survey(graph, packaged(), tmp_path / "facts", changes=journal)
    assert survey.findings(TODAY).lines[0].area == "Millfield"
    graph.wipe()
    tiny.nodes["ann"].properties["surname"] = "Moore"
    tiny.nodes["high"].properties["ward"] = "Riverside"
    tiny.write(graph)
    journal.enter(Changed({"ann"}, {"high"}), (4, 0), TODAY)
    assert survey.findings(TODAY).lines[0].area == "Riverside"
    kept = snapshot.load(tmp_path / "facts")
    assert kept is not None
    facts = kept[0]
    assert [facts.carers.words[number] for number in facts.parents.of(facts.places["tam"])] == ["ann moore"]


def test_a_snapshot_that_was_torn_or_is_another_versions_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    stand = snapshot.Stand("", (4, 0), "", TODAY)
    assert snapshot.load(folder) is None
    from tests.absence.children import child, facts_of

    snapshot.save(folder, facts_of(who=child("2016-03-01", "gp")), stand)
    kept = snapshot.load(folder)
    assert kept is not None
    assert (kept[0].uids, kept[1]) == (["who"], stand)
    earlier = (folder / "columns.npz").read_bytes()
    snapshot.save(folder, facts_of(who=child("2017-03-01", "gp")), stand)
    (folder / "columns.npz").write_bytes(earlier)
    assert snapshot.load(folder) is None
    (folder / "texts.json").write_text("{}")
    assert snapshot.load(folder) is None


def test_each_subject_names_the_edges_that_its_statement_goes_over() -> None:
    """By them a change is known to concern it; and each column is filled from one subject only."""
    for name, each in SUBJECTS.items():
        for statement in (f"missing/{name}", f"missing/{name}_of"):
            told = re.findall(r"\[\w*:([A-Z_|]+)\]", text(statement))
            assert "|".join(each.edges) == "|".join(told), statement
    for columns in (DAYS, BITS, TEXTS, FLAGS, PAIRS):
        assert len(columns) == len(set(columns))
