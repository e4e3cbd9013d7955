"""Deliveries into the graph: twice, late, changed, deleted, absent, waiting for each other."""

from __future__ import annotations

import datetime as dt

import pytest

from graph.reads import feeds
from ingest.pipeline import LoadInProgressError
from tests.ingest.families import OTIS, at_home, education, mother, social_care
from tests.support.index import Index

MAYA_EDU, OTIS_EDU, INGRID_EDU = "education:person:P1", "education:person:P2", "education:person:C77"
MAYA_SC, INGRID_SC = "social_care:person:1001", "social_care:person:2001"


def edges(index: Index, kind: str) -> set[tuple[object, ...]]:
    """Edges of a type as (record, from, to, withdrawn)."""
    rows = index.rows(
        f"MATCH ()-[e:{kind}]->() RETURN e.record AS r, e.from AS f, e.to AS t, e.withdrawn AS w"
    )
    return {(row["r"], row["f"], row["t"], row["w"]) for row in rows}


def test_two_agencies_records_of_one_child_and_one_mother_become_one_person_each(index: Index) -> None:
    index.deliver("education", education())
    index.deliver("social_care", social_care())
    assert index.people() == {
        frozenset({MAYA_EDU, MAYA_SC}),
        frozenset({OTIS_EDU}),
        frozenset({INGRID_EDU, INGRID_SC}),
    }
    homes = index.rows(
        "MATCH (:Person)-[e:LIVES_AT]->(a:Address) RETURN DISTINCT a.uprn AS uprn, a.matched AS matched"
    )
    assert homes == [{"uprn": "200000000012", "matched": "uprn"}]


def test_both_at_once_is_the_same_as_one_after_the_other(index: Index) -> None:
    one, other = index.write("education", education()), index.write("social_care", social_care())
    index.load(("education", one))
    index.load(("social_care", other))
    apart = index.digest()
    index.graph.wipe()
    index.load(("social_care", other), ("education", one))
    assert index.digest() == apart


def test_the_same_file_twice_changes_nothing(index: Index) -> None:
    path = index.write("education", education())
    index.load(("education", path))
    before = index.graph.digest()
    again = index.load(("education", path))
    assert again.reports[0].status == "already loaded"
    assert index.graph.digest() == before


def test_the_same_rows_the_next_day_are_unchanged_records(index: Index) -> None:
    index.deliver("education", education())
    report = index.deliver("education", education(), extracted="2026-09-02")
    assert (report.records_new, report.records_changed, report.records_unchanged) == (0, 0, 4)


def test_a_delivery_that_arrives_late_does_not_make_its_feed_look_older(index: Index) -> None:
    def delivered(day: str) -> list[tuple[str, str]]:
        found = feeds(index.graph, dt.date.fromisoformat(day))
        return [(each.feed, str(each.last_delivered)) for each in found if each.last_delivered]

    index.deliver("education", education(), extracted="2026-09-08")
    index.deliver("education", education(), extracted="2026-09-01")
    index.deliver("education", education(), extracted="2026-09-15")
    assert delivered("2026-09-30") == [("education", "2026-09-15")]
    assert delivered("2026-09-14") == [("education", "2026-09-08")]
    assert delivered("2026-09-07") == [("education", "2026-09-01")]
    assert delivered("2026-08-31") == []


def test_a_move_keeps_the_old_address_and_says_when_we_were_told(index: Index) -> None:
    index.deliver("education", education())
    moved = [
        at_home("A1", "P1", end_date="2026-08-31"),
        at_home("A3", "P1", start="2026-09-01", paon="40", uprn="200000000040"),
        at_home("A2", "P2"),
    ]
    index.deliver("education", education(addresses=moved), extracted="2026-09-08")
    found = {edge for edge in edges(index, "LIVES_AT") if edge[0] == MAYA_EDU}
    assert found == {
        (MAYA_EDU, dt.date(2020, 1, 6), None, dt.date(2026, 9, 8)),
        (MAYA_EDU, dt.date(2020, 1, 6), dt.date(2026, 8, 31), None),
        (MAYA_EDU, dt.date(2026, 9, 1), None, None),
    }


