"""Decisions of people: applied at once to whom they touch, undone to the letter, kept through everything."""

from __future__ import annotations

import datetime as dt

import pytest

from ingest.judging import standing_of
from model.judging import DecisionError, NoSuchPairError, NothingToUndoError, StaleDecisionError
from tests.ingest.families import MAYA, education, mother, social_care
from tests.support.index import Index

MAYA_EDU, OTIS_EDU, INGRID_EDU = "education:person:P1", "education:person:P2", "education:person:C77"
MAYA_SC, INGRID_SC = "social_care:person:1001", "social_care:person:2001"
LOG = ("Judgement", "Forwarding")
"""What must differ after one more decision: the log of judgements, and that of who was forwarded to whom when."""


THEO_SC = "social_care:person:1002"
THEO = {"pers_person_id": "1002", "pers_forename": "Theo", "pers_surname": "Lindqvist", "pers_sex": "M",
        "pers_dob": "2016-11-02", "pers_is_adult": "N"}  # fmt: skip


def _deliver_family(index: Index) -> Index:
    care = social_care()
    care["ssd_person"].append(THEO)
    index.deliver("education", education())
    index.deliver("social_care", care)
    return index


@pytest.fixture
def family(embedded_index: Index) -> Index:
    """Maya and Ingrid are known to both agencies, and are one person each. Social care knows Otis as Theo, a year
    older, and nobody has seen that."""
    return _deliver_family(embedded_index)


def test_merge_unmerge_merge_gives_the_graph_of_the_first(index: Index) -> None:
    family = _deliver_family(index)
    apart = family.graph.digest(exclude_labels=LOG)
    family.decide(OTIS_EDU, THEO_SC, "same")
    merged = family.graph.digest(exclude_labels=LOG)
    assert {OTIS_EDU, THEO_SC} in family.people()
    family.decide(OTIS_EDU, THEO_SC, "different")
    assert family.graph.digest(exclude_labels=LOG) == apart
    family.decide(OTIS_EDU, THEO_SC, "same")
    assert family.graph.digest(exclude_labels=LOG) == merged != apart
    family.undo(OTIS_EDU, THEO_SC)
    assert family.graph.digest(exclude_labels=LOG) == apart
    family.decide(MAYA_EDU, MAYA_SC, "different")
    decided = family.graph.digest()
    family.rebuild()
    assert family.graph.digest() == decided


def test_a_record_that_is_said_to_be_anothers_leaves_who_it_was_with(family: Index) -> None:
    """Otis and Maya are two children to their school; who says that social care's record is Otis's says whose it is."""
    family.decide(OTIS_EDU, MAYA_SC, "same")
    assert {OTIS_EDU, MAYA_SC} in family.people()
    assert {MAYA_EDU} in family.people()


def test_a_wall_through_a_person_gives_each_side_its_own_page(family: Index) -> None:
    uid = family.uid_of(MAYA_EDU)
    family.decide(MAYA_EDU, MAYA_SC, "different")
    assert {MAYA_EDU} in family.people()
    assert {MAYA_SC} in family.people()
    assert family.uid_of(MAYA_EDU) == uid
    family.undo(MAYA_EDU, MAYA_SC)
    assert {MAYA_EDU, MAYA_SC} in family.people()
    assert family.uid_of(MAYA_SC) == uid


def test_the_uid_of_who_is_merged_leads_on_and_comes_back(family: Index) -> None:
    otis, theo = family.uid_of(OTIS_EDU), family.uid_of(THEO_SC)
    family.decide(OTIS_EDU, THEO_SC, "same")
    kept = family.uid_of(OTIS_EDU)
    retired = ({otis, theo} - {kept}).pop()
    assert family.forwards(retired) == kept
    family.decide(OTIS_EDU, THEO_SC, "different")
    assert (family.uid_of(OTIS_EDU), family.uid_of(THEO_SC)) == (otis, theo)
    assert family.forwards(retired) is None


def test_what_is_decided_is_what_a_rebuild_makes(family: Index) -> None:
    family.decide(OTIS_EDU, THEO_SC, "same")
    family.decide(INGRID_EDU, INGRID_SC, "different")
    decided = family.graph.digest()
    family.rebuild()
    assert family.graph.digest() == decided


def test_a_decision_survives_deliveries_and_lost_caches(family: Index) -> None:
    family.decide(MAYA_EDU, MAYA_SC, "different")
    family.deliver("education", education(pupils=[{**MAYA, "forename": "Maia"}]), extracted="2026-09-03")
    assert {MAYA_EDU} in family.people()
    family.lose_caches()
    family.decide(INGRID_EDU, INGRID_SC, "different")
    assert {MAYA_EDU} in family.people()
    assert {INGRID_SC} in family.people()


