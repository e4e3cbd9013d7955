"""Which record describes which person, and which retired identifier leads to whom: all that a reader may know of."""

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
        page = ask(graph, "matching/crosswalk", scope, after=after, upto=upto)
        yield from sorted(
            page, key=lambda row: row["record"]
        )  # the database sorts in twice the time it reads
        after = upto


def retired(graph: Graph, scope: Scope) -> list[Row]:
    """Each identifier that is no longer in use, and the person to whom it leads now."""
    return sorted(ask(graph, "matching/retired", scope), key=lambda row: row["retired"])
