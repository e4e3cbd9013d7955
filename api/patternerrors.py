"""A finding that is an error in the data: what it rests on goes to the owners' queue as values marked wrong."""

from __future__ import annotations

import datetime as dt

from api.corrections import mark_wrong
from graph import reads
from graph.gateway import Graph
from model.patterns import Found
from model.scope import Scope

NOTE = "A lead has looked at a finding that rests on this, and holds it for an error in the data."


def mark_finding_wrong(graph: Graph, scope: Scope, found: Found, today: dt.date) -> int:
    """Mark each value of the child's records that a finding rests on, and that can be marked, wrong: a home, a school
    or an adult of theirs. Its owner answers (``docs/architecture.md``, the quality of the data). How many."""
    keys = {hop.get("key") for hop in found.path}
    said = [
        each
        for each in reads.values(graph, scope, found.child, today)
        if each.claim in keys and not each.contested
    ]
    return len(mark_wrong(graph, said, by=scope.account, by_agency=scope.agency, note=NOTE)) if said else 0
