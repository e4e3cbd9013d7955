"""The night after: three small deliveries of changes end where projecting everything again would."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from absence.expectations import packaged
from absence.survey import Survey
from graph.changes import Changes
from graph.gateway import Graph
from graph.patterns import all_patterns, pattern, run, run_for
from graph.reads.coverage import position
from graph.touched import Touched
from ingest.pipeline import Loaded, changes_in
from kith.synth import generate
from kith.synth.agencies import all_codes
from kith.synth.settings import Settings
from model.patterns import Asking
from model.scope import Role, Scope
from tests.ingest.families import education, mother, social_care
from tests.support.index import Index

FEEDS = ("social_care", "education", "education_welfare")
LEAD = Scope("lead", Role.SAFEGUARDING_LEAD)
DAYS = tuple(date(2026, 10, day) for day in (1, 2, 9, 30))


def kept_survey(index: Index) -> Survey:
    """The list of children whom services do not know, read and explained by difference."""
    changes = Changes(changes_in(index.folder / "loading"))
    return Survey(index.graph, packaged(), index.folder / "absence", changes=changes)


def deliveries(folder: Path) -> list[tuple[str, Path]]:
    """Every agency's delivery that tells of people: a small borough has agencies that know nobody."""
    rows = {path: len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in folder.glob("*/*.csv")}
    silent = {path.parent for path, number in rows.items() if path.name == "people.csv" and not number}
    telling = {path.parent for path, number in rows.items() if number} - silent
    return [(code, folder / code) for code in all_codes() if folder / code in telling]


def test_the_list_of_a_night_of_all_agencies_is_what_a_whole_reading_gives(
    embedded_graph: Graph, tmp_path: Path
) -> None:
    """Each delivery by itself; then what was joined is parted again, and a full delivery lacks a record."""
    borough = tmp_path / "borough"
    generate(
        borough,
        children=120,
        seed=11,
        as_of=date(2026, 9, 30),
        next_night=True,
        settings=Settings(changed_rows=0.3),
        feeds=all_codes(),
        planted=("absence",),
    )
    index = Index(embedded_graph, tmp_path)
    index.load(*deliveries(borough))
    survey, day = kept_survey(index), date(2026, 10, 1)
    assert survey.findings(day).lines
    journal, before = Changes(changes_in(index.folder / "loading")), patterns_found(index)
    begun = journal.last
    for feed, night in deliveries(borough / "next_night"):
        index.load((feed, night))
        day += timedelta(days=1)
        assert survey.findings(day) == Survey(index.graph, packaged()).findings(day), feed
    closed, _last, judged = position(index.graph)
    changed = journal.since(begun, (closed, judged))
    assert changed is not None
    after = patterns_found(index)
    assert sum(after[each] != before[each] for each in after) >= 3
    touched = Touched(index.graph, changed)
    asked = {each: touched.of(pattern(each)) for each in after}
    assert len({whom for whom in asked.values() if whom is not None}) > 5, "each is asked about its own"
    for each, whom in asked.items():
        some = None if whom is None else whom | {identity[0] for identity in before[each]}
        assert patterns_found(index, some, [each])[each] == after[each], f"{each}, asked for what changed"


def patterns_found(
    index: Index, whom: frozenset[str] | None = None, ids: Iterable[str] | None = None
) -> dict[str, set[tuple[str, ...]]]:
    """What patterns find, of these children or of everybody."""
    asking = Asking(DAYS[0], date(2100, 1, 1), live=frozenset(all_codes()))
    found = {}
    for made in all_patterns() if ids is None else map(pattern, ids):
        rows = (
            run(index.graph, LEAD, made, asking)
            if whom is None
            else run_for(index.graph, LEAD, made, asking, whom)
        )
        found[made.id] = {each.identity for each in rows}
    return found


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
    survey = kept_survey(index)
    index.load(*((feed, borough / feed) for feed in FEEDS))
    survey.findings(DAYS[0])
    for feed, day in zip(FEEDS, DAYS[1:], strict=True):
        loaded: Loaded = index.load((feed, borough / "next_night" / feed))
        assert not loaded.whole
        assert loaded.reports[0].records_changed > 0
        assert survey.findings(day) == Survey(index.graph, packaged()).findings(day)
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
