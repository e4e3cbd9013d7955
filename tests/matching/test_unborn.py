"""Children who are expected: known by the woman who expects them, and when."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ingest.matching.records import MatchRecord
from tests.matching.conftest import MakeResolver
from tests.matching.people import adult, child

DUE = dt.date(2026, 11, 2)
UNBORN: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any], bool]] = [
    ("one due date", {}, {}, {}, True),
    ("a due date that a scan has moved", {}, {"date_of_birth": dt.date(2026, 11, 20)}, {}, True),
    ("another surname, as babies have", {}, {"surname": "Rook"}, {}, True),
    ("born before the day, on one file only", {},
     {"date_of_birth": dt.date(2026, 9, 30), "dob_certainty": "exact", "forename": "Orlando"}, {}, True),
    ("due half a year later", {}, {"date_of_birth": dt.date(2027, 5, 2)}, {}, False),
    ("born in the spring", {}, {"date_of_birth": dt.date(2026, 4, 2), "dob_certainty": "exact"}, {}, False),
    ("a woman of the same name", {}, {}, {"date_of_birth": dt.date(1999, 1, 5), "nhs_number": None}, False),
]  # fmt: skip


def test_a_child_whom_one_woman_expects_is_one_child_to_all(make_resolver: MakeResolver) -> None:
    """Nothing of a child who is not born tells them from another but whose they are, and when."""
    records: list[MatchRecord] = []
    wanted: dict[str, tuple[str, str, bool]] = {}
    for number, (story, left, right, woman, same) in enumerate(UNBORN):
        usual: dict[str, Any] = {"date_of_birth": DUE, "dob_certainty": "expected", "sex": None}
        name = f"Quillfeather{'abcdefgh'[number]}"
        mine = child(f"care:person:{number}", **{"forename": "Unborn", "surname": name} | usual | left)
        yours = child(f"maternity:person:{number}", **{"forename": None, "surname": name} | usual | right)
        born: dict[str, Any] = {"date_of_birth": dt.date(1995, 2, number + 3), "sex": "F"}
        records += [
            mine, yours,
            adult(f"care:person:M{number}", "Henrietta", name, (mine.key, "mother"), **born),
            adult(f"maternity:person:M{number}", "Henrietta", name, (yours.key, "parent"), **born | woman),
        ]  # fmt: skip
        wanted[story] = (mine.key, yours.key, same)
    resolver = make_resolver()
    resolver.rebuild(records, [], "1")
    groups = {key: group.keys for group in resolver.groups() for key in group.keys}
    assert {story: right in groups[left] for story, (left, right, _) in wanted.items()} == {
        story: same for story, (_, _, same) in wanted.items()
    }
    # Where an agency expects two of her, nobody can tell which is which.
    two = child(
        "care:person:T", "Unborn", "Quillfeathera", date_of_birth=DUE, dob_certainty="expected", sex=None
    )
    resolver.update([two], [], [], "2")
    assert not any({"care:person:0", "maternity:person:0"} <= group.keys for group in resolver.groups())
