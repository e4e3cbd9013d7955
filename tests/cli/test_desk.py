"""The steward's desk as it is typed: the queue, why, deciding, merging and taking it all back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.conftest import Shell
from tests.ingest.families import protected
from tests.support.deliveries import deliver
from tests.support.noor import NOOR_EDU, NOOR_SC, ZOFIA_EDU, ZOFIA_SC, noor_at_school, noor_in_care

pytestmark = pytest.mark.xdist_group("cli-desk")

REASON = ("--reason", "the school rang about her")


@pytest.fixture(scope="module")
def shell(shells: Callable[[], Shell]) -> Shell:
    """Noor waits in the queue; Maya and Ingrid are one person each for both agencies."""
    shell = shells()
    for code, rows in (("education", noor_at_school()), ("social_care", noor_in_care(plan=True))):
        answer = shell.kith("ingest", code, deliver(shell.data / f"in-{code}", code, rows), "--json")
        assert answer.code == 0, answer.said
    return shell


def people(shell: Shell) -> dict[str, str]:
    """Record to person, as the crosswalk says."""
    rows = shell.kith("export", "crosswalk", "--json").json
    return {row["record"]: row["person"] for row in rows}


def test_the_queue_why_and_a_decision_that_is_taken_back(shell: Shell) -> None:
    listed = shell.kith("review", "list", "--json").json
    assert [(each["stake"], each["left_record"], each["right_record"]) for each in listed["pairs"]] == [
        ("child_protection", NOOR_EDU, NOOR_SC),
        ("other", ZOFIA_EDU, ZOFIA_SC),
    ]
    told = shell.kith("review", "next", "--json").json["pair"]
    assert {value["part"]: value["differs"] for value in told["values"]}["Surname"] is True
    assert "Aziz" in shell.kith("review", "next").out

    before = people(shell)
    decide = ("review", "decide", told["pair"])
    dry = shell.kith(*decide, "same", *REASON, "--dry-run", "--json").json
    assert (len(dry["before"]), len(dry["after"]), dry["entries"]) == (2, 1, [])
    assert people(shell) == before

    done = shell.kith(*decide, "same", *REASON, "--state", told["state"])
    assert done.code == 0, done.said
    assert people(shell)[NOOR_EDU] == people(shell)[NOOR_SC]
    late = shell.kith(*decide, "different", *REASON, "--state", told["state"])
    assert (late.code, "has changed since you looked" in late.said) == (1, True)
    assert shell.kith("review", "list", "--json").json["waiting"] == 1

    assert shell.kith("review", "undo", told["pair"], *REASON).code == 0
    assert people(shell) == before
    decided = shell.kith("review", "decided", "--json").json
    assert [(each["verdict"], each["standing"], each["by"]) for each in decided] == [
        ("undone", False, "operator"),
        ("same", False, "operator"),
    ]
    assert shell.kith("review", "undo", told["pair"], *REASON).code == 1


def test_why_says_what_was_found_what_is_missing_and_what_would_change_it(shell: Shell) -> None:
    why = shell.kith("why", NOOR_EDU, NOOR_SC, "--json").json
    assert why["verdict"] == "review"
    assert {"UPN", "NHS number"} <= set(why["missing"])
    assert any(line.startswith("UPN: with the same UPN") for line in why["changes"])
    found = {row["comparison"]: row for row in why["rows"]}
    assert found["home"]["ledger"] == "household"
    assert found["surname"]["weight"] < 0 < found["date_of_birth"]["weight"]
    personal = why["prior"] + sum(row["weight"] for row in why["rows"] if row["ledger"] == "personal")
    assert personal == pytest.approx(why["personal"], abs=0.01)
    assert why["values"]["surname"] == ["Haddad", "Aziz"]

    blank = shell.kith("why", NOOR_EDU, NOOR_SC, "--blank")
    shown = shell.kith("why", NOOR_EDU, NOOR_SC)
    assert ("Haddad" in shown.out, "Haddad" in blank.out, "different surnames" in blank.out) == (
        True,
        False,
        True,
    )
    mixed = shell.kith("why", NOOR_EDU, "education:person:C77", "--json").json
    assert any("a child's and the other an adult's" in guard for guard in mixed["guards"])
    ingrid = shell.kith("why", "education:person:C77", "social_care:person:2001", "--json").json
    assert ingrid["together"] is True


def test_two_people_are_merged_and_parted_by_their_uids(shell: Shell) -> None:
    before = people(shell)
    maya, otis = before["education:person:P1"], before["education:person:P2"]
    assert shell.kith("merge", maya, otis, *REASON).code == 0
    merged = people(shell)
    assert {merged[f"education:person:{pupil}"] for pupil in ("P1", "P2")} == {
        merged["social_care:person:1001"]
    }
    led = shell.kith("export", "crosswalk", "--retired").out.splitlines()
    younger = {maya, otis} - set(merged.values())
    assert [line.split(",") for line in led] == [
        ["retired", "person"],
        [*younger, merged["education:person:P1"]],
    ]
    assert shell.kith("why", *younger, "education:person:P1", "--json").code == 0, (
        "a retired uid is still a way in"
    )
    answer = shell.kith("unmerge", maya, otis, *REASON)
    assert answer.code == 0, answer.said
    assert people(shell) == before
    assert shell.kith("export", "crosswalk", "--retired").out.splitlines() == ["retired,person"]


def test_pairs_on_one_evidence_are_decided_and_taken_back_at_once(shell: Shell) -> None:
    """Noor has an open plan, so that her pair is decided by itself; Zofia's waits alone."""
    noor, zofia = (each["pair"] for each in shell.kith("review", "list", "--json").json["pairs"])
    assert "decided one by one" in shell.kith("review", "alike", noor).said
    shown = shell.kith("review", "alike", zofia, "--json").json
    assert (shown["count"], len(shown["sample"])) == (1, 1)
    said = ("review", "alike", zofia, "--verdict", "unsure")
    assert "look at the sample first" in shell.kith(*said).said
    stale = shell.kith(*said, *REASON, "--looked-at", "0" * 16)
    assert (stale.code, "have changed since you looked" in stale.said) == (1, True)
    assert shell.kith(*said, *REASON, "--looked-at", shown["looked_at"]).code == 0
    assert shell.kith("review", "next", "--skip", "1").said.strip() == "Nothing waits for a person."
    assert shell.kith("review", "undo", zofia, "--together", *REASON).code == 0
    assert shell.kith("review", "next", "--stake", "other", "--children", "--json").json["waiting"] == 1
    assert shell.kith("review", "list", "--feed", "police", "--json").json["waiting"] == 0


