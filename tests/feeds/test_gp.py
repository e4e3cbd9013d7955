"""What practices say: where a child is registered; a restricted record withholds, and its row is never put aside."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from ingest.feeds import feed
from ingest.reading.delivery import read_delivery
from tests.feeds.statements import claims, properties, said
from tests.support.deliveries import deliver

CHILD = {
    "person_id": "1", "person_type": "CHILD", "surname": "Ash", "date_of_birth": "2015-03-02",
    "nhs_number": "9434765919", "nhs_number_traced": "Y", "paon": "14", "street": "Elm Road", "postcode": "ZE1 4QT",
    "address_date": "2024-05-05",
}  # fmt: skip
REGISTERED = {"person_id": "1", "service_id": "Z00001", "start_date": "2015-04-01"}


def test_a_registration_is_open_until_it_ends() -> None:
    statement = said("gp", "person:1", people=CHILD, registrations=REGISTERED)
    assert claims(statement, "INVOLVED_WITH")[0].target == "gp:service:Z00001"
    assert properties(statement, "INVOLVED_WITH")[0]["status"] == "open"
    assert properties(statement, "LIVES_AT") == [{"kind": "main_home", "last_confirmed": dt.date(2024, 5, 5)}]
    assert statement.identity.nhs_number_status == "verified"


@pytest.mark.parametrize(("restricted", "bases"), [("Y", ["nhs_restricted"]), ("N", []), ("", [])])
def test_a_restricted_record_withholds(restricted: str, bases: list[str]) -> None:
    statement = said("gp", "person:1", people={**CHILD, "restricted": restricted})
    assert [each.basis for each in statement.protections] == bases


def test_a_restricted_row_with_a_bad_cell_is_taken_without_it(tmp_path: Path) -> None:
    bad = {**CHILD, "person_id": "2", "date_of_birth": "soon"}
    people = [{**CHILD, "restricted": "Y", "date_of_birth": "soon"}, bad]
    read = read_delivery(deliver(tmp_path / "gp", "gp", {"people": people}), feed("gp"))
    assert list(read.records) == ["gp:person:1"]
    assert [each.column for each in read.rejections] == ["date_of_birth"]
