"""Real samples that nobody on the project wrote: counts equal to those of the files, by a reading of our own."""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from ingest.feeds import feed
from ingest.feeds._cin_schema import departures
from ingest.reading import ReadDelivery, read_delivery
from tests.support.no_skips import PUBLIC_DATA_ABSENT
from tests.support.published import PUBLIC

pytestmark = pytest.mark.skipif(not PUBLIC.is_dir(), reason=PUBLIC_DATA_ABSENT)
DAY = dt.date(2026, 9, 1)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        return list(csv.DictReader(file))


def people(read: ReadDelivery) -> set[str]:
    return {key.split(":", 2)[2] for key in read.records if key.split(":", 2)[1] == "person"}


def claims(read: ReadDelivery, edge: str) -> int:
    observed = (read.feed.observe(key, rows) for key, rows in read.records.items())
    return sum(claim.edge == edge for statement in observed for claim in statement.claims)


def test_the_903_of_two_years() -> None:
    folder = PUBLIC / "ssda903_years"
    for year, taken in (("2017", "2018-03-31"), ("2018", "2019-03-31")):
        read = read_delivery(folder, feed("ssda903"), part=year)
        headers, episodes = rows_of(folder / f"{year}-header.csv"), rows_of(folder / f"{year}-episodes.csv")
        assert people(read) == {row["CHILD"] for row in headers}
        assert claims(read, "INVOLVED_WITH") == len(episodes)
        assert (read.rejected, str(read.manifest.extracted)) == (0, taken)


def test_the_903_of_one_year_as_csv_and_as_xml(tmp_path: Path) -> None:
    for file in (PUBLIC / "ssda903").glob("*.csv"):
        shutil.copy(file, tmp_path)
    read = read_delivery(tmp_path, feed("ssda903"), extracted=DAY)
    assert read.rows_of["episodes"] == (5_050, 5_050)
    assert len(people(read)) == len({row["CHILD"] for row in rows_of(PUBLIC / "ssda903" / "header.csv")}) + 1
    reviews = {tuple(row.values()) for row in rows_of(PUBLIC / "ssda903" / "reviews.csv")}
    codes = Counter((row[0], row[2]) for row in reviews)
    assert {each.reason for each in read.rejections} == {"another row with the same key says something else"}
    assert read.rejected == sum(times for times in codes.values() if times > 1)
    tree = etree.parse(str(PUBLIC / "ssda903" / "fake_903.xml"))
    xml = read_delivery(PUBLIC / "ssda903" / "fake_903.xml", feed("ssda903"), extracted=DAY)
    assert len(people(xml)) == len(tree.findall(".//CHILD"))
    assert xml.rows_of["episodes"] == (len(tree.findall(".//EPISODE")),) * 2
    assert xml.rejected == 0


