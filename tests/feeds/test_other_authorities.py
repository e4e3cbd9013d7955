"""What other authorities say: that a child is known there, and whom to ring. Nothing else."""

from __future__ import annotations

import pytest

from tests.feeds.statements import claims, properties, said

CHILD = {"person_id": "1", "person_type": "CHILD", "surname": "Ash", "date_of_birth": "2015-03-02"}


@pytest.mark.parametrize(("end", "status"), [({}, "open"), ({"end_date": "2026-02-01"}, "closed")])
def test_a_notice_names_the_authority_and_nothing_more(end: dict[str, str], status: str) -> None:
    notice = {
        "notice_id": "N1",
        "person_id": "1",
        "service_id": "NORHAVEN",
        "notice_date": "2026-01-01",
        **end,
    }
    statement = said("other_authorities", "person:1", people=CHILD, notices=notice)
    assert [claim.target for claim in claims(statement, "INVOLVED_WITH")] == [
        "other_authorities:service:NORHAVEN"
    ]
    found = properties(statement, "INVOLVED_WITH")[0]
    assert (found["kind"], found["status"], found["responsible_authority"]) == (
        "known_elsewhere",
        status,
        "NORHAVEN",
    )
    assert not found.keys() & {"category", "legal_status", "last_contact"}


def test_an_authority_is_a_service_with_a_telephone() -> None:
    row = {"service_id": "NORHAVEN", "name": "Norhaven children's services", "telephone": "020 7946 0001"}
    statement = said("other_authorities", "service:NORHAVEN", services=row)
    assert statement.attributes["kind"] == "other_authority"
    assert statement.attributes["telephone"]
