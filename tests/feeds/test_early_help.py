"""What early help says: episodes of children, a lead practitioner, a family file; who declined is not open."""

from __future__ import annotations

import pytest

from tests.feeds.statements import claims, properties, said

CHILD = {"person_id": "1", "person_type": "CHILD", "surname": "Ash"}
EPISODE = {
    "person_id": "1", "family_reference": "F9", "service_id": "EH1", "start_date": "2026-01-01", "worker_id": "W",
}  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "status"), [("", "open"), ("MET", "closed"), ("DECLINED", "no_further_action")]
)
def test_how_an_episode_ended(reason: str, status: str) -> None:
    ended = {"end_reason": reason, "end_date": "2026-05-01"} if reason else {}
    statement = said("early_help", "person:1", people=CHILD, episodes={**EPISODE, **ended})
    assert [each["status"] for each in properties(statement, "INVOLVED_WITH")] == [status]
    assert claims(statement, "WORKS_WITH")[0].properties["lead"] is True
    assert statement.family_files == ("F9",)


def test_an_adult_of_the_family_is_in_its_file_and_involved_with_nobody() -> None:
    statement = said("early_help", "person:1", people={**CHILD, "person_type": "ADULT"}, episodes=EPISODE)
    assert statement.claims == ()
    assert statement.family_files == ("F9",)
