"""``kith feed check`` and ``kith ingest PATH``: what lies there, what would become of it, and why."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.ingest.families import education
from tests.support.deliveries import deliver

pytestmark = pytest.mark.xdist_group("cli")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "data")


def test_a_file_is_explained_before_anything_is_loaded(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "pupils.csv"
    file.write_text(
        "pupil_id,upn,former_upn,uln,surname,forename,middle_names,preferred_surname,preferred_forename,"
        "former_surname,date_of_birth,sex,phone,email,eye_colour\n"
        "1,B801200005001,,,Quillfeather,Ola,,,,,2015-03-02,9,,,green\n"
        "2,,,,Marrowby,Finn,,,,,31/02/2012,M,,,\n"
    )
    answer = shell.kith("feed", "check", file, "--json", "--rejects", tmp_path / "back.csv")
    assert answer.code == 0, answer.said
    (found,) = answer.json["deliveries"]
    assert (found["feed"], found["assumed"]) == ("education", ["kind", "extracted"])
    assert (found["rows"], found["accepted"], found["put_aside"]) == (2, 1, 1)
    assert found["records"] == {"person": 1}
    assert found["reasons"] == [
        {
            "table": "pupils",
            "column": "date_of_birth",
            "reason": "a day that is not in the calendar",
            "rows": 1,
        }
    ]
    assert found["left_out"] == [{"table": "pupils", "column": "eye_colour"}]
    assert found["new_codes"] == [{"table": "pupils", "column": "sex", "code": "9", "times": 1}]
    with (tmp_path / "back.csv").open(encoding="utf-8-sig") as back:
        assert [row["surname"] for row in csv.DictReader(back)] == ["Marrowby"]
    words = shell.kith("feed", "check", file).said
    assert "eye_colour" in words
    assert "Marrowby" not in words, "nobody's name is shown"
    assert not (shell.data / "kith.sqlite").exists()


def test_what_is_no_delivery_is_told_and_is_an_error(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "holidays.csv").write_text("day,bakery\n2026-01-01,closed\n")
    answer = shell.kith("feed", "check", tmp_path / "holidays.csv")
    assert answer.code == 1
    assert "Not recognised" in answer.said
    assert shell.kith("feed", "check", tmp_path / "nowhere").code == 1
    (tmp_path / "book.csv").write_bytes(b"PK\x03\x04[Content_Types].xml")
    refused = shell.kith("feed", "check", tmp_path / "book.csv", "--feed", "education")
    assert refused.code == 1
    assert "Excel workbook" in refused.said


def test_every_delivery_of_a_folder_is_explained(shell: Shell, tmp_path: Path) -> None:
    for code in ("education", "gp", "housing"):
        deliver(tmp_path / "all" / code, code, {"people": [], "pupils": []}, kind="changes")
    answer = shell.kith("feed", "check", tmp_path / "all", "--json")
    assert answer.code == 0, answer.said
    assert [each["feed"] for each in answer.json["deliveries"]] == ["education", "gp", "housing"]


def test_ingest_without_a_feed_asks_for_the_path(shell: Shell) -> None:
    assert "kith ingest education PATH" in shell.kith("ingest", "education").said


def test_a_folder_without_a_feed_is_found_out_and_loaded(shells: Callable[[], Shell], tmp_path: Path) -> None:
    shell = shells()
    folder = deliver(tmp_path / "delivery", "education", education())
    answer = shell.kith("ingest", folder)
    assert answer.code == 0, answer.said
    assert "pupils.csv" in answer.out
    assert "closed" in answer.out
    deliver(folder / "care", "social_care", {"ssd_person": []})
    deliver(folder / "roll", "education", education())
    for each in folder.glob("*.*"):
        each.unlink()
    again = shell.kith("ingest", folder, "--json")
    assert again.code == 1
    assert [each["status"] for each in json.loads(again.out)["deliveries"]] == ["already loaded"]
    assert "social_care was refused whole" in again.err
    assert "it would end every record" in again.err
