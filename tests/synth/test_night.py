"""The night after: one row in a hundred changes, and the truth moves with it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from kith.synth.columns import FEEDS, TABLES, tables_of
from tests.synth.test_deliveries import person_keys, rows

pytestmark = pytest.mark.xdist_group("synth")


def overlaid(out: Path, table: str) -> list[dict[str, str]]:
    """A table as it stands after the night."""
    feed, _, name = table.partition("/")
    key = TABLES[table][0]
    held = {row[key]: row for row in rows(out, table)}
    path = out / "next_night" / f"{table}.csv"
    if path.exists():
        held |= {row[key]: row for row in rows(out / "next_night", table)}
    for row in rows(out / "next_night", f"{feed}/deletions"):
        if row["table"] == name:
            del held[row["key"]]
    return list(held.values())


def test_about_one_row_in_a_hundred_changes(small: Path) -> None:
    before = sum(len(rows(small, table)) for feed in FEEDS for table in tables_of(feed))
    changed = 0
    for feed in FEEDS:
        manifest = json.loads((small / "next_night" / feed / "manifest.json").read_text())
        assert manifest == {"feed": feed, "kind": "changes", "extracted": "2026-10-01"}
        for path in (small / "next_night" / feed).glob("*.csv"):
            changed += len(rows(small / "next_night", f"{feed}/{path.stem}"))
    assert 0.006 < changed / before < 0.015


def test_every_changed_row_is_new_or_differs(small: Path) -> None:
    for feed in FEEDS:
        for table in tables_of(feed):
            if (small / "next_night" / f"{table}.csv").exists():
                old = {row[TABLES[table][0]]: row for row in rows(small, table)}
                changed = rows(small / "next_night", table)
                assert all(old.get(row[TABLES[table][0]]) != row for row in changed), table


def test_the_truth_of_the_night_names_every_record_that_is_left(small: Path, tmp_path: Path) -> None:
    for table in (
        "social_care/ssd_person",
        "education/pupils",
        "education/contacts",
        "education_welfare/children",
    ):
        path = tmp_path / f"{table}.csv"
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, TABLES[table])
            writer.writeheader()
            writer.writerows(overlaid(small, table))
    truth = {row["record_key"] for row in rows(small / "next_night", "truth/records")}
    assert truth == person_keys(tmp_path)


def test_who_moves_leaves_the_old_home_on_that_day(small: Path) -> None:
    before = {tuple(row.values()) for row in rows(small, "truth/residence")}
    after = {tuple(row.values()) for row in rows(small / "next_night", "truth/residence")}
    arrived = after - before
    new = [row for row in arrived if row[3] == "2026-09-30" and not row[4]]
    assert new
    ended = {row[0] for row in arrived if row[4] == "2026-09-30"}
    assert {row[0] for row in new} <= ended
