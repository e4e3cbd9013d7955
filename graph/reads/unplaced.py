"""Children without a home that could be placed. Not silence: a list (domain note, section 0, point 5)."""

from __future__ import annotations

import datetime as dt

from graph.ask import ask
from graph.gateway import Graph
from graph.reads import refs
from graph.reads.coverage import GROWN, years_before
from model.quality import Unplaced
from model.scope import Scope

WRITTEN = "not_recognised"
"""A home is written and too little of it is said, or too wrongly, to recognise it."""
SILENT = "none_given"


def unplaced(graph: Graph, scope: Scope, today: dt.date) -> list[Unplaced]:
    """Living children under 19 of whom no current home was recognised, the youngest first: as far as the reader may
    know where they are."""
    rows = ask(graph, "quality/unplaced", scope, born_after=years_before(today, GROWN))
    found = [
        Unplaced(
            person=refs.person(row["person"], today),
            reason=row["reason"] or (WRITTEN if row["written"] else SILENT),
            agencies=sorted(row["agencies"]),
        )
        for row in rows
    ]
    return sorted(
        found,
        key=lambda each: (
            -(each.person.date_of_birth or dt.date.min).toordinal(),
            each.person.name,
            each.person.uid,
        ),
    )
