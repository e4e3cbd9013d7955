"""What youth justice says: that there is an intervention, and its sort only for those who see categories."""

from __future__ import annotations

from tests.feeds.statements import claims, properties, said

CHILD = {"person_id": "1", "person_type": "CHILD", "surname": "Ash", "date_of_birth": "2011-03-02"}
ORDER = {
    "person_id": "1", "intervention_type": "ORDER", "start_date": "2026-01-01", "worker_id": "W1", "lead": "Y",
    "last_contact_date": "2026-09-01",
}  # fmt: skip


def test_the_sort_of_an_intervention_is_a_category() -> None:
    found = properties(said("youth_justice", "person:1", people=CHILD, interventions=ORDER), "INVOLVED_WITH")[
        0
    ]
    assert (found["kind"], found["status"], found["category"]) == ("youth_justice", "open", "court order")


def test_the_worker_may_be_the_lead_professional() -> None:
    statement = said("youth_justice", "person:1", people=CHILD, interventions=ORDER)
    assert claims(statement, "WORKS_WITH")[0].properties["lead"] is True
