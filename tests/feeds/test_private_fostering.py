"""What is said of private fostering: with whom the child lives, since when, and who visits."""

from __future__ import annotations

import pytest

from tests.feeds.statements import claims, properties, said

CHILD = {"person_id": "1", "person_type": "CHILD", "surname": "Ash", "date_of_birth": "2014-03-02"}
NOTICE = {
    "notice_id": "5", "person_id": "1", "carer_id": "2", "notified_date": "2026-02-01", "start_date": "2026-01-01",
    "paon": "14", "street": "Elm Road", "postcode": "ZE1 4QT", "worker_id": "W1",
}  # fmt: skip


@pytest.mark.parametrize(
    ("end", "status", "lives"), [({}, "open", True), ({"end_date": "2026-05-01"}, "closed", False)]
)
def test_an_arrangement_names_the_carer_and_the_home(end: dict[str, str], status: str, lives: bool) -> None:
    statement = said("private_fostering", "person:1", people=CHILD, notices={**NOTICE, **end})
    care = claims(statement, "CARES_FOR")[0]
    assert (care.target, care.outgoing, care.properties["lives_with"]) == (
        "private_fostering:person:2",
        False,
        lives,
    )
    assert [each["status"] for each in properties(statement, "INVOLVED_WITH")] == [status]
    assert [each["kind"] for each in properties(statement, "LIVES_AT")] == ["main_home"]
    assert [claim.target for claim in claims(statement, "WORKS_WITH")] == [
        "private_fostering:professional:W1"
    ]