def test_unsure_keeps_two_records_apart(family: Index) -> None:
    family.decide(MAYA_EDU, MAYA_SC, "unsure")
    assert {MAYA_SC} in family.people()


def test_nothing_that_was_decided_is_erased(family: Index) -> None:
    family.decide(OTIS_EDU, MAYA_EDU, "same")
    family.decide(OTIS_EDU, MAYA_EDU, "different")
    family.undo(OTIS_EDU, MAYA_EDU)
    rows = family.rows(
        "MATCH (j:Judgement {human: true}) RETURN j.verdict AS verdict, j.current AS current, j.by AS by, "
        "j.reason AS reason, j.on AS on, j.superseded_on AS superseded ORDER BY verdict"
    )
    assert [(row["verdict"], row["current"]) for row in rows] == [
        ("different", False),
        ("same", False),
        ("undone", True),
    ]
    assert all(row["by"] == "steward" and row["reason"] and row["on"] for row in rows)
    assert [row["superseded"] for row in rows] == [dt.date(2026, 9, 30), dt.date(2026, 9, 30), None]


def test_who_decides_second_is_told_and_changes_nothing(family: Index) -> None:
    seen = family.state(OTIS_EDU, MAYA_EDU)
    family.decide(OTIS_EDU, MAYA_EDU, "different", state=seen)
    before = family.graph.digest()
    with pytest.raises(StaleDecisionError):
        family.decide(OTIS_EDU, MAYA_EDU, "same", state=seen)
    assert family.graph.digest() == before


def test_a_record_that_changed_since_is_looked_at_again(family: Index) -> None:
    seen = family.state(OTIS_EDU, MAYA_EDU)
    family.deliver("education", education(contacts=[mother("K1", "P1")]), extracted="2026-09-03")
    family.decide(OTIS_EDU, MAYA_EDU, "unsure", state=seen)  # the mother's records changed, not these
    seen = family.state(OTIS_EDU, MAYA_EDU)
    family.deliver("education", education(pupils=[{**MAYA, "forename": "Mayah"}]), extracted="2026-09-04")
    with pytest.raises(DecisionError):
        family.decide(OTIS_EDU, MAYA_EDU, "same", state=seen)


def test_what_would_change_is_told_before_and_changes_nothing(family: Index) -> None:
    before = family.graph.digest()
    effect = family.foresee(OTIS_EDU, THEO_SC, "same")
    assert {each.keys for each in effect.before} == {(OTIS_EDU,), (THEO_SC,)}
    assert {each.keys for each in effect.after} == {(OTIS_EDU, THEO_SC)}
    assert {each.uid for each in effect.after} <= {each.uid for each in effect.before}
    assert family.graph.digest() == before
    split = family.foresee(INGRID_EDU, INGRID_SC, "different")
    assert sorted(each.uid is None for each in split.after) == [False, True]
    assert family.foresee(OTIS_EDU, MAYA_EDU, "different").after == ()


def test_two_decisions_that_exclude_each_other_are_told(family: Index) -> None:
    family.decide(MAYA_EDU, MAYA_SC, "same")
    family.decide(OTIS_EDU, MAYA_EDU, "different")
    effect = family.foresee(OTIS_EDU, MAYA_SC, "same")
    assert effect.after == ()
    assert effect.conflicts == ((OTIS_EDU, MAYA_SC),)


def test_what_cannot_be_decided(family: Index) -> None:
    before = family.graph.digest()
    with pytest.raises(NoSuchPairError):
        family.decide(MAYA_EDU, "education:person:P9", "same")
    with pytest.raises(NoSuchPairError):
        family.decide(MAYA_EDU, MAYA_EDU, "same")
    with pytest.raises(NothingToUndoError):
        family.undo(MAYA_EDU, OTIS_EDU)
    assert family.graph.digest() == before
    family.decide(MAYA_EDU, OTIS_EDU, "different")
    family.undo(MAYA_EDU, OTIS_EDU)
    with pytest.raises(NothingToUndoError):
        family.undo(MAYA_EDU, OTIS_EDU)


def test_the_state_of_a_pair_is_one_for_both_orders(family: Index) -> None:
    found = standing_of(family.graph, [(MAYA_EDU, MAYA_SC)])
    assert found[MAYA_EDU, MAYA_SC].state == family.state(MAYA_SC, MAYA_EDU)
