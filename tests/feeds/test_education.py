"""What education and education welfare say, row by row."""

from __future__ import annotations

import datetime as dt

import pytest

from ingest.feeds import feed
from ingest.feeds._names import parted
from model.observations import AddressForm, Claim, Identity, Statement
from tests.support.deliveries import typed_row

D = dt.date


def said(code: str, key: str, **tables: dict[str, str] | list[dict[str, str]]) -> Statement:
    declared = feed(code)
    rows: dict[str, dict[str, dict[str, str | int | bool]]] = {}
    for name, given in tables.items():
        table_key = declared.table(name).key.name
        for number, cells in enumerate(given if isinstance(given, list) else [given]):
            row = typed_row(code, name, **{table_key: f"{100001 + number}", **cells})
            rows.setdefault(name, {})[str(row[table_key])] = dict(row)
    return declared.observe(f"{code}:{key}", rows)


def contact(**cells: str) -> Statement:
    return said("education", "person:C7", contacts={"pupil_id": "1", "contact_id": "7", **cells})


def test_a_pupil_with_address_and_schools() -> None:
    statement = said(
        "education",
        "person:1",
        pupils={
            "pupil_id": "1",
            "surname": "Ash",
            "forename": "Ola",
            "date_of_birth": "2015-03-02",
            "former_upn": "M80120000500A",
            "sex": "F",
        },
        addresses={"paon": "14", "street": "Elm Road", "postcode": "ze14qt", "confirmed_date": "2026-01-01"},
        school_history=[
            {
                "enrolment_id": "a",
                "school_urn": "100001",
                "enrolment_status": "C",
                "entry_date": "2024-09-02",
            },
            {
                "enrolment_id": "b",
                "school_urn": "100002",
                "leaving_date": "2024-07-20",
                "leaving_reason": "moved",
            },
        ],
    )
    assert statement.kind == "child"
    assert statement.identity.former_upns == ("M80120000500A",)
    assert statement.claims == (
        Claim(
            "LIVES_AT",
            AddressForm(paon="14", street="Elm Road", postcode="ZE1 4QT"),
            properties={"kind": "main_home", "last_confirmed": D(2026, 1, 1)},
        ),
        Claim("ATTENDS", "education:school:100001", properties={"status": "current", "from": D(2024, 9, 2)}),
        Claim(
            "ATTENDS",
            "education:school:100002",
            properties={"status": "left", "end_reason": "moved", "to": D(2024, 7, 20)},
        ),
    )


@pytest.mark.parametrize(
    ("preferred_forename", "preferred_surname", "known_as"),
    [
        ("", "", None),
        ("Ola", "ASH", None),
        ("Lola", "", "Lola"),
        ("Lola", "Ash", "Lola"),
        ("", "Elm", "Ola Elm"),
        ("Lola", "Elm", "Lola Elm"),
    ],
)
def test_the_name_in_daily_use(preferred_forename: str, preferred_surname: str, known_as: str | None) -> None:
    pupil = {
        "surname": "Ash",
        "forename": "Ola",
        "preferred_forename": preferred_forename,
        "preferred_surname": preferred_surname,
    }
    assert said("education", "person:1", pupils=pupil).identity.known_as == known_as


@pytest.mark.parametrize(
    ("code", "status"), [("C", "current"), ("M", "main"), ("S", "subsidiary"), ("G", "guest"), ("", None)]
)
def test_enrolment_statuses(code: str, status: str | None) -> None:
    (claim,) = said(
        "education", "person:1", school_history={"school_urn": "100001", "enrolment_status": code}
    ).claims
    assert claim.properties.get("status") == status


@pytest.mark.parametrize(
    ("relationship", "cells", "edges"),
    [
        ("MOT", {}, {"PARENT_OF": "not_recorded", "CARES_FOR": "mother"}),
        ("PAR", {}, {"PARENT_OF": "not_recorded", "CARES_FOR": "parent"}),
        ("STP", {}, {"PARENT_OF": "step", "CARES_FOR": "step_parent"}),
        ("GUA", {}, {"CARES_FOR": "guardian"}),
        ("CHM", {}, {"CARES_FOR": "childminder"}),
        ("GRP", {}, {"RELATED_TO": "grandparent"}),
        ("GRP", {"lives_with_pupil": "Y"}, {"CARES_FOR": "grandparent"}),
        ("OTH", {}, {"RELATED_TO": "other_contact"}),
        ("", {}, {"RELATED_TO": "not_recorded"}),
        (
            "FAT",
            {"parental_responsibility": "N"},
            {"PARENT_OF": "not_recorded", "CARES_FOR": "father", "RESPONSIBLE_FOR": "no"},
        ),
    ],
)
def test_what_a_contact_is_to_the_pupil(
    relationship: str, cells: dict[str, str], edges: dict[str, str]
) -> None:
    statement = contact(relationship=relationship, **cells)
    words = {
        claim.edge: next(
            claim.properties[name] for name in ("kind", "relationship", "held") if name in claim.properties
        )
        for claim in statement.claims
    }
    assert statement.kind == "adult"
    assert words == edges


def test_living_with_the_pupil_says_with_whom_and_not_where() -> None:
    statement = contact(relationship="MOT", lives_with_pupil="Y")
    assert not any(claim.edge == "LIVES_AT" for claim in statement.claims)
    (care,) = (claim for claim in statement.claims if claim.edge == "CARES_FOR")
    assert care.properties == {"relationship": "mother", "lives_with": True}


