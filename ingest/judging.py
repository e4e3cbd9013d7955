"""Judgements between the ledger and matching: reading what people decided, writing what the model found."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Any

from pydantic_core import to_json

from graph.system import Door, run, run_rows
from ingest.matching.records import HumanJudgement, ModelJudgement, Resolution

VERDICTS = {"same": "same", "review": "unsure", "different": "different"}
"""The ledger's verdict for each decision band of the model."""


def human_judgements(door: Door) -> list[HumanJudgement]:
    """The judgements of people that stand."""
    return [
        HumanJudgement(row["left"], row["right"], row["verdict"])
        for row in run(door, "ledger/human_judgements")
    ]


def judgement_row(judgement: ModelJudgement, *, on: dt.date, model: str) -> dict[str, Any]:
    """The model's verdict as the row of a writing statement. The same verdict on the same day has the same uid."""
    said = f"{judgement.left}|{judgement.right}|{judgement.verdict}|{judgement.weight:.6f}|{model}|{on}"
    return {
        "properties": {
            "uid": hashlib.blake2b(said.encode(), digest_size=16).hexdigest(),
            "left": judgement.left,
            "right": judgement.right,
            "verdict": VERDICTS[judgement.verdict],
            "by": f"model:{model}",
            "human": False,
            "current": True,
            "on": on,
            "weight": round(judgement.weight, 6),
            "reason": judgement.reason,
            "evidence": to_json([row.as_json() for row in judgement.evidence]).decode(),
        }
    }


def write_judgements(door: Door, resolution: Resolution, *, on: dt.date, model: str, anew: bool) -> None:
    """Enter what the model found. With ``anew`` the resolution holds every verdict there is, and is compared with
    those that stand in the ledger; without, it holds what changed."""
    found = list(resolution.judgements)
    superseded = [{"left": left, "right": right} for left, right in resolution.superseded]
    if anew:
        standing = {(row["left"], row["right"]): row for row in _standing(door)}
        rows = {(each.left, each.right): each for each in found}
        superseded = [
            {"left": left, "right": right}
            for (left, right), row in standing.items()
            if (left, right) not in rows or not _agrees(row, rows[left, right], model)
        ]
        found = [
            each
            for pair, each in rows.items()
            if pair not in standing or not _agrees(standing[pair], each, model)
        ]
    else:
        superseded.extend({"left": each.left, "right": each.right} for each in found)
    run_rows(door, "ledger/supersede_judgements", superseded, on=on)
    run_rows(door, "ledger/create_judgements", (judgement_row(each, on=on, model=model) for each in found))


def _standing(door: Door) -> Iterator[dict[str, Any]]:
    yield from run(door, "ledger/model_judgements")


def _agrees(row: dict[str, Any], judgement: ModelJudgement, model: str) -> bool:
    return bool(
        row["verdict"] == VERDICTS[judgement.verdict]
        and row["by"] == f"model:{model}"
        and abs(row["weight"] - judgement.weight) < 1e-5
    )
