"""Running a lead's own question: like a pattern, within limits of time and rows, and what comes back is looked at."""

from __future__ import annotations

import datetime as dt
from typing import Any

from graph.ask import BadQuestion
from graph.gateway import Graph, Row
from graph.patterns import findings_of, given, not_live, read_rows
from model.patterns import Asking, Found, Pattern
from model.scope import Scope
from queries.own import HOP, HOP_TYPES, LONGEST, OwnQuestionError, example, own_question

__all__ = ["LONGEST", "MOST_ROWS", "OwnQuestionError", "example", "own_question", "plan_of", "run_own"]

MOST_ROWS = 2_000
"""Findings of a typed question at most."""


def run_own(graph: Graph, scope: Scope, made: Pattern, asking: Asking) -> list[Found]:
    """The findings of a typed question: at most ``MOST_ROWS`` and one more, within the time of a page's reads. Raises
    BadQuestion for rows that hold anything but uids, words, numbers, dates and hops, and GraphError."""
    if not_live(made, asking):
        return []
    rows = read_rows(graph, scope, made, asking, f"{made.text}\nLIMIT {MOST_ROWS + 1}", patience_s=None)
    for row in rows:
        check_own(row)
    return findings_of(made, rows)


def plan_of(graph: Graph, scope: Scope, made: Pattern, asking: Asking) -> str:
    """How the engine would run a typed question."""
    return graph.plan(made.text, given(scope, made, asking, made.text))


def check_own(row: Row) -> None:
    """Raises BadQuestion for a row of a typed question that holds more than a finding does."""
    for name, value in row.items():
        if name == "path":
            hops = value if isinstance(value, list) else [None]
            if not all(_is_hop(hop) for hop in hops):
                raise BadQuestion("path: a list of hops, each with type, key, start and end")
        elif isinstance(value, list | dict) or (name == "child" and not isinstance(value, str)):
            raise BadQuestion(f"{name}: a uid, a word, a number or a date, never a list or a whole node")
        elif name == "evidence_on" and value is not None and type(value) is not dt.date:
            raise BadQuestion("evidence_on: a date")


def _is_hop(hop: Any) -> bool:
    return (
        isinstance(hop, dict)
        and hop.keys() <= HOP
        and hop.get("type") in HOP_TYPES
        and not any(isinstance(value, list | dict) for value in hop.values())
    )