def test_two_addresses_are_merged_and_parted(shell: Shell) -> None:
    """Zofia's and Noor's homes; and back."""
    both = ("uprn:200000000040", "uprn:200000000077")
    dry = shell.kith("address", "merge", *both, *REASON, "--dry-run", "--json").json
    assert ([len(home) for home in dry["homes"]], dry["people"], dry["entries"]) == ([2], 4, [])
    assert shell.kith("address", "merge", *both, *REASON).code == 0
    again = shell.kith("address", "merge", *both, *REASON)
    assert (again.code, "one home already" in again.said) == (1, True)
    undone = shell.kith("address", "undo", *both, *REASON, "--json")
    assert undone.code == 0
    apart = [home for group in undone.json["homes"] for home in group]
    assert {home["token"] for home in apart} == set(both)
    assert len({(home["uid"], home["line"]) for home in apart}) == 2, "each is its own home again"
    assert shell.kith("address", "unmerge", *both, *REASON).code == 0
    decided = shell.kith("address", "decided", "--json").json
    assert [each["verdict"] for each in decided] == ["different", "undone", "same"]
    assert shell.kith("address", "alike", "--json").json == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("why", NOOR_EDU, "education:person:P99"), "no two such current records"),
        (("why", "0123456789abcdef", NOOR_SC), "no two such current records"),
        (("review", "decide", "0123456789abcdef", "same", *REASON), "no two such current records"),
        (("review", "decide", "0123456789abcdef", "perhaps", *REASON), "one of same, different, unsure"),
        (("merge", NOOR_EDU, NOOR_SC, "--reason", "x"), "5 to 500 characters"),
        (("merge", NOOR_EDU, NOOR_SC), "--reason"),
        (("address", "merge", "uprn:200000000040", "uprn:1", *REASON), "no two such addresses"),
    ],
)
def test_what_cannot_be_done_is_said(shell: Shell, typed: tuple[str, ...], said: str) -> None:
    answer = shell.kith(*typed)
    assert answer.code != 0
    assert said in answer.said


def test_a_protected_person_is_not_there_for_who_is_not_cleared(shell: Shell) -> None:
    rows = protected("1005", kind="HIDDEN")
    folder = deliver(shell.data / "in-late", "social_care", rows, kind="changes", extracted="2026-09-03")
    assert shell.kith("ingest", "social_care", folder, "--release").code == 0
    assert shell.kith("review", "list", "--json").json["waiting"] == 1
    assert "no two such" in shell.kith("why", NOOR_EDU, NOOR_SC).said
    assert "no two such" in shell.kith("merge", NOOR_EDU, NOOR_SC, *REASON).said
