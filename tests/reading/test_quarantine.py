"""The quarantine goes back to its owner: every column as delivered, harmless in a spreadsheet, for the owner's eyes."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

import pytest

from ingest.feeds import feed
from ingest.reading import read_delivery, write_rejections_csv
from ingest.reading.quarantine import harmless
from tests.support.deliveries import deliver


def test_a_rejected_row_comes_back_as_it_was_with_its_line_and_reason(tmp_path: Path) -> None:
    rows = [
        {"pupil_id": "1", "surname": "Ash"},
        {"pupil_id": "2", "surname": "=1+1", "forename": "Ida, Ann", "date_of_birth": "soon"},
    ]
    read = read_delivery(deliver(tmp_path / "in", "education", {"pupils": rows}), feed("education"))
    path = tmp_path / "back.csv"
    path.write_text("an older one")
    assert write_rejections_csv(read.rejections, path) == 2
    with path.open(encoding="utf-8-sig", newline="") as file:
        back = list(csv.DictReader(file))
    assert [(row["table"], row["line"], row["column"]) for row in back] == [
        ("pupils", "3", "date_of_birth"),
        ("pupils", "3", "surname"),
    ]
    assert back[0]["surname"] == "'=1+1"
    assert back[0]["forename"] == "Ida, Ann"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["back.csv"]


@pytest.mark.parametrize("cell", ["=A1", "+1", "-1", "@x", "\t=A1", " =A1", "\r=A1"])
def test_a_formula_is_made_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Ash", "O'Brien", "14-16 Elm Road", "a=b"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell
