"""A feed is not joined, live, ageing or switched off; the graph knows which, and since when."""

from __future__ import annotations

import datetime as dt

from graph import reads
from graph.system import run
from ingest.feeds import all_feeds
from model.facts import FeedState
from tests.ingest.families import education
from tests.ingest.test_events import police
from tests.support.index import Index

DAY = dt.date(2026, 9, 2)


def states(index: Index, day: dt.date) -> dict[str, FeedState]:
    return {feed.feed: feed.state for feed in reads.feeds(index.graph, day)}


def agencies_of_people() -> set[str]:
    return {
        feed.agency_name
        for feed in all_feeds().values()
        if any(owner.kind == "person" for table in feed.tables for owner in table.owners)
    }


def test_every_agency_is_known_before_it_joins_and_each_feed_ages_by_its_own_cadence(index: Index) -> None:
    index.deliver("education", education())
    found = reads.feeds(index.graph, DAY)
    assert [feed.agency for feed in found] == sorted(agencies_of_people()), (
        "each once, however many ways it has"
    )
    assert {feed.state for feed in found if feed.agency != "Education"} == {FeedState.ABSENT}
    assert states(index, DAY)["education"] is FeedState.LIVE
    index.deliver("police", police())
    cadence = dt.timedelta(days=all_feeds()["police"].cadence_days)
    assert states(index, dt.date(2026, 9, 1) + cadence)["police"] is FeedState.LIVE
    assert states(index, dt.date(2026, 9, 1) + 3 * cadence)["police"] is FeedState.OLD
    assert states(index, dt.date(2026, 8, 31))["police"] is FeedState.ABSENT, "as known before it joined"


def test_a_feed_that_is_switched_off_says_since_when_and_keeps_what_it_said(index: Index) -> None:
    index.deliver("education", education())
    run(index.graph, "ledger/switch_feed", feed="education", since=dt.date(2026, 9, 20))
    feed = next(each for each in reads.feeds(index.graph, dt.date(2026, 9, 21)) if each.feed == "education")
    assert (feed.state, feed.off_since, feed.joined) == (
        FeedState.OFF,
        dt.date(2026, 9, 20),
        dt.date(2026, 9, 1),
    )
    assert states(index, dt.date(2026, 9, 5))["education"] is FeedState.LIVE, "as known before"
    assert index.people(), "nothing is deleted"
