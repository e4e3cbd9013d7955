"""A new model: compared before it is promoted, promoted with a name, and what people decided stands through it."""

from __future__ import annotations

import csv
import dataclasses
import fcntl
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.matching.model import MatchModel
from tests.cli.conftest import Shell
from tests.support.deliveries import deliver
from tests.support.noor import NOOR_EDU, NOOR_SC, ZOFIA_EDU, ZOFIA_SC, noor_at_school, noor_in_care

pytestmark = pytest.mark.xdist_group("cli-models")

MAYA = ("education:person:P1", "social_care:person:1001")


@pytest.fixture(scope="module")
def shell(shells: Callable[[], Shell]) -> Shell:
    shell = shells()
    for code, rows in (("education", noor_at_school()), ("social_care", noor_in_care())):
        assert shell.kith("ingest", code, deliver(shell.data / f"in-{code}", code, rows)).code == 0
    assert shell.kith("merge", NOOR_EDU, NOOR_SC, "--reason", "known to the team").code == 0
    return shell


@pytest.fixture(scope="module")
def shy(shell: Shell) -> Path:
    """A model that asks for more than any two records give."""
    shipped = MatchModel.shipped()
    bands = dataclasses.replace(shipped.children.thresholds, same=500.0)
    children = dataclasses.replace(shipped.children, thresholds=bands)
    path = shell.data / "shy.json"
    dataclasses.replace(shipped, version="shy", children=children).save(path)
    return path


def people(shell: Shell) -> dict[str, str]:
    rows = shell.kith("export", "crosswalk", "--json").json
    return {row["record"]: row["person"] for row in rows}


def test_a_model_is_compared_and_promoted_and_decisions_stand(shell: Shell, shy: Path) -> None:
    refused = shell.kith("model", "promote", shy)
    assert (refused.code, "has not been compared" in refused.said) == (1, True)
    before = people(shell)
    truth = shell.data / "truth.csv"
    rows = [f"{key},maya" for key in MAYA] + [f"{key},zofia" for key in (ZOFIA_EDU, ZOFIA_SC)]
    truth.write_text("record_key,person\n" + "\n".join(rows) + "\n")

    told = shell.kith("model", "compare", shy, "--truth", truth, "--json").json
    assert told["new"] == "shy"
    assert {"now": sorted(MAYA), "then": [[key] for key in sorted(MAYA)]} in told["examples"]
    assert told["pairs_joined"] == 0 < told["pairs_parted"]
    assert (told["truth"]["in_use"]["recall"], told["truth"]["new"]["recall"]) == (0.5, 0.0)
    assert told["decisions"]["new"] == {"same": 1, "joined": 0, "different": 0, "kept_apart": 0}
    assert people(shell) == before
    listed = shell.data / "changed.csv"
    said = shell.kith("model", "compare", shy, "--truth", truth, "--people", listed).out
    assert ("Against the truth" in said, "would change" in said) == (True, True)
    lines = list(csv.DictReader(listed.read_text(encoding="utf-8").splitlines()))
    maya = [line for line in lines if line["record"] in MAYA]
    assert (len({line["person_now"] for line in maya}), len({line["person_then"] for line in maya})) == (1, 2)

    with (shell.data / "loading" / "load.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        busy = shell.kith("model", "promote", shy)
    assert (busy.code, "is being loaded" in busy.said) == (1, True)
    assert shell.kith("model", "show", "--json").json["version"] != "shy", "nothing is half done"
    assert shell.kith("model", "promote", shy).code == 0
    assert "This is the model in use" in shell.kith("model", "promote", shy).said
    after = people(shell)
    assert after[MAYA[0]] != after[MAYA[1]]
    assert before[MAYA[0]] in (after[MAYA[0]], after[MAYA[1]])
    assert after[NOOR_EDU] == after[NOOR_SC] == before[NOOR_EDU]
    shown = shell.kith("model", "show", "--json").json
    assert (shown["version"], shown["promoted by"]) == ("shy", "operator")


def test_what_is_no_truth_and_no_model_is_said(shell: Shell, shy: Path) -> None:
    wrong = shell.data / "wrong.csv"
    wrong.write_text("name\nx\n")
    assert "give the columns" in shell.kith("model", "compare", shy, "--truth", wrong).said
    told = json.loads(shy.read_text())
    for damage, said in (
        ({"code": 1}, "another version of the matching code"),
        ({"version": "../../x"}, "no training writes (its version)"),
        ({"stages": {}}, "cannot be read"),
        (
            {"stages": {**told["stages"], "adults": {**told["stages"]["adults"], "prior": 0}}},
            "shares of the adults",
        ),
    ):
        wrong.write_text(json.dumps({**told, **damage}))
        assert said in shell.kith("model", "compare", wrong).said
    wrong.write_text("[]")
    assert "cannot be read" in shell.kith("model", "promote", wrong).said
