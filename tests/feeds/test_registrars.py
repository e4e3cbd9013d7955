"""What registrars say: of whom a child was born, who holds responsibility by it, and who died."""

from __future__ import annotations

import datetime as dt

from tests.feeds.statements import claims, said

CHILD = {"person_id": "1", "person_type": "CHILD", "surname": "Ash", "date_of_birth": "2025-03-02"}


def test_a_registered_parent_is_one_by_birth_and_responsible_by_it() -> None:
    row = {"child_id": "1", "mother_id": "2", "other_parent_id": "3"}
    statement = said("registrars", "person:1", people=CHILD, births=row)
    parents = [(claim.target, claim.outgoing) for claim in claims(statement, "PARENT_OF")]
    assert parents == [("registrars:person:2", False), ("registrars:person:3", False)]
    assert [claim.properties for claim in claims(statement, "RESPONSIBLE_FOR")] == [
        {"held": "yes", "basis": "birth"}
    ] * 2


def test_a_parent_who_is_not_registered_is_not_one_without_responsibility() -> None:
    statement = said("registrars", "person:1", people=CHILD, births={"child_id": "1", "mother_id": "2"})
    assert [claim.target for claim in claims(statement, "RESPONSIBLE_FOR")] == ["registrars:person:2"]


def test_a_death_stands_with_the_person() -> None:
    row = {**CHILD, "date_of_death": "2026-01-05"}
    statement = said("registrars", "person:1", people=row, deaths={"person_id": "1"})
    assert statement.identity.date_of_death == dt.date(2026, 1, 5)
