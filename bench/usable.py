"""How long until a page can be used in Chromium: child page and network of children drawn at random, all feeds.

Times are the browser's own, from the moment a link is followed: until the page is there and its scripts have run, and
for the network until it is drawn. Each page is opened for the first time in that browser profile once, then warm.
"""

from __future__ import annotations

import random
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

from bench import practitioners as at
from bench.indexes import whole
from bench.reads import percentiles
from bench.served import Server, served
from bench.tables import Result
from kith.composition import Kith
from tests.support.chromium import running_chromium

SEED = 11
CHILDREN = 40
BUDGET_MS = 1_000
"""Milliseconds (issue: page usable in under a second)."""
USABLE = """() => {
  const [page] = performance.getEntriesByType("navigation");
  return page.loadEventEnd;
}"""
DRAWN = """() => performance.getEntriesByName("network-drawn")[0].startTime"""
SOME = "MATCH (c:Child) WHERE c.guard = '' AND c.uid >= $from RETURN c.uid AS uid LIMIT $size"


def run(count: int) -> None:
    """Measure the index of ``count`` children with all feeds."""
    result = Result(
        "usable", f"Until a page can be used in Chromium, {count:,} children, all feeds: milliseconds"
    )
    with whole(count) as kith, served(kith.settings.data) as server, running_chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        _signed_in(kith, page, server)
        taken: dict[str, list[float]] = {"child page": [], "network": []}
        for uid in _children(kith):
            _opened(page, server, uid)
            page.goto(f"{server.origin}/children/{uid}", wait_until="load")
            taken["child page"].append(page.evaluate(USABLE))
            page.goto(f"{server.origin}/children/{uid}/network")
            page.wait_for_selector("#network-drawing[data-drawn=yes]")
            taken["network"].append(page.evaluate(DRAWN))
    for what, times in taken.items():
        result.add(what=what, first=round(times[0], 1), **percentiles(times), budget=BUDGET_MS)
    result.show()


def _signed_in(kith: Kith, page: Page, server: Server) -> None:
    signed = at.sign_in(kith.store, 1)[0]
    cookie: Any = {"name": "kith_session", "value": signed.token, "url": server.origin}
    page.context.add_cookies([cookie])


def _children(kith: Kith) -> list[str]:
    """Children drawn at random, from a place of the index that is."""
    start = f"{random.Random(SEED).getrandbits(32):08x}"
    rows = kith.graph.read(SOME, {"from": start, "size": CHILDREN}, patience_s=60)
    return [row["uid"] for row in rows]


def _opened(page: Page, server: Server, uid: str) -> None:
    """The reason is given once a day and child; it is no part of what is measured."""
    page.goto(f"{server.origin}/children/{uid}")
    if urlsplit(page.url).path.endswith("/reason"):
        choice = page.get_by_role("radio", name="A purpose of the safeguarding hub")
        if choice.count():  # with one ground only there is nothing to choose
            choice.check()
        page.get_by_label("Reason").fill(at.REASON)
        page.get_by_role("button", name="Open the record").click()
        page.wait_for_url(f"{server.origin}/children/{uid}")