@pytest.mark.parametrize("name", ["fake_CIN_data.xml", "CIN_Census_2024.xml"])
def test_the_census_of_children_in_need(name: str) -> None:
    tree = etree.parse(str(PUBLIC / "cin" / name))
    read = read_delivery(PUBLIC / "cin" / name, feed("cin_census"))
    assert len(people(read)) == len(tree.findall(".//Child"))
    assert read.rows_of["referrals"] == (len(tree.findall(".//CINdetails")),) * 2
    assert read.rejected == 0


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_our_schema_departs_where_the_published_one_does(year: int) -> None:
    """Element by element: what the published schema finds in altered samples, ours finds too."""
    official = etree.XMLSchema(etree.parse(str(PUBLIC / "cin" / f"CIN_schema_{year}.xsd")))
    for name in ("fake_CIN_data.xml", "CIN_Census_2024.xml"):
        tree = etree.parse(str(PUBLIC / "cin" / name))
        claimed = 2024 if tree.find(".//GenderCurrent") is not None else 2025
        if (year == 2024) != (claimed == 2024):
            continue
        every: list[Any] = list(tree.iter())
        for element in every[:: max(1, len(every) // 60)]:
            before = element.text
            element.text = "?"
            official.validate(tree)
            log: Any = official.error_log
            assert sum(departures(tree.getroot()).values()) == len(list(log)), element.tag
            element.text = before


def test_two_terms_of_the_school_census() -> None:
    folder = PUBLIC / "school_census"
    rolls = {}
    for part in ("2024_autumn", "2025_spring"):
        read = read_delivery(folder, feed("school_census"), part=part)
        on, left = (
            rows_of(folder / f"{part}_pupilonroll.csv"),
            rows_of(folder / f"{part}_pupilnolongeronroll.csv"),
        )
        assert people(read) == {row["upn"] for row in (*on, *left)}
        assert claims(read, "ATTENDS") == len(on) + len(left)
        assert read.rejected == 0
        rolls[part] = ({row["upn"]: row["NativeId"] for row in on}, read)
    autumn, spring = rolls["2024_autumn"][0], rolls["2025_spring"][0]
    read_autumn, read_spring = (rolls[part][1] for part in rolls)
    moved = {upn for upn in autumn.keys() & spring.keys() if autumn[upn] != spring[upn]}

    def school(read: ReadDelivery, upn: str) -> set[str]:
        said = read.feed.observe(f"school_census:person:{upn}", read.records[f"school_census:person:{upn}"])
        return {
            str(claim.target).rpartition(":")[2]
            for claim in said.claims
            if claim.properties["status"] != "left"
        }

    both = autumn.keys() & spring.keys()
    assert {upn for upn in both if school(read_autumn, upn) != school(read_spring, upn)} == moved
    assert len(moved) == 355


def test_annex_a() -> None:
    read = read_delivery(PUBLIC / "annex_a" / "Annex_A_2024_Jan.xlsx", feed("annex_a"), extracted=DAY)
    assert {name: rows for name, (rows, _) in read.rows_of.items() if name not in ("teams", "workers")} == {
        "contacts": 5, "early_help": 5, "referrals": 6, "assessments": 5, "enquiries": 5, "in_need": 5,
        "protection_plans": 7, "looked_after": 5, "care_leavers": 6,
    }  # fmt: skip
    assert (read.delivered, read.accepted, claims(read, "INVOLVED_WITH")) == (49, 49, 49)


def test_the_register_of_schools(tmp_path: Path) -> None:
    for name in ("gias_names_22012.csv", "gias_links_20250422.csv"):
        shutil.copy(PUBLIC / "schools" / name, tmp_path)
    read = read_delivery(tmp_path, feed("gias"))
    known = {row["urn"] for row in rows_of(PUBLIC / "schools" / "gias_names_22012.csv")}
    links = rows_of(PUBLIC / "schools" / "gias_links_20250422.csv")
    assert read.rows_of["establishments"] == (22_012, 22_012)
    assert read.rows_of["links"] == (33_801, sum(row["URN"] in known for row in links))
    dummies = read_delivery(
        PUBLIC / "schools" / "gias_full_columns_dummy_60.csv", feed("gias"), extracted=DAY
    )
    assert (dummies.delivered, dummies.accepted) == (60, 60)


def test_answers_of_the_demographics_service() -> None:
    answers = sorted((PUBLIC / "pds_fhir").glob("*/*.json"))
    restricted = 0
    for path in answers:
        said = json.loads(path.read_text())
        resources = (
            [each["resource"] for each in said.get("entry", [])]
            if said["resourceType"] == "Bundle"
            else [said]
        )
        wanted = Counter(each["resourceType"] for each in resources)
        read = read_delivery(path, feed("nhs_demographics"), extracted=DAY)
        assert read.rows_of["patients"] == (wanted["Patient"],) * 2
        assert read.rows_of["related_persons"] == (wanted["RelatedPerson"],) * 2
        for key, rows in read.records.items():
            protected = read.feed.observe(key, rows).protections
            restricted += len(protected)
    codes = Counter(path.read_text().count('"restricted"') for path in answers)
    assert restricted == sum(times * number for times, number in codes.items())
    assert len(answers) == 51
