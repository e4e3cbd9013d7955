"""What emergency departments say: that a child attended, and that a row of nobody goes back."""

from __future__ import annotations

from pathlib import Path

from ingest.feeds import feed
from ingest.reading.delivery import read_delivery
from tests.feeds.statements import claims, said
from tests.support.deliveries import deliver

CHILD = {"person_id": "1", "person_type": "CHILD", "surname": "Ash", "date_of_birth": "2015-03-02"}
ATTENDED = {
    "attendance_id": "5", "person_id": "1", "attended_date": "2026-02-03", "department": "Aldermere General",
    "planned": "N", "injury": "Y", "outcome": "HOME",
}  # fmt: skip


def test_an_attendance_is_an_event_without_a_diagnosis() -> None:
    event = said("emergency", "event:5", attendances=ATTENDED)
    assert {name: str(value) for name, value in event.attributes.items()} == {
        "key": "emergency:5",
        "agency": "emergency",
        "kind": "emergency_attendance",
        "on": "2026-02-03",
        "category": "with an injury",
        "outcome": "sent home",
        "planned": "False",
    }


def test_the_department_is_said_of_the_child_who_was_there() -> None:
    statement = said("emergency", "person:1", people=CHILD, attendances=ATTENDED)
    assert claims(statement, "PARTY_TO")[0].properties == {"role": "patient", "place": "Aldermere General"}


def test_an_attendance_of_nobody_goes_back_and_makes_no_event(tmp_path: Path) -> None:
    rows = {
        "people": [CHILD],
        "attendances": [ATTENDED, {**ATTENDED, "attendance_id": "6", "person_id": "9"}],
    }
    read = read_delivery(deliver(tmp_path / "emergency", "emergency", rows), feed("emergency"))
    assert set(read.records) == {"emergency:person:1", "emergency:event:5"}
    assert [(each.column, each.reason) for each in read.rejections] == [
        ("person_id", "belongs to nobody in this delivery")
    ]
