"""Rows: which go back to their owner, which are taken, whose record they belong to, and what is kept apart."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from ingest.feeds import feed
from ingest.reading import DeliveryRefused, ReadDelivery, Rejection, read_delivery
from tests.support.deliveries import Given, deliver

OLA = {"pupil_id": "101", "surname": "Ash", "forename": "Ola", "date_of_birth": "2015-03-02"}
IDA = {"pupil_id": "102", "surname": "Ash", "forename": "Ida", "date_of_birth": "2013-07-19"}
HOME = {"address_id": "a1", "pupil_id": "101", "paon": "14", "street": "Elm Road", "postcode": "ZE1 4QT"}


def education(folder: Path, rows: Given, **manifest: object) -> ReadDelivery:
    return read_delivery(deliver(folder, "education", rows, **manifest), feed("education"))


def social_care(folder: Path, rows: Given, **manifest: object) -> ReadDelivery:
    return read_delivery(deliver(folder, "social_care", rows, **manifest), feed("social_care"))


def reasons(read: ReadDelivery) -> list[tuple[str, int, str | None]]:
    return [(each.table, each.line, each.column) for each in read.rejections]


@pytest.mark.parametrize(
    ("row", "column", "value_class", "reason"),
    [
        (
            {**OLA, "date_of_birth": "31/02/2015"},
            "date_of_birth",
            "date-like 99/99/9999",
            "not in the calendar",
        ),
        (
            {**OLA, "surname": "=cmd|' /C calc'!A0"},
            "surname",
            "formula-like text of 18 characters",
            "formula",
        ),
        ({**OLA, "surname": "+44 7700 900123"}, "surname", "formula-like text of 15 characters", "formula"),
        ({**OLA, "pupil_id": ""}, "pupil_id", "empty", "must be given"),
        ({**OLA, "date_of_birth": "sometime"}, "date_of_birth", "text of 8 letters", "not a date"),
        ({**OLA, "date_of_birth": "42005"}, "date_of_birth", "number of 5 digits", "day number"),
    ],
)
def test_a_bad_row_goes_back_and_the_others_are_taken(
    tmp_path: Path, row: dict[str, str], column: str, value_class: str, reason: str
) -> None:
    read = education(tmp_path, {"pupils": [IDA, row]})
    (rejection,) = read.rejections
    assert (rejection.table, rejection.line, rejection.column) == ("pupils", 3, column)
    assert rejection.value_class == value_class
    assert reason in rejection.reason
    assert list(read.records) == ["education:person:102"]
    assert (read.delivered, read.accepted, read.rejected) == (2, 1, 1)


def test_a_rejection_does_not_show_the_row_where_it_is_printed() -> None:
    rejection = Rejection("pupils", 3, "surname", "text of 3 letters", "why", {"surname": "Ash"})
    assert "Ash" not in f"{rejection} {rejection!r}"


def test_a_telephone_may_begin_with_a_plus(tmp_path: Path) -> None:
    read = education(tmp_path, {"pupils": [{**OLA, "phone": "+44 7700 900123"}]})
    assert read.records["education:person:101"]["pupils"]["101"]["phone"] == "+447700900123"


def test_every_bad_cell_of_a_row_is_named_and_the_row_counts_once(tmp_path: Path) -> None:
    read = education(tmp_path, {"pupils": [IDA, {**OLA, "date_of_birth": "soon", "surname": "=A1"}]})
    assert reasons(read) == [("pupils", 3, "date_of_birth"), ("pupils", 3, "surname")]
    assert read.rejected == 1


def test_rows_of_another_width_go_back_one_by_one(tmp_path: Path) -> None:
    folder = deliver(tmp_path, "education", {"pupils": [OLA, IDA]})
    with (folder / "pupils.csv").open("a") as file:
        file.write("103,short\n")
    read = read_delivery(folder, feed("education"))
    assert reasons(read) == [("pupils", 4, None)]
    assert "2 cells where the first line has 14" in read.rejections[0].reason


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    folder = deliver(
        tmp_path, "education", {"pupils": [{**OLA, "surname": "Ash\nTree"}, {**IDA, "date_of_birth": "soon"}]}
    )
    assert reasons(read_delivery(folder, feed("education"))) == [("pupils", 4, "date_of_birth")]


def test_rows_that_share_a_key_and_differ_all_go_back(tmp_path: Path) -> None:
    other = {**OLA, "forename": "Olga"}
    read = education(tmp_path, {"pupils": [OLA, IDA, other, OLA]})
    assert reasons(read) == [("pupils", 2, "pupil_id"), ("pupils", 4, "pupil_id"), ("pupils", 5, "pupil_id")]
    assert list(read.records) == ["education:person:102"]


def test_the_same_row_twice_is_taken_once(tmp_path: Path) -> None:
    read = education(tmp_path, {"pupils": [OLA, OLA]})
    assert not read.rejections
    assert [warned.reason for warned in read.warnings] == ["the same row twice; taken once"]


def test_a_row_that_belongs_to_nobody_goes_back(tmp_path: Path) -> None:
    read = education(tmp_path, {"pupils": [IDA], "addresses": [HOME]})
    assert reasons(read) == [("addresses", 2, "pupil_id")]
    assert list(read.records) == ["education:person:102"]


def test_in_a_delivery_of_changes_a_row_may_come_without_its_person(tmp_path: Path) -> None:
    read = education(tmp_path, {"addresses": [HOME]}, kind="changes")
    assert read.records == {
        "education:person:101": {"addresses": {"a1": read.records["education:person:101"]["addresses"]["a1"]}}
    }
    assert read.tables == {"addresses"}


def test_the_rest_of_a_record_with_a_bad_row_is_taken_and_named_as_incomplete(tmp_path: Path) -> None:
    read = education(tmp_path, {"pupils": [OLA, IDA], "addresses": [{**HOME, "start_date": "soon"}]})
    assert read.incomplete == {"education:person:101"}
    assert set(read.records["education:person:101"]) == {"pupils"}


def test_the_rows_of_a_person_whose_own_row_is_bad_are_not_sent_back_with_it(tmp_path: Path) -> None:
    read = education(tmp_path, {"pupils": [{**OLA, "date_of_birth": "soon"}, IDA], "addresses": [HOME]})
    assert reasons(read) == [("pupils", 2, "date_of_birth")]
    assert read.incomplete == {"education:person:101"}


def test_unknown_columns_files_and_codes_are_counted_and_left_out(tmp_path: Path) -> None:
    folder = deliver(tmp_path, "education", {"pupils": [{**OLA, "sex": "Q"}]})
    text = (folder / "pupils.csv").read_text()
    (folder / "pupils.csv").write_text(text.replace("email", "email,shoe_size", 1).replace("Q,,", "Q,,,39"))
    (folder / "notes.csv").write_text("anything")
    read = read_delivery(folder, feed("education"))
    assert {(warned.table, warned.column, times) for warned, times in read.warnings.items()} == {
        ("pupils", "sex", 1),
        ("pupils", "shoe_size", 1),
        ("delivery", None, 1),
    }
    assert "sex" not in read.records["education:person:101"]["pupils"]["101"]


def test_contacts_are_people_of_their_own(tmp_path: Path) -> None:
    known = {
        "contact_link_id": "k1",
        "pupil_id": "101",
        "contact_id": "7",
        "surname": "Ash",
        "relationship": "MOT",
    }
    also = {**known, "contact_link_id": "k2", "pupil_id": "102"}
    alone = {"contact_link_id": "k3", "pupil_id": "101", "surname": "Elm", "relationship": "OTH"}
    read = education(tmp_path, {"pupils": [OLA, IDA], "contacts": [known, also, alone]})
    assert set(read.records) == {f"education:person:{key}" for key in ("101", "102", "C7", "Lk3")}
    assert set(read.records["education:person:C7"]["contacts"]) == {"k1", "k2"}


def test_an_identifier_that_two_sorts_of_record_would_share_refuses_the_delivery(tmp_path: Path) -> None:
    contact = {"contact_link_id": "k1", "pupil_id": "C7", "contact_id": "7"}
    with pytest.raises(DeliveryRefused, match="another sort of record"):
        education(tmp_path, {"pupils": [{**OLA, "pupil_id": "C7"}], "contacts": [contact]})


def test_the_order_of_rows_and_files_says_nothing(tmp_path: Path) -> None:
    contacts = [
        {"contact_link_id": f"k{n}", "pupil_id": "101", "contact_id": "7", "surname": "Ash", "title": f"{n}"}
        for n in range(9)
    ]
    addresses = [{**HOME, "address_id": f"a{n}", "paon": str(n)} for n in range(9)]
    first = education(tmp_path / "one", {"pupils": [OLA, IDA], "contacts": contacts, "addresses": addresses})
    for rows in (contacts, addresses):
        Random(3).shuffle(rows)
    second = education(tmp_path / "two", {"pupils": [IDA, OLA], "contacts": contacts, "addresses": addresses})
    assert first.records == second.records
    observe = feed("education").observe
    assert {key: observe(key, rows) for key, rows in first.records.items()} == {
        key: observe(key, rows) for key, rows in second.records.items()
    }


def test_the_digest_knows_the_content_and_not_the_manifest(tmp_path: Path) -> None:
    first = education(tmp_path / "a", {"pupils": [OLA]})
    assert education(tmp_path / "b", {"pupils": [OLA]}, extracted="2026-09-08").digest == first.digest
    assert education(tmp_path / "c", {"pupils": [IDA]}).digest != first.digest


def test_deletions_name_the_records_that_may_have_held_the_row(tmp_path: Path) -> None:
    folder = deliver(tmp_path, "education", {"pupils": [OLA]}, kind="changes")
    (folder / "deletions.csv").write_text(
        "table,key,belongs_to\naddresses,a1,101\ncontacts,k1,k1\ncontacts,k2,7\npupils,102,\nshoes,1,1\naddresses,a2,\n"
    )
    read = read_delivery(folder, feed("education"))
    assert read.deletions_by_record == {
        "education:person:101": [("addresses", "a1")],
        "education:person:Ck1": [("contacts", "k1")],
        "education:person:Lk1": [("contacts", "k1")],
        "education:person:C7": [("contacts", "k2")],
        "education:person:Lk2": [("contacts", "k2")],
        "education:person:102": [("pupils", "102")],
    }
    assert reasons(read) == [("deletions", 6, "table"), ("deletions", 7, "belongs_to")]


PERSON = {"pers_person_id": "1", "pers_forename": "Ola", "pers_surname": "Ash"}


def test_tables_that_the_standard_lacks_may_be_left_out_and_are_known_to_be_silent(tmp_path: Path) -> None:
    folder = deliver(tmp_path, "social_care", {"ssd_person": [PERSON]})
    (folder / "teams.csv").unlink()
    assert "teams" not in read_delivery(folder, feed("social_care")).tables


@pytest.mark.parametrize("column", ["prot_from", "prot_until"])
def test_a_protection_is_taken_without_its_bad_cells(tmp_path: Path, column: str) -> None:
    row = {"prot_protection_id": "p", "prot_person_id": "1", "prot_kind": "LOCATION", column: "soon"}
    read = social_care(tmp_path, {"ssd_person": [PERSON], "protections": [row]})
    statement = feed("social_care").observe("social_care:person:1", read.records["social_care:person:1"])
    assert [each.kind for each in statement.protections] == ["location"]
    assert not read.rejections


@pytest.mark.parametrize(
    "row",
    [
        {"prot_protection_id": "p"},
        {"prot_person_id": "1"},
        {"prot_protection_id": "=1", "prot_person_id": "1"},
    ],
)
def test_a_protection_that_cannot_be_read_refuses_the_delivery(tmp_path: Path, row: dict[str, str]) -> None:
    with pytest.raises(DeliveryRefused, match="protects somebody"):
        social_care(tmp_path, {"ssd_person": [PERSON], "protections": [row]})


def test_a_protection_is_kept_even_where_its_person_is_missing(tmp_path: Path) -> None:
    row = {"prot_protection_id": "p", "prot_person_id": "2", "prot_kind": "HIDDEN"}
    read = social_care(tmp_path, {"ssd_person": [PERSON], "protections": [row]})
    assert "social_care:person:2" in read.records
    assert not read.rejections


def test_nothing_of_a_refuge_is_kept_but_the_stay(tmp_path: Path) -> None:
    row = {
        "addr_table_id": "a",
        "addr_person_id": "1",
        "addr_address_type": "REFUGE",
        "addr_address_start_date": "2026-01-02",
        "addr_address_end_date": "when safe",
        "addr_address_postcode": "ZE1 4QT",
        "addr_address_json": '{"house": "14", "street": "Hidden Road", "uprn": "100023336956"}',
    }
    read = social_care(tmp_path, {"ssd_person": [PERSON], "ssd_address": [row]})
    kept = read.records["social_care:person:1"]["ssd_address"]["a"]
    assert set(kept) == {"addr_table_id", "addr_person_id", "addr_address_type", "addr_address_start_date"}


def test_sealed_identities_are_handed_over_apart_from_the_rows(tmp_path: Path) -> None:
    row = {
        "prot_protection_id": "p",
        "prot_person_id": "1",
        "prot_kind": "SEALED",
        "prot_sealed_from_person_id": "2",
    }
    read = social_care(tmp_path, {"ssd_person": [PERSON], "protections": [row]})
    assert read.seals == {("social_care:person:1", "social_care:person:2")}
    assert "prot_sealed_from_person_id" not in read.records["social_care:person:1"]["protections"]["p"]
