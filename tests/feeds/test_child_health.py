"""What health visiting says: who is on a list, when a child was seen, and when nobody brought the child."""

from __future__ import annotations

import datetime as dt

from tests.feeds.statements import claims, properties, said

CHILD = {"person_id": "1", "person_type": "CHILD", "surname": "Ash", "date_of_birth": "2025-03-02"}
LIST = {"person_id": "1", "service_id": "HV1", "worker_id": "W1", "start_date": "2025-03-12"}
SEEN = {"contact_id": "10", "person_id": "1", "contact_date": "2025-04-20", "contact_type": "SIX_WEEKS"}
MISSED = {**SEEN, "contact_id": "11", "contact_date": "2026-03-05", "missed": "NOT_BROUGHT"}


def test_last_contact_is_the_last_day_on_which_the_child_was_seen() -> None:
    statement = said("child_health", "person:1", people=CHILD, caseload=LIST, contacts=[SEEN, MISSED])
    found = properties(statement, "INVOLVED_WITH")[0]
    assert found["last_contact"] == dt.date(2025, 4, 20)
    assert found["status"] == "open"
    assert [claim.target for claim in claims(statement, "WORKS_WITH")] == ["child_health:professional:W1"]


def test_a_child_never_seen_has_no_last_contact() -> None:
    statement = said("child_health", "person:1", people=CHILD, caseload=LIST, contacts=[MISSED])
    assert "last_contact" not in properties(statement, "INVOLVED_WITH")[0]


def test_only_a_contact_that_did_not_come_about_is_an_event() -> None:
    statement = said("child_health", "person:1", people=CHILD, contacts=[SEEN, MISSED])
    assert [claim.target for claim in claims(statement, "PARTY_TO")] == ["child_health:event:11"]
    event = said("child_health", "event:11", contacts=MISSED)
    assert event.attributes["kind"] == "not_brought"
    assert event.attributes["outcome"] == "was not brought"
