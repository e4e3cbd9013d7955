"""Decisions of people on homes, between the ledger and the address book."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.system import Door, run, run_keys, run_rows
from ingest.addresses.joined import Joined
from model.judging import (
    NO_HOMES,
    UNDONE,
    Decision,
    DecisionError,
    JudgedHomes,
    NoSuchPairError,
    NothingToUndoError,
    SameHomeError,
    StaleDecisionError,
    state_of_homes,
)


def judged_homes(door: Door) -> list[JudgedHomes]:
    """What people decided about homes, as far as it stands."""
    return [
        JudgedHomes(row["left"], row["right"], row["verdict"]) for row in run(door, "ledger/home_judgements")
    ]


def judged_homes_after(standing: Iterable[JudgedHomes], decisions: Iterable[Decision]) -> list[JudgedHomes]:
    """What stands once these decisions are entered."""
    after = {(each.left, each.right): each for each in standing}
    for decision in decisions:
        if decision.verdict in ("same", "different"):
            after[decision.pair] = JudgedHomes(
                *decision.pair, "same" if decision.verdict == "same" else "different"
            )
        else:
            after.pop(decision.pair, None)
    return [after[pair] for pair in sorted(after)]


@dataclass(frozen=True, slots=True)
class StandingHomes:
    """What stands about two tokens: the uids of the homes they lead to, and the last word of a person, if any."""

    homes: tuple[str, str]
    judgement: str | None
    verdict: str | None

    @property
    def state(self) -> str:
        """Equal for two looks between which nothing has changed."""
        return state_of_homes(self.homes, self.judgement)


def standing_of_homes(door: Door, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], StandingHomes]:
    """What stands about pairs of tokens; a pair of which a token leads nowhere is left out."""
    tokens = sorted({token for pair in pairs for token in pair})
    homes = {row["token"]: row["uid"] for row in run_keys(door, "ledger/homes_of_tokens", tokens)}
    asked = [{"left": left, "right": right} for left, right in pairs]
    words = {
        (row["left"], row["right"]): (row["judgement"], row["verdict"])
        for row in run(door, "ledger/last_words_on_homes", rows=asked)
    }
    return {
        (left, right): StandingHomes((homes[left], homes[right]), *words.get((left, right), (None, None)))
        for left, right in pairs
        if left in homes and right in homes
    }


def check_homes(door: Door, decisions: Sequence[Decision], now: Joined) -> None:
    """Raise the :class:`~model.judging.DecisionError` of the first decision that cannot be entered. ``now``: the homes
    that people's judgements join as they stand."""
    standing = standing_of_homes(door, [decision.pair for decision in decisions])
    for decision in decisions:
        found = standing.get(decision.pair)
        if found is None or decision.left == decision.right:
            raise NoSuchPairError(NO_HOMES)
        if decision.state is not None and decision.state != found.state:
            raise StaleDecisionError(
                "The two addresses have changed since you looked at them: somebody decided about them, or they lead to "
                "another home now. Look at them again."
            )
        if decision.verdict == UNDONE and found.verdict in (None, UNDONE):
            raise NothingToUndoError("There is no decision on these two addresses to undo.")
        if decision.verdict == "unsure":
            raise DecisionError("Two addresses are judged the same home, or different ones.")
        if decision.verdict == "same" and decision.right in now.groups.get(decision.left, ()):
            raise SameHomeError("The two are one home already.")


def write_home_decisions(door: Door, rows: Sequence[dict[str, Any]], on: dt.date) -> None:
    """Enter decisions; what was said about these pairs before is superseded, and stays."""
    pairs = [{"left": row["properties"]["left"], "right": row["properties"]["right"]} for row in rows]
    run_rows(door, "ledger/supersede_home_judgements", pairs, on=on)
    run_rows(door, "ledger/create_home_judgements", rows)
