"""Entries of the ledger of people's decisions, whether on records or on homes: their order and what all of them say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph.gateway import Row
from model.judging import UNDONE


def stands(row: Row) -> bool:
    """Whether an entry is the last word on its pair, and not that one is taken back."""
    return bool(row["current"] and row["verdict"] != UNDONE)


def newest_first(rows: Iterable[Row]) -> list[Row]:
    """In the order in which they were entered, backwards. Of what was decided within one second, what stands is the
    last, and what was taken back came before that."""
    return sorted(
        rows,
        key=lambda row: (
            str(row["at"] or row["on"]),
            row["current"],
            row["verdict"] == UNDONE,
            row["pair"] or "",
        ),
        reverse=True,
    )


def entry(row: Row) -> dict[str, Any]:
    """What every entry says, by the names of the views."""
    same = {name: row[name] for name in ("uid", "pair", "act", "verdict", "by", "at", "on", "reason")}
    return {**same, "last": row["current"], "standing": stands(row)}
