"""Answers about a small borough against its truth: the figures are of the right size, and a wrong answer shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import indexes, relations, tables
from bench.relations import ANY_KINSHIP, CARER, HOUSEHOLD, MAIN, Answers

pytestmark = pytest.mark.xdist_group("relations")

CHILDREN = 300


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    folder: Path = tmp_path_factory.mktemp("bench")
    with pytest.MonkeyPatch.context() as patch:
        for module in (indexes, relations, tables):
            patch.setattr(module, "RESULTS", folder)
        relations.run(CHILDREN)
    found = json.loads((folder / "relations.json").read_text())["rows"]
    return {row["answer"]: row for row in found}


LEAST = [
    (ANY_KINSHIP, 0.97, 0.8),
    ("full", 0.97, 0.35),
    ("same_mother_recorded", 0.97, 0.75),
    ("carer: mother", 0.99, 0.9),
    (CARER, 0.99, 0.85),
    (HOUSEHOLD, 0.96, 0.85),
    (MAIN, 0.9, 0.95),
]


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("answer", "precision", "recall"), LEAST)
def test_answers_are_mostly_right(
    rows: dict[str, dict[str, float]], answer: str, precision: float, recall: float
) -> None:
    assert rows[answer]["wanted"] > 50
    assert rows[answer]["precision"] >= precision
    assert rows[answer]["recall"] >= recall


def test_a_wrong_answer_costs_precision_and_a_missing_one_recall() -> None:
    answers = Answers()
    answers.so["full"] = {("a", "b"), ("a", "c")}
    answers.wanted["full"] = {("a", "b")}
    answers.said["full"] = {("a", "c"), ("a", "d")}
    (row,) = answers.rows()
    assert (row["precision"], row["recall"]) == (0.5, 0.0)