def test_absence_from_a_full_delivery_ends_nothing(index: Index) -> None:
    index.deliver("education", education())
    left_out = education(
        pupils=[OTIS], addresses=[at_home("A2", "P2")], contacts=[mother("K2", "P2")], school_history=[]
    )
    report = index.deliver("education", left_out, extracted="2026-09-08")
    assert report.records_absent == 1
    rows = index.rows(
        "MATCH (p:Child {uid: $uid})-[e:LIVES_AT]->() RETURN e.to AS to, e.withdrawn AS withdrawn, e.last_seen AS seen",
        uid=index.uid_of(MAYA_EDU),
    )
    assert rows == [{"to": None, "withdrawn": None, "seen": dt.date(2026, 9, 1)}]
    index.deliver("education", education(), extracted="2026-09-15")
    rows = index.rows(
        "MATCH (:Child)-[e:LIVES_AT]->() WHERE e.last_seen IS NOT NULL RETURN e.record AS record"
    )
    assert rows == []


def test_an_explicit_deletion_withdraws_and_keeps(index: Index) -> None:
    index.deliver("education", education())
    path = index.write("education", {}, kind="changes", extracted="2026-09-02")
    (path / "deletions.csv").write_text("table,key,belongs_to\naddresses,A1,P1\n")
    index.load(("education", path))
    assert (MAYA_EDU, dt.date(2020, 1, 6), None, dt.date(2026, 9, 2)) in edges(index, "LIVES_AT")


def test_a_claim_waits_for_the_record_it_is_about(index: Index) -> None:
    first = social_care()
    first["ssd_person"] = [row for row in first["ssd_person"] if row["pers_person_id"] != "1001"]
    for table in ("ssd_address", "ssd_involvements", "ssd_cin_episodes"):
        first[table] = []
    index.deliver("social_care", first)
    assert edges(index, "PARENT_OF") == set()
    waiting = index.rows("MATCH (:Record)-[:AWAITS]->(a:Awaited) RETURN DISTINCT a.key AS key")
    assert waiting == [{"key": MAYA_SC}]
    index.deliver("social_care", social_care(), extracted="2026-09-02")
    assert {edge[0] for edge in edges(index, "PARENT_OF")} == {INGRID_SC}
    assert index.rows("MATCH (:Record)-[:AWAITS]->(a:Awaited) RETURN a.key AS key") == []


def test_an_increment_ends_where_a_rebuild_would(index: Index) -> None:
    index.deliver("education", education())
    index.deliver("social_care", social_care())
    index.deliver(
        "education",
        {
            "pupils": [{**OTIS, "surname": "Lindquist"}],
            "addresses": [at_home("A9", "P2", start="2026-09-01", paon="3", uprn="")],
        },
        kind="changes",
        extracted="2026-09-02",
    )
    before = index.graph.digest()
    again = index.rebuild()
    written = again.written
    assert (written.nodes, written.edges_added, written.edges_altered, written.edges_removed) == (0, 0, 0, 0)
    assert index.graph.digest() == before


def test_a_rebuild_from_the_ledger_alone_gives_the_same_people_under_the_same_uids(index: Index) -> None:
    index.deliver("education", education())
    index.deliver("social_care", social_care())
    before = index.graph.digest()
    index.graph.write(
        "MATCH (n) WHERE n:Person OR n:Address OR n:School OR n:Service OR n:Professional DETACH DELETE n"
    )
    index.graph.write("MATCH (n) WHERE n:FamilyFile OR n:Agency DETACH DELETE n")
    assert index.people() == set()
    index.rebuild()
    assert index.graph.digest() == before


def test_a_human_different_parts_two_records_and_a_rebuild_keeps_them_apart(index: Index) -> None:
    index.deliver("education", education())
    index.deliver("social_care", social_care())
    together = index.uid_of(MAYA_EDU)
    index.decide(MAYA_EDU, MAYA_SC, "different")
    index.rebuild()
    apart = {index.uid_of(MAYA_EDU), index.uid_of(MAYA_SC)}
    assert len(apart) == 2
    assert together in apart
    index.deliver("education", {"pupils": [{**OTIS, "sex": "M"}]}, kind="changes", extracted="2026-09-02")
    assert {index.uid_of(MAYA_EDU), index.uid_of(MAYA_SC)} == apart


def test_two_loads_at_once_are_refused_in_words(embedded_index: Index) -> None:
    path = embedded_index.write("education", education())
    with (
        embedded_index.pipeline._alone(),
        pytest.raises(LoadInProgressError, match="Wait until it has ended"),
    ):
        embedded_index.load(("education", path))
    assert embedded_index.rows("MATCH (d:Delivery) RETURN d.uid AS uid") == []
