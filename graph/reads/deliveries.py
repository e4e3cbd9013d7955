"""Feeds and deliveries, forwarded identifiers, and the services on which access rests."""

from __future__ import annotations

import datetime as dt

from graph.ask import ask
from graph.gateway import Graph
from model.facts import Feed, FeedState, Page
from model.views import DeliveryView

OLD_DAYS = 8
"""A feed is old after this many days without a delivery. Assumed: a weekly feed and one day's grace."""
_BEFORE_ALL = 2**62
MOST_DELIVERIES = 200


def feeds(graph: Graph, today: dt.date) -> list[Feed]:
    """How fresh each feed is, or was on an earlier day, in order of agency."""
    found = []
    for row in ask(graph, "pages/feeds", None, known_at=today):
        days = (today - row["delivered"]).days if row["delivered"] else None
        state = FeedState.ABSENT if days is None else FeedState.OLD if days > OLD_DAYS else FeedState.LIVE
        agency = row["name"] or row["agency"] or row["feed"]
        found.append(
            Feed(feed=row["feed"], agency=agency, state=state, last_delivered=row["delivered"], days_old=days)
        )
    return sorted(found, key=lambda feed: (feed.agency, feed.feed))


def deliveries(graph: Graph, limit: int = 50, cursor: str | None = None) -> Page[DeliveryView]:
    """Deliveries, newest first. Raises ValueError for a cursor that no page gave."""
    limit = max(1, min(limit, MOST_DELIVERIES))
    before = int(cursor) if cursor else _BEFORE_ALL
    rows = ask(graph, "pages/deliveries", None, before=before, limit=limit + 1)
    items = [DeliveryView(**row["delivery"]) for row in rows[:limit]]
    return Page[DeliveryView](
        items=items, next_cursor=str(rows[limit - 1]["sequence"]) if len(rows) > limit else None
    )


def forwarded(graph: Graph, uid: str) -> str | None:
    """The uid to which a retired one leads now; None for one that is in use or was never given."""
    rows = ask(graph, "pages/forwarded", None, uid=uid)
    target = rows[0]["uid"] if rows else None
    return str(target) if target else None


def involved_services(graph: Graph, uid: str, today: dt.date | None = None) -> frozenset[str]:
    """Keys of the services now involved with a child, whatever its protection: for the rule of access only."""
    today = today or dt.date.today()
    return frozenset(row["key"] for row in ask(graph, "pages/involved_services", None, uid=uid, as_at=today))
