"""Events from a delivery to a reader: one node for all parties, only for those who may know of it, placeless from an
alleged abuser, and gone with the rows that told of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from graph import reads
from model.facts import Fact
from model.guards import Clearance
from model.scope import Role, Scope
from model.views import Event
from tests.ingest.families import MAYA, education, protected, social_care
from tests.support.index import Index

DAY = dt.date(2026, 9, 30)
WORKER = Scope("test", Role.PRACTITIONER, "social_care")
PEOPLE = [
    {"person_id": "1", "person_type": "CHILD", "surname": "Lindqvist", "forename": "Maya",
     "date_of_birth": MAYA["date_of_birth"], "sex": "F"},
    {"person_id": "2", "person_type": "ADULT", "surname": "Lindqvist", "forename": "Ingrid", "sex": "F"},
    {"person_id": "3", "person_type": "ADULT", "surname": "Berg", "forename": "Aron", "sex": "M"},
]  # fmt: skip
RELATED = [
    {"relationship_id": "R1", "adult_id": "2", "relative_id": "1", "relationship": "MOT"},
    {"relationship_id": "R2", "adult_id": "3", "relative_id": "1", "relationship": "STP"},
]
INCIDENT = {
    "incident_id": "7",
    "incident_type": "DOMESTIC_ABUSE",
    "incident_date": "2026-05-05",
    "grade": "HIGH",
}
PARTIES = [
    {"party_id": "P1", "incident_id": "7", "person_id": "1", "role": "CHILD_PRESENT", "place": "home"},
    {"party_id": "P2", "incident_id": "7", "person_id": "2", "role": "VICTIM", "place": "home"},
    {"party_id": "P3", "incident_id": "7", "person_id": "3", "role": "ALLEGED_PERPETRATOR", "place": "home"},
]
EPISODE = {
    "episode_id": "5", "person_id": "1", "episode_type": "M", "start_date": "2026-03-01", "end_date": "2026-03-03",
    "found_place": "the station", "interview": "DECLINED",
}  # fmt: skip


def police(**changes: Any) -> dict[str, list[dict[str, str]]]:
    return {
        "people": PEOPLE,
        "relationships": RELATED,
        "incidents": [INCIDENT],
        "parties": PARTIES,
        "missing_episodes": [EPISODE],
        **changes,
    }


def events(index: Index, key: str, scope: Scope = WORKER) -> list[Fact[Event]]:
    return reads.events(index.graph, scope, index.uid_of(key), as_at=DAY, known_at=DAY)


def kinds(found: list[Fact[Event]]) -> list[str]:
    return [fact.value.kind for fact in found]


def test_a_childs_events_come_with_roles_dates_and_parties(index: Index) -> None:
    index.deliver("education", education())
    index.deliver("police", police())
    found = events(index, "education:person:P1")
    assert kinds(found) == ["domestic_abuse", "missing_episode"], "matched to the pupil, latest first"
    incident, episode = found
    assert {(other.person.name, other.role) for other in incident.value.others} == {
        ("Ingrid Lindqvist", "victim"),
        ("Aron Berg", "alleged_perpetrator"),
    }
    assert incident.sources[0].agency == "Police"
    assert (episode.from_, episode.to) == (dt.date(2026, 3, 1), dt.date(2026, 3, 3))
    assert (episode.value.place, episode.value.interview) == ("the station", "declined")
    assert len(index.rows("MATCH (x:Event) RETURN x.key")) == 2, "one incident, however many were party to it"


@pytest.mark.parametrize(
    ("agency", "role", "sees"),
    [
        ("social_care", Role.PRACTITIONER, True),
        ("police", Role.PRACTITIONER, True),
        ("education_welfare", Role.PRACTITIONER, True),
        ("school", Role.PRACTITIONER, False),
        ("housing", Role.PRACTITIONER, False),
        (None, Role.SAFEGUARDING_LEAD, True),
        (None, Role.ANALYST, False),
    ],
)
def test_incidents_exist_for_some_readers_only(
    index: Index, agency: str | None, role: Role, sees: bool
) -> None:
    index.deliver("police", police())
    reader = Scope("test", role, agency)
    assert bool(events(index, "police:person:1", reader)) is sees


def test_from_an_alleged_abuser_no_event_says_where(index: Index) -> None:
    index.deliver("police", police())
    assert [fact.value.place for fact in events(index, "police:person:3")] == [None]
    assert [fact.value.place for fact in events(index, "police:person:2")] == ["home"]
    flagged = index.rows("MATCH (p:Person) WHERE p.alleged_abuser = true RETURN p.forename AS name")
    assert flagged == [{"name": "Aron"}]


def test_whoever_is_withheld_is_withheld_from_events_too(index: Index) -> None:
    index.deliver("police", police())
    index.deliver("social_care", {**social_care(), **protected("1001")})
    assert events(index, "police:person:1") == []
    cleared = replace(WORKER, clearances=frozenset({Clearance.LOCATION}))
    assert kinds(events(index, "police:person:1", cleared)) == ["domestic_abuse", "missing_episode"]


def test_a_victim_of_the_conference_is_withheld_with_her_child_and_not_from_whom(index: Index) -> None:
    index.deliver("education", education())
    row = {**PARTIES[1], "marac": "Y", "marac_date": "2026-05-08", "protected_from_id": "3"}
    index.deliver("police", police(parties=[PARTIES[0], row, PARTIES[2]]))
    guards = index.rows("MATCH (p:Person) WHERE p.place_guard = 'location' RETURN p.forename AS name")
    assert {row["name"] for row in guards} == {"Maya", "Ingrid", "Otis"}


def test_a_party_that_is_taken_back_is_no_party_any_more_and_was_one(index: Index) -> None:
    index.deliver("police", police())
    index.deliver("police", police(parties=PARTIES[1:]), extracted="2026-09-10")
    assert kinds(events(index, "police:person:1")) == ["missing_episode"]
    before = reads.events(
        index.graph, WORKER, index.uid_of("police:person:1"), as_at=DAY, known_at=dt.date(2026, 9, 5)
    )
    assert kinds(before) == ["domestic_abuse", "missing_episode"]


def test_a_party_may_come_before_its_incident(index: Index) -> None:
    index.deliver("police", police(incidents=[], parties=[]))
    changes = {"kind": "changes", "extracted": "2026-09-02"}
    index.deliver("police", {"parties": PARTIES[:1]}, **changes)
    assert kinds(events(index, "police:person:1")) == ["missing_episode"]
    index.deliver("police", {"incidents": [INCIDENT]}, kind="changes", extracted="2026-09-03")
    assert kinds(events(index, "police:person:1")) == ["domestic_abuse", "missing_episode"]
    stepped = index.digest()
    index.rebuild()
    assert index.digest() == stepped
