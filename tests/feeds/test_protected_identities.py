"""What the keepers of protected identities say: whom to withhold. What is sealed is stored nowhere as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.feeds import feed
from ingest.reading.delivery import read_delivery
from ingest.reading.problems import DeliveryRefused
from tests.feeds.statements import said
from tests.support.deliveries import deliver

CHILD = {"person_id": "1", "person_type": "CHILD", "surname": "Ash", "date_of_birth": "2015-03-02"}
SEALED = {
    "protection_id": "7", "person_id": "1", "protection_kind": "SEALED", "basis": "ADOPTION",
    "sealed_from": "education:person:77",
}  # fmt: skip


@pytest.mark.parametrize("kind", ["LOCATION", "HIDDEN", "SEALED"])
def test_each_kind_withholds_as_it_says(kind: str) -> None:
    row = {"person_id": "1", "protection_kind": kind, "basis": "COURT_ORDER"}
    statement = said("protected_identities", "person:1", people=CHILD, protections=row)
    assert [(each.kind, each.basis) for each in statement.protections] == [(kind.lower(), "court_order")]


def test_a_kind_that_nobody_can_read_hides() -> None:
    statement = said("protected_identities", "person:1", people=CHILD, protections={"person_id": "1"})
    assert [(each.kind, each.basis) for each in statement.protections] == [("hidden", "other")]


def test_what_is_sealed_from_what_is_handed_over_apart(tmp_path: Path) -> None:
    rows = {"people": [CHILD], "protections": [SEALED]}
    read = read_delivery(deliver(tmp_path / "p", "protected_identities", rows), feed("protected_identities"))
    assert read.seals == {("protected_identities:person:1", "education:person:77")}
    assert "77" not in repr(read.records)


def test_a_row_that_protects_and_cannot_be_read_refuses_the_delivery(tmp_path: Path) -> None:
    rows = {"people": [CHILD], "protections": [{**SEALED, "person_id": ""}]}
    with pytest.raises(DeliveryRefused, match="protects somebody"):
        read_delivery(deliver(tmp_path / "p", "protected_identities", rows), feed("protected_identities"))
