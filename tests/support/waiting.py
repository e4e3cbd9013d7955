"""Who waits for a steward, in a test."""

from __future__ import annotations

import datetime as dt

from graph.waiting_list import WaitingList
from model.scope import Purpose, Role, Scope
from tests.support.index import Index

TODAY = dt.date(2026, 9, 30)
STEWARD = Scope("steward", Role.DATA_STEWARD, purpose=Purpose.STEWARDSHIP)


def kept_list(index: Index, today: dt.date = TODAY) -> WaitingList:
    """The list as a steward without clearances opens it."""
    return WaitingList(index.deciding.kept, index.deciding.changes, index.graph, STEWARD, today)
