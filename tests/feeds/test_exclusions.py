"""What is said of exclusions: an event of the pupil, with its days and no reason."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.feeds.statements import claims, said

PUPIL = {"person_id": "1", "person_type": "CHILD", "surname": "Ash", "date_of_birth": "2012-03-02"}
ROW = {"exclusion_id": "5", "person_id": "1", "school_name": "Oak School", "start_date": "2026-03-02"}


@pytest.mark.parametrize(
    ("sort", "end", "until", "category"),
    [
        ("SUSPENSION", "2026-03-04", dt.date(2026, 3, 4), "suspension"),
        ("PERMANENT", None, None, "permanent exclusion"),
    ],
)
def test_an_exclusion_has_its_days(sort: str, end: str | None, until: dt.date | None, category: str) -> None:
    row = {**ROW, "exclusion_type": sort, **({"end_date": end} if end else {})}
    event = said("exclusions", "event:5", exclusions=row)
    assert (event.attributes["on"], event.attributes.get("until")) == (dt.date(2026, 3, 2), until)
    assert event.attributes["category"] == category
    statement = said("exclusions", "person:1", people=PUPIL, exclusions=row)
    assert claims(statement, "PARTY_TO")[0].properties == {"role": "pupil", "place": "Oak School"}
