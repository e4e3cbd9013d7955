"""Protections cover whoever moves together, from the moment they arrive, whichever feed comes first."""

from __future__ import annotations

from typing import Any

import pytest

from ingest.projection.coverage import Declared, Tie, covered
from tests.ingest.families import education, protected, social_care
from tests.support.index import Index

MOTHER, MAYA, OTIS, FATHER, FOSTER, BABY = "mother", "maya", "otis", "father", "foster", "baby"
CARE = [
    Tie(MOTHER, MAYA, "PARENT_OF"),
    Tie(MOTHER, OTIS, "PARENT_OF"),
    Tie(MOTHER, BABY, "PARENT_OF"),
    Tie(FATHER, MAYA, "PARENT_OF"),
    Tie(FOSTER, MAYA, "CARES_FOR", paid=True),
]
REFUGE, OLD_HOME, ELSEWHERE = "refuge", "old home", "elsewhere"


@pytest.mark.parametrize(
    ("story", "declared", "homes", "expected"),
    [
        ("the mother and all her children", Declared(MAYA, FATHER), {}, {MAYA, MOTHER, OTIS, BABY}),
        ("declared for the mother, it covers the children", Declared(MOTHER), {}, {MAYA, MOTHER, OTIS, BABY}),
        ("a father not named is covered rather than exposed", Declared(MAYA), {}, {MAYA, MOTHER, OTIS, BABY, FATHER}),
        ("a brother who lives elsewhere, as his records show", Declared(MAYA, FATHER),
         {MAYA: {REFUGE}, OTIS: {ELSEWHERE}}, {MAYA, MOTHER, BABY}),
        ("a mother whom no record places: where her children live may be where she is", Declared(MOTHER, FATHER),
         {MAYA: {ELSEWHERE}, OTIS: {ELSEWHERE}}, {MAYA, MOTHER, OTIS, BABY}),
        ("a brother at one shared address", Declared(MAYA, FATHER),
         {MAYA: {REFUGE, OLD_HOME}, OTIS: {OLD_HOME}}, {MAYA, MOTHER, OTIS, BABY}),
        ("a mother whose old address stands in one feed is covered all the same", Declared(MAYA, FATHER),
         {MAYA: {REFUGE}, MOTHER: {OLD_HOME}}, {MAYA, MOTHER, OTIS, BABY}),
    ],
)  # fmt: skip
def test_whom_a_withheld_location_covers(
    story: str, declared: Declared, homes: dict[str, set[str]], expected: set[str]
) -> None:
    at_home = {person: frozenset(places) for person, places in homes.items()}
    assert covered([declared], CARE, at_home) == expected - {declared.abuser}, story


def places(index: Index) -> set[tuple[str, str]]:
    """Guards of every edge that locates one of the family, by edge type."""
    rows = index.rows(
        "MATCH (p:Person)-[e:LIVES_AT|ATTENDS|INVOLVED_WITH|WORKS_WITH]-() "
        "RETURN DISTINCT type(e) AS type, e.guard AS guard"
    )
    return {(row["type"], row["guard"]) for row in rows}


def guards(index: Index, query: str) -> set[Any]:
    """Distinct guards that a query returns."""
    return {row["guard"] for row in index.rows(query)}


FIRST_AND_LATE = [("protection first", True), ("protection late", False)]


@pytest.mark.parametrize(("story", "first"), FIRST_AND_LATE)
def test_every_place_of_the_family_is_withheld_whichever_comes_first(
    index: Index, story: str, first: bool
) -> None:
    care = social_care()
    if first:
        index.deliver("social_care", {**care, **protected("1001")})
        index.deliver("education", education())
    else:
        index.deliver("education", education())
        index.deliver("social_care", care)
        assert guards(index, "MATCH ()-[e:LIVES_AT]->() RETURN e.guard AS guard") == {""}
        index.deliver("social_care", protected("1001"), kind="changes", extracted="2026-09-02")
    assert {guard for _, guard in places(index)} == {"location"}, story
    assert guards(index, "MATCH (a:Address) RETURN a.guard AS guard") == {"location"}
    # Otis, whom social care does not know, is covered as the brother; the relations stay visible.
    assert guards(index, "MATCH (p:Person) RETURN p.place_guard AS guard") == {"location"}
    assert guards(index, "MATCH ()-[e:PARENT_OF]->() RETURN e.guard AS guard") == {""}


def test_a_home_delivered_after_the_protection_is_withheld_from_its_first_moment(index: Index) -> None:
    index.deliver("social_care", {**social_care(), **protected("1001")})
    index.deliver("education", education())
    new_home = [{"address_id": "A8", "pupil_id": "P2", "address_type": "HOME", "start_date": "2026-09-05", "paon": "9",
                 "street": "Quiet Row", "postcode": "N9 8ZZ", "uprn": "200000000099"}]  # fmt: skip
    index.deliver("education", {"addresses": new_home}, kind="changes", extracted="2026-09-06")
    assert guards(index, "MATCH (a:Address {uprn: '200000000099'}) RETURN a.guard AS guard") == {"location"}
    assert guards(index, "MATCH (:Address {uprn: '200000000099'})<-[e]-() RETURN e.guard AS guard") == {
        "location"
    }


def test_a_hidden_person_and_every_edge_of_theirs_asks_for_the_clearance(index: Index) -> None:
    index.deliver("education", education())
    index.deliver("social_care", {**social_care(), **protected("1001", kind="HIDDEN")})
    uid = index.uid_of("social_care:person:1001")
    assert guards(index, f"MATCH (p:Person {{uid: '{uid}'}}) RETURN p.guard AS guard") == {"hidden"}
    assert guards(index, f"MATCH (:Person {{uid: '{uid}'}})-[e]-() RETURN e.guard AS guard") == {"hidden"}
    other = index.uid_of("education:person:P2")
    assert guards(index, f"MATCH (p:Person {{uid: '{other}'}}) RETURN p.guard AS guard") == {""}


def test_a_rebuild_gives_the_same_guards(index: Index) -> None:
    index.deliver("education", education())
    index.deliver("social_care", {**social_care(), **protected("1001")})
    before = index.graph.digest()
    index.rebuild()
    assert index.graph.digest() == before


def test_a_protection_that_the_feed_no_longer_mentions_stands(index: Index) -> None:
    index.deliver("education", education())
    index.deliver("social_care", {**social_care(), **protected("1001")})
    index.deliver("social_care", social_care(), extracted="2026-09-08")
    assert {guard for _, guard in places(index)} == {"location"}
