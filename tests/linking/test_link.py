"""``kith link`` as somebody types it, on small files: who is together, who is apart, and what bad files are told."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from ingest.linking.files import Person, key_of
from ingest.linking.placeholders import find_placeholders
from ingest.linking.truth import quality
from kith.cli import application
from kith.failures import explain

HEADER = "source,record_id,forename,surname,date_of_birth,sex,nhs_number,address,postcode\n"
SOCIAL_CARE = HEADER + (
    'care,1,Maya,Okonkwo,2015-03-09,F,9434765870,"12 Elm Court, Elm Road",ZZ1 1AA\n'
    'care,2,Leo,Hargreaves,2016-11-02,M,,"3 Mill Lane",ZZ1 2BB\n'
    'care,3,Mia,Hargreaves,2016-11-02,F,,"3 Mill Lane",ZZ1 2BB\n'
)
SCHOOLS = HEADER + (
    'school,a,Maya,Okonkwo,2015-03-09,F,9434765870,"Flat 12, Elm Court, Elm Road",ZZ1 1AA\n'
    'school,b,Leo,Hargreaves,2016-11-02,M,,"3 Mill Lane",ZZ1 2BB\n'
    'school,c,Ama,Boateng,2012-07-30,F,,"9 High Street",ZZ1 3CC\n'
)


def typed(*arguments: str) -> tuple[int, str]:
    """Exit code, and what was said or how it failed."""
    result = CliRunner().invoke(application(), ["link", *arguments])
    if isinstance(result.exception, Exception):
        return 1, str(explain(result.exception))
    return result.exit_code, result.output


def clusters(folder: Path) -> dict[str, str]:
    """Record -> person."""
    with (folder / "clusters.csv").open(encoding="utf-8", newline="") as file:
        return {f"{row['source']}:{row['record_id']}": row["person"] for row in csv.DictReader(file)}


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Two agencies' files."""
    paths = [tmp_path / "care.csv", tmp_path / "school.csv"]
    for path, text in zip(paths, (SOCIAL_CARE, SCHOOLS), strict=True):
        path.write_text(text, encoding="utf-8")
    return [str(path) for path in paths]


