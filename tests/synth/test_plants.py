"""What is planted is planted in stated numbers, told in the truth, and changes nothing else."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from kith.synth import generate
from kith.synth.agencies import all_codes
from kith.synth.plants import plants

pytestmark = pytest.mark.xdist_group("synth")

CHILDREN = 1_500


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def boroughs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    found = []
    for planted in ((), ("absence",)):
        folder = tmp_path_factory.mktemp("planted") / "borough"
        generate(
            folder, children=CHILDREN, seed=5, as_of=date(2026, 9, 30), feeds=all_codes(), planted=planted
        )
        found.append(folder)
    return found[0], found[1]


def test_only_families_that_are_planted_differ(boroughs: tuple[Path, Path]) -> None:
    plain, planted = boroughs
    families = {row["person"].partition("-")[0] for row in rows(planted, "truth/absences")}
    records = {
        row["record_key"]: row["person"] for folder in boroughs for row in rows(folder, "truth/records")
    }
    for name in ("education/pupils", "gp/people", "revenues/people", "social_care/ssd_person"):
        feed = name.partition("/")[0]
        before, after = ({tuple(row.values()) for row in rows(folder, name)} for folder in (plain, planted))
        for changed in before ^ after:
            assert records[f"{feed}:person:{changed[0]}"].partition("-")[0] in families


def test_each_cause_is_planted_as_often_as_stated_and_as_the_truth_tells(boroughs: tuple[Path, Path]) -> None:
    _, planted = boroughs
    told = {row["person"]: row["cause"] for row in rows(planted, "truth/absences")}
    counted = Counter(told.values())
    families = len({row["family"] for row in rows(planted, "truth/persons") if row["resident"] == "Y"})
    for rate in plants()["absence"].rates:
        assert counted[rate.name] <= 3 * rate.value * families + 4
    assert counted["missing"] >= 3
    feeds: dict[str, set[str]] = {}
    for row in rows(planted, "truth/records"):
        feeds.setdefault(row["person"], set()).add(row["record_key"].partition(":")[0])
    for person, cause in told.items():
        if cause == "missing":
            assert feeds[person]
            assert not feeds[person] & {"gp", "education", "child_health", "social_care", "not_in_school"}


def test_a_plant_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there are absence"):
        generate(tmp_path / "b", children=60, as_of=date(2026, 9, 30), planted=("weeds",))
