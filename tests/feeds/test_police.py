"""What the police say: events with the role of each party, episodes with the interview on return, MARAC withholds."""

from __future__ import annotations

import datetime as dt

import pytest

from model.observations import Statement
from tests.feeds.statements import claims, said

CHILD = {
    "person_id": "1",
    "person_type": "CHILD",
    "surname": "Ash",
    "forename": "Ola",
    "date_of_birth": "2012-03-02",
}
EPISODE = {
    "episode_id": "5", "person_id": "1", "episode_type": "M", "start_date": "2026-03-01", "end_date": "2026-03-03",
    "found_place": "the station", "interview": "HELD", "interview_date": "2026-03-05",
}  # fmt: skip


def parties(statement: Statement) -> list[tuple[object, object]]:
    return [(claim.target, claim.properties["role"]) for claim in claims(statement, "PARTY_TO")]


def test_a_missing_episode_is_an_event_with_the_interview_on_return() -> None:
    event = said("police", "event:M5", missing_episodes=EPISODE)
    assert event.kind == "event"
    assert event.attributes == {
        "key": "police:M5",
        "agency": "police",
        "kind": "missing_episode",
        "on": dt.date(2026, 3, 1),
        "until": dt.date(2026, 3, 3),
        "interview": "held",
        "interview_on": dt.date(2026, 3, 5),
    }


def test_the_child_is_party_to_it_and_where_they_were_found_is_said_of_them_alone() -> None:
    statement = said("police", "person:1", people=CHILD, missing_episodes=EPISODE)
    assert parties(statement) == [("police:event:M5", "missing")]
    assert claims(statement, "PARTY_TO")[0].properties["place"] == "the station"


def test_an_interview_that_nobody_recorded_is_not_one_that_was_not_offered() -> None:
    unsaid = {name: cell for name, cell in EPISODE.items() if not name.startswith("interview")}
    event = said("police", "event:M5", missing_episodes=unsaid)
    assert "interview" not in event.attributes


@pytest.mark.parametrize(
    "role", ["VICTIM", "ALLEGED_PERPETRATOR", "CHILD_PRESENT", "CHILD_OF_HOUSEHOLD", "SUBJECT"]
)
def test_every_party_keeps_their_role(role: str) -> None:
    row = {"incident_id": "7", "person_id": "1", "role": role}
    assert parties(said("police", "person:1", people=CHILD, parties=row)) == [
        ("police:event:7", role.lower())
    ]


def test_a_grade_is_the_officers_own_word_for_the_incident() -> None:
    row = {
        "incident_id": "7",
        "incident_type": "DOMESTIC_ABUSE",
        "incident_date": "2026-01-02",
        "grade": "HIGH",
    }
    event = said("police", "event:7", incidents=row)
    assert event.attributes["kind"] == "domestic_abuse"
    assert event.attributes["category"] == "graded high"


@pytest.mark.parametrize(("marac", "withheld"), [("Y", True), ("N", False), ("", False)])
def test_a_victim_referred_to_the_conference_is_withheld(marac: str, withheld: bool) -> None:
    row = {"incident_id": "7", "person_id": "1", "role": "VICTIM", "marac": marac, "protected_from_id": "9"}
    statement = said("police", "person:1", people=CHILD, parties=row)
    assert [(each.kind, each.basis, each.alleged_abuser) for each in statement.protections] == (
        [("location", "marac", "police:person:9")] if withheld else []
    )


def test_the_address_given_to_an_officer_makes_no_household() -> None:
    statement = said(
        "police", "person:1", people={**CHILD, "paon": "14", "street": "Elm Road", "postcode": "ZE1 4QT"}
    )
    assert [claim.properties["kind"] for claim in claims(statement, "LIVES_AT")] == ["said_by_others"]
