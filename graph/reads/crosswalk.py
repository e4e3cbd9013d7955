"""Which record describes which person: all that a reader may know of, a page of record keys at a time."""

from __future__ import annotations

from collections.abc import Iterator

from graph.ask import ask
from graph.gateway import Graph, Row
from model.scope import Scope
from queries.files import text

PAGE = 20_000


def crosswalk(graph: Graph, scope: Scope) -> Iterator[Row]:
    """Record, feed, identifier and person, in order of record key. Where a page ends is told by all records."""
    after = ""
    while upto := graph.read(text("ledger/keys_upto"), {"after": after, "size": PAGE})[0]["upto"]:
        yield from ask(graph, "matching/crosswalk", scope, after=after, upto=upto)
        after = upto
