"""Values that somebody marks wrong, as they are entered for their owner to answer."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from api.store.clock import now
from graph.gateway import Graph
from graph.system import run_rows
from model.quality import LOCATING, Said


def mark_wrong(
    graph: Graph, said: Iterable[Said], *, by: str, by_agency: str | None, note: str | None
) -> list[str]:
    """Enter each value as marked wrong by an account; the uids of the entries."""
    rows = [
        {
            "uid": secrets.token_hex(8),
            "properties": {
                "record": each.record, "feed": each.feed, "agency": each.agency, "part": each.part,
                "claim": each.claim, "value": each.value, "locates": each.part in LOCATING, "status": "open",
                "by": by, "by_agency": by_agency, "at": now(), "note": note,
            },
        }
        for each in said
    ]  # fmt: skip
    run_rows(graph, "ledger/put_corrections", rows)
    return [str(row["uid"]) for row in rows]
