"""The borough is repeatable, has the proportions it should have, and holds the people who are hard to match."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from kith.synth import generate
from kith.synth.borough import Borough
from kith.synth.check import Check, check
from kith.synth.settings import Settings
from tests.synth.conftest import AS_OF

pytestmark = pytest.mark.xdist_group("synth")


def digest(out: Path) -> dict[str, str]:
    return {
        str(p.relative_to(out)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(out.rglob("*.*"))
    }


def rows(out: Path, table: str) -> list[dict[str, str]]:
    with (out / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_borough(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        generate(tmp_path / name, children=300, seed=seed, as_of=AS_OF, next_night=True)
    assert digest(tmp_path / "one") == digest(tmp_path / "again")
    assert digest(tmp_path / "one") != digest(tmp_path / "other")


def test_the_number_of_processes_does_not_matter(small: Path, tmp_path: Path) -> None:
    generate(tmp_path / "two", children=3000, seed=7, as_of=AS_OF, processes=2)
    generate(tmp_path / "one", children=3000, seed=7, as_of=AS_OF, processes=1)
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def test_a_family_can_be_made_alone_and_out_of_order(small: Path) -> None:
    borough = Borough(Settings(), 7, 1500, AS_OF.toordinal(), 1.0, False)
    later, earlier = borough.sheet(400).rows, borough.sheet(3).rows
    again = Borough(Settings(), 7, 1500, AS_OF.toordinal(), 1.0, False)
    assert (again.sheet(3).rows, again.sheet(400).rows) == (earlier, later)


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2025, 8, 15), date(2027, 1, 1)])
def test_any_day_will_do_and_nothing_lies_after_it(tmp_path: Path, day: date) -> None:
    generate(tmp_path, children=300, seed=5, as_of=day)
    today = day.isoformat()
    for table, columns in (
        ("social_care/ssd_person", ("pers_dob", "pers_death_date")),
        ("social_care/ssd_cin_episodes", ("cine_referral_date", "cine_close_date", "cine_last_contact_date")),
        ("education/school_history", ("entry_date", "leaving_date")),
        ("education/pupils", ("date_of_birth",)),
        ("education_welfare/cases", ("opened", "closed", "last_contact")),
        ("truth/residence", ("from", "to")),
    ):
        for column in columns:
            assert max((row[column] for row in rows(tmp_path, table)), default="") <= today, (table, column)


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(ValueError, match="holds other files"):
        generate(tmp_path, children=300, as_of=AS_OF)
    assert (tmp_path / "letters.txt").read_text() == "mine"


@pytest.mark.slow
def test_the_proportions_are_those_of_the_settings(large: Path) -> None:
    found = check(large, AS_OF)
    assert len(found) > 20
    assert [row for row in found if not row.holds] == []


def test_a_figure_far_from_its_target_does_not_hold() -> None:
    assert not Check("far", 0.10, 0.20, 5000, 0.15).holds
    assert not Check("none", 0.10, 0.0, 0, 0.15).holds
    assert Check("near", 0.10, 0.105, 5000, 0.15).holds


def test_settings_all_have_a_meaning_and_a_source() -> None:
    for field in Settings.__dataclass_fields__.values():
        assert field.metadata["meaning"]
        assert field.metadata["source"]


@pytest.mark.slow
def test_the_children_who_are_hard_to_match_are_there(large: Path) -> None:
    people = {row["person"]: row for row in rows(large, "truth/persons")}
    children = [row for row in people.values() if row["kind"] == "child"]
    names = defaultdict(list)
    for row in children:
        names[row["forename"], row["surname"], row["date_of_birth"][:4]].append(row["family"])
    assert any(len(set(families)) > 1 for families in names.values()), "namesakes"
    assert sum(row["born_with"] == "2" for row in children) > 100, "twins"
    assert [row for row in people.values() if row["kind"] == "unborn"], "unborn"
    assert [row for row in children if row["date_of_death"]], "died"
    identities = [row for row in children if row["identity_of"]]
    assert identities, "adopted"
    for row in identities:
        birth = people[row["identity_of"]]
        assert birth["surname"] != row["surname"] or birth["forename"] != row["forename"]
        assert birth["date_of_birth"] == row["date_of_birth"]
    statuses = Counter(row["status"] for row in children)
    assert statuses["unaccompanied"]
    assert statuses["refuge"]
    assert statuses["ta"]
    relations = Counter(row["relation"] for row in rows(large, "truth/relations"))
    for relation in (
        "full_sibling",
        "half_sibling",
        "step_sibling",
        "cousin",
        "grandparent",
        "great_aunt_or_uncle",
        "foster_carer",
    ):
        assert relations[relation], relation
    mothers = {row["person"] for row in rows(large, "truth/relations") if row["relation"] == "mother"}
    assert mothers & {row["person"] for row in children}, "teenage mothers"
    written = Counter(row["pers_forename"].split(" ")[0] for row in rows(large, "social_care/ssd_person"))
    assert written["Baby"]


@pytest.mark.slow
def test_an_adopted_child_is_joined_to_the_earlier_identity_by_no_value_but_birthday_and_sex(
    large: Path,
) -> None:
    people = {row["person"]: row for row in rows(large, "truth/persons")}
    joined = {row["person"]: row["identity_of"] for row in people.values() if row["identity_of"]}
    record = {row["record_key"]: row["person"] for row in rows(large, "truth/records")}
    social = {
        record[f"social_care:person:{row['pers_person_id']}"]: row
        for row in rows(large, "social_care/ssd_person")
    }
    pupils = {record[f"education:person:{row['pupil_id']}"]: row for row in rows(large, "education/pupils")}
    for after, before in joined.items():
        if before in social and after in pupils:
            assert (
                social[before]["pers_upn"] in ("", None) or social[before]["pers_upn"] != pupils[after]["upn"]
            )
        if before in social and after in social:
            assert not social[before]["pers_single_unique_id"] or (
                social[before]["pers_single_unique_id"] != social[after]["pers_single_unique_id"]
            )
    sealed = [row for row in rows(large, "social_care/protections") if row["prot_kind"] == "SEALED"]
    assert len(sealed) == len(joined)