def test_a_contact_lives_at_the_address_of_their_own_row() -> None:
    statement = contact(relationship="FAT", paon="2", street="Oak Lane", lives_with_pupil="N")
    assert (
        Claim("LIVES_AT", AddressForm(paon="2", street="Oak Lane"), properties={"kind": "main_home"})
        in statement.claims
    )


def test_a_contact_of_two_pupils_is_one_adult_with_both_numbers() -> None:
    first = {
        "contact_link_id": "a",
        "pupil_id": "1",
        "relationship": "MOT",
        "surname": "Ash",
        "mobile_phone": "07700 900123",
    }
    second = {
        "contact_link_id": "b",
        "pupil_id": "2",
        "relationship": "MOT",
        "surname": "Ash",
        "forename": "Mia",
        "home_phone": "020 7946 0123",
    }
    statement = said("education", "person:C7", contacts=[first, second])
    assert statement.identity == Identity(
        forename="Mia", surname="Ash", telephones=("+447700900123", "+442079460123")
    )
    assert {claim.target for claim in statement.claims} == {"education:person:1", "education:person:2"}


def test_a_school() -> None:
    statement = said(
        "education",
        "school:100001",
        schools={"school_urn": "100001", "school_name": "Elm Primary", "predecessor_urn": "100002"},
    )
    assert statement.kind == "school"
    assert statement.attributes == {"urn": "100001", "name": "Elm Primary", "predecessor_urn": "100002"}


CHILD = {
    "child_id": "5",
    "surname": "Ash",
    "forename": "Ola",
    "address_lines": "Flat 2, 14 Elm Road, Aldermere",
    "postcode": "ZE1 4QT",
    "address_date": "2026-01-01",
    "parent_name": "Mrs Mia Ash",
    "parent_relationship": "Mother",
    "parent_phone": "07700 900123",
}


def test_a_child_of_education_welfare_with_cases() -> None:
    statement = said(
        "education_welfare",
        "person:5",
        children=CHILD,
        cases=[
            {
                "case_id": "a",
                "child_id": "5",
                "case_type": "MISSING",
                "opened": "2026-01-01",
                "worker_id": "w",
                "last_contact": "2026-02-01",
            },
            {
                "case_id": "b",
                "child_id": "5",
                "case_type": "EXCLUSION",
                "opened": "2025-01-01",
                "closed": "2025-02-01",
            },
            {"case_id": "c", "child_id": "5", "case_type": "HOME_EDUCATION"},
        ],
    )
    home = Claim(
        "LIVES_AT",
        AddressForm(lines=("Flat 2", "14 Elm Road", "Aldermere"), postcode="ZE1 4QT"),
        properties={"kind": "main_home", "last_confirmed": D(2026, 1, 1)},
    )
    assert home in statement.claims
    cases = {claim.properties["case"]: claim for claim in statement.claims if claim.edge == "INVOLVED_WITH"}
    assert {claim.target for claim in cases.values()} == {"education_welfare:service:service"}
    assert {
        case: (claim.properties["kind"], claim.properties["status"]) for case, claim in cases.items()
    } == {
        "a": ("missing_education", "open"),
        "b": ("education_welfare", "closed"),
        "c": ("home_education", "open"),
    }
    (works,) = (claim for claim in statement.claims if claim.edge == "WORKS_WITH")
    assert works.target == "education_welfare:professional:w"
    assert not works.outgoing


def test_the_parent_named_is_a_person_of_their_own() -> None:
    statement = said("education_welfare", "person:P5", children=CHILD)
    assert statement.kind == "adult"
    assert statement.identity == Identity(forename="Mia", surname="Ash", telephones=("+447700900123",))
    assert {(claim.edge, claim.target) for claim in statement.claims} == {
        ("PARENT_OF", "education_welfare:person:5"),
        ("CARES_FOR", "education_welfare:person:5"),
    }


@pytest.mark.parametrize(
    ("word", "edge"),
    [
        ("GRP", "RELATED_TO"),
        ("Grandmother", "RELATED_TO"),
        ("great-aunt", "RELATED_TO"),
        ("", "PARENT_OF"),
        ("Stepfather", "PARENT_OF"),
    ],
)
def test_whoever_stands_for_the_parent_is_what_the_column_says(word: str, edge: str) -> None:
    statement = said("education_welfare", "person:P5", children={**CHILD, "parent_relationship": word})
    assert statement.claims[0].edge == edge


def test_a_child_whose_identifier_begins_with_p_is_a_child() -> None:
    statement = said("education_welfare", "person:P9", children={**CHILD, "child_id": "P9"})
    assert statement.kind == "child"


@pytest.mark.parametrize(
    ("name", "forename", "surname"),
    [
        ("Mrs Mia Ash", "Mia", "Ash"),
        ("Mia Jane Ash", "Mia Jane", "Ash"),
        ("ASH, Mia", "Mia", "ASH"),
        ("Mr. Ash", None, "Ash"),
        ("Mia", "Mia", None),
        ("Dr", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_a_name_in_one_cell(name: str | None, forename: str | None, surname: str | None) -> None:
    assert parted(name) == (forename, surname)