def test_one_child_of_two_agencies_is_one_person_and_twins_are_two(files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    truth = tmp_path / "truth.csv"
    truth.write_text(
        "source,record_id,person,household\ncare,1,maya,1\nschool,a,maya,1\ncare,2,leo,2\nschool,b,leo,2\n"
        "care,3,mia,2\nschool,c,ama,3\n",
        encoding="utf-8",
    )
    code, said = typed(*files, "--out", str(out), "--truth", str(truth), "--json")
    assert code == 0, said
    person = clusters(out)
    assert person["care:1"] == person["school:a"]
    assert len({person["care:2"], person["care:3"], person["school:c"], person["care:1"]}) == 4
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["truth"]["precision"] == 1.0
    assert report["truth"]["clusters_mixing_people"] == 0
    assert report["truth"]["blocking_recall"] == 1.0
    assert report["truth"]["records_not_in_these_files"] == 0
    taken = {each["stage"]: each for each in report["stages"]}
    assert list(taken) == [
        "reading", "preparing", "estimating parameters", "matching", "measuring", "writing"
    ]  # fmt: skip
    assert report["peak_memory_mb"] >= taken["matching"]["peak_memory_mb"] > 0
    assert {"seconds", "processor_seconds"} < taken["matching"].keys() & report.keys()
    with (out / "pairs.csv").open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    assert any(row["decision"] == "same" and json.loads(row["evidence"]) for row in pairs)


def test_a_source_is_told_to_repeat_its_people_or_not_to(files: list[str], tmp_path: Path) -> None:
    twice = tmp_path / "again.csv"
    twice.write_text(HEADER + 'care,9,Maya,Okonkwo,2015-03-09,F,,"12 Elm Court, Elm Road",ZZ1 1AA\n', "utf-8")
    people = []
    for repeat in ("care", ""):
        code, _ = typed(*files, str(twice), "--out", str(tmp_path / "out"), "--sources-may-repeat", repeat)
        assert code == 0
        found = clusters(tmp_path / "out")
        people.append(found["care:1"] == found["care:9"])
        report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
        assert report["sources_that_may_repeat"] == (repeat or "none")
    assert people == [True, False]
    assert (
        "No record is of the source 'clinic'"
        in typed(*files, "--out", "x", "--sources-may-repeat", "clinic")[1]
    )


def test_a_source_that_repeats_its_people_is_found_out_and_said(files: list[str], tmp_path: Path) -> None:
    twice = tmp_path / "again.csv"
    twice.write_text(HEADER + "care,9,Maya,Okonkwo,2015-03-09,F,,,ZZ1 1AA\n", "utf-8")
    assert typed(*files, str(twice), "--out", str(tmp_path / "out"))[0] == 0
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["records_that_repeat_another"] == {"care": 1, "school": 0}
    assert report["sources_that_may_repeat"] == "care"


def test_the_order_of_files_plays_no_part(files: list[str], tmp_path: Path) -> None:
    for name, order in (("one", files), ("other", files[::-1])):
        assert typed(*order, "--out", str(tmp_path / name))[0] == 0
    assert clusters(tmp_path / "one") == clusters(tmp_path / "other")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("record_id,forename\n1,A\n", "'source' is missing"),
        ("source,record_id\ncare,\n", "line 2"),
        ("source,record_id\ncare,1\ncare,1\n", "line 3"),
        ("source,record_id,source\ncare,1,x\n", "stands twice"),
        ("source,record_id\ncare,1,2,3\n", "more cells"),
        ('source,record_id\ncare,"1\n', "not closed"),
        ("source,record_id\n", "not one record"),
        ("", "'source' is missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_where_and_why(
    text: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    code, said = typed(str(path), "--out", str(tmp_path / "out"))
    assert code != 0
    assert told in " ".join(said.split())
    assert not (tmp_path / "out").exists()


def test_a_file_in_another_encoding_and_one_that_is_not_there_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes(b"source,record_id,forename\ncare,1,Zo\xeb\n")
    assert "UTF-8" in typed(str(path), "--out", str(tmp_path / "out"))[1]
    assert "cannot be opened" in typed(str(tmp_path / "none.csv"), "--out", str(tmp_path / "out"))[1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("source,record_id,person\nelsewhere,1,maya\n", "tells of no record in these files"),
        ("source,record_id,person\ncare,1,maya\ncare,1,mia\n", "line 3"),
        ("source,record_id,person\ncare,1,\n", "person is missing"),
    ],
)
def test_a_truth_that_measures_nothing_is_refused(
    text: str, told: str, files: list[str], tmp_path: Path
) -> None:
    truth = tmp_path / "truth.csv"
    truth.write_text(text, encoding="utf-8")
    assert told in typed(*files, "--out", str(tmp_path / "out"), "--truth", str(truth))[1]
    assert not (tmp_path / "out").exists()


def test_a_file_in_the_folder_s_place_is_refused_before_anything_is_worked_out(files: list[str]) -> None:
    code, said = typed(*files, "--out", files[0])
    assert code != 0
    assert "must be a folder" in said
    assert Path(files[0]).read_text(encoding="utf-8") == SOCIAL_CARE


def test_a_switchboard_is_no_evidence_and_a_family_telephone_is() -> None:
    office = [Person("s", str(n), {"surname": f"Name{n}", "phone": "0100"}) for n in range(12)]
    family = [Person("s", f"f{n}", {"surname": "Adeyemi", "phone": "0200"}) for n in range(12)]
    found = find_placeholders([*office, *family])
    assert found.values["phone"] == {"0100"}


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.sampled_from("pqrs"), min_size=1))
def test_people_as_they_are_have_no_fault(person_of: dict[str, str]) -> None:
    groups = [
        frozenset(key for key, each in person_of.items() if each == person)
        for person in sorted(set(person_of.values()))
    ]
    found = quality(groups, person_of, {})
    assert (found["precision"], found["recall"], found["b_cubed_f1"]) == (1.0, 1.0, 1.0)
    assert found["clusters_mixing_people"] == 0


def test_everybody_in_one_cluster_is_all_recall_and_little_precision() -> None:
    person_of = {"a": "p", "b": "p", "c": "q", "d": "r"}
    found = quality([frozenset(person_of)], person_of, {"p": "h", "q": "h", "r": "h"})
    assert found["recall"] == 1.0
    assert found["precision"] == pytest.approx(1 / 6, abs=1e-6)
    assert found["b_cubed_precision"] == pytest.approx((2 * 2 + 1 + 1) / 4 / 4, abs=1e-6)
    assert (found["clusters_mixing_people"], found["of_these_in_one_household"]) == (1, 1)


@given(
    st.tuples(st.text(":%a", min_size=1), st.text(":%a", min_size=1)),
    st.tuples(st.text(":%a"), st.text(":%a")),
)
def test_no_two_records_have_one_key(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert (key_of(*one) == key_of(*other)) == (one == other)


def test_a_town_is_no_placeholder_and_a_hostel_is() -> None:
    rows = [Person("s", f"t{n}", {"surname": f"Name{n}", "address": "Swindon"}) for n in range(12)]
    rows += [Person("s", f"h{n}", {"surname": f"Name{n}", "address": "1 Hostel Road"}) for n in range(12)]
    assert find_placeholders(rows).values["address"] == {"1 Hostel Road"}
