"""From a folder of files to an index, by commands alone."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from absence.expectations import PACKAGED
from tests.cli.conftest import Answer, Shell
from tests.ingest.families import education, protected, social_care
from tests.support.deliveries import deliver

pytestmark = pytest.mark.xdist_group("cli")

HIDDEN = {
    "pers_person_id": "1009", "pers_forename": "Quentin", "pers_surname": "Veilleux", "pers_dob": "2014-02-02",
    "pers_sex": "M", "pers_is_adult": "N",
}  # fmt: skip
UNSCHOOLED = {
    "pers_person_id": "1010", "pers_forename": "Una", "pers_surname": "Kell", "pers_dob": "2016-02-03",
    "pers_sex": "F", "pers_is_adult": "N",
}  # fmt: skip


@dataclass(frozen=True)
class Loaded:
    """A shell whose index holds three deliveries."""

    shell: Shell
    folder: Path
    education: Path


@pytest.fixture(scope="module")
def loaded(shells: Callable[[], Shell], tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    shell, folder = shells(), tmp_path_factory.mktemp("deliveries")
    first = deliver(folder / "september", "education", education(), extracted="2026-09-01")
    people = social_care()
    people["ssd_person"] = [*people["ssd_person"], HIDDEN, UNSCHOOLED]
    people.update(protected("1009", kind="HIDDEN"))  # type: ignore[arg-type]
    second = deliver(folder / "october", "social_care", people, extracted="2026-10-01")
    assert shell.kith("ingest", "education", first).code == 0
    assert shell.kith("ingest", "social_care", second).code == 0
    return Loaded(shell, folder, first)


def crosswalk(shell: Shell, **environment: str) -> dict[str, str]:
    """Record key to uid, from the CSV."""
    answer = shell.kith("export", "crosswalk", **environment)
    assert answer.code == 0, answer.said
    return {row["record"]: row["person"] for row in csv.DictReader(io.StringIO(answer.out))}


def test_a_dry_run_says_what_would_happen_and_loads_nothing(
    shells: Callable[[], Shell], tmp_path: Path
) -> None:
    shell = shells()
    rows = education()
    rows["pupils"] = [*rows["pupils"], {"pupil_id": "P3", "date_of_birth": "the first of May"}]
    path = deliver(tmp_path / "delivery", "education", rows)
    tried = shell.kith("ingest", "education", path, "--dry-run", "--json")
    assert tried.json["rejected"] == 1
    assert tried.json["status"] == "not loaded (dry run)"
    assert shell.kith("db", "status", "--json").json["state"] == "stopped", "no database is needed for it"
    assert shell.kith("feed", "deliveries").out.strip() == "Nothing has been delivered yet."
    assert len(shell.kith("feed", "errors", "--json").json) == 1


def test_the_records_of_one_child_are_one_person(loaded: Loaded) -> None:
    found = crosswalk(loaded.shell)
    assert found["education:person:P1"] == found["social_care:person:1001"]
    assert found["education:person:P1"] != found["education:person:P2"]


def test_the_list_of_a_night_as_each_role_has_it(loaded: Loaded, tmp_path: Path) -> None:
    def missing(*typed: str | Path, who: str = "operator") -> Answer:
        return loaded.shell.kith("missing", *typed, KITH_ACCOUNT=who)

    assert missing("list", "--work", "autumn").said.startswith("No night has been entered yet.")
    assert "Children on the list: fewer than 10" in missing("night", "--as-at", "2026-09-02").said
    for name, role in (("ana", "analyst"), ("lea", "safeguarding_lead")):
        assert loaded.shell.kith("account", "add", name, "--name", name, "--role", role).code == 0
    lists = {
        who: missing("list", "--work", "autumn", "--json", *at, who=who)
        for who, at in (("operator", ()), ("ana", ()), ("lea", ("--as-at", "2026-09-02")))
    }
    held = {who: {tuple(line["seen_by"]) for line in each.json["lines"]} for who, each in lists.items()}
    assert held == {"operator": {("withheld",)}, "ana": {("withheld",)}, "lea": {("social_care",)}}
    assert not any("Kell" in each.out for each in lists.values())
    file = tmp_path / "list.csv"
    assert missing("list", "--work", "autumn", "--csv", file, who="lea").code == 0
    assert "social_care" not in file.read_text(), "what is taken out is what was released"
    assert missing("nights", who="ana").code == 1
    assert [each["off"] for each in missing("nights", "--json", who="lea").json] == [{}]
    assert missing("ghosts", "--json").json == [{"cause": "all", "all": 0}]


def test_expectations_are_changed_with_a_reason_after_saying_what_that_does(
    loaded: Loaded, tmp_path: Path
) -> None:
    def expectations(*typed: str | Path) -> Answer:
        return loaded.shell.kith("missing", "expectations", *typed)

    table = json.loads(PACKAGED.read_text())
    rules = [rule for rule in table["rules"] if rule["service"] != "education"]
    changed = {**table, "version": "2026-12", "reason": "No school delivers yet.", "rules": rules}
    file = tmp_path / "ours.json"
    file.write_text(json.dumps(changed))
    told = expectations(file, "--compare", "--as-at", "2026-09-02", "--adopt", "--json").json
    off = {"children": "go off", "lacking": "education", "age": "5 to 10", "number": "fewer than 10"}
    assert told == {"version": "2026-12", "adopted": True, "changes": [off]}
    assert expectations("--json").json["version"] == "2026-12"
    kept = expectations("--history", "--json").json
    assert [(each["version"], each["adopted"]) for each in kept] == [
        ("2026-12", "adopted"),
        (table["version"], ""),
    ]
    file.write_text(json.dumps({**changed, "rules": rules[1:]}))
    assert "Give what was changed a new version" in expectations(file, "--adopt").said
    assert expectations("--adopt").code == 1


def test_a_hidden_child_is_taken_out_by_nobody_who_is_not_cleared(loaded: Loaded) -> None:
    shell = loaded.shell
    added = shell.kith(
        "account", "add", "stew", "--name", "Stew", "--role", "data_steward", "--clearance", "hidden"
    )
    assert added.code == 0, added.said
    assert "social_care:person:1009" not in crosswalk(shell)
    assert "social_care:person:1009" in crosswalk(shell, KITH_ACCOUNT="stew")


def test_the_same_files_again_change_nothing(loaded: Loaded) -> None:
    before = crosswalk(loaded.shell)
    again = loaded.shell.kith("ingest", "education", loaded.education, "--json")
    assert [each["status"] for each in again.json["deliveries"]] == ["already loaded"]
    assert crosswalk(loaded.shell) == before
    assert len(loaded.shell.kith("feed", "deliveries", "--json").json) == 2


def test_a_delivery_far_from_the_usual_waits_for_a_person(loaded: Loaded) -> None:
    shell = loaded.shell
    small = deliver(loaded.folder / "small", "education", {"pupils": [{"pupil_id": "P1", "surname": "Lindqvist"}]},
                    extracted="2026-11-01")  # fmt: skip
    held = shell.kith("ingest", "education", small)
    assert held.code == 3
    assert "Held for a person to look at: It has 1 rows" in held.said
    before = crosswalk(shell)
    waiting = [
        each["uid"] for each in shell.kith("feed", "deliveries", "--json").json if each["status"] == "held"
    ]
    assert len(waiting) == 1
    released = shell.kith("feed", "release", waiting[0], "--json")
    assert [each["status"] for each in released.json["deliveries"]] == ["closed"]
    assert "education:person:P2" in crosswalk(shell), "absence from a feed takes nobody away"
    assert crosswalk(shell)["education:person:P1"] == before["education:person:P1"]
    assert "There is no held delivery" in shell.kith("feed", "release", waiting[0]).said


def test_rows_that_cannot_be_taken_go_back_to_their_owner(loaded: Loaded) -> None:
    rows = {
        "children": [
            {"child_id": f"W{each}", "surname": "Moss", "date_of_birth": "2014-01-01"} for each in range(30)
        ]
    }
    rows["children"][7]["date_of_birth"] = "unknown, ask Ms Abernathy"
    path = deliver(loaded.folder / "welfare", "education_welfare", rows)
    answer = loaded.shell.kith("ingest", "education_welfare", path)
    assert answer.code == 0
    assert "Abernathy" not in answer.said
    files = [Path(each) for each in loaded.shell.kith("feed", "errors", "--json").json]
    returned = [each for each in files if each.name.startswith("education_welfare")]
    assert "Abernathy" in returned[0].read_text(encoding="utf-8-sig")
    assert returned[0].stat().st_mode & 0o077 == 0


def test_a_rebuild_gives_the_same_people_under_the_same_uids(loaded: Loaded) -> None:
    before = crosswalk(loaded.shell)
    rebuilt = loaded.shell.kith("rebuild", "--json")
    assert rebuilt.code == 0, rebuilt.said
    assert rebuilt.json["edges_added"] == rebuilt.json["edges_removed"] == 0
    assert crosswalk(loaded.shell) == before


def test_the_past_is_rebuilt_in_a_database_of_its_own(loaded: Loaded, shells: Callable[[], Shell]) -> None:
    now, past = loaded.shell, shells()
    refused = now.kith("rebuild", "--as-known-at", "2026-09-15", "--into", now.data)
    assert "the past gets a database of its own" in refused.said
    rebuilt = now.kith("rebuild", "--as-known-at", "2026-09-15", "--into", past.data, "--json")
    assert rebuilt.code == 0, rebuilt.said
    assert past.kith("db", "status", "--json").json["state"] == "stopped"
    then, present = crosswalk(past), crosswalk(now)
    assert "social_care:person:1001" in present
    assert not any(key.startswith("social_care") for key in then), "social care had delivered nothing by then"
    assert then["education:person:P1"] == present["education:person:P1"], "uids are kept for ever"
