"""What the register of children not in school says: the entry, the parents with their addresses, who else educates."""

from __future__ import annotations

import datetime as dt

from tests.feeds.statements import claims, properties, said

CHILD = {"person_id": "1", "person_type": "CHILD", "surname": "Ash", "date_of_birth": "2015-03-02"}
HOME = {"paon": "14", "street": "Elm Road", "postcode": "ZE1 4QT", "address_date": "2026-01-05"}


def test_an_entry_is_an_involvement_with_the_last_visit() -> None:
    entry = {"person_id": "1", "start_date": "2026-01-05", "last_contact_date": "2026-03-01"}
    found = properties(said("not_in_school", "person:1", people=CHILD, entries=entry), "INVOLVED_WITH")[0]
    assert (found["kind"], found["status"], found["last_contact"]) == (
        "not_in_school",
        "open",
        dt.date(2026, 3, 1),
    )


def test_a_provider_is_a_service_that_others_may_ring_and_a_parent_is_not() -> None:
    by_parent = {"person_id": "1", "parent_id": "2", "hours_a_week": "12"}
    by_tutor = {"person_id": "1", "service_id": "TUTORS", "hours_a_week": "4", "hours_without_parent": "3"}
    taught = {"place_paon": "Library", "place_street": "Market Square", "place_postcode": "ZE1 9QY"}
    statement = said(
        "not_in_school", "person:1", people=CHILD, education_provided=[by_parent, by_tutor | taught]
    )
    (claim,) = claims(statement, "INVOLVED_WITH")
    assert claim.target == "not_in_school:service:TUTORS"
    assert claim.properties["place"] == "Library, Market Square, ZE1 9QY"


def test_a_provider_has_the_name_and_the_address_that_the_act_asks_for() -> None:
    provider = {"service_id": "TUTORS", "name": "Aldermere Tutors", "saon": "Flat 2", "paon": "12",
                "street": "Mercers Lane", "town": "Aldermere", "postcode": "ZE1 9QZ",
                "website": "tutors.example"}  # fmt: skip
    found = said("not_in_school", "service:TUTORS", services=provider).attributes
    assert (found["name"], found["address"]) == (
        "Aldermere Tutors",
        "Flat 2, 12 Mercers Lane, Aldermere, ZE1 9QZ",
    )
    assert found["website"] == "tutors.example"
    nowhere = said("not_in_school", "service:TUTORS", services={"service_id": "TUTORS", "name": "A"})
    assert "address" not in nowhere.attributes


def test_each_parent_has_an_address_of_their_own() -> None:
    parent = {"person_id": "2", "person_type": "ADULT", "surname": "Ash", **HOME}
    relation = {"adult_id": "2", "relative_id": "1", "relationship": "MOT"}
    statement = said("not_in_school", "person:2", people=parent, relationships=relation)
    assert [each["kind"] for each in properties(statement, "LIVES_AT")] == ["main_home"]
    assert [claim.target for claim in claims(statement, "PARENT_OF")] == ["not_in_school:person:1"]
