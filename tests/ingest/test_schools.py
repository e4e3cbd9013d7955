"""A school is one node whoever speaks of it; the register's word goes first, in whatever order deliveries come."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ingest.families import education
from tests.support.index import Index

REGISTER = {
    "establishments": [{"urn": "100001", "name": "The Register's Elm", "phase": "Primary", "status": "Open"}],
    "links": [{"urn": "100001", "other_urn": "100009", "kind": "Predecessor", "link": ""}],
}
DAY = {"kind": "full", "extracted": "2026-09-01"}


def school(index: Index) -> list[tuple[Any, ...]]:
    rows = index.rows(
        "MATCH (s:School) OPTIONAL MATCH (:Child)-[e:ATTENDS]->(s) "
        "RETURN s.urn AS urn, s.name AS name, s.telephone AS phone, s.predecessor_urns AS before, count(e) AS pupils"
    )
    return [(row["urn"], row["name"], row["phone"], row["before"], row["pupils"]) for row in rows]


@pytest.mark.parametrize("order", [("education", "gias"), ("gias", "education")])
def test_a_school_of_two_feeds_is_one(index: Index, order: tuple[str, ...]) -> None:
    roll = education()
    urn = roll["school_history"][0]["school_urn"]
    register = {
        "establishments": [{**REGISTER["establishments"][0], "urn": urn}],
        "links": [{**REGISTER["links"][0], "urn": urn}],
    }
    rows = {"education": roll, "gias": register}
    for code in order:
        index.deliver(code, rows[code], **DAY)
    (found,) = school(index)
    assert found[:2] == (urn, "The Register's Elm")
    assert found[3] == ["100009"]
    assert found[4] > 0
    digest = index.digest()
    index.rebuild()
    assert index.digest() == digest


def test_pupils_wait_for_a_school_that_only_the_register_brings(index: Index) -> None:
    roll = education()
    urn = roll["school_history"][0]["school_urn"]
    index.deliver("education", {**roll, "schools": []}, **DAY)
    assert school(index) == []
    index.deliver("gias", {"establishments": [{**REGISTER["establishments"][0], "urn": urn}]}, **DAY)
    assert school(index)[0][4] > 0
