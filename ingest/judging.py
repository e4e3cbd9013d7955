"""Judgements between the ledger and matching: what people decided, read and written, and what the model found."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.system import Door, run, run_rows
from ingest.matching.records import HumanJudgement, ModelJudgement, Resolution, as_text
from model.judging import UNDONE, Decision, ordered, pair_id, state_of

VERDICTS = {"same": "same", "review": "unsure", "different": "different"}
"""The ledger's verdict for each decision band of the model."""


def human_judgements(door: Door) -> list[HumanJudgement]:
    """The judgements of people that stand."""
    return [
        HumanJudgement(row["left"], row["right"], row["verdict"])
        for row in run(door, "ledger/human_judgements")
    ]


def judgements_after(
    standing: Iterable[HumanJudgement], decisions: Iterable[Decision]
) -> list[HumanJudgement]:
    """The judgements of people that stand once these decisions are entered."""
    after = {ordered(each.left, each.right): each for each in standing}
    for decision in decisions:
        if decision.verdict == UNDONE:
            after.pop(decision.pair, None)
        else:
            after[decision.pair] = HumanJudgement(*decision.pair, decision.verdict)
    return [after[pair] for pair in sorted(after)]


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands about one pair of records. ``judgement`` and ``verdict``: the last word of a person, if any."""

    people: tuple[str, str]
    state: str
    judgement: str | None
    verdict: str | None


def standing_of(door: Door, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Standing]:
    """What stands about pairs of current records; a pair of which a record is not there is left out."""
    rows = run(
        door, "ledger/standing_of_pairs", rows=[{"left": left, "right": right} for left, right in pairs]
    )
    found = {}
    for row in rows:
        people = (row["left_person"], row["right_person"])
        state = state_of(row["left_version"], row["right_version"], people, row["judgement"])
        found[row["left"], row["right"]] = Standing(people, state, row["judgement"], row["verdict"])
    return found


def decision_rows(decisions: Iterable[Decision], *, at: dt.datetime, **also: bool) -> list[dict[str, Any]]:
    """Decisions that are taken together as the rows of a writing statement: entries of their own, whatever was decided
    before, with one ``act``. ``also``: further properties of each."""
    act = secrets.token_hex(16)
    return [_decision_row(decision, act, at, also) for decision in decisions]


def _decision_row(decision: Decision, act: str, at: dt.datetime, also: Mapping[str, bool]) -> dict[str, Any]:
    left, right = decision.pair
    return {
        "properties": {
            "uid": secrets.token_hex(16),
            "act": act,
            "left": left,
            "right": right,
            "pair": pair_id(left, right),
            "verdict": decision.verdict,
            "by": decision.by,
            **also,
            "current": True,
            "at": at,
            "on": at.date(),
            "reason": decision.reason,
        }
    }


def write_decisions(door: Door, rows: Sequence[dict[str, Any]], on: dt.date) -> None:
    """Enter decisions; what people had said about these pairs before is superseded, and stays."""
    pairs = [{"left": row["properties"]["left"], "right": row["properties"]["right"]} for row in rows]
    run_rows(door, "ledger/supersede_decisions", pairs, on=on)
    run_rows(door, "ledger/create_judgements", rows)


def judgement_row(judgement: ModelJudgement, *, on: dt.date, model: str) -> dict[str, Any]:
    """The model's verdict as the row of a writing statement. The same verdict on the same day has the same uid."""
    said = f"{judgement.left}|{judgement.right}|{judgement.verdict}|{judgement.weight:.6f}|{model}|{on}"
    return {
        "properties": {
            "uid": hashlib.blake2b(said.encode(), digest_size=16).hexdigest(),
            "left": judgement.left,
            "right": judgement.right,
            "pair": pair_id(judgement.left, judgement.right),
            "verdict": VERDICTS[judgement.verdict],
            "by": f"model:{model}",
            "human": False,
            "current": True,
            "on": on,
            "weight": round(judgement.weight, 6),
            "reason": judgement.reason,
            "evidence": as_text(judgement.evidence),
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


def judged_in(resolutions: Iterable[Resolution]) -> set[str]:
    """Records of which a pair was judged anew, or is judged no longer: an answer may rest on that alone."""
    pairs = [(each.left, each.right) for found in resolutions for each in found.judgements]
    pairs += [pair for found in resolutions for pair in found.superseded]
    return {key for pair in pairs for key in pair}


def _standing(door: Door) -> Iterator[dict[str, Any]]:
    yield from run(door, "ledger/model_judgements")


def _agrees(row: dict[str, Any], judgement: ModelJudgement, model: str) -> bool:
    return bool(
        row["verdict"] == VERDICTS[judgement.verdict]
        and row["by"] == f"model:{model}"
        and abs(row["weight"] - judgement.weight) < 1e-5
    )
