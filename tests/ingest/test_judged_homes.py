"""Two addresses that a person believes one: merged, parted and merged again to the letter, kept through everything."""

from __future__ import annotations

import pytest

from ingest.judging_homes import standing_of_homes
from model.judging import (
    Decision,
    Entered,
    NoSuchPairError,
    NothingToUndoError,
    SameHomeError,
    StaleDecisionError,
)
from tests.ingest.families import MAYA, OTIS, at_home, education, social_care
from tests.support.index import Index

LOG = ("HomeJudgement", "Forwarding")
MAYAS, OTIS_NUMBER = "uprn:200000000012", "uprn:200000000099"
THEIRS = "key:N97AB||40"


@pytest.fixture
def street(embedded_index: Index) -> Index:
    """Maya lives at a home with a number; Otis at one with another number, and in words at the same; Ada next door, by
    words alone, where her location is withheld."""
    ada = {
        **MAYA,
        "pupil_id": "P3",
        "upn": "",
        "forename": "Ada",
        "surname": "Okoro",
        "date_of_birth": "2012-05-05",
    }
    flat = {"saon": "Flat 2", "paon": "Elm Court", "street": "High Street"}
    rows = education(
        pupils=[MAYA, OTIS, ada],
        addresses=[
            at_home("A1", "P1"),
            at_home("A2", "P2", uprn="200000000099", **flat),
            at_home("A3", "P2", uprn="", start="2019-01-01", **flat),
            at_home("A4", "P3", uprn="", paon="40"),
        ],
    )
    embedded_index.deliver("education", rows)
    return embedded_index


def homes(index: Index) -> dict[str, str]:
    """Anchor -> uid of every home."""
    return {
        row["anchor"]: row["uid"]
        for row in index.rows("MATCH (a:Address) RETURN a.anchor AS anchor, a.uid AS uid")
    }


def decision(left: str, right: str, verdict: Entered, state: str | None = None) -> Decision:
    return Decision(left, right, verdict, "the estate office says so", "steward", state)


def decide(index: Index, left: str, right: str, verdict: Entered, state: str | None = None) -> None:
    index.deciding.decide_homes([decision(left, right, verdict, state)])


def living_together(index: Index) -> set[frozenset[str]]:
    rows = index.rows(
        "MATCH (p:Person)-[:LIVES_AT]->(a:Address) RETURN a.uid AS uid, collect(DISTINCT p.forename) AS names"
    )
    return {frozenset(row["names"]) for row in rows}


def test_homes_are_merged_parted_and_merged_again_to_the_letter(street: Index) -> None:
    apart, uids = street.graph.digest(exclude_labels=LOG), homes(street)
    assert uids.keys() == {MAYAS, OTIS_NUMBER, THEIRS}
    effect = street.deciding.foresee_homes([decision(OTIS_NUMBER, MAYAS, "same")])
    assert effect.groups == ((MAYAS, OTIS_NUMBER),)
    assert street.graph.digest(exclude_labels=LOG) == apart

    decide(street, OTIS_NUMBER, MAYAS, "same")
    merged = street.graph.digest(exclude_labels=LOG)
    assert living_together(street) == {frozenset({"Maya", "Otis"}), frozenset({"Ada"})}
    kept = homes(street)[MAYAS]
    retired = ({uids[MAYAS], uids[OTIS_NUMBER]} - {kept}).pop()
    assert street.forwards(retired) == kept
    with pytest.raises(SameHomeError):
        decide(street, OTIS_NUMBER, MAYAS, "same")

    decide(street, OTIS_NUMBER, MAYAS, "different")
    assert street.graph.digest(exclude_labels=LOG) == apart
    assert homes(street) == uids
    assert street.forwards(retired) is None
    decide(street, OTIS_NUMBER, MAYAS, "same")
    assert street.graph.digest(exclude_labels=LOG) == merged != apart

    decide(street, OTIS_NUMBER, MAYAS, "undone")
    assert street.graph.digest(exclude_labels=LOG) == apart
    with pytest.raises(NothingToUndoError):
        decide(street, OTIS_NUMBER, MAYAS, "undone")
    said = street.rows("MATCH (j:HomeJudgement) RETURN j.verdict AS verdict, j.by AS by ORDER BY j.verdict")
    assert [row["verdict"] for row in said] == ["different", "same", "same", "undone"]

    # A home that rests on words alone, and three that are one by two decisions.
    state = standing_of_homes(street.graph, [(THEIRS, MAYAS)])[THEIRS, MAYAS].state
    decide(street, THEIRS, MAYAS, "same", state)
    with pytest.raises(StaleDecisionError):
        decide(street, THEIRS, MAYAS, "undone", state)
    decide(street, THEIRS, OTIS_NUMBER, "same")
    assert living_together(street) == {frozenset({"Maya", "Otis", "Ada"})}
    with pytest.raises(NoSuchPairError):
        decide(street, MAYAS, "uprn:000000000001", "same")

    # What is withheld spreads over the joined home, and a change delivered later meets the decision.
    care = social_care(
        protections=[{"prot_protection_id": "X1", "prot_person_id": "1001", "prot_kind": "LOCATION"}]
    )
    street.deliver("social_care", care)
    street.deliver(
        "education", {"addresses": [at_home("A4", "P3", uprn="200000000040", paon="40")]}, kind="changes",
        extracted="2026-10-02",
    )  # fmt: skip
    assert living_together(street) >= {frozenset({"Maya", "Otis", "Ada"})}
    loaded = street.graph.digest()
    street.rebuild()
    assert street.graph.digest() == loaded
    decide(street, THEIRS, OTIS_NUMBER, "undone")
    decide(street, THEIRS, MAYAS, "undone")
    undone = street.graph.digest()
    street.lose_caches()
    street.rebuild()
    assert street.graph.digest() == undone
    assert frozenset({"Maya", "Otis", "Ada"}) not in living_together(street)
