"""What maternity says: who is expected, how it ended, and of whom a child was born."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.feeds.statements import claims, properties, said

EXPECTED = {"person_id": "1", "person_type": "CHILD", "surname": "Ash", "expected_date": "2026-12-01"}
PREGNANCY = {"child_id": "1", "mother_id": "2", "notified_date": "2026-09-01"}


def test_a_child_who_is_expected_has_a_mother_and_a_date_that_is_not_a_birthday() -> None:
    statement = said("maternity", "person:1", people=EXPECTED, pregnancies=PREGNANCY)
    assert (statement.identity.date_of_birth, statement.identity.dob_certainty) == (
        dt.date(2026, 12, 1),
        "expected",
    )
    parent = claims(statement, "PARENT_OF")[0]
    assert (parent.target, parent.outgoing) == ("maternity:person:2", False)
    assert properties(statement, "INVOLVED_WITH")[0]["status"] == "open"


@pytest.mark.parametrize(
    ("reason", "said_as"),
    [("BORN", "born"), ("NO_LIVE_BIRTH", "no_live_birth"), ("TRANSFERRED", "transferred")],
)
def test_an_end_closes_the_involvement_even_without_its_day(reason: str, said_as: str) -> None:
    statement = said(
        "maternity", "person:1", people=EXPECTED, pregnancies={**PREGNANCY, "end_reason": reason}
    )
    found = properties(statement, "INVOLVED_WITH")[0]
    assert (found["status"], found["end_reason"]) == ("closed", said_as)


def test_once_born_the_birthday_is_exact() -> None:
    row = {**EXPECTED, "date_of_birth": "2026-11-28"}
    statement = said("maternity", "person:1", people=row, births={"child_id": "1", "mother_id": "2"})
    assert (statement.identity.date_of_birth, statement.identity.dob_certainty) == (
        dt.date(2026, 11, 28),
        "exact",
    )
    assert properties(statement, "PARENT_OF") == [{"kind": "birth"}]
