"""The deliveries have the declared shape, valid identifiers, and nothing of the truth in them."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from nhs_number.validate import is_valid as valid_nhs

from kith.synth.columns import FEEDS, TABLES, tables_of
from kith.synth.identifiers import UPN_LETTERS

pytestmark = pytest.mark.xdist_group("synth")


def rows(out: Path, table: str) -> list[dict[str, str]]:
    with (out / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def person_keys(out: Path) -> set[str]:
    keys = {f"social_care:person:{row['pers_person_id']}" for row in rows(out, "social_care/ssd_person")}
    keys |= {f"education:person:{row['pupil_id']}" for row in rows(out, "education/pupils")}
    keys |= {
        f"education:person:C{row['contact_id']}"
        if row["contact_id"]
        else f"education:person:L{row['contact_link_id']}"
        for row in rows(out, "education/contacts")
    }
    for row in rows(out, "education_welfare/children"):
        keys.add(f"education_welfare:person:{row['child_id']}")
        if row["parent_name"]:
            keys.add(f"education_welfare:person:P{row['child_id']}")
    return keys


@pytest.mark.parametrize("feed", FEEDS)
def test_every_feed_has_its_tables_its_columns_and_a_manifest(small: Path, feed: str) -> None:
    for table in tables_of(feed):
        with (small / f"{table}.csv").open(encoding="utf-8") as file:
            assert tuple(file.readline().strip().split(",")) == TABLES[table]
    manifest = json.loads((small / feed / "manifest.json").read_text())
    assert manifest == {"feed": feed, "kind": "full", "extracted": "2026-09-30"}


@pytest.mark.parametrize("feed", FEEDS)
def test_every_row_of_a_table_has_a_key_of_its_own(small: Path, feed: str) -> None:
    for table in tables_of(feed):
        keys = Counter(row[TABLES[table][0]] for row in rows(small, table))
        assert "" not in keys
        assert [key for key, count in keys.items() if count > 1] == [], table


def test_every_record_is_somebody_and_everybody_named_in_the_truth_has_the_record(small: Path) -> None:
    truth = [row["record_key"] for row in rows(small, "truth/records")]
    assert len(truth) == len(set(truth))
    assert set(truth) == person_keys(small)
    people = {row["person"] for row in rows(small, "truth/persons")}
    assert {row["person"] for row in rows(small, "truth/records")} <= people


def test_nothing_of_the_truth_is_in_a_delivery(small: Path) -> None:
    people = {row["person"] for row in rows(small, "truth/persons")}
    addresses = {row["address"] for row in rows(small, "truth/residence")}
    for feed in FEEDS:
        for table in tables_of(feed):
            values = {value for row in rows(small, table) for value in row.values() if "-" in value}
            assert not values & people, table
            assert not values & addresses, table


def test_no_two_feeds_share_a_persons_identifier_or_a_row_key(small: Path) -> None:
    seen: dict[str, set[str]] = {}
    for feed in FEEDS:
        seen[feed] = {
            row[TABLES[t][0]] for t in tables_of(feed) for row in rows(small, t) if t != "education/schools"
        }
    shared = [seen[a] & seen[b] for a in FEEDS for b in FEEDS if a < b]
    assert sum(len(keys) for keys in shared) <= 2  # chance alone, of a thousand million numbers


def test_identifiers_pass_their_checks_but_for_typing_mistakes(small: Path) -> None:
    upns = [row["upn"] for row in rows(small, "education/pupils") if row["upn"]]
    valid = [
        upn for upn in upns if UPN_LETTERS[sum(int(d) * w for w, d in enumerate(upn[1:], 2)) % 23] == upn[0]
    ]
    assert 0.96 < len(valid) / len(upns) < 1
    assert len(set(valid)) == len(valid)
    numbers = [
        row["pers_single_unique_id"]
        for row in rows(small, "social_care/ssd_person")
        if row["pers_single_unique_id"]
    ]
    good = [number for number in numbers if valid_nhs(number)]
    assert 0.96 < len(good) / len(numbers) <= 1
    assert all(number.startswith("999") for number in good)
    learners = [row["uln"] for row in rows(small, "education/pupils") if row["uln"]]
    assert learners
    assert all(
        sum(int(d) * w for d, w in zip(uln, range(10, 0, -1), strict=True)) % 11 == 10 for uln in learners
    )


def test_contacts_of_a_school_have_no_dates_of_birth(small: Path) -> None:
    assert not [column for column in TABLES["education/contacts"] if "birth" in column or "dob" in column]
    assert rows(small, "education/contacts")


def test_every_row_that_names_somebody_names_one_who_is_there(small: Path) -> None:
    known = {row["pers_person_id"] for row in rows(small, "social_care/ssd_person")}
    for table in tables_of("social_care"):
        for column in TABLES[table]:
            if column.endswith("_person_id") and table != "social_care/ssd_person":
                assert {row[column] for row in rows(small, table)} - {""} <= known, (table, column)
    pupils = {row["pupil_id"] for row in rows(small, "education/pupils")}
    for table in ("education/addresses", "education/contacts", "education/school_history"):
        assert {row["pupil_id"] for row in rows(small, table)} <= pupils
    schools = {row["school_urn"] for row in rows(small, "education/schools")}
    assert {row["school_urn"] for row in rows(small, "education/school_history")} <= schools


def test_each_address_row_leads_to_one_true_address(small: Path) -> None:
    truth = {(row["record_key"], row["row_key"]) for row in rows(small, "truth/addresses")}
    written = {
        (f"social_care:person:{r['addr_person_id']}", r["addr_table_id"])
        for r in rows(small, "social_care/ssd_address")
    }
    written |= {
        (f"education:person:{r['pupil_id']}", r["address_id"]) for r in rows(small, "education/addresses")
    }
    assert written <= truth


def test_dates_run_forwards(small: Path) -> None:
    for table, start, end in (
        ("social_care/ssd_address", "addr_address_start_date", "addr_address_end_date"),
        ("social_care/ssd_cin_episodes", "cine_referral_date", "cine_close_date"),
        ("social_care/ssd_involvements", "invo_involvement_start_date", "invo_involvement_end_date"),
        ("education/school_history", "entry_date", "leaving_date"),
        ("education/addresses", "start_date", "end_date"),
        ("education_welfare/cases", "opened", "closed"),
        ("truth/residence", "from", "to"),
    ):
        backwards = [row for row in rows(small, table) if row[end] and row[start] > row[end]]
        assert backwards == [], table


def test_a_family_confirms_a_home_only_while_it_lives_there(small: Path) -> None:
    person = {row["record_key"]: row["person"] for row in rows(small, "truth/records")}
    left = {(row["person"], row["from"]): row["to"] for row in rows(small, "truth/residence")}
    written = [
        (f"education:person:{row['pupil_id']}", row["start_date"], row["confirmed_date"])
        for row in rows(small, "education/addresses")
    ] + [
        (
            f"social_care:person:{row['addr_person_id']}",
            row["addr_address_start_date"],
            row["addr_confirmed_date"],
        )
        for row in rows(small, "social_care/ssd_address")
    ]
    confirmed = [(left[person[key], start], day) for key, start, day in written if day]
    assert len(confirmed) > 100
    assert [(end, day) for end, day in confirmed if end and day >= end] == []
