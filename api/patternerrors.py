"""A finding that is an error in the data: what it rests on goes to the owners' queue as values marked wrong."""

from __future__ import annotations

import datetime as dt
import secrets

from api.store.clock import now
from graph import reads
from graph.gateway import Graph
from graph.system import run_rows
from model.patterns import Found
from model.quality import LOCATING
from model.scope import Scope

NOTE = "A lead has looked at a finding that rests on this, and holds it for an error in the data."


def mark_wrong(graph: Graph, scope: Scope, found: Found, today: dt.date) -> int:
    """Mark each value of the child's records that a finding rests on, and that can be marked, wrong: a home, a school
    or an adult of theirs. Its owner answers (``docs/architecture.md``, the quality of the data). How many."""
    keys = {hop.get("key") for hop in found.path}
    said = [
        each
        for each in reads.values(graph, scope, found.child, today)
        if each.claim in keys and not each.contested
    ]
    rows = [
        {
            "uid": secrets.token_hex(8),
            "properties": {
                "record": each.record, "feed": each.feed, "agency": each.agency, "part": each.part,
                "claim": each.claim, "value": each.value, "locates": each.part in LOCATING, "status": "open",
                "by": scope.account, "by_agency": scope.agency, "at": now(), "note": NOTE,
            },
        }
        for each in said
    ]  # fmt: skip
    return run_rows(graph, "ledger/put_corrections", rows) if rows else 0
