"""What revenues say: who is said to live where. Somebody says so, and it makes no household."""

from __future__ import annotations

import datetime as dt

from tests.feeds.statements import properties, said

CHILD = {"person_id": "1", "person_type": "CHILD", "surname": "Ash", "date_of_birth": "2015-03-02"}
LISTED = {
    "person_id": "1",
    "paon": "14",
    "street": "Elm Road",
    "postcode": "ZE1 4QT",
    "start_date": "2024-01-01",
}


def test_a_listing_is_said_by_others() -> None:
    statement = said("revenues", "person:1", people=CHILD, listings=LISTED)
    assert properties(statement, "LIVES_AT") == [{"kind": "said_by_others", "from": dt.date(2024, 1, 1)}]


def test_a_listing_that_ended_is_no_reason_to_be_without_a_home() -> None:
    ended = {"person_id": "1", "postcode": "ZZ99 3VZ", "end_date": "2025-01-01"}
    assert said("revenues", "person:1", people=CHILD, listings=ended).unplaced is None
