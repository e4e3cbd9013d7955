"""What is said of somebody's health exists for health and social care, and for nobody at a school or in housing."""

from __future__ import annotations

import datetime as dt

import pytest

from graph import reads
from model.scope import Role, Scope
from tests.support.index import Index

DAY = dt.date(2026, 9, 30)
CHILD = {
    "person_id": "1",
    "person_type": "CHILD",
    "surname": "Ash",
    "forename": "Ola",
    "date_of_birth": "2026-03-02",
}
ATTENDED = {
    "attendance_id": "5",
    "person_id": "1",
    "attended_date": "2026-05-03",
    "department": "Aldermere General",
}
EXCLUDED = {"exclusion_id": "6", "person_id": "1", "start_date": "2026-06-03"}
ENDED = {
    "pregnancy_id": "7", "child_id": "1", "notified_date": "2026-01-01", "end_date": "2026-03-02",
    "end_reason": "TRANSFERRED",
}  # fmt: skip


@pytest.mark.parametrize(
    ("agency", "role", "kinds", "end_reason"),
    [
        ("social_care", Role.PRACTITIONER, {"emergency_attendance", "exclusion"}, "transferred"),
        ("emergency", Role.PRACTITIONER, {"emergency_attendance", "exclusion"}, "transferred"),
        ("school", Role.PRACTITIONER, {"exclusion"}, None),
        ("housing", Role.PRACTITIONER, {"exclusion"}, None),
        ("education", Role.PRACTITIONER, {"exclusion"}, None),
        ("education_welfare", Role.PRACTITIONER, {"exclusion"}, None),
        (None, Role.SAFEGUARDING_LEAD, {"emergency_attendance", "exclusion"}, "transferred"),
        (None, Role.ANALYST, {"exclusion"}, None),
    ],
)
def test_details_of_health_exist_for_some_readers_only(
    embedded_index: Index, agency: str | None, role: Role, kinds: set[str], end_reason: str | None
) -> None:
    index, reader = embedded_index, Scope("test", role, agency)
    index.deliver("emergency", {"people": [CHILD], "attendances": [ATTENDED]})
    index.deliver("exclusions", {"people": [CHILD], "exclusions": [EXCLUDED]})
    index.deliver("maternity", {"people": [CHILD], "pregnancies": [ENDED]})
    found: set[str] = set()
    ends: set[str | None] = set()
    for feed in ("emergency", "exclusions", "maternity"):
        uid = index.uid_of(f"{feed}:person:1")
        found |= {each.value.kind for each in reads.events(index.graph, reader, uid, as_at=DAY, known_at=DAY)}
        involved = reads.involvements(index.graph, reader, uid, as_at=DAY, known_at=DAY)
        ends |= {each.value.end_reason for each in involved}
    assert found == kinds
    assert ends == {end_reason}, "that there was care is known, how it ended is not"
