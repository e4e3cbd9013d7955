"""Who waits for a steward: one question for two people however many records they have, kept and brought up to now."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from graph.gateway import Graph
from graph.reads.waiting import waiting
from graph.waiting_list import Narrowed, place
from model.desk import Stake
from tests.support.index import Index
from tests.support.noor import NOOR_EDU, NOOR_SC, ZOFIA_EDU, ZOFIA_SC, noor_at_school, noor_in_care
from tests.support.waiting import STEWARD, TODAY, kept_list

WELFARE = "education_welfare:person:EW5"


@pytest.fixture
def index(embedded_graph: Graph, tmp_path: Path) -> Index:
    """Noor, whom two agencies call Haddad and one Aziz, and Zofia. Noor has an open plan."""
    index = Index(embedded_graph, tmp_path)
    welfare = {
        "children": [{"child_id": "EW5", "surname": "Haddad", "forename": "Noor", "date_of_birth": "2016-05-05",
                      "sex": "F", "address_lines": "7 Elm Court Road, Aldermere", "postcode": "N9 7AB"}],
    }  # fmt: skip
    index.load(
        ("education", index.write("education", noor_at_school())),
        ("social_care", index.write("social_care", noor_in_care(plan=True))),
        ("education_welfare", index.write("education_welfare", welfare)),
    )
    return index


def listed(index: Index) -> list[tuple[set[str], int]]:
    """The records of each pair that waits and how many pairs it stands for; kept, and the same as made anew."""
    found = kept_list(index).page(100)
    assert found == waiting(index.graph, STEWARD, TODAY)
    return [({each.left, each.right}, each.pairs) for each in found]


def test_two_people_are_one_question_until_somebody_answers(index: Index) -> None:
    assert index.uid_of(WELFARE) == index.uid_of(NOOR_EDU)
    noor, zofia = listed(index)
    assert (noor[1], zofia) == (2, ({ZOFIA_EDU, ZOFIA_SC}, 1)), "Noor first: she has an open plan"

    [file] = index.deciding.kept.glob("waiting-*.sqlite")
    with sqlite3.connect(file) as db:
        db.execute("UPDATE couple SET weight = weight + 1")
    index.decide(NOOR_EDU, NOOR_SC, "different")
    [kept], [anew] = kept_list(index).page(9), waiting(index.graph, STEWARD, TODAY)
    assert kept.weight == anew.weight + 1, "who has nothing to do with it is not asked about again"
    file.unlink()
    assert listed(index) == [zofia], "one wall settles all their records"
    index.undo(NOOR_EDU, NOOR_SC)
    assert listed(index) == [noor, zofia]
    index.decide(WELFARE, NOOR_SC, "same")
    assert listed(index) == [zofia]
    index.undo(WELFARE, NOOR_SC)
    index.decide(ZOFIA_EDU, ZOFIA_SC, "unsure")
    assert listed(index) == [noor]
    told = {"pupils": [{"pupil_id": "P6", "surname": "Nowak", "forename": "Zofia", "date_of_birth": "2013-08-09",
                        "sex": "F"}]}  # fmt: skip
    index.deliver("education", told, kind="changes", extracted="2026-10-01")
    assert listed(index) == [noor, zofia], "a record says more than when somebody was unsure"


def test_the_list_is_that_of_the_day_is_narrowed_and_goes_on_where_it_was(index: Index) -> None:
    before_the_plan = dt.date(2026, 5, 1)
    assert kept_list(index).counts() == {Stake.CHILD_PROTECTION: 1, Stake.OTHER: 1}
    assert kept_list(index, before_the_plan).counts() == {Stake.OTHER: 2}
    assert kept_list(index).page(9) == waiting(index.graph, STEWARD, TODAY)
    kept = kept_list(index)
    assert kept.counts() == {Stake.CHILD_PROTECTION: 1, Stake.OTHER: 1}
    assert kept.counts(Narrowed(child=False)) == {}
    assert {"education", "social_care"} <= set(kept.feeds())
    [first] = kept.page(1)
    [second] = kept.page(1, place(first))
    assert ([first.stake, second.stake], kept.page(1, place(second))) == (
        [Stake.CHILD_PROTECTION, Stake.OTHER],
        [],
    )
    assert kept.page(9, None, Narrowed(Stake.OTHER, "education", child=True)) == [second]
    assert kept.page(9, None, Narrowed(feed="police")) == []


def test_during_a_load_the_list_stays_and_a_torn_one_is_made_anew(index: Index) -> None:
    before = listed(index)
    index.decide(ZOFIA_EDU, ZOFIA_SC, "different")
    index.deciding.changes.begin()
    assert len(kept_list(index).page(9)) == len(before), "nothing is read while it is being written"
    [file] = index.deciding.kept.glob("waiting-*.sqlite")
    file.write_bytes(b"torn" * 500)
    assert len(listed(index)) == len(before) - 1
