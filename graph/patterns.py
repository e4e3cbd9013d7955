"""Running patterns: the statement of each, for one reader, over everybody or over some children."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from graph.ask import BadQuestion, check_rows
from graph.gateway import Graph, Row
from graph.system import run as own_work
from model.facts import Feed, FeedState
from model.findings import CaseView
from model.patterns import Asking, Found, Pattern
from model.scope import Scope
from queries.cases import cases
from queries.checks import parameters_used
from queries.library import statement
from queries.patterns import all_patterns, parameters, pattern

__all__ = [
    "all_patterns",
    "candidates",
    "children",
    "in_turn",
    "live_feeds",
    "not_live",
    "pattern",
    "pattern_cases",
    "run",
    "run_for",
    "together",
]

PATIENCE_S = 600.0
"""Seconds that one statement of the library may take: a way in goes over the whole borough, and planning alone may take
longer than a page waits. A lead's own question has no such patience (:mod:`graph.own`)."""
TOGETHER = min(4, os.cpu_count() or 1)
"""Patterns that are asked at the same time: a server answers each on one processor."""
AT_ONCE = 5_000
"""Children of one statement: it stays within memory, however big the borough is."""


_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")


def together(work: Callable[[_Asked], _Answer], asked: Iterable[_Asked]) -> Iterator[_Answer]:
    """The answers to each, in order, several being worked out at the same time. Raises what one of them raises; those
    that had not begun are left then."""
    pool = ThreadPoolExecutor(TOGETHER, thread_name_prefix="kith-patterns")
    try:
        waiting = [pool.submit(work, each) for each in asked]
        for each in waiting:
            yield each.result()
    finally:
        pool.shutdown(cancel_futures=True)


def in_turn(patterns: Iterable[Pattern]) -> list[Pattern]:
    """Those first of which only the child's own matters: whom to ask about the others takes longer to say."""
    return sorted(patterns, key=lambda made: (not made.steps.alone, made.id))


def live_feeds(feeds: Iterable[Feed]) -> frozenset[str]:
    """Codes of the feeds that are live: joined, not switched off and not late."""
    return frozenset(feed.feed for feed in feeds if feed.state is FeedState.LIVE)


def not_live(made: Pattern, asking: Asking) -> tuple[str, ...]:
    """Feeds that a pattern needs and that are not live: with any of them, it gives no findings."""
    return tuple(feed for feed in made.feeds if feed not in asking.live)


def run(graph: Graph, scope: Scope, made: Pattern, asking: Asking) -> list[Found]:
    """All findings of a pattern that exist for this reader; none where a feed it needs is not live."""
    if not_live(made, asking):
        return []
    return run_for(graph, scope, made, asking, candidates(graph, scope, made, asking))


def candidates(graph: Graph, scope: Scope, made: Pattern, asking: Asking) -> list[str]:
    """The children with whom a run begins: those to whom the way in of the statement leads, which is a wider set, or
    every child where it has none."""
    if made.way_in is None:
        return children(graph)
    return [row["uid"] for row in read_rows(graph, scope, made, asking, made.way_in)]


def children(graph: Graph) -> list[str]:
    """The uids of all children, whoever may see them: where a run begins."""
    return sorted(row["uid"] for row in own_work(graph, "projection/all_children"))


def run_for(
    graph: Graph, scope: Scope, made: Pattern, asking: Asking, subjects: Iterable[str]
) -> list[Found]:
    """The same findings, of these children only: what it costs grows with their number."""
    if not_live(made, asking):
        return []
    rows: list[Row] = []
    for batch in _batches(sorted(set(subjects))):
        rows += _ask(graph, scope, made, asking, batch)
    return findings_of(made, rows)


def _batches(subjects: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(subjects), AT_ONCE):
        yield subjects[start : start + AT_ONCE]


def of_some(made: Pattern) -> str:
    """The statement for the children of ``$subjects`` only: derived, so that both cannot differ."""
    return f"UNWIND $subjects AS subject\nMATCH (c:Child {{uid: subject}})\n{made.decision}"


def _ask(graph: Graph, scope: Scope, made: Pattern, asking: Asking, subjects: list[str]) -> list[Row]:
    rows = read_rows(graph, scope, made, asking, of_some(made), subjects=subjects)
    check_rows(statement(made.statement), rows)
    return rows


def read_rows(
    graph: Graph, scope: Scope, made: Pattern, asking: Asking, text: str,
    *, patience_s: float | None = PATIENCE_S, **more: Any,
) -> list[Row]:  # fmt: skip
    """The rows of a statement of a pattern, unchecked."""
    return graph.read(text, given(scope, made, asking, text, **more), patience_s=patience_s)


def given(scope: Scope, made: Pattern, asking: Asking, text: str, **more: Any) -> dict[str, Any]:
    """The parameters that a statement of a pattern uses."""
    used = parameters_used(text)
    known = {**scope.parameters(), **parameters(made, asking), **more}
    return {name: value for name, value in known.items() if name in used}


def findings_of(made: Pattern, rows: Iterable[Row]) -> list[Found]:
    """Rows as findings, each identity once, the most recent evidence first."""
    found: dict[tuple[str, ...], Found] = {}
    for row in rows:
        identity = tuple(str(row[name]) for name in made.identity)
        if identity in found:
            raise BadQuestion(f"{made.statement}: a finding came twice")
        path = tuple(sorted({_key(hop): hop for hop in row["path"] if hop}.values(), key=_key))
        columns = {name: value for name, value in row.items() if name != "path"}
        found[identity] = Found(made.id, identity, row["evidence_on"], columns, path)
    return sorted(
        found.values(),
        key=lambda each: (-(each.evidence_on.toordinal() if each.evidence_on else 0), each.identity),
    )


def _key(hop: Row) -> tuple[str, str, str, str]:
    return (
        str(hop.get("from") or ""),
        str(hop.get("type")),
        str(hop.get("key")),
        str(hop.get("start")) + str(hop.get("end")),
    )


def pattern_cases(made: Pattern) -> list[CaseView]:
    """The cases of a pattern in sentences."""
    return [
        CaseView(
            name=case.name,
            found=bool(case.finds),
            about=case.review or (f"near miss of {case.near}" if case.near else None) or case.guard,
            sentences=[each.text for each in case.everything],
        )
        for case in cases(made.id)
    ]
