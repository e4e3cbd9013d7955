"""Findings that were kept, as one reader sees them today: asked of the graph anew, with what was decided about them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable

from api.store.patterns import Disposed, Kept, Patterns, finding_id
from graph.gateway import Graph
from graph.patterns import run_for
from graph.reads.findings import Told, told
from model.findings import Decided, FindingView
from model.patterns import Asking, Found, Pattern
from model.scope import Scope


def viewed(
    graph: Graph, scope: Scope, today: dt.date, some: Iterable[Kept],
    asked: Callable[[str], tuple[Pattern, Asking]], store: Patterns,
) -> list[FindingView]:  # fmt: skip
    """Those of the findings that exist for this reader. ``asked``: a pattern by its id, and how it is asked."""
    some = list(some)
    by_pattern: dict[str, set[str]] = defaultdict(set)
    for each in some:
        by_pattern[each.pattern].add(each.child)
    found: dict[str, tuple[Pattern, Found, Asking]] = {}
    for id_, children in by_pattern.items():
        made, asking = asked(id_)
        for row in run_for(graph, scope, made, asking, children):
            found[finding_id(id_, row.identity)] = made, row, asking
    said = told(graph, scope, [(made, row) for made, row, _ in found.values()], today, today)
    views = []
    for kept in some:
        if kept.id in found:
            made, row, asking = found[kept.id]
            words = said.get((made.id, row.identity))
            if words is not None:
                views.append(_view(kept, made, row, asking, words, store.history(kept.id)))
    return views


def _view(
    kept: Kept, made: Pattern, row: Found, asking: Asking, words: Told, decided: Iterable[Disposed]
) -> FindingView:
    values = asking.values(made)
    return FindingView(
        id=kept.id, pattern=made.id, pattern_name=made.name, child=words.child, sentence=words.sentence,
        path=words.path, evidence_on=row.evidence_on, first_found=kept.first_found,
        thresholds={each.name: each.in_words(values[each.name]) for each in made.thresholds},
        feeds=list(made.feeds), live=sorted(asking.live), against=words.against, protective=words.protective,
        wrong=list(made.wrong), assigned_to=kept.assigned_to, protected=kept.protected,
        decided=[_decided(each, kept, asking.as_at) for each in decided],
    )  # fmt: skip


def _decided(each: Disposed, kept: Kept, today: dt.date) -> Decided:
    return Decided(
        kind=each.kind.value, reason=each.reason, by=each.by, at=each.at, until=each.until,
        stands=each.stands(today, kept.evidence),
    )  # fmt: skip
