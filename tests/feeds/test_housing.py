"""What housing says: a tenancy is not a household, a placement comes with its notices, abuse withholds."""

from __future__ import annotations

import datetime as dt

import pytest

from model.observations import AddressForm
from tests.feeds.statements import claims, properties, said

CHILD = {
    "person_id": "1",
    "person_type": "CHILD",
    "surname": "Ash",
    "forename": "Ola",
    "date_of_birth": "2015-03-02",
}
ADULT = {"person_id": "2", "person_type": "ADULT", "surname": "Ash", "forename": "Uma"}
HOME = {"paon": "14", "street": "Elm Road", "postcode": "ZE1 4QT"}


@pytest.mark.parametrize(
    ("role", "lives_there", "kind"),
    [
        ("TENANT", "", "tenancy_only"),
        ("TENANT", "N", "tenancy_only"),
        ("TENANT", "Y", "main_home"),
        ("OCCUPANT", "", "main_home"),
        ("OCCUPANT", "N", "tenancy_only"),
    ],
)
def test_a_bare_tenancy_makes_no_household_member(role: str, lives_there: str, kind: str) -> None:
    row = {"person_id": "2", "role": role, "lives_there": lives_there, **HOME}
    statement = said("housing", "person:2", people=ADULT, occupancies=row)
    assert [each["kind"] for each in properties(statement, "LIVES_AT")] == [kind]


def test_a_placement_says_who_provides_it_and_who_was_told() -> None:
    row = {
        "person_id": "1", "accommodation": "NIGHTLY", "provider": "Mere Nightly Stays", "start_date": "2026-03-01",
        "school_told_date": "2026-03-04", **HOME,
    }  # fmt: skip
    statement = said("housing", "person:1", people=CHILD, placements=row)
    stay = claims(statement, "LIVES_AT")[0]
    assert isinstance(stay.target, AddressForm)
    assert stay.target.address_class == "temporary_accommodation"
    assert stay.properties == {
        "kind": "main_home",
        "from": dt.date(2026, 3, 1),
        "provider": "Mere Nightly Stays",
        "school_told": dt.date(2026, 3, 4),
    }
    assert [each["kind"] for each in properties(statement, "INVOLVED_WITH")] == ["in_temporary_accommodation"]


def test_a_refuge_is_a_token_and_withholds_until_a_person_lifts_it() -> None:
    row = {"person_id": "1", "accommodation": "REFUGE", "start_date": "2026-03-01", **HOME}
    statement = said("housing", "person:1", people=CHILD, placements=row)
    stay = claims(statement, "LIVES_AT")[0]
    assert stay.target == AddressForm(lines=("Refuge",), address_class="refuge")
    assert [(each.kind, each.basis) for each in statement.protections] == [("location", "refuge")]


@pytest.mark.parametrize(
    ("reason", "bases"), [("DOMESTIC_ABUSE", ["homeless_domestic_abuse"]), ("TENANCY", [])]
)
def test_an_application_because_of_abuse_withholds_and_no_other_does(reason: str, bases: list[str]) -> None:
    row = {"person_id": "2", "reason": reason, "applied_date": "2026-02-01", "alleged_abuser_id": "9"}
    statement = said("housing", "person:2", people=ADULT, applications=row)
    assert [each.basis for each in statement.protections] == bases
    assert [each.alleged_abuser for each in statement.protections] == ["housing:person:9"] * len(bases)


def test_an_adult_is_involved_with_nobody_and_what_they_are_to_a_child_is_said() -> None:
    statement = said(
        "housing",
        "person:2",
        people=ADULT,
        applications={"person_id": "2", "reason": "TENANCY"},
        relationships={"adult_id": "2", "relative_id": "1", "relationship": "MOT", "lives_with": "Y"},
    )
    assert statement.kind == "adult"
    assert claims(statement, "INVOLVED_WITH") == []
    assert [claim.target for claim in claims(statement, "PARENT_OF")] == ["housing:person:1"]


def test_no_home_is_a_reason_and_not_silence() -> None:
    row = {"person_id": "1", "role": "OCCUPANT", "postcode": "ZZ99 3VZ"}
    assert said("housing", "person:1", people=CHILD, occupancies=row).unplaced == "no_fixed_abode"
