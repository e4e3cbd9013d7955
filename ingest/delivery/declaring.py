"""Every feed about people that this index can take, as nodes: what coverage is told from."""

from __future__ import annotations

from graph.system import Door, run_rows
from ingest.feeds import all_feeds


def declare_feeds(door: Door) -> None:
    """Enter every feed about people that this index can take, those included that no agency has joined yet."""
    rows = [
        {
            "code": feed.code,
            "properties": {
                "agency": feed.agency_code,
                "name": feed.agency_name,
                "cadence_days": feed.cadence_days,
                "expects_from": feed.expects[0] if feed.expects else None,
                "expects_to": feed.expects[1] if feed.expects else None,
            },
        }
        for feed in all_feeds().values()
        if any(owner.kind == "person" for table in feed.tables for owner in table.owners)
    ]
    run_rows(door, "ledger/put_feeds", rows)
