"""Running patterns: the statement of each, for one reader, over everybody or over some children."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.ask import BadQuestion, check_rows
from graph.gateway import Graph, Row
from model.facts import Feed, FeedState
from model.patterns import Asking, Found, Pattern
from model.scope import Scope
from queries.library import SCOPE_PARAMETERS, statement
from queries.patterns import all_patterns, of_some, parameters, pattern

__all__ = ["all_patterns", "live_feeds", "not_live", "pattern", "run", "run_for"]

AT_ONCE = 2_000
"""Children of one statement, where it is asked about some."""


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
    return _found(made, _ask(graph, scope, made, asking, made.text))


def run_for(
    graph: Graph, scope: Scope, made: Pattern, asking: Asking, children: Iterable[str]
) -> list[Found]:
    """The same findings, of these children only: what it costs grows with their number."""
    if not_live(made, asking):
        return []
    rows: list[Row] = []
    for batch in _batches(sorted(set(children))):
        rows += _ask(graph, scope, made, asking, of_some(made), subjects=batch)
    return _found(made, rows)


def _batches(children: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(children), AT_ONCE):
        yield children[start : start + AT_ONCE]


def _ask(
    graph: Graph, scope: Scope, made: Pattern, asking: Asking, text: str, subjects: list[str] | None = None
) -> list[Row]:
    asked = statement(made.statement)
    scoped = {key: value for key, value in scope.parameters().items() if key in SCOPE_PARAMETERS & asked.uses}
    given = parameters(made, asking)
    rows = graph.read(text, {**given, **scoped, **({} if subjects is None else {"subjects": subjects})})
    check_rows(asked, rows)
    return rows


def _found(made: Pattern, rows: Iterable[Row]) -> list[Found]:
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
