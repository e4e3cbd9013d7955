"""Cases of patterns that are planted: rows that every feed takes, a truth that names them, and nothing else changed."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from ingest.feeds import feed
from ingest.reading.delivery import read_delivery
from kith.synth import generate
from kith.synth.agencies import all_codes
from kith.synth.plants.patterns import plantable
from queries.patterns import all_patterns

pytestmark = pytest.mark.xdist_group("synth")

AS_OF = dt.date(2026, 9, 30)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A borough without plants, and the same with the cases planted."""
    plain, planted = tmp_path_factory.mktemp("plain"), tmp_path_factory.mktemp("planted")
    generate(plain, children=600, as_of=AS_OF, feeds=all_codes())
    generate(planted, children=600, as_of=AS_OF, feeds=all_codes(), planted=("patterns",))
    return plain, planted


def _rows(path: Path) -> list[tuple[str, ...]]:
    with path.open(encoding="utf-8") as file:
        return [tuple(row) for row in csv.reader(file)]


def test_every_pattern_has_positives_near_misses_and_false_positives_that_deliveries_can_say() -> None:
    for made in all_patterns():
        mine = [case for case in plantable() if case.pattern == made.id]
        assert any(case.finds for case in mine), made.id
        assert any(case.near for case in mine), made.id
        assert any(case.guard for case in mine), made.id


def test_planting_adds_and_changes_nothing_else(folders: tuple[Path, Path]) -> None:
    plain, planted = folders
    for path in sorted(plain.rglob("*.csv")):
        before, after = _rows(path), set(_rows(planted / path.relative_to(plain)))
        assert set(before) <= after, path.name


def test_every_feed_takes_the_planted_rows(folders: tuple[Path, Path]) -> None:
    truth = {row[0] for row in _rows(folders[1] / "truth" / "pattern_records.csv")[1:]}
    assert truth
    seen: set[str] = set()
    for code in all_codes():
        delivery = read_delivery(folders[1] / code, feed(code))
        plain = read_delivery(folders[0] / code, feed(code))
        assert len(delivery.rejections) == len(plain.rejections), code
        seen |= truth & set(delivery.records)
    assert seen == truth
    assert {row[3] for row in _rows(folders[1] / "truth" / "patterns.csv")[1:]} == {
        "positive", "near miss", "known false positive",
    }  # fmt: skip
