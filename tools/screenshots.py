"""The screenshots of the documentation: ``python -m tools.screenshots OUT``.

A small borough of invented people is built in a temporary folder, served on loopback and looked at in Chromium.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from graph import lifecycle
from kith import demo
from kith.composition import opened
from kith.settings import Settings
from tests.e2e.families import EDUCATION, SOCIAL_CARE
from tests.e2e.tab import Tab
from tests.support.boroughs import build
from tests.support.chromium import running_chromium
from tests.support.served import serving

CHILDREN = 120
LARGEST = 200_000
"""Bytes that a screenshot may have."""
HEIGHT = 900


def main(out: Path) -> None:
    """Write the screenshots into a folder. Raises RuntimeError for one that is too large."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), demo_accounts=True, graph_heap_mb=512)
        try:
            with opened(settings) as kith:
                build(kith, CHILDREN, {"social_care": SOCIAL_CARE, "education": EDUCATION})
                passwords = {each.account.username: each.password for each in demo.accounts(kith)}
            log = settings.data / "server.log"
            with (
                serving(settings.data, log, KITH_DEMO_ACCOUNTS="1") as address,
                running_chromium() as browser,
            ):
                page = browser.new_page(
                    locale="en-GB", reduced_motion="reduce", viewport={"width": 1280, "height": HEIGHT}
                )
                _walk(Tab(page, address, passwords), out)
        finally:
            lifecycle.stop(settings.graph)


def _walk(tab: Tab, out: Path) -> None:
    tab.go("/sign-in")
    _shoot(tab.page, out / "sign-in.png")
    tab.sign_in("social.worker")
    tab.search("Tempranse Frosted")
    _shoot(tab.page, out / "search.png")
    tab.page.get_by_role("link", name="Temperance Frostad").click()
    tab.give_reason("My service is involved")
    _shoot(tab.page, out / "child.png")
    child = tab.path
    tab.go(f"{child}/network")
    tab.page.wait_for_selector(".kith-drawing__canvas canvas")
    tab.page.get_by_role("heading", name="What to show").scroll_into_view_if_needed()
    tab.page.locator("#network-drawing").evaluate("element => element.scrollIntoView()")
    _shoot(tab.page, out / "network.png")
    tab.page.set_viewport_size({"width": 320, "height": HEIGHT})
    tab.go(child)
    _shoot(tab.page, out / "child-narrow.png")
    tab.page.set_viewport_size({"width": 1280, "height": HEIGHT})
    tab.page.get_by_role("button", name="Sign out").click()
    tab.sign_in("steward")
    tab.go("/desk")
    tab.page.locator("main table a").first.click()
    _shoot(tab.page, out / "desk.png")


def _shoot(page: Page, path: Path) -> None:
    page.screenshot(path=path)
    if path.stat().st_size > LARGEST:
        raise RuntimeError(f"{path.name} is larger than {LARGEST:,} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tools.screenshots OUT")
    main(Path(sys.argv[1]))
