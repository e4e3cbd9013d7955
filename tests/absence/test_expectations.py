"""The table of expectations: what it refuses, and that it says where it is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from absence.expectations import PACKAGED, ExpectationsError, load, packaged


def test_the_packaged_table_is_whole() -> None:
    assert {rule.service for rule in packaged().rules} >= {
        "midwife",
        "health_visitor",
        "education",
        "gp",
        "social_worker",
    }
    assert all(rule.basis for rule in packaged().rules)


BROKEN: list[tuple[str, Any, str]] = [
    ("a change without a reason", lambda table: table.update(reason="x"), "reason"),
    ("a rule for nobody", lambda table: table["rules"][3].pop("from_age"), "rules.3"),
    ("ages turned round", lambda table: table["rules"][3].update(from_age=9, below_age=4), "below_age"),
    ("a term that ends before it begins",
     lambda table: table.update(terms=[{"first": "2026-10-01", "last": "2026-09-01"}]), "terms.0"),
    ("an unborn child in circumstances",
     lambda table: table["rules"][0].update(circumstances=["looked_after"]), "rules.0"),
    ("no feed that would show it", lambda table: table["rules"][3].update(feeds=[]), "feeds"),
    ("a service twice", lambda table: table["rules"].append(table["rules"][0]), "midwife"),
    ("a word that is not known", lambda table: table["rules"][3].update(grace=3), "grace"),
    ("an involvement that there is not",
     lambda table: table["rules"][3]["met_by"].update(involvements=["gp"]), "involvements"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "says"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_wrong_table_is_refused_with_the_place(change: Any, says: str, tmp_path: Path) -> None:
    table = json.loads(PACKAGED.read_text(encoding="utf-8"))
    change(table)
    path = tmp_path / "ours.json"
    path.write_text(json.dumps(table), encoding="utf-8")
    with pytest.raises(ExpectationsError) as refused:
        load(path)
    assert says in str(refused.value)
    assert str(refused.value).startswith("ours.json")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExpectationsError, match=r"nothing\.json: cannot be read"):
        load(tmp_path / "nothing.json")
