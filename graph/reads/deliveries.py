"""Feeds and deliveries, forwarded identifiers, and the services on which access rests."""

from __future__ import annotations

import datetime as dt

from graph.ask import ask
from graph.gateway import Graph, Row
from model.facts import Feed, FeedState, Page
from model.views import DeliveryView

CADENCE_DAYS = 7
"""Days between two deliveries of a feed of which nothing is declared. Assumed: weekly."""
GRACE_DAYS = 1
"""Days that a delivery may be late before its feed is old. Assumed."""
_BEFORE_ALL = 2**62
MOST_DELIVERIES = 200


def feeds(graph: Graph, today: dt.date) -> list[Feed]:
    """Every feed that was ever delivered, and one for each agency that has not joined, in order of agency: live, old,
    switched off or absent, as known on a day."""
    delivered = {row["feed"]: row for row in ask(graph, "pages/feeds", None, known_at=today)}
    declared = {row["feed"]: row for row in ask(graph, "pages/feed_states", None, known_at=today)}
    found = [_feed(code, declared.get(code), delivered.get(code), today) for code in {*declared, *delivered}]
    return _gaps_once(sorted(found, key=lambda feed: (feed.agency, feed.feed)))


def agency_codes(graph: Graph, today: dt.date) -> list[str]:
    """Codes of the agencies that have delivered by a day, in order."""
    rows = ask(graph, "pages/feeds", None, known_at=today)
    return sorted({row["agency"] for row in rows if row["agency"]})


def _gaps_once(found: list[Feed]) -> list[Feed]:
    """Without the further feeds by which an agency could speak: an agency that speaks through one is no gap, and one
    that has not joined is one gap, however many ways it has."""
    named = {feed.agency for feed in found if feed.state is not FeedState.ABSENT}
    kept = []
    for feed in found:
        if feed.state is not FeedState.ABSENT:
            kept.append(feed)
        elif feed.agency not in named:
            named.add(feed.agency)
            kept.append(feed)
    return kept


def _feed(code: str, declared: Row | None, delivered: Row | None, today: dt.date) -> Feed:
    known = declared or {}
    last = delivered["delivered"] if delivered else None
    days = (today - last).days if last else None
    state = FeedState.LIVE
    if known.get("off_since"):
        state = FeedState.OFF
    elif days is None:
        state = FeedState.ABSENT
    elif days > known.get("cadence_days", CADENCE_DAYS) + GRACE_DAYS:
        state = FeedState.OLD
    named = delivered or known
    return Feed(
        feed=code,
        agency=known.get("name") or named["name"] or named["agency"] or code,
        state=state,
        last_delivered=last,
        days_old=days,
        joined=known.get("joined"),
        off_since=known.get("off_since"),
        expects_from=known.get("expects_from"),
        expects_to=known.get("expects_to"),
    )


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
